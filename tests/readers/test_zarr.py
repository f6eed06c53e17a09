"""Zarr stores that claim more than they hold."""

import json
import shutil

import pytest

from hyperscope.entry import OpenOptions
from hyperscope.errors import HyperscopeError
from hyperscope.readers import inspect
from tests.readers.places import FIXTURES

pytest.importorskip("zarr")


@pytest.mark.parametrize("key", ["shape", "chunks"])
def test_a_size_that_nothing_stored_can_fill_is_refused_before_it_is_unpacked(tmp_path, key):
    store = shutil.copytree(FIXTURES / "zarr" / "v2.zarr", tmp_path / "s.zarr")
    about = store / "emb" / ".zarray"
    about.write_text(json.dumps(json.loads(about.read_text("utf-8")) | {key: [1 << 40, 10]}), "utf-8")
    (entry,) = [entry for entry in inspect(store, OpenOptions()) if entry.name == "emb"]
    with pytest.raises(HyperscopeError, match="bytes"):
        entry.load()
