"""Features: what a layer of a model says of every row."""

import os
from pathlib import Path
from typing import Any

from hyperscope.columns import Column
from hyperscope.dataset import Dataset
from hyperscope.errors import ShapeError
from hyperscope.features.batches import Batches, as_numbers, batched
from hyperscope.features.growing import Growing, Kept
from hyperscope.features.layers import Activations, activations, fingerprint
from hyperscope.features.miniatures import Miniatures
from hyperscope.images import ArrayImages
from hyperscope.params import whole
from hyperscope.progress import Progress, Work, bar, drive

STAGE = "Extracting features"


def extract(
    model: Any,
    data: Any,
    layer: str | int | Any = -2,
    *,
    pool: str | None = None,
    batch_size: int = 256,
    out: str | os.PathLike[str] | None = None,
    labels: Any = None,
    resume: bool = True,
    progress: bool = True,
) -> Dataset:
    """The activations of one `layer` of a Keras 3 or PyTorch `model` for every row of `data`: a dataset (n, width).

    `layer` is a name, a number (−1 the last; default: the one before it) or the layer itself. `data` is an array (n, …) or
    gives batches: a generator, `tf.data`, a Keras dataset, a `DataLoader`; pairs are (inputs, labels). `labels` are given
    apart where the batches bring none. With `pool="gap"` spatial maps are averaged over their places.

    With `out` ("features.npy") rows go straight to that file, which is whole after every batch, and the dataset is a memory
    map of it: n may outgrow memory. A run that was cut off goes on where it stopped, given the same model, layer and
    batches; `resume=False` begins anew. Inputs that are pictures become thumbnails, beside the file where there is one.

    Raises `ParameterError` for a layer that is not there, `ShapeError` for inputs or labels that do not fit together,
    `FormatError` where `out` holds something else.
    """
    size = whole(batch_size, "batch_size", "256, say.", low=1)
    work = _extracted(
        activations(model, layer, pool), batched(data, size, labels),
        _record(model, layer, pool), None if out is None else Path(out), resume,
    )  # fmt: skip
    with bar(STAGE, progress) as show:
        return drive(work, show)


def _extracted(
    flow: Activations, batches: Batches, record: dict[str, Any], out: Path | None, resume: bool
) -> Work[Dataset]:
    rows = Kept() if out is None else Growing(out, record, resume)
    small = Miniatures(out, record, resume, rows.rows)
    labels: list[Any] = []
    unlabelled = 0
    for batch, fresh in batches.after(rows.rows):
        if batch.labels is None:
            unlabelled += batch.rows
        else:
            labels.extend(as_numbers(batch.labels).tolist())
        if fresh:
            found = flow(batch.inputs)
            _check_rows(len(found), batch.rows, rows.rows)
            small.append(as_numbers(batch.inputs))
            rows.append(found)
        yield Progress(STAGE, rows.rows, batches.count or 0)
    if not rows.rows:
        raise ShapeError("at least one row", "none", "Check the data.", where="data")
    if labels and unlabelled:
        raise ShapeError(
            "labels in every batch, or in none", f"{unlabelled:,} rows without", "Check the loader."
        )
    columns = {"label": Column.of("label", labels)} if labels else {}
    pictures = small.finish()
    return Dataset(
        "features" if out is None else out.stem, rows.finish(), columns,
        images=None if pictures is None else ArrayImages(pictures),
        notes=(f"Activations of {record['layer']}.",),
    )  # fmt: skip


def _record(model: Any, layer: Any, pool: str | None) -> dict[str, Any]:
    return {"layer": fingerprint(model, layer), "pool": pool}


def _check_rows(found: int, wanted: int, at: int) -> None:
    if found != wanted:
        raise ShapeError(
            f"{wanted} activations, one for each row of the batch", f"{found} after {at:,} rows",
            "Choose a layer whose first axis is the row.", where="layer",
        )  # fmt: skip
