import time

import pytest

from hyperscope.wire.messages import RunRequest
from tests.session.fakes import Lab


@pytest.fixture
def lab():
    lab = Lab()
    yield lab
    lab.gate.set()
    for session in lab.sessions:
        session.close()


@pytest.fixture
def session(lab):
    return lab.session()


@pytest.fixture
def start(session):
    """Start a run over the session's entry."""

    def start(method="walk", **more):
        return session.runs.start(RunRequest(entry="walkers", method=method, **more))

    return start


@pytest.fixture
def until():
    """Wait until something is so; fail after two seconds."""

    def until(so, seconds=2.0):
        end = time.monotonic() + seconds
        while not so():
            assert time.monotonic() < end, "it never came to be"
            time.sleep(0.001)

    return until
