"""Where the fixtures are, and the quickest ways to make more."""

from pathlib import Path

import numpy as np
from PIL import Image

from hyperscope.dataset import Dataset
from hyperscope.entry import OpenOptions
from hyperscope.readers import inspect

FIXTURES = Path(__file__).parent.parent / "fixtures"


def load(source, **options) -> Dataset:
    """The only entry of a source."""
    (entry,) = inspect(source, OpenOptions(**options))
    return entry.load()


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


def write_tsv(path: Path, rows: int = 4, columns: int = 3) -> np.ndarray:
    """A table of whole numbers, and what it holds."""
    values = np.arange(rows * columns, dtype=np.float32).reshape(rows, columns)
    write(path, "".join("\t".join(f"{value:g}" for value in row) + "\n" for row in values))
    return values


def write_sheet(path: Path, pixels: np.ndarray) -> Path:
    Image.fromarray(pixels.astype(np.uint8)).save(path)
    return path


def embedding(**fields: str) -> str:
    """A pbtxt with one embedding of string fields."""
    return "embeddings {\n" + "".join(f'  {name}: "{value}"\n' for name, value in fields.items()) + "}\n"
