import asyncio
import threading
import time

import numpy as np
import pytest

from hyperscope.errors import ParameterError
from hyperscope.run import Pace, RunState


def take(run, after, seconds=2.0):
    return asyncio.run(run.newest.frame(after, seconds))


def test_the_newest_frame_wins(start, until):
    run = start()
    until(lambda: run.newest.seq > 20)
    assert take(run, 0).seq > 20


def test_sequence_numbers_only_grow(start):
    run, seqs = start(params={"n_iter": 50}), [0]
    while frame := take(run, seqs[-1]):
        seqs.append(frame.seq)
    assert seqs == sorted(set(seqs))
    assert frame is None
    assert run.state is RunState.DONE


def test_a_finished_run_answers_at_once(start, until):
    run = start(params={"n_iter": 3})
    until(lambda: run.state is RunState.DONE)
    last = take(run, 0)
    assert (last.seq, last.state, last.iteration) == (run.newest.seq, RunState.DONE, 3)
    began = time.monotonic()
    assert take(run, last.seq, 5) is None
    assert time.monotonic() - began < 1


def test_a_stop_ends_a_held_poll(start, until):
    run = start(pace="one step")
    until(lambda: run.state is RunState.PAUSED)

    async def scene():
        held = asyncio.create_task(run.newest.frame(run.newest.seq, 5))
        await asyncio.sleep(0.02)
        assert not held.done()
        run.stop()
        return await asyncio.wait_for(held, 1)

    assert asyncio.run(scene()) is None


def test_a_poll_ends_after_its_time_and_leaves_nothing(start, until):
    run = start(pace="one step")
    until(lambda: run.state is RunState.PAUSED)
    assert take(run, run.newest.seq, 0.02) is None
    assert run.newest.bell.waiting == 0


def test_a_client_that_goes_away_leaves_nothing(start, until):
    run = start(pace="one step")
    until(lambda: run.state is RunState.PAUSED)

    async def scene():
        held = asyncio.create_task(run.newest.frame(run.newest.seq, 5))
        await asyncio.sleep(0.01)
        held.cancel()
        await asyncio.gather(held, return_exceptions=True)

    asyncio.run(scene())
    assert run.newest.bell.waiting == 0


def test_every_step_waits_for_whoever_watches(start, until):
    run = start(pace="every step")
    until(lambda: run.newest.seq == 1)
    time.sleep(0.05)
    assert run.newest.seq == 1
    iterations = [take(run, seq).iteration for seq in range(30)]
    assert iterations == list(range(30))
    run.set_pace(Pace.FAST)
    until(lambda: run.newest.seq > 60)


def test_every_step_ends_when_a_single_one_is_asked_for_though_nobody_watches(start, until):
    run = start(pace="every step")
    until(lambda: run.newest.seq == 1)
    run.step()
    until(lambda: run.state is RunState.PAUSED)
    assert run.newest.seq == 2


def test_no_change_of_pace_is_lost_on_a_slow_watcher(start, until):
    run, paces = start(), (Pace.EVERY_STEP, Pace.ONE_STEP, Pace.FAST)
    watching = threading.Event()

    def watch():
        seq = 0
        while not watching.is_set():
            frame = take(run, seq, 0.01)
            seq = frame.seq if frame else seq
            time.sleep(0.002)

    watcher = threading.Thread(target=watch)
    watcher.start()
    for turn in range(60):
        pace = paces[turn % len(paces)]
        run.set_pace(pace)
        run.resume()
        if pace is Pace.ONE_STEP:
            until(lambda: run.state is RunState.PAUSED)
        else:
            seq = run.newest.seq
            until(lambda seq=seq: run.newest.seq > seq)
    watching.set()
    watcher.join()


def test_of_two_messages_the_later_is_told_by_its_number(start, until):
    run = start(pace="one step")
    before = run.message
    until(lambda: run.state is RunState.PAUSED)
    assert run.message.told > before.told


def test_axes_choose_components_and_missing_ones_are_zero(start, until):
    run = start("turn", n_components=3, params={"x": 2, "z": 4})
    until(lambda: run.state is RunState.DONE)
    positions = take(run, 0).positions
    np.testing.assert_array_equal(positions[1], [2, 2, 0])
    assert np.isnan(positions[0]).all()


def test_axes_change_at_any_time_with_a_new_frame(start, until):
    run = start("turn")
    until(lambda: run.state is RunState.DONE)
    first = take(run, 0)
    run.update({"y": 3})
    second = take(run, first.seq)
    np.testing.assert_array_equal((first.positions[1], second.positions[1]), ([1, 2], [1, 3]))
    assert run.message.params == {"x": 1, "y": 3, "z": 3}
    run.update({"y": 3})
    assert run.newest.seq == second.seq


def test_a_component_beyond_the_computed_ones_is_refused(start):
    with pytest.raises(ParameterError, match="y: expected a component from 1 to 4, got 5"):
        start("turn", params={"y": 5})
