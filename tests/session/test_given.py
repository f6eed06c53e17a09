"""Layouts that came with the data are a method of the page, and what opens first."""

import numpy as np
import pytest

import hyperscope
from hyperscope.dataset import Dataset
from hyperscope.errors import ParameterError
from hyperscope.layout import Layout
from hyperscope.run import RunState
from hyperscope.session.session import Session
from hyperscope.wire.messages import RunRequest

FLAT = np.array([[1, 2], [3, np.nan], [5, 6]], np.float32)
DATA = Dataset(
    "d", np.eye(3, dtype=np.float32),
    layouts={"flat": Layout("x", FLAT, axes=("u", "v")), "deep": Layout("x", np.arange(9, dtype="f4").reshape(3, 3))},
)  # fmt: skip


@pytest.fixture
def session():
    session = Session([*hyperscope.inspect(DATA), *hyperscope.inspect(np.eye(4, dtype=np.float32))])
    yield session
    session.close()


def test_it_is_offered_last_and_invited(session):
    table = session.message.methods[-1]
    assert (table.name, table.heavy, table.params[0].choices) == ("given", False, ["flat", "deep"])
    invited = session.invitation
    assert (invited.entry, invited.method, invited.n_components, invited.params) == (
        "d",
        "given",
        2,
        {"layout": "flat"},
    )


def test_without_layouts_there_is_no_such_method():
    session = Session(hyperscope.inspect(np.eye(4, dtype=np.float32)))
    assert session.invitation is None
    assert "given" not in [table.name for table in session.message.methods]
    session.close()


@pytest.mark.parametrize(("name", "shown", "expected"), [
    ("flat", 2, [[1, 2], [np.nan, np.nan], [5, 6]]), ("flat", 3, [[1, 2, 0], [np.nan] * 3, [5, 6, 0]]),
    ("deep", 2, [[0, 1], [3, 4], [6, 7]]), ("deep", 3, [[0, 1, 2], [3, 4, 5], [6, 7, 8]]),
])  # fmt: skip
def test_its_run_is_done_at_once_and_shows_the_layout(session, until, name, shown, expected):
    run = session.runs.start(RunRequest("d", "given", shown, {"layout": name}))
    until(lambda: run.state is RunState.DONE)
    np.testing.assert_array_equal(run.newest.positions(), expected)


def test_a_layout_of_other_data_is_refused_in_words(session, until):
    run = session.runs.start(RunRequest("array", "given", 2, {"layout": "flat"}))
    until(lambda: run.state is RunState.FAILED)
    assert (run.problem.got, run.problem.fix) == ("'flat'", "Their layouts are: none.")
    with pytest.raises(ParameterError, match="one of flat, deep"):
        session.runs.start(RunRequest("d", "given", 2, {"layout": "nowhere"}))


def test_other_methods_run_as_ever(session, until):
    run = session.runs.start(RunRequest("d", "pca"))
    until(lambda: run.state is RunState.DONE, 20)
