"""Embedding: one tensor as a projector config describes it, in whichever of its two spellings."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from hyperscope.errors import HyperscopeError

AT_STEP = re.compile(r"(?P<tag>.+):(?P<step>\d{5,18})", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Embedding:
    """Paths as written, "" where the config says nothing; `shape` and `cell` () likewise. `problem`: its entry is broken."""

    name: str = ""
    shape: tuple[int, ...] = ()
    tensor: str = ""
    metadata: str = ""
    bookmarks: str = ""
    sprite: str = ""
    cell: tuple[int, ...] = ()
    problem: HyperscopeError | None = None

    @property
    def title(self) -> str:
        """The tensor's name without TensorFlow's output number, else the base name of its path."""
        base = self.tensor.replace("\\", "/").rstrip("/").rpartition("/")[2]
        return self.name.removesuffix(":0") or base or "checkpoint"

    @property
    def at_step(self) -> tuple[str, int | None]:
        """What it is called at every step, and its step, as PyTorch's and tensorboardX's writers spell both:
        `tag:00042` in the folder `00042/`.
        """
        found = AT_STEP.fullmatch(self.title)
        if found is None or not self.tensor.replace("\\", "/").startswith(f"{found['step']}/"):
            return self.title, None
        return found["tag"], int(found["step"])

    def raw(self) -> Mapping[str, Any]:
        """What the config says, without what it does not say."""
        written = (field.name for field in fields(self) if field.name != "problem")
        return {name: value for name in written if (value := getattr(self, name))}


@dataclass(frozen=True, slots=True)
class Config:
    """A projector config: its embeddings in their order, the checkpoint it names, notes about how it was read."""

    embeddings: tuple[Embedding, ...]
    checkpoint: str = ""
    notes: tuple[str, ...] = ()
