"""Builds the wheel and the sdist once, from a copy of what git would commit, without the system's node."""

import os
import shutil
import subprocess
import sys
import tarfile
import venv
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.sources import ROOT, files


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/package" in item.path.as_posix():
            item.add_marker(pytest.mark.package)


def without_node(folder: Path) -> dict[str, str]:
    """An environment whose PATH holds nothing at all: whatever a build runs must come with its requirements."""
    empty = folder / "empty"
    empty.mkdir(exist_ok=True)
    return {**os.environ, "PATH": str(empty)}


def run(*command: str | Path, cwd: Path, env: dict[str, str]) -> str:
    done = subprocess.run(
        [*map(str, command)],
        cwd=cwd,
        env=env,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0, (
        f"{' '.join(map(str, command))}:\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}"
    )
    return done.stdout


@pytest.fixture(scope="session")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("workshop")


@pytest.fixture(scope="session")
def sdist(workshop: Path) -> Path:
    """The sdist of a fresh checkout: npm runs here, with node from PyPI."""
    checkout = workshop / "checkout"
    for path in files():
        (checkout / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / path, checkout / path)
    run(sys.executable, "-m", "build", "--sdist", "-o", workshop, cwd=checkout, env=without_node(workshop))
    return next(workshop.glob("*.tar.gz"))


@pytest.fixture(scope="session")
def unpacked(workshop: Path, sdist: Path) -> Path:
    """The unpacked sdist, in which the wheel was built."""
    with tarfile.open(sdist) as archive:
        archive.extractall(workshop, filter="data")
    folder = workshop / sdist.name.removesuffix(".tar.gz")
    run(sys.executable, "-m", "build", "--wheel", "-o", workshop, cwd=folder, env=without_node(workshop))
    return folder


@pytest.fixture(scope="session")
def wheel(workshop: Path, unpacked: Path) -> Path:
    assert unpacked.is_dir()
    return next(workshop.glob("*.whl"))


@pytest.fixture(scope="session")
def clean(workshop: Path, wheel: Path) -> Iterator[Path]:
    """The `hyperscope` command of an environment that holds the wheel and what it requires, nothing else."""
    folder = workshop / "clean"
    venv.create(folder, with_pip=True)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    python = programs / ("python.exe" if os.name == "nt" else "python")
    run(python, "-m", "pip", "install", "--quiet", wheel, cwd=workshop, env=without_node(workshop))
    yield programs / ("hyperscope.exe" if os.name == "nt" else "hyperscope")
    shutil.rmtree(folder)
