"""A site takes its place as a whole or not at all, and never takes anything that is not its own."""

from itertools import pairwise

import pytest

import hyperscope
from hyperscope.errors import PathError
from hyperscope.layout import Layout
from hyperscope.site import export, folder
from hyperscope.site.layouts import KeyFrames
from tests.site.reading import Site


@pytest.fixture
def place(data) -> Layout:
    return Layout("custom", data.vectors[:, :2])


def test_an_older_export_is_replaced_and_what_others_put_there_stays(data, place, tmp_path):
    out = tmp_path / "site"
    hyperscope.export(data, out, [place, place])
    (out / "CNAME").write_text("maps.example.org")
    (out / ".git/refs").mkdir(parents=True)
    (out / ".git/refs/head").write_text("1")
    (out / "data/extra.txt").write_text("mine")
    hyperscope.export(data.select(data.kept[:40]), out, [Layout("custom", data.vectors[data.kept[:40], :2])])
    assert Site(out).manifest["dataset"]["n"] == 40
    assert not (out / "data/layout-2.bin").exists()
    assert (out / "CNAME").read_text() == "maps.example.org"
    assert (out / ".git/refs/head").read_text() == "1"
    assert (out / "data/extra.txt").read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_folder_of_something_else_is_refused_unless_forced(data, place, tmp_path):
    out = tmp_path / "thesis"
    out.mkdir()
    (out / "index.html").write_text("mine")
    (out / "chapter.txt").write_text("mine too")
    with pytest.raises(PathError, match="--force"):
        hyperscope.export(data, out, [place])
    assert (out / "index.html").read_text() == "mine"
    hyperscope.export(data, out, [place], force=True)
    assert "hyperscope-app" in (out / "index.html").read_text(encoding="utf-8")
    assert (out / "chapter.txt").read_text() == "mine too"


def test_an_empty_folder_will_do_and_a_file_will_not(data, place, tmp_path):
    (tmp_path / "empty").mkdir()
    hyperscope.export(data, tmp_path / "empty", [place])
    (tmp_path / "file").write_text("x")
    with pytest.raises(PathError, match="expected a folder, got the file 'file'"):
        hyperscope.export(data, tmp_path / "file", [place], force=True)


def test_what_is_interrupted_leaves_all_as_it_was(data, place, tmp_path):
    out = tmp_path / "site"
    hyperscope.export(data, out, [place])
    before = (out / "manifest.json").read_bytes()

    def stop(progress):
        if progress.stage == "Writing vectors":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        hyperscope.export(data, out, [place], callback=stop)
    assert (out / "manifest.json").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_full_disk_is_told_in_words_and_leaves_nothing(data, place, tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(folder.Folder, "pack", full)
    with pytest.raises(PathError, match="No space left on device"):
        hyperscope.export(data, tmp_path / "site", [place])
    assert list(tmp_path.iterdir()) == []


def test_an_installation_without_the_page_says_so(data, place, tmp_path, monkeypatch):
    monkeypatch.setattr(export.page, "PAGE", tmp_path)
    with pytest.raises(PathError, match="the built page"):
        hyperscope.export(data, tmp_path / "site", [place])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("steps", "most"), [(0, 4), (3, 4), (4, 4), (9, 4), (1000, 4), (57, 1)])
def test_key_frames_are_few_even_and_begin_at_the_beginning(data, steps, most):
    kept = KeyFrames(most)
    for iteration in range(steps):
        kept.look(Layout("tsne", data.vectors[:, :2], iteration=iteration))
        assert len(kept.frames) <= 2 * most
    found = [iteration for iteration, *_ in kept.chosen()]
    assert len(found) == min(steps, most) or (most < steps and most // 2 < len(found) <= most)
    assert found[:1] == [0][: min(steps, 1)]
    gaps = {after - before for before, after in pairwise(found)}
    assert not gaps or max(gaps) <= 2 * min(gaps)
