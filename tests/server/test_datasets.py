import base64
import csv
import io
import threading
import time
from concurrent.futures import Future

import httpx
import numpy as np
import pyarrow as pa
import pytest
from PIL import Image

from hyperscope.dataset import Dataset
from hyperscope.entry import Entry
from hyperscope.images import ArrayImages
from hyperscope.session.session import Session
from hyperscope.wire.rows import pack

FLOWERS = "/api/datasets/flowers"


def test_the_session_lists_everything_the_page_needs(client):
    message = client.get("/api/session").json()
    assert [entry["id"] for entry in message["entries"]] == ["flowers", "walkers", "broken", "other"]
    assert [method["name"] for method in message["methods"]] == ["walk", "turn"]
    assert message["invitation"] is None
    broken = message["entries"][2]["problem"]
    assert (broken["expected"], broken["where"]) == ("five cells", "a.tsv, row 3")


def test_a_dataset_opens_with_its_columns(client):
    message = client.get(FLOWERS).json()
    assert (message["n"], message["d"], message["dtype"], message["label"]) == (6, 3, "float32", "kind")
    assert message["left_out"] == [5]
    assert message["notes"] == ["A note."]  # rows that are left out are told by `left_out` alone
    kind, size = message["columns"]
    assert (kind["kind"], kind["n_unique"], kind["n_empty"], kind["low"]) == ("categorical", 4, 1, None)
    assert (size["kind"], size["n_empty"], size["low"], size["high"]) == ("numeric", 1, 1.0, 6.0)


def test_opening_can_be_cancelled_for_all_who_wait(live, lab, client):
    lab.gate.clear()
    asked = Future()
    threading.Thread(
        target=lambda: asked.set_result(httpx.get(f"{live}/api/datasets/walkers", headers=client.headers))
    ).start()
    while not lab.loads:
        time.sleep(0.001)
    assert client.post("/api/datasets/walkers/leave", json={}).status_code == 204
    answer = asked.result(5)
    assert (answer.status_code, answer.json()["got"]) == (422, "a reading that was cancelled")
    lab.gate.set()
    assert client.get("/api/datasets/walkers").json()["n"] == 4
    assert client.post("/api/datasets/nobody/leave", json={}).status_code == 404


def test_columns_come_as_arrow(client):
    answer = client.get(f"{FLOWERS}/columns")
    assert answer.headers["content-type"] == "application/vnd.apache.arrow.stream"
    assert answer.headers["cache-control"] == "no-store"
    table = pa.ipc.open_stream(answer.content).read_all()
    assert table["kind"].to_pylist() == ["rose", "tulip", "rose", "iris", "", "rose"]
    np.testing.assert_array_equal(table["size"].to_numpy(), [1, 2, 3, np.nan, 5, 6])


def test_a_row_is_told_as_written(client):
    assert client.get(f"{FLOWERS}/rows/3").json() == {"row": 3, "cells": {"kind": "iris", "size": ""}}


PIXELS = np.arange(2 * 90 * 80).astype(np.uint8).reshape(2, 90, 80)


@pytest.mark.parametrize(
    "session",
    [Session([Entry("faces", "memory", lambda: Dataset("faces", np.eye(2), images=ArrayImages(PIXELS)))])],
)
def test_the_picture_of_a_row_comes_whole(client):
    answer = client.get("/api/datasets/faces/rows/1/image")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
    np.testing.assert_array_equal(np.asarray(Image.open(io.BytesIO(answer.content)).convert("L")), PIXELS[1])


def test_neighbours_are_exact_and_nearest_first(client):
    message = client.get(f"{FLOWERS}/neighbors?row=2&k=3&metric=euclidean").json()
    assert message["rows"] == [1, 3, 0]
    np.testing.assert_allclose(message["distances"], np.sqrt(3) * np.array([3, 3, 6]), rtol=1e-6)


def test_more_neighbours_than_rows_are_all_rows(client):
    assert len(client.get(f"{FLOWERS}/neighbors?row=0").json()["rows"]) == 4


def test_neighbours_in_the_layout_are_those_of_the_picture(client):
    run = client.post("/api/runs", json={"entry": "flowers", "method": "turn", "params": {}}).json()
    while client.get(f"/api/runs/{run['id']}/frame?after=0").status_code != 200:
        pass
    asked = f"{FLOWERS}/neighbors?row=1&k=2&metric=euclidean&space=layout&run={run['id']}"
    message = client.get(asked).json()
    assert (message["space"], message["rows"], message["distances"]) == ("layout", [2, 3], [0, 0])


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [("space=layout&run=r99", 404, "r99"), ("space=layout", 404, "''"), ("space=moon", 400, "'moon'")],
)
def test_neighbours_in_a_layout_that_is_not_there_are_refused(client, query, status, said):
    answer = client.get(f"{FLOWERS}/neighbors?row=1&{query}")
    assert (answer.status_code, said in answer.json()["got"]) == (status, True)


def bits(*rows):
    return base64.b64encode(pack(np.array(rows), 6)).decode()


def test_an_export_is_a_file_with_a_name_and_a_length(client):
    body = {"what": "rows", "format": "csv", "rows": bits(0, 3)}
    answer = client.post(f"{FLOWERS}/export", json=body)
    lines = list(csv.reader(answer.text.splitlines()))
    assert lines == [["row", "kind", "size"], ["0", "rose", "1"], ["3", "iris", ""]]
    assert answer.headers["content-disposition"] == 'attachment; filename="flowers-rows.csv"'
    assert int(answer.headers["content-length"]) == len(answer.content)


def test_an_export_of_everything_as_vectors(client):
    answer = client.post(f"{FLOWERS}/export", json={"what": "vectors", "format": "npy"})
    assert np.load(io.BytesIO(answer.content)).shape == (6, 3)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"format": "npy"}, "numbers alone"),
        ({"rows": "AAAAAAAA"}, "48 bits"),
        ({"rows": base64.b64encode(b"\0").decode()}, "none"),
        ({"format": "exe"}, "exe"),
        ({"path": "/etc/passwd"}, "path"),
    ],
)
def test_an_export_that_cannot_be_made_says_why(client, body, said):
    answer = client.post(f"{FLOWERS}/export", json=body)
    assert (answer.status_code, said in answer.json()["got"]) == (400, True)


def test_search_finds_rows(client):
    answer = client.post(f"{FLOWERS}/search", json={"text": "ROSE"})
    assert answer.headers["content-type"] == "application/octet-stream"
    assert np.frombuffer(answer.content, "<i4").tolist() == [0, 2, 5]


@pytest.mark.parametrize(
    ("body", "rows"),
    [
        ({"text": "kind = 'rose' and size:2..6", "mode": "filter"}, [2, 5]),
        ({"text": "rose", "mode": "exact", "column": "kind", "case": True}, [0, 2, 5]),
        ({"text": "ROSE", "case": True}, []),
    ],
)
def test_search_has_modes(client, body, rows):
    answer = client.post(f"{FLOWERS}/search", json=body)
    assert np.frombuffer(answer.content, "<i4").tolist() == rows


def test_a_filter_that_cannot_be_read_names_the_columns(client):
    answer = client.post(f"{FLOWERS}/search", json={"text": "colour = 1", "mode": "filter"})
    assert answer.status_code == 400
    assert answer.json()["expected"] == "one of the columns kind, size"


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "kind"),
    [
        ("GET", "/api/nothing", None, 404, "NotFound"),
        ("POST", "/api/session", {}, 405, "NotFound"),
        ("GET", "/api/datasets/nobody", None, 404, "UnknownId"),
        ("GET", "/api/datasets/broken", None, 422, "FormatError"),
        ("GET", f"{FLOWERS}/rows/6", None, 400, "QueryError"),
        ("GET", f"{FLOWERS}/rows/-1", None, 400, "QueryError"),
        ("GET", f"{FLOWERS}/rows/first", None, 400, "QueryError"),
        ("GET", f"{FLOWERS}/rows/0/image", None, 400, "QueryError"),
        ("GET", f"{FLOWERS}/rows/99/image", None, 400, "QueryError"),
        ("GET", f"{FLOWERS}/neighbors", None, 400, "QueryError"),
        ("GET", f"{FLOWERS}/neighbors?row=0&k=0", None, 400, "QueryError"),
        ("GET", f"{FLOWERS}/neighbors?row=0&metric=taste", None, 400, "QueryError"),
        ("GET", f"{FLOWERS}/thumbnails/0", None, 400, "QueryError"),
        ("POST", f"{FLOWERS}/search", {"text": "[", "mode": "regex"}, 400, "QueryError"),
        ("POST", f"{FLOWERS}/search", {"text": "a", "column": "smell"}, 400, "QueryError"),
        ("POST", f"{FLOWERS}/search", {"txt": "a"}, 400, "QueryError"),
        ("POST", "/api/runs", {"entry": "nobody", "method": "walk"}, 404, "UnknownId"),
        (
            "POST",
            "/api/runs",
            {"entry": "walkers", "method": "walk", "n_components": 7},
            400,
            "ParameterError",
        ),
        (
            "POST",
            "/api/runs",
            {"entry": "walkers", "method": "walk", "params": {"rate": "x"}},
            400,
            "ParameterError",
        ),
        (
            "POST",
            "/api/runs",
            {"entry": "walkers", "method": "walk", "random_state": -1},
            400,
            "ParameterError",
        ),
        ("POST", "/api/runs", {"entry": "walkers", "method": "walk", "after": "r9"}, 404, "UnknownId"),
        ("POST", "/api/runs/r9/stop", {}, 404, "UnknownId"),
        ("GET", "/api/runs/r9/frame", None, 404, "UnknownId"),
    ],
)
def test_every_way_to_fail_has_one_shape(client, method, path, body, status, kind):
    answer = client.request(method, path, json=body) if body is not None else client.request(method, path)
    assert (answer.status_code, answer.json()["kind"]) == (status, kind)
    assert set(answer.json()) == {"expected", "got", "fix", "where", "kind"}
    assert answer.json()["fix"]
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    ("sent", "got"),
    [
        (b"", "truncated"),
        (b"{", "truncated"),
        (b'{"entry": "\xff"}', "0xff"),
        (b'{"entry": "", "method": "", "params": {"x":' + b"[" * 100_000, "recursion"),
        (b'{"entry": "' + b"x" * (4 << 20), "a larger one"),
    ],
    ids=["empty", "cut", "no UTF-8", "deep", "huge"],
)
def test_a_body_that_is_no_request_is_told_where(client, sent, got):
    answer = client.post("/api/runs", content=sent, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["kind"]) == (400, "QueryError")
    assert answer.json()["where"] == "/api/runs"
    assert got in answer.json()["got"]


def test_a_fault_of_ours_is_a_500_in_the_same_shape(client, monkeypatch, session):
    monkeypatch.setattr(type(session), "message", property(lambda self: 1 / 0))
    answer = client.get("/api/session")
    assert (answer.status_code, answer.json()["kind"]) == (500, "InternalError")
    assert "division" in answer.json()["got"]
    assert "Traceback" not in answer.text


def test_the_ends_of_an_axis_are_counted_term_by_term(client):
    asked = {"text": "rose - tulip", "column": "kind"}
    told = client.post("/api/datasets/flowers/ends", json=asked).json()
    assert [(term["text"], term["sign"], term["total"]) for term in told["terms"]] == [
        ("rose", 1, 3),
        ("tulip", -1, 1),
    ]
    assert told["problem"] is None


@pytest.mark.parametrize("text", ["nothing like it", "/(/", "#99"])
def test_an_end_that_matches_nothing_is_an_answer_too(client, text):
    told = client.post("/api/datasets/flowers/ends", json={"text": text}).json()
    assert told["terms"] == []
    assert told["problem"]["got"]


def test_a_bookmark_file_is_read_and_its_positions_become_a_run(client):
    points = [{"tsne-0": row, "tsne-1": -row} for row in range(6)]
    file = [
        {"label": "mine", "selectedProjection": "tsne", "dataSetDimensions": [6, 3], "projections": points}
    ]
    (told,) = client.post("/api/datasets/flowers/bookmarks", json=file).json()
    assert (told["label"], told["layout"]["n_components"], told["data"]["n"]) == ("mine", 2, 6)
    run = client.post("/api/datasets/flowers/layouts", json={"name": "mine", "layout": told["layout"]}).json()
    assert (run["state"], run["restored"], run["n_rows"]) == ("done", True, 6)
    assert client.get(f"/api/runs/{run['id']}/frame?after=0").status_code == 200
    assert (
        client.post("/api/datasets/walkers/layouts", json={"name": "", "layout": told["layout"]}).status_code
        == 400
    )


def test_a_file_that_holds_no_bookmarks_is_refused_in_words(client):
    answer = client.post("/api/datasets/flowers/bookmarks", json={"some": "thing"})
    assert answer.status_code == 422
    assert "bookmarks" in answer.json()["expected"]
    assert client.get("/api/datasets/flowers/bookmarks").json() == []
