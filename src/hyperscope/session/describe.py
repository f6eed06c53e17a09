"""Nouns as messages: an entry, a dataset, a method, a run. Pure; nothing here keeps state."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
from msgspec.structs import replace

from hyperscope.columns import Column, arrow
from hyperscope.dataset import Dataset
from hyperscope.edits.journal import Past
from hyperscope.entry import Entry
from hyperscope.layout import Quality
from hyperscope.params import Method
from hyperscope.session import axes
from hyperscope.session.plan import quick
from hyperscope.wire.messages import (
    AddedMessage,
    ColumnMessage,
    DatasetMessage,
    EditMessage,
    EditsMessage,
    EntryMessage,
    GroupPairMessage,
    MethodMessage,
    Problem,
    QualityMessage,
    RunMessage,
    ThumbnailsMessage,
)

if TYPE_CHECKING:
    from hyperscope.session.run import Run


def entry_message(
    entry_id: str, entry: Entry, problem: Problem | None, opened: Dataset | None, revision: int
) -> EntryMessage:
    """A line of the data menu; once opened, the dataset's own shape, dtype and notes."""
    shape = entry.shape if opened is None else opened.vectors.shape
    dtype = entry.dtype if opened is None else str(opened.vectors.dtype)
    notes = entry.notes if opened is None else tuple(dict.fromkeys(entry.notes + opened.notes))
    return EntryMessage(
        id=entry_id,
        source=entry.source,
        run=entry.run,
        name=entry.name,
        tensor=entry.tensor,
        step=entry.step,
        shape=None if shape is None else list(shape),
        dtype=dtype,
        problem=problem,
        notes=list(notes),
        revision=revision,
    )


def dataset_message(
    entry_id: str,
    name: str,
    dataset: Dataset,
    thumbnails: ThumbnailsMessage | None,
    revision: int,
    attached: Sequence[AddedMessage] = (),
    past: Past | None = None,
) -> DatasetMessage:
    """An opened dataset. Reads all vectors once, for the left-out rows and the fingerprint."""
    return DatasetMessage(
        id=entry_id,
        name=name,
        n=dataset.n,
        d=dataset.d,
        dtype=str(dataset.vectors.dtype),
        fingerprint=dataset.fingerprint,
        columns=[_column(column) for column in dataset.columns.values()],
        label=dataset.label_column(),
        thumbnails=thumbnails,
        left_out=dataset.left_out.tolist(),
        notes=_notes(dataset),
        features=0 if dataset.features is None else len(dataset.features.names),
        revision=revision,
        attached=list(attached),
        edits=None if past is None else edits_message(past),
    )


def _notes(dataset: Dataset) -> list[str]:
    """What there is to say; of rows that are left out the page tells by itself, from `left_out`."""
    told = dict.fromkeys((*dataset.notes, *dataset.about_rows))
    hidden = dataset.about_rows if len(dataset.left_out) else ()
    return [note for note in told if note not in hidden]


def edits_message(past: Past) -> EditsMessage:
    undo, redo = (
        told and EditMessage(told.column, told.value, told.count) for told in (past.undo, past.redo)
    )
    return EditsMessage(past.count, undo, redo)


def _column(column: Column) -> ColumnMessage:
    empty = arrow.sum(arrow.equal(column.written, "")).as_py() or 0
    numbers = column.numbers
    finite = numbers[np.isfinite(numbers)] if numbers is not None else np.empty(0)
    low, high = (float(finite.min()), float(finite.max())) if len(finite) else (None, None)
    return ColumnMessage(
        column.name, column.kind.value, column.n_unique, int(empty), low, high, _colors(column)
    )


def _colors(column: Column) -> list[str] | None:
    if not column.colors:
        return None
    return [column.colors.get(cell.as_py() or "", "") for cell in column.categories.dictionary]


def run_message(run: "Run", live: Mapping[str, Any]) -> RunMessage:
    """One run; parameters as the method has resolved them, `live` ones as they were changed last, and the axes."""
    layout = run.newest.layout
    resolved = {name: value for name, value in layout.params.items() if name in run.params} if layout else {}
    ratio = layout.explained_variance_ratio if layout else None
    return RunMessage(
        id=run.id,
        entry=run.plan.entry,
        method=run.plan.method.name,
        name=run.name,
        n_rows=run.newest.placed,
        n_components=run.plan.shown,
        axis_names=axes.names(layout, run.newest.axes, run.plan.shown) if layout else [],
        restored=run.restored,
        params={**run.params, **resolved, **live, **run.newest.axes},
        asked={**run.params, **run.newest.axes},
        random_state=run.plan.seed,
        state=run.state.value,
        pace=run.pace.value,
        seq=run.newest.seq,
        iteration=layout.iteration if layout else 0,
        loss=layout.loss if layout else None,
        stage=run.progress.stage,
        progress=run.progress.fraction,
        explained_variance_ratio=None if ratio is None else [float(share) for share in ratio],
        problem=run.problem,
        notes=list(layout.notes) if layout else [],
        seconds=run.seconds,
        told=run.told,
    )


def quality_message(run: str, seq: int, label: str | None, quality: Quality) -> QualityMessage:
    """A measured frame; the values of single rows go their own way."""
    pairs = [msgspec.convert(pair, GroupPairMessage, from_attributes=True) for pair in quality.worst_pairs]
    return QualityMessage(
        run, seq, label, dict(quality.scores), list(quality.per_point), quality.space, quality.sampled, quality.rows,
        quality.k, pairs,
    )  # fmt: skip


def method_messages(methods: Iterable[Method]) -> list[MethodMessage]:
    return [_method(method) for method in methods]


def _method(method: Method) -> MethodMessage:
    """The method's own fields; what may run uninvited shows the parameters that keep it quick."""
    message = msgspec.convert(method, MethodMessage, from_attributes=True)
    defaults = quick(method)
    params = [replace(row, default=defaults.get(row.name, row.default)) for row in message.params]
    return replace(message, params=params)
