"""SciPy's sparse matrices (scipy.sparse.save_npz): the members of a .npz, put together and spread out, within reason."""

import math
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from hyperscope.entry import Entry
from hyperscope.errors import FormatError
from hyperscope.readers import candidates, inflation, shapes
from hyperscope.readers.arrays.archive import Archive, names
from hyperscope.readers.arrays.npz import Array, array, is_sparse, read
from hyperscope.readers.candidates import Candidate
from hyperscope.readers.source import Source

FORMAT, SHAPE, DATA = "format.npy", "shape.npy", "data.npy"
PARTS = {
    "csr": ("indices.npy", "indptr.npy"),
    "csc": ("indices.npy", "indptr.npy"),
    "bsr": ("indices.npy", "indptr.npy"),
    "coo": ("row.npy", "col.npy"),
    "dia": ("offsets.npy",),
}
SMALL = 64  # bytes of what is no array of numbers
FIX = "The file is damaged: write it again with scipy.sparse.save_npz."
REDUCE = "Reduce it first (sklearn.decomposition.TruncatedSVD), and save that with numpy.save."


def inspect(source: Source) -> list[Entry]:
    """One entry, named after the file. Raises `FormatError` where its members do not make a matrix."""
    archive = Archive(source.path)
    kind = _kind(archive)
    arrays = {name: array(archive, name) for name in (SHAPE, DATA, *PARTS[kind])}
    for one in arrays.values():
        if one.problem is not None:
            raise one.problem
    for name in PARTS[kind]:
        _check_places(archive, arrays[name])
    shape = _shape(archive, arrays[SHAPE])
    header = arrays[DATA].header
    assert header is not None
    shapes.check_kind(header.dtype.kind, str(header.dtype), archive.where(DATA))
    dtype = str(header.dtype.newbyteorder("="))
    one = Candidate(source.stem, shape, dtype, partial(_dense, archive, kind, arrays, shape))
    return candidates.entries(source, [one])


def tells(path: Path) -> bool:
    """Whether the members of a ZIP file are those of a sparse matrix."""
    return is_sparse(names(path))


def _kind(archive: Archive) -> str:
    """How the matrix is kept; SciPy writes it as bytes, or as text where it was told to."""
    one = array(archive, FORMAT)
    header = one.header
    if header is None or header.shape != () or header.dtype.kind not in "SU" or header.dtype.itemsize > SMALL:
        raise FormatError("the name of a sparse format", "something else", FIX, where=archive.where(FORMAT))
    word = read(archive, one).item()
    kind = word.decode("ascii", "replace") if isinstance(word, bytes) else str(word)
    if kind not in PARTS:
        raise FormatError(f"one of {', '.join(PARTS)}", repr(kind), FIX, where=archive.where(FORMAT))
    return kind


def _shape(archive: Archive, one: Array) -> tuple[int, int]:
    header = one.header
    assert header is not None
    sizes = read(archive, one).tolist() if header.shape == (2,) and header.dtype.kind in "iu" else []
    if len(sizes) != 2 or min(sizes) < 0:
        got = f"{sizes or header.shape}"
        raise FormatError("a shape of two sizes", got, FIX, where=archive.where(SHAPE))
    return sizes[0], sizes[1]


def _check_places(archive: Archive, one: Array) -> None:
    """Nothing but whole numbers is mapped: bytes of a file taken for Python objects would end the process."""
    header = one.header
    assert header is not None
    if header.dtype.kind not in "iu":
        raise FormatError("places as whole numbers", str(header.dtype), FIX, where=archive.where(one.member))


def _dense(archive: Archive, kind: str, arrays: Mapping[str, Array], shape: tuple[int, int]) -> NDArray[Any]:
    data, *places = (np.asarray(read(archive, arrays[name])) for name in (DATA, *PARTS[kind]))
    where = str(archive.path)
    inflation.check(math.prod(shape) * data.dtype.itemsize, data.nbytes + places[0].nbytes, where, REDUCE)
    try:
        made = _matrix(kind, data, places, shape)
        return made.toarray()
    except (ValueError, IndexError, TypeError, OverflowError) as error:
        raise FormatError("a whole sparse matrix", str(error)[:200].rstrip("."), FIX, where=where) from None


def _matrix(kind: str, data: NDArray[Any], places: list[NDArray[Any]], shape: tuple[int, int]) -> Any:
    """The matrix, every place inside it: what SciPy's own check does not see would be written outside memory."""
    if kind == "coo":
        return sparse.coo_matrix((data, (places[0], places[1])), shape=shape)
    if kind == "dia":
        return sparse.dia_matrix((data, places[0]), shape=shape)
    make = {"csr": sparse.csr_matrix, "csc": sparse.csc_matrix, "bsr": sparse.bsr_matrix}[kind]
    made = make((data, *places), shape=shape)
    made.check_format(full_check=True)
    return made
