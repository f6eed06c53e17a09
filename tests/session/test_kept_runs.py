"""What ran is kept: named, forgotten, bounded in memory, and told as a program."""

import asyncio

import numpy as np
import pytest

from hyperscope.errors import StateError, UnknownId
from hyperscope.layout import Layout
from hyperscope.session import runs as kept


def test_a_run_is_called_what_a_person_calls_it(session, start, until):
    run = start(params={"n_iter": 2})
    until(lambda: run.state.ended)
    run.rename("  fine \n grains  ")
    assert run.message.name == "fine grains"
    run.rename("x" * 500)
    assert len(run.message.name) == 120


def test_a_forgotten_run_is_gone_for_everyone(session, start, until):
    run = start(params={"n_iter": 5})
    until(lambda: run.state.ended)
    revision = session.changes.revision
    session.runs.forget(run.id)
    changed = asyncio.run(session.changed(revision, 1))
    assert changed.gone == [run.id]
    with pytest.raises(UnknownId, match=run.id):
        session.runs.forget(run.id)


def test_a_running_run_that_is_forgotten_ends(session, start, until):
    run = start()
    until(lambda: run.newest.seq > 1)
    session.runs.forget(run.id)
    assert run.join(2)


def test_positions_are_bounded_in_memory_oldest_first(session, start, until, monkeypatch):
    monkeypatch.setattr(kept, "KEPT_BYTES", 100)  # a layout of the fakes is 4 × 2 × 4 = 32 bytes
    made = []
    for seed in range(5):
        made.append(start(params={"n_iter": 1}, random_state=seed))
        until(lambda run=made[-1]: run.state.ended)
    ids = [run.id for run in session.runs]
    assert made[-1].id in ids
    assert made[0].id not in ids
    assert sum(run.newest.nbytes for run in session.runs) <= 100 + 32


def test_what_was_laid_out_is_counted(start, until):
    run = start("turn")
    until(lambda: run.state.ended)
    assert run.message.n_rows == 3  # the fakes leave one row out


def test_axes_are_named_by_the_components_they_show(start, until):
    run = start("turn", params={"x": 3})
    until(lambda: run.state.ended)
    assert run.message.axis_names == ["Component 3", "Component 2"]
    run.update({"y": 1})
    assert run.message.axis_names == ["Component 3", "Component 1"]


def test_nothing_computes_a_restored_run_anew(session, start, until):
    run = start("turn")
    until(lambda: run.state.ended)
    run.restored = True
    for verb in kept.MOVES:
        with pytest.raises(StateError, match="saved"):
            session.runs.move(run.id, verb)


def test_axes_that_mean_nothing_have_no_name():
    from hyperscope.session import axes

    layout = Layout("custom", np.zeros((2, 2), np.float32), axes=("bad → good", "no axis"))
    assert axes.names(layout, {}, 2) == ["bad → good", ""]
    assert axes.names(Layout("tsne", np.zeros((2, 2), np.float32)), {}, 2) == []
