"""Ctrl-C while there is something to keep: the first asks to leave, and one pressed behind it by accident loses nothing."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

INSISTS = 3  # presses after which the program is interrupted wherever it is


@contextmanager
def asked_to_leave() -> Iterator[Callable[[], bool]]:
    """Within, Ctrl-C interrupts nothing before it is pressed a third time; what is given tells whether it was pressed.

    Python hands signals to its main thread alone: in any other nothing changes.
    """
    presses = 0

    def press(*_: object) -> None:
        nonlocal presses
        presses += 1
        if presses >= INSISTS:
            raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield lambda: False
        return
    before = signal.signal(signal.SIGINT, press)
    try:
        yield lambda: presses > 0
    finally:
        signal.signal(signal.SIGINT, before)
