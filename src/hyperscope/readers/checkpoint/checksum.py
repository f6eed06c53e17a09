"""CRC-32C (Castagnoli) as TensorFlow stores it: masked, so that a checksum of checksums stays one."""

from typing import cast

import google_crc32c
import numpy as np
from numpy.typing import NDArray

from hyperscope.readers.checkpoint.damage import Malformed
from hyperscope.readers.checkpoint.wire import Buffer

MASK = 0xA282EAD8
WORD = 0xFFFFFFFF


def unmask(stored: int) -> int:
    """The checksum behind a stored one: mask(c) = rotate_right(c, 15) + 0xa282ead8."""
    rotated = (stored - MASK) & WORD
    return (rotated >> 17 | rotated << 15) & WORD


def extend(crc: int, data: Buffer | NDArray[np.uint8]) -> int:
    """The running checksum `crc` continued over `data`, without a copy."""
    return google_crc32c.extend(crc, cast(bytes, np.frombuffer(data, np.uint8))) if len(data) else crc


def check(crc: int, stored: int, what: str) -> None:
    """Raise `Malformed` unless the stored, masked checksum is that of `crc`."""
    if crc != unmask(stored):
        raise Malformed(f"{what} with checksum {unmask(stored):08x}", f"checksum {crc:08x}")
