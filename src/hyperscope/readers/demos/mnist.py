"""MNIST and its kin from a folder of idx files: 60,000 + 10,000 pictures, 784 bytes each.

The idx format: two zero bytes, a type (8 = unsigned byte), the number of axes, each axis as a big-endian 32-bit number, then
the values (LeCun, Cortes & Burges, "The MNIST database of handwritten digits").
"""

import gzip
import struct
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hyperscope.columns import Column
from hyperscope.dataset import Dataset
from hyperscope.entry import Entry
from hyperscope.errors import FormatError, PathError
from hyperscope.images import ArrayImages
from hyperscope.readers.source import Source, guarded

NAME = "mnist"
UNSIGNED_BYTE = 8
SPLITS = {"train": "train", "test": "t10k"}
BYTES_AT_MOST = 4 << 30


def inspect(source: Source, folder: Path) -> list[Entry]:
    """One entry of all pictures, training ones first. Raises `PathError` where a file is missing."""
    files = {
        f"{split} {kind}": _file(folder, split, kind) for split in SPLITS for kind in ("images", "labels")
    }

    def load() -> Dataset:
        return _load(files)

    return [Entry(NAME, source.name, guarded(load, str(folder)), dtype="uint8", files=files)]


def _load(files: dict[str, Path]) -> Dataset:
    pictures = [read_idx(files[f"{split} images"], 3) for split in SPLITS]
    labels = [read_idx(files[f"{split} labels"], 1) for split in SPLITS]
    for split, images, names in zip(SPLITS, pictures, labels, strict=True):
        if len(images) != len(names) or images.shape[1:] != pictures[0].shape[1:]:
            raise FormatError(
                "as many labels as pictures, all of one size",
                f"{len(names):,} labels for pictures of shape {images.shape}",
                "Take all four files from one place.",
                where=str(files[f"{split} labels"]),
            )
    every = np.concatenate(pictures)
    splits = [split for split, images in zip(SPLITS, pictures, strict=True) for _ in range(len(images))]
    columns = {
        "label": Column.of("label", np.concatenate(labels).tolist()),
        "split": Column.of("split", splits),
    }
    return Dataset(NAME, every.reshape(len(every), -1), columns, ArrayImages(every, invert=True))


def _file(folder: Path, split: str, kind: str) -> Path:
    axes = 3 if kind == "images" else 1
    names = [f"{SPLITS[split]}-{kind}{mark}idx{axes}-ubyte{end}" for mark in "-." for end in ("", ".gz")]
    for name in names:
        if (folder / name).is_file():
            return folder / name
    raise PathError(
        f"the four idx files of MNIST, among them {names[0]} or {names[1]}",
        f"none of that name in {str(folder)!r}",
        "Name the folder that holds them: demo mnist FOLDER.",
        where="demo mnist",
    )


def read_idx(path: Path, axes: int) -> NDArray[np.uint8]:
    """The values of an idx file of unsigned bytes, gzip-packed or not. Raises `FormatError` if it is none."""
    data = _unpacked(path)
    start = 4 + 4 * axes
    if len(data) < start or data[:4] != bytes((0, 0, UNSIGNED_BYTE, axes)):
        raise _refusal(path, f"an idx file of bytes with {axes} axes", f"a file starting with {data[:4]!r}")
    shape = struct.unpack(f">{axes}I", data[4:start])
    needed = start + int(np.prod(shape, dtype=object))
    if len(data) != needed:
        raise _refusal(path, f"{needed:,} bytes for shape {shape}", f"{len(data):,}")
    return np.frombuffer(data, np.uint8, offset=start).reshape(shape)


def _unpacked(path: Path) -> bytes:
    if path.suffix != ".gz":
        return path.read_bytes()
    try:
        with gzip.open(path) as file:
            return file.read(BYTES_AT_MOST)
    except (gzip.BadGzipFile, EOFError) as error:
        raise _refusal(path, "a whole gzip file", str(error)) from None


def _refusal(path: Path, expected: str, got: str) -> FormatError:
    return FormatError(expected, got, "Copy the file again.", where=str(path))
