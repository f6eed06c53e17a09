import threading

import pytest

from hyperscope.errors import ParameterError, StateError, UnknownId
from hyperscope.run import RunState
from hyperscope.session.runs import KEPT
from hyperscope.wire.messages import RunRequest


def request(entry="walkers", method="walk", **more):
    return RunRequest(entry=entry, method=method, **more)


def engines():
    return [thread for thread in threading.enumerate() if thread.name.startswith("hyperscope-r")]


def test_what_has_been_computed_answers_again(lab, start, until):
    first = start(params={"n_iter": 3})
    until(lambda: first.state is RunState.DONE)
    assert start(params={"n_iter": 3}) is first
    assert start(params={"n_iter": 3}, random_state=1) is not first


def test_the_same_components_shown_otherwise_are_not_computed_again(lab, start, until):
    first = start("turn", n_components=2)
    until(lambda: first.state is RunState.DONE)
    other = start("turn", n_components=3, params={"x": 3})
    assert other is not first
    assert (other.state, other.newest.seq, lab.prepared) == (RunState.DONE, 1, 1)
    assert other.newest.positions()[1].tolist() == [3, 2, 3]


def test_a_run_whose_live_parameters_were_changed_does_not_answer_for_the_old_ones(start):
    first = start()
    first.update({"rate": 2})
    assert start() is not first


def test_a_heavy_run_stops_the_one_before_and_its_last_frame_stays(start, until):
    first = start()
    until(lambda: first.newest.seq > 2)
    second = start(random_state=1)
    assert first.state is RunState.STOPPED
    assert first.newest.layout is not None
    first.resume()
    until(lambda: first.newest.seq > 0)
    assert second.state is not RunState.STOPPED


def test_reviving_a_heavy_run_stops_the_other(session, start, until):
    first = start()
    until(lambda: first.newest.seq > 2)
    second = start(random_state=1)
    session.runs.move(first.id, "resume")
    assert second.state is RunState.STOPPED
    until(lambda: first.state is RunState.RUNNING)


def test_a_light_run_disturbs_nobody(start, until):
    heavy = start()
    light = start("turn")
    until(lambda: light.state is RunState.DONE)
    assert not heavy.state.ended


def test_runs_of_different_data_go_on_side_by_side(lab, until):
    session = lab.session(lab.entry("a"), lab.entry("b"))
    runs = [session.runs.start(request(name)) for name in "ab"]
    until(lambda: all(run.newest.seq > 30 for run in runs))
    assert {run.state for run in runs} == {RunState.RUNNING}


def test_a_run_may_start_from_the_positions_of_another(start, until):
    first = start(params={"n_iter": 5})
    until(lambda: first.state is RunState.DONE)
    second = start(params={"n_iter": 0}, after=first.id)
    until(lambda: second.state is RunState.DONE)
    assert second.newest.layout.positions.tolist() == first.newest.layout.positions.tolist()


def test_a_start_with_too_few_components_is_refused(start, until):
    first = start(params={"n_iter": 5})
    until(lambda: first.state is RunState.DONE)
    with pytest.raises(ParameterError, match="after: expected a run with 3 components"):
        start(n_components=3, after=first.id)


def test_a_start_without_a_picture_is_refused(lab, start):
    lab.gate.clear()
    first = start()
    with pytest.raises(StateError, match="that has a picture"):
        start(after=first.id)


@pytest.mark.parametrize(
    ("wrong", "error", "match"),
    [
        (request("nobody"), UnknownId, "a dataset of this session"),
        (request(after="r99"), UnknownId, "a run of this session"),
        (request(n_components=4), ParameterError, "n_components: expected 2 or 3"),
        (request(params={"rte": 1}), ParameterError, "Did you mean 'rate'"),
        (request(params={"rate": "fast"}), ParameterError, "rate: expected a number"),
    ],
)
def test_a_wrong_request_is_refused(session, wrong, error, match):
    with pytest.raises(error, match=match):
        session.runs.start(wrong)


def test_fifty_starts_and_stops_leave_no_thread(session, until):
    for i in range(50):
        session.runs.start(request(random_state=i)).stop()
    until(lambda: not engines())


def test_only_so_many_ended_runs_are_kept(session, until):
    for i in range(KEPT + 10):
        session.runs.start(request(random_state=i))
    assert len(list(session.runs)) == KEPT


def test_closing_ends_every_thread(lab, until):
    session = lab.session(lab.entry("a"), lab.entry("b"))
    for name in "ab":
        session.runs.start(request(name, pace="every step"))
    until(lambda: len(engines()) == 2)
    session.close()
    assert not engines()


def test_a_run_goes_on_from_the_picture_of_another_step(lab, until):
    session = lab.session(lab.entry("one"), lab.entry("two"), lab.entry("more", n=5))
    before = session.runs.start(RunRequest(entry="one", method="walk", params={"n_iter": 3}))
    until(lambda: before.state is RunState.DONE)
    after = session.runs.start(RunRequest(entry="two", method="walk", params={"n_iter": 2}, after=before.id))
    until(lambda: after.state is RunState.DONE)
    assert after.newest.positions()[0, 0] == 5
    wrong = session.runs.start(RunRequest(entry="more", method="walk", after=before.id))
    until(lambda: wrong.state is RunState.FAILED)
    assert (wrong.message.problem.expected, wrong.message.problem.got) == (
        "a run over as many rows, 5",
        "one over 4",
    )
