"""Ctrl-C pressed twice keeps what there is; pressed a third time it is a Ctrl-C."""

import signal
import threading

import numpy as np
import pytest
from click.testing import CliRunner

from hyperscope.cli import main
from hyperscope.cli.leaving import asked_to_leave
from hyperscope.stepper import Stepper


def press() -> None:
    signal.raise_signal(signal.SIGINT)


def test_two_presses_ask_and_a_third_interrupts():
    before = signal.getsignal(signal.SIGINT)
    with asked_to_leave() as left:
        assert not left()
        press()
        assert left()
        press()
        with pytest.raises(KeyboardInterrupt, match=r"^$"):
            press()
    assert signal.getsignal(signal.SIGINT) is before


def test_in_another_thread_nothing_changes():
    seen = []

    def other() -> None:
        with asked_to_leave() as left:
            seen.append((left(), signal.getsignal(signal.SIGINT)))

    thread = threading.Thread(target=other)
    thread.start()
    thread.join()
    assert seen == [(False, signal.getsignal(signal.SIGINT))]


def test_pressed_twice_the_layout_so_far_is_written(tmp_path, monkeypatch):
    np.save(tmp_path / "a.npy", np.random.default_rng(0).standard_normal((60, 4)).astype(np.float32))
    step = Stepper.step

    def hurried(self, live=None):
        yield from step(self, live)
        if self.state.iteration == 3:
            press()
            press()

    monkeypatch.setattr(Stepper, "step", hurried)
    done = CliRunner().invoke(main, ["project", str(tmp_path / "a.npy"), str(tmp_path / "b.npy")])
    assert done.exit_code == 130
    assert "Stopped after 3 iterations: the file holds the layout so far." in done.stderr
    assert np.isfinite(np.load(tmp_path / "b.npy")).all()
