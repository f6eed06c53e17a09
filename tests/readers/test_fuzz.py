"""Every parser of everyday formats under the contract of `fuzzing`."""

import contextlib
import shutil
import struct
from pathlib import Path

import numpy as np
import pytest

from hyperscope.entry import OpenOptions
from hyperscope.errors import HyperscopeError
from hyperscope.readers import inspect
from tests.readers.fuzzing import attack
from tests.readers.places import FIXTURES

FILES = (
    "numpy/c.npy",
    "numpy/bundle.npz",
    "numpy/compressed.npz",
    "text/header.csv",
    "text/listcol.csv",
    "text/vectors.tsv.gz",
    "arrow/list.parquet",
    "arrow/fsl_zstd.parquet",
    "arrow/cells/bytes.parquet",
    "arrow/cells/text.parquet",
    "arrow/v2_lz4.feather",
    "arrow/file.arrow",
    "arrow/stream.arrows",
    "w2v/vec.bin",
    "w2v/glove_spaces.txt",
    "w2v/small.kv",
    "gensim/fasttext.kv",
    "gensim/word2vec.model",
    "w2v/dict.pkl",
    "fasttext/model.bin",
    "safetensors/model.safetensors",
    "scipy/bsr.npz",
    "scipy/csr_stored.npz",
    "scipy/coo.npz",
    "torch/nested.ckpt",
    "torch/tuple.pt",
    "torch/script.pt",
    "torch/frozen_script.pt",
    "torch/state_dict_legacy.pth",
    "onnx/m.onnx",
    "db/vec.sqlite",
)
FOLDERS = (
    "hf/single",
    "hf/splits",
    "onnx",
)  # HDF5, Zarr, DuckDB and Lance: `test_fuzz_apart`, since in a library of C a damaged file may end the process


def read(path: Path) -> None:
    """All that a source offers; a refusal in words is as good."""
    try:
        entries = inspect(path, OpenOptions(hidden=True))
    except HyperscopeError:
        return
    for entry in entries:
        with contextlib.suppress(HyperscopeError):
            entry.load()


@pytest.mark.filterwarnings(
    "ignore:invalid escape sequence:DeprecationWarning"
)  # of the standard library, over text in a pickle; no user is shown it
@pytest.mark.parametrize("victim", FILES)
def test_a_damaged_file_is_read_or_refused_in_words(victim, tmp_path):
    path = tmp_path / victim.rpartition("/")[2]
    path.write_bytes((FIXTURES / victim).read_bytes())
    attack(victim, [path], lambda: read(path))


@pytest.mark.parametrize("victim", FOLDERS)
def test_so_is_a_folder_with_a_damaged_file(victim, tmp_path):
    folder = shutil.copytree(FIXTURES / victim, tmp_path / victim.rpartition("/")[2])
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    opened = folder / "ext.onnx" if victim == "onnx" else folder
    attack(victim, files, lambda: read(opened))


def test_so_is_an_index_of_faiss(tmp_path):
    vectors = np.ones((9, 4), "<f4")
    header = struct.pack("<iqqqBi", 4, 9, 0, 0, 1, 1)
    path = tmp_path / "a.faiss"
    flat = b"IxF2" + header + struct.pack("<Q", vectors.size) + vectors.tobytes()
    path.write_bytes(b"IxMp" + header + flat + struct.pack("<Q", 9) + bytes(72))
    attack("faiss", [path], lambda: read(path), 100)
