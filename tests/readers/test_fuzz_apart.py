"""Formats that C and Rust libraries read, under the contract of `fuzzing`; in a process apart, which may be ended."""

import shutil
from importlib.util import find_spec

import pytest

from tests.readers.apart import Apart
from tests.readers.fuzzing import attack
from tests.readers.places import FIXTURES

VICTIMS = {
    "hdf5": ("hdf5/generic.h5", "anndata/sparse_gzip.h5ad", "keras/tiny.keras"),
    "zarr": ("zarr/v2.zarr", "zarr/v3.zarr", "zarr/z.zarr.zip"),
    "duckdb": ("db/vec.duckdb",),
    "lance": ("db/lance",),
    "sqlite": ("db/vec.sqlite",),
    "arrow": ("arrow/fsl_zstd.parquet", "arrow/v2_lz4.feather", "arrow/stream.arrows"),
}
FEW = 4


@pytest.fixture(scope="module")
def apart():
    reader = Apart()
    yield reader
    reader.close()


def copies(group, folder):
    """The group's fixtures, where they may be damaged."""
    for victim in VICTIMS[group]:
        path = folder / victim.replace("/", "-")
        (shutil.copytree if (FIXTURES / victim).is_dir() else shutil.copyfile)(FIXTURES / victim, path)
        yield path


def made(group, folder):
    """Zarr stores of every usual codec."""
    if group == "zarr" and find_spec("zarr"):
        from tests.readers import zarrstores

        yield from (zarrstores.second(folder / "second.zarr"), zarrstores.third(folder / "third.zarr"))


@pytest.mark.parametrize("group", VICTIMS)
def test_a_damaged_file_ends_no_process(group, apart, tmp_path):
    """`scripts/test --fuzz` attacks the files of a group in turn, for its seconds all together."""
    sources = {}
    for path in (*copies(group, tmp_path), *made(group, tmp_path)):
        for file in sorted(one for one in (path, *path.rglob("*")) if one.is_file()):
            sources[file] = path

    def read() -> None:
        for path in dict.fromkeys(sources.values()):
            assert apart.read(path) == ""

    attack(group, list(sources), read, FEW)


def test_an_ended_process_is_told_and_another_reads_on(apart, tmp_path):
    assert apart.read(tmp_path / "nothing.h5") == ""
    first = apart.pid
    apart.end()
    assert apart.read(tmp_path / "nothing.h5") == "ended by signal 9"
    assert apart.read(tmp_path / "nothing.h5") == ""
    assert apart.pid != first
