"""The harness itself: what it claims to notice, it notices."""

import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.watched import Watched

Wrongs = Callable[[str], list[str]]


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def wrongs(tmp_path: Path, chromium: Browser) -> Iterator[Wrongs]:
    """What is noticed on a page with a given script."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    (tmp_path / "favicon.ico").touch()
    page = chromium.new_page()

    def on(script: str) -> list[str]:
        (tmp_path / "index.html").write_text(f"<!doctype html><script>{script}</script>", encoding="utf-8")
        watched = Watched(page, f"127.0.0.1:{server.server_port}")
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        page.wait_for_timeout(100)
        return watched.wrongs

    yield on
    page.close()
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("console.error('no')", "console error: no"),
        ("throw new Error('broken')", "page error: broken"),
        ("fetch('http://127.0.0.1:9/x').catch(() => 0)", "request to another host: http://127.0.0.1:9/x"),
        ("Promise.reject(new Error('late'))", "page error: late"),
    ],
)
def test_wrongs_are_noticed(wrongs: Wrongs, script: str, said: str):
    assert any(wrong.startswith(said) for wrong in wrongs(script))


def test_a_good_page_has_none(wrongs: Wrongs):
    assert wrongs("console.log('hello'); fetch('favicon.ico')") == []


def test_webgl2_draws(chromium: Browser):
    """Without this, every picture test could be green on nothing."""
    page = chromium.new_page()
    try:
        assert page.evaluate("() => document.createElement('canvas').getContext('webgl2') !== null")
    finally:
        page.close()
