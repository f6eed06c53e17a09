"""PyTorch's .pt, .pth, .ckpt and .bin: state dicts and tensors, read without torch and without running the pickle.

The pickle is looked at, not executed (`pickled`); storages are mapped where they lie. Both of torch's formats are known:
the ZIP archive (since 1.6) and the older one, a row of pickles with the storages behind them.
"""

import math
import mmap
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hyperscope.columns import Column
from hyperscope.entry import Entry
from hyperscope.errors import FormatError
from hyperscope.readers import candidates, inflation
from hyperscope.readers.arrays.archive import Archive, names
from hyperscope.readers.candidates import Candidate
from hyperscope.readers.checkpoint.dtypes import DType
from hyperscope.readers.models.namedtypes import named
from hyperscope.readers.models.pickled import Items, Machine, Named, Persistent
from hyperscope.readers.source import Source

LEGACY_MAGIC = b"\x80\x02\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19."
PICKLE = "data.pkl"
PICKLE_BYTES_AT_MOST = 256 << 20
AXES_AT_MOST = 2
DEPTH_AT_MOST = 64
STORAGES = {
    "FloatStorage": "float32",
    "DoubleStorage": "float64",
    "HalfStorage": "float16",
    "BFloat16Storage": "bfloat16",
    "LongStorage": "int64",
    "IntStorage": "int32",
    "ShortStorage": "int16",
    "CharStorage": "int8",
    "ByteStorage": "uint8",
    "BoolStorage": "bool",
    "ComplexFloatStorage": "complex64",
    "ComplexDoubleStorage": "complex128",
}
HARMLESS = (
    "argparse.Namespace",
    "collections.",
    "datetime.",
    "lightning.",
    "numpy.",
    "omegaconf.",
    "pathlib.",
    "pytorch_lightning.",
    "torch.",
    "transformers.",
)
FIX = "The file is damaged: save it again."


@dataclass(frozen=True, slots=True)
class Storage:
    """`count` elements of a type (None: bytes, the tensor knows the type) under a key."""

    key: str
    dtype: str | None
    count: int


@dataclass(frozen=True, slots=True)
class View:
    """A tensor: a storage with offset, shape and strides, all in elements. `problem` says why it cannot be shown."""

    storage: Storage
    offset: int
    shape: tuple[int, ...]
    strides: tuple[int, ...]
    dtype: str
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a storage's bytes lie: at `offset` of the file, or in `packed`."""

    size: int
    offset: int
    big_endian: bool = False
    packed: Callable[[], bytes] | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """What was saved, and where its storages lie."""

    root: Any
    place: Callable[[str], Place]


def inspect(source: Source) -> list[Entry]:
    """An entry for each matrix. Raises `FormatError` for damage, and for a pickle that wants to run something."""
    saved = _opened(source.path)
    found = _candidates(source.path, saved)
    lists = dict(_lists(saved.root))
    return candidates.entries(source, found, partial(_labels, lists), AXES_AT_MOST)


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
    data = archive.read(pickle, PICKLE_BYTES_AT_MOST)

    def place(key: str) -> Place:
        name = f"{top}data/{key}"
        member = archive.find(name)
        if member.offset is not None:
            return Place(member.size, member.offset, big)
        return Place(member.size, 0, big, partial(archive.read, name, member.size))

    return Saved(_machine(path).read(BytesIO(data)), place)


def _open_legacy(path: Path) -> Saved:
    """Five pickles (magic, version, system, content, keys), then each storage: its length and its bytes."""
    machine = _machine(path)
    with path.open("rb") as file:
        if file.read(len(LEGACY_MAGIC)) != LEGACY_MAGIC:
            fix = "Save a state_dict with torch.save, best as .safetensors."
            raise FormatError("a file of torch.save", "something else", fix, where=str(path))
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            data.seek(len(LEGACY_MAGIC))
            machine.read(data)  # type: ignore[arg-type]  # read, readline and tell are all that is asked for
            machine.read(data)  # type: ignore[arg-type]
            root = machine.read(data)  # type: ignore[arg-type]
            keys = machine.read(data)  # type: ignore[arg-type]
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
        size = count * _width(named(storage.dtype or "uint8", ""))
        if at + 8 + size > len(data):
            raise FormatError(
                f"{size:,} bytes of storage {key!r}", f"{len(data) - at - 8:,}", FIX, where=where
            )
        places[key] = Place(size, at + 8)
        at += 8 + size
    return places


def _machine(path: Path) -> Machine:
    meanings: dict[str, Callable[[tuple[Any, ...]], Any]] = {
        "collections.OrderedDict": _ordered,
        "torch._utils._rebuild_tensor": _tensor,
        "torch._utils._rebuild_tensor_v2": _tensor,
        "torch._utils._rebuild_tensor_v3": _typed_tensor,
        "torch._utils._rebuild_parameter": lambda arguments: arguments[0],
        "torch._utils._rebuild_parameter_with_state": lambda arguments: arguments[0],
        "torch._utils._rebuild_sparse_tensor": lambda _: _odd("a sparse tensor"),
        "torch._utils._rebuild_qtensor": lambda _: _odd("a quantised tensor"),
        "torch.Size": lambda arguments: arguments[0],
    }
    return Machine(meanings, HARMLESS, str(path))


def _ordered(arguments: tuple[Any, ...]) -> Items:
    pairs = arguments[0].values if arguments and isinstance(arguments[0], Items) else []
    return Items(pairs=[(pair.values[0], pair.values[1]) for pair in pairs])


def _odd(problem: str) -> View:
    return View(Storage("", None, 0), 0, (), (), "", problem)


def _tensor(arguments: tuple[Any, ...]) -> View:
    storage = _storage(arguments[0])
    return View(
        storage, _size(arguments[1]), _sizes(arguments[2]), _sizes(arguments[3]), storage.dtype or "uint8"
    )


def _typed_tensor(arguments: tuple[Any, ...]) -> View:
    plain = _tensor(arguments)
    kind = arguments[6].name.removeprefix("torch.")
    return View(plain.storage, plain.offset, plain.shape, plain.strides, kind)


def _storage(said: Any) -> Storage:
    if not isinstance(said, Persistent) or not isinstance(said.what, Items):
        raise ValueError("a tensor without a storage")
    mark, kind, key, _, count, *_ = said.what.values
    if mark != "storage" or not isinstance(key, str) or not isinstance(kind, Named):
        raise ValueError("a tensor without a storage")
    return Storage(key, STORAGES.get(kind.name.rpartition(".")[2]), _size(count))


def _size(value: Any) -> int:
    if type(value) is not int or not -(1 << 63) <= value < 1 << 63:
        raise ValueError(f"{str(value)[:40]!r} where a size was due")
    return value


def _sizes(value: Any) -> tuple[int, ...]:
    return tuple(_size(one) for one in value.values)


def _walk(root: Any) -> list[tuple[str, Any]]:
    """(path, value) of everything below; a container that is met again is left aside the second time."""
    found: list[tuple[str, Any]] = []
    seen: set[int] = set()
    waiting = [("", root, 0)]
    while waiting:
        path, value, depth = waiting.pop()
        found.append((path, value))
        if not isinstance(value, Items) or id(value) in seen or depth > DEPTH_AT_MOST:
            continue
        seen.add(id(value))
        inner = [
            *enumerate(value.values),
            *((key, item) for key, item in value.pairs if isinstance(key, str | int)),
        ]
        waiting += [(f"{path}.{key}" if path else str(key), item, depth + 1) for key, item in reversed(inner)]
    return found


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


def _labels(lists: Mapping[str, list[Any]], n: int) -> tuple[Mapping[str, Column], tuple[str, ...]]:
    return {name: Column.of(name, cells) for name, cells in lists.items() if len(cells) == n}, ()


def _candidates(path: Path, saved: Saved) -> list[Candidate]:
    views = [(name or "tensor", value) for name, value in _walk(saved.root) if isinstance(value, View)]
    return [_candidate(path, saved, name, view) for name, view in views]


def _candidate(path: Path, saved: Saved, name: str, view: View) -> Candidate:
    where = f"{path}, tensor {name!r}"
    try:
        _check(view, saved, where)
    except FormatError as problem:
        return Candidate(name, view.shape or None, view.dtype, partial(_read, path, saved, view), problem)
    return Candidate(name, view.shape, view.dtype, partial(_read, path, saved, view))


def _check(view: View, saved: Saved, where: str) -> None:
    """Raise `FormatError` unless every element of the view lies inside its storage, and the storage inside the file."""
    if view.problem:
        raise FormatError(
            "a dense tensor of numbers", view.problem, "Save it as a dense float tensor.", where=where
        )
    dtype = named(view.dtype, view.dtype)
    if dtype.stored is None or view.dtype.startswith("complex"):
        raise FormatError("real numbers", view.dtype, "Save it as float32.", where=where)
    width = _width(dtype)
    claimed = view.storage.count * (1 if view.storage.dtype is None else width)
    stored = saved.place(view.storage.key).size
    if view.storage.count < 0 or claimed > stored:
        raise FormatError(f"a storage of {claimed:,} bytes", f"{stored:,}", FIX, where=where)
    if len(view.shape) != len(view.strides) or min((view.offset, *view.shape, *view.strides)) < 0:
        got = f"shape {view.shape}, strides {view.strides}, offset {view.offset}"
        raise FormatError("sizes and strides that are not negative", got, FIX, where=where)
    last = view.offset + sum(
        (size - 1) * stride for size, stride in zip(view.shape, view.strides, strict=True)
    )
    if math.prod(view.shape) and last >= stored // width:
        raise FormatError(
            f"an element {last:,} inside the storage", f"{stored // width:,} elements", FIX, where=where
        )
    inflation.check(math.prod(view.shape) * width, stored, where, "Save a copy of it (tensor.clone()).")


def _width(dtype: DType) -> int:
    return dtype.stored.itemsize if dtype.stored is not None else 1


def _read(path: Path, saved: Saved, view: View) -> NDArray[Any]:
    place = saved.place(view.storage.key)
    dtype = named(view.dtype, view.dtype)
    width = dtype.width().newbyteorder(">" if place.big_endian else "<")
    if not math.prod(view.shape):
        return np.empty(view.shape, width)
    count = place.size // width.itemsize
    if place.packed is not None:
        flat = np.frombuffer(place.packed(), width, count)
    else:
        flat = np.memmap(path, width, "r", place.offset, (count,))
    steps = [stride * width.itemsize for stride in view.strides]
    shaped = np.lib.stride_tricks.as_strided(
        flat[view.offset :], view.shape, steps, subok=True, writeable=False
    )
    return dtype.array(shaped)
