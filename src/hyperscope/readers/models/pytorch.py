"""PyTorch's .pt, .pth, .ckpt and .bin: state dicts and tensors, read without torch and without running the pickle.

The pickle is looked at, not executed (`pickled`); storages are mapped where they lie. Both of torch's formats are known:
the ZIP archive (since 1.6) and the older one, a row of pickles with the storages behind them; and TorchScript's archives
(torch.jit.save), whose code is never looked at.
"""

import mmap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from hyperscope.columns import Column
from hyperscope.entry import Entry
from hyperscope.errors import FormatError
from hyperscope.readers import candidates
from hyperscope.readers.arrays.archive import Archive, names
from hyperscope.readers.candidates import Candidate
from hyperscope.readers.models import pickledndarray, torchviews
from hyperscope.readers.models.namedtypes import named
from hyperscope.readers.models.pickled import Items, Made
from hyperscope.readers.models.torchpickle import machine
from hyperscope.readers.models.torchviews import FIX, Place, Storage, View, width_of
from hyperscope.readers.source import Source

LEGACY_MAGIC = b"\x80\x02\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19."
PICKLE = "data.pkl"
CONSTANTS = "constants"  # of TorchScript, which keeps its code beside them
OF_A_MODULE = ("_parameters", "_buffers", "_modules")
PICKLE_BYTES_AT_MOST = 256 << 20
AXES_AT_MOST = 2
WHOLE = {"bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"}
DEPTH_AT_MOST = 64


@dataclass(frozen=True, slots=True)
class Saved:
    """What was saved, and where its storages lie."""

    root: Any
    place: Callable[[str], Place]


def inspect(source: Source) -> list[Entry]:
    """An entry for each matrix. Raises `FormatError` for damage, and for a pickle that wants to run something."""
    saved = _opened(source.path)
    found = _candidates(source.path, saved)
    labels = partial(_labels, dict(_lists(saved.root)), [one for one in found if _is_label(one)])
    matrices = [one for one in found if not _is_label(one)]
    return candidates.entries(source, matrices or found, labels, AXES_AT_MOST)


def tensors(path: Path) -> list[Candidate]:
    """The tensors of one file."""
    return _candidates(path, _opened(path))


def tells(path: Path) -> bool:
    """Whether a file is PyTorch's, new or old."""
    with path.open("rb") as file:
        if file.read(len(LEGACY_MAGIC)) == LEGACY_MAGIC:
            return True
    return any(name.rpartition("/")[2] == PICKLE for name in names(path))


def _opened(path: Path) -> Saved:
    with path.open("rb") as file:
        zipped = file.read(2) == b"PK"
    return _open_zip(path) if zipped else _open_legacy(path)


def _open_zip(path: Path) -> Saved:
    archive = Archive(path)
    pickle = next(
        (name for name in archive.members if name.rpartition("/")[2] == PICKLE), f"archive/{PICKLE}"
    )
    top = pickle.removesuffix(PICKLE)
    big = f"{top}byteorder" in archive.members and archive.read(f"{top}byteorder", 16) == b"big"
    scripted = f"{top}{CONSTANTS}.pkl" in archive.members

    def place(key: str) -> Place:
        name = f"{top}{key}" if scripted else f"{top}data/{key}"
        member = archive.find(name)
        if member.offset is not None:
            return Place(member.size, member.offset, big)
        return Place(member.size, 0, big, partial(archive.read, name, member.size))

    def root(name: str, storages: str = "") -> Any:
        data = archive.read(f"{top}{name}.pkl", PICKLE_BYTES_AT_MOST)
        return machine(path, scripted, storages).read(BytesIO(data))

    if not scripted:
        return Saved(root("data"), place)
    both = [("", root("data", "data/")), (CONSTANTS, root(CONSTANTS, f"{CONSTANTS}/"))]
    return Saved(Items(pairs=both), place)


def _open_legacy(path: Path) -> Saved:
    """Five pickles (magic, version, system, content, keys), then each storage: its length and its bytes."""
    reader = machine(path)
    with path.open("rb") as file:
        if file.read(len(LEGACY_MAGIC)) != LEGACY_MAGIC:
            fix = "Save a state_dict with torch.save, best as .safetensors."
            raise FormatError("a file of torch.save", "something else", fix, where=str(path))
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            data.seek(len(LEGACY_MAGIC))
            reader.read(data)  # type: ignore[arg-type]  # read, readline and tell are all that is asked for
            reader.read(data)  # type: ignore[arg-type]
            root = reader.read(data)  # type: ignore[arg-type]
            keys = reader.read(data)  # type: ignore[arg-type]
            places = _legacy_places(data, keys, _counts(root), str(path))

    def place(key: str) -> Place:
        if key not in places:
            raise FormatError(f"storage {key!r}", "a file without it", FIX, where=str(path))
        return places[key]

    return Saved(root, place)


def _counts(root: Any) -> dict[str, Storage]:
    return {view.storage.key: view.storage for _, view in _walk(root) if isinstance(view, View)}


def _legacy_places(
    data: mmap.mmap, keys: Any, storages: Mapping[str, Storage], where: str
) -> dict[str, Place]:
    places: dict[str, Place] = {}
    at = data.tell()
    for key in keys.values if isinstance(keys, Items) else ():
        count = int.from_bytes(data[at : at + 8], "little")
        storage = storages.get(key) if isinstance(key, str) else None
        if storage is None:
            break  # a storage of no tensor that is known: how long it is cannot be told
        size = count * width_of(named(storage.dtype or "uint8", ""))
        if at + 8 + size > len(data):
            raise FormatError(
                f"{size:,} bytes of storage {key!r}", f"{len(data) - at - 8:,}", FIX, where=where
            )
        places[key] = Place(size, at + 8)
        at += 8 + size
    return places


def _walk(root: Any) -> list[tuple[str, Any]]:
    """(path, value) of everything below; a container that is met again is left aside the second time.

    What a module keeps is called as in its state_dict().
    """
    found: list[tuple[str, Any]] = []
    seen: set[int] = set()
    waiting = [("", root, 0)]
    while waiting:
        path, value, depth = waiting.pop()
        found.append((path, value))
        inside = value.state if isinstance(value, Made) and value.name != pickledndarray.ARRAY else value
        if not isinstance(inside, Items) or id(inside) in seen or depth > DEPTH_AT_MOST:
            continue
        seen.add(id(inside))
        inner = [
            *enumerate(inside.values),
            *((key, item) for key, item in inside.pairs if isinstance(key, str | int)),
        ]
        waiting += [(_below(path, key), item, depth + 1) for key, item in reversed(inner)]
    return found


def _below(path: str, key: str | int) -> str:
    if key in OF_A_MODULE or key == "":
        return path
    return f"{path}.{key}" if path else str(key)


def _lists(root: Any) -> list[tuple[str, list[Any]]]:
    """(name, cells) of the lists of words and numbers: labels, perhaps."""
    top = isinstance(root, Items) and not root.pairs
    return [
        ("label" if top and path.isdigit() else path or "label", value.values)
        for path, value in _walk(root)
        if isinstance(value, Items)
        and value.values
        and all(isinstance(cell, str | int | float) for cell in value.values)
    ]


def _is_label(one: Candidate) -> bool:
    """Whether a tensor or array of one axis says something of rows: whole numbers do, weights never are."""
    return one.problem is None and one.shape is not None and len(one.shape) == 1 and one.dtype in WHOLE


def _labels(
    lists: Mapping[str, list[Any]], arrays: Sequence[Candidate], n: int
) -> tuple[Mapping[str, Column], tuple[str, ...]]:
    said = {name: Column.of(name, cells) for name, cells in lists.items() if len(cells) == n}
    for one in arrays:
        if one.shape == (n,):
            said[one.name] = Column.of(one.name, one.read().tolist())
    return said, ()


def _candidates(path: Path, saved: Saved) -> list[Candidate]:
    """Torch's tensors and NumPy's arrays of numbers, in the order of the pickle."""
    found: list[Candidate] = []
    for name, value in _walk(saved.root):
        if isinstance(value, View):
            found.append(_candidate(path, saved, name or "tensor", value))
        elif isinstance(value, Made) and value.name == pickledndarray.ARRAY:
            found.append(pickledndarray.candidate(name or "array", value, _where(path, name or "array")))
    return found


def _where(path: Path, name: str) -> str:
    return f"{path}, tensor {name!r}"


def _candidate(path: Path, saved: Saved, name: str, view: View) -> Candidate:
    def read() -> NDArray[Any]:
        return torchviews.read(path, view, saved.place(view.storage.key))

    try:
        torchviews.check(view, saved.place, _where(path, name))
    except FormatError as problem:
        return Candidate(name, view.shape or None, view.dtype, read, problem)
    return Candidate(name, view.shape, view.dtype, read)
