"""One folder per tutorial: each opens by its path alone, every label and picture on its point, every repair in a note."""

import json
import shutil

import pytest

import hyperscope
from tests.readers.places import FIXTURES, sha256

SEEDS = FIXTURES / "seeds"
ALL = {seed["path"]: seed for seed in json.loads((SEEDS / "seeds.json").read_text("utf-8"))}


@pytest.fixture
def opened(request, tmp_path):
    """(what is expected, the dataset); what two tutorials share is stored once and laid together here."""
    seed = ALL[request.param]
    path = SEEDS / seed["path"]
    if "vectors_of" in seed:
        whole = shutil.copytree(SEEDS / seed["vectors_of"], tmp_path / path.name)
        path = shutil.copytree(path, whole, dirs_exist_ok=True)
    return seed, hyperscope.read(path)


@pytest.mark.parametrize("opened", ALL, indirect=True)
def test_a_tutorial_opens_with_its_vectors_labels_and_pictures(opened):
    seed, dataset = opened
    assert (dataset.name, list(dataset.vectors.shape)) == (seed["tensor"], seed["shape"])
    assert sha256(dataset.vectors) == seed["sha256_f32"]
    columns = dataset.columns
    assert list(columns) == seed["columns"]
    assert [column.text[0] for column in columns.values()] == seed["first"]
    assert [column.text[-1] for column in columns.values()] == seed["last"]
    assert (dataset.images is not None) == ("cell" in seed)
    if dataset.images is not None:
        assert list(dataset.images.cell) == seed["cell"]
        assert [dataset.images.columns, dataset.images.rows] == seed["grid"]


@pytest.mark.parametrize("opened", ALL, indirect=True)
def test_every_repair_is_one_note(opened):
    seed, dataset = opened
    assert len(dataset.notes) == len(seed["notes"])
    for note, words in zip(dataset.notes, seed["notes"], strict=True):
        assert words in note


def test_every_tutorial_among_the_fixtures_is_opened():
    assert {path.name for path in SEEDS.iterdir() if path.is_dir()} == {
        path.partition("/")[0] for path in ALL
    }
