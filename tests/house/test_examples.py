"""The Python in the documents runs, in the order in which a reader meets it; its commands mean what they say."""

import re
import shlex
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image

import hyperscope
from hyperscope.cli import launch, main
from hyperscope.projections import registry
from tests.house.sources import files, text

BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TUTORIAL = Path("docs/tutorial/your-own-vectors.md")
HOW_TO = Path("docs/how-to")
RUN = (
    "add-a-projection",
    "choose-a-perplexity",
    "custom-axes",
    "new-points",
    "plots",
    "put-it-on-the-web",
    "write-a-log-directory",
)
PAGES = [TUTORIAL, Path("README.md"), *(HOW_TO / f"{name}.md" for name in RUN)]


def blocks(page: Path, language: str = "python") -> list[str]:
    return [block for spoken, block in BLOCK.findall(text(page)) if spoken == language]


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_examples_run(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(registry, "_admitted", {})  # what a page admits, no other test is to meet
    exec(blocks(TUTORIAL)[0], {})  # makes vectors.npy and labels.tsv
    shared: dict[str, object] = {}
    for block in blocks(page):
        exec(compile(block, str(page), "exec"), shared)


def test_the_tutorial_names_controls_that_the_page_has():
    said = [path for path in files(".ts") if path.is_relative_to("web/src/words")]
    words = "".join(map(text, said))
    named = re.findall(r"\*\*([^*]+)\*\*", text(TUTORIAL))
    assert named
    assert [name for name in named if f'"{name}"' not in words] == []


def commands() -> list[str]:
    """Every line of a shell block that starts Hyperscope, in any document."""
    pages = [page for page in files(".md") if page.parts[0] in ("README.md", "docs")]
    lines = [line for page in pages for block in blocks(page, "sh") for line in block.splitlines()]
    return [line for line in lines if line.startswith("hyperscope ")]


@pytest.mark.parametrize("line", sorted(set(commands())))
def test_every_command_in_the_documents_is_understood(line: str, monkeypatch: pytest.MonkeyPatch):
    launched: list[object] = []
    monkeypatch.setattr(launch, "launch", lambda *said: launched.append(said))
    monkeypatch.setattr(main.commands["export"], "callback", lambda **said: launched.append(said))
    result = CliRunner().invoke(main, shlex.split(line, comments=True)[1:])
    assert (result.exit_code, len(launched)) == (0, 1), result.output


def test_the_metadata_and_the_config_that_are_shown_open_as_shown(tmp_path: Path):
    table, config = blocks(Path("docs/how-to/metadata-and-sprites.md"), "")
    (tmp_path / "cities.tsv").write_text(table, encoding="utf-8")
    (tmp_path / "vectors.tsv").write_text("1\t2\t3\n4\t5\t6\n", encoding="utf-8")
    (tmp_path / "projector_config.pbtxt").write_text(config, encoding="utf-8")
    Image.fromarray(np.zeros((32, 64, 3), np.uint8)).save(tmp_path / "flags.png")
    for data in (
        hyperscope.read(tmp_path),
        hyperscope.read(tmp_path / "vectors.tsv", metadata=tmp_path / "cities.tsv"),
    ):
        assert list(data.columns) == ["name", "country", "population"]
        assert data.columns["population"].values.tolist() == [173_863, 112_195]
        assert data.notes == ()
    pictures = hyperscope.read(tmp_path).images
    assert pictures is not None
    assert pictures.cell == (32, 32)
