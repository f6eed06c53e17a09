"""The table of which fixture is tested where: complete, and true of the modules it names."""

import importlib

import pytest

from tests.readers.places import COVERED, FIXTURES, MANIFEST


def test_every_fixture_of_the_manifest_is_tested_in_one_place():
    listed = [name for names in COVERED.values() for name in names]
    assert sorted(listed) == sorted(MANIFEST)


@pytest.mark.parametrize("file", COVERED)
def test_the_module_of_the_table_takes_its_fixtures_from_it(file):
    module = importlib.import_module(file.removesuffix(".py").replace("/", "."))
    assert module.ITEMS.keys() == set(COVERED[file])


def test_every_fixture_of_the_manifest_is_there():
    made_by_the_test = {"standalone-symlink"}
    gone = [name for name, item in MANIFEST.items() if not list(FIXTURES.glob(f"{item['path']}*"))]
    assert set(gone) <= made_by_the_test


def test_a_clone_stays_small():
    assert sum(path.stat().st_size for path in FIXTURES.rglob("*") if path.is_file()) < 10_000_000
