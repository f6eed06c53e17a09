"""TensorFlow's data types (types.proto): what their bytes are, and how those become numbers numpy knows.

Small floats follow their papers: bfloat16 is the upper half of a float32; float8 formats as in Micikevicius et al. 2022
(arXiv 2209.05433) and, for the "fnuz" ones, Noune et al. 2022 (arXiv 2206.02915); float4 is OCP's microscaling e2m1.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hyperscope.readers.checkpoint.damage import Malformed

Decoder = Callable[[NDArray[Any]], NDArray[Any]]
NOT_NUMBERS = "Choose another tensor, or save this one as float32."


@dataclass(frozen=True, slots=True)
class DType:
    """`name` is what people read; `stored` the bytes of one element, None where there is nothing of fixed width."""

    name: str
    stored: np.dtype | None = None
    decode: Decoder | None = None

    @property
    def is_text(self) -> bool:
        return self is STRING

    def array(self, raw: NDArray[Any]) -> NDArray[Any]:
        """Elements as stored → native numbers; a view where the bytes already are those."""
        if not raw.dtype.isnative:
            raw = raw.astype(raw.dtype.newbyteorder("="))
        return self.decode(raw) if self.decode is not None else raw

    def width(self) -> np.dtype:
        """The stored dtype. Raises `Malformed` where the tensor holds no numbers."""
        if self.stored is None:
            got = "text" if self.is_text else self.name
            raise Malformed("a tensor of numbers", f"one of {got}", NOT_NUMBERS)
        return self.stored


@dataclass(frozen=True, slots=True)
class SmallFloat:
    """A float of eight bits or fewer. `zero_nan`: the pattern of −0 is the only NaN and there is no infinity."""

    exponent: int
    mantissa: int
    bias: int
    zero_nan: bool = False
    top_nan: bool = False

    def table(self) -> NDArray[np.float32]:
        """The value of each bit pattern."""
        bits = 1 + self.exponent + self.mantissa
        codes = np.arange(1 << bits)
        power = codes >> self.mantissa & (1 << self.exponent) - 1
        fraction = (codes & (1 << self.mantissa) - 1) / (1 << self.mantissa)
        size = np.where(power > 0, 1 + fraction, fraction) * 2.0 ** (np.maximum(power, 1) - self.bias)
        values = np.where(codes >> (bits - 1), -size, size)
        if self.zero_nan:
            values[1 << (bits - 1)] = np.nan
        if self.top_nan:
            values[[(1 << (bits - 1)) - 1, -1]] = np.nan
        return values.astype(np.float32)


SMALL = {
    "float8_e4m3fn": SmallFloat(4, 3, 7, top_nan=True),
    "float8_e4m3fnuz": SmallFloat(4, 3, 8, zero_nan=True),
    "float8_e4m3b11fnuz": SmallFloat(4, 3, 11, zero_nan=True),
    "float8_e5m2fnuz": SmallFloat(5, 2, 16, zero_nan=True),
    "float4_e2m1fn": SmallFloat(2, 1, 1),
}


@cache
def _values(name: str) -> NDArray[np.float32]:
    return SMALL[name].table()


def _by_table(name: str) -> DType:
    def decode(codes: NDArray[np.uint8]) -> NDArray[np.float32]:
        values = _values(name)
        return values[codes & np.uint8(len(values) - 1)]

    return DType(name, np.dtype("u1"), decode)


def _bfloat16(codes: NDArray[np.uint16]) -> NDArray[np.float32]:
    wide = codes.astype(np.uint32)
    wide <<= 16
    return wide.view(np.float32)


def _float8_e5m2(codes: NDArray[np.uint8]) -> NDArray[np.float32]:
    return (codes.astype(np.uint16) << 8).view(np.float16).astype(np.float32)


def _bits(name: str, bits: int, *, signed: bool) -> DType:
    def decode(codes: NDArray[np.uint8]) -> NDArray[Any]:
        low = codes & np.uint8((1 << bits) - 1)
        if not signed:
            return low
        sign = np.uint8(1 << (bits - 1))
        return ((low ^ sign).astype(np.int8) - np.int8(sign)).astype(np.int8)

    return DType(name, np.dtype("u1"), decode)


def _truth(codes: NDArray[np.uint8]) -> NDArray[np.bool_]:
    return codes != 0


def _plain(name: str, stored: str | None = None) -> DType:
    return DType(name, np.dtype(stored or name))


STRING = DType("string")
DTYPES: dict[int, DType] = {
    1: _plain("float32"),
    2: _plain("float64"),
    3: _plain("int32"),
    4: _plain("uint8"),
    5: _plain("int16"),
    6: _plain("int8"),
    7: STRING,
    8: _plain("complex64"),
    9: _plain("int64"),
    10: DType("bool", np.dtype("u1"), _truth),
    11: _plain("qint8", "int8"),
    12: _plain("quint8", "uint8"),
    13: _plain("qint32", "int32"),
    14: DType("bfloat16", np.dtype("u2"), _bfloat16),
    15: _plain("qint16", "int16"),
    16: _plain("quint16", "uint16"),
    17: _plain("uint16"),
    18: _plain("complex128"),
    19: _plain("float16"),
    20: DType("resource"),
    21: DType("variant"),
    22: _plain("uint32"),
    23: _plain("uint64"),
    24: DType("float8_e5m2", np.dtype("u1"), _float8_e5m2),
    25: _by_table("float8_e4m3fn"),
    26: _by_table("float8_e4m3fnuz"),
    27: _by_table("float8_e4m3b11fnuz"),
    28: _by_table("float8_e5m2fnuz"),
    29: _bits("int4", 4, signed=True),
    30: _bits("uint4", 4, signed=False),
    31: _bits("int2", 2, signed=True),
    32: _bits("uint2", 2, signed=False),
    33: _by_table("float4_e2m1fn"),
}


def of(number: int) -> DType:
    """The type of that number; an unknown one is named after it and holds nothing that can be read."""
    return DTYPES.get(number) or DType(f"unknown type {number}")
