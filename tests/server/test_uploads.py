"""Files that the page sends."""

import io
import socket
import threading
import time
from urllib.parse import urlsplit

import numpy as np
import pytest
from PIL import Image

from hyperscope.progress import tell
from hyperscope.server import uploads
from tests.server.conftest import TOKEN

OCTETS = {"content-type": "application/octet-stream"}
FLOWERS = "/api/datasets/flowers"
TABLE = b"name\tcolour\n" + b"".join(b"flower %d\tred\n" % row for row in range(6))


def send(client, name, body, entry="flowers", **more):
    return client.post(
        "/api/uploads", params={"name": name, "entry": entry, **more}, content=body, headers=OCTETS
    )


def detach(client, number):
    return client.post(f"{FLOWERS}/detach", json={"number": number})


def npy(rows):
    file = io.BytesIO()
    np.save(file, np.random.default_rng(0).normal(size=(rows, 4)).astype(np.float32))
    return file.getvalue()


def png(width, height):
    file = io.BytesIO()
    Image.new("L", (width, height), 128).save(file, "PNG")
    return file.getvalue()


def names(client):
    return [column["name"] for column in client.get(FLOWERS).json()["columns"]]


def test_a_table_becomes_columns_and_can_be_taken_off_again(client):
    before = client.get(FLOWERS).json()
    answer = send(client, "more.tsv", TABLE)
    assert (answer.status_code, answer.json()) == (201, {"role": "metadata", "entry": "flowers"})
    assert names(client) == ["kind", "size", "name", "colour"]
    after = client.get(FLOWERS).json()
    (added,) = after["attached"]
    assert (added["name"], added["role"]) == ("more.tsv", "metadata")
    assert (after["revision"], after["fingerprint"]) == (1, before["fingerprint"])
    (told,) = client.get("/api/changes?after=0").json()["entries"][:1]
    assert told["revision"] == 1
    assert [column["name"] for column in detach(client, added["number"]).json()["columns"]] == [
        "kind",
        "size",
    ]


def test_each_added_file_is_taken_off_by_itself(client):
    send(client, "first.tsv", TABLE)
    send(client, "s.png", png(24, 16))
    send(client, "last.tsv", TABLE.replace(b"colour", b"scent"))
    first, sheet, last = client.get(FLOWERS).json()["attached"]
    assert [one["name"] for one in (first, sheet, last)] == ["first.tsv", "s.png", "last.tsv"]
    left = detach(client, first["number"]).json()
    assert left["attached"] == [sheet, last]
    assert left["thumbnails"] is not None
    assert [column["name"] for column in left["columns"]] == ["kind", "size", "name", "scent"]
    left = detach(client, sheet["number"]).json()
    assert (left["attached"], left["thumbnails"]) == ([last], None)
    again = detach(client, sheet["number"])
    assert (again.status_code, again.json()["kind"]) == (404, "UnknownId")
    assert client.get(FLOWERS).json()["attached"] == [last]


def test_a_table_that_was_joined_by_a_column_that_is_gone_says_so(client):
    send(client, "ids.tsv", b"id\tx\n" + b"".join(b"f%d\t1\n" % row for row in range(6)))
    by_id = b"note\tid\n" + b"".join(b"n%d\tf%d\n" % (row, row) for row in reversed(range(6)))
    assert send(client, "notes.tsv", by_id, key="id").status_code == 201
    ids, notes = client.get(FLOWERS).json()["attached"]
    left = detach(client, ids["number"]).json()
    assert [column["name"] for column in left["columns"]] == ["kind", "size"]
    assert any(note.startswith("notes.tsv fits no more and was left out: ") for note in left["notes"])
    assert left["attached"] == [notes]


def test_a_picture_is_a_sprite_sheet(client):
    assert send(client, "s.png", png(24, 16)).json()["role"] == "images"
    assert client.get(FLOWERS).json()["thumbnails"] is not None
    assert send(client, "s.png", png(24, 16), cell="0x8").status_code == 400


def test_vectors_are_a_new_entry(client):
    answer = send(client, "../../etc/new words.npy", npy(5)).json()
    assert answer == {"role": "vectors", "entry": "new-words"}
    assert client.get("/api/datasets/new-words").json()["n"] == 5
    (entry,) = [one for one in client.get("/api/session").json()["entries"] if one["id"] == "new-words"]
    assert (entry["source"], entry["problem"]) == ("new words.npy", None)


@pytest.mark.parametrize(
    ("name", "body", "more", "status"),
    [
        ("short.tsv", b"a\nb\n", {}, 422),
        ("nothing.tsv", b"", {}, 422),
        ("odd.xyz", b"\0\1\2", {}, 422),
        ("more.tsv", TABLE, {"key": "id"}, 422),
        ("more.tsv", TABLE, {"role": "surprise"}, 400),
        ("more.tsv", TABLE, {"entry": "nobody"}, 404),
        ("s.png", b"\x89PNG\r\n\x1a\n", {}, 422),
    ],
)
def test_what_does_not_fit_says_why_and_changes_nothing(client, name, body, more, status):
    before = client.get(FLOWERS).json()
    answer = send(client, name, body, **more)
    assert answer.status_code == status
    assert set(answer.json()) >= {"expected", "got", "fix"}
    assert "hyperscope-" not in answer.json()["where"], "where it is kept is nobody's business"
    assert client.get(FLOWERS).json() == before


def test_a_file_is_let_go_of_when_whoever_sent_it_goes_while_it_is_read(live, client, session, monkeypatch):
    reading = threading.Event()

    def slowly(*_):
        reading.set()
        while True:
            tell("Reading")
            time.sleep(0.001)

    monkeypatch.setattr("hyperscope.session.session.attachment", slowly)
    before = client.get(FLOWERS).json()
    with socket.create_connection(urlsplit(live).netloc.split(":")) as sender:
        sender.sendall(
            "POST /api/uploads?name=more.tsv&entry=flowers&role=auto HTTP/1.1\r\nHost: localhost\r\n"
            f"Authorization: Bearer {TOKEN}\r\nContent-Type: application/octet-stream\r\n"
            f"Content-Length: {len(TABLE)}\r\n\r\n".encode()
            + TABLE
        )
        assert reading.wait(5)
        assert list(session.uploads._folder.rglob("more.tsv"))
    end = time.monotonic() + 5
    while list(session.uploads._folder.rglob("more.tsv")):
        assert time.monotonic() < end, "it is read on"
        time.sleep(0.01)
    assert client.get(FLOWERS).json() == before


def test_no_more_than_the_limit_is_kept(client, monkeypatch, session):
    monkeypatch.setattr(uploads, "LARGEST_UPLOAD", 50)
    answer = send(client, "more.tsv", TABLE)
    assert (answer.status_code, answer.json()["got"]) == (400, "a larger one")
    assert not list(session.uploads._folder.rglob("*.tsv"))


def test_files_are_the_sessions_own_and_go_with_it(client, session):
    send(client, "more.tsv", TABLE)
    folder = session.uploads._folder
    assert folder.stat().st_mode & 0o077 == 0
    assert [path.name for path in folder.rglob("*.tsv")] == ["more.tsv"]
    session.close()
    assert not folder.exists()


def test_only_bytes_may_be_uploaded_and_only_from_this_page(client):
    assert client.post("/api/uploads", json={}).status_code == 415
    assert client.post(f"{FLOWERS}/search", content=b"{}", headers=OCTETS).status_code == 415
    elsewhere = {**OCTETS, "origin": "http://evil.example"}
    assert client.post("/api/uploads", content=b"", headers=elsewhere).status_code == 403
