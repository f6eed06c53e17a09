"""Repulsion: tree and mesh against all pairs, and the gradient against the loss."""

import numpy as np
import pytest

from hyperscope.progress import drive
from hyperscope.projections.tsne import forces, mesh, morton, pairs, tree

SEED = 11


def clusters(p, n=2_000, wide=20.0):
    draw = np.random.default_rng(SEED)
    centres = draw.standard_normal((p, 10)) * wide
    return (centres[:, draw.integers(0, 10, n)] + draw.standard_normal((p, n))).astype(np.float32)


def error(found, exact):
    return np.linalg.norm(found - exact, axis=0).mean() / np.linalg.norm(exact, axis=0).mean()


@pytest.mark.parametrize("p", [2, 3])
def test_theta_0_is_exact(p):
    y = clusters(p)
    exact, z = drive(pairs.repel(y))
    found, found_z = drive(tree.repel(y, morton.order(y), 0.0))
    np.testing.assert_allclose(found, exact, atol=2e-5 * np.abs(exact).max())
    assert found_z == pytest.approx(z, rel=1e-5)


@pytest.mark.parametrize("p", [2, 3])
@pytest.mark.parametrize("wide", [0.001, 1.0, 20.0])
def test_tree_is_close_and_closer_for_smaller_theta(p, wide):
    y = clusters(p, wide=wide)
    exact, z = drive(pairs.repel(y))
    errors = [error(drive(tree.repel(y, morton.order(y), theta))[0], exact) for theta in (1.0, 0.5)]
    assert errors[1] < errors[0] < 0.05
    assert drive(tree.repel(y, morton.order(y), 0.5))[1] == pytest.approx(z, rel=0.01)


@pytest.mark.parametrize("wide", [0.0001, 1.0, 20.0])
def test_mesh_is_close(wide):
    y = clusters(2, wide=wide)
    exact, z = drive(pairs.repel(y))
    found, found_z = drive(mesh.repel(y))
    assert error(found, exact) < 0.05
    assert found_z == pytest.approx(z, rel=0.01)


def test_mesh_gets_better_with_finer_spacing(monkeypatch):
    y = clusters(2)
    exact, _ = drive(pairs.repel(y))
    errors = []
    for spacing in (1.0, 0.5, 0.25):
        monkeypatch.setattr(mesh, "SPACING", spacing)
        errors.append(error(drive(mesh.repel(y))[0], exact))
    assert errors[2] < errors[1] / 4 < errors[0] / 8


@pytest.mark.parametrize("spread", [0.0, 1e-30, 1e-6])
def test_equal_points_are_no_trouble(spread):
    y = (clusters(2) * np.float32(spread)).astype(np.float32)
    for force, z in (drive(mesh.repel(y)), drive(tree.repel(y, morton.order(y), 0.7)), drive(pairs.repel(y))):
        assert np.isfinite(force).all()
        assert z == pytest.approx(2_000 * 1_999, rel=0.01)


@pytest.mark.parametrize(("n", "p", "theta", "chosen"), [
    (50_000, 2, 0.0, "pairs"), (10_000, 2, 0.7, "tree"), (10_001, 2, 0.7, "mesh"), (50_000, 3, 1.0, "tree"),
])  # fmt: skip
def test_which_way(n, p, theta, chosen):
    assert forces.way(n, p, theta) == chosen


def test_blocks_of_pairs_change_nothing(monkeypatch):
    y = clusters(2, 300)
    whole, z = drive(pairs.repel(y))
    monkeypatch.setattr(pairs, "PAIRS_AT_ONCE", 9_000)
    parts, parts_z = drive(pairs.repel(y))
    np.testing.assert_array_equal(parts, whole)
    assert parts_z == pytest.approx(z)


@pytest.mark.parametrize("p", [2, 3])
def test_morton_order_is_a_permutation_that_keeps_neighbours_together(p):
    y = np.random.default_rng(SEED).random((p, 1_000)).astype(np.float32)
    order = morton.order(y)
    assert sorted(order) == list(range(1_000))
    walked = np.linalg.norm(np.diff(y[:, order]), axis=0).mean()
    assert walked < np.linalg.norm(np.diff(y), axis=0).mean() / 3
