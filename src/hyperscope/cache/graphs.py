"""Graphs of neighbours on disk: found once, known to every later run over the same numbers.

One file a graph: a line of JSON, the indices, the distances. Its name is a digest of all that the graph follows from;
the line carries a digest of what comes after, so that a file cut short or changed is thrown away instead of believed.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np

from hyperscope.dataset import Dataset
from hyperscope.graph import KnnGraph
from hyperscope.progress import Progress, Work

FORMAT = 1  # raise it when graphs are found differently
LEAST_BYTES = 4 << 20  # smaller ones are found again as fast as they are read
MOST_BYTES = 2 << 30  # of all files together: the longest unused go first
PIECE = 16 << 20
SUFFIX = ".knn"


class Shelf:
    """The graphs in `folder`, which is made when the first is put there. A full or broken disk is never an error here."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def look(self, dataset: Dataset, metric: str, k: int) -> Work[KnnGraph | None]:
        """The graph kept for these numbers, exact before approximate, if it has at least k neighbours a row."""
        if _bytes(dataset.n, k) < LEAST_BYTES or not self._folder.is_dir():
            return None
        digest = yield from _digest(dataset, metric)
        for exact in (True, False):
            found = yield from _read(self._path(digest, exact))
            if found is not None and found.n == dataset.n and found.k >= k:
                return found
        return None

    def put(self, dataset: Dataset, graph: KnnGraph) -> Work[None]:
        """Keep a graph, in place of a smaller one of the same kind."""
        if not LEAST_BYTES <= _bytes(graph.n, graph.k) <= MOST_BYTES // 2:
            return
        digest = yield from _digest(dataset, graph.metric)
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            yield from _write(self._path(digest, graph.exact), graph)
            self._make_room()

    def _path(self, digest: str, exact: bool) -> Path:
        return self._folder / f"{digest}-{'exact' if exact else 'approximate'}{SUFFIX}"

    def _make_room(self) -> None:
        files = sorted(self._folder.glob(f"*{SUFFIX}"), key=lambda path: path.stat().st_mtime, reverse=True)
        total = 0
        for path in files:
            total += path.stat().st_size
            if total > MOST_BYTES:
                path.unlink(missing_ok=True)


def _bytes(n: int, k: int) -> int:
    return 8 * n * k


def _digest(dataset: Dataset, metric: str) -> Work[str]:
    """Of every number, unlike the dataset's own fingerprint: a stale graph would be wrong, not only slow."""
    digest = hashlib.blake2b(digest_size=20)
    vectors = dataset.vectors
    digest.update(repr((FORMAT, metric, vectors.dtype.str, vectors.shape, dataset.history)).encode())
    rows = max(1, PIECE * dataset.n // max(vectors.nbytes, 1))
    for start in range(0, dataset.n, rows):
        digest.update(np.ascontiguousarray(vectors[start : start + rows]).tobytes())
        yield Progress("Looking for kept neighbours", start, dataset.n)
    return digest.hexdigest()


def _write(path: Path, graph: KnnGraph) -> Work[None]:
    about = {"n": graph.n, "k": graph.k, "metric": graph.metric, "exact": graph.exact}
    about |= {"recall": graph.recall, "notes": graph.notes}
    digest = hashlib.blake2b(digest_size=20)
    for piece in _pieces(graph):
        digest.update(piece)
        yield Progress("Keeping neighbours")
    handle, name = tempfile.mkstemp(suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(json.dumps(about | {"digest": digest.hexdigest()}).encode() + b"\n")
            for piece in _pieces(graph):
                file.write(piece)
                yield Progress("Keeping neighbours")
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)  # cancelled or failed: nothing half-written stays


def _pieces(graph: KnnGraph) -> Iterator[bytes]:
    for array, kind in ((graph.indices, "<i4"), (graph.distances, "<f4")):
        flat = np.ascontiguousarray(array, kind).ravel()
        for start in range(0, len(flat), PIECE // 4):
            yield flat[start : start + PIECE // 4].tobytes()


def _read(path: Path) -> Work[KnnGraph | None]:
    """The graph in a file, or None where there is none that can be believed."""
    digest, payload = hashlib.blake2b(digest_size=20), bytearray()
    try:
        with path.open("rb") as file:
            about = json.loads(file.readline())
            while piece := file.read(PIECE):
                payload += piece
                digest.update(piece)
                yield Progress("Reading kept neighbours")
        if digest.hexdigest() == about["digest"]:
            os.utime(path)
            return _graph(about, payload)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError):
        pass  # as wrong as a digest that does not fit
    with suppress(OSError):
        path.unlink(missing_ok=True)
    return None


def _graph(about: dict[str, Any], payload: bytearray) -> KnnGraph:
    shape, half = (about["n"], about["k"]), len(payload) // 2
    indices = np.frombuffer(payload, "<i4", count=half // 4).reshape(shape)
    distances = np.frombuffer(payload, "<f4", offset=half).reshape(shape)
    return KnnGraph(
        indices.astype(np.int32, copy=False), distances.astype(np.float32, copy=False),
        about["metric"], about["exact"], about["recall"], tuple(about["notes"]),
    )  # fmt: skip
