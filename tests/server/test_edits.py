"""Edits over HTTP: shown at once, told to everybody, kept, taken back, and never written into the data's own files."""

import base64
import io

import numpy as np
import pyarrow.csv
import pytest

from hyperscope.columns import Column
from hyperscope.dataset import Dataset
from hyperscope.entry import Entry
from hyperscope.session import editing
from hyperscope.session.session import Session
from hyperscope.wire.messages import EditRequest
from hyperscope.wire.rows import pack
from tests.server.conftest import flowers

FLOWERS = "/api/datasets/flowers"


@pytest.fixture(autouse=True)
def own_journal(tmp_path, monkeypatch):
    monkeypatch.setenv("HYPERSCOPE_DATA", str(tmp_path / "data"))


def tag(client, rows, value="good", column="tag"):
    bits = base64.b64encode(pack(np.array(rows), 6)).decode()
    return client.post(f"{FLOWERS}/edits", json={"column": column, "value": value, "rows": bits})


def column(client, name):
    return [client.get(f"{FLOWERS}/rows/{row}").json()["cells"].get(name) for row in range(6)]


def test_an_edit_is_answered_by_the_dataset_and_shown_by_every_route(client):
    assert client.get(FLOWERS).json()["edits"] == {"count": 0, "undo": None, "redo": None}
    message = tag(client, [0, 2]).json()
    assert [one["name"] for one in message["columns"]] == ["kind", "size", "tag"]
    assert message["edits"]["undo"] == {"column": "tag", "value": "good", "rows": 2}
    assert message["revision"] == 1
    assert column(client, "tag") == ["good", "", "good", "", "", ""]
    found = client.post(f"{FLOWERS}/search", json={"text": "tag = 'good'", "mode": "filter"}).content
    assert np.frombuffer(found, "<i4").tolist() == [0, 2]


def test_a_file_of_all_metadata_has_the_edits(client):
    tag(client, [1], value='a\tb, "c"\nd')
    for kind, separator in (("csv", ","), ("tsv", "\t")):
        sent = client.post(f"{FLOWERS}/export", json={"what": "rows", "format": kind}).content
        table = pyarrow.csv.read_csv(
            io.BytesIO(sent),
            parse_options=pyarrow.csv.ParseOptions(delimiter=separator, newlines_in_values=True),
        )
        assert table["row"].to_pylist() == list(range(6))
        assert table["tag"].to_pylist()[1] == 'a\tb, "c"\nd'


def test_undo_and_redo(client):
    tag(client, [0], "lily", "kind")
    tag(client, [0], "iris", "kind")
    undone = client.post(f"{FLOWERS}/edits/undo", json={}).json()
    assert undone["edits"]["redo"]["value"] == "iris"
    assert column(client, "kind")[0] == "lily"
    client.post(f"{FLOWERS}/edits/undo", json={})
    assert column(client, "kind")[0] == "rose"
    client.post(f"{FLOWERS}/edits/redo", json={})
    assert column(client, "kind")[0] == "lily"
    assert client.get(FLOWERS).json()["revision"] == 5


def test_another_page_is_told(client):
    revision = client.get("/api/session").json()["revision"]
    tag(client, [0])
    changes = client.get(f"/api/changes?after={revision}").json()
    assert [(one["id"], one["revision"]) for one in changes["entries"]] == [("flowers", 1)]


def test_edits_are_there_after_a_restart_beside_a_companion_too(client):
    tag(client, [3])
    with_more = flowers().annotated({"kind": flowers().columns["kind"]})
    again = Session([Entry("blossoms", "blossoms", lambda: with_more)])
    try:
        dataset = again.open("blossoms").result().dataset
        assert dataset.columns["tag"].text == ["", "", "", "good", "", ""]
        assert list(dataset.columns) == ["kind", "tag"]
    finally:
        again.close()


def test_what_is_attached_later_keeps_the_edits_and_they_can_still_be_undone(client, session):
    tag(client, [3], "lily", "kind")
    more = Column.of("more", range(6))
    session.entries["flowers"].attach(
        "more.tsv", "metadata", lambda data: data.annotated({**data.columns, "more": more})
    )
    assert column(client, "kind")[3] == "lily"
    client.post(f"{FLOWERS}/edits/undo", json={})
    assert column(client, "kind")[3] == "iris"
    assert column(client, "more")[3] == "3"


@pytest.mark.parametrize(
    ("body", "status", "where"),
    [
        ({"column": "", "value": "x"}, 400, "column"),
        ({"column": "\u0001quality", "value": "x"}, 400, "column"),
        ({"column": "size", "value": "big"}, 400, "value"),
        ({"column": "tag", "value": "\0"}, 400, "value"),
        ({"column": "tag", "value": "x", "rows": ""}, 400, "rows"),
        ({"column": "tag", "value": "x", "rows": "AA=="}, 400, "rows"),
        ({"column": "tag", "value": 7}, 400, f"{FLOWERS}/edits"),
    ],
)
def test_what_cannot_be_written_is_refused_in_three_parts(client, body, status, where):
    answer = client.post(f"{FLOWERS}/edits", json={"rows": "AQ==", **body})
    problem = answer.json()
    assert (answer.status_code, problem["where"]) == (status, where)
    assert problem["expected"]
    assert problem["fix"]
    assert client.get(FLOWERS).json()["edits"]["count"] == 0


def test_nothing_to_undo_and_unknown_moves_are_refused(client):
    assert client.post(f"{FLOWERS}/edits/undo", json={}).status_code == 409
    assert client.post(f"{FLOWERS}/edits/forget", json={}).status_code == 404
    assert client.post("/api/datasets/nothing/edits/undo", json={}).status_code == 404


def test_a_journal_that_cannot_be_read_costs_a_note_never_the_data(client, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "edits.sqlite").write_bytes(b"no database" * 100)
    message = client.get(FLOWERS).json()
    assert message["edits"] is None
    assert any("Edits are not shown" in note for note in message["notes"])
    assert tag(client, [0]).status_code == 422


def test_a_million_rows_are_edited_without_looking_at_the_vectors_again(monkeypatch):
    n = 1_000_000
    vectors = np.zeros((n, 2), np.float32)
    kinds = Column.of("kind", np.arange(n) % 7)
    session = Session([Entry("many", "many", lambda: Dataset("many", vectors, {"kind": kinds}))])
    try:
        session.open("many").result()
        monkeypatch.setattr(Dataset, "blocks", lambda *_: pytest.fail("the vectors were read again"))
        request = EditRequest("tag", "odd", pack(np.arange(1, n, 2), n))
        opened = editing.edit(session.entries["many"], request)
        assert opened.message.columns[-1].n_unique == 2
        assert opened.message.columns[-1].n_empty == n // 2
    finally:
        session.close()
