import asyncio
from contextlib import contextmanager
from pathlib import Path

import httpx
import numpy as np
import pytest

from hyperscope.columns import Column
from hyperscope.dataset import Dataset
from hyperscope.entry import Entry
from hyperscope.errors import FormatError
from hyperscope.server.access import Access
from hyperscope.server.app import create_app
from hyperscope.server.serve import Background, listen
from tests.session.fakes import Lab

TOKEN = "5e5ame"
PORT = 7777
HERE = f"http://localhost:{PORT}"
BROKEN = FormatError("five cells", "four", "Add one.", where="a.tsv, row 3")


def flowers():
    """Six rows, two columns, no pictures."""
    vectors = np.arange(18, dtype=np.float32).reshape(6, 3)
    vectors[5] = np.nan
    columns = {
        "kind": Column.of("kind", ["rose", "tulip", "rose", "iris", "", "rose"]),
        "size": Column.of("size", [1, 2, 3, None, 5, 6]),
    }
    return Dataset("flowers", vectors, columns, notes=("A note.",))


@contextmanager
def served(session, access):
    """A real server in a thread: its address."""
    sock = listen("127.0.0.1", None, 17_777)
    server = Background(session, access, sock)
    yield f"http://127.0.0.1:{sock.getsockname()[1]}"
    server.close()


@pytest.fixture
def lab():
    lab = Lab()
    yield lab
    for session in lab.sessions:
        session.close()


@pytest.fixture
def session(lab):
    return lab.session(
        Entry("flowers", "memory", flowers),
        lab.entry(),
        lab.entry("broken", problem=BROKEN),
        lab.entry("other"),
    )


@pytest.fixture
def static(tmp_path):
    """A page as the build leaves it."""
    folder = tmp_path / "static"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>page</title>", encoding="utf-8")
    for name in ("index-a1.js", "index-a1.css", "inter-a1.woff2", "icon-a1.svg"):
        (folder / "assets" / name).write_text("x", encoding="utf-8")
    (folder / "favicon.svg").write_text("<svg/>", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    return folder


class Client:
    """Calls the app without a socket; keeps cookies and `headers` from call to call."""

    def __init__(self, app, host):
        self._app, self._base = app, f"http://{host}"
        self.headers, self.cookies = {}, httpx.Cookies()

    def request(self, method, path, **more):
        return asyncio.run(self._request(method, path, **more))

    def get(self, path, **more):
        return self.request("GET", path, **more)

    def post(self, path, **more):
        return self.request("POST", path, **more)

    async def _request(self, method, path, headers=None, **more):
        transport = httpx.ASGITransport(self._app, raise_app_exceptions=False)
        headers = {**self.headers, **(headers or {})}
        async with httpx.AsyncClient(
            transport=transport, base_url=self._base, cookies=self.cookies
        ) as client:
            answer = await client.request(method, path, headers=headers, **more)
            self.cookies = client.cookies
            return answer


@pytest.fixture
def client_of(session, static, monkeypatch):
    """A client without the token that calls the server by the name `host`; keywords go to `Access`."""

    def client_of(host=f"localhost:{PORT}", page: Path = static, **access):
        monkeypatch.setattr("hyperscope.server.page.STATIC", page)
        return Client(create_app(session, Access(PORT, TOKEN, **access)), host)

    return client_of


@pytest.fixture
def stranger(client_of):
    return client_of()


@pytest.fixture
def client(client_of):
    """A client that sends the token with every request."""
    client = client_of()
    client.headers["Authorization"] = f"Bearer {TOKEN}"
    return client


@pytest.fixture
def live(session):
    """The address of a server."""
    with served(session, Access(PORT, TOKEN)) as base:
        yield base
