"""t-SNE as a person watches it."""

import re

from tests.browser.fixtures import Visit
from tests.browser.running import ITERATION, STATE, choose_pace, held, long_run, start
from tests.browser.watched import Watched


def press(watched: Watched, name: str) -> None:
    watched.page.get_by_role("button", name=re.compile(rf"^{name}\b", re.IGNORECASE)).first.click()


def test_frames_advance_and_it_stops_by_itself(own_iris: str, visit: Visit):
    watched = visit(own_iris)
    watched.page.get_by_role("tab", name="t-SNE", exact=True).click()
    choose_pace(watched, "every step")  # at full speed the run may be done before we look
    start(watched)
    first = watched.ask("(hyperscope) => hyperscope.stats()")
    watched.until("(hyperscope, first) => hyperscope.stats().iteration > first", first["iteration"])
    choose_pace(watched, "fast")
    last = watched.until(
        """(hyperscope) => {
          const stats = hyperscope.stats();
          return stats.state === 'done' && stats.loss < 1 ? stats : null;
        }""",
        seconds=90,
    )
    assert last["iteration"] > first["iteration"]
    assert last["frames"] > first["frames"]


def test_points_move(own_iris: str, visit: Visit):
    watched = visit(own_iris)
    where = "(hyperscope) => [0, 60, 120].map((row) => { const { x, y } = hyperscope.locate(row); return [x, y]; })"
    before = watched.ask(where)
    start(watched)
    watched.until("(hyperscope) => hyperscope.stats().iteration > 20")
    assert watched.ask(where) != before


def test_pause_holds_it_resume_goes_on_and_stop_ends_it(own_iris: str, visit: Visit):
    watched = visit(own_iris)
    long_run(watched)
    press(watched, "pause")
    at = held(watched)
    watched.page.wait_for_timeout(500)
    assert watched.ask(ITERATION) == at
    press(watched, "resume")
    watched.until("(hyperscope, at) => hyperscope.stats().iteration > at", at)
    press(watched, "stop")
    watched.until(STATE, "stopped")


def test_restart_begins_again(own_iris: str, visit: Visit):
    watched = visit(own_iris)
    long_run(watched)
    # It begins again and waits at its first picture: at any other pace it may be past the old one before we look.
    choose_pace(watched, "one step")
    assert held(watched) > 3
    press(watched, "restart")
    watched.until("(hyperscope) => hyperscope.stats().iteration <= 1")
    press(watched, "stop")
    watched.until("(hyperscope) => ['stopped', 'done'].includes(hyperscope.stats().state)")


def test_a_parameter_outside_its_table_is_refused_in_words(own_iris: str, visit: Visit):
    watched = visit(own_iris)
    refused = """async (hyperscope) => {
      try { await hyperscope.run('tsne', { perplexity: -3 }); return 'accepted'; }
      catch (error) { return String(error.message ?? error); }
    }"""
    said = watched.ask(refused)
    watched.wrongs.clear()  # the browser reports every answer above 399 on its console
    assert said.startswith("perplexity: ")
    assert "from 1 up to 500" in said
    assert "-3" in said


def test_perturb_kicks_a_run_that_has_ended_and_it_settles_again(own_iris: str, visit: Visit):
    watched = visit(own_iris)
    start(watched, n_iter=60)
    watched.until("(hyperscope) => hyperscope.stats().state === 'done'")
    before = watched.ask("(hyperscope) => [...hyperscope.positions().data]")
    press(watched, "perturb")
    moved = "(hyperscope, before) => hyperscope.positions().data.some((value, at) => Math.abs(value - before[at]) > 1e-3)"
    watched.until(moved, before)
