"""Snappy blocks: early TensorFlow wrote them; Arrow's decoder unpacks them once their claim has been weighed."""

import pyarrow as pa

from hyperscope.readers.checkpoint.damage import Malformed
from hyperscope.readers.checkpoint.wire import varint

EXPANDS_AT_MOST = 24  # a copy of 64 bytes takes 3: the format cannot expand more than 21.3-fold


def unpack(block: memoryview) -> memoryview:
    """The block's contents. Raises `Malformed` before allocating where it claims more than it could hold."""
    claimed, _ = varint(block, 0, min(5, len(block)))
    if claimed > EXPANDS_AT_MOST * len(block):
        raise Malformed(
            f"a snappy block of at most {EXPANDS_AT_MOST * len(block):,} bytes",
            f"one that claims {claimed:,}",
        )
    try:
        unpacked = pa.Codec("snappy").decompress(pa.py_buffer(block), decompressed_size=claimed)
    except (OSError, pa.ArrowException) as error:
        raise Malformed("a snappy block", f"{len(block):,} bytes that do not unpack ({error})") from None
    return memoryview(unpacked).cast("B")  # Arrow's own view is of signed bytes
