"""Which tensor comes first, by what is known before any is read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hyperscope.errors import HyperscopeError
from hyperscope.readers.beside import metadata
from hyperscope.readers.beside.companions import Companions
from hyperscope.readers.checkpoint.names import likelihood
from hyperscope.readers.checkpoint.opened import Tensor

COUNTED_BYTES = 4 << 20


@dataclass(frozen=True, slots=True)
class Said:
    """What is said about a tensor elsewhere: what goes with it, notes, the config's own words, the run.

    A tensor that is `named` is listed whatever it is.
    """

    beside: Companions = field(default_factory=Companions)
    notes: tuple[str, ...] = ()
    config: Mapping[str, Any] = field(default_factory=dict)
    run: str = ""
    named: bool = False


class Ranking:
    """The order of a checkpoint's tensors. Each metadata file is counted once, a large one not at all."""

    def __init__(self) -> None:
        self._counted: dict[Path, tuple[int, ...]] = {}

    def of(self, tensor: Tensor, said: Said | None) -> tuple[bool, bool, bool, int, int]:
        """First what a config names, then what can be read, what the metadata fit, likely names, most rows."""
        said = said or Said()
        rows = tensor.shape[0] if tensor.shape else 0
        fits = rows in self._meant(said.beside.metadata)
        return not said.named, tensor.problem is not None, not fits, likelihood(tensor.name), -rows

    def _meant(self, beside: Any) -> tuple[int, ...]:
        """How many rows the metadata may mean."""
        if not isinstance(beside, Path):
            return ()
        if beside not in self._counted:
            self._counted[beside] = _count(beside)
        return self._counted[beside]


def _count(path: Path) -> tuple[int, ...]:
    try:
        return metadata.count_candidates(path) if path.stat().st_size <= COUNTED_BYTES else ()
    except (HyperscopeError, OSError):
        return ()
