"""Images: one small picture a row, wherever it comes from."""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Rgba = NDArray[np.uint8]


class Images(Protocol):
    """A sequence of pictures: `images[row]` is an (h, w, 4) uint8 array, or None where a row has none.

    `cell` is (width, height) in pixels of the largest picture.
    """

    @property
    def cell(self) -> tuple[int, int]: ...

    def __len__(self) -> int: ...

    def __getitem__(self, row: int) -> Rgba | None: ...


class ImagesOfRows:
    """The pictures of some `rows` of other images."""

    def __init__(self, images: Images, rows: NDArray[np.int64]) -> None:
        self._images = images
        self._rows = rows
        self.cell = images.cell

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, row: int) -> Rgba | None:
        return self._images[int(self._rows[row])]
