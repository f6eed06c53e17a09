"""Chromium for as long as the tests run, and a page of it for each test."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import TypeAlias
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.serving import serving
from tests.browser.watched import FLAGS, Watched

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
expect.set_options(timeout=60_000)  # a slow machine is no wrong; what holds ends the wait at once

Visit: TypeAlias = Callable[..., Watched]
Serve: TypeAlias = Callable[..., str]


def executable() -> str:
    """Chromium's path, or a skip that says where it was looked for."""
    found = os.environ.get("HYPERSCOPE_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip(f"no Chromium: none of {', '.join(NAMES)} on the PATH, HYPERSCOPE_CHROMIUM is not set")
    return found


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = executable()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Starts `hyperscope` with arguments, for as long as the test and its pages last; returns the address."""
    with ExitStack() as stack:
        yield lambda *arguments, **options: stack.enter_context(serving(*arguments, **options))


@pytest.fixture
def visit(chromium: Browser, serve: Serve) -> Iterator[Visit]:
    """Opens an address and waits for the first picture; at the end of the test nothing may have gone wrong on it."""
    opened: list[Watched] = []

    def open_page(
        address: str,
        *,
        size: tuple[int, int] = (1280, 800),
        scale: float = 1,
        wait: bool = True,
        night: bool = False,
        motion: bool = False,
        script: str | None = None,
    ) -> Watched:
        context = chromium.new_context(
            viewport={"width": size[0], "height": size[1]},
            device_scale_factor=scale,
            reduced_motion="no-preference" if motion else "reduce",
            color_scheme="dark" if night else "light",
        )
        if script is not None:
            context.add_init_script(script)
        watched = Watched(context.new_page(), urlsplit(address).netloc)
        opened.append(watched)
        watched.page.goto(address)
        if wait:
            watched.ready()
        return watched

    yield open_page
    for watched in opened:
        watched.page.context.close()
    assert [wrong for watched in opened for wrong in watched.wrongs] == []
