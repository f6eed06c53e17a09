"""Two real datasets as files, each behind one server that page tests share, and a server of their own for runs."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from sklearn import datasets

from tests.browser import firefox
from tests.browser.serving import serving

#: Firefox is tested where it can be had; the header of the report says whether it was.
collect_ignore = [] if firefox.FOUND else ["test_firefox.py"]


def pytest_report_header() -> str:
    return f"Firefox: {firefox.FOUND or 'none, its smoke test is left out'}"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def iris_files(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """150 irises in 4 dimensions, with their names and species."""
    folder, iris = tmp_path_factory.mktemp("iris"), datasets.load_iris(as_frame=False)
    np.save(folder / "iris.npy", iris["data"].astype(np.float32))
    lines = [f"{iris['target_names'][kind]}\tflower {row}" for row, kind in enumerate(iris["target"])]
    return [str(folder / "iris.npy"), "--metadata", _table(folder, "species\tname", lines)]


@pytest.fixture(scope="session")
def digits_files(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """1,797 digits in 64 dimensions, with their values and a sprite sheet of 43 cells a line."""
    folder, digits = tmp_path_factory.mktemp("digits"), datasets.load_digits(as_frame=False)
    np.save(folder / "digits.npy", digits["data"].astype(np.float32))
    lines = [f"{value}\tdigit {row}" for row, value in enumerate(digits["target"])]
    sheet = np.full((42 * 43, 8, 8), 255, np.uint8)
    sheet[: len(lines)] = 255 - digits["images"] * 15
    Image.fromarray(sheet.reshape(42, 43, 8, 8).swapaxes(1, 2).reshape(42 * 8, 43 * 8)).save(
        folder / "sheet.png"
    )
    said = ["--metadata", _table(folder, "digit\tname", lines)]
    return [str(folder / "digits.npy"), *said, "--sprite", str(folder / "sheet.png"), "--cell", "8x8"]


def _table(folder: Path, head: str, lines: list[str]) -> str:
    (folder / "table.tsv").write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    return str(folder / "table.tsv")


@pytest.fixture(scope="session")
def digits(digits_files: list[str]) -> Iterator[str]:
    with serving(*digits_files) as address:
        yield address


@pytest.fixture(scope="session")
def iris(iris_files: list[str]) -> Iterator[str]:
    with serving(*iris_files) as address:
        yield address


@pytest.fixture
def own_iris(iris_files: list[str]) -> Iterator[str]:
    """A server that no other test sees: runs belong to the server."""
    with serving(*iris_files) as address:
        yield address


@pytest.fixture
def own_numbers(tmp_path: Path) -> Iterator[str]:
    """50 points with a height of 0 to 49."""
    np.save(tmp_path / "heights.npy", np.random.default_rng(0).normal(size=(50, 5)).astype(np.float32))
    lines = [f"{row}\tpoint {row}" for row in range(50)]
    with serving(
        str(tmp_path / "heights.npy"), "--metadata", _table(tmp_path, "height\tname", lines)
    ) as address:
        yield address
