"""The checkpoints among the fixtures, with what they hold."""

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np

FIXTURES = Path(__file__).parents[2] / "fixtures"
TF = FIXTURES / "tf"
SYNTH = FIXTURES / "tf_synth"
ITEMS: dict[str, dict[str, Any]] = {
    item["id"]: item for item in json.loads((TF / "manifest.json").read_text("utf-8"))["items"]
}
CHECKPOINTS = {name: item for name, item in ITEMS.items() if item["format"].startswith("tf-")}
BAD = {name: item for name, item in CHECKPOINTS.items() if "error" in item}
GOOD = {name: item for name, item in CHECKPOINTS.items() if "error" not in item}


def sha256(numbers: np.ndarray) -> str:
    """Of the numbers as float32, row-major, as the manifest has it."""
    return hashlib.sha256(np.ascontiguousarray(numbers, dtype=np.float32).tobytes()).hexdigest()
