import asyncio
import threading
import time

import httpx
import numpy as np
import pytest

from hyperscope.run import RunState
from hyperscope.server import runs as endpoints
from hyperscope.wire.frames import decode
from tests.server.conftest import TOKEN

AUTHORIZED = {"Authorization": f"Bearer {TOKEN}"}


def start(client, **more):
    answer = client.post("/api/runs", json={"entry": "walkers", "method": "walk", **more})
    assert answer.status_code == 201
    return answer.json()["id"]


def frame(client, run, after=0, **query):
    return client.get(f"/api/runs/{run}/frame", params={"after": after, **query})


def test_a_run_is_watched_to_its_end(client):
    run, seqs = start(client, params={"n_iter": 30}), [0]
    while (answer := frame(client, run, seqs[-1])).status_code == 200:
        got = decode(answer.content)
        seqs.append(got.seq)
    assert got.state is RunState.DONE
    assert got.iteration == 30
    assert seqs == sorted(set(seqs))
    assert answer.headers["x-run-state"] == "done"
    assert client.get("/api/runs").json()[0]["state"] == "done"


def test_the_losses_so_far_are_told(client):
    run = start(client, params={"n_iter": 3})
    while frame(client, run).headers["x-run-state"] != "done":
        pass
    told = client.get(f"/api/runs/{run}/losses").json()
    assert told[-1]["iteration"] == 3
    assert told[-1]["loss"] == client.get("/api/runs").json()[0]["loss"]
    assert client.get("/api/runs/none/losses").status_code == 404


def test_frames_may_be_compact(client):
    run = start(client, params={"n_iter": 0})
    full, compact = frame(client, run), frame(client, run, compact=1)
    assert len(full.content) - 64 == 2 * (len(compact.content) - 64)
    assert full.headers["content-type"] == "application/octet-stream"
    assert full.headers["cache-control"] == "no-store"


def test_every_move_answers_with_the_run(client):
    run = start(client)
    frame(client, run)
    moves = ["pause", "resume", "step", "stop", "restart", "stop"]
    states = [client.post(f"/api/runs/{run}/{move}", json={}).json()["state"] for move in moves]
    assert states[:2] == ["paused", "running"]
    assert states[3::2] == ["stopped", "stopped"]
    assert states[4] in ("queued", "preparing")


def test_a_move_needs_no_body_but_the_content_type(client):
    run = start(client)
    assert (
        client.post(f"/api/runs/{run}/stop", headers={"Content-Type": "application/json"}).status_code == 200
    )


def test_an_illegal_move_is_a_409(client):
    run = start(client)
    client.post(f"/api/runs/{run}/stop", json={})
    answer = client.post(f"/api/runs/{run}/pause", json={})
    assert (answer.status_code, answer.json()["kind"]) == (409, "StateError")


def test_an_unknown_move_is_a_404(client):
    assert client.post(f"/api/runs/{start(client)}/fly", json={}).status_code == 404


def test_pace_and_parameters_are_set(client):
    run = start(client)
    assert client.post(f"/api/runs/{run}/pace", json={"pace": "every step"}).json()["pace"] == "every step"
    assert client.post(f"/api/runs/{run}/params", json={"params": {"rate": 3}}).json()["params"]["rate"] == 3
    wrong = client.post(f"/api/runs/{run}/params", json={"params": {"n_iter": 3}})
    assert (wrong.status_code, wrong.json()["kind"]) == (400, "ParameterError")
    assert client.post(f"/api/runs/{run}/pace", json={"pace": "slow"}).status_code == 400


def test_changes_tell_runs_and_entries(client):
    revision = client.get("/api/session").json()["revision"]
    run = start(client, params={"n_iter": 0})
    frame(client, run)
    message = client.get(f"/api/changes?after={revision}").json()
    assert [entry["id"] for entry in message["entries"]] == ["walkers"]
    assert [told["id"] for told in message["runs"]] == [run]
    assert message["revision"] > revision


@pytest.fixture
def short_hold(monkeypatch):
    monkeypatch.setattr(endpoints, "HOLD", 0.2)


def test_a_hold_ends_with_204(client, session, short_hold):
    run = start(client, pace="one step")
    while frame(client, run).headers["x-run-state"] != "paused":
        time.sleep(0.001)
    held = frame(client, run, after=100)
    assert (held.status_code, held.content, held.headers["x-run-state"]) == (204, b"", "paused")
    after = session.changes.revision
    assert client.get(f"/api/changes?after={after}").status_code == 204


def test_an_ended_run_is_not_held(client):
    run = start(client)
    client.post(f"/api/runs/{run}/stop", json={})
    began = time.monotonic()
    answer = frame(client, run, after=1_000_000)
    assert (answer.status_code, answer.headers["x-run-state"]) == (204, "stopped")
    assert time.monotonic() - began < 1


def test_polls_are_held_side_by_side_and_leave_nothing_when_clients_go(live, session):
    async def scene():
        async with httpx.AsyncClient(base_url=live, headers=AUTHORIZED, timeout=5) as client:
            run = (
                await client.post(
                    "/api/runs", json={"entry": "walkers", "method": "walk", "pace": "one step"}
                )
            ).json()
            held = [
                asyncio.create_task(client.get(f"/api/runs/{run['id']}/frame?after=99")) for _ in range(20)
            ]
            changes = asyncio.create_task(client.get("/api/changes?after=99999999"))
            frames = session.runs[run["id"]].newest.bell
            while frames.waiting < 20:
                await asyncio.sleep(0.01)
            assert (await client.get("/healthz")).text == "ok"
            for task in (*held, changes):
                task.cancel()
            await asyncio.gather(*held, changes, return_exceptions=True)
        for _ in range(200):
            if not frames.waiting and not session.changes.bell.waiting:
                return True
            await asyncio.sleep(0.01)
        return False

    assert asyncio.run(scene())


def test_a_held_poll_is_answered_by_the_next_step(live):
    with httpx.Client(base_url=live, headers=AUTHORIZED, timeout=5) as client:
        run = start(client, pace="one step")
        first = decode(frame(client, run).content)
        timer = threading.Timer(
            0.1, lambda: httpx.post(f"{live}/api/runs/{run}/step", json={}, headers=AUTHORIZED)
        )
        timer.start()
        second = decode(frame(client, run, first.seq).content)
        timer.join()
    assert (second.seq, second.iteration) == (first.seq + 1, 1)


def test_closing_the_server_lets_held_polls_go(session):
    from hyperscope.server.access import Access
    from hyperscope.server.serve import Background, listen

    sock = listen("127.0.0.1", None, 17_877)
    address = f"http://127.0.0.1:{sock.getsockname()[1]}"
    server = Background(session, Access(1, TOKEN), sock)
    with httpx.Client(base_url=address, headers=AUTHORIZED, timeout=5) as client:
        statuses = []
        revision = session.changes.revision
        poll = threading.Thread(
            target=lambda: statuses.append(client.get(f"/api/changes?after={revision}").status_code)
        )
        poll.start()
        while not session.changes.bell.waiting:
            time.sleep(0.01)
        began = time.monotonic()
        server.close()
        poll.join()
    assert statuses == [204]
    assert time.monotonic() - began < 2


def test_a_run_is_named_told_as_a_program_and_forgotten(client):
    run = client.post("/api/runs", json={"entry": "walkers", "method": "turn"}).json()
    assert client.get(f"/api/runs/{run['id']}/frame?after=0").status_code == 200
    assert client.post(f"/api/runs/{run['id']}/name", json={"name": "mine"}).json()["name"] == "mine"
    assert "hyperscope.project(" in client.get(f"/api/runs/{run['id']}/python").json()["code"]
    assert client.post(f"/api/runs/{run['id']}/forget", json={}).status_code == 204
    assert client.get("/api/runs").json() == []
    assert client.get(f"/api/runs/{run['id']}/python").status_code == 404


def test_a_kick_answers_with_the_run_or_a_409(client):
    run = start(client, pace="one step")
    while frame(client, run).headers["x-run-state"] != "paused":
        time.sleep(0.001)
    assert client.post(f"/api/runs/{run}/perturb", json={}).json()["state"] in ("running", "paused")
    turn = client.post("/api/runs", json={"entry": "walkers", "method": "turn"}).json()["id"]
    assert client.post(f"/api/runs/{turn}/perturb", json={}).status_code == 409


def test_quality_is_told_whole_and_row_by_row(client):
    run = start(client, params={"n_iter": 2})
    while frame(client, run).headers["x-run-state"] != "done":
        time.sleep(0.001)
    told = client.get(f"/api/runs/{run}/quality?label=kind").json()
    assert (told["run"], told["seq"], told["label"], told["scores"]) == (run, 3, "kind", {"trust": 2})
    assert (told["per_point"], told["sampled"], told["rows"], told["k"]) == (["trust"], 4, 4, 15)
    assert told["worst_pairs"] == [{"one": "a", "other": "b", "in_data": 0.25, "in_layout": 1}]
    points = client.get(f"/api/runs/{run}/quality/points?of=trust")
    assert np.frombuffer(points.content, "<f4").tolist() == [2, 3, 4, 5]
    assert points.headers["x-seq"] == "3"
    assert client.get(f"/api/runs/{run}/quality/points?of=beauty").status_code == 400
    assert client.get(f"/api/runs/{run}/quality?label=wrong").status_code == 400


def test_quality_of_what_is_not_there_yet_is_a_204(client, lab):
    lab.prepare_pieces = 1_000_000
    assert client.get(f"/api/runs/{start(client)}/quality").status_code == 204
