"""Bundles that no fixture has: mapped views, shards, slices that share bytes, strings, headers."""

import struct

import google_crc32c
import numpy as np
import pytest

from hyperscope.errors import FormatError
from hyperscope.readers.checkpoint import protos, slices
from hyperscope.readers.checkpoint.opened import open_checkpoint
from tests.readers.checkpoint.places import TF
from tests.readers.checkpoint.writing import entry, header, masked, write_bundle, write_index, write_saved

MATRIX = np.arange(12, dtype=np.float32).reshape(4, 3)


def sliced(shape, parts, dtype="float32"):
    whole = protos.message_class("Entry").FromString(entry(dtype, shape, 0, b""))
    for part in parts:
        message = whole.slices.add()
        for start, length in part:
            message.extent.add(start=start, length=length)
    return whole.SerializeToString()


def test_numbers_are_a_view_of_the_mapped_file(tmp_path):
    found = open_checkpoint(write_bundle(tmp_path / "m", {"e": MATRIX})).read("e")
    base = found
    while isinstance(base.base, np.ndarray):
        base = base.base
    assert isinstance(base, np.memmap)
    assert not found.flags.writeable
    np.testing.assert_array_equal(found, MATRIX)


def test_rows_in_slices_that_follow_each_other_are_a_view_too():
    found = open_checkpoint(TF / "v2_part_1file" / "part1.ckpt").read("part_rows")
    assert not found.flags.owndata


def test_bytes_shared_by_many_slices_are_refused(tmp_path):
    data = MATRIX.tobytes()
    parts = [((row, 4), (0, 3)) for row in range(0, 400, 4)]
    entries = {b"": header(), b"e": sliced((400, 3), parts)}
    for part in parts:
        entries[slices.key_of(b"e", part)] = entry("float32", (4, 3), 0, data)
    write_index(tmp_path / "m", entries)
    (tmp_path / "m.data-00000-of-00001").write_bytes(data)
    with pytest.raises(FormatError, match="slices inside 48 bytes of data, got 4,800 bytes"):
        open_checkpoint(tmp_path / "m").read("e")


def test_a_slice_of_another_type_is_refused(tmp_path):
    part = ((0, 4), (0, 3))
    data = MATRIX.tobytes()
    write_index(
        tmp_path / "m",
        {
            b"": header(),
            b"e": sliced((4, 3), [part]),
            slices.key_of(b"e", part): entry("int32", (4, 3), 0, data),
        },
    )
    (tmp_path / "m.data-00000-of-00001").write_bytes(data)
    with pytest.raises(FormatError, match=r"a slice of float32 \(4, 3\).* got int32 \(4, 3\)"):
        open_checkpoint(tmp_path / "m").read("e")


def test_strings_of_every_length_are_read(tmp_path):
    texts = ["", "a", "ü" * 200, "x" * 70_000]
    checkpoint = open_checkpoint(write_bundle(tmp_path / "m", {"words": texts}))
    assert checkpoint.strings("words") == texts


def test_strings_of_a_big_endian_machine_are_read(tmp_path):
    lengths = struct.pack(">2I", 1, 2)
    check = struct.pack(">I", masked(lengths))
    data = b"\1\2" + check + b"abc"
    message = protos.message_class("Entry").FromString(entry("string", [2], 0, data))
    message.crc32c = masked(check + b"abc", google_crc32c.value(lengths))
    write_index(tmp_path / "m", {b"": header(endianness=1), b"words": message.SerializeToString()})
    (tmp_path / "m.data-00000-of-00001").write_bytes(data)
    assert open_checkpoint(tmp_path / "m").strings("words") == ["a", "bc"]


def test_damaged_strings_are_told(tmp_path):
    prefix = write_bundle(tmp_path / "m", {"words": ["one", "two"]})
    data = tmp_path / "m.data-00000-of-00001"
    data.write_bytes(data.read_bytes().replace(b"two", b"tvo"))
    with pytest.raises(FormatError, match="tensor 'words': expected strings with checksum"):
        open_checkpoint(prefix).strings("words")


def test_strings_in_slices_are_refused_as_tensorflow_does(tmp_path):
    part = ((0, 4),)
    whole, piece = sliced((4,), [part], "string"), entry("string", (4,), 0, b"")
    write_index(tmp_path / "m", {b"": header(), b"words": whole, slices.key_of(b"words", part): piece})
    (tmp_path / "m.data-00000-of-00001").touch()
    with pytest.raises(FormatError, match="tensor 'words': expected strings in one piece, got 1 slices"):
        open_checkpoint(tmp_path / "m").strings("words")


def test_a_shorter_data_file_is_met_without_a_crash(tmp_path):
    prefix = write_bundle(tmp_path / "m", {"e": MATRIX})
    checkpoint = open_checkpoint(prefix)
    (tmp_path / "m.data-00000-of-00001").write_bytes(b"1234")
    with pytest.raises(FormatError, match="the file has become shorter"):
        checkpoint.read("e")


def test_a_changed_checkpoint_is_noticed(tmp_path):
    prefix = write_bundle(tmp_path / "m", {"e": MATRIX})
    checkpoint = open_checkpoint(prefix)
    assert checkpoint.current
    (tmp_path / "m.index").unlink()
    assert not checkpoint.current


def test_a_saved_v1_tensor_is_a_view(tmp_path):
    wide = np.arange(30, dtype=np.float64).reshape(5, 6)
    checkpoint = open_checkpoint(write_saved(tmp_path / "old.ckpt-3", {"e": MATRIX, "wide": wide}))
    np.testing.assert_array_equal(checkpoint.read("e"), MATRIX)
    np.testing.assert_array_equal(checkpoint.read("wide"), wide)
    assert not checkpoint.read("e").flags.owndata
    assert checkpoint.step == 3


def test_a_damaged_v1_block_costs_only_its_tensor(tmp_path):
    path = write_saved(tmp_path / "old.ckpt-3", {"a": MATRIX, "b": MATRIX + 1})
    data = bytearray(path.read_bytes())
    at = data.index((MATRIX + 1).tobytes())
    data[at] ^= 1
    path.write_bytes(data)
    checkpoint = open_checkpoint(path)
    np.testing.assert_array_equal(checkpoint.read("a"), MATRIX)
    with pytest.raises(FormatError, match=r"old\.ckpt-3: expected a block at byte .* checksum"):
        checkpoint.read("b")
