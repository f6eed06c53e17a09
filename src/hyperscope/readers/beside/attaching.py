"""What a person adds to vectors that are open already. Unlike a config's companions it must fit: else the reason is raised."""

from dataclasses import replace
from pathlib import Path

from hyperscope.dataset import Dataset
from hyperscope.errors import FormatError
from hyperscope.readers.beside import metadata, sprite


def table(dataset: Dataset, path: Path, key: str | None = None) -> Dataset:
    """`dataset` with the columns of a table behind its own. Raises `FormatError` where its lines do not fit the rows."""
    found = metadata.read(path, dataset.n, dataset.columns, key)
    if not found.columns:
        raise FormatError(
            f"a table with a line for each of {dataset.n:,} points",
            " ".join(found.notes) or "a table without columns",
            "Write one line for each point, or a column that holds the points' own labels.",
            where=path.name,
        )
    columns = dict(dataset.columns)
    for name, column in found.columns.items():
        free = metadata.unused(name, columns)
        columns[free] = replace(column, name=free)
    return replace(dataset, columns=columns, notes=(*dataset.notes, *found.notes))


def sheet(dataset: Dataset, path: Path, cell: tuple[int, int] | None = None) -> Dataset:
    """`dataset` with the pictures of a sprite sheet. Raises `FormatError` where it cannot be cut into cells."""
    images, notes = sprite.read(path, cell, dataset.n)
    return replace(dataset, images=images, notes=(*dataset.notes, *notes))
