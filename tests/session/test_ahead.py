"""The picture that data open with is begun before a page asks for it, and is the one that the page asks for."""

from hyperscope.wire.messages import Invitation, RunRequest


def test_the_first_light_method_is_begun_in_space(session):
    session.look_ahead("walkers")
    (run,) = session.runs
    assert (run.plan.method.name, run.plan.shown, run.plan.seed) == ("turn", 3, 0)


def test_the_page_that_asks_for_it_gets_that_run(session):
    session.look_ahead("walkers")
    (run,) = session.runs
    assert session.runs.start(RunRequest("walkers", "turn", 3)) is run


def test_a_light_invitation_takes_its_place(session):
    session.invitation = Invitation("walkers", "turn", 2, {"x": 2}, 7)
    session.look_ahead("walkers")
    (run,) = session.runs
    assert (run.plan.shown, run.plan.axes["x"], run.plan.seed) == (2, 2, 7)


def test_a_heavy_invitation_waits_for_the_page(session):
    session.invite("walk", 2, {})
    session.look_ahead("walkers")
    assert [run.plan.method.name for run in session.runs] == ["turn"]


def test_nothing_is_begun_beside_what_ran_already(session, start):
    run = start("walk")
    session.look_ahead("walkers")
    assert list(session.runs) == [run]
