"""The start: what a dense eigensolver finds, and an answer for graphs that fall apart."""

import numpy as np
import pytest

from hyperscope.dataset import Dataset
from hyperscope.graph import GraphRequest
from hyperscope.knn import search
from hyperscope.progress import drive
from hyperscope.projections.abstract import Problem
from hyperscope.projections.umap import spectral, start
from hyperscope.projections.umap.membership import membership
from hyperscope.projections.umap.spectral import vibrations

RNG = np.random.default_rng(6)


def strip(n, offset=0.0):
    """Points of a long strip: its slowest vibrations are waves along it."""
    along = np.sort(RNG.random(n)) * 20
    return np.column_stack([along + offset, RNG.random(n), RNG.random(n)]).astype(np.float32)


def problem_of(vectors, k=10, p=2, **params):
    data = Dataset("test", vectors)
    graph = drive(search(data, GraphRequest(k)))
    return Problem(data, graph, {"init": "spectral", **params}, p, 0)


def test_vibrations_are_the_eigenvectors():
    vectors = strip(300)
    problem = problem_of(vectors)
    edges = drive(membership(problem.graph))
    guess = RNG.standard_normal((300, 8)).astype(np.float32)
    found = drive(vibrations(edges, np.ones(300, bool), guess, 2))
    dense = np.zeros((300, 300))
    dense[np.repeat(np.arange(300), np.diff(edges.starts)), edges.indices] = edges.strengths
    roots = np.sqrt(dense.sum(axis=1))
    wanted = np.linalg.eigh(dense / roots / roots[:, None])[1][:, [-2, -3]]
    for column in range(2):
        ours = found[:, column] * roots
        assert abs(ours @ wanted[:, column]) / np.linalg.norm(ours) == pytest.approx(1, abs=1e-3)


def test_the_first_wave_runs_along_the_strip():
    vectors = strip(400)
    problem = problem_of(vectors)
    found, notes = drive(start.positions(problem, drive(membership(problem.graph))))
    assert abs(np.corrcoef(found[:, 0], np.arange(400))[0, 1]) > 0.9
    assert np.ptp(found, axis=0).max() == pytest.approx(start.WIDTH, rel=0.01)
    assert notes == ()


def test_an_island_begins_where_its_vectors_suggest():
    island = strip(40, offset=60)
    problem = problem_of(np.concatenate([strip(300), island]))
    found, notes = drive(start.positions(problem, drive(membership(problem.graph))))
    assert np.isfinite(found).all()
    assert "falls into 2 parts; points outside the largest" in notes[0]
    ends = sorted(np.argsort(found[:300, 0])[[0, -1]])
    assert ends[0] < 60
    assert ends[1] > 240
    far_end = found[240:300].mean(axis=0)
    gaps = [np.linalg.norm(found[300:].mean(axis=0) - place) for place in (far_end, found[:60].mean(axis=0))]
    assert gaps[0] < gaps[1]


def test_crumbs_begin_as_principal_components():
    crumbs = np.concatenate([RNG.standard_normal((20, 3)) + 100 * number for number in range(8)])
    problem = problem_of(crumbs.astype(np.float32), k=5)
    found, notes = drive(start.positions(problem, drive(membership(problem.graph))))
    assert "none large enough" in notes[0]
    assert abs(np.corrcoef(found[:, 0], crumbs[:, 0])[0, 1]) > 0.99


@pytest.mark.parametrize("p", [2, 3])
def test_given_positions_are_kept_or_made_to_fit(p):
    given = RNG.standard_normal((60, p)).astype(np.float32) * 5
    plain = problem_of(RNG.standard_normal((60, 4)).astype(np.float32), p=p)
    edges = drive(membership(plain.graph))

    def begun(positions):
        return drive(start.positions(Problem(plain.dataset, plain.graph, {}, p, 0, positions), edges))[0]

    np.testing.assert_array_equal(begun(given), given)
    for scale in (1e-20, 1e20):
        again = begun(given * np.float32(scale))
        assert np.ptp(again, axis=0).max() == pytest.approx(start.WIDTH, rel=0.01)
        assert np.corrcoef(again[:, 0], given[:, 0])[0, 1] > 0.999


def test_random_fills_the_box():
    problem = problem_of(RNG.standard_normal((500, 4)).astype(np.float32), init="random")
    found, _ = drive(start.positions(problem, drive(membership(problem.graph))))
    assert np.abs(found).max() == pytest.approx(start.WIDTH / 2, rel=0.02)


def test_an_orthonormal_basis_spans_the_same_in_pieces(monkeypatch):
    block = RNG.standard_normal((1_003, 9)).astype(np.float32)
    block[:, 8] = block[:, 0] + 1e-3 * block[:, 8]  # nearly in the others' span
    whole = drive(spectral._orthonormal(block))
    monkeypatch.setattr(spectral, "ROWS_AT_ONCE", 100)
    pieces = drive(spectral._orthonormal(block))
    np.testing.assert_allclose(pieces.T @ pieces, np.eye(9), atol=1e-5)
    np.testing.assert_allclose(pieces @ (pieces.T @ block), block, atol=1e-4)
    np.testing.assert_allclose(np.abs(pieces), np.abs(whole), atol=2e-3)
