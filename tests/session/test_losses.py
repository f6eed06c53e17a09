import math

from hyperscope.run import RunState
from hyperscope.session.losses import MOST, Losses


def test_a_long_curve_is_thinned_and_keeps_its_ends():
    losses = Losses()
    for iteration in range(20_000):
        losses.note(iteration, 1 / (1 + iteration))
    points = losses.points
    assert MOST // 2 <= len(points) <= MOST
    assert points[0] == (0, 1.0)
    assert points[-1] == (19_999, 1 / 20_000)
    assert points == sorted(points)


def test_a_restart_begins_a_new_curve_and_what_is_no_number_is_left_out():
    losses = Losses()
    for iteration, loss in [(1, 3.0), (2, 2.0), (2, 1.5), (3, None), (4, math.nan)]:
        losses.note(iteration, loss)
    assert losses.points == [(1, 3.0), (2, 1.5)]
    losses.note(1, 9.0)
    assert losses.points == [(1, 9.0)]


def test_a_run_remembers_its_losses(start, until):
    run = start(params={"n_iter": 20})
    until(lambda: run.state is RunState.DONE)
    iterations = [iteration for iteration, _ in run.newest.losses.points]
    assert iterations[-1] == 20
    assert iterations == sorted(set(iterations))
