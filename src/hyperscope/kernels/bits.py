"""Comparisons of 64 numbers at once, as the bits of one: what LLVM has and loops do not become."""

from typing import Any

import numpy as np
from llvmlite import ir
from numba.core import types

from hyperscope.kernels.jit import intrinsic, kernel

WIDTH = 64
_I32, _BIT = ir.IntType(32), ir.IntType(1)


@kernel
def marks(values, first, bar):
    """Which of the 64 int32 values from `first` on are above the bar, the first in the lowest bit; `first` is one of them."""
    last = values.shape[0] - WIDTH
    if first <= last:
        return _marks(values, first, bar)
    if last >= 0:
        return _marks(values, last, bar) >> np.uint64(first - last)
    found = np.uint64(0)
    for place in range(first, values.shape[0]):
        found |= np.uint64(values[place] > bar) << np.uint64(place - first)
    return found


@intrinsic
def _marks(_context: Any, values: Any, _first: Any, _bar: Any) -> Any:
    if getattr(values, "layout", None) != "C":
        return None  # no such function: what lies apart would be read as if it lay together

    def generate(context: Any, builder: Any, _signature: Any, given: Any) -> Any:
        array = context.make_array(values)(context, builder, given[0])
        place = builder.gep(array.data, [given[1]])
        many = builder.load(builder.bitcast(place, ir.VectorType(_I32, WIDTH).as_pointer()), align=4)
        return builder.bitcast(
            builder.icmp_signed(">", many, _repeated(builder, given[2])), ir.IntType(WIDTH)
        )

    return types.uint64(values, types.intp, values.dtype), generate


@intrinsic
def lowest(_context: Any, _marked: Any) -> Any:
    """The place of the lowest bit that is set; there must be one."""

    def generate(_context: Any, builder: Any, _signature: Any, given: Any) -> Any:
        return builder.cttz(given[0], _BIT(1))

    return types.intp(types.uint64), generate


def _repeated(builder: Any, number: Any) -> Any:
    """A vector of the number alone."""
    nothing = ir.Constant(ir.VectorType(number.type, WIDTH), ir.Undefined)
    one = builder.insert_element(nothing, number, _I32(0))
    return builder.shuffle_vector(one, nothing, ir.Constant(ir.VectorType(_I32, WIDTH), [0] * WIDTH))
