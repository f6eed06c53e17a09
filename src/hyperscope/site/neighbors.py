"""The nearest rows of every row, searched once and for all: indices as small as they can be, distances as steps."""

import numpy as np
from numpy.typing import NDArray

from hyperscope.graph import KnnGraph
from hyperscope.progress import Progress, Work
from hyperscope.site.folder import Folder
from hyperscope.wire.site import SiteNeighborsMessage

NOBODY = 65_535  # as a two-byte index
FILE_BYTES = 1 << 20  # before compression: one click fetches one file
STEPS = 4_095  # from the nearest to the farthest of a row


def write(folder: Folder, graph: KnnGraph) -> Work[SiteNeighborsMessage]:
    """The graph as `SiteNeighborsMessage` describes it; distances are within half a step of the truth, indices as found."""
    width = 2 if graph.n < NOBODY else 4
    rows = max(1, FILE_BYTES // (8 + graph.k * (width + 2)))
    names: list[str] = []
    for start in range(0, graph.n, rows):
        yield Progress("Writing neighbours", start, graph.n)
        part = slice(start, start + rows)
        data = packed(graph.indices[part], graph.distances[part], width)
        names.append(folder.pack(f"data/neighbors-{len(names)}", data))
    return SiteNeighborsMessage(
        "cosine" if graph.metric == "cosine" else "dot" if graph.metric == "dot" else "euclidean",
        graph.k, graph.exact, width, rows, names,
    )  # fmt: skip


def packed(indices: NDArray[np.int32], distances: NDArray[np.float32], width: int) -> bytes:
    """The bytes of (m, k) neighbours."""
    there = indices >= 0
    low = np.where(there, distances, np.inf).min(1, initial=np.inf)
    high = np.where(there, distances, -np.inf).max(1, initial=-np.inf)
    low, high = (np.where(np.isfinite(end), end, 0).astype("<f4") for end in (low, high))
    span = (high - low).astype(np.float64)[:, None]
    share = (np.where(there, distances, high[:, None]) - low[:, None]) / np.where(span > 0, span, 1)
    places = np.round(np.clip(share, 0, 1) * STEPS).astype(np.int64)
    steps = np.diff(places, axis=1, prepend=0).astype("<u2")  # nearest first: never negative
    kinds = np.where(there, indices, -1).astype("<u2" if width == 2 else "<u4")
    return b"".join(part.tobytes() for part in (low, high, kinds, steps))
