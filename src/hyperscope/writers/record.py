"""How a layout came about, as JSON."""

import json
from typing import Any

import numpy as np

from hyperscope.dataset import Dataset
from hyperscope.layout import Layout


def record(layout: Layout, dataset: Dataset) -> str:
    """Method, parameters, seed, and what became of them; the data's name, shape, history and fingerprint."""
    ratio = layout.explained_variance_ratio
    told = {
        "method": layout.method,
        "params": dict(layout.params),
        "iteration": layout.iteration,
        "loss": layout.loss,
        "finished": layout.finished,
        "seconds": round(layout.seconds, 3),
        "reached": dict(layout.reached),
        "notes": list(layout.notes),
        "axes": list(layout.axes),
        "explained_variance_ratio": None if ratio is None else ratio.tolist(),
        "data": {
            "name": dataset.name,
            "shape": list(dataset.vectors.shape),
            "history": list(dataset.history),
            "fingerprint": dataset.fingerprint,
        },
    }
    return json.dumps(told, ensure_ascii=False, default=_plain)


def _plain(value: Any) -> Any:
    return value.item() if isinstance(value, np.generic) else str(value)
