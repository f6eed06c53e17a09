"""Thumbnails of the inputs that pass by, where these are pictures."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hyperscope.features.growing import Growing, Kept
from hyperscope.images import extent, natural, stretched

LARGEST = 64  # pixels; larger inputs are thinned out
CHANNELS = (1, 3, 4)


class Miniatures:
    """Pictures (m, h, w[, c]), or (m, c, h, w) as PyTorch has them, as bytes of at most `LARGEST` pixels a side.

    What is black and what is white is read off the first batch. Inputs that are no pictures leave nothing.
    """

    def __init__(self, out: Path | None, record: dict[str, Any], resume: bool, rows: int) -> None:
        self._file = None if out is None else out.with_name(f"{out.stem}.thumbnails.npy")
        self._record, self._resume, self._before = record, resume, rows
        self._kept: Growing | Kept | None = None
        self._range: tuple[float, float] | None = None

    def append(self, inputs: NDArray[Any]) -> None:
        pictures = _pictures(inputs)
        if pictures is None:
            return
        if self._kept is None:
            self._range = self._taken_up() or _black_and_white(pictures)
            record = {**self._record, "range": list(self._range)}
            self._kept = Kept() if self._file is None else Growing(self._file, record, self._before > 0)
            self._kept.back_to(self._before)
        assert self._range is not None
        self._kept.append(stretched(pictures, *self._range))

    def finish(self) -> NDArray[Any] | None:
        if (
            self._kept is None
            and self._resume
            and self._file is not None
            and self._file.exists()
            and self._before
        ):
            return np.load(self._file, mmap_mode="r")
        return None if self._kept is None else self._kept.finish()

    def _taken_up(self) -> tuple[float, float] | None:
        """The range of a run that was cut off."""
        before = Growing.record_of(self._file) if self._file is not None and self._before else None
        return None if before is None else tuple(before["range"])


def _pictures(inputs: NDArray[Any]) -> NDArray[Any] | None:
    if inputs.ndim not in (3, 4) or min(inputs.shape) == 0 or inputs.dtype.kind not in "uif":
        return None
    if inputs.ndim == 4 and inputs.shape[-1] not in CHANNELS:
        if inputs.shape[1] not in CHANNELS:
            return None
        inputs = np.moveaxis(inputs, 1, -1)
    step = -(-max(inputs.shape[1:3]) // LARGEST)
    return inputs[:, ::step, ::step]


def _black_and_white(pictures: NDArray[Any]) -> tuple[float, float]:
    low, high = extent(pictures)
    return (low, high) if low < 0 else natural(pictures)
