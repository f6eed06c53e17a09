"""The table both checkpoint versions are kept in: a LevelDB sstable without the database around it.

    [data block][trailer] … [metaindex block][trailer] [index block][trailer] [footer, 48 bytes]

Every block is checked against its CRC-32C when it is read; keys must grow over the whole file, blocks must not overlap.
Layout: LevelDB, doc/table_format.md; the mask and the magic number are those of TensorFlow's lib/io/table.
"""

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from hyperscope.readers.checkpoint import checksum, snappy
from hyperscope.readers.checkpoint.damage import Malformed, place
from hyperscope.readers.checkpoint.wire import Buffer, varint

MAGIC = bytes.fromhex("57fb808b247547db")
FOOTER_BYTES = 48
TRAILER_BYTES = 5
PLAIN, SNAPPY = 0, 1
KEY_BYTES_AT_MOST = 1 << 16
ENTRIES_AT_MOST = 5_000_000
KEYS_AT_MOST, KEYS_PER_BYTE = 32 << 20, 16  # shared prefixes let a small file claim gigabytes of keys


class Block(NamedTuple):
    """`last` is a separator no smaller than the block's last key."""

    last: bytes
    offset: int
    size: int


class Table:
    """An sstable in memory or mapped; `where` names it in errors.

    Raises `FormatError` for anything that is no sstable, at once or when the damaged block is reached.
    """

    def __init__(self, data: Buffer, where: str) -> None:
        self._data = memoryview(data)
        self.where = where
        self._kept: tuple[int, bool, memoryview] | None = None
        with place(where):
            self._blocks = self._read_index()
        self._separators = [block.last for block in self._blocks]

    def entries(self) -> Iterator[tuple[bytes, memoryview]]:
        """Every (key, value) in order. Raises `FormatError` at the first thing that is wrong."""
        budget = KEYS_AT_MOST + KEYS_PER_BYTE * len(self._data)
        last = None
        count = 0
        with place(self.where):
            for number in range(len(self._blocks)):
                for key, value in scan(self._contents(number)):
                    if last is not None and key <= last:
                        raise Malformed("keys in growing order", f"{key[:40]!r} after {last[:40]!r}")
                    budget -= len(key)
                    count += 1
                    if budget < 0 or count > ENTRIES_AT_MOST:
                        raise Malformed(f"at most {ENTRIES_AT_MOST:,} names of ordinary length", "more")
                    last = key
                    yield key, value

    def first(self) -> tuple[bytes, memoryview] | None:
        """The first (key, value), or None in an empty table."""
        with place(self.where):
            return next(scan(self._contents(0)), None) if self._blocks else None

    def find(self, key: bytes, verify: bool = True) -> memoryview | None:
        """The value of `key`, or None; reads one block, its checksum too if `verify`."""
        number = bisect_left(self._separators, key)
        if number == len(self._blocks):
            return None
        with place(self.where):
            return next(
                (value for found, value in scan(self._contents(number, verify)) if found == key), None
            )

    def _read_index(self) -> list[Block]:
        size = len(self._data)
        if size < FOOTER_BYTES:
            raise Malformed(f"a checkpoint table of at least {FOOTER_BYTES} bytes", f"{size} bytes")
        footer = bytes(self._data[-FOOTER_BYTES:])
        if not footer.endswith(MAGIC):
            raise Malformed(
                "a checkpoint table, which ends in a magic number", f"an end of {footer[-8:].hex(' ')}"
            )
        handle = _handle(footer, _handle(footer, 0, 40)[2], 40)
        blocks: list[Block] = []
        behind = 0
        for key, value in scan(self._block(handle[0], handle[1])):
            offset, length, _ = _handle(bytes(value[:20]), 0, len(value[:20]))
            if offset < behind:
                raise Malformed("blocks one after another", f"one at byte {offset:,} inside another")
            blocks.append(Block(key, offset, length))
            behind = offset + length + TRAILER_BYTES
        return blocks

    def _contents(self, number: int, verify: bool = True) -> memoryview:
        kept = self._kept
        if kept is None or kept[0] != number or kept[1] < verify:
            _, offset, size = self._blocks[number]
            self._kept = kept = number, verify, self._block(offset, size, verify)
        return kept[2]

    def _block(self, offset: int, size: int, verify: bool = True) -> memoryview:
        if offset + size + TRAILER_BYTES > len(self._data) - FOOTER_BYTES:
            raise Malformed(
                f"blocks inside {len(self._data):,} bytes", f"one from byte {offset:,} of {size:,} bytes"
            )
        stored, trailer = self._data[offset : offset + size], self._data[offset + size :][:TRAILER_BYTES]
        if verify:
            crc = checksum.extend(0, self._data[offset : offset + size + 1])
            checksum.check(crc, int.from_bytes(trailer[1:], "little"), f"a block at byte {offset:,}")
        if trailer[0] == SNAPPY:
            return snappy.unpack(stored)
        if trailer[0] != PLAIN:
            raise Malformed("a plain or snappy block", f"compression type {trailer[0]} at byte {offset:,}")
        return stored


def scan(block: memoryview) -> Iterator[tuple[bytes, memoryview]]:
    """Every (key, value) of one block's contents; the restart points serve only binary search."""
    if len(block) < 4:
        raise Malformed("a block of at least 4 bytes", f"{len(block)}")
    restarts = int.from_bytes(block[-4:], "little")
    if restarts > (len(block) - 4) // 4:
        raise Malformed(f"restart points inside a block of {len(block):,} bytes", f"{restarts:,} of them")
    end = len(block) - 4 - 4 * restarts
    at, key = 0, b""
    while at < end:
        shared, at = varint(block, at, end)
        fresh, at = varint(block, at, end)
        length, at = varint(block, at, end)
        if shared > len(key) or at + fresh + length > end or shared + fresh > KEY_BYTES_AT_MOST:
            raise Malformed(
                "an entry inside its block",
                f"{shared:,} shared, {fresh:,} own and {length:,} value bytes after a key of {len(key):,}",
            )
        key = key[:shared] + bytes(block[at : at + fresh])
        at += fresh + length
        yield key, block[at - length : at]


def is_table(tail: bytes) -> bool:
    """Whether a file's last bytes are a table's."""
    return tail.endswith(MAGIC)


def _handle(data: bytes, at: int, end: int) -> tuple[int, int, int]:
    """(offset, size, where the next byte is)."""
    offset, at = varint(data, at, end)
    size, at = varint(data, at, end)
    return offset, size, at
