"""Log runs of Keras' TensorBoard callback: its config stands beside the folder `train/` that it speaks of.

Keras 2 writes checkpoints there, `keras_embedding.ckpt-<epoch>`, and names their tensors. Keras 3 writes weights,
`keras_embedding.ckpt-<epoch>.weights.h5`, and its embeddings all carry the name that the first layer of a checkpoint would
have. The first of them is therefore the first embedding layer, the second the second.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from hyperscope.entry import Entry
from hyperscope.errors import HyperscopeError
from hyperscope.readers.bounds import Bounds, is_file, is_folder
from hyperscope.readers.checkpoint.entries import STEPS_AT_MOST
from hyperscope.readers.checkpoint.ranking import Said
from hyperscope.readers.models import keras
from hyperscope.readers.source import Source, broken

TRAIN = "train"
WEIGHTS = re.compile(r".*\.ckpt-(?P<epoch>\d{1,18})\.weights\.h5", re.DOTALL)
CHECKPOINT = re.compile(r"keras_embedding\.ckpt-\d{1,18}\.index")
TABLE = re.compile(r"(.*/)?embeddings", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Weights:
    """One epoch's file."""

    epoch: int
    path: Path


def has_any(names: Iterable[str]) -> bool:
    """Whether one of a folder's files holds an epoch's weights."""
    return any(WEIGHTS.fullmatch(name) for name in names)


def has_checkpoint(names: Iterable[str]) -> bool:
    """Whether one of a folder's files is the index of an epoch's checkpoint."""
    return any(CHECKPOINT.fullmatch(name) for name in names)


def checkpoints(run: Path) -> tuple[Path, ...]:
    """The folder of a run's checkpoints, where the callback wrote some."""
    train = run / TRAIN
    return (train,) if is_folder(train) and has_checkpoint(path.name for path in train.iterdir()) else ()


def found(folders: Iterable[Path], bounds: Bounds) -> list[Weights]:
    """The files of the first folder that holds any, the newest epoch first."""
    for folder in filter(bounds.holds, folders):
        names = [path.name for path in folder.iterdir()] if folder.is_dir() else []
        epochs = [
            Weights(int(match["epoch"]), folder / name)
            for name in names
            if (match := WEIGHTS.fullmatch(name)) and bounds.holds(folder / name) and is_file(folder / name)
        ]
        if epochs:
            return sorted(epochs, key=lambda one: one.epoch, reverse=True)
    return []


def entries(source: Source, run: str, epochs: Sequence[Weights], said: Sequence[Said]) -> list[Entry]:
    """Every matrix of every epoch; the newest under their names, the others as `name@epoch`.

    `said` goes with the embedding layers in their order. A file that cannot be read is an entry with its problem.
    """
    made: list[Entry] = []
    for one in epochs[:STEPS_AT_MOST]:
        mark = "" if one is epochs[0] else f"@{one.epoch}"
        try:
            made += [_at(entry, one.epoch, mark, run) for entry in _of_file(source, one.path, said)]
        except HyperscopeError as problem:
            made.append(broken(source.name, one.path.name, problem, run=run, step=one.epoch))
    return made


def _of_file(source: Source, path: Path, said: Sequence[Said]) -> list[Entry]:
    bare = replace(source, path=path)
    listed = keras.inspect(bare)
    tables = [entry.name for entry in listed if TABLE.fullmatch(entry.name)]
    made: list[Entry] = []
    for entry in listed:
        place = tables.index(entry.name) if entry.name in tables else len(said)
        made.append(_with(bare, entry, said[place]) if place < len(said) else entry)
    return made


def _with(source: Source, entry: Entry, said: Said) -> Entry:
    """The entry with what its config says goes with it."""
    beside = said.beside
    options = replace(source.options, metadata=beside.metadata, images=beside.images, cell=beside.cell)
    again = keras.inspect(replace(source, options=options))
    (found,) = (one for one in again if one.name == entry.name)
    return replace(found, config=said.config, notes=(*found.notes, *said.notes))


def _at(entry: Entry, epoch: int, mark: str, run: str) -> Entry:
    names = (entry.name, *entry.aliases)
    aliases = (
        *(f"{name}{mark}" for name in names[1:]),
        *(() if mark else (f"{name}@{epoch}" for name in names)),
    )
    return replace(entry, name=f"{entry.name}{mark}", tensor=entry.name, step=epoch, run=run, aliases=aliases)
