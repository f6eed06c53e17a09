"""Bookmark: a saved view. Files of the original projector keep their own dictionary in `state`, word for word."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Bookmark:
    """`label` is what a person reads; `state` is the bookmark as its file holds it."""

    label: str
    state: Mapping[str, Any] = field(default_factory=dict)
