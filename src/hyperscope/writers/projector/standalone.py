"""The standalone projector's form: a JSON config, raw `.bytes` and what goes with them, all in one folder.

The original page fetches every path relative to itself, so that the folder can be put on any web server.
"""

import json
import re
from collections.abc import Sequence
from pathlib import Path

from hyperscope.dataset import Dataset
from hyperscope.errors import ShapeError
from hyperscope.writers.files import Written, foreign, made, replacing
from hyperscope.writers.projector import config, parts, tensors
from hyperscope.writers.projector.config import EmbeddingInfo

CONFIG = "projector_config.json"


def write(datasets: Sequence[Dataset], path: Path, overwrite: bool = False) -> Written:
    """Write the config `path` of all datasets, each under its name; an older one of ours is replaced, with its files.

    Raises `ShapeError` for no data or data that no projector shows, `PathError` where the files of others would be lost.
    """
    if not datasets:
        raise ShapeError("at least one dataset", "none", "Pass the vectors.", where="datasets")
    folder = made(path.parent)
    ours = overwrite or (_is_ours(path) if path.exists() else None)
    if ours is False:
        raise foreign(path)
    written: list[EmbeddingInfo] = []
    notes: tuple[str, ...] = ()
    for dataset in datasets:
        tensors.check(dataset)
        prefix = _prefix(dataset.name, [info.tensor_path for info in written])
        if not ours and (folder / f"{prefix}{tensors.RAW}").exists():
            raise foreign(folder / f"{prefix}{tensors.RAW}")
        info, told = parts.write(dataset, dataset.name, folder, prefix)
        written.append(info)
        notes += told
    with replacing(path) as file:
        file.write(config.as_json(written).encode())
    return Written(path, tuple(dict.fromkeys(notes)))


def convert(dataset: Dataset, path: Path) -> tuple[str, ...]:
    """A config at `path` for this dataset alone, and what it could not hold."""
    return write([dataset], path).notes


def _is_ours(path: Path) -> bool:
    try:
        told = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        return False
    return isinstance(told, dict) and told.get("generator") == config.GENERATOR


def _prefix(name: str, taken: Sequence[str]) -> str:
    """What the names of its files begin with: nothing that a URL would escape, and no other's."""
    plain = re.sub(r"[^A-Za-z0-9_.-]+", "-", name).strip(".-")[:64] or "tensor"
    free, number = f"{plain}-", 2
    while free + tensors.RAW in taken:
        free, number = f"{plain}-{number}-", number + 1
    return free
