"""The Python call: read, project, stop, go on."""

import numpy as np
import pytest
from sklearn.datasets import load_iris

import hyperscope
from hyperscope.dataset import Dataset
from hyperscope.errors import OutOfMemory, ParameterError, ShapeError
from hyperscope.knn.kept import Graphs
from hyperscope.pipeline import start
from hyperscope.progress import drive

IRIS = load_iris().data


def test_false_from_the_callback_stops_with_what_there_is():
    seen = []

    def watch(layout):
        seen.append(layout.iteration)
        return len(seen) < 5

    layout = hyperscope.project(IRIS, "tsne", callback=watch)
    assert seen == [1, 2, 3, 4, 5]
    assert (layout.iteration, layout.finished) == (5, False)
    assert np.isfinite(layout.positions).all()


def test_a_callback_that_returns_nothing_goes_on():
    assert hyperscope.project(IRIS, "tsne", n_iter=7, callback=lambda _: None).iteration == 7


def test_ctrl_c_leaves_a_usable_layout():
    def interrupt(layout):
        if layout.iteration == 3:
            raise KeyboardInterrupt

    layout = hyperscope.project(IRIS, "tsne", callback=interrupt)
    assert (layout.iteration, layout.finished) == (3, False)


@pytest.mark.parametrize(
    ("method", "short"),
    [
        ("tsne", {"n_iter": 1}),
        ("umap", {"n_epochs": 1, "learning_rate": 0.1}),
    ],  # a whole step of UMAP goes far
)
def test_a_layout_or_positions_are_a_start(method, short):
    before = hyperscope.project(IRIS, method, random_state=7, init="random")
    for init in (before, before.positions, before.positions.astype(np.float64).tolist()):
        after = hyperscope.project(IRIS, method, init=init, **short)
        assert np.corrcoef(after.positions.ravel(), before.positions.ravel())[0, 1] > 0.9
        assert after.params["init"] == "given"
    assert hyperscope.project(IRIS, method, 3, init=before, **short).positions.shape == (150, 3)


def test_a_start_of_other_rows_or_for_a_method_without_one_is_refused():
    with pytest.raises(ShapeError, match="init: expected one position for each of the 150 rows, got 40"):
        hyperscope.project(IRIS, "tsne", init=np.zeros((40, 2)))
    with pytest.raises(ParameterError, match="'init'"):
        hyperscope.project(IRIS, "pca", init=np.zeros((150, 2)))


def test_a_path_is_read(tmp_path):
    np.save(tmp_path / "iris.npy", IRIS)
    one = hyperscope.project(str(tmp_path / "iris.npy"), "pca").positions
    np.testing.assert_array_equal(one, hyperscope.project(tmp_path / "iris.npy", "pca").positions)
    with pytest.raises(hyperscope.HyperscopeError, match=r"nowhere\.npy"):
        hyperscope.neighbors("nowhere.npy", 5)


def test_default_components():
    wide = np.random.default_rng(0).standard_normal((40, 30))
    assert hyperscope.project(wide, "pca").positions.shape == (40, 10)
    assert hyperscope.project(wide, "tsne", n_iter=2).positions.shape == (40, 2)


def test_neighbors_of_arrays_and_datasets():
    one, other = hyperscope.neighbors(IRIS, 5), hyperscope.neighbors(Dataset("iris", IRIS), 5)
    np.testing.assert_array_equal(one.indices, other.indices)
    assert (one.recall, one.exact) == (1.0, True)


def test_iris_has_its_true_neighbours():
    indices = hyperscope.neighbors(IRIS, 1).indices[:, 0]
    assert (load_iris().target[indices] == load_iris().target).mean() > 0.95


@pytest.mark.parametrize("metric", ["euclidean", "cosine"])
def test_neighbours_are_found_once_for_several_runs(metric, monkeypatch):
    graphs, data = Graphs(), Dataset("wide", np.random.default_rng(0).random((50, 120)))
    drive(start(data, "tsne", {"metric": metric}, 2, graphs=graphs))
    monkeypatch.setattr("hyperscope.knn.kept.search", None)
    stepper = drive(start(data, "tsne", {"metric": metric, "perplexity": 5}, 3, graphs=graphs))
    assert stepper.layout.positions.shape == (50, 3)


def test_read_and_inspect_an_array():
    entries = hyperscope.inspect(IRIS)
    assert [entry.shape for entry in entries] == [(150, 4)]
    assert hyperscope.read(IRIS).vectors.shape == (150, 4)
    with pytest.raises(hyperscope.HyperscopeError, match="'nothing of that name'"):
        hyperscope.read(IRIS, "nothing of that name")


@pytest.mark.parametrize(("arguments", "error", "words"), [
    ((IRIS, "tsn"), ParameterError, "Did you mean 'tsne'"), ((IRIS, "pca", 0), ParameterError, "from 1"),
    ((IRIS, "pca", 2.5), ParameterError, "whole number"), ((np.zeros(3), "pca"), ShapeError, "two-dimensional"),
    (([[1, 2], [3]], "pca"), ShapeError, "rows of equal length"),
    ((np.array([["a"]]), "pca"), ShapeError, "real numbers"), ((np.empty((0, 4)), "pca"), ShapeError, "at least one row"),
])  # fmt: skip
def test_refusals(arguments, error, words):
    with pytest.raises(error, match=words):
        hyperscope.project(*arguments)


@pytest.mark.parametrize("seed", [-1, 2**32, 1.5, "a", None, True, np.random.default_rng(0)], ids=str)
@pytest.mark.parametrize("method", ["pca", "tsne"])
def test_a_random_state_is_a_whole_number(method, seed):
    with pytest.raises(
        ParameterError, match="random_state: expected a whole number from 0 up to 4,294,967,295"
    ):
        hyperscope.project(IRIS, method, random_state=seed)


@pytest.mark.parametrize("k", [0, -1, 2.5, "3", None, True])
def test_a_number_of_neighbours_is_a_whole_number(k):
    with pytest.raises(ParameterError, match="k: expected a whole number from 1"):
        hyperscope.neighbors(IRIS, k)
    with pytest.raises(ParameterError, match="k: expected a whole number from 1"):
        hyperscope.quality(IRIS, IRIS[:, :2], k=k)


@pytest.mark.parametrize("number", [np.int64(3), np.uint8(3)])
def test_numpys_whole_numbers_are_numbers(number):
    layout = hyperscope.project(IRIS, "pca", number, random_state=number)
    assert layout.positions.shape == (150, 3)
    assert layout.params["random_state"] == 3
    assert hyperscope.neighbors(IRIS, number).indices.shape == (150, 3)


@pytest.mark.parametrize("name", [None, 5, b"pca"])
def test_what_is_no_name_names_nothing(name):
    with pytest.raises(ParameterError, match="method: expected one of"):
        hyperscope.project(IRIS, name)
    with pytest.raises(ParameterError, match="metric: expected one of"):
        hyperscope.neighbors(IRIS, 3, name)


def test_more_memory_than_there_is_is_told_in_words():
    def greedy():
        yield from ()
        return np.empty((2**22, 2**33))

    with pytest.raises(
        OutOfMemory, match=r"^expected enough memory, got unable to allocate .* fewer rows"
    ) as told:
        drive(greedy())
    assert isinstance(told.value, MemoryError)  # as those who look out for it expect
    with pytest.raises(OutOfMemory, match=r"got a request for more than there is\."):
        drive(_raising(MemoryError()))
    with pytest.raises(OutOfMemory, match="got a word of its own") as kept:
        drive(_raising(OutOfMemory("memory", "a word of its own", "Wait.")))
    assert kept.value.fix == "Wait."


def _raising(error):
    yield from ()
    raise error
