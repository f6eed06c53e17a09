"""Every phase of the heavy methods can be left: its work comes in pieces of a size that a constant bounds, at any size of data.

Counted in the units the constants are in, so that a slow machine fails no test and a fast one passes none by luck.
"""

from importlib import import_module

import numpy as np
import pytest

from hyperscope.dataset import Dataset
from hyperscope.graph import GraphRequest
from hyperscope.knn import clusters, search
from hyperscope.knn.candidates import scored
from hyperscope.knn.clusters import Clusters
from hyperscope.knn.points import Held
from hyperscope.knn.vectors import prepare
from hyperscope.layout import Layout
from hyperscope.progress import drive
from hyperscope.projections.tsne import forces, mesh, pairs, supervision, tree
from hyperscope.projections.tsne.affinities import affinities, symmetric
from hyperscope.projections.umap import projection as umap
from hyperscope.projections.umap import supervision as umap_supervision
from hyperscope.projections.umap.loss import cross_entropy
from hyperscope.projections.umap.membership import membership, united
from hyperscope.projections.umap.parts import parts
from hyperscope.projections.umap.spectral import vibrations
from hyperscope.projections.umap.state import UmapState
from hyperscope.projections.umap.timetable import timetable
from hyperscope.scores import measure

N, K, PIECES = 2_000, 10, 10
RNG = np.random.default_rng(3)
VECTORS = RNG.standard_normal((N, 4)).astype(np.float32)
GRAPH = drive(search(Dataset("test", VECTORS), GraphRequest(K)))
P = drive(affinities(GRAPH, 4))[0]
MU = drive(membership(GRAPH))
FLAT, SOLID = np.ascontiguousarray(VECTORS[:, :2].T), np.ascontiguousarray(VECTORS[:, :3].T)
LABELS = RNG.integers(0, 3, N)
SHAPE = np.array([1.5, 0.9, 0.5], np.float32)
DRAW = np.array([1, 7, 5], np.uint32)
STATE = UmapState(MU, drive(timetable(MU, 0)), FLAT, 0, {})
ORDER = RNG.permutation(N)
EDGES, TIES = len(P.indices), len(MU.indices)

KNN = "hyperscope.knn."
TSNE, UMAP = "hyperscope.projections.tsne.", "hyperscope.projections.umap."
UNION, SCORES = "hyperscope.projections.union.EDGES_AT_ONCE", "hyperscope.scores."
CLUSTERS = Clusters(VECTORS[:100], ORDER, np.linspace(0, N, 101, dtype=np.int64))
PHASES = {
    "preparing vectors": (
        lambda: prepare(Dataset("test", VECTORS), "cosine"),
        KNN + "vectors.NUMBERS_AT_ONCE",
        N * 4,
    ),
    "both sides of products": (lambda: scored(Held(VECTORS), False), KNN + "vectors.NUMBERS_AT_ONCE", N * 4),
    "means of clusters": (
        lambda: clusters._means(Held(VECTORS), (ORDER % 100).astype(np.int32), VECTORS[:100]),
        KNN + "clusters.NUMBERS_AT_ONCE",
        100 * 32 * 4,
    ),
    "near clusters": (lambda: CLUSTERS.near(5, inner=False), KNN + "clusters.NUMBERS_AT_ONCE", 100 * 100),
    "lists of clusters": (
        lambda: search(Dataset("test", VECTORS), GraphRequest(K), exact=False),
        KNN + "approximate.LISTED_AT_ONCE",
        512 * (N // 256),
    ),
    "weighing neighbours": (lambda: affinities(GRAPH, 4), TSNE + "affinities.WEIGHTS_AT_ONCE", N * K),
    "symmetry": (lambda: symmetric(GRAPH.indices, GRAPH.distances), UNION, N * K),
    "scaling": (lambda: symmetric(GRAPH.indices, GRAPH.distances), TSNE + "affinities.EDGES_AT_ONCE", EDGES),
    "renumbering": (lambda: P.renumbered(ORDER), TSNE + "affinities.EDGES_AT_ONCE", EDGES),
    "the constant of the loss": (lambda: P.log(), TSNE + "affinities.VALUES_AT_ONCE", EDGES // 16),
    "supervision": (
        lambda: supervision.supervised(P, LABELS, 0.5),
        TSNE + "supervision.EDGES_AT_ONCE",
        EDGES,
    ),
    "attraction": (lambda: forces.attract(FLAT, P), TSNE + "forces.EDGES_AT_ONCE", EDGES),
    "the loss": (lambda: forces.loss(FLAT, P, 0, 1), TSNE + "forces.EDGES_AT_ONCE", EDGES),
    "all pairs": (lambda: pairs.repel(FLAT), TSNE + "pairs.PAIRS_AT_ONCE", N * N),
    "the tree": (lambda: tree.repel(SOLID, ORDER, 0.8), TSNE + "tree.LEAVES_AT_ONCE", N / 32),
    "membership": (lambda: membership(GRAPH), UMAP + "membership.WEIGHTS_AT_ONCE", N * K),
    "its union": (lambda: united(GRAPH.indices, GRAPH.distances), UNION, N * K),
    "its supervision": (
        lambda: umap_supervision.supervised(MU, LABELS, 0.5),
        UMAP + "supervision.EDGES_AT_ONCE",
        TIES,
    ),
    "vibrations": (
        lambda: vibrations(MU, np.ones(N, bool), VECTORS, 2),
        UMAP + "spectral.ROWS_AT_ONCE",
        N,
    ),
    "parts of the graph": (lambda: parts(MU), UMAP + "parts.EDGES_AT_ONCE", TIES),
    "the timetable": (lambda: timetable(MU, 0), UMAP + "timetable.EDGES_AT_ONCE", TIES),
    "room for a transpose": (
        lambda: symmetric(GRAPH.indices, GRAPH.distances),
        "hyperscope.projections.union.FILLED_AT_ONCE",
        N * K,
    ),
    "distances": (
        lambda: drive(prepare(Dataset("test", VECTORS), "euclidean")).distances(GRAPH.distances),
        KNN + "vectors.NUMBERS_IN_CACHE",
        N * K / 40,
    ),
    "an epoch": (lambda: umap._moved(STATE, DRAW, SHAPE), UMAP + "projection.POINTS_AT_ONCE", N),
    "the cross entropy": (
        lambda: cross_entropy(FLAT, MU, np.uint32(7), 5, SHAPE),
        UMAP + "loss.EDGES_AT_ONCE",
        TIES,
    ),
    "quality, reading": (
        lambda: measure(Dataset("test", VECTORS), Layout("test", VECTORS[:, :2])),
        SCORES + "quality.NUMBERS_AT_ONCE",
        VECTORS.size,
    ),
    "quality, distances": (
        lambda: measure(Dataset("test", VECTORS), Layout("test", VECTORS[:, :2])),
        SCORES + "squared.PRODUCTS_AT_ONCE",
        VECTORS.size,
    ),
}


@pytest.mark.parametrize("phase", PHASES)
def test_a_phase_comes_in_pieces(phase, monkeypatch):
    work, constant, units = PHASES[phase]
    module, _, name = constant.rpartition(".")
    whole = sum(1 for _ in work())
    monkeypatch.setattr(import_module(module), name, max(1, int(units / PIECES)))
    assert sum(1 for _ in work()) >= whole + PIECES - 2


def test_the_grid_may_be_left_between_its_passes(monkeypatch):
    monkeypatch.setattr(mesh, "_kernels", {})
    whole = drive(mesh.repel(FLAT))[0]
    monkeypatch.setattr(mesh, "_kernels", {})
    monkeypatch.setattr(mesh, "YIELD_ABOVE", 100)
    monkeypatch.setattr(mesh, "TELL_ABOVE", 100)
    stages = [told.stage for told in mesh.repel(FLAT)]
    assert stages == ["Spreading", *["Convolving"] * 5, "Reading"]  # two of them make the kernel's transform
    assert [told.stage for told in mesh.repel(FLAT)] == ["Spreading", *["Convolving"] * 3, "Reading"]
    np.testing.assert_array_equal(drive(mesh.repel(FLAT))[0], whole)


def test_vectors_may_be_left_while_they_are_looked_through():
    many = np.zeros((40_000, 256), np.float32)  # 41 MB, of which 16 are looked at together
    many[[3, 39_999], 7] = np.inf, np.nan
    dataset = Dataset("test", many)
    assert sum(1 for _ in dataset.look_for_left_out()) == 3
    assert list(dataset.left_out) == [3, 39_999]
    assert sum(1 for _ in dataset.look_for_left_out()) == 0  # known by now
    assert sum(1 for _ in dataset.look_for_largest()) == 3
