"""What a tensor is called, and which tensors a person came for.

TF2 stores object paths (`model/_operations/1/_embeddings/.ATTRIBUTES/VARIABLE_VALUE`); the checkpoint's own object graph
(trackable_object_graph.proto) knows the variable's name (`word_emb/embeddings`). Everything remains reachable by all of
its names, each with or without ":0".
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hyperscope.readers.checkpoint import protos
from hyperscope.readers.checkpoint.stored import Stored

GRAPH_KEY = b"_CHECKPOINTABLE_OBJECT_GRAPH"
MARK = "/.ATTRIBUTES/"
VALUE = f"{MARK}VARIABLE_VALUE"
SLOT = ".OPTIMIZER_SLOT"
KERAS_OPTIMIZER = re.compile(
    r"(.*)/(?:_(?:variables|momentums|velocities|accumulators)/\d+|_iterations|_learning_rate)"
)
NAMELESS = re.compile(r"Variable(_\d+)?")
EMPTY_PART = re.compile(r"_.*|\d+|layer(_with_weights)?-\d+")
TF1_SLOT = re.compile(r"(.+)/(Adam|Adagrad|Adadelta|Adamax|Momentum|RMSProp|Ftrl|LAMB)(_\d+)?")
UNESCAPED = re.compile(r"\.S|\.\.")
LIKELY = re.compile(r"embed|emb|lookup|token|word|wte|wpe", re.IGNORECASE)
UNLIKELY = re.compile(
    r"kernel|moving_mean|ExponentialMovingAverage|_momentum$|_velocity$|optimizer|(^|/)(Adam|Adagrad|Momentum|RMSProp|Ftrl)",
)


@dataclass(frozen=True, slots=True)
class Name:
    """`shown` is unique within the checkpoint; `others` are accepted too, where they mean one tensor only."""

    shown: str
    others: tuple[str, ...]
    hidden: bool


def full_names(graph: bytes) -> dict[bytes, str]:
    """Checkpoint key → variable name, of a serialized object graph. Raises `Malformed` if it cannot be parsed."""
    found = protos.parse("ObjectGraph", graph)
    return {
        attribute.checkpoint_key: attribute.full_name.decode("utf-8", "backslashreplace")
        for node in found.nodes
        for attribute in node.attributes
        if attribute.full_name
    }


def name_all(tensors: Mapping[bytes, Stored], full: Mapping[bytes, str]) -> dict[bytes, Name]:
    """A name for each key; where two would be called the same, both keep their path."""
    raw = {key: key.decode("utf-8", "backslashreplace") for key in tensors}
    wished = {key: _choose(text, full.get(key)) for key, text in raw.items()}
    hidden = _Hidden(raw.values())
    copies = _copies(tensors, full)
    for key in copies:
        wished[key] = raw[key].removesuffix(VALUE)
    taken = _counted(wished.values())
    names: dict[bytes, Name] = {}
    used: set[str] = set()
    for key, text in raw.items():
        path = text.removesuffix(VALUE)
        shown = wished[key] if taken[wished[key]] == 1 else (path if taken.get(path, 1) == 1 else text)
        others = dict.fromkeys((text, path, _plain(path), full.get(key) or text))
        others.pop(shown, None)
        while shown in used:
            shown = f"{shown}*"
        used.add(shown)
        names[key] = Name(shown, tuple(others), hidden.holds(text) or key in copies)
    return names


def without_output(asked: str) -> str:
    """TensorBoard's configs may say `name:0`."""
    return asked.removesuffix(":0")


def likelihood(name: str) -> int:
    """How likely a tensor is what a person came for, by its name; smaller is likelier."""
    return bool(UNLIKELY.search(name)) * 2 - bool(LIKELY.search(name))


def _choose(text: str, full: str | None) -> str:
    """The variable's own name where the path says nothing, else the path."""
    path = text.removesuffix(VALUE)
    blank = path != text and any(EMPTY_PART.fullmatch(part) for part in path.split("/"))
    return full if full and blank and not NAMELESS.fullmatch(full) else _plain(path)


def _plain(path: str) -> str:
    """A path as the program spelt it: in an edge's name `.S` stands for "/" and `..` for "."."""
    return UNESCAPED.sub(lambda found: "/" if found[0] == ".S" else ".", path)


def _copies(tensors: Mapping[bytes, Stored], full: Mapping[bytes, str]) -> set[bytes]:
    """Keras exports hold each variable twice: all but the first of one name and content."""
    seen: set[object] = set()
    copies = set()
    for key in sorted(tensors):
        stored, name = tensors[key], full.get(key)
        if not name or NAMELESS.fullmatch(name) or stored.twin is None:
            continue
        mark = (name, stored.shape, stored.dtype.name, stored.twin)
        if mark in seen:
            copies.add(key)
        seen.add(mark)
    return copies


def _counted(names: Iterable[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for name in names:
        counts[name] = counts.get(name, 0) + 1
    return counts


class _Hidden:
    """Bookkeeping: the object graph, the save counter, and what optimizers keep for each variable."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = {name.removesuffix(VALUE) for name in names}

    def holds(self, name: str) -> bool:
        path = name.removesuffix(VALUE)
        if path in (GRAPH_KEY.decode(), "save_counter") or SLOT in name:
            return True
        keras = KERAS_OPTIMIZER.fullmatch(path)
        if keras is not None and (f"{keras[1]}/_iterations" in self._names or "optim" in keras[1]):
            return True
        slot = TF1_SLOT.fullmatch(path)
        return slot is not None and self._variable(slot[1])

    def _variable(self, path: str) -> bool:
        """Whether `path`, or what follows the optimizer's own scope in it, is a variable."""
        parts = path.split("/")
        return any("/".join(parts[start:]) in self._names for start in range(len(parts)))
