"""Features of Keras and PyTorch models, from every kind of data, into memory and into a file."""

import json

import numpy as np
import pytest
import torch

from hyperscope.backend import keras
from hyperscope.errors import FormatError, ParameterError, PathError, ShapeError
from hyperscope.features import extract, load_keras

RNG = np.random.default_rng(4)
PICTURES = RNG.integers(0, 256, (50, 12, 12, 1), np.uint8).astype(np.float32)
LABELS = [str(row % 3) for row in range(50)]


@pytest.fixture(scope="module")
def convolutional():
    layers = keras().layers
    return keras().Sequential(
        [
            keras().Input((12, 12, 1)),
            layers.Conv2D(4, 3, activation="relu", name="maps"),
            layers.Flatten(name="flat"),
            layers.Dense(8, activation="relu", name="dense"),
            layers.Dense(3, activation="softmax", name="classes"),
        ]
    )


@pytest.fixture(scope="module")
def in_torch():
    torch.manual_seed(0)
    nn = torch.nn
    return nn.Sequential(
        nn.Conv2d(1, 4, 3), nn.ReLU(), nn.Flatten(), nn.Linear(400, 8), nn.Dropout(), nn.Linear(8, 3)
    )


def wanted(model, layer):
    return keras().Model(model.inputs, model.get_layer(layer).output).predict_on_batch(PICTURES)


@pytest.mark.parametrize("layer", ["dense", -2, 2])
def test_a_layer_by_name_by_number_and_by_itself(convolutional, layer):
    found = extract(convolutional, PICTURES, layer, batch_size=16)
    np.testing.assert_allclose(found.vectors, wanted(convolutional, "dense"), rtol=1e-5)
    itself = extract(convolutional, PICTURES, convolutional.get_layer("dense"), batch_size=50)
    np.testing.assert_allclose(itself.vectors, found.vectors, rtol=1e-5)
    assert found.vectors.dtype == np.float32


def test_maps_are_laid_out_or_averaged(convolutional):
    maps = wanted(convolutional, "maps")
    np.testing.assert_allclose(
        extract(convolutional, PICTURES, "maps").vectors, maps.reshape(50, -1), rtol=1e-5
    )
    pooled = extract(convolutional, PICTURES, "maps", pool="gap").vectors
    np.testing.assert_allclose(pooled, maps.mean(axis=(1, 2)), rtol=1e-4)


@pytest.mark.parametrize("layer", ["3", 3, 2])
def test_torch_layers(in_torch, layer):
    inputs = PICTURES.transpose(0, 3, 1, 2) / 255
    in_torch.train()
    found = extract(in_torch, inputs, layer, batch_size=7)
    with torch.inference_mode():
        stop = 4 if layer in ("3", 3) else 3
        there = in_torch[:stop](torch.as_tensor(inputs)).numpy()
    np.testing.assert_allclose(found.vectors, there, rtol=1e-4, atol=1e-5)
    assert in_torch.training


def test_torch_maps_are_averaged_over_their_places(in_torch):
    inputs = PICTURES.transpose(0, 3, 1, 2) / 255
    with torch.inference_mode():
        there = in_torch[0](torch.as_tensor(inputs)).numpy().mean(axis=(2, 3))
    np.testing.assert_allclose(
        extract(in_torch, inputs, in_torch[0], pool="gap").vectors, there, rtol=1e-4, atol=1e-6
    )


class KerasDataset:
    """Batches by number, as Keras's own datasets give them."""

    def __len__(self):
        return 5

    def __getitem__(self, at):
        rows = slice(at * 10, at * 10 + 10)
        return PICTURES[rows], np.array(LABELS[rows])


def generator():
    for at in range(0, 50, 8):
        yield PICTURES[at : at + 8], LABELS[at : at + 8]


def loader():
    tensors = torch.utils.data.TensorDataset(
        torch.as_tensor(PICTURES), torch.as_tensor([int(one) for one in LABELS])
    )
    return torch.utils.data.DataLoader(tensors, batch_size=9)


@pytest.mark.parametrize("data", [generator, loader, KerasDataset, lambda: (PICTURES, LABELS)])
def test_every_kind_of_data_gives_the_same_rows_labels_and_pictures(convolutional, data):
    found = extract(convolutional, data(), "dense")
    np.testing.assert_allclose(found.vectors, wanted(convolutional, "dense"), rtol=1e-4)
    assert [str(cell) for cell in found.columns["label"].text] == LABELS
    assert found.images is not None
    np.testing.assert_array_equal(found.images[7][..., 0], PICTURES[7, :, :, 0])


def test_labels_given_apart(convolutional):
    batches = (PICTURES[at : at + 20] for at in range(0, 50, 20))
    found = extract(convolutional, batches, "dense", labels=LABELS)
    assert found.columns["label"].text == LABELS
    with pytest.raises(ShapeError, match="50 labels"):
        extract(convolutional, PICTURES, "dense", labels=LABELS[:9])


def test_a_file_is_whole_after_every_batch_and_a_cut_off_run_goes_on(convolutional, tmp_path):
    out = tmp_path / "features.npy"
    seen = []

    def broken():
        yield from ((PICTURES[at : at + 10], LABELS[at : at + 10]) for at in (0, 10, 20))
        raise RuntimeError("the cable")

    with pytest.raises(RuntimeError, match="the cable"):
        extract(convolutional, broken(), "dense", out=out)
    np.testing.assert_allclose(np.load(out), wanted(convolutional, "dense")[:30], rtol=1e-4)

    def again():
        for at in range(0, 50, 10):
            seen.append(at)
            yield PICTURES[at : at + 10], LABELS[at : at + 10]

    whole = extract(convolutional, again(), "dense", out=out)
    np.testing.assert_allclose(whole.vectors, wanted(convolutional, "dense"), rtol=1e-4)
    assert isinstance(whole.vectors, np.memmap)
    assert whole.columns["label"].text == LABELS
    np.testing.assert_array_equal(whole.images[44][..., 0], PICTURES[44, :, :, 0])
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["features.npy", "features.thumbnails.npy"]


def test_what_another_work_wrote_is_never_overwritten_unasked(convolutional, tmp_path):
    out = tmp_path / "features.npy"
    extract(convolutional, PICTURES, "dense", out=out)
    with pytest.raises(FormatError, match="finished features"):
        extract(convolutional, PICTURES, "flat", out=out)
    assert extract(convolutional, PICTURES, "flat", out=out, resume=False).d == 400
    (tmp_path / "other.npy").write_bytes(out.read_bytes())
    (tmp_path / "other.npy.json").write_text(json.dumps({"layer": "another", "pool": None}))
    with pytest.raises(FormatError, match="another"):
        extract(convolutional, PICTURES, "dense", out=tmp_path / "other.npy")


def test_other_batches_than_before_are_noticed(convolutional, tmp_path):
    def broken():
        yield PICTURES[:10]
        raise RuntimeError("the cable")

    with pytest.raises(RuntimeError, match="the cable"):
        extract(convolutional, broken(), "dense", out=tmp_path / "f.npy")
    with pytest.raises(ShapeError, match="the same batches"):
        extract(convolutional, (PICTURES[at : at + 25] for at in (0, 25)), "dense", out=tmp_path / "f.npy")


def test_refusals(convolutional, in_torch):
    with pytest.raises(ParameterError, match=r"one of its 4 layers: maps, flat, dense, classes, got 'dens'"):
        extract(convolutional, PICTURES, "dens")
    with pytest.raises(ParameterError, match="got 17"):
        extract(in_torch, PICTURES, 17)
    with pytest.raises(ParameterError, match="Keras 3 or a PyTorch model"):
        extract(object(), PICTURES)
    with pytest.raises(ParameterError, match="global average pooling"):
        extract(convolutional, PICTURES, pool="max")
    with pytest.raises(ShapeError, match="an array"):
        extract(convolutional, 7)
    with pytest.raises(ShapeError, match="at least one row"):
        extract(convolutional, iter(()))


def test_pictures_larger_than_a_thumbnail_are_thinned_out():
    layers = keras().layers
    model = keras().Sequential(
        [keras().Input((200, 100, 3)), layers.GlobalAveragePooling2D(), layers.Dense(2)]
    )
    found = extract(model, RNG.random((2, 200, 100, 3), np.float32), 0)
    assert found.images.cell == (25, 50)


OLD = {
    "class_name": "Sequential", "keras_version": "2.1.4", "backend": "tensorflow",
    "config": [
        {"class_name": "Dense", "config": {
            "name": "dense_1", "units": 3, "activation": "relu", "use_bias": True, "batch_input_shape": [None, 4],
            "dtype": "float32", "trainable": True, "kernel_initializer": {"class_name": "Zeros", "config": {}},
            "bias_initializer": {"class_name": "Zeros", "config": {}}, "kernel_regularizer": None,
            "bias_regularizer": None, "activity_regularizer": None, "kernel_constraint": None, "bias_constraint": None}},
        {"class_name": "Dropout", "config": {
            "name": "dropout_1", "rate": 0.5, "trainable": True, "noise_shape": None, "seed": None}},
    ],
}  # fmt: skip


def test_a_keras_2_architecture_with_its_weights(tmp_path):
    import h5py

    (tmp_path / "config.json").write_text(json.dumps(OLD))
    kernel, bias = RNG.random((4, 3), np.float32), RNG.random(3, np.float32)
    with h5py.File(tmp_path / "best_weight.h5", "w") as file:
        file.attrs["layer_names"] = [b"dense_1", b"dropout_1"]
        file.attrs["backend"], file.attrs["keras_version"] = b"tensorflow", b"2.1.4"
        group = file.create_group("dense_1")
        group.attrs["weight_names"] = [b"dense_1/kernel:0", b"dense_1/bias:0"]
        group["dense_1/kernel:0"], group["dense_1/bias:0"] = kernel, bias
        file.create_group("dropout_1").attrs["weight_names"] = []
    model = load_keras(tmp_path / "config.json")
    rows = RNG.standard_normal((6, 4)).astype(np.float32)
    found = extract(model, rows, "dense_1")
    np.testing.assert_allclose(found.vectors, np.maximum(rows @ kernel + bias, 0), rtol=1e-5, atol=1e-6)


def test_files_that_are_no_models(tmp_path):
    with pytest.raises(PathError, match="nothing at"):
        load_keras(tmp_path / "none.json")
    (tmp_path / "a.json").write_text("{}")
    with pytest.raises(FormatError, match="without class_name"):
        load_keras(tmp_path / "a.json")
    (tmp_path / "a.keras").write_text("no zip")
    with pytest.raises(FormatError, match="a Keras model"):
        load_keras(tmp_path / "a.keras")
    (tmp_path / "b.json").write_text(json.dumps(OLD))
    with pytest.raises(PathError, match=r"one \.h5 file"):
        load_keras(tmp_path / "b.json")
