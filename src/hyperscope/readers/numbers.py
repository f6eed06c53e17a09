"""Numbers: what a tensor's file held."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from hyperscope.arrays import Vectors
from hyperscope.columns import Column
from hyperscope.images import Images


@dataclass(frozen=True, slots=True)
class Numbers:
    """`vectors` (n, d), the label `columns` and `images` that stood beside them, and `notes` about what was assumed."""

    vectors: Vectors
    columns: Mapping[str, Column] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    images: Images | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """What a look at a tensor's file tells: `shape` is None where only reading it all would tell."""

    shape: tuple[int, int] | None
    dtype: str
    notes: tuple[str, ...] = ()
