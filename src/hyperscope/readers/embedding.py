"""Embedding: one tensor as a projector config describes it, in whichever of its two spellings."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Embedding:
    """Paths as written, "" where the config says nothing; `shape` and `cell` () likewise."""

    name: str = ""
    shape: tuple[int, ...] = ()
    tensor: str = ""
    metadata: str = ""
    bookmarks: str = ""
    sprite: str = ""
    cell: tuple[int, ...] = ()

    @property
    def title(self) -> str:
        """The tensor's name without TensorFlow's output number, else the base name of its path."""
        base = self.tensor.replace("\\", "/").rstrip("/").rpartition("/")[2]
        return self.name.removesuffix(":0") or base or "checkpoint"

    def raw(self) -> Mapping[str, Any]:
        """What the config says, without what it does not say."""
        return {field: value for field, value in asdict(self).items() if value}


@dataclass(frozen=True, slots=True)
class Config:
    """A projector config: its embeddings in their order, the checkpoint it names, notes about how it was read."""

    embeddings: tuple[Embedding, ...]
    checkpoint: str = ""
    notes: tuple[str, ...] = ()
