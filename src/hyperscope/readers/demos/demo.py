"""The bundled examples: scikit-learn's own data and generators, and MNIST from a folder of idx files. Nothing is fetched.

`find_spec` locates scikit-learn without importing it: reading two of its data files need not cost a second.
"""

import csv
import gzip
import io
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import numpy as np

from hyperscope.columns import Column
from hyperscope.dataset import Dataset
from hyperscope.entry import Entry
from hyperscope.errors import MissingExtra
from hyperscope.images import ArrayImages
from hyperscope.params import unknown_name
from hyperscope.readers.demos import mnist
from hyperscope.readers.source import Source, guarded

DIGIT_SIDE, DIGIT_LEVELS, DIGIT_ZOOM = 8, 16, 4
ROLL_POINTS, CLUSTER_POINTS, CLUSTER_CENTERS, CLUSTER_DIMENSIONS = 2_000, 2_000, 8, 32
SEED = 0


class Demo(NamedTuple):
    """What a demo is before it is made."""

    make: Callable[[], Dataset]
    shape: tuple[int, int]
    dtype: str


def inspect(source: Source) -> list[Entry]:
    """The demo that `source.name` names after its colon; ``mnist:FOLDER`` holds the folder of the idx files."""
    name, _, folder = str(source.name).removeprefix("demo:").partition(":")
    if name == "mnist":
        return mnist.inspect(source, Path(folder).expanduser())
    if name not in DEMOS:
        raise unknown_name(name, [*DEMOS, "mnist"], where="demo")
    demo = DEMOS[name]
    return [Entry(name, source.name, guarded(demo.make, source.name), shape=demo.shape, dtype=demo.dtype)]


def digits() -> Dataset:
    """1,797 handwritten digits of 8 × 8 pixels, 0…16 each (Alpaydin & Kaynak 1998)."""
    table = np.loadtxt(io.BytesIO(gzip.decompress(_bundled("digits.csv.gz"))), np.uint8, delimiter=",")
    vectors, labels = np.ascontiguousarray(table[:, :-1]), table[:, -1]
    ink = np.clip(vectors.astype(np.int16) * 255 // DIGIT_LEVELS, 0, 255).astype(np.uint8)
    margin = ((0, 0), (1, 1), (1, 1))
    framed = np.pad(ink.reshape(-1, DIGIT_SIDE, DIGIT_SIDE), margin)
    images = ArrayImages(framed, invert=True, zoom=DIGIT_ZOOM)
    return Dataset("digits", vectors, {"digit": Column.of("digit", labels.tolist())}, images)


def iris() -> Dataset:
    """150 iris flowers of three species, four measurements in centimetres each (Fisher 1936)."""
    head, *rows = list(csv.reader(io.StringIO(_bundled("iris.csv").decode())))
    vectors = np.array([row[:4] for row in rows], np.float32)
    species = Column.of("species", [head[2 + int(row[4])] for row in rows])
    names = ("sepal length (cm)", "sepal width (cm)", "petal length (cm)", "petal width (cm)")
    measured = {name: Column.of(name, [row[place] for row in rows]) for place, name in enumerate(names)}
    return Dataset("iris", vectors, {"species": species} | measured)


def swiss_roll() -> Dataset:
    """A rolled-up sheet in three dimensions, coloured by the way along it."""
    try:
        from sklearn.datasets import make_swiss_roll
    except ImportError:
        raise _without() from None

    points, along = make_swiss_roll(ROLL_POINTS, noise=0.05, random_state=SEED)
    columns = {"position": Column.of("position", [f"{way:.4f}" for way in along])}
    return Dataset("swiss-roll", points.astype(np.float32), columns)


def clusters() -> Dataset:
    """Eight round clouds in 32 dimensions."""
    try:
        from sklearn.datasets import make_blobs
    except ImportError:
        raise _without() from None

    points, owner, *_ = make_blobs(
        CLUSTER_POINTS, CLUSTER_DIMENSIONS, centers=CLUSTER_CENTERS, random_state=SEED
    )
    columns = {"cluster": Column.of("cluster", [chr(ord("A") + number) for number in owner])}
    return Dataset("clusters", points.astype(np.float32), columns)


def _bundled(name: str) -> bytes:
    found = find_spec("sklearn")
    if found is None or not found.submodule_search_locations:
        raise _without()
    return (Path(found.submodule_search_locations[0]) / "datasets" / "data" / name).read_bytes()


def _without() -> MissingExtra:
    return MissingExtra(
        "scikit-learn, which the demos are made with", "an installation without it",
        "Run: pip install scikit-learn", where="demo",
    )  # fmt: skip


DEMOS = {
    "clusters": Demo(clusters, (CLUSTER_POINTS, CLUSTER_DIMENSIONS), "float32"),
    "digits": Demo(digits, (1_797, 64), "uint8"),
    "iris": Demo(iris, (150, 4), "float32"),
    "swiss-roll": Demo(swiss_roll, (ROLL_POINTS, 3), "float32"),
}
