import pytest

from hyperscope.errors import FormatError
from hyperscope.readers.tables.text import decode, is_binary

WORDS = "grüße\t日本\nx\ty\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_marks_tell_the_encoding(encoding):
    text = decode(WORDS.encode(encoding), "here")
    assert text.data.decode() == WORDS
    assert text.notes == ()


def test_western_european_is_read_with_a_note():
    text = decode("Müller “x”\n".encode("cp1252"), "folder/names.tsv")
    assert text.data.decode() == "Müller “x”\n"
    assert text.notes == ("names.tsv is not UTF-8; it was read as Western European text (Windows-1252).",)
    assert decode(b"\x81\xfc\n", "x").data.decode() == "\x81ü\n"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_becomes_one(end):
    assert decode(f"a{end}b{end}".encode(), "here").lines() == ["a", "b"]


def test_only_a_line_end_ends_a_line():
    assert decode("a\u2028b\x85c\x0bd\n".encode(), "here").lines() == ["a\u2028b\x85c\x0bd"]


@pytest.mark.parametrize(
    ("data", "match"),
    [
        (b"1\n2\0\n", "NUL byte in line 2"),
        ("1\n2\0\n".encode("utf-16"), "NUL character in line 2"),
        (b"\xff\xfeabc", "UTF-16 text"),
        (b"\x01\x02\x03", "binary data"),
        (b"  <!DOCTYPE html>", "a web page"),
        (b"<HTML><body>", "a web page"),
    ],
)
def test_what_is_no_text_is_refused(data, match):
    with pytest.raises(FormatError, match=match):
        decode(data, "here")


def test_text_in_any_encoding_is_not_binary():
    assert not any(is_binary(WORDS.encode(encoding)) for encoding in ("utf-8", "utf-16", "utf-8-sig"))
    assert is_binary(bytes(range(20)))
