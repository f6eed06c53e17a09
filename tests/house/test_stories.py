"""The stories under `examples/` run as they stand, offline, at small size, and leave behind what their tutorials promise."""

import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

import hyperscope
from tests.house.sources import ROOT, text

STORIES = {
    "cnn_features": ("digits.png", "features.npy", "site/index.html", "site/manifest.json"),
    "pixels": ("sprite.png", "logs/projector_config.pbtxt"),
    "autoencoder": ("splits.png", "digits.png", "train.npy", "valid.npy", "test.npy"),
    "words": ("axis.png", "logs/projector_config.pbtxt"),
    "text_classes": ("texts.png", "sure.png", "excluded-asyncio.png"),
    "identities": ("found.png", "faces.png", "logs/projector_config.pbtxt"),
}
PICTURE_BYTES = 150_000


@pytest.mark.parametrize("name", STORIES)
def test_a_story_runs_and_leaves_what_it_promises(name: str, tmp_path: Path):
    script = ROOT / "examples" / f"{name}.py"
    asked = [sys.executable, "-W", "error", script, "--small", "--out", "story"]
    done = subprocess.run(asked, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stderr == ""
    for made in STORIES[name]:
        path = tmp_path / "story" / made
        assert path.is_file(), made
        if path.suffix == ".png":
            low, high = Image.open(path).convert("L").getextrema()
            assert high > low, made
    for opened in re.findall(r"hyperscope (story\S*)", done.stdout.replace(",", "")):
        assert hyperscope.read(tmp_path / opened).n > 100


def test_the_story_of_the_words_reads_the_file_of_all_of_them(tmp_path: Path):
    numbers = [[word, *range(99), 0.5, word] for word in range(3)]
    vectors = ",".join(f'"{name}":{row}' for name, row in zip(["the", "a:b", 'q\\"'], numbers, strict=True))
    file = tmp_path / "wink.json"
    file.write_text(f'{{"size":3,"vectors":{{{vectors}}},"unkVector":[0]}}', encoding="utf-8")
    story = runpy.run_path(str(ROOT / "examples/words.py"))
    found = story["wink"](str(file))
    assert found.columns["word"].text == ["the", "a:b", 'q"']
    assert found.as_float32().tolist() == [row[:100] for row in numbers]


def test_every_story_is_told_and_every_picture_is_small():
    told = "".join(text(page.relative_to(ROOT)) for page in (ROOT / "docs/tutorial").glob("*.md"))
    scripts = {path.stem for path in (ROOT / "examples").glob("*.py")}
    assert scripts == set(STORIES)
    assert [name for name in sorted(scripts) if f"examples/{name}.py" not in told] == []
    large = [
        path.name
        for path in (ROOT / "docs/pictures/stories").iterdir()
        if path.stat().st_size >= PICTURE_BYTES
    ]
    assert large == []
