"""String tensors of a bundle: lengths as varints, their checksum, then all bytes (tensor_bundle.cc, ReadStringTensor)."""

from hyperscope.readers.checkpoint import checksum
from hyperscope.readers.checkpoint.damage import Malformed
from hyperscope.readers.checkpoint.wire import varint

CHECKSUM_BYTES = 4
UINT32_MAX = 0xFFFFFFFF


def unpack(data: memoryview, count: int, crc32c: int, order: str) -> list[bytes]:
    """The `count` strings in `data`, checked; `order` is "little" or "big", of the machine that wrote them.

    The lengths are summed as 32-bit numbers (64-bit ones beyond 4 GB), not as the bytes that are stored.
    Raises `Malformed` before anything is allocated for a length that does not fit.
    """
    if count + CHECKSUM_BYTES > len(data):
        raise Malformed(f"{count:,} strings in {len(data):,} bytes", "more strings than bytes")
    lengths, at = _lengths(data, count)
    if at + CHECKSUM_BYTES + sum(lengths) != len(data):
        got = f"strings of {sum(lengths):,} bytes in a tensor of {len(data):,}"
        raise Malformed("strings that fill their tensor", got)
    crc = checksum.extend(0, b"".join(_word(length, order) for length in lengths))
    start = at + CHECKSUM_BYTES
    stored = int.from_bytes(data[at:start], "big" if order == "big" else "little")
    checksum.check(crc, stored, "string lengths")
    checksum.check(checksum.extend(crc, data[at:]), crc32c, "strings")
    texts = []
    for length in lengths:
        texts.append(bytes(data[start : start + length]))
        start += length
    return texts


def _lengths(data: memoryview, count: int) -> tuple[list[int], int]:
    lengths, at = [], 0
    for _ in range(count):
        length, at = varint(data, at, len(data))
        if length > len(data):
            raise Malformed(f"strings inside {len(data):,} bytes", f"one of {length:,}")
        lengths.append(length)
    return lengths, at


def _word(length: int, order: str) -> bytes:
    return length.to_bytes(4 if length <= UINT32_MAX else 8, "big" if order == "big" else "little")
