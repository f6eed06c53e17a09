"""Products on one thread, and the person's own setting after."""

import threading

from hyperscope.kernels import blas


def counts() -> set[int]:
    return {one["num_threads"] for one in blas._controller().info() if one["user_api"] == "blas"}


def test_two_take_turns_and_the_threads_come_back():
    before, seen = counts(), []
    inside, leave = threading.Event(), threading.Event()

    def first() -> None:
        with blas.single():
            inside.set()
            leave.wait(60)
            seen.append("first leaves")

    def second() -> None:
        with blas.single(), blas.one_thread_each():
            seen.append("second is in")
            seen.append(counts())

    one, two = threading.Thread(target=first), threading.Thread(target=second)
    one.start()
    assert inside.wait(60)
    two.start()
    two.join(0.2)  # were it let in, it would have said so
    leave.set()
    one.join(60)
    two.join(60)
    assert seen == ["first leaves", "second is in", {1}]
    assert counts() == before
