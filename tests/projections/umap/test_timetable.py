"""Edges come due as often as their strength says."""

import numpy as np

from hyperscope.progress import drive
from hyperscope.projections.umap.epoch import due
from hyperscope.projections.umap.membership import united
from hyperscope.projections.umap.timetable import timetable

RNG = np.random.default_rng(4)
INDICES = np.stack([RNG.choice(np.delete(np.arange(40), row), 5, replace=False) for row in range(40)])
EDGES = drive(united(INDICES.astype(np.int32), RNG.random((40, 5), np.float32)))
EPOCHS = 400


def times(table, edge):
    return [
        turn for turn in range(1, EPOCHS + 1) if due(table.rates[edge], table.phases[edge], np.uint32(turn))
    ]


def test_an_edge_is_due_in_proportion_to_its_strength():
    table = drive(timetable(EDGES, 0))
    wanted = EDGES.strengths / EDGES.strengths.max() * EPOCHS
    counts = [len(times(table, edge)) for edge in range(0, len(wanted), 7)]
    assert np.abs(np.array(counts) - wanted[::7]).max() <= 1


def test_both_ends_agree_on_the_time():
    table = drive(timetable(EDGES, 5))
    rows = np.repeat(np.arange(40), np.diff(EDGES.starts))
    seen = {(row, other): edge for edge, (row, other) in enumerate(zip(rows, EDGES.indices, strict=True))}
    for (row, other), edge in seen.items():
        back = seen[other, row]
        assert (table.rates[edge], table.phases[edge]) == (table.rates[back], table.phases[back])


def test_work_is_spread_over_the_epochs():
    table = drive(timetable(EDGES, 0))
    every = np.bincount(
        np.concatenate([times(table, edge) for edge in range(len(EDGES.indices))]).astype(int),
        minlength=EPOCHS + 1,
    )[1:]
    assert every.std() < 0.25 * every.mean()
    assert every.min() > 0
