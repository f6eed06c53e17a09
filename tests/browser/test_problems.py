"""What cannot be opened is said in words, and hides nothing that can."""

import json
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.browser.fixtures import Visit
from tests.browser.picture import colours
from tests.browser.serving import serving


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


def test_a_bad_tensor_beside_a_good_one(half_good: Path, visit: Visit):
    with serving(half_good) as address:
        watched = visit(address)
        assert watched.ask("(hyperscope) => hyperscope.stats().points") == 40
        assert colours(watched).distinct > 3
        watched.page.get_by_text("1 tensor cannot be opened").click()
        problem = watched.page.get_by_role("alert").filter(has_text="bad")
        expect(problem).to_contain_text("nowhere.tsv")
        expect(problem).to_contain_text("What to do")


def test_nothing_but_bad_tensors_is_a_page_of_problems(tmp_path: Path, visit: Visit):
    objects = np.array([[{"a": 1}, None]], dtype=object)
    np.save(tmp_path / "objects.npy", objects, allow_pickle=True)
    with serving(tmp_path / "objects.npy") as address:
        watched = visit(address, wait=False)
        expect(watched.page.get_by_role("heading", name="Nothing here can be opened")).to_be_visible()
        expect(watched.page.get_by_role("alert").first).to_contain_text("objects.npy")


def test_left_out_rows_are_named(tmp_path: Path, visit: Visit):
    vectors = np.random.default_rng(0).normal(size=(30, 5)).astype(np.float32)
    vectors[[4, 17]] = np.nan
    np.save(tmp_path / "holes.npy", vectors)
    with serving(tmp_path / "holes.npy") as address:
        watched = visit(address)
        said = "2 rows have NaN or infinite values and are left out of the layout (rows 4, 17)."
        expect(watched.page.get_by_text(said)).to_be_visible()
        assert watched.ask("(hyperscope) => hyperscope.locate(4).visible") is False


@pytest.mark.parametrize("shape", [(1, 8), (12, 1)])
def test_a_single_row_or_column_is_still_a_picture(tmp_path: Path, visit: Visit, shape: tuple[int, int]):
    np.save(tmp_path / "thin.npy", np.arange(shape[0] * shape[1], dtype=np.float32).reshape(shape))
    with serving(tmp_path / "thin.npy") as address:
        watched = visit(address)
        assert watched.ask("(hyperscope) => hyperscope.stats().points") == shape[0]
        assert colours(watched).distinct > 1


def test_an_empty_session_shows_the_ways_to_begin(visit: Visit):
    with serving() as address:
        page = visit(address, wait=False).page
        expect(page.get_by_role("heading", name="See your vectors")).to_be_visible()
        for way in ("Open the demo", "Open a file", "Call it from Python"):
            expect(page.get_by_role("heading", name=way)).to_be_visible()
        expect(page.get_by_text("hyperscope demo")).to_be_visible()
