"""The Python in the documents runs, in the order in which a reader meets it."""

import re
from pathlib import Path

import pytest

from tests.house.sources import text

BLOCK = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
TUTORIAL = Path("docs/tutorial/your-own-vectors.md")
PAGES = [TUTORIAL, Path("README.md"), Path("docs/how-to/choose-a-perplexity.md")]


def blocks(page: Path) -> list[str]:
    return BLOCK.findall(text(page))


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_examples_run(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    exec(blocks(TUTORIAL)[0], {})  # makes vectors.npy and labels.tsv
    shared: dict[str, object] = {}
    for block in blocks(page):
        exec(compile(block, str(page), "exec"), shared)


def test_the_tutorial_names_controls_that_the_page_has():
    words = text(Path("web/src/words.ts"))
    named = re.findall(r"\*\*([^*]+)\*\*", text(TUTORIAL))
    assert named
    assert [name for name in named if f'"{name}"' not in words] == []
