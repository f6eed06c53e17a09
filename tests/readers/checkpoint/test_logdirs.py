"""Log directories whose tensors are in checkpoints, as people open them."""

import shutil

import numpy as np
import pytest

import hyperscope
from hyperscope.entry import OpenOptions
from hyperscope.errors import HyperscopeError
from hyperscope.readers import inspect
from hyperscope.readers.beside import companions
from tests.readers.checkpoint.places import TF
from tests.readers.checkpoint.writing import write_bundle, write_saved
from tests.readers.places import FIXTURES, embedding, items, sha256, write

SEEDS = FIXTURES / "seeds"
PBTXT = "projector_config.pbtxt"
MATRIX = np.arange(12, dtype=np.float32).reshape(4, 3)
ITEMS = items(__file__)


def listed(path, **options):
    return {entry.name: entry for entry in inspect(path, OpenOptions(**options))}


def notes_of(dataset):
    return " ".join(dataset.notes)


@pytest.mark.parametrize("name", ITEMS)
def test_a_log_directory_gives_its_checkpoints_tensor(name):
    item = ITEMS[name]
    (expected,) = item["tensors"]
    dataset = hyperscope.read(FIXTURES / item["path"], expected["name"])
    assert dataset.name == "embedding"
    assert sha256(dataset.vectors) == expected["sha256_f32"]
    if "metadata" in item:
        assert list(dataset.columns) == item["metadata"]["columns"]
        assert dataset.columns["label"].text[0] == item["metadata"]["first_row"][0]
        assert len(dataset.columns["label"]) == item["metadata"]["rows"]


def test_steps_are_listed_from_the_newest():
    found = listed(SEEDS / "named_types")
    assert list(found) == ["embedding_var", "embedding_var@10", "softmax/weights", "softmax/weights@10"]
    assert [entry.step for entry in found.values()] == [20, 10, 20, 10]
    assert [entry.tensor for entry in found.values()] == ["embedding_var"] * 2 + ["softmax/weights"] * 2
    assert list(found["embedding_var@10"].load().columns) == ["Name", "Type"]
    assert not found["softmax/weights"].load().columns
    older = hyperscope.read(SEEDS / "named_types", "embedding_var@10")
    newest = hyperscope.read(SEEDS / "named_types", "embedding_var@20")
    assert newest.name == "embedding_var"
    assert sha256(older.vectors) != sha256(newest.vectors)


def test_a_step_that_is_not_there_is_found_with_a_note():
    assert "'embedding.ckpt-1', is used" in notes_of(hyperscope.read(FIXTURES / "tb" / "ckpt_nostep"))


def test_a_checkpoint_outside_is_refused_and_the_rest_kept():
    outside, good = (listed(FIXTURES / "tb" / "ckpt_outside")[name] for name in ("model.ckpt-42", "t"))
    assert good.readable
    assert "leads outside" in str(outside.problem)
    allowed = listed(FIXTURES / "tb" / "ckpt_outside", allow_outside=(FIXTURES,))
    assert allowed["embedding"].shape == (120, 16)


def test_a_state_file_that_leads_outside_is_not_followed():
    with pytest.raises(HyperscopeError, match=r"'\.\./restart1/m', which leads outside"):
        hyperscope.read(FIXTURES / "tf_synth" / "state_traversal")


def test_optimizer_slots_are_listed_only_when_asked_for():
    path = TF / "tf2_object" / "ckpt-4"
    assert not [name for name in listed(path) if name.startswith("opt/")]
    assert {"adam/tok_0_momentum", "adam/tok_0_velocity"} <= set(listed(path, hidden=True))
    slot = hyperscope.read(path, "opt/_variables/2/.ATTRIBUTES/VARIABLE_VALUE")
    assert slot.vectors.shape == (120, 16)


def test_a_cube_is_read_when_it_is_named():
    dataset = hyperscope.read(TF / "v2" / "model.ckpt-42", "cube")
    assert dataset.vectors.shape == (3, 16)
    assert "trailing axes" in notes_of(dataset)


@pytest.mark.parametrize("name", ["cplx", "vocab", "global_step", "bias", "empty_rows"])
def test_what_is_no_matrix_of_numbers_says_so(name):
    with pytest.raises(HyperscopeError, match=r"complex64|text \(string\)|shape"):
        hyperscope.read(TF / "v2" / "model.ckpt-42", name)


def test_the_likeliest_matrix_comes_first():
    assert next(iter(listed(TF / "keras_ckpt" / "k.ckpt-1"))) == "word_emb/embeddings"
    assert next(iter(listed(TF / "v2" / "model.ckpt-42"))) in ("embedding", "bf16_emb", "half_emb")


def test_the_matrix_that_the_metadata_fit_comes_first(tmp_path):
    tensors = {"word_embedding": np.zeros((9, 3), np.float32), "weights": MATRIX}
    prefix = write_bundle(tmp_path / "m-1", tensors)
    labels = write(tmp_path / "labels.tsv", "a\nb\nc\nd\n")
    assert hyperscope.read(prefix).name == "word_embedding"
    assert hyperscope.read(prefix, metadata=labels).name == "weights"
    dataset = hyperscope.read(tmp_path, metadata=labels)
    assert dataset.name == "weights"
    assert dataset.columns["label"].text == ["a", "b", "c", "d"]


def test_a_vocabulary_saved_beside_the_matrix_labels_its_rows(tmp_path):
    prefix = write_bundle(
        tmp_path / "m-1", {"emb": MATRIX, "words/vocab": ["a", "b", "", "ü"], "short": ["x"]}
    )
    dataset = hyperscope.read(prefix)
    assert {name: column.text for name, column in dataset.columns.items()} == {"vocab": ["a", "b", "", "ü"]}


def test_a_lookup_table_labels_the_rows_it_maps_to(tmp_path):
    tensors = {
        "emb": MATRIX,
        "lookup/.ATTRIBUTES/table-keys": ["c", "a", "d", "b"],
        "lookup/.ATTRIBUTES/table-values": np.array([2, 0, 3, 1]),
        "other/.ATTRIBUTES/table-keys": ["p", "q", "r", "s"],
        "other/.ATTRIBUTES/table-values": np.array([7, 7, 7, 7]),
    }
    dataset = hyperscope.read(write_bundle(tmp_path / "m-1", tensors))
    assert {name: column.text for name, column in dataset.columns.items()} == {"lookup": ["a", "b", "c", "d"]}


def test_damaged_labels_cost_a_note(tmp_path):
    prefix = write_bundle(tmp_path / "m-1", {"emb": MATRIX, "vocab": ["aa", "bb", "cc", "dd"]})
    data = tmp_path / "m-1.data-00000-of-00001"
    data.write_bytes(data.read_bytes().replace(b"cc", b"xx"))
    dataset = hyperscope.read(prefix)
    assert "labels in 'vocab' were left out" in notes_of(dataset)
    assert not dataset.columns


def test_a_template_lends_its_metadata_to_every_tensor_but_not_its_sprite(tmp_path):
    write_bundle(tmp_path / "m-1", {"a": MATRIX, "b": MATRIX + 1, "c": MATRIX + 2})
    write(tmp_path / "own.tsv", "p\nq\nr\ns\n")
    write(tmp_path / "all.tsv", "1\n2\n3\n4\n")
    template = (
        'embeddings { metadata_path: "all.tsv" sprite { image_path: "none.png" single_image_dim: [2, 2] } }'
    )
    write(tmp_path / PBTXT, embedding(tensor_name="b:0", metadata_path="own.tsv") + template)
    found = listed(tmp_path)
    assert list(found) == ["b", "a", "c"]
    labels = {name: entry.load().columns["label"].text for name, entry in found.items()}
    assert labels == {"b": ["p", "q", "r", "s"], "a": ["1", "2", "3", "4"], "c": ["1", "2", "3", "4"]}
    assert not any(entry.load().notes for entry in found.values())


def test_a_tensor_that_the_checkpoint_lacks_is_listed_with_what_it_has(tmp_path):
    write_bundle(tmp_path / "m-1", {"a": MATRIX})
    write(tmp_path / PBTXT, embedding(tensor_name="missing:0"))
    found = listed(tmp_path)
    assert list(found) == ["missing", "a"]
    assert "got 'missing:0'. Correct tensor_name in the config to one of: a." in str(found["missing"].problem)


def test_a_tensor_with_a_file_of_its_own_is_not_listed_twice(tmp_path):
    write_bundle(tmp_path / "m-1", {"a": MATRIX, "b": MATRIX})
    write(tmp_path / "a.tsv", "9\t8\n7\t6\n")
    write(tmp_path / PBTXT, embedding(tensor_name="a", tensor_path="a.tsv"))
    found = listed(tmp_path)
    assert {name: entry.shape for name, entry in found.items()} == {"a": (2, 2), "b": (4, 3)}


def test_the_parents_checkpoint_serves_a_run_that_asks_for_one(tmp_path):
    write_bundle(tmp_path / "m-1", {"a": MATRIX})
    write(tmp_path / "run" / PBTXT, embedding(tensor_name="a"))
    write(tmp_path / "other" / PBTXT, embedding(tensor_name="t", tensor_path="t.tsv"))
    write(tmp_path / "other" / "t.tsv", "1\t2\n3\t4\n")
    found = listed(tmp_path)
    assert {name: entry.run for name, entry in found.items()} == {
        "a": ".",
        "other:t": "other",
        "run:a": "run",
    }
    with pytest.raises(HyperscopeError, match=r"nothing at"):
        hyperscope.read(tmp_path / "run")


def test_plugin_assets_find_the_checkpoint_of_their_run(tmp_path):
    write_bundle(tmp_path / "train" / "m-1", {"a": MATRIX})
    assets = tmp_path / "train" / "plugins" / "org_tensorflow_tensorboard_projector"
    write(assets / PBTXT, embedding(tensor_name="a", metadata_path="l.tsv"))
    write(assets / "l.tsv", "p\nq\nr\ns\n")
    found = listed(tmp_path)
    assert list(found) == ["a"]
    assert found["a"].load().columns["label"].text == ["p", "q", "r", "s"]


def test_one_broken_checkpoint_does_not_hide_the_others(tmp_path):
    write_bundle(tmp_path / "m-1", {"a": MATRIX})
    write_bundle(tmp_path / "m-2", {"a": MATRIX})
    index = tmp_path / "m-2.index"
    index.write_bytes(index.read_bytes()[:-9])
    found = listed(tmp_path)
    assert [(name, entry.readable) for name, entry in found.items()] == [("m-2", False), ("a@1", True)]


def test_a_checkpoint_that_is_replaced_is_read_anew(tmp_path):
    prefix = write_bundle(tmp_path / "m-1", {"a": MATRIX})
    entry = listed(prefix)["a"]
    shutil.rmtree(tmp_path)
    write_bundle(tmp_path / "m-1", {"before": MATRIX, "a": MATRIX + 5})
    np.testing.assert_array_equal(entry.load().vectors, MATRIX + 5)


def test_a_saved_model_is_one_run(tmp_path):
    shutil.copytree(TF / "saved_model", tmp_path / "model")
    assert list(listed(tmp_path)) == ["embeddings", "w"]
    assert list(listed(tmp_path / "model")) == ["embeddings", "w"]


def test_other_checkpoints_of_the_folder_go_by_their_own_name(tmp_path):
    write_bundle(tmp_path / "m-1", {"a": MATRIX})
    write_bundle(tmp_path / "best", {"a": MATRIX})
    write_bundle(tmp_path / "old-3", {"a": MATRIX})
    found = listed(tmp_path)
    assert [(entry.tensor, entry.step) for entry in found.values()] == [
        ("a", 3),
        ("a@m", 1),
        ("a@best", None),
    ]


def test_a_broken_config_does_not_hide_the_checkpoints_beside_it(tmp_path):
    write_bundle(tmp_path / "m-1", {"a": MATRIX})
    write(tmp_path / PBTXT, "embeddings {")
    found = listed(tmp_path)
    assert {name: entry.readable for name, entry in found.items()} == {PBTXT: False, "a": True}
    assert hyperscope.read(tmp_path).name == "a"


@pytest.mark.parametrize("written_by", [write_bundle, write_saved])
def test_large_numbers_are_checked_when_their_rows_are_gone_through(tmp_path, monkeypatch, written_by):
    monkeypatch.setattr(companions, "LOOKED_AT_BYTES", 0)
    numbers = np.arange(4000, dtype=np.float32).reshape(1000, 4)
    path = written_by(tmp_path / "m-1", {"emb": numbers})
    assert len(hyperscope.read(path).left_out) == 0
    data = max(tmp_path.iterdir(), key=lambda file: file.stat().st_size)
    written = data.read_bytes()
    data.write_bytes(written.replace(numbers[500].tobytes(), numbers[501].tobytes(), 1))
    dataset = hyperscope.read(path)
    for go_through in (lambda: dataset.left_out, dataset.as_float32, lambda: next(dataset.blocks())):
        with pytest.raises(HyperscopeError, match="checksum"):
            go_through()
