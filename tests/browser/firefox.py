"""Headless Firefox, driven by WebDriver BiDi (w3c.github.io/webdriver-bidi), which any Firefox speaks; Playwright has its own."""

import itertools
import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from websockets.sync.client import ClientConnection, connect

from tests.browser.serving import stop

NAMES = ("firefox", "firefox-esr")
FOUND = os.environ.get("HYPERSCOPE_FIREFOX") or next(filter(None, map(shutil.which, NAMES)), None)
#: WebGL by the processor, whether or not there is a screen or a graphics card.
SOFTWARE = {"LIBGL_ALWAYS_SOFTWARE": "1", "MOZ_WEBGL_FORCE_EGL": "1"}
PREFERENCES = {
    "ui.prefersReducedMotion": 1,
    "webgl.force-enabled": True,
    "webgl.disabled": False,
    "app.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "toolkit.telemetry.reportingpolicy.firstRun": False,
}
#: Where Firefox writes, in its profile, which port it took.
TOLD = "WebDriverBiDiServer.json"


class Firefox:
    """One tab. `errors` are what the page wrote to its console as errors, uncaught ones among them."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.numbers = itertools.count(1)
        self.errors: list[str] = []
        self.send("session.new", capabilities={})
        self.send("session.subscribe", events=["log.entryAdded"])
        self.tab = self.send("browsingContext.create", type="tab")["context"]

    def send(self, method: str, **params: Any) -> Any:
        """The result of a command. Raises AssertionError with Firefox's words where it refuses."""
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while (answer := json.loads(self.socket.recv(timeout=120))).get("id") != number:
            if answer.get("method") == "log.entryAdded" and answer["params"]["level"] == "error":
                self.errors.append(str(answer["params"]["text"]))
        assert answer["type"] == "success", f"{method}: {answer}"
        return answer["result"]

    def open(self, address: str) -> None:
        self.send("browsingContext.navigate", context=self.tab, url=address, wait="complete")

    def ask(self, script: str) -> Any:
        """What an expression is, once it is settled, as JSON would say it."""
        wrapped = f"Promise.resolve({script}).then((answer) => JSON.stringify(answer) ?? 'null')"
        told = self.send(
            "script.evaluate", expression=wrapped, target={"context": self.tab}, awaitPromise=True
        )
        assert told["type"] == "success", told["exceptionDetails"]["text"]
        return json.loads(told["result"]["value"])

    def click(self, x: float, y: float) -> None:
        """The main button, at a place of the window."""
        at = {"type": "pointerMove", "x": round(x), "y": round(y)}
        press = [{"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
        mouse = {"type": "pointer", "id": "mouse", "actions": [at, *press]}
        self.send("input.performActions", context=self.tab, actions=[mouse])

    def until(self, script: str, seconds: float = 90) -> Any:
        """Ask until the answer is truthy."""
        end = time.monotonic() + seconds
        while not (answer := self.ask(script)):
            assert time.monotonic() < end, f"not within {seconds} s: {script}; {self.errors}"
            time.sleep(0.05)
        return answer


@contextmanager
def firefox(size: tuple[int, int] = (1280, 800)) -> Iterator[Firefox]:
    """Firefox with a profile of its own, for as long as the block runs."""
    assert FOUND is not None, f"neither {' nor '.join(NAMES)} is on the PATH, HYPERSCOPE_FIREFOX is not set"
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        lines = [
            f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in PREFERENCES.items()
        ]
        Path(folder, "user.js").write_text("\n".join(lines), encoding="utf-8")
        width, height = size
        line = [FOUND, "--headless", "--no-remote", "--profile", folder, "--remote-debugging-port", "0"]
        said = Path(folder, "said.log")
        with said.open("w") as log:
            process = subprocess.Popen(
                [*line, "--width", str(width), "--height", str(height)],
                env={**os.environ, **SOFTWARE, "HOME": folder},
                stdout=log,
                stderr=log,
            )
        try:
            with connect(f"{_address(process, Path(folder))}/session", max_size=None) as socket:
                yield Firefox(socket)
        finally:
            stop(process, patience=10)


def _address(process: subprocess.Popen[bytes], folder: Path, seconds: float = 90) -> str:
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        try:
            told = json.loads((folder / TOLD).read_text(encoding="utf-8"))
            return f"ws://{told['ws_host']}:{told['ws_port']}"
        except (OSError, ValueError):
            time.sleep(0.05)
    raise AssertionError(f"Firefox told no port; it said:\n{(folder / 'said.log').read_text()}")
