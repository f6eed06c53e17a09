"""Plain HDF5: every matrix is an entry, datasets of one axis and as many rows are its columns."""

from functools import partial

from hyperscope.entry import Entry
from hyperscope.readers import candidates
from hyperscope.readers.candidates import Candidate
from hyperscope.readers.hdf import hdf5file
from hyperscope.readers.hdf.hdf5file import Found, Hdf5
from hyperscope.readers.source import Source


def inspect(source: Source) -> list[Entry]:
    """An entry for each matrix. Raises `FormatError` for a damaged file, and where there is no matrix."""
    file = Hdf5(source.path)
    found = file.datasets()
    offered = [candidate(file, one) for one in found if not one.is_label]
    return candidates.entries(source, offered, partial(hdf5file.labels, file, found))


def candidate(file: Hdf5, one: Found, name: str | None = None) -> Candidate:
    """A dataset as a candidate, perhaps under another name."""
    aliases = (one.name,) if name not in (None, one.name) else ()
    read = partial(file.read, one.name)
    return Candidate(name or one.name, one.shape, one.dtype, read, one.problem, aliases=aliases)
