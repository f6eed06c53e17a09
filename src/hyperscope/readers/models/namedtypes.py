"""The types of numbers that numpy does not know by name (bfloat16, float8) beside those it knows."""

from hyperscope.readers.checkpoint import dtypes
from hyperscope.readers.checkpoint.dtypes import DType

BY_NAME = {dtype.name: dtype for dtype in dtypes.DTYPES.values()}


def named(name: str, written: str) -> DType:
    """The type called so; an unknown one goes by what was `written` and holds nothing that can be read."""
    return BY_NAME.get(name, DType(written))
