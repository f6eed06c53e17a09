"""The table under both versions."""

import pytest

from hyperscope.errors import FormatError
from hyperscope.readers.checkpoint.table import Table
from tests.readers.checkpoint.writing import MAGIC, block, closed, table, varint


def entries(count, prefix=b"key"):
    return [(prefix + b"%04d" % number, b"value %d" % number) for number in range(count)]


def read(data):
    return [(key, bytes(value)) for key, value in Table(data, "t").entries()]


def test_every_entry_of_every_block_is_read_in_order():
    rows = entries(50)
    assert read(table([rows[:20], rows[20:21], rows[21:]])) == rows


def test_a_key_is_found_in_its_block_and_a_missing_one_is_not():
    rows = entries(50)
    found = Table(table([rows[:20], rows[20:]]), "t")
    for key, value in rows:
        assert bytes(found.find(key) or b"") == value
    assert [found.find(key) for key in (b"", b"key0019x", b"zzz")] == [None, None, None]


def test_an_empty_table_has_no_first_entry():
    assert Table(table([]), "t").first() is None


def test_keys_that_do_not_grow_are_refused():
    with pytest.raises(
        FormatError, match=r"t: expected keys in growing order, got b'key0000' after b'key0001'"
    ):
        read(table([entries(2)[::-1]]))


def test_a_block_counted_twice_is_refused():
    contents = block(entries(3))
    index = block(
        [(b"key1", varint(0) + varint(len(contents))), (b"key2", varint(0) + varint(len(contents)))]
    )
    end = len(contents) + 5
    handles = varint(0) + varint(len(contents)) + varint(end) + varint(len(index))
    footer = handles.ljust(40, b"\0") + MAGIC.to_bytes(8, "little")
    with pytest.raises(FormatError, match="blocks one after another"):
        Table(closed(contents) + closed(index) + footer, "t")


def test_a_block_past_the_end_is_refused():
    footer = (varint(0) + varint(8) + varint(1 << 40) + varint(9)).ljust(40, b"\0") + MAGIC.to_bytes(
        8, "little"
    )
    with pytest.raises(FormatError, match="one from byte 1,099,511,627,776"):
        Table(b"\0" * 40 + footer, "t")


def test_an_unknown_compression_is_refused():
    contents = block(entries(1))
    data = table([entries(1)])
    with pytest.raises(FormatError, match="checksum"):
        read(data[: len(contents)] + b"\7" + data[len(contents) + 1 :])


def test_shared_prefixes_cannot_claim_gigabytes_of_keys():
    long = b"x" * 60_000
    first = b"\0" + varint(len(long)) + b"\0" + long
    more = b"".join(varint(len(long)) + b"\4\0" + number.to_bytes(4, "big") for number in range(2_000))
    contents = first + more + (0).to_bytes(4, "little") + (1).to_bytes(4, "little")
    index = block([(b"y", varint(0) + varint(len(contents)))])
    handles = varint(0) + varint(0) + varint(len(contents) + 5) + varint(len(index))
    data = closed(contents) + closed(index) + handles.ljust(40, b"\0") + MAGIC.to_bytes(8, "little")
    with pytest.raises(FormatError, match="names of ordinary length"):
        read(data)
