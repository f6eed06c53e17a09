"""projector_config.pbtxt: protobuf's text format, with the message built at run time in a pool of our own.

TensorBoard's generated code registers `tensorboard.projector` in the default pool; a private pool keeps clear of it.
Parsed strictly first. Where that fails, a second, lenient parse skips unknown fields and a note says what it skipped.
"""

import re
from functools import cache
from typing import Any

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory, text_format

from hyperscope.errors import FormatError
from hyperscope.readers.logdirs.embedding import Config, Embedding

PACKAGE = "tensorboard.projector"
DEPTH_AT_MOST = 16
STRING, UINT32, MESSAGE = 9, 13, 11
OPTIONAL, REPEATED = 1, 3

# Message -> (field, number, type, label, message type), as tensorboard/plugins/projector/projector_config.proto has them.
MESSAGES: dict[str, tuple[tuple[str, int, int, int, str], ...]] = {
    "SpriteMetadata": (
        ("image_path", 1, STRING, OPTIONAL, ""),
        ("single_image_dim", 2, UINT32, REPEATED, ""),
    ),
    "EmbeddingInfo": (
        ("tensor_name", 1, STRING, OPTIONAL, ""),
        ("metadata_path", 2, STRING, OPTIONAL, ""),
        ("bookmarks_path", 3, STRING, OPTIONAL, ""),
        ("tensor_shape", 4, UINT32, REPEATED, ""),
        ("sprite", 5, MESSAGE, OPTIONAL, "SpriteMetadata"),
        ("tensor_path", 6, STRING, OPTIONAL, ""),
    ),
    "ProjectorConfig": (
        ("model_checkpoint_path", 1, STRING, OPTIONAL, ""),
        ("embeddings", 2, MESSAGE, REPEATED, "EmbeddingInfo"),
        ("model_checkpoint_dir", 3, STRING, OPTIONAL, ""),
    ),
}
QUOTED = re.compile(r'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|#[^\n]*')


def parse(data: bytes, where: str) -> Config:
    """The config that `data` spells. Raises `FormatError` with line and column for anything else."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FormatError(
            "a config in protobuf's text format",
            f"binary data at byte {error.start:,}",
            "Write it with text_format.MessageToString.",
            where=where,
        ) from None
    _check_depth(text, where)
    message, notes = _message(text, where)
    return Config(
        tuple(_embedding(item) for item in message.embeddings), message.model_checkpoint_path, notes
    )


def _message(text: str, where: str) -> tuple[Any, tuple[str, ...]]:
    try:
        return text_format.Parse(text, _message_class()()), ()
    except text_format.ParseError as strict:
        try:
            message = text_format.Parse(text, _message_class()(), allow_unknown_field=True)
        except text_format.ParseError as error:
            raise _refusal(error, where) from None
        return message, (f"The config was read leniently: {_reason(strict)} was skipped.",)


def _embedding(item: Any) -> Embedding:
    return Embedding(
        name=item.tensor_name,
        shape=tuple(item.tensor_shape),
        tensor=item.tensor_path,
        metadata=item.metadata_path,
        bookmarks=item.bookmarks_path,
        sprite=item.sprite.image_path,
        cell=tuple(item.sprite.single_image_dim),
    )


@cache
def _message_class() -> Any:
    file = descriptor_pb2.FileDescriptorProto(name="projector_config.proto", package=PACKAGE, syntax="proto3")
    for message, fields in MESSAGES.items():
        described = file.message_type.add(name=message)
        for name, number, kind, label, nested in fields:
            field: Any = described.field.add(name=name, number=number, type=kind, label=label)
            if nested:
                field.type_name = f".{PACKAGE}.{nested}"
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return message_factory.GetMessageClass(pool.FindMessageTypeByName(f"{PACKAGE}.ProjectorConfig"))


def _check_depth(text: str, where: str) -> None:
    """protobuf's parser recurses, the lenient one without a limit."""
    depth = 0
    for match in re.finditer(r"[{}<>]", QUOTED.sub("", text)):
        depth += 1 if match[0] in "{<" else -1
        if depth > DEPTH_AT_MOST:
            raise FormatError(
                f"braces at most {DEPTH_AT_MOST} deep", "more", "Write the config again.", where=where
            )


def _reason(error: text_format.ParseError) -> str:
    return re.sub(r"^\d+:\d+ : ", "", str(error).splitlines()[0]).strip().rstrip(".")


def _refusal(error: text_format.ParseError, where: str) -> FormatError:
    line, column = error.GetLine(), error.GetColumn()
    return FormatError(
        "a config in protobuf's text format",
        f"in line {line}, column {column}: {_reason(error)}",
        "Correct that line, or write the config again.",
        where=where,
    )
