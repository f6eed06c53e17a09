"""AnnData's .h5ad: embeddings of cells in `obsm`, their expression in `X` and `layers`, what is known of them in `obs`."""

import math
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from hyperscope.columns import Column
from hyperscope.entry import Entry
from hyperscope.errors import FormatError, HyperscopeError, MissingExtra
from hyperscope.readers import candidates, inflation
from hyperscope.readers.candidates import Candidate
from hyperscope.readers.hdf.around import colors, extended
from hyperscope.readers.hdf.hdf5 import candidate
from hyperscope.readers.hdf.hdf5file import Found, Hdf5
from hyperscope.readers.source import Source

ORDER = ("obsm/X_pca", "obsm/X_", "obsm/", "X", "layers/")
TOPS = ("layers/", "obsm/")
PARTS = ("data", "indices", "indptr")
SPARSE = {"csr_matrix": sparse.csr_matrix, "csc_matrix": sparse.csc_matrix}
OBS = "obs"
LEGACY = "__categories"


def inspect(source: Source) -> list[Entry]:
    """An entry for each matrix whose rows are the cells."""
    file = Hdf5(source.path)
    found = {one.name: one for one in file.datasets()}
    dense = [candidate(file, one) for one in found.values() if _is_matrix(one.name)]
    offered = [*dense, *_sparse(file, found)]
    offered.sort(
        key=lambda one: next((place for place, start in enumerate(ORDER) if one.name.startswith(start)), 9)
    )
    made = candidates.entries(source, offered, partial(_labels, file, found))
    return [extended(entry, file, found) for entry in made]


def tells(path: Path) -> bool:
    """Whether an HDF5 file is AnnData's."""
    if path.name.lower().endswith(".h5ad"):
        return True
    try:
        with Hdf5(path).opened() as file:
            return file.attrs.get("encoding-type") == "anndata"
    except MissingExtra:
        raise
    except HyperscopeError:
        return False


def _is_matrix(name: str) -> bool:
    """Whether a dataset of this name has a row for every cell; the parts of a sparse one lie deeper."""
    return name == "X" or (name.startswith(TOPS) and name.count("/") == 1)


def _sparse(file: Hdf5, found: dict[str, Found]) -> Iterator[Candidate]:
    tops = [name.removesuffix("/indptr") for name in found if name.endswith("/indptr")]
    for top in tops:
        if top == "X" or top.startswith(TOPS):
            parts = [found.get(f"{top}/{part}") for part in PARTS]
            if all(part is not None and part.is_label for part in parts):
                yield _sparse_candidate(file, top, found[f"{top}/data"])


def _sparse_candidate(file: Hdf5, top: str, data: Found) -> Candidate:
    with file.opened() as opened, file.told(top):
        attributes = file.at(opened, top).attrs
        kind = attributes.get("encoding-type", attributes.get("h5sparse_format", "csr_matrix"))
        written = attributes.get("shape", attributes.get("h5sparse_shape", ()))
        shape = tuple(int(size) for size in written)
    read = partial(_densified, file, top, str(kind), shape)
    if len(shape) != 2 or min(shape) < 0:
        problem = FormatError(
            "a shape of two sizes", str(shape), "Write the file again.", where=file.where(top)
        )
        return Candidate(top, None, data.dtype, read, problem)
    return Candidate(top, shape, data.dtype, read)


def _densified(file: Hdf5, top: str, kind: str, shape: tuple[int, ...]) -> NDArray[Any]:
    data, indices, starts = (np.asarray(file.read(f"{top}/{part}")) for part in PARTS)
    fix = "Reduce it first (scanpy.pp.pca) and open obsm/X_pca."
    stored = data.nbytes + indices.nbytes
    inflation.check(math.prod(shape) * data.dtype.itemsize, stored, file.where(top), fix)
    make = SPARSE.get(kind if kind.endswith("_matrix") else f"{kind}_matrix", sparse.csr_matrix)
    with file.told(top):
        matrix = make((data, indices, starts), shape=shape)
        matrix.check_format(full_check=True)
        return matrix.toarray()


def _labels(file: Hdf5, found: dict[str, Found], n: int) -> tuple[dict[str, Column], tuple[str, ...]]:
    """The columns of `obs`, the index first."""
    columns: dict[str, Column] = {}
    notes: list[str] = []
    for name in _names(file, found):
        try:
            cells = _cells(file, found, name)
        except HyperscopeError as problem:
            notes.append(f"obs/{name} was left out: {problem}")
            continue
        if len(cells) == n:
            columns[name] = replace(Column.of(name, cells), colors=colors(file, found, name))
        else:
            notes.append(f"obs/{name} was left out: it has {len(cells):,} values for {n:,} rows.")
    return columns, tuple(notes)


def _names(file: Hdf5, found: dict[str, Found]) -> list[str]:
    """Index, columns in their order, then whatever the order forgets."""
    with file.opened() as opened, file.told(OBS):
        attributes = file.at(opened, OBS).attrs if OBS in opened else {}
        index = str(attributes.get("_index", "_index"))
        order = [str(name) for name in attributes.get("column-order", ())]
    there = [name.removeprefix(f"{OBS}/").partition("/")[0] for name in found if name.startswith(f"{OBS}/")]
    return [name for name in dict.fromkeys((index, *order, *there)) if name in there and name != LEGACY]


def _cells(file: Hdf5, found: dict[str, Found], name: str) -> list[object]:
    """Plain values; categories by their codes (-1: missing); values with a mask."""
    top = f"{OBS}/{name}"
    if f"{top}/codes" in found:
        return _decoded(file.cells(f"{top}/codes"), file.cells(f"{top}/categories"))
    if f"{top}/values" in found:
        values = file.cells(f"{top}/values")
        mask = file.cells(f"{top}/mask") if f"{top}/mask" in found else [False] * len(values)
        return [None if gone else value for value, gone in zip(values, mask, strict=False)]
    cells = file.cells(top)
    legacy = f"{OBS}/{LEGACY}/{name}"
    return _decoded(cells, file.cells(legacy)) if legacy in found else cells


def _decoded(codes: list[Any], categories: list[object]) -> list[object]:
    return [categories[code] if 0 <= code < len(categories) else None for code in codes]
