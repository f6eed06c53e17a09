"""Projector configs: what TensorBoard calls `ProjectorConfig`, as dataclasses, as protobuf's text and as JSON.

Fields are called and ordered as in tensorboard/plugins/projector/projector_config.proto, so that TensorBoard's own objects
and ours may be handed over alike.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from google.protobuf import text_format
from google.protobuf.text_encoding import CEscape

from hyperscope.errors import ParameterError

MARK = "# Written by Hyperscope.\n"
GENERATOR = "Hyperscope"
NUMBERS = ("tensor_shape", "single_image_dim")
SPRITE = ("image_path", "single_image_dim")
EMBEDDING = ("tensor_name", "metadata_path", "bookmarks_path", "tensor_shape", "sprite", "tensor_path")


@dataclass
class SpriteMetadata:
    """A sprite sheet: its path, and the [width, height] of a cell in pixels."""

    image_path: str = ""
    single_image_dim: Sequence[int] = ()


@dataclass
class EmbeddingInfo:
    """One tensor: its name in the checkpoint or its own file, its [rows, columns], and what goes with it.

    Paths are relative to the config.
    """

    tensor_name: str = ""
    metadata_path: str = ""
    bookmarks_path: str = ""
    tensor_shape: Sequence[int] = ()
    sprite: SpriteMetadata = field(default_factory=SpriteMetadata)
    tensor_path: str = ""


@dataclass
class ProjectorConfig:
    """What a log directory offers: the embeddings, and the checkpoint that holds those without a file."""

    model_checkpoint_path: str = ""
    embeddings: list[EmbeddingInfo] = field(default_factory=list)
    model_checkpoint_dir: str = ""


def text(config: Any) -> str:
    """A config in protobuf's text format. Raises `ParameterError` for anything that is no config."""
    if hasattr(config, "DESCRIPTOR"):
        return text_format.MessageToString(config)
    if not hasattr(config, "embeddings"):
        raise ParameterError(
            "a ProjectorConfig, TensorBoard's or Hyperscope's",
            type(config).__name__,
            "Make one: hyperscope.ProjectorConfig(embeddings=[…]).",
            where="config",
        )
    lines = _string("model_checkpoint_path", config.model_checkpoint_path)
    parts = [*lines, *(block(embedding) for embedding in config.embeddings)]
    return "".join((*parts, *_string("model_checkpoint_dir", config.model_checkpoint_dir)))


def block(embedding: EmbeddingInfo) -> str:
    """One embedding as protobuf spells it."""
    return "".join(("embeddings {\n", *_fields(embedding, EMBEDDING, "  "), "}\n"))


def _fields(message: Any, names: Sequence[str], indent: str) -> Iterator[str]:
    for name in names:
        value = getattr(message, name)
        if name == "sprite":
            inner = list(_fields(value, SPRITE, indent + "  ")) if value else []
            yield from (f"{indent}sprite {{\n", *inner, f"{indent}}}\n") if inner else ()
        elif name in NUMBERS:
            yield from (f"{indent}{name}: {int(number)}\n" for number in value)
        else:
            yield from (indent + line for line in _string(name, value))


def _string(name: str, value: str) -> list[str]:
    return [f"{name}: {quoted(value)}\n"] if value else []


def quoted(value: str) -> str:
    """A string as protobuf's text format spells it."""
    escape: Any = CEscape  # takes text as well, which its stub does not know
    return f'"{escape(str(value), as_utf8=True)}"'


def as_json(embeddings: Sequence[EmbeddingInfo]) -> str:
    """The standalone projector's spelling. `generator` tells whose file it is."""
    told = {"modelCheckpointPath": GENERATOR, "embeddings": [_camel(one, EMBEDDING) for one in embeddings]}
    return json.dumps({"generator": GENERATOR} | told, indent=2, ensure_ascii=False) + "\n"


def _camel(message: Any, names: Sequence[str]) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for name in names:
        value = getattr(message, name)
        value = _camel(value, SPRITE) if name == "sprite" else value
        head, *rest = name.split("_")
        if value:
            told[head + "".join(word.title() for word in rest)] = list(value) if name in NUMBERS else value
    return told
