"""Sources that change while they are open."""

import os
import shutil

import numpy as np
import pytest

from hyperscope.entry import OpenOptions
from hyperscope.errors import ShapeError
from hyperscope.readers import looking
from hyperscope.session import watch
from hyperscope.session.session import Session
from hyperscope.wire.messages import RunRequest
from tests.readers.checkpoint.writing import write_bundle
from tests.readers.places import embedding, write, write_tsv

MATRIX = np.arange(12, dtype=np.float32).reshape(4, 3)
PBTXT = "projector_config.pbtxt"


@pytest.fixture
def logs(tmp_path):
    write_bundle(tmp_path / "run/m-10", {"a": MATRIX})
    return tmp_path


@pytest.fixture
def session(logs):
    session = Session.of([str(logs)])
    yield session
    session.close()


def settle(session):
    """Two looks that agree."""
    session.watch.look()
    session.watch.look()


def listed(session):
    return {
        entry.id: (entry.entry.name, entry.entry.step, entry.problem is None) for entry in session.entries
    }


def test_nothing_is_told_while_nothing_changes(session, logs):
    write(logs / "run/events.out.tfevents.1.host", "grows with every step")
    before = session.changes.revision
    settle(session)
    assert session.changes.revision == before


def test_a_new_checkpoint_is_a_new_step_and_the_old_one_keeps_its_id(session, logs):
    session.open("a").result(5)
    write_bundle(logs / "run/m-20", {"a": MATRIX + 1})
    session.watch.look()
    assert len(listed(session)) == 1, "half written perhaps: wait for a second look"
    session.watch.look()
    assert listed(session) == {"a": ("a@10", 10, True), "a-2": ("a", 20, True)}
    assert session.message.entries[0].revision == 0
    assert session.open("a-2").result(5).dataset.vectors[0, 0] == 1


def test_a_new_run_appears(session, logs):
    write_bundle(logs / "other/m-1", {"b": MATRIX})
    settle(session)
    assert {entry.entry.run for entry in session.entries} == {"run", "other"}


def test_an_edited_config_is_read_anew_and_runs_over_the_same_vectors_stay(session, logs, until):
    run = session.runs.start(RunRequest(entry="a", method="pca", n_components=2))
    until(lambda: run.state.ended, seconds=30)
    assert not session.open("a").result(5).dataset.columns
    write(logs / "run/labels.tsv", "p\nq\nr\ns\n")
    write(logs / "run" / PBTXT, embedding(tensor_name="a", metadata_path="labels.tsv"))
    settle(session)
    opened = session.open("a").result(5)
    assert opened.dataset.columns["label"].text == ["p", "q", "r", "s"]
    assert opened.message.revision == session.message.entries[0].revision == 1
    assert run.id in session.runs


def test_vectors_written_anew_end_the_runs_over_them(session, logs, until):
    run = session.runs.start(RunRequest(entry="a", method="pca", n_components=2))
    until(lambda: run.state.ended, seconds=30)
    shutil.rmtree(logs / "run")
    write_bundle(logs / "run/m-10", {"a": MATRIX + 5})
    index = logs / "run/m-10.index"
    os.utime(index, ns=(1, index.stat().st_mtime_ns + 1_000_000))
    settle(session)
    assert run.id not in session.runs
    assert session.open("a").result(5).dataset.vectors[0, 0] == 5


def test_what_was_removed_is_marked_and_comes_back(session, logs):
    kept = session.open("a").result(5)
    moved = logs.parent / "aside"
    (logs / "run").rename(moved)
    settle(session)
    assert "removed since" in session.message.entries[0].problem.got
    assert session.problems[0].where == str(logs)
    assert session.open("a").result(5) is kept
    moved.rename(logs / "run")
    settle(session)
    assert (listed(session), session.problems) == ({"a": ("a", 10, True)}, [])


def test_a_config_that_breaks_does_not_hide_the_others(session, logs):
    write_tsv(logs / "other/t.tsv")
    write(logs / "other" / PBTXT, embedding(tensor_path="t.tsv"))
    settle(session)
    write(logs / "other" / PBTXT, "embeddings {")
    settle(session)
    problems = {
        entry.run: entry.problem is None for entry in session.message.entries if entry.id != "other-t-tsv"
    }
    assert problems == {"run": True, "other": False}
    write(logs / "other" / PBTXT, embedding(tensor_path="t.tsv"))
    settle(session)
    assert listed(session) == {
        "a": ("run:a", 10, True),
        "other-t-tsv": ("other:t.tsv", None, True),
    }


def test_files_that_never_rest_are_read_in_the_end(session, logs):
    for turn in range(watch.LOOKS_AT_MOST):
        write_bundle(logs / f"run/m-{20 + turn}", {"a": MATRIX})
        session.watch.look()
    assert len(listed(session)) > 1


def test_it_looks_only_while_somebody_attends(session, monkeypatch, until):
    monkeypatch.setattr(watch, "PAUSE", 0.001)
    monkeypatch.setattr(watch, "ATTENTION", 0.0)
    looks = []
    monkeypatch.setattr(looking, "at", lambda *_: looks.append(1) or frozenset())
    session.watch.attend()
    until(lambda: looks and session.watch._thread is None)


def test_what_is_no_path_has_nothing_to_look_at():
    assert looking.at(MATRIX) == looking.at("demo:iris") == frozenset()


@pytest.fixture
def three(tmp_path):
    """A file, a log directory and rows in memory, as one."""
    np.save(tmp_path / "a.npy", MATRIX)
    write_bundle(tmp_path / "logs/m-10", {"b": MATRIX + 1})
    session = Session.of([tmp_path / "a.npy", str(tmp_path / "logs"), MATRIX + 2], together=True)
    yield session
    session.close()


def test_sources_laid_out_together_are_followed_like_one(three, tmp_path, until):
    (entry,) = three.entries
    run = three.runs.start(RunRequest(entry=entry.id, method="pca", n_components=2))
    until(lambda: run.state.ended, seconds=30)
    settle(three)
    assert (entry.revision, run.id in three.runs) == (0, True)
    np.save(tmp_path / "a.npy", np.vstack([MATRIX, MATRIX]))
    settle(three)
    assert [one.id for one in three.entries] == [entry.id]
    assert (entry.message.shape, entry.revision, run.id in three.runs) == ([16, 3], 1, False)
    assert three.open(entry.id).result(5).dataset.columns["source"].text.count("a.npy") == 8


def test_a_newer_checkpoint_of_one_of_them_takes_the_place_of_the_older(three, tmp_path):
    (entry,) = three.entries
    write_bundle(tmp_path / "logs/m-20", {"b": MATRIX + 9})
    settle(three)
    np.testing.assert_array_equal(three.open(entry.id).result(5).dataset.vectors[4:8], MATRIX + 9)


def test_one_of_them_that_was_removed_is_told_and_comes_back(three, tmp_path):
    (entry,) = three.entries
    kept = three.open(entry.id).result(5)
    (tmp_path / "a.npy").rename(tmp_path / "aside")
    settle(three)
    assert "removed since" in entry.message.problem.got
    assert (three.problems[0].got, three.open(entry.id).result(5)) == (
        f"nothing at {str(tmp_path / 'a.npy')!r}",
        kept,
    )
    (tmp_path / "aside").rename(tmp_path / "a.npy")
    settle(three)
    assert (entry.message.problem, three.problems) == (None, [])


def test_metadata_of_all_of_them_are_looked_at(tmp_path):
    labels = write(tmp_path / "labels.tsv", "p\nq\nr\ns\nt\nu\nv\nw\n")
    for name in "ab":
        np.save(tmp_path / f"{name}.npy", MATRIX)
    options = OpenOptions(metadata=labels)
    session = Session.of([tmp_path / "a.npy", tmp_path / "b.npy"], options, together=True)
    (entry,) = session.entries
    assert session.open(entry.id).result(5).dataset.columns["label"].text[0] == "p"
    write(labels, "first\nq\nr\ns\nt\nu\nv\nw\n")
    settle(session)
    assert session.open(entry.id).result(5).dataset.columns["label"].text[0] == "first"
    session.close()


def test_what_does_not_fit_together_is_refused_at_once(tmp_path):
    with pytest.raises(ShapeError, match="3 numbers a row"):
        Session.of([MATRIX, MATRIX[:, :2]], together=True)
