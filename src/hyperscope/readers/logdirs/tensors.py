"""Tensor files that a config names: NumPy arrays, raw float32, or text; their content decides."""

from collections.abc import Sequence
from pathlib import Path

from hyperscope.readers.arrays import npy
from hyperscope.readers.logdirs import rawbytes
from hyperscope.readers.numbers import Numbers, Outline
from hyperscope.readers.sniff import first_bytes
from hyperscope.readers.tables import text, tsv


def outline(path: Path, claimed: Sequence[int]) -> Outline:
    """Shape and dtype, with a note where the config claims another shape. Raises `FormatError` for broken files."""
    if first_bytes(path).startswith(npy.MAGIC):
        return _compared(npy.outline(path), claimed)
    if is_raw(path):
        return rawbytes.outline(path, claimed)
    return _compared(tsv.outline(path), claimed)


def read(path: Path, claimed: Sequence[int]) -> Numbers:
    """The numbers of a tensor file."""
    if first_bytes(path).startswith(npy.MAGIC):
        return npy.read(path)
    return rawbytes.read(path, claimed) if is_raw(path) else tsv.read(path)


def is_raw(path: Path) -> bool:
    """Raw numbers go by their name in the standalone projector, by their content in TensorBoard."""
    return path.suffix.lower() == ".bytes" or text.is_binary(first_bytes(path))


def _compared(seen: Outline, claimed: Sequence[int]) -> Outline:
    if not claimed or seen.shape is None or tuple(claimed) == seen.shape:
        return seen
    note = f"The config claims the shape {tuple(claimed)}, the file holds {seen.shape}; the file counts."
    return Outline(seen.shape, seen.dtype, (*seen.notes, note))
