"""Keras, on the backend that the person has chosen, or on one that is there."""

import json
import os
import sys
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from hyperscope.errors import MissingExtra

BACKENDS = ("jax", "torch", "tensorflow")
EXTRA = ("parametric", "train a network")


def keras() -> Any:
    """Keras 3. Raises `MissingExtra` where it or every backend is missing.

    A backend that was chosen (`KERAS_BACKEND`, or keras.json naming one that is installed) is left alone, as is a Keras
    already imported; else it is the first installed one: JAX compiles the small networks of this house fastest.
    """
    if "keras" not in sys.modules and "KERAS_BACKEND" not in os.environ:
        installed = [name for name in BACKENDS if find_spec(name) is not None]
        if not installed:
            raise MissingExtra.named(*EXTRA, where="Keras")
        configured = _configured()  # Keras writes "tensorflow" there at its first import, installed or not
        os.environ["KERAS_BACKEND"] = configured if configured in installed else installed[0]
    try:
        import keras
    except ImportError:
        raise MissingExtra.named(*EXTRA, where="Keras") from None
    return keras


def _configured() -> str | None:
    home = Path(os.environ.get("KERAS_HOME", Path.home() / ".keras"))
    with suppress(OSError, ValueError, AttributeError):
        return json.loads((home / "keras.json").read_text(encoding="utf-8")).get("backend")
    return None
