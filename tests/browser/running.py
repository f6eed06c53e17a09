"""Runs that a test can look at without haste: states that last, on any machine."""

from tests.browser.watched import Watched

STATE = "(hyperscope, state) => hyperscope.stats().state === state"
ITERATION = "(hyperscope) => hyperscope.stats().iteration"
#: The iteration of the paused run, once the page is there too.
SAME = """async (hyperscope) => {
  const runs = await (await fetch("api/runs")).json();
  const at = runs.find(({ state }) => state === "paused")?.iteration;
  return at === hyperscope.stats().iteration && at;
}"""


def choose_pace(watched: Watched, name: str) -> None:
    watched.page.get_by_role("combobox", name="Pace").select_option(name)


def long_run(watched: Watched, **params: object) -> None:
    """t-SNE that waits for the page at each of 100,000 steps, so that no machine has ended it before the test looks."""
    watched.page.get_by_role("tab", name="t-SNE", exact=True).click()
    choose_pace(watched, "every step")
    start(watched, n_iter=100_000, **params)
    watched.until("(hyperscope) => hyperscope.stats().iteration > 3")


def start(watched: Watched, **params: object) -> None:
    watched.ask("async (hyperscope, params) => { await hyperscope.run('tsne', params); }", params)
    watched.until("(hyperscope) => hyperscope.stats().method === 'tsne' && hyperscope.stats().iteration > 0")


def held(watched: Watched) -> int:
    """The iteration at which the run pauses, once the page shows the very positions that the server holds."""
    watched.until(STATE, "paused")
    return watched.until(SAME)


def quiet(watched: Watched) -> bool:
    """Whether half a minute holds a second and a half in which no picture and no timer is awaited, or was; needs `COUNT`."""
    for _ in range(20):
        before = watched.page.evaluate("() => begun")
        watched.page.wait_for_timeout(1500)
        if watched.page.evaluate("() => [begun, awaited.size]") == [before, 0]:
            return True
    return False


#: Before the page's own scripts: every picture and timer that is asked for is counted, and awaited until it has come or is off.
COUNT = """
  window.begun = 0;
  window.awaited = new Set();
  for (const [ask, stop, kind] of [
    ["requestAnimationFrame", "cancelAnimationFrame", "frame"],
    ["requestIdleCallback", "cancelIdleCallback", "idle"],
    ["setTimeout", "clearTimeout", "timer"],
    ["setInterval", "clearInterval", "timer"],
  ]) {
    const [asked, stopped] = [window[ask].bind(window), window[stop].bind(window)];
    window[ask] = (callback, ...given) => {
      begun += 1;
      const id = asked((...told) => {
        if (ask !== "setInterval") awaited.delete(`${kind} ${id}`);
        callback(...told);
      }, ...given);
      awaited.add(`${kind} ${id}`);
      return id;
    };
    window[stop] = (id) => {
      awaited.delete(`${kind} ${id}`);
      stopped(id);
    };
  }
"""


def clipboard(watched: Watched) -> None:
    """Let the page write to the clipboard, and take out what an earlier test left there."""
    watched.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    watched.ask("async () => await navigator.clipboard.writeText('')")


def copied(watched: Watched) -> str:
    """What the page wrote to the emptied clipboard: the word that it did is there for two seconds only."""
    return watched.until("async () => await navigator.clipboard.readText()")
