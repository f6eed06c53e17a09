"""A trained network as one file: Keras's own (.keras, a zip), with our record as one more member.

So it opens here as it was, and in Keras alone as the network that it is. Loading runs no code that the file brings.
"""

import json
import os
import zipfile
from pathlib import Path
from typing import Any

from hyperscope.backend import keras
from hyperscope.errors import FormatError, PathError

RECORD = "hyperscope.json"


def save(path: str | os.PathLike[str], model: Any, record: dict[str, Any]) -> Path:
    """Write model and record, whole or not at all. The name must end in ".keras"."""
    path = Path(path)
    if path.suffix != ".keras":
        raise PathError("a name that ends in .keras", repr(str(path)), "Keras itself opens such a file too.")
    unfinished = path.with_name(f".{path.stem}.unfinished.keras")
    try:
        model.save(unfinished)
        with zipfile.ZipFile(unfinished, "a") as archive:
            archive.writestr(RECORD, json.dumps(record))
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return path


def load(path: str | os.PathLike[str]) -> tuple[Any, dict[str, Any]]:
    """Model and record. Raises `PathError` where nothing is, `FormatError` for a file that `save` did not write."""
    path = Path(path)
    if not path.is_file():
        raise PathError.missing(path)
    try:
        with zipfile.ZipFile(path) as archive:
            record = json.loads(archive.read(RECORD))
        model = keras().saving.load_model(path, compile=False, safe_mode=True)
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, OSError) as error:
        raise FormatError(
            "a network saved by ParametricTSNE", f"{type(error).__name__}: {str(error).rstrip('.')[:200]}",
            "Save it again with ParametricTSNE.save.", where=str(path),
        ) from error  # fmt: skip
    return model, record
