"""The lane: every row once, fair, reentrant, and errors come home."""

import os
import sys
import threading
import time

import pytest

from hyperscope.kernels import lane
from hyperscope.kernels.blas import _COUNTS, _controller, one_thread_each
from hyperscope.kernels.lane import LANE, Lane, give_way, share


@pytest.mark.parametrize("n", [0, 1, 5, 16, 1_000])
def test_every_row_is_visited_once(n):
    seen = [0] * n

    def task(_part, first, last):
        for row in range(first, last):
            seen[row] += 1

    share(task, n)
    assert seen == [1] * n


def test_an_error_in_any_part_is_raised_and_the_lane_is_free_again():
    def task(part, _first, _last):
        if part == 7:
            raise ValueError("part seven")

    with pytest.raises(ValueError, match="part seven"):
        share(task, 100)
    assert share(lambda *_: None, 100) == lane.PARTS


def test_whoever_holds_the_lane_may_take_it_again():
    with LANE, LANE:
        assert share(lambda *_: None, 3) == 3


def test_first_come_first_served():
    one, order = Lane(), []
    threads = []

    def take(number):
        with one:
            order.append(number)

    with one:
        for number in range(5):
            threads.append(threading.Thread(target=take, args=(number,)))
            threads[-1].start()
            while len(one._waiting) <= number:
                time.sleep(0.001)
    for thread in threads:
        thread.join(5)
    assert order == [0, 1, 2, 3, 4]


def test_one_region_at_a_time():
    inside, most, door = [0], [0], threading.Lock()

    def region(*_):
        with door:
            inside[0] += 1
        time.sleep(0.002)
        with door:
            most[0] = max(most[0], inside[0])
            inside[0] -= 1

    runs = [threading.Thread(target=share, args=(region, 8)) for _ in range(4)]
    for run in runs:
        run.start()
    for run in runs:
        run.join(10)
    assert 1 <= most[0] <= lane.threads()


def in_a_thread_that_gives_way(work):
    """What `work` returns there, while this thread holds the lane of all others."""
    found = []

    def run():
        give_way()
        found.append(work())

    thread = threading.Thread(target=run, daemon=True)
    with LANE:
        thread.start()
        thread.join(10)
    return found[0]


def test_who_gives_way_waits_for_nobody_and_asks_nobody_to_help():
    seen = []

    def work():
        share(lambda *part: seen.append((threading.get_ident(), *part)), 40, 4)
        return threading.get_ident()

    me = in_a_thread_that_gives_way(work)
    assert seen == [(me, 0, 0, 10), (me, 1, 10, 20), (me, 2, 20, 30), (me, 3, 30, 40)]


@pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux has priorities of threads that anybody may lower"
)
def test_who_gives_way_has_a_low_claim_and_nobody_else():
    def claim():
        return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())

    usual = claim()
    assert in_a_thread_that_gives_way(claim) == lane.NICENESS
    assert claim() == usual


def blas_threads():
    return [library["num_threads"] for library in _controller().info() if library["user_api"] == "blas"]


def test_products_are_limited_by_one_lane_at_a_time():
    usual, turns = blas_threads(), []

    def second():
        give_way()
        with one_thread_each():
            turns.append(blas_threads())

    thread = threading.Thread(target=second, daemon=True)
    with one_thread_each():
        thread.start()
        while not _COUNTS._waiting:
            time.sleep(0.001)
        assert turns == []
    thread.join(10)
    assert turns == [[1] * len(usual)]
    assert blas_threads() == usual
