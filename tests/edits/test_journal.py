import sqlite3
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from hyperscope.edits.journal import Edit, Journal, Past, Told
from hyperscope.errors import SourceError, StateError

HOSTILE = ["'; DROP TABLE edit; --", "日本語", "a\tb\nc", "‮txt", "x" * 10_000, '"quoted"', "", "🙂"]


@pytest.fixture
def journal(tmp_path):
    return Journal(tmp_path / "deep" / "edits.sqlite")


def edit(*rows, column="tag", value="good"):
    return Edit(column, value, np.array(rows))


def said(journal, data="a", n=10):
    return [(one.column, one.value, one.rows.tolist()) for one in journal.read(data, n)]


def test_a_journal_that_nobody_wrote_in_is_not_made(journal, tmp_path):
    assert said(journal) == []
    assert journal.past("a") == Past()
    assert list(tmp_path.iterdir()) == []


def test_edits_come_back_in_order_for_their_data_alone(journal):
    journal.add("a", 10, edit(1, 9))
    journal.add("b", 10, edit(2))
    journal.add("a", 10, edit(3, value="bad"))
    again = Journal(journal._path)
    assert said(again) == [("tag", "good", [1, 9]), ("tag", "bad", [3])]
    assert said(again, n=11) == []


def test_undo_and_redo_go_back_and_forth(journal):
    journal.add("a", 10, edit(1))
    journal.add("a", 10, edit(2, value="bad"))
    journal.undo("a")
    assert journal.past("a") == Past(1, Told("tag", "good", 1), Told("tag", "bad", 1))
    journal.undo("a")
    assert said(journal) == []
    journal.redo("a")
    assert said(journal) == [("tag", "good", [1])]
    journal.redo("a")
    assert said(journal) == [("tag", "good", [1]), ("tag", "bad", [2])]
    with pytest.raises(StateError, match="an edit to redo"):
        journal.redo("a")


def test_a_new_edit_forgets_what_was_undone(journal):
    journal.add("a", 10, edit(1))
    journal.undo("a")
    journal.add("a", 10, edit(2))
    assert said(journal) == [("tag", "good", [2])]
    assert journal.past("a").redo is None
    journal.undo("a")
    with pytest.raises(StateError, match="an edit to undo"):
        journal.undo("a")


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_is_kept_as_it_is(journal, text):
    journal.add(text, 3, Edit(text, text, np.array([0])))
    assert said(journal, text, 3) == [(text, text, [0])]


def test_many_writers_lose_nothing(journal):
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda row: Journal(journal._path).add("a", 40, edit(row)), range(40)))
    assert sorted(rows[0] for _, _, rows in said(journal, n=40)) == list(range(40))


def test_a_broken_journal_says_where_it_is_and_what_to_do(journal):
    journal._path.parent.mkdir()
    journal._path.write_bytes(b"no database" * 100)
    with pytest.raises(SourceError, match=r"edits\.sqlite.*HYPERSCOPE_DATA"):
        journal.read("a", 10)
    with pytest.raises(SourceError, match="Free or repair"):
        journal.add("a", 10, edit(1))
    assert journal._path.read_bytes() == b"no database" * 100


def test_a_journal_of_a_newer_version_is_left_alone(journal):
    journal.add("a", 10, edit(1))
    with sqlite3.connect(journal._path) as base:
        base.execute("PRAGMA user_version = 99")
    base.close()
    with pytest.raises(SourceError, match="newer"):
        journal.add("a", 10, edit(2))


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(SourceError, match="Free or repair"):
        Journal(tmp_path / "file" / "edits.sqlite").add("a", 10, edit(1))
