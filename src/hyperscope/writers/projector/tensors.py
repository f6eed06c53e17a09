"""Vectors as the projectors read them: raw little-endian float32, row after row; or text, where TensorBoard needs it."""

import codecs
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from hyperscope.dataset import Dataset
from hyperscope.errors import ShapeError
from hyperscope.writers.files import replacing

RAW, TEXT = "tensors.bytes", "tensors.tsv"


def check(dataset: Dataset) -> None:
    """Raise `ShapeError` where no projector would show the vectors."""
    if dataset.d < 2:
        raise ShapeError(
            "at least two numbers a row",
            f"shape {dataset.vectors.shape}",
            "A single number a point needs no layout.",
            where=dataset.name,
        )


def write(dataset: Dataset, path: Path) -> tuple[str, ...]:
    """Raw float32; notes tell what became of numbers that are none."""
    with replacing(path) as file:
        for _, block in dataset.blocks():
            file.write(block.astype("<f4", copy=False).tobytes())
    return _about_rounding(dataset)


def write_text(dataset: Dataset, path: Path) -> tuple[str, ...]:
    """Lines of numbers between tabs, with the nine digits that tell any two float32 apart."""
    with replacing(path) as file:
        for _, block in dataset.blocks():
            np.savetxt(file, block, "%.9g", "\t")
    return _about_rounding(dataset)


def is_mistaken_for_text(dataset: Dataset) -> bool:
    """Whether TensorBoard would try to read these raw numbers as text.

    It does unless what comes before the first byte 10 is no UTF-8 (`projector_plugin._read_tensor_tsv_file`): zeros and
    many whole numbers are.
    """
    return _begins_as_text(block.astype("<f4", copy=False).tobytes() for _, block in dataset.blocks(256))


def _begins_as_text(pieces: Iterable[bytes]) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for piece in pieces:
            line, end, _ = piece.partition(b"\n")
            decoder.decode(line, final=bool(end))
            if end:
                return True
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _about_rounding(dataset: Dataset) -> tuple[str, ...]:
    dtype = dataset.vectors.dtype
    if np.can_cast(dtype, np.float32):
        return ()
    for start, block in dataset.blocks():
        if not np.array_equal(
            dataset.vectors[start : start + len(block)], block, equal_nan=dtype.kind == "f"
        ):
            return (f"The numbers were rounded from {dtype} to float32, the only kind the format has.",)
    return ()
