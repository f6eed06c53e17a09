"""What plain code tells of its progress, and how it is ended."""

import threading

import pytest

from hyperscope.progress import Progress, listening, tell, told


class Enough(Exception):
    pass


def test_what_is_told_reaches_whoever_listens_and_nobody_else():
    heard, elsewhere = [], []
    tell("Before")
    with listening(heard.append):
        tell("Reading", 1, 2)
        with listening(elsewhere.append):
            tell("Inside")
        other = threading.Thread(target=tell, args=("In another thread",))
        other.start()
        other.join()
    tell("After")
    assert heard == [Progress("Reading", 1, 2)]
    assert elsewhere == [Progress("Inside")]


def test_items_are_told_every_so_often():
    heard = []
    with listening(heard.append):
        assert list(told("abcde", "Reading", 5, every=2)) == list("abcde")
    assert [one.done for one in heard] == [0, 2, 4]


def test_whoever_listens_ends_the_work():
    def enough(progress):
        if progress.done == 3:
            raise Enough

    taken = []
    with pytest.raises(Enough, match=r"^$"), listening(enough):
        taken.extend(told(range(9), "Reading", every=1))
    assert taken == [0, 1, 2]
