"""Copy as Python: the program makes the very positions that are on show."""

import numpy as np
import pytest

from hyperscope.entry import OpenOptions
from hyperscope.session import recipe
from hyperscope.session.session import Session
from hyperscope.wire.messages import RunRequest


def copied(code):
    """What the program calls `layout` and, where it picks columns, `positions`."""
    known = {}
    exec(code, known)
    return known


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    folder = tmp_path_factory.mktemp("copied")
    vectors = np.random.default_rng(0).normal(size=(60, 6)).astype(np.float32)
    vectors[7] = np.nan
    np.save(folder / "some.npy", vectors)
    (folder / "some.tsv").write_text("\n".join(f"{'even' if row % 2 == 0 else 'odd'}" for row in range(60)))
    session = Session.of([str(folder / "some.npy")], OpenOptions(metadata=folder / "some.tsv"))
    yield session
    session.close()


ASKED = [
    ("pca", 3, {"x": 2, "y": 4}),
    ("pca", 2, {"normalize": "zscore"}),
    ("tsne", 2, {"n_iter": 40, "perplexity": 5}),
    ("umap", 3, {"n_epochs": 12}),
    ("custom", 2, {"x_from": "even", "x_to": "odd", "y_from": "#1 #2", "y_to": "/^o/", "right_angles": True}),
]


@pytest.mark.parametrize(("method", "components", "params"), ASKED)
def test_the_copied_program_makes_the_positions_on_show(session, until, method, components, params):
    (entry,) = session.entries
    run = session.runs.start(RunRequest(entry.id, method, components, params, random_state=3))
    until(lambda: run.state.ended, 60)
    assert run.message.problem is None
    known = copied(recipe.python(entry.entry, run))
    made = known.get("positions", known["layout"].positions)
    np.testing.assert_array_equal(made, run.newest.positions())


def test_a_run_that_was_stopped_is_stopped_there_again(session, until):
    (entry,) = session.entries
    run = session.runs.start(
        RunRequest(entry.id, "tsne", 2, {"n_iter": 5_000, "early_exaggeration_iter": 20}, pace="one step")
    )
    for at in range(12):
        until(lambda at=at: run.newest.seq > at and run.state.value == "paused", 60)
        run.step()
    until(lambda: run.state.value == "paused" and run.newest.seq > 12, 60)
    run.stop()
    layout = copied(recipe.python(entry.entry, run))["layout"]
    assert layout.iteration == run.newest.layout.iteration > 0
    np.testing.assert_array_equal(layout.positions, run.newest.positions())


def test_what_cannot_be_repeated_is_said(session, until):
    (entry,) = session.entries
    run = session.runs.start(RunRequest(entry.id, "tsne", 2, {"n_iter": 30}))
    until(lambda: run.state.ended, 60)
    run.update({"learning_rate": 77})
    assert "# Parameters were moved" in recipe.python(entry.entry, run)


def test_data_in_memory_is_told_as_what_was_passed():
    session = Session.of([np.eye(5)])
    (entry,) = session.entries
    run = session.runs.start(RunRequest(entry.id, "pca"))
    code = recipe.python(entry.entry, run)
    assert "`data` is what was passed to show()" in code
    assert "hyperscope.project(" in code
    session.close()


def test_sources_that_lie_together_are_all_named(tmp_path, until):
    for name, shift in (("a", 0), ("b", 3)):
        np.save(tmp_path / f"{name}.npy", np.random.default_rng(shift).normal(shift, size=(20, 4)))
    session = Session.of([tmp_path / "a.npy", str(tmp_path / "b.npy")], together=True)
    (entry,) = session.entries
    run = session.runs.start(RunRequest(entry.id, "pca", 2, {}))
    until(lambda: run.state.ended, 30)
    known = copied(recipe.python(entry.entry, run))
    np.testing.assert_array_equal(known.get("positions", known["layout"].positions), run.newest.positions())
    session.close()
