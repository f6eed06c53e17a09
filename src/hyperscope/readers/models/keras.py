"""Keras: .keras archives, .weights.h5 and whole models in HDF5. Only numbers are read; no layer is ever built.

Keras 3 keeps `layers/<class>/vars/<number>` and the layer's name in an attribute; Keras 2 kept the variables' own names.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from hyperscope.entry import Entry
from hyperscope.errors import HyperscopeError, MissingExtra
from hyperscope.readers import candidates
from hyperscope.readers.arrays.archive import Archive, names
from hyperscope.readers.candidates import Candidate
from hyperscope.readers.hdf.hdf5 import candidate
from hyperscope.readers.hdf.hdf5file import Found, Hdf5
from hyperscope.readers.source import Source

WEIGHTS = "model.weights.h5"
WEIGHT_BYTES_AT_MOST = 1 << 40
AXES_AT_MOST = 2
VARIABLE = re.compile(r"(?:(?:_layer_checkpoint_dependencies|layers)/)?(?P<layer>.*?)/?vars/(?P<number>\d+)")
OPTIMIZER = ("optimizer/", "optimizer_weights/")
LEGACY_TOP = "model_weights/"
SUFFIXES = (("embedding", ("embeddings",)), ("dense", ("kernel", "bias")), ("conv", ("kernel", "bias")))


def inspect(source: Source) -> list[Entry]:
    """An entry for each matrix of weights, embeddings first."""
    file = _file(source.path)
    return candidates.entries(source, _candidates(file.datasets(), file), axes_at_most=AXES_AT_MOST)


def tells(path: Path) -> bool:
    """Whether a ZIP or HDF5 file is Keras's."""
    with path.open("rb") as file:
        zipped = file.read(2) == b"PK"
    if zipped:
        return WEIGHTS in names(path)
    try:
        with Hdf5(path).opened() as file:
            return LEGACY_TOP[:-1] in file or "layer_names" in file.attrs or path.name.endswith(".weights.h5")
    except MissingExtra:
        raise
    except HyperscopeError:
        return False


def _file(path: Path) -> Hdf5:
    with path.open("rb") as file:
        zipped = file.read(2) == b"PK"
    return Hdf5(path, Archive(path).read(WEIGHTS, WEIGHT_BYTES_AT_MOST)) if zipped else Hdf5(path)


def _candidates(found: Sequence[Found], file: Hdf5) -> list[Candidate]:
    taken: dict[str, int] = {}
    wished = [_name(one) for one in found]
    for name in wished:
        taken[name] = taken.get(name, 0) + 1
    return [
        candidate(file, one, name if taken[name] == 1 else one.name)
        for one, name in zip(found, wished, strict=True)
    ]


def _name(one: Found) -> str:
    """The variable's name as Keras says it: `word_emb/embeddings`."""
    if one.name.startswith(OPTIMIZER):
        return one.name
    if one.name.startswith(LEGACY_TOP):
        layer, _, rest = one.name.removeprefix(LEGACY_TOP).partition("/")
        return rest if rest.startswith(f"{layer}/") else f"{layer}/{rest}"
    place = VARIABLE.fullmatch(one.name)
    if place is None:
        return one.name
    *outer, kind = place["layer"].split("/")
    layer = "/".join((*outer, one.attributes.get("name") or kind))
    number = int(place["number"])
    for start, suffixes in SUFFIXES:
        if kind.startswith(start) and number < len(suffixes):
            return f"{layer}/{suffixes[number]}"
    return f"{layer}/{number}"
