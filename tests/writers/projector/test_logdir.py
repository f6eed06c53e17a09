import json
from types import SimpleNamespace

import numpy as np
import pytest

import hyperscope
from hyperscope.bookmark import Bookmark
from hyperscope.dataset import Dataset
from hyperscope.errors import HyperscopeError, ParameterError, PathError, ShapeError
from hyperscope.readers.logdirs import pbtxt

CONFIG = "projector_config.pbtxt"
RNG = np.random.default_rng(4)
VECTORS = RNG.normal(size=(30, 5)).astype(np.float32)
PIXELS = RNG.integers(0, 256, (30, 4, 6, 3), np.uint8)


def entries(folder):
    return {entry.name: entry for entry in hyperscope.inspect(folder)}


def test_what_was_written_is_read_back_bit_for_bit(tmp_path):
    words = {"word": [f"ß {row}" for row in range(30)], "count": list(range(30))}
    written = hyperscope.write_logdir(tmp_path / "run", VECTORS, words, PIXELS, "words")
    assert (written.path, written.notes) == (tmp_path / "run", ())
    read = hyperscope.read(tmp_path / "run")
    np.testing.assert_array_equal(read.vectors, VECTORS)
    assert {name: column.text for name, column in read.columns.items()} == {
        "word": words["word"],
        "count": [str(row) for row in range(30)],
    }
    assert read.images.cell == (6, 4)
    for row in range(30):
        np.testing.assert_array_equal(read.images[row][..., :3], PIXELS[row])
    assert read.notes == ()


def test_names_and_steps_accumulate_and_the_same_one_is_replaced(tmp_path):
    for name, step, factor in (("a", None, 1), ("b/c", None, 2), ("a", 7, 3), ("a", None, 4)):
        hyperscope.write_logdir(tmp_path, VECTORS * factor, name=name, step=step)
    found = entries(tmp_path)
    assert set(found) == {"a", "b/c", "a:00007"}
    for name, factor in (("a", 4), ("b/c", 2), ("a:00007", 3)):
        np.testing.assert_array_equal(found[name].load().vectors, VECTORS * np.float32(factor))


def test_a_config_of_others_keeps_every_byte(tmp_path):
    theirs = '# mine\nembeddings { tensor_name: "theirs" tensor_path: "t.tsv" }'
    (tmp_path / CONFIG).write_text(theirs)
    (tmp_path / "t.tsv").write_text("1\t2\n3\t4\n")
    hyperscope.write_logdir(tmp_path, VECTORS, name="ours")
    assert (tmp_path / CONFIG).read_text().startswith(theirs + "\n")
    assert set(entries(tmp_path)) == {"theirs", "ours"}
    with pytest.raises(PathError, match="an embedding 'theirs' by something else"):
        hyperscope.write_logdir(tmp_path, VECTORS, name="theirs")


def test_files_of_others_are_not_written_over(tmp_path):
    theirs = tmp_path / "hyperscope" / "words" / "tensors.bytes"
    theirs.parent.mkdir(parents=True)
    theirs.write_bytes(b"theirs")
    with pytest.raises(PathError, match="written by something else"):
        hyperscope.write_logdir(tmp_path, VECTORS, name="words")
    assert theirs.read_bytes() == b"theirs"
    assert not (tmp_path / CONFIG).exists()


@pytest.mark.parametrize(
    "vectors", [np.zeros((4, 3)), np.arange(12).reshape(4, 3) % 5, np.ones((9, 2), bool) * 8]
)
def test_numbers_that_tensorboard_would_take_for_text_are_written_as_text(tmp_path, vectors):
    """Its reader tries UTF-8 first, line by line: so the bytes up to the first line's end must not be any."""
    hyperscope.write_logdir(tmp_path, vectors, name="n")
    (file,) = (tmp_path / "hyperscope/n").iterdir()
    if file.suffix == ".bytes":
        with pytest.raises(UnicodeDecodeError, match="utf-8"):
            file.read_bytes().partition(b"\n")[0].decode()
    else:
        assert [
            [float(cell) for cell in line.split("\t")] for line in file.read_text().splitlines()
        ] == vectors.tolist()
    np.testing.assert_array_equal(hyperscope.read(tmp_path).vectors, vectors.astype(np.float32))


def test_text_tells_any_two_numbers_apart(tmp_path):
    vectors = np.vstack(
        [np.zeros((1, 500), np.float32), VECTORS.reshape(1, -1)[:, :150].repeat(4, 1)[:, :500] / 3]
    )
    vectors[1, :3] = np.nan, np.inf, np.float32(1e-42)
    vectors[0, 0] = np.frombuffer(b"\n\0\0\0", "<f4")[0]
    hyperscope.write_logdir(tmp_path, vectors, name="n")
    assert (tmp_path / "hyperscope/n/tensors.tsv").exists()
    np.testing.assert_array_equal(hyperscope.read(tmp_path).vectors, vectors)


@pytest.mark.parametrize(
    ("columns", "note", "read"),
    [
        ({"label": ["a\tb", "c\r\nd"]}, "2 cells hold a tab or a line break", {"label": ["a b", "c  d"]}),
        ({"label": ["", "b"]}, "the column 'row' was added", {"label": ["", "b"], "row": ["0", "1"]}),
        (
            {"a": ["", "b"], "row": [" ", "c"]},
            "'row_' was added",
            {"a": ["", "b"], "row": [" ", "c"], "row_": ["0", "1"]},
        ),
        ({"word": ["a", "b"]}, "'word', is lost", {"label": ["a", "b"]}),
        ({"label": ["007", "NA"]}, None, {"label": ["007", "NA"]}),
        ({"q": ['"a', "'"], "w": ["", "1,5"]}, None, {"q": ['"a', "'"], "w": ["", "1,5"]}),
    ],
)
def test_what_metadata_cannot_hold_is_told(tmp_path, columns, note, read):
    written = hyperscope.write_logdir(tmp_path, np.eye(2), columns)
    assert [told for told in written.notes if note and note in told] == list(written.notes)
    back = hyperscope.read(tmp_path)
    assert {name: column.text for name, column in back.columns.items()} == read


def test_rounding_is_told(tmp_path):
    assert hyperscope.write_logdir(tmp_path / "a", np.eye(3)).notes == ()
    (note,) = hyperscope.write_logdir(tmp_path / "b", np.eye(3) / 3).notes
    assert note == "The numbers were rounded from float64 to float32, the only kind the format has."


def test_saved_views_travel_with_their_data(tmp_path):
    state = {"label": "north", "selectedProjection": "pca"}
    dataset = Dataset("map", VECTORS, bookmarks=(Bookmark("north", state=state),))
    hyperscope.write_logdir(tmp_path, dataset)
    assert [one.state for one in hyperscope.read(tmp_path).bookmarks] == [state]
    assert set(entries(tmp_path)) == {"map"}


@pytest.mark.parametrize(
    ("said", "error", "told"),
    [
        ({"name": ""}, ParameterError, "expected a name"),
        ({"step": -1}, ParameterError, "a training step from 0"),
        ({"step": 1.5}, ParameterError, "a training step from 0"),
        ({"vectors": np.ones((4, 1))}, ShapeError, "at least two numbers a row"),
        ({"metadata": ["a"]}, ShapeError, "30 cells"),
        ({"dir": None}, HyperscopeError, "expected a folder"),
    ],
)
def test_what_cannot_be_written_leaves_nothing(tmp_path, said, error, told):
    with pytest.raises(error, match=told):
        hyperscope.write_logdir(**({"dir": tmp_path / "run", "vectors": VECTORS} | said))
    assert not (tmp_path / "run").exists()


def config(kinds):
    made = kinds.ProjectorConfig(model_checkpoint_path="model.ckpt-1")
    sprite = kinds.SpriteMetadata(image_path="s.png", single_image_dim=[28, 14])
    made.embeddings.append(
        kinds.EmbeddingInfo(tensor_name='a "b"\n', metadata_path="ü.tsv", tensor_shape=[3, 2], sprite=sprite)
    )
    made.embeddings.append(kinds.EmbeddingInfo(tensor_path="t.tsv"))
    return made


def tensorboards_own():
    """The classes as TensorBoard's generated code has them, from the same description."""
    whole = pbtxt._message_class()
    nested = {
        name: whole.DESCRIPTOR.file.message_types_by_name[name]._concrete_class for name in pbtxt.MESSAGES
    }
    return SimpleNamespace(**nested)


@pytest.mark.parametrize("kinds", [hyperscope, tensorboards_own()], ids=["ours", "TensorBoard's"])
def test_a_config_is_written_whoever_made_it(tmp_path, kinds):
    hyperscope.visualize_embeddings(SimpleNamespace(get_logdir=lambda: str(tmp_path / "run")), config(kinds))
    read = pbtxt.parse((tmp_path / "run" / CONFIG).read_bytes(), "")
    first, second = read.embeddings
    assert (read.checkpoint, read.notes) == ("model.ckpt-1", ())
    assert (first.name, first.metadata, first.shape) == ('a "b"\n', "ü.tsv", (3, 2))
    assert (first.sprite, first.cell, second.tensor) == ("s.png", (28, 14), "t.tsv")


def test_a_config_replaces_ours_but_not_another_ones(tmp_path):
    path = tmp_path / CONFIG
    hyperscope.visualize_embeddings(tmp_path, hyperscope.ProjectorConfig("a"))
    hyperscope.visualize_embeddings(tmp_path, hyperscope.ProjectorConfig("b"))
    path.write_text('model_checkpoint_path: "theirs"')
    with pytest.raises(PathError, match="overwrite=True"):
        hyperscope.visualize_embeddings(tmp_path, hyperscope.ProjectorConfig("c"))
    assert "theirs" in path.read_text()
    hyperscope.visualize_embeddings(tmp_path, hyperscope.ProjectorConfig("c"), overwrite=True)
    assert pbtxt.parse(path.read_bytes(), "").checkpoint == "c"
    with pytest.raises(ParameterError, match="expected a ProjectorConfig"):
        hyperscope.visualize_embeddings(tmp_path, {"embeddings": []})


def test_a_standalone_folder_is_read_back(tmp_path):
    words = Dataset(
        "words", VECTORS, hyperscope.read(VECTORS, metadata=[f"w{row}" for row in range(30)]).columns
    )
    pictures = hyperscope.read(VECTORS[:9], images=PIXELS[:9])
    written = hyperscope.write_standalone(tmp_path, [words, pictures, words])
    told = json.loads(written.path.read_text())
    assert [one["tensorPath"] for one in told["embeddings"]] == [
        "words-tensors.bytes", "array-tensors.bytes", "words-2-tensors.bytes"
    ]  # fmt: skip
    assert told["embeddings"][1]["sprite"]["singleImageDim"] == [6, 4]
    assert told["embeddings"][1]["tensorShape"] == [9, 5]
    first, second, _ = (entry.load() for entry in hyperscope.inspect(tmp_path))
    np.testing.assert_array_equal(first.vectors, VECTORS)
    assert first.columns["label"].text[29] == "w29"
    np.testing.assert_array_equal(second.images[8][..., :3], PIXELS[8])
    hyperscope.write_standalone(tmp_path, {"a": VECTORS})
    assert [entry.name for entry in hyperscope.inspect(tmp_path)] == ["a"]


def test_a_standalone_config_of_others_stays(tmp_path):
    (tmp_path / "projector_config.json").write_text('{"embeddings": []}')
    with pytest.raises(PathError, match="written by something else"):
        hyperscope.write_standalone(tmp_path, VECTORS)
    assert hyperscope.write_standalone(tmp_path, VECTORS, overwrite=True).path.name == "projector_config.json"
