"""Keras models as they are in the wild: whole files, or an architecture as JSON with weights beside it."""

import json
import os
from pathlib import Path
from typing import Any

from hyperscope.backend import keras
from hyperscope.errors import FormatError, PathError

WHOLE = (".keras", ".h5", ".hdf5")


def load_keras(path: str | os.PathLike[str], weights: str | os.PathLike[str] | None = None) -> Any:
    """The model of a `.keras` or `.h5` file, or of a `.json` architecture with `weights` (default: the .h5 beside it).

    Architectures that Keras 1 and 2 wrote are read too. Nothing that a file brings is run. Raises `PathError` where a
    file is missing, `FormatError` for one that is no model, `MissingExtra` without Keras.
    """
    path = Path(path)
    if not path.is_file():
        raise PathError.missing(path)
    try:
        if path.suffix in WHOLE:
            return keras().saving.load_model(path, compile=False, safe_mode=True)
        model = keras().models.model_from_json(
            json.dumps(_present(json.loads(path.read_text(encoding="utf-8"))))
        )
        model.load_weights(weights or _beside(path))
    except (ValueError, TypeError, KeyError, OSError) as error:
        raise FormatError(
            "a Keras model", f"{type(error).__name__}: {str(error).splitlines()[0][:200]}",
            "Save it again as .keras with the Keras that made it.", where=str(path),
        ) from error  # fmt: skip
    return model


def _beside(path: Path) -> Path:
    found = sorted(path.parent.glob("*.h5"))
    if len(found) != 1:
        raise PathError(
            f"one .h5 file of weights beside {path.name}", f"{len(found)} of them",
            "Name it: load_keras(path, weights=…).", where=str(path.parent),
        )  # fmt: skip
    return found[0]


def _present(config: Any) -> Any:
    """An architecture of Keras 1 or 2 in the words of Keras 3: classes with their module, the input a layer of its own."""
    if not isinstance(config, dict) or not isinstance(config.get("class_name"), str):
        raise FormatError(
            "an architecture",
            f"a JSON {type(config).__name__} without class_name",
            "Save it with model.to_json().",
        )
    if "module" in config:
        return config
    inner = config.get("config")
    if isinstance(inner, list):
        inner = {"name": "sequential", "layers": inner}
    if not isinstance(inner, dict) or not isinstance(inner.get("layers"), list):
        raise FormatError("an architecture with layers", "none", "Save it with model.to_json().")
    layers = [layer for old in inner["layers"] for layer in _layer(old, config["class_name"])]
    name = "Functional" if config["class_name"] == "Model" else config["class_name"]
    return {
        "module": "keras",
        "class_name": name,
        "registered_name": None,
        "config": {**inner, "layers": layers},
    }


def _layer(old: dict[str, Any], within: str) -> list[dict[str, Any]]:
    """A layer, behind an input of its own where a Sequential's first told the shape of its rows."""
    settings = {name: value for name, value in old["config"].items() if name != "batch_input_shape"}
    shape = old["config"].get("batch_input_shape")
    if old["class_name"] == "InputLayer" and shape is not None:
        settings = {"batch_shape": shape, "dtype": "float32", "name": old["config"].get("name")}
    made = {**old, "module": "keras.layers", "registered_name": None, "config": settings}
    if shape is None or within != "Sequential" or old["class_name"] == "InputLayer":
        return [made]
    begin = {"module": "keras.layers", "class_name": "InputLayer", "registered_name": None}
    return [{**begin, "config": {"batch_shape": shape, "dtype": "float32"}}, made]
