"""What cannot be opened is said in words, and hides nothing that can."""

import json
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.browser.fixtures import Serve, Visit
from tests.browser.picture import colours


def tsv(folder: Path, name: str, rows: int) -> str:
    numbers = np.random.default_rng(0).normal(size=(rows, 6))
    np.savetxt(folder / name, numbers, delimiter="\t", fmt="%.4f")
    return name


@pytest.fixture
def half_good(tmp_path: Path) -> Path:
    """A standalone config of two tensors, of which the second has no file."""
    entries = [
        {"tensorName": "good", "tensorShape": [40, 6], "tensorPath": tsv(tmp_path, "good.tsv", 40)},
        {"tensorName": "bad", "tensorShape": [40, 6], "tensorPath": "nowhere.tsv"},
    ]
    (tmp_path / "projector_config.json").write_text(json.dumps({"embeddings": entries}), encoding="utf-8")
    return tmp_path / "projector_config.json"


def test_a_bad_tensor_beside_a_good_one(half_good: Path, serve: Serve, visit: Visit):
    watched = visit(serve(half_good))
    assert watched.ask("(hyperscope) => hyperscope.stats().points") == 40
    assert colours(watched).distinct > 3
    watched.page.get_by_text("1 tensor cannot be opened").click()
    problem = watched.page.get_by_role("alert").filter(has_text="bad")
    expect(problem).to_contain_text("nowhere.tsv")
    expect(problem).to_contain_text("What to do")


def test_a_bad_source_beside_a_good_one(half_good: Path, tmp_path: Path, serve: Serve, visit: Visit):
    np.save(tmp_path / "objects.npy", np.array([[{"a": 1}, None]], dtype=object), allow_pickle=True)
    watched = visit(serve(tmp_path / "objects.npy", tmp_path / "good.tsv"))
    assert watched.ask("(hyperscope) => hyperscope.stats().points") == 40
    watched.page.get_by_text("1 tensor cannot be opened").click()
    expect(watched.page.get_by_role("alert")).to_contain_text("Python objects")


def test_left_out_rows_are_named(tmp_path: Path, serve: Serve, visit: Visit):
    vectors = np.random.default_rng(0).normal(size=(30, 5)).astype(np.float32)
    vectors[[4, 17]] = np.nan
    np.save(tmp_path / "holes.npy", vectors)
    watched = visit(serve(tmp_path / "holes.npy"))
    said = "2 rows have NaN or infinite values and are left out of the layout (rows 4, 17)."
    expect(watched.page.get_by_text(said)).to_be_visible()
    expect(watched.page.get_by_text("cannot be placed")).to_have_count(0)
    assert watched.ask("(hyperscope) => hyperscope.locate(4).visible") is False


def test_a_single_row_is_still_a_picture(tmp_path: Path, serve: Serve, visit: Visit):
    np.save(tmp_path / "one.npy", np.arange(8, dtype=np.float32).reshape(1, 8))
    watched = visit(serve(tmp_path / "one.npy"))
    assert watched.ask("(hyperscope) => hyperscope.stats().points") == 1
    assert colours(watched).distinct > 1


def test_an_empty_session_shows_the_ways_to_begin(serve: Serve, visit: Visit):
    page = visit(serve(), wait=False).page
    expect(page.get_by_role("heading", name="See your vectors")).to_be_visible()
    for way in ("Open the demo", "Open a file", "Call it from Python"):
        expect(page.get_by_role("heading", name=way)).to_be_visible()
    expect(page.get_by_text("hyperscope demo")).to_be_visible()
