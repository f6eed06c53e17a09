import pytest

from hyperscope.errors import FormatError
from hyperscope.readers.logdirs.embedding import Embedding
from hyperscope.readers.logdirs.pbtxt import parse

FULL = """
model_checkpoint_path: "model.ckpt-1"  # } a comment
embeddings {
  tensor_name: "w{ord}s:0"
  metadata_path: 'it is "quoted".tsv'
  bookmarks_path: "b.txt"
  tensor_shape: 3
  tensor_shape: 4
  sprite { image_path: "s.png" single_image_dim: 8 single_image_dim: 9 }
  tensor_path: "dir/t.tsv"
}
embeddings < tensor_path: "u.bytes" >
model_checkpoint_dir: "."
"""


def test_every_field_of_the_message_is_read():
    config = parse(FULL.encode(), "here")
    assert config.checkpoint == "model.ckpt-1"
    assert config.notes == ()
    assert config.embeddings == (
        Embedding("w{ord}s:0", (3, 4), "dir/t.tsv", 'it is "quoted".tsv', "b.txt", "s.png", (8, 9)),
        Embedding(tensor="u.bytes"),
    )


@pytest.mark.parametrize(
    ("embedding", "title"),
    [
        (Embedding("words:0"), "words"),
        (Embedding("default:00000"), "default:00000"),
        (Embedding(tensor="a/b/t.tsv"), "t.tsv"),
        (Embedding(tensor="a\\t.tsv"), "t.tsv"),
        (Embedding(metadata="m.tsv"), "checkpoint"),
    ],
)
def test_the_title_is_the_name_or_the_file(embedding, title):
    assert embedding.title == title


def test_an_unknown_field_costs_only_itself():
    config = parse(b'embeddings { tensor_name: "t" colour: "red" tensor_path: "t.tsv" }', "here")
    assert config.embeddings == (Embedding("t", tensor="t.tsv"),)
    assert "colour" in config.notes[0]


@pytest.mark.parametrize(
    ("data", "match"),
    [
        (b'embeddings { tensor_name: "x"', "here: .* in line 1"),
        (b"embeddings {\n  tensor_name: 5\n}", "in line 2"),
        (b"\xff\xfe", "binary data at byte 0"),
        (b"embeddings {" * 30_000, "braces at most 16 deep"),
        (b"x {" * 1_000 + b"}" * 1_000, "braces at most 16 deep"),
        (b"x <" * 1_000, "braces at most 16 deep"),
    ],
)
def test_what_is_no_config_is_refused_with_its_place(data, match):
    with pytest.raises(FormatError, match=match):
        parse(data, "here")
