import asyncio
import threading

import pytest

from hyperscope.columns import Column
from hyperscope.errors import FormatError, SourceError, UnknownId
from hyperscope.run import RunState
from hyperscope.wire.messages import RunRequest

BROKEN = FormatError("five cells", "four", "Add one.", where="a.tsv, row 3")


def test_ids_are_unique_and_fit_a_url(lab):
    session = lab.session(
        *(lab.entry(name) for name in ("Word2Vec 10K", "word2vec/10k", "日本語", "日本", ""))
    )
    assert [entry.id for entry in session.entries] == [
        "word2vec-10k",
        "word2vec-10k-2",
        "data",
        "data-2",
        "data-3",
    ]


def test_an_unknown_id_is_refused_with_the_known_ones(session):
    with pytest.raises(UnknownId, match=r"\(walkers\), got 'sitters'"):
        session.open("sitters")


def test_many_who_ask_share_one_load(lab, session):
    lab.gate.clear()
    futures = [session.open("walkers") for _ in range(10)]
    lab.gate.set()
    assert len({id(future.result(2)) for future in futures}) == 1
    assert lab.loads == 1


def test_one_who_gives_up_does_not_cancel_the_load_of_the_others(lab, session):
    lab.gate.clear()

    async def scene():
        impatient = asyncio.create_task(asyncio.wait_for(asyncio.wrap_future(session.open("walkers")), 0.01))
        with pytest.raises(TimeoutError, match=r"^$"):
            await impatient
        lab.gate.set()
        return await asyncio.wrap_future(session.open("walkers"))

    assert asyncio.run(scene()).message.n == 4


def test_a_load_that_is_left_ends_at_its_next_step_and_leaves_nothing(lab, session, until):
    lab.slowly = True
    lab.gate.clear()
    future = session.open("walkers")
    until(lambda: lab.steps > 2)
    before = session.message
    session.leave("walkers")
    with pytest.raises(SourceError, match="a reading that was cancelled"):
        future.result(0)
    until(lambda: "hyperscope-load-walkers" not in {thread.name for thread in threading.enumerate()})
    assert session.message == before, "it is no problem of the entry's"


def test_a_load_that_was_left_can_be_begun_anew(lab, session, until):
    lab.gate.clear()
    late = session.open("walkers")
    until(lambda: lab.loads == 1)
    session.leave("walkers")
    again = session.open("walkers")
    until(lambda: lab.loads == 2)
    lab.gate.set()
    assert again.result(2).message.n == 4
    assert isinstance(late.exception(), SourceError), "what comes too late is not handed out"
    assert session.open("walkers") is again


def test_leaving_what_is_open_does_nothing(session):
    opened = session.open("walkers").result(2)
    session.leave("walkers")
    assert session.open("walkers").result(0) is opened


def test_a_run_that_waits_for_a_load_that_is_left_says_so(lab, session, until):
    lab.gate.clear()
    run = session.runs.start(RunRequest(entry="walkers", method="walk"))
    until(lambda: run.message.stage == "Reading the data")
    session.leave("walkers")
    until(lambda: run.state is RunState.FAILED)
    assert run.message.problem.got == "a reading that was cancelled"


def test_a_broken_entry_is_listed_beside_the_good_ones(lab):
    session = lab.session(lab.entry("bad", problem=BROKEN), lab.entry("good"))
    bad, good = session.message.entries
    assert (bad.problem.where, bad.problem.kind, good.problem) == ("a.tsv, row 3", "FormatError", None)
    with pytest.raises(FormatError, match="five cells"):
        session.open("bad").result(2)
    session.invite("walk", 2, {})
    assert session.invitation.entry == "good"


def test_two_files_that_are_joined_at_once_are_both_there(session):
    entry = session.entries["walkers"]
    others = iter(["second"])

    def joined(name):
        return lambda data: data.annotated({**data.columns, name: Column.of(name, range(4))})

    def slow(data):
        for name in others:
            entry.attach(f"{name}.tsv", "metadata", joined(name))
        return joined("first")(data)

    opened = entry.attach("first.tsv", "metadata", slow)
    assert list(opened.dataset.columns) == ["second", "first"]
    assert [file.name for file in opened.message.attached] == ["second.tsv", "first.tsv"]


def test_a_load_that_fails_is_told_and_tried_again_when_asked(lab):
    entry = lab.entry("shy")
    answers = iter([BROKEN])

    def load():
        for error in answers:
            raise error
        return good()

    good = entry.load
    object.__setattr__(entry, "load", load)
    session = lab.session(entry)
    with pytest.raises(FormatError, match="five cells"):
        session.open("shy").result(2)
    assert session.message.entries[0].problem.got == "four"
    assert session.open("shy").result(2).message.n == 4
    assert session.message.entries[0].problem is None


def test_a_run_over_data_that_cannot_be_read_fails_with_the_readers_words(lab, until):
    session = lab.session(lab.entry("bad", problem=BROKEN))
    run = session.runs.start(RunRequest(entry="bad", method="walk"))
    until(lambda: run.state is RunState.FAILED)
    assert run.message.problem.where == "a.tsv, row 3"


def test_a_run_can_be_stopped_while_its_data_are_read(lab, session, until):
    lab.gate.clear()
    run = session.runs.start(RunRequest(entry="walkers", method="walk"))
    until(lambda: run.message.stage == "Reading the data")
    run.stop()
    run.join(0.2)
    assert not run._thread.is_alive()
