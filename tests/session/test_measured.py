"""How far the newest picture can be trusted: once for a picture, left when nobody wants it."""

import asyncio
import threading

import pytest

from hyperscope.errors import ParameterError
from hyperscope.run import RunState


def ask(run, label=None, seconds=5.0):
    return asyncio.run(run.measured.found(label, seconds))


@pytest.fixture
def done(start, until):
    run = start(params={"n_iter": 3})
    until(lambda: run.state is RunState.DONE)
    return run


def test_a_picture_is_measured_once_for_every_label(lab, done):
    first = ask(done)
    assert (first.seq, first.quality["trust"], first.quality.sampled) == (done.newest.seq, 3, 4)
    assert ask(done) is first
    assert ask(done, "kind").quality.worst_pairs[0].other == "b"
    assert lab.measured == 2


def test_another_picture_is_measured_anew(lab, done, until):
    first = ask(done)
    done.restart()
    until(lambda: done.state is RunState.DONE)
    assert ask(done).seq > first.seq


def test_nothing_to_measure_before_the_first_picture(lab, start):
    lab.prepare_pieces = 1_000_000
    assert ask(start()) is None


def test_an_error_reaches_whoever_asked(done):
    with pytest.raises(ParameterError, match="'wrong'"):
        ask(done, "wrong")


def test_whoever_asks_again_waits_for_the_same_measurement(lab, done):
    lab.measuring.clear()
    assert ask(done, seconds=0.01) is None
    lab.measuring.set()
    assert ask(done).quality["trust"] == 3
    assert lab.measured == 1


def measuring():
    return [thread for thread in threading.enumerate() if thread.name == "hyperscope-quality"]


def test_it_is_left_when_the_run_goes_on(lab, done, until):
    lab.measuring.clear()
    assert ask(done, seconds=0.01) is None
    done.resume()
    until(lambda: not measuring())


def test_it_is_left_with_the_last_who_waits(lab, done, until):
    async def scene():
        waiting = [asyncio.create_task(done.measured.found(None, 5)) for _ in range(2)]
        await asyncio.sleep(0.01)
        waiting[0].cancel()
        await asyncio.sleep(0.01)
        assert measuring()
        waiting[1].cancel()
        await asyncio.gather(*waiting, return_exceptions=True)

    lab.measuring.clear()
    asyncio.run(scene())
    until(lambda: not measuring())
    lab.measuring.set()
    assert ask(done).quality["trust"] == 3


def test_a_session_that_ends_leaves_it(lab, session, done, until):
    lab.measuring.clear()
    assert ask(done, seconds=0.01) is None
    session.close()
    until(lambda: not measuring())


def test_the_picture_is_taken_before_the_lock_that_a_moving_run_wants(done, monkeypatch):
    """Else two locks were taken in opposite order: the run's by whoever asks, ours by a run that moves."""
    held = []
    picture = done.newest.picture
    monkeypatch.setattr(
        done.newest, "picture", lambda: (held.append(done.measured._lock.locked()), picture())[1]
    )
    ask(done)
    assert held == [False]
