"""The state file's text."""

import pytest

from hyperscope.errors import FormatError
from hyperscope.readers.checkpoint import state


def parse(text, tmp_path):
    return state.parse(text, tmp_path / "checkpoint")


@pytest.mark.parametrize(
    ("text", "newest"),
    [
        ('model_checkpoint_path: "a-1"', "a-1"),
        ("# a comment\nmodel_checkpoint_path: 'a' \"-1\";", "a-1"),
        (r'model_checkpoint_path: "\303\274n\303\257"', "ünï"),
        ('model_checkpoint_path: "日本"', "日本"),
        (r'model_checkpoint_path: "C:\\me\\a\x2d1"', r"C:\me\a-1"),
        ('model_checkpoint_path: "a-1" invented_later: 3 other { deep { er: 1 } }', "a-1"),
    ],
)
def test_every_spelling_is_understood(text, newest, tmp_path):
    assert parse(text, tmp_path).newest == newest


def test_the_newest_comes_first_then_the_kept_from_their_end(tmp_path):
    lines = ['model_checkpoint_path: "c"'] + [f'all_model_checkpoint_paths: "{name}"' for name in "abc"]
    assert parse("\n".join(lines), tmp_path).written() == ["c", "b", "a"]


@pytest.mark.parametrize("text", ['model_checkpoint_path: "a', "\0\1\2", "x {" * 5000, '{"json": 1}'])
def test_what_is_no_state_is_refused(text, tmp_path):
    with pytest.raises(FormatError, match="a state file with model_checkpoint_path"):
        parse(text, tmp_path)


def test_a_state_file_of_megabytes_is_refused(tmp_path):
    (tmp_path / "checkpoint").write_bytes(b"#" * (state.BYTES_AT_MOST + 1))
    with pytest.raises(FormatError, match="1,048,577 bytes"):
        state.read(tmp_path)


def test_no_state_file_is_no_state(tmp_path):
    assert state.read(tmp_path) is None


def test_a_state_file_that_is_a_link_out_of_its_folder_is_not_read(tmp_path):
    (tmp_path / "secret").write_text("root:x:0:0", "utf-8")
    inside = tmp_path / "run"
    inside.mkdir()
    (inside / "checkpoint").symlink_to(tmp_path / "secret")
    assert state.read(inside) is None
