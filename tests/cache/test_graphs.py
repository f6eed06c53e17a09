"""Graphs on disk: the same numbers find them, anything broken is thrown away, and room is bounded."""

import numpy as np
import pytest

from hyperscope.cache import graphs as cache
from hyperscope.cache.graphs import Shelf
from hyperscope.dataset import Dataset
from hyperscope.graph import GraphRequest
from hyperscope.knn import kept, search
from hyperscope.knn.kept import Graphs
from hyperscope.progress import drive

VECTORS = np.random.default_rng(1).standard_normal((60, 4)).astype(np.float32)
DATA = Dataset("a", VECTORS)


@pytest.fixture(autouse=True)
def small_ones_too(monkeypatch):
    monkeypatch.setattr(cache, "LEAST_BYTES", 1)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "deep" / "graphs"


def files(folder):
    return sorted(folder.glob("*"))


def graph_of(data=DATA, k=9, metric="euclidean"):
    return drive(search(data, GraphRequest(k, metric)))


def stored(folder, data=DATA, k=9):
    drive(Shelf(folder).put(data, graph_of(data, k)))
    return files(folder)


def test_comes_back_as_it_was(folder):
    bad = VECTORS.copy()
    bad[3] = np.nan
    data = Dataset("b", bad)
    stored(folder, data)
    found, wanted = drive(Shelf(folder).look(data, "euclidean", 9)), graph_of(data)
    np.testing.assert_array_equal(found.indices, wanted.indices)
    np.testing.assert_array_equal(found.distances, wanted.distances)
    assert (found.metric, found.exact, found.recall, found.notes) == ("euclidean", True, 1.0, wanted.notes)


@pytest.mark.parametrize(("data", "metric", "k"), [
    (DATA, "cosine", 9), (DATA, "euclidean", 10), (Dataset("a", VECTORS.astype(np.float64)), "euclidean", 9),
    (Dataset("a", VECTORS, history=("unit length",)), "euclidean", 9), (Dataset("a", VECTORS[:59]), "euclidean", 9),
])  # fmt: skip
def test_anything_else_is_another_graph(folder, data, metric, k):
    stored(folder)
    assert drive(Shelf(folder).look(data, metric, k)) is None


def test_one_number_changed_is_another_graph(folder):
    stored(folder)
    other = VECTORS.copy()
    other[41, 2] = np.nextafter(other[41, 2], np.float32(9))
    assert drive(Shelf(folder).look(Dataset("a", other), "euclidean", 9)) is None


def test_fewer_neighbours_are_answered_and_more_replace(folder):
    stored(folder, k=5)
    assert drive(Shelf(folder).look(DATA, "euclidean", 3)).k == 5
    assert len(stored(folder, k=20)) == 1
    assert drive(Shelf(folder).look(DATA, "euclidean", 9)).k == 20


@pytest.mark.parametrize("break_", [
    lambda data: data[:-1], lambda data: data[:40], lambda data: b"", lambda data: data + b"\0\0\0\0\0\0\0\0",
    lambda data: data[:-3] + b"?" + data[-2:], lambda data: b"[]\n" + data, lambda data: b'{"n": -1}\n',
])  # fmt: skip
def test_a_broken_file_is_thrown_away(folder, break_):
    (path,) = stored(folder)
    path.write_bytes(break_(path.read_bytes()))
    assert drive(Shelf(folder).look(DATA, "euclidean", 9)) is None
    assert files(folder) == []


def test_the_longest_unused_go_when_room_is_short(folder, monkeypatch):
    import os

    others = [Dataset("x", VECTORS + number) for number in range(3)]
    (first,) = stored(folder, others[0])
    os.utime(first, (1, 1))
    monkeypatch.setattr(cache, "MOST_BYTES", int(2.5 * first.stat().st_size))
    for other in others[1:]:
        stored(folder, other)
    assert len(files(folder)) == 2
    assert first not in files(folder)


def test_nothing_half_written_stays_when_left(folder):
    work = Shelf(folder).put(DATA, graph_of())
    while not (folder.is_dir() and files(folder)):
        next(work)
    work.close()
    assert files(folder) == []


def test_a_folder_that_cannot_be_made_costs_nothing(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    shelf = Shelf(tmp_path / "file" / "graphs")
    drive(shelf.put(DATA, graph_of()))
    assert drive(shelf.look(DATA, "euclidean", 9)) is None


def test_small_graphs_are_not_kept(folder, monkeypatch):
    monkeypatch.setattr(cache, "LEAST_BYTES", 4 << 20)
    drive(Shelf(folder).put(DATA, graph_of()))
    assert not folder.exists()


def test_a_later_process_searches_no_more(folder, monkeypatch):
    one = drive(Graphs(shelf=Shelf(folder)).get(DATA, GraphRequest(9)))
    monkeypatch.setattr(kept, "search", lambda *_: pytest.fail("searched again"))
    again = drive(Graphs(shelf=Shelf(folder)).get(Dataset("another name", VECTORS.copy()), GraphRequest(9)))
    np.testing.assert_array_equal(one.indices, again.indices)
