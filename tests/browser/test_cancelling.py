"""Opening a dataset and reading a file can be cancelled; what was on show stays."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, expect

from tests.browser.fixtures import Serve, Visit

#: A reader of another package, which takes as long as its file says `slowly`, and writes beside it how it ended.
READER = """
import time
import numpy as np
from hyperscope.dataset import Dataset
from hyperscope.entry import Entry
from hyperscope.progress import tell
from hyperscope.readers.registry import Format

FORMAT = Format("slow file", (".slow",), (b"%SLOW",), "slow_reader:inspect")

def inspect(source):
    def load():
        try:
            while source.path.read_text() == "%SLOW slowly":
                tell("Reading")
                time.sleep(0.01)
        except BaseException as error:
            source.path.with_suffix(".ended").write_text(type(error).__name__)
            raise
        return Dataset(source.stem, np.random.default_rng(0).normal(size=(30, 4)).astype(np.float32))
    if source.options.root is not None and source.path.parent == source.options.root:
        load()  # a file that is uploaded is looked through at once
    return [Entry(source.stem, source.name, load, shape=(30, 4), dtype="float32")]
"""
POINTS = "(hyperscope, n) => hyperscope.stats().points === n"


def package(folder: Path) -> dict[str, str]:
    """The environment in which the reader is installed."""
    about = folder / "slow-0.1.dist-info"
    about.mkdir(parents=True)
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: slow\nVersion: 0.1\n")
    (about / "entry_points.txt").write_text("[hyperscope.readers]\nslow = slow_reader:FORMAT\n")
    (folder / "slow_reader.py").write_text(READER)
    return {"PYTHONPATH": os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")])}


def until(holds: Callable[[], object], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it never came to be"
        time.sleep(0.02)


@pytest.fixture
def slow(tmp_path: Path) -> Path:
    path = tmp_path / "data" / "endless.slow"
    path.parent.mkdir()
    path.write_text("%SLOW slowly")
    return path


def test_a_dataset_on_its_way_leaves_the_one_on_show_and_can_be_cancelled(
    iris_files: list[str], slow: Path, tmp_path: Path, serve: Serve, visit: Visit
):
    watched = visit(serve(iris_files[0], slow, env=package(tmp_path / "packages")))
    watched.ask("(hyperscope) => hyperscope.select([3, 4])")
    source = watched.page.get_by_role("combobox", name="Source")
    source.select_option(label=str(slow))
    expect(watched.page.get_by_text("Opening endless…")).to_be_visible()
    assert watched.ask(POINTS, 150), "what was on show stays"
    watched.page.get_by_role("button", name="Cancel").click()
    expect(watched.page.get_by_text("Opening endless…")).to_have_count(0)
    until(slow.with_suffix(".ended").exists)
    assert slow.with_suffix(".ended").read_text() == "Left"
    assert watched.ask("(hyperscope) => hyperscope.state().selected") == [3, 4]
    expect(source).to_have_value(iris_files[0])
    slow.write_text("%SLOW no more")
    source.select_option(label=str(slow))
    watched.until(POINTS, 30)


def test_the_first_dataset_can_be_cancelled_and_opened_again(
    slow: Path, tmp_path: Path, serve: Serve, visit: Visit
):
    watched = visit(serve(slow, env=package(tmp_path / "packages")), wait=False)
    expect(watched.page.get_by_text("Opening endless…")).to_be_visible()
    watched.page.get_by_role("button", name="Cancel").click()
    expect(watched.page.get_by_role("heading", name="Opening endless was cancelled")).to_be_visible()
    until(slow.with_suffix(".ended").exists)
    slow.write_text("%SLOW no more")
    watched.page.get_by_role("button", name="Open it again").click()
    watched.until(POINTS, 30)


def test_a_file_that_is_being_read_can_be_cancelled(
    tmp_path: Path, iris_files: list[str], serve: Serve, visit: Visit
):
    env = {**package(tmp_path / "packages"), "TMPDIR": str(tmp_path)}
    watched = visit(serve(iris_files[0], env=env))
    payload: FilePayload = {"name": "sent.slow", "mimeType": "", "buffer": b"%SLOW slowly"}
    watched.page.locator("input[type=file]").first.set_input_files([payload])
    expect(watched.page.get_by_text("Reading sent.slow…")).to_be_visible()
    assert list(tmp_path.rglob("sent.slow"))
    watched.page.get_by_role("button", name="Cancel").click()
    expect(watched.page.get_by_text("Reading sent.slow…")).to_have_count(0)
    until(lambda: not list(tmp_path.rglob("sent.slow")))
    (ended,) = tmp_path.rglob("sent.ended")
    assert ended.read_text() == "Left"
    assert watched.ask(POINTS, 150)
    expect(watched.page.get_by_role("combobox", name="Source")).to_have_count(0)
