import time

import pytest

from hyperscope.errors import ParameterError, StateError
from hyperscope.run import RunState


def test_a_run_goes_to_its_end(start, until):
    run = start(params={"n_iter": 20})
    until(lambda: run.state is RunState.DONE)
    assert run.newest.layout.iteration == 20
    assert (run.message.progress, run.message.stage) == (1.0, "Done")


def test_a_paused_run_stands_still_and_resumes(start, until):
    run = start()
    until(lambda: run.newest.seq > 3)
    run.pause()
    time.sleep(0.02)
    seq = run.newest.seq
    time.sleep(0.03)
    assert (run.state, run.newest.seq) == (RunState.PAUSED, seq)
    run.resume()
    until(lambda: run.newest.seq > seq)
    assert run.state is RunState.RUNNING


def test_pausing_twice_and_resuming_twice_is_no_fault(start, until):
    run = start()
    until(lambda: run.newest.seq > 1)
    for move in (run.pause, run.pause, run.resume, run.resume):
        move()
    assert run.state is RunState.RUNNING


@pytest.mark.parametrize("pieces", [1, 1_000_000], ids=["stepping", "preparing"])
def test_a_stop_is_obeyed_within_200_ms(lab, start, until, pieces):
    lab.prepare_pieces, lab.pause = pieces, 0.02
    run = start()
    until(lambda: run.message.stage in ("Walking", "Preparing"))
    began = time.monotonic()
    run.stop()
    assert run.state is RunState.STOPPED
    run.join(1)
    assert time.monotonic() - began < 0.2


def test_a_stopped_run_goes_on_where_it_stood(start, until):
    run = start()
    until(lambda: run.newest.layout is not None and run.newest.layout.iteration > 3)
    run.stop()
    stood = run.newest.layout.iteration
    run.resume()
    until(lambda: run.newest.layout.iteration > stood)
    assert run.state is RunState.RUNNING


def test_a_run_stopped_before_its_first_picture_begins_anew(lab, start, until):
    lab.prepare_pieces = 1_000_000
    run = start()
    until(lambda: run.state is RunState.PREPARING)
    run.stop()
    lab.prepare_pieces = 1
    run.resume()
    until(lambda: run.newest.seq > 0)
    assert lab.prepared == 2


def test_restart_begins_at_zero_while_sequence_numbers_grow(start, until):
    run = start(params={"n_iter": 10})
    until(lambda: run.state is RunState.DONE)
    seq = run.newest.seq
    run.restart()
    until(lambda: run.state is RunState.DONE)
    assert (run.newest.layout.iteration, run.newest.seq) == (10, 2 * seq)


def test_a_restart_in_the_middle_never_lets_two_threads_step(start, until):
    run = start(params={"n_iter": 300})
    for _ in range(20):
        run.restart()
        time.sleep(0.002)
    until(lambda: run.state is RunState.DONE)
    assert run.newest.layout.positions.max() == run.newest.layout.iteration == 300


def test_one_step_makes_one_step(start, until):
    run = start(pace="one step")
    until(lambda: run.state is RunState.PAUSED)
    assert run.newest.layout.iteration == 0
    for wanted in (1, 2, 3):
        run.step()
        until(lambda: run.state is RunState.PAUSED)
        assert run.newest.layout.iteration == wanted


def test_a_step_of_a_running_run_pauses_it(start, until):
    run = start()
    until(lambda: run.newest.seq > 2)
    run.step()
    until(lambda: run.state is RunState.PAUSED)


def test_a_step_that_was_refused_does_not_hold_the_restart(start, until):
    run = start(params={"n_iter": 3, "hurt": "ours"})
    until(lambda: run.state is RunState.FAILED)
    with pytest.raises(StateError, match="failed"):
        run.step()
    run.params["hurt"] = "never"
    run.restart()
    until(lambda: run.state is RunState.DONE)


def test_a_restart_forgets_the_step_that_was_asked_for(lab, start, until):
    lab.prepare_pieces = 20
    run = start(params={"n_iter": 3})
    run.step()
    run.restart()
    until(lambda: run.state is RunState.DONE)


def test_a_pause_while_preparing_holds_the_preparation(lab, start, until):
    lab.prepare_pieces = 200
    run = start()
    until(lambda: run.state is RunState.PREPARING)
    run.pause()
    time.sleep(0.2)
    assert (run.state, run.newest.seq) == (RunState.PAUSED, 0)
    run.resume()
    until(lambda: run.newest.seq > 0)
    assert run.state is RunState.RUNNING


def test_live_parameters_change_the_next_step(start, until):
    run = start()
    until(lambda: run.newest.seq > 1)
    run.update({"rate": 1000})
    until(lambda: run.newest.layout.positions.max() > 2000)
    assert run.message.params["rate"] == 1000


@pytest.mark.parametrize("given", [{"n_iter": 5}, {"x": 1}, {"rate": -1}])
def test_other_parameters_are_refused(start, given):
    run = start()
    with pytest.raises(ParameterError, match="expected"):
        run.update(given)


def test_a_failure_of_the_method_is_told_in_three_parts(start, until):
    run = start(params={"hurt": "person"})
    until(lambda: run.state is RunState.FAILED)
    problem = run.message.problem
    assert (problem.expected, problem.got, problem.fix) == ("a kind word", "'person'", "Be kind.")
    with pytest.raises(StateError, match="failed"):
        run.resume()


def test_a_failure_of_ours_is_told_without_a_traceback(start, until, caplog):
    run = start(params={"hurt": "ours"})
    until(lambda: run.state is RunState.FAILED)
    assert run.message.problem.kind == "InternalError"
    assert "Traceback" not in run.message.problem.got
    assert "by nobody" in caplog.text
    run.restart()
    until(lambda: run.state is RunState.FAILED)


def test_a_method_without_steps_cannot_go_on(start, until):
    run = start("turn")
    until(lambda: run.state is RunState.DONE)
    with pytest.raises(StateError, match="step by step"):
        run.resume()


def test_published_positions_are_never_written_again(start, until):
    run = start(pace="one step")
    until(lambda: run.state is RunState.PAUSED)
    first, before = run.newest.layout.positions, run.newest.layout.positions.copy()
    run.step()
    until(lambda: run.newest.layout.iteration == 1)
    assert (first == before).all()


def test_a_kick_moves_a_running_run_and_it_goes_on(start, until):
    run = start()
    until(lambda: run.newest.seq > 2)
    run.perturb()
    until(lambda: run.newest.layout.positions.max() > 1e6)
    kicked = run.newest.seq
    until(lambda: run.newest.seq > kicked + 2)
    assert (run.state, run.stepper.kicks) == (RunState.RUNNING, 1)


def test_a_kick_wakes_a_paused_run_and_one_that_is_done(start, until):
    run = start(params={"n_iter": 5})
    until(lambda: run.state is RunState.DONE)
    run.perturb()
    until(lambda: run.state is RunState.DONE and run.newest.layout.iteration == 10)
    run.restart()
    until(lambda: run.state is RunState.DONE and run.newest.layout.iteration == 5)
    assert run.newest.layout.positions.max() == 5
    other = start(pace="one step", random_state=1)
    until(lambda: other.state is RunState.PAUSED)
    other.perturb()
    until(lambda: other.state is RunState.PAUSED and other.newest.layout.positions.max() > 1e6)
    assert other.newest.layout.iteration == 0


def test_a_kick_needs_points_and_a_method_that_knows_it(lab, start, until):
    turn = start("turn")
    until(lambda: turn.state is RunState.DONE)
    lab.prepare_pieces = 1_000_000
    preparing = start()
    for run, words in ((preparing, "without what it needs to go on"), (turn, "one of Turn that is done")):
        with pytest.raises(StateError, match=words):
            run.perturb()


def test_a_run_that_was_kicked_or_sent_on_does_not_answer_for_its_plan(start, until):
    first = start(params={"n_iter": 3})
    until(lambda: first.state is RunState.DONE)
    first.perturb()
    assert start(params={"n_iter": 3}) is not first
