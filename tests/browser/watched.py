"""A page of headless Chromium that remembers everything that must not happen on it."""

import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request

FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@dataclass
class Watched:
    """`page` is Playwright's own; `wrongs` are console errors, page errors and requests to other hosts, in words."""

    page: Page
    host: str
    wrongs: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.wrongs.append(f"page error: {error}"))
        self.page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.wrongs.append(f"console error: {message.text} ({message.location.get('url', '')})")

    def _request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob") and address.netloc != self.host:
            self.wrongs.append(f"request to another host: {request.url}")

    def ask(self, script: str, argument: object = None) -> Any:
        """The answer of a JavaScript function, called with `(hyperscope, argument)`."""
        return self.page.evaluate(f"(argument) => ({script})(window.__hyperscope, argument)", argument)

    def until(self, script: str, argument: object = None, seconds: float = 90) -> Any:
        """Ask until the answer is truthy. Polled from here: the page's CSP forbids what Playwright would inject."""
        end = time.monotonic() + seconds
        while not (answer := self.ask(script, argument)):
            if time.monotonic() > end:
                stats = self.ask("(hyperscope) => hyperscope?.stats() ?? null")
                raise AssertionError(
                    f"not within {seconds} s: {script}; the page says {stats}; {self.wrongs}"
                )
            self.page.wait_for_timeout(30)
        return answer

    def ready(self) -> None:
        """Wait for the first picture."""
        self.until("(hyperscope) => hyperscope !== undefined")
        self.ask("async (hyperscope) => { await hyperscope.ready; }")
