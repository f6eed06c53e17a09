"""What the wheel and the sdist hold."""

import tarfile
from pathlib import Path
from zipfile import ZipFile

PAGE = "hyperscope/server/static/index.html"


def test_the_wheel_is_pure_python(wheel: Path):
    assert wheel.name.endswith("-py3-none-any.whl")


def test_the_wheel_holds_the_page_and_its_scripts(wheel: Path):
    names = ZipFile(wheel).namelist()
    assert PAGE in names
    assert any(name.startswith("hyperscope/server/static/assets/") and name.endswith(".js") for name in names)


def test_the_wheel_holds_the_package_and_nothing_beside_it(wheel: Path):
    tops = {name.split("/")[0] for name in ZipFile(wheel).namelist()}
    version = wheel.name.split("-")[1]
    assert tops == {"hyperscope", f"hyperscope-{version}.dist-info"}


def test_the_wheel_is_typed_and_licensed(wheel: Path):
    names = ZipFile(wheel).namelist()
    assert "hyperscope/py.typed" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_the_sdist_holds_the_page_and_its_sources(sdist: Path):
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {f"src/{PAGE}", "web/package-lock.json", "web/vite.config.ts", "hatch_build.py"} <= names


def test_the_sdist_leaves_tests_and_modules_at_home(sdist: Path):
    with tarfile.open(sdist) as archive:
        names = [name.partition("/")[2] for name in archive.getnames()]
    assert [
        name
        for name in names
        if "node_modules" in name or name.startswith(("tests/", "web/test/", "web/gallery/"))
    ] == []


def test_a_wheel_from_the_sdist_needs_no_npm(unpacked: Path):
    assert not (unpacked / "web/node_modules").exists()
