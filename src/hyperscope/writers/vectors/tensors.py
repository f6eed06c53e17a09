"""safetensors: a JSON header and the bytes of one tensor, `vectors`."""

import json
from typing import BinaryIO

import numpy as np

from hyperscope.dataset import Dataset
from hyperscope.errors import FormatError
from hyperscope.writers.vectors import plain

KINDS = {"f": "F", "i": "I", "u": "U"}
ALIGNED = 8


def write(dataset: Dataset, file: BinaryIO) -> tuple[str, ...]:
    """The vectors (n, d), little-endian. Raises `FormatError` for a dtype that safetensors does not know."""
    vectors = plain.vectors(dataset)
    file.write(_header(vectors.shape, vectors.dtype))
    file.write(vectors.astype(vectors.dtype.newbyteorder("<"), copy=False).data)
    return plain.left_out(dataset, columns=False)


def _header(shape: tuple[int, ...], dtype: np.dtype) -> bytes:
    size = int(np.prod(shape)) * dtype.itemsize
    tensor = {"dtype": _name(dtype), "shape": list(shape), "data_offsets": [0, size]}
    text = json.dumps({"vectors": tensor}).encode()
    text += b" " * (-len(text) % ALIGNED)
    return len(text).to_bytes(8, "little") + text


def _name(dtype: np.dtype) -> str:
    if dtype.kind == "b":
        return "BOOL"
    if dtype.kind not in KINDS or dtype.itemsize > 8:
        raise FormatError(
            "real numbers of at most 64 bits", str(dtype), "Choose another format.", where="safetensors"
        )
    return f"{KINDS[dtype.kind]}{8 * dtype.itemsize}"
