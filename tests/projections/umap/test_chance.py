"""Random numbers by counter: uniform, and independent of who draws them."""

import numpy as np

from hyperscope.projections.umap.chance import key, scramble
from hyperscope.projections.umap.epoch import drawn_point


def test_every_point_is_drawn_equally_often():
    seeds = [scramble(np.uint32(point ^ 991)) for point in range(2_000)]
    drawn = np.bincount([drawn_point(seed, count, 20) for seed in seeds for count in range(30)], minlength=20)
    assert len(drawn) == 20
    assert ((drawn - 3_000) ** 2 / 3_000).sum() < 43.8  # χ² of 19 degrees of freedom, p = 0.001


def test_the_last_point_can_be_drawn_and_nothing_beyond():
    drawn = [drawn_point(np.uint32(seed), 0, 3) for seed in range(200)]
    assert set(drawn) == {0, 1, 2}


def test_keys_differ_by_seed_and_epoch():
    assert len({int(key(seed, epoch)) for seed in range(20) for epoch in range(20)}) == 400
    assert key(3, 4) == key(3, 4)
