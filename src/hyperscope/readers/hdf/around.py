"""What an AnnData file has beside its matrices: layouts in `obsm`, colours in `uns`, and the expression of any gene in `X`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
from PIL import ImageColor

from hyperscope.columns import Column
from hyperscope.dataset import Dataset
from hyperscope.entry import Entry
from hyperscope.errors import HyperscopeError
from hyperscope.layout import Layout
from hyperscope.readers import given
from hyperscope.readers.hdf.hdf5file import Found, Hdf5

OBSM = "obsm/"
LIKELIEST = ("obsm/X_umap", "obsm/X_tsne")
X, INDEX = "X", "_index"
BLOCK = 1 << 22


def extended(entry: Entry, file: Hdf5, found: Mapping[str, Found]) -> Entry:
    """An entry with the file's layouts of as many rows, and its genes."""
    if not entry.readable or entry.shape is None:
        return entry
    n = entry.shape[0]
    names = [one.name for one in found.values() if _is_layout(one, n)]
    names.sort(key=lambda name: (name not in LIKELIEST, name))
    genes = _genes(file, found, n)

    def load() -> Dataset:
        return replace(entry.load(), features=genes)

    with_genes = replace(entry, load=load) if genes is not None else entry
    titles = {name.removeprefix(OBSM): (found[name].shape or (0, 2))[1] for name in names}
    return given.with_layouts(with_genes, titles, lambda _: _layouts(file, names))


def colors(file: Hdf5, found: Mapping[str, Found], name: str) -> dict[str, str]:
    """The colours of a column's categories; none where `uns` has none that fit."""
    listed, categories = f"uns/{name}_colors", f"obs/{name}/categories"
    if listed not in found or categories not in found:
        return {}
    try:
        spelt, cells = file.cells(listed), file.cells(categories)
    except HyperscopeError:
        return {}
    pairs = zip(map(str, cells), map(_hex, spelt), strict=False)
    return {cell: color for cell, color in pairs if color is not None}


@dataclass(frozen=True)
class Genes:
    """The columns of `X`, by the names in `var`; `kind` is "dense", "csr" or "csc"."""

    file: Hdf5
    index: str
    n: int
    kind: str

    @cached_property
    def names(self) -> Sequence[str]:
        return [str(name) for name in self.file.cells(self.index)]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {name: place for place, name in reversed(list(enumerate(self.names)))}

    def column(self, name: str) -> Column:
        """The expression of one gene in every cell."""
        place = self._places[name]
        values = self._dense(place) if self.kind == "dense" else self._sparse(place)
        return Column(name, pa.array(values).cast(pa.string()))

    def _dense(self, place: int) -> Any:
        with self.file.opened() as opened, self.file.told(X):
            return np.ascontiguousarray(self.file.at(opened, X)[:, place])

    def _sparse(self, place: int) -> Any:
        starts = np.asarray(self.file.read(f"{X}/indptr"))
        with self.file.opened() as opened, self.file.told(X):
            data, indices = (self.file.at(opened, f"{X}/{part}") for part in ("data", "indices"))
            values = np.zeros(self.n, data.dtype)
            if self.kind == "csc":
                low, high = int(starts[place]), int(starts[place + 1])
                values[indices[low:high]] = data[low:high]
                return values
            for low in range(0, len(indices), BLOCK):
                at = np.flatnonzero(indices[low : low + BLOCK] == place)
                if len(at):
                    rows = np.searchsorted(starts, low + at, "right") - 1
                    values[rows] = data[low : low + BLOCK][at]
            return values


def _genes(file: Hdf5, found: Mapping[str, Found], n: int) -> Genes | None:
    with file.opened() as opened, file.told("var"):
        if "var" not in opened or X not in opened:
            return None
        written = file.at(opened, "var").attrs.get(INDEX, INDEX)
        kind = str(file.at(opened, X).attrs.get("encoding-type", "array"))
    index = f"var/{written}"
    if index not in found or found[index].shape is None:
        return None
    if kind in ("csr_matrix", "csc_matrix"):
        parts = [found.get(f"{X}/{part}") for part in ("data", "indices", "indptr")]
        whole = all(part is not None and part.is_label for part in parts)
        return Genes(file, index, n, kind.removesuffix("_matrix")) if whole else None
    dense = found.get(X)
    fits = dense is not None and dense.problem is None and dense.shape == (n, *(found[index].shape or ()))
    return Genes(file, index, n, "dense") if fits else None


def _is_layout(one: Found, n: int) -> bool:
    fits = (
        one.shape is not None
        and len(one.shape) == 2
        and one.shape[0] == n
        and one.shape[1] in given.FEW_AND_MANY
    )
    return one.name.startswith(OBSM) and one.name.count("/") == 1 and one.problem is None and fits


def _layouts(file: Hdf5, names: Sequence[str]) -> dict[str, Layout]:
    made: dict[str, Layout] = {}
    for name in names:
        note = f"{name} of {file.path.name}."
        made[name.removeprefix(OBSM)] = given.layout(np.asarray(file.read(name)), note)
    return made


def _hex(spelt: object) -> str | None:
    try:
        red, green, blue = ImageColor.getrgb(str(spelt))[:3]
    except ValueError:
        return None
    return f"#{red:02x}{green:02x}{blue:02x}"
