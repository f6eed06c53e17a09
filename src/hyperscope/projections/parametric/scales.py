"""Whom points listen to, at one perplexity or at several at once."""

import math
from typing import Any

import numpy as np
from scipy import sparse

from hyperscope.errors import ParameterError
from hyperscope.graph import KnnGraph
from hyperscope.progress import Progress, Work
from hyperscope.projections.tsne.affinities import Affinities, affinities
from hyperscope.projections.tsne.listening import NEIGHBORS_PER_PERPLEXITY
from hyperscope.projections.union import blocks

EDGES_AT_ONCE = 2_000_000  # of all scales together, about 40 ms


def perplexities(text: Any) -> list[float]:
    """The perplexities that a number, several, or a text of them stand for. Raises `ParameterError` for anything else."""
    parts = text if isinstance(text, (list, tuple)) else str(text).replace(",", " ").split()
    try:
        found = [float(part) for part in parts]
    except (TypeError, ValueError):
        found = []
    if not found or not all(1 <= one <= 500 for one in found):
        raise ParameterError(
            "one or several numbers from 1 to 500",
            repr(text),
            "Write 30, or '10, 30, 100'.",
            where="perplexity",
        )
    return found


def neighbors(perplexity: float) -> int:
    """How many neighbours this perplexity needs."""
    return math.ceil(NEIGHBORS_PER_PERPLEXITY * perplexity)


def heard(graph: KnnGraph, wanted: list[float]) -> Work[Affinities]:
    """P of the graph: the mean of the P of each perplexity, each from as many neighbours as it needs."""
    scales = []
    for perplexity in wanted:
        edges, _ = yield from affinities(graph.first(neighbors(perplexity)), perplexity)
        scales.append(edges)
    return scales[0] if len(scales) == 1 else (yield from mean(scales))


def mean(scales: list[Affinities]) -> Work[Affinities]:
    """(P + P' + …) / m of m matrices of the same points."""
    n = scales[0].n
    matrices: list[Any] = [sparse.csr_array((p.values, p.indices, p.starts), shape=(n, n)) for p in scales]
    parts = []
    size = blocks(sum(len(p.values) for p in scales), n, EDGES_AT_ONCE)
    for first in size:
        rows = slice(first, first + size.step)
        parts.append(sum((matrix[rows] for matrix in matrices[1:]), start=matrices[0][rows]))
        yield Progress("Finding affinities", first, n)
    whole: Any = sparse.vstack(parts, format="csr")
    values = (whole.data / len(scales)).astype(np.float32, copy=False)
    return Affinities(
        whole.indptr.astype(np.int64, copy=False), whole.indices.astype(np.int32, copy=False), values
    )
