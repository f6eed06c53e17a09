"""Where the fixtures are, and the quickest ways to make more."""

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from hyperscope.dataset import Dataset
from hyperscope.entry import OpenOptions
from hyperscope.readers import inspect

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "tests" / "fixtures"
MANIFEST: dict[str, dict[str, Any]] = {
    item["id"]: item for item in json.loads((FIXTURES / "manifest.json").read_text("utf-8"))["items"]
}
COVERED: dict[str, list[str]] = json.loads((FIXTURES / "covered.json").read_text("utf-8"))


def items(file: str) -> dict[str, dict[str, Any]]:
    """What the manifest says of the fixtures that `file`, a test module, answers for."""
    return {name: MANIFEST[name] for name in COVERED[Path(file).relative_to(ROOT).as_posix()]}


def sha256(numbers: np.ndarray) -> str:
    """Of the numbers as float32, row-major, every NaN the quiet one, as the manifest has it."""
    plain = np.ascontiguousarray(numbers, dtype="<f4")
    return hashlib.sha256(np.where(np.isnan(plain), np.float32(np.nan), plain).tobytes()).hexdigest()


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
