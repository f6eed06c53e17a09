"""What the pickle of a PyTorch file means: which calls put tensors together, and which objects are harmless.

Nothing is imported or called (`pickled`): a call that is known becomes a `View`, any other refuses the file.
"""

from pathlib import Path
from typing import Any

from hyperscope.readers.models import pickledndarray
from hyperscope.readers.models.pickled import Items, Machine, Meaning, Named, Persistent
from hyperscope.readers.models.torchviews import Storage, View

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
OF_SCRIPTS = "__torch__."  # classes whose code lies in the archive
SCRIPTED = ("build_intlist", "build_tensorlist", "build_doublelist", "build_boollist", "restore_type_tag")
PLAIN = ("set", "frozenset", "complex", "bytearray")  # by exact name: others begin like these
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


def machine(path: Path, scripted: bool = False, storages: str = "") -> Machine:
    """What reads the pickles of a file: it knows how torch puts tensors together, and NumPy its arrays.

    In TorchScript's archives (`scripted`) objects of its own classes are harmless; `storages` comes before the keys of storages.
    """

    def tensor(arguments: tuple[Any, ...]) -> View:
        return _tensor(arguments, storages)

    meanings: dict[str, Meaning] = {
        **pickledndarray.MEANINGS,
        **{f"{module}.{name}": lambda _: Items() for module in ("builtins", "__builtin__") for name in PLAIN},
        "collections.OrderedDict": _ordered,
        "torch._utils._rebuild_tensor": tensor,
        "torch._utils._rebuild_tensor_v2": tensor,
        "torch._utils._rebuild_tensor_v3": _typed_tensor,
        "torch._utils._rebuild_parameter": lambda arguments: arguments[0],
        "torch._utils._rebuild_parameter_with_state": lambda arguments: arguments[0],
        "torch._utils._rebuild_sparse_tensor": lambda _: _odd("a sparse tensor"),
        "torch._utils._rebuild_qtensor": lambda _: _odd("a quantised tensor"),
        "torch.Size": lambda arguments: arguments[0],
    }
    if scripted:
        meanings |= {f"torch.jit._pickle.{name}": lambda arguments: arguments[0] for name in SCRIPTED}
    return Machine(meanings, (*HARMLESS, OF_SCRIPTS) if scripted else HARMLESS, str(path))


def _ordered(arguments: tuple[Any, ...]) -> Items:
    pairs = arguments[0].values if arguments and isinstance(arguments[0], Items) else []
    return Items(pairs=[(pair.values[0], pair.values[1]) for pair in pairs])


def _odd(problem: str) -> View:
    return View(Storage("", None, 0), 0, (), (), "", problem)


def _tensor(arguments: tuple[Any, ...], storages: str = "") -> View:
    storage = _storage(arguments[0], storages)
    return View(
        storage, _size(arguments[1]), _sizes(arguments[2]), _sizes(arguments[3]), storage.dtype or "uint8"
    )


def _typed_tensor(arguments: tuple[Any, ...]) -> View:
    plain = _tensor(arguments)
    kind = arguments[6].name.removeprefix("torch.")
    return View(plain.storage, plain.offset, plain.shape, plain.strides, kind)


def _storage(said: Any, storages: str) -> Storage:
    if not isinstance(said, Persistent) or not isinstance(said.what, Items):
        raise ValueError("a tensor without a storage")
    mark, kind, key, _, count, *_ = said.what.values
    if mark != "storage" or not isinstance(key, str) or not isinstance(kind, Named):
        raise ValueError("a tensor without a storage")
    return Storage(f"{storages}{key}", STORAGES.get(kind.name.rpartition(".")[2]), _size(count))


def _size(value: Any) -> int:
    if type(value) is not int or not -(1 << 63) <= value < 1 << 63:
        raise ValueError(f"{str(value)[:40]!r} where a size was due")
    return value


def _sizes(value: Any) -> tuple[int, ...]:
    return tuple(_size(one) for one in value.values)
