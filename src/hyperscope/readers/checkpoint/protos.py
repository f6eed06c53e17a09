"""The messages in a checkpoint, declared at run time in a pool of our own.

Generated code would share the global pool with TensorFlow's where both are loaded. Field numbers are those of TensorFlow's
tensor_bundle.proto, tensor_shape.proto, tensor_slice.proto, saved_tensor_slice.proto, trackable_object_graph.proto and
checkpoint_state.proto (Apache-2.0). Declared with proto2 presence, because an extent without a length means "all".
"""

from functools import cache
from typing import Any

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
from google.protobuf.message import DecodeError

from hyperscope.readers.checkpoint.damage import Malformed

PACKAGE = "hyperscope.checkpoint"

# message -> field -> (number, type); "*" marks a repeated field, a capital another message.
MESSAGES: dict[str, dict[str, tuple[int, str]]] = {
    "Version": {"producer": (1, "int32"), "min_consumer": (2, "int32"), "bad_consumers": (3, "*int32")},
    "Dim": {"size": (1, "int64")},
    "Shape": {"dim": (2, "*Dim"), "unknown_rank": (3, "bool")},
    "Extent": {"start": (1, "int64"), "length": (2, "int64")},
    "Slice": {"extent": (1, "*Extent")},
    "Header": {"num_shards": (1, "int32"), "endianness": (2, "int32"), "version": (3, "Version")},
    "Entry": {
        "dtype": (1, "int32"),
        "shape": (2, "Shape"),
        "shard": (3, "int32"),
        "offset": (4, "int64"),
        "size": (5, "int64"),
        "crc32c": (6, "fixed32"),
        "slices": (7, "*Slice"),
    },
    "SavedTensor": {
        "name": (1, "bytes"),
        "shape": (2, "Shape"),
        "type": (3, "int32"),
        "slice": (4, "*Slice"),
    },
    "SavedMeta": {"tensor": (1, "*SavedTensor"), "version": (2, "Version")},
    "SavedFirst": {"meta": (1, "SavedMeta")},
    "Attribute": {"name": (1, "bytes"), "full_name": (2, "bytes"), "checkpoint_key": (3, "bytes")},
    "Node": {"attributes": (2, "*Attribute")},
    "ObjectGraph": {"nodes": (1, "*Node")},
    "State": {
        "model_checkpoint_path": (1, "bytes"),
        "all_model_checkpoint_paths": (2, "*bytes"),
        "all_model_checkpoint_timestamps": (3, "*double"),
        "last_preserved_timestamp": (4, "double"),
    },
}
TYPES = {"double": 1, "int64": 3, "int32": 5, "fixed32": 7, "bool": 8, "bytes": 12}
MESSAGE_TYPE, OPTIONAL, REPEATED = 11, 1, 3


def parse(message: str, data: bytes) -> Any:
    """The message of that name in `data`. Raises `Malformed` where it cannot be parsed."""
    try:
        return message_class(message).FromString(data)
    except (DecodeError, RecursionError):
        raise Malformed(
            f"a record of type {message}", f"{len(data):,} bytes that cannot be parsed as one"
        ) from None


@cache
def message_class(name: str) -> Any:
    return message_factory.GetMessageClass(_pool().FindMessageTypeByName(f"{PACKAGE}.{name}"))


@cache
def _pool() -> descriptor_pool.DescriptorPool:
    file = descriptor_pb2.FileDescriptorProto(name="checkpoint.proto", package=PACKAGE, syntax="proto2")
    for name, rows in MESSAGES.items():
        message = file.message_type.add(name=name)
        for field, (number, kind) in rows.items():
            _declare(message, field, number, kind)
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return pool


def _declare(message: descriptor_pb2.DescriptorProto, name: str, number: int, kind: str) -> None:
    field: Any = message.field.add(name=name, number=number)
    bare = kind.removeprefix("*")
    field.label = REPEATED if kind.startswith("*") else OPTIONAL
    field.type = TYPES.get(bare, MESSAGE_TYPE)
    if bare not in TYPES:
        field.type_name = f".{PACKAGE}.{bare}"
