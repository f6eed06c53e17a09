"""The real program in a process of its own."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, suppress

import httpx
import numpy as np
import pytest

import hyperscope
from hyperscope.server.serve import listen

READY = re.compile(r"^Hyperscope at (http://127\.0\.0\.1:(\d+)/)\?token=([0-9a-f]+)$")
HYPERSCOPE = [sys.executable, "-m", "hyperscope"]


class Process:
    def __init__(self, *arguments, env=None):
        self.process = subprocess.Popen(
            [*HYPERSCOPE, *map(str, arguments), "--no-browser"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env=env,
        )
        line = self.process.stdout.readline().rstrip()
        match = READY.match(line)
        assert match, f"{line!r} then {self.process.communicate(timeout=5)}"
        self.base, self.port, token = match[1], int(match[2]), match[3]
        self.client = httpx.Client(
            base_url=self.base, headers={"Authorization": f"Bearer {token}"}, timeout=15
        )

    def interrupt(self):
        """Press Ctrl-C: seconds until the end, and what was said to stderr."""
        began = time.monotonic()
        os.kill(self.process.pid, signal.SIGINT)
        _, said = self.process.communicate(timeout=10)
        self.client.close()
        return time.monotonic() - began, said

    def end(self):
        self.client.close()
        self.process.terminate()
        try:
            return self.process.communicate(timeout=5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise


@contextmanager
def running(*arguments):
    process = Process(*arguments)
    try:
        yield process
    finally:
        process.end()


def failed(*arguments):
    """(exit code, what was said) of a call that is not to start a server."""
    done = subprocess.run(
        [*HYPERSCOPE, *map(str, arguments)], capture_output=True, text=True, encoding="utf-8", timeout=60
    )
    assert not done.stdout
    assert "Traceback" not in done.stderr
    return done.returncode, done.stderr


@pytest.fixture
def vectors(tmp_path):
    np.save(tmp_path / "vectors.npy", np.random.default_rng(0).normal(size=(30, 5)).astype(np.float32))
    return tmp_path / "vectors.npy"


def test_a_file_is_opened_and_served(vectors, tmp_path):
    labels = tmp_path / "labels.tsv"
    labels.write_text("\n".join(f"row {i}" for i in range(30)) + "\n", encoding="utf-8")
    with running(vectors, "--metadata", labels) as process:
        assert httpx.get(f"{process.base}healthz").text == "ok"
        (entry,) = process.client.get("api/session").json()["entries"]
        assert (entry["name"], entry["shape"]) == ("vectors", [30, 5])
        cells = process.client.get(f"api/datasets/{entry['id']}/rows/4").json()["cells"]
        assert list(cells.values()) == ["row 4"]


def test_the_demo_invites_t_sne():
    with running("demo", "iris") as process:
        invitation = process.client.get("api/session").json()["invitation"]
        assert (invitation["entry"], invitation["method"], invitation["n_components"]) == ("iris", "tsne", 3)


def test_a_method_is_invited_with_its_parameters(vectors):
    said = ["--method", "tsne", "--perplexity", "5", "--dims", "2", "--seed", "7", "--init", "random"]
    with running(vectors, *said) as process:
        invitation = process.client.get("api/session").json()["invitation"]
        wanted = {"method": "tsne", "n_components": 2, "random_state": 7}
        assert invitation == wanted | {"entry": "vectors", "params": {"perplexity": 5.0, "init": "random"}}


def test_nothing_named_opens_the_empty_page():
    with running() as process:
        message = process.client.get("api/session").json()
        assert (message["entries"], message["problems"]) == ([], [])


def test_a_bad_source_never_hides_a_good_one(vectors, tmp_path):
    with running(tmp_path / "nothing.npy", vectors) as process:
        message = process.client.get("api/session").json()
        assert [entry["name"] for entry in message["entries"]] == ["vectors"]
        assert "nothing.npy" in message["problems"][0]["got"]
        process.client.close()
        _, said = process.end()
        assert "expected a file or folder, got nothing at" in said
        assert "vectors: 30 × 5" in said


def test_logdir_begins_at_6006_and_falls_forward(vectors):
    with running("--logdir", vectors) as one, running("--logdir", vectors) as two:
        assert 6006 <= one.port < two.port < 6106


def test_an_empty_log_folder_is_served_and_what_is_written_there_appears(tmp_path):
    with running("--logdir", tmp_path) as process:
        message = process.client.get("api/session").json()
        assert message["entries"] == []
        assert message["problems"][0]["got"] == "an empty folder"
        hyperscope.write_logdir(tmp_path / "run", np.eye(4, dtype=np.float32), name="late")
        changes, entries = {"revision": message["revision"]}, []
        while not entries:
            answer = process.client.get("api/changes", params={"after": changes["revision"]})
            changes = answer.json() if answer.status_code == 200 else changes
            entries = changes.get("entries", [])
        assert [entry["tensor"] for entry in entries] == ["late"]
        assert changes["problems"] == []
        process.client.close()
        _, said = process.end()
        assert "Nothing can be opened there yet" in said


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C reaches a whole console there")
def test_ctrl_c_ends_it_within_two_seconds_while_polls_are_held(vectors):
    process = Process(vectors)
    held = [threading.Thread(target=_hold, args=(process,)) for _ in range(3)]
    for thread in held:
        thread.start()
    time.sleep(0.7)
    assert all(thread.is_alive() for thread in held)
    took, said = process.interrupt()
    for thread in held:
        thread.join()
    assert process.process.returncode == 0
    assert "Traceback" not in said
    assert "Error" not in said
    assert took < 2


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C reaches a whole console there")
def test_ctrl_c_ends_it_in_the_middle_of_a_compilation(tmp_path):
    process = Process("demo", "iris", env={**os.environ, "XDG_CACHE_HOME": str(tmp_path)})
    wanted = {"entry": "iris", "method": "tsne"}
    run = process.client.post("api/runs", json=wanted).json()["id"]
    while {one["id"]: one["state"] for one in process.client.get("api/runs").json()}[run] != "preparing":
        time.sleep(0.05)
    time.sleep(1)
    took, said = process.interrupt()
    assert process.process.returncode == 0, said
    assert said == "iris: 150 × 4\n"
    assert took < 2


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C reaches a whole console there")
def test_ctrl_c_ends_it_in_the_middle_of_reading(tmp_path):
    (tmp_path / "long.tsv").write_text(("0.125\t" * 299 + "1\n") * 20_000, encoding="utf-8")
    for pause in (0.02, 0.08):
        process = Process(tmp_path / "long.tsv")
        time.sleep(pause)
        took, said = process.interrupt()
        assert (process.process.returncode, said) == (0, "long: 20,000 × 300\n")
        assert took < 2


def test_it_serves_although_nobody_reads_the_address(vectors):
    with listen("127.0.0.1", None, 18_888) as sock:
        port = sock.getsockname()[1]
    reader, writer = os.pipe()
    os.close(reader)
    command = [*HYPERSCOPE, vectors, "--no-browser", "--port", str(port)]
    process = subprocess.Popen(command, stdout=writer, stderr=subprocess.PIPE)
    os.close(writer)
    try:
        assert _answer(f"http://127.0.0.1:{port}/healthz") == "ok"
    finally:
        process.terminate()
        _, said = process.communicate(timeout=5)
    assert said.decode() == "vectors: 30 × 5\n"


def _answer(url):
    for _ in range(200):
        with suppress(httpx.ConnectError):
            return httpx.get(url).text
        time.sleep(0.05)
    return None


def _hold(process):
    """Ask for changes until one poll is held and then let go."""
    client = httpx.Client(base_url=process.base, headers=process.client.headers, timeout=15)
    try:
        with client:
            while True:
                revision = client.get("api/session").json()["revision"]
                client.get(f"api/changes?after={revision}")
    except httpx.HTTPError:
        return


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["nothing.npy"], 1, "expected a file or folder, got nothing at"),
        (["demo", "dogs"], 1, "expected one of"),
        (["demo", "mnist"], 2, "needs the folder"),
        (["demo", "iris", "folder"], 2, "takes no folder"),
        (["--cell", "28"], 2, "write 28x28"),
        (["--perplexity", "5"], 2, "--perplexity belongs to a method"),
        (["demo", "--method", "guess"], 2, "'guess' is not one of"),
        (["demo", "--perplexity", "many"], 1, "perplexity: expected a number"),
        (["demo", "--method", "pca", "--perplexity", "5"], 1, "expected one of"),
        (["demo", "--port", "99999"], 2, "--port"),
        (["demo", "--host", "203.0.113.1"], 1, "host: expected a name or address of this machine"),
        (["--bogus"], 2, "No such option"),
    ],
)
def test_errors_are_sentences(arguments, code, said):
    got, text = failed(*arguments)
    assert (got, said in text) == (code, True), text


def test_a_taken_port_is_an_error_with_three_parts(vectors):
    with running(vectors) as process:
        code, said = failed(vectors, "--port", process.port)
    assert code == 1
    assert f"127.0.0.1:{process.port}. Choose another with --port" in said


def test_listening_everywhere_warns(vectors):
    process = Process(vectors, "--host", "0.0.0.0")
    _, said = process.end()
    assert "Warning: every machine" in said
