"""Write `sample.json` anew: `python -m tests.site.sample`. Only for a new version of the format.

The files of a tiny export, and what a server answers about the same data: the Python tests hold the sample to what is
written now, the page's tests hold the page's answers to the server's.
"""

import base64
import json
import tempfile
from pathlib import Path
from unittest.mock import patch

import numpy as np

from hyperscope.columns import Column
from hyperscope.dataset import Dataset
from hyperscope.layout import Layout
from hyperscope.progress import drive
from hyperscope.query import nearest, search
from hyperscope.run import RunState
from hyperscope.site import export, neighbors, vectors
from hyperscope.site.replay import wound
from hyperscope.wire.frames import Frame, encode
from hyperscope.wire.rows import pack

SAMPLE = Path(__file__).parent / "sample.json"
QUESTIONS = [
    {"text": "AN", "mode": "substring"},
    {"text": "AN", "mode": "substring", "case": True},
    {"text": "007", "mode": "exact"},
    {"text": "^a.*n$", "mode": "regex", "column": "word"},
    {"text": "7", "mode": "substring", "column": "code"},
    {"text": "code:3..5", "mode": "substring"},
    {"text": "code: ..2", "mode": "substring"},
    {"text": "nobody:3..5", "mode": "substring"},
    {"text": "nowhere", "mode": "substring"},
]


def dataset() -> Dataset:
    """20 rows of 3 dimensions, one left out, one of zeros; words, and codes whose zeros in front must not be lost."""
    numbers = np.random.default_rng(3).standard_normal((20, 3)).astype(np.float32)
    numbers[4] = np.nan
    numbers[9] = 0
    words = [
        "ant",
        "bean",
        "AND",
        'a "quoted", man',
        "",
        "alban",
        "naïve",
        *(f"word {row}" for row in range(13)),
    ]
    columns = {
        "word": Column.of("word", words),
        "code": Column.of("code", [f"{row:03}" for row in range(20)]),
    }
    return Dataset("sample", numbers, columns)


def layouts(data: Dataset) -> list[Layout]:
    flat = np.ascontiguousarray(data.vectors[:, :2])
    return [Layout("custom", flat), Layout("pca", np.asarray(data.vectors))]


def written() -> dict[str, bytes]:
    """The manifest and the data, in files of a few rows so that there are several."""
    data = dataset()
    with (
        tempfile.TemporaryDirectory() as folder,
        patch.object(neighbors, "FILE_BYTES", 256),
        patch.object(vectors, "FILE_BYTES", 24),
    ):
        out = Path(folder) / "site"
        drive(export.exporting(data, out, export.Wishes(layouts=layouts(data), k=5)))
        return {
            path.relative_to(out).as_posix(): path.read_bytes()
            for path in [out / "manifest.json", *sorted(out.glob("data/*"))]
        }


def expected() -> dict:
    """What the server's rooms answer."""
    data = dataset()
    near = []
    for metric in ("cosine", "euclidean", "dot"):
        for row in (0, 4, 9, 19):
            rows, distances = nearest.to_row(data, row, 8, metric)
            near.append(
                {"row": row, "metric": metric, "rows": rows.tolist(), "distances": distances.tolist()}
            )
    found = [{"request": one, "rows": search.rows(data.columns, **one).tolist()} for one in QUESTIONS]
    cells = {name: column.text for name, column in data.columns.items()}
    some = base64.b64encode(pack(np.array([0, 3, 19]), data.n)).decode()
    frames = [Frame(data.vectors * (1 + time), time, RunState.RUNNING, 10 * time, None) for time in range(4)]
    bits = [encode(frame, compact=True) for frame in frames]
    way = {
        "wound": base64.b64encode(wound(bits)).decode(),
        "bytes": len(bits[0]),
        "frames": [[None if np.isnan(x) else float(x) for x in frame.positions.ravel()] for frame in frames],
    }
    return {"way": way, "near": near, "found": found, "cells": cells, "some": some}


def main() -> None:
    files = {name: base64.b64encode(data).decode() for name, data in written().items()}
    SAMPLE.write_text(json.dumps({"files": files, **expected()}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
