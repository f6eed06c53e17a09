"""Behind a proxy, the page lives in a folder: with the prefix stripped on the way, or handed on as the app's root."""

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount

from hyperscope.server.access import Access
from hyperscope.server.app import create_app
from tests.server.conftest import PORT, TOKEN, Client
from tests.server.test_uploads import OCTETS, png

FOLDER = "/user/me/proxy/7777"


def stripping(app):
    """What nginx's `proxy_pass http://…/` does."""

    async def proxy(scope, receive, send):
        path = scope["path"].removeprefix(FOLDER)
        await app({**scope, "path": path, "raw_path": path.encode()}, receive, send)

    return proxy


def mounting(app):
    return Starlette(routes=[Mount(FOLDER, app)])


@pytest.mark.parametrize("proxy", [stripping, mounting])
def test_the_page_works_in_a_folder(session, static, monkeypatch, proxy):
    monkeypatch.setattr("hyperscope.server.page.STATIC", static)
    client = Client(proxy(create_app(session, Access(PORT, TOKEN, ("hub.example",)))), "hub.example")
    assert client.get(f"{FOLDER}/").status_code == 403
    page = client.get(f"{FOLDER}/?token={TOKEN}")
    assert page.status_code == 200
    assert [cookie.path for cookie in client.cookies.jar] == [FOLDER]
    assert client.get(f"{FOLDER}/api/session").json()["entries"]
    assert client.get(f"{FOLDER}/assets/index-a1.js").status_code == 200
    headers = {"Origin": "http://hub.example"}
    run = client.post(
        f"{FOLDER}/api/runs", json={"entry": "walkers", "method": "turn"}, headers=headers
    ).json()
    assert client.get(f"{FOLDER}/api/runs/{run['id']}/frame?after=0").status_code == 200


@pytest.mark.parametrize("proxy", [stripping, mounting])
def test_what_a_person_sends_and_saves_works_in_a_folder(session, static, monkeypatch, tmp_path, proxy):
    monkeypatch.setattr("hyperscope.server.page.STATIC", static)
    monkeypatch.setenv("HYPERSCOPE_DATA", str(tmp_path / "data"))
    client = Client(proxy(create_app(session, Access(PORT, TOKEN, ("hub.example",)))), "hub.example")
    client.headers["Authorization"] = f"Bearer {TOKEN}"
    flowers = f"{FOLDER}/api/datasets/flowers"
    sent = client.post(
        f"{FOLDER}/api/uploads",
        params={"name": "s.png", "entry": "flowers"},
        content=png(24, 16),
        headers=OCTETS,
    )
    assert sent.json()["role"] == "images"
    assert client.get(f"{flowers}/rows/0/image").headers["content-type"] == "image/png"
    assert client.get(f"{flowers}/thumbnails/0").status_code == 200
    assert client.post(f"{flowers}/detach", json={"number": 1}).json()["thumbnails"] is None
    assert client.get(f"{flowers}/features").json()["total"] == 0
    assert client.post(f"{flowers}/export", json={"what": "ids"}).content.startswith(b'"row"')
    tagged = client.post(f"{flowers}/edits", json={"column": "tag", "value": "good", "rows": "AQ=="}).json()
    assert tagged["edits"]["undo"]["rows"] == 1
    assert client.post(f"{flowers}/edits/undo", json={}).json()["edits"]["count"] == 0
    assert client.get(f"{flowers}/bookmarks").json() == []
    file = {"format": "hyperscope bookmarks", "version": 1, "bookmarks": [{"label": "mine"}]}
    assert [told["label"] for told in client.post(f"{flowers}/bookmarks", json=file).json()] == ["mine"]


@pytest.mark.parametrize("path", ["/", "/api/session", "/api/runs", "/assets/index-a1.js"])
def test_no_answer_names_a_place_on_the_host(client, path):
    answer = client.get(path)
    assert "location" not in answer.headers
    assert "localhost" not in answer.text
