"""What Keras leaves where its TensorBoard callback was asked for embeddings."""

import shutil

import numpy as np
import pytest

from hyperscope.readers import inspect
from tests.readers.checkpoint.writing import write_bundle
from tests.readers.places import FIXTURES, embedding, write

WEIGHTS = FIXTURES / "keras/tiny.weights.h5"
NAME = "layer_with_weights-0/embeddings/.ATTRIBUTES/VARIABLE_VALUE"


@pytest.fixture
def logs(tmp_path):
    (tmp_path / "train").mkdir()
    for epoch in (0, 1, 10):
        shutil.copy(WEIGHTS, tmp_path / f"train/keras_embedding.ckpt-{epoch}.weights.h5")
    return tmp_path


def test_a_keras_3_run_lists_its_epochs_as_steps(logs):
    (rows,) = {entry.shape[0] for entry in inspect(WEIGHTS) if entry.name == "word_emb/embeddings"}
    write(logs / "labels.tsv", "".join(f"word {row}\n" for row in range(rows)))
    write(logs / "projector_config.pbtxt", embedding(tensor_name=NAME, metadata_path="labels.tsv"))
    found = [entry for entry in inspect(logs) if entry.tensor == "word_emb/embeddings"]
    assert [(entry.name, entry.step) for entry in found] == [
        ("word_emb/embeddings", 10),
        ("word_emb/embeddings@1", 1),
        ("word_emb/embeddings@0", 0),
    ]
    assert {entry.run for entry in found} == {"."}
    assert all(entry.load().columns["label"].text[0] == "word 0" for entry in found)
    others = [entry for entry in inspect(logs) if entry.tensor != "word_emb/embeddings" and entry.readable]
    assert not any(entry.load().columns for entry in others)


def test_weights_without_a_config_are_a_run(logs):
    assert {entry.run for entry in inspect(logs)} == {"train"}
    assert next(iter(inspect(logs / "train"))).name == "word_emb/embeddings"


def test_a_damaged_epoch_does_not_hide_the_others(logs):
    damaged = logs / "train/keras_embedding.ckpt-1.weights.h5"
    damaged.write_bytes(damaged.read_bytes()[:900])
    entries = inspect(logs)
    assert [entry.step for entry in entries if not entry.readable] == [1]
    assert {entry.step for entry in entries if entry.readable} == {0, 10}


def test_the_checkpoints_of_keras_2_belong_to_the_config_beside_their_folder(tmp_path):
    tables = {epoch: np.full((3, 2), epoch, np.float32) for epoch in (0, 1)}
    for epoch, table in tables.items():
        write_bundle(tmp_path / f"train/keras_embedding.ckpt-{epoch}", {NAME: table})
    write(tmp_path / "labels.tsv", "a\nb\nc\n")
    write(tmp_path / "projector_config.pbtxt", embedding(tensor_name=NAME, metadata_path="labels.tsv"))
    newest, older = inspect(tmp_path)
    assert [(entry.run, entry.step, entry.problem) for entry in (newest, older)] == [
        (".", 1, None),
        (".", 0, None),
    ]
    assert newest.load().vectors.tolist() == tables[1].tolist()
    assert newest.load().columns["label"].text == ["a", "b", "c"]


def test_other_runs_called_train_stay_their_own(tmp_path):
    write_bundle(tmp_path / "train/model.ckpt-1", {"e": np.ones((3, 2), np.float32)})
    write_bundle(tmp_path / "model.ckpt-2", {"e": np.ones((3, 2), np.float32)})
    write(tmp_path / "projector_config.pbtxt", embedding(tensor_name="e"))
    assert [entry.run for entry in inspect(tmp_path)] == [".", "train"]
