import json
import struct

import numpy as np
import pytest

from hyperscope.errors import FormatError
from hyperscope.readers import inspect
from tests.readers.places import FIXTURES, load, write

VALUES = np.arange(6, dtype="<f4").reshape(3, 2)


def file(header):
    text = header if isinstance(header, str) else json.dumps(header)
    return struct.pack("<Q", len(text)) + text.encode() + VALUES.tobytes()


def said(**changed):
    return {"w": {"dtype": "F32", "shape": [3, 2], "data_offsets": [0, 24]} | changed}


def test_numbers_are_mapped(tmp_path):
    (tmp_path / "m.safetensors").write_bytes(file(said()))
    vectors = load(tmp_path / "m.safetensors").vectors
    assert isinstance(vectors, np.memmap)
    assert vectors.tolist() == VALUES.tolist()


def test_a_folder_with_an_index_is_one_model():
    names = {entry.name for entry in inspect(FIXTURES / "safetensors/sharded")}
    assert {"word_embeddings.weight", "bf16", "f8"} <= names


def test_likely_names_come_first_and_optimizer_states_last(tmp_path):
    header = {
        name: {"dtype": "F32", "shape": [1, 2], "data_offsets": [8 * place, 8 * place + 8]}
        for place, name in enumerate(["optimizer.state.w", "lin.weight", "tok_embeddings.weight"])
    }
    (tmp_path / "m.safetensors").write_bytes(file(header))
    assert [entry.name for entry in inspect(tmp_path / "m.safetensors")] == [
        "tok_embeddings.weight",
        "lin.weight",
    ]


@pytest.mark.parametrize(
    "header",
    [
        "",
        "[]",
        "[" * 50_000,
        '{"w": 1}',
        said(shape=[-3, 2]),
        said(shape=[3.0, 2]),
        said(shape=[True, 2]),
        said(data_offsets=[24, 0]),
        said(data_offsets=[0]),
        said(dtype=7),
        said(shape=[1 << 62, 1 << 62]),
    ],
)
def test_a_header_that_does_not_describe_the_file_is_refused(tmp_path, header):
    (tmp_path / "m.safetensors").write_bytes(file(header))
    with pytest.raises(FormatError, match=r"m\.safetensors: expected"):
        inspect(tmp_path / "m.safetensors")


def test_an_unknown_type_is_refused_by_name(tmp_path):
    (tmp_path / "m.safetensors").write_bytes(file(said(dtype="F6_E2M3")))
    with pytest.raises(FormatError, match="a type of numbers, got F6_E2M3"):
        inspect(tmp_path / "m.safetensors")


def test_a_damaged_shard_hides_nothing(tmp_path):
    (tmp_path / "good.safetensors").write_bytes(file(said()))
    (tmp_path / "bad.safetensors").write_bytes(b"rubbish")
    index = {"weight_map": {"w": "good.safetensors", "x": "bad.safetensors", "y": "good.safetensors"}}
    write(tmp_path / "m.safetensors.index.json", json.dumps(index))
    good, *broken = inspect(tmp_path)
    assert good.load().n == 3
    assert sorted(entry.name for entry in broken) == ["x", "y"]
    with pytest.raises(FormatError, match="a file without it"):
        next(entry for entry in broken if entry.name == "y").load()
