"""What tensors are called, and which of them are bookkeeping."""

import pytest

from hyperscope.errors import SourceError
from hyperscope.readers.checkpoint import names
from hyperscope.readers.checkpoint.dtypes import DTYPES
from hyperscope.readers.checkpoint.opened import open_checkpoint
from hyperscope.readers.checkpoint.stored import Stored
from tests.readers.checkpoint.places import TF

VALUE = names.VALUE


def called(*keys, full=None, twins=None):
    tensors = {
        key.encode(): Stored(key.encode(), (2, 2), DTYPES[1], twin=(twins or {}).get(key, key))
        for key in keys
    }
    spelt = {key.encode(): name for key, name in (full or {}).items()}
    return {key.decode(): name for key, name in names.name_all(tensors, spelt).items()}


def hidden(*keys):
    return [key for key, name in called(*keys).items() if name.hidden]


def test_keras_variables_have_their_layers_name():
    checkpoint = open_checkpoint(TF / "keras_ckpt" / "k.ckpt-1")
    shown = [tensor.name for tensor in checkpoint.tensors.values() if not tensor.hidden]
    assert {"word_emb/embeddings", "dense/kernel", "dense/bias", "head/kernel", "head/bias"} <= set(shown)
    assert not any("momentum" in name or "velocity" in name for name in shown)


@pytest.mark.parametrize(
    "asked",
    [
        "word_emb/embeddings",
        "word_emb/embeddings:0",
        "model/_operations/1/_embeddings",
        "model/_operations/1/_embeddings/.ATTRIBUTES/VARIABLE_VALUE",
        "model/_operations/1/_embeddings/.ATTRIBUTES/VARIABLE_VALUE:0",
    ],
)
def test_a_tensor_answers_to_all_of_its_names(asked):
    tensor = open_checkpoint(TF / "keras_ckpt" / "k.ckpt-1").find(asked)
    assert tensor.name == "word_emb/embeddings"


def test_numbered_layers_have_their_layers_name():
    key = f"layer_with_weights-0/embeddings{VALUE}"
    name = called(key, full={key: "word_emb/embeddings"})[key]
    assert (name.shown, name.others) == ("word_emb/embeddings", (key, "layer_with_weights-0/embeddings"))


def test_paths_that_speak_are_kept_and_spelt_as_the_program_did():
    checkpoint = open_checkpoint(TF / "tf2_object" / "ckpt-4")
    shown = {tensor.name for tensor in checkpoint.tensors.values() if not tensor.hidden}
    assert {"model/token_embedding", "model/cfg/pos/enc", "model/cfg/a.b", "model/layers/0"} <= shown
    assert checkpoint.find("tok").name == "model/token_embedding"


def test_what_was_not_saved_is_not_found():
    with pytest.raises(SourceError, match=r"got 'nothing'. Choose one of: dense/bias, "):
        open_checkpoint(TF / "keras_ckpt" / "k.ckpt-1").find("nothing")


def test_two_of_one_name_keep_their_paths():
    keys = [f"m/_v/{number}{VALUE}" for number in (1, 2)]
    found = called(*keys, full=dict.fromkeys(keys, "emb"))
    assert [found[key].shown for key in keys] == ["m/_v/1", "m/_v/2"]


def test_two_keys_that_print_alike_stay_two():
    tensors = {key: Stored(key, (2, 2), DTYPES[1]) for key in (b"\xff", b"\\xff")}
    assert len({name.shown for name in names.name_all(tensors, {}).values()}) == 2


def test_an_export_shows_each_variable_once():
    keys = [f"_all_variables/0{VALUE}", f"variables/0{VALUE}"]
    found = called(
        *keys, full=dict.fromkeys(keys, "item_lookup/embeddings"), twins=dict.fromkeys(keys, "same")
    )
    assert [found[key].hidden for key in keys] == [False, True]
    assert [found[key].shown for key in keys] == ["item_lookup/embeddings", "variables/0"]


def test_optimizer_slots_are_hidden_and_variables_of_like_names_are_not():
    kept = [
        "emb",
        "dense/Adam",
        "scope/train/w",
        f"model/optimizer/_trainable_variables/0{VALUE}",
        f"m/_variables/0{VALUE}",
    ]
    slots = ["emb/Adam", "emb/Adam_1", "train/emb/Momentum", f"emb/.OPTIMIZER_SLOT/opt/m{VALUE}"]
    keras = [f"model/optimizer/_variables/2{VALUE}", f"o/_variables/3{VALUE}", f"o/_iterations{VALUE}"]
    rest = ["_CHECKPOINTABLE_OBJECT_GRAPH", f"save_counter{VALUE}"]
    assert hidden(*kept, *slots, *keras, *rest) == [*slots, *keras, *rest]


def test_an_embedding_is_likelier_than_a_kernel():
    order = sorted(["dense/kernel", "w", "word_emb/embeddings", "word_emb/Adagrad"], key=names.likelihood)
    assert order[:2] == ["word_emb/embeddings", "w"]
