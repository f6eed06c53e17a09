"""A tiny writer of checkpoints, for those no fixture has."""

import struct
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import google_crc32c
import numpy as np

from hyperscope.readers.checkpoint import dtypes, protos, slices

MAGIC = 0xDB4775248B80FB57
NUMBERS = {found.name: number for number, found in dtypes.DTYPES.items()}
RAW = {"float32": 5, "float64": 6}  # TensorProto's packed fields


def varint(number: int) -> bytes:
    number &= (1 << 64) - 1
    groups = bytearray()
    while number >= 0x80:
        groups.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*groups, number])


def field(number: int, value: bytes) -> bytes:
    return varint(number << 3 | 2) + varint(len(value)) + value


def masked(data: bytes, before: int = 0) -> int:
    crc = google_crc32c.extend(before, data)
    return ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF


def block(entries: Iterable[tuple[bytes, bytes]]) -> bytes:
    body = b"".join(b"\0" + varint(len(key)) + varint(len(value)) + key + value for key, value in entries)
    return body + struct.pack("<II", 0, 1)


def table(blocks: Sequence[Sequence[tuple[bytes, bytes]]]) -> bytes:
    """An sstable with these entries in each of its blocks."""
    done = b""
    index: list[tuple[bytes, bytes]] = []
    for entries in blocks:
        contents = block(entries)
        index.append((entries[-1][0], varint(len(done)) + varint(len(contents))))
        done += closed(contents)
    meta, contents = len(done), block(index)
    done += closed(struct.pack("<II", 0, 1))
    handles = varint(meta) + varint(8) + varint(len(done)) + varint(len(contents))
    return done + closed(contents) + handles.ljust(40, b"\0") + struct.pack("<Q", MAGIC)


def closed(contents: bytes) -> bytes:
    return contents + b"\0" + struct.pack("<I", masked(contents + b"\0"))


def entry(dtype: str, shape: Sequence[int], offset: int, data: bytes, **more: object) -> bytes:
    message = protos.message_class("Entry")(
        dtype=NUMBERS[dtype], offset=offset, size=len(data), crc32c=masked(data), **more
    )
    for size in shape:
        message.shape.dim.add(size=size)
    return message.SerializeToString(deterministic=True)


def strings(texts: Sequence[bytes]) -> tuple[bytes, int]:
    """The bytes of a string tensor and its checksum, masked."""
    lengths = b"".join(struct.pack("<I", len(text)) for text in texts)
    check = struct.pack("<I", masked(lengths))
    data = b"".join(texts)
    whole = b"".join(varint(len(text)) for text in texts) + check + data
    return whole, masked(check + data, google_crc32c.value(lengths))


def header(shards: int = 1, **more: int) -> bytes:
    return protos.message_class("Header")(num_shards=shards, **more).SerializeToString()


def write_bundle(prefix: Path, tensors: Mapping[str, np.ndarray | Sequence[str]]) -> Path:
    """A V2 checkpoint in one shard, as TensorFlow lays it out: no gaps, no alignment."""
    entries: dict[bytes, bytes] = {b"": header()}
    data = bytearray()
    for name, tensor in tensors.items():
        if isinstance(tensor, np.ndarray):
            raw = np.ascontiguousarray(tensor).tobytes()
            entries[name.encode()] = entry(str(tensor.dtype), tensor.shape, len(data), raw)
        else:
            raw, crc = strings([text.encode() for text in tensor])
            message = protos.message_class("Entry").FromString(entry("string", [len(tensor)], len(data), raw))
            message.crc32c = crc
            entries[name.encode()] = message.SerializeToString()
        data += raw
    prefix.parent.mkdir(parents=True, exist_ok=True)
    prefix.with_name(f"{prefix.name}.data-00000-of-00001").write_bytes(data)
    return write_index(prefix, entries)


def write_index(prefix: Path, entries: Mapping[bytes, bytes]) -> Path:
    prefix.with_name(f"{prefix.name}.index").write_bytes(table([sorted(entries.items())]))
    return prefix


def write_saved(path: Path, tensors: Mapping[str, np.ndarray]) -> Path:
    """A V1 checkpoint of floats in one file, each tensor in its own block."""
    meta = protos.message_class("SavedMeta")()
    blocks: list[list[tuple[bytes, bytes]]] = []
    for name, tensor in tensors.items():
        saved = meta.tensor.add(name=name.encode(), type=NUMBERS[str(tensor.dtype)])
        part = saved.slice.add()
        for size in tensor.shape:
            saved.shape.dim.add(size=size)
            part.extent.add()
        key = slices.key_of(name.encode(), tuple((0, slices.ALL) for _ in tensor.shape))
        numbers = field(RAW[str(tensor.dtype)], np.ascontiguousarray(tensor).tobytes())
        blocks.append([(key, field(2, field(1, name.encode()) + field(3, numbers)))])
    first = [(b"", field(1, meta.SerializeToString()))]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(table([first, *sorted(blocks)]))
    return path
