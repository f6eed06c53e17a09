"""The session over the real pipeline."""

import numpy as np
import pytest

from hyperscope.dataset import Dataset
from hyperscope.entry import Entry
from hyperscope.run import RunState
from hyperscope.session import recipe
from hyperscope.session.session import Session
from hyperscope.wire.messages import RunRequest
from hyperscope.wire.rows import pack


@pytest.fixture(scope="module")
def session():
    vectors = np.random.default_rng(0).normal(size=(60, 5)).astype(np.float32)
    vectors[7] = np.nan
    session = Session([Entry("cloud", "memory", lambda: Dataset("cloud", vectors))])
    yield session
    assert session.close()


def finished(session, until, **request):
    run = session.runs.start(RunRequest(entry="cloud", **request))
    until(lambda: run.state.ended, seconds=120)
    assert run.state is RunState.DONE, run.message.problem
    return run


def test_pca_shows_the_chosen_components(session, until):
    run = finished(session, until, method="pca", n_components=3, params={"x": 5, "y": 1, "z": 9})
    positions = run.newest.positions()
    spread = np.nanvar(positions, axis=0)
    assert spread[1] > spread[0] > spread[2] == 0
    assert np.isnan(positions[7]).all()
    assert len(run.message.explained_variance_ratio) == 5
    assert run.message.params["fit_rows"] == "auto"


def test_isolated_rows_are_laid_out_alone(session, until):
    rows = np.array([3, 7, *range(20, 40)])
    whole = finished(session, until, method="pca", n_components=2)
    run = finished(session, until, method="pca", n_components=2, rows=pack(rows, 60))
    assert run is not whole
    placed = np.flatnonzero(np.isfinite(run.newest.positions()).all(axis=1))
    assert placed.tolist() == [3, *range(20, 40)]
    assert run.message.n_rows == 21
    assert finished(session, until, method="pca", n_components=2, rows=pack(rows, 60)) is run
    assert f"rows={rows.tolist()}" in recipe.python(session.entries["cloud"].entry, run)


def test_rows_of_other_data_are_a_problem_of_the_run(session, until):
    run = session.runs.start(RunRequest(entry="cloud", method="pca", rows=b"\1"))
    until(lambda: run.state.ended, seconds=60)
    assert run.message.problem.expected == "one bit for each of 60 rows"


def test_t_sne_goes_step_by_step_and_again_alike(session, until):
    run = finished(session, until, method="tsne", params={"n_iter": 30}, random_state=3)
    assert (run.newest.layout.iteration, run.newest.seq) == (30, 31)
    assert run.message.params["perplexity"] == pytest.approx(58 / 3)
    assert (run.message.asked["perplexity"], run.message.asked["n_iter"]) == ("auto", 30)
    first = run.newest.positions().copy()
    run.restart()
    until(lambda: run.state is RunState.DONE, seconds=60)
    np.testing.assert_array_equal(run.newest.positions(), first)
    assert run.newest.seq == 62


def test_t_sne_may_begin_where_pca_ended(session, until):
    pca = finished(session, until, method="pca", n_components=2)
    run = finished(session, until, method="tsne", params={"n_iter": 1}, after=pca.id)
    assert np.isnan(run.newest.positions()[7]).all()


def test_the_program_of_a_run_leaves_to_t_sne_what_it_changes_on_the_way(session, until):
    run = finished(session, until, method="tsne", params={"n_iter": 5})
    assert run.message.params["learning_rate"] == 50
    code = recipe.python(session.entries["cloud"].entry, run)
    assert "learning_rate='auto'" in code
    assert "n_iter=5" in code
