"""The built page, told to read files: the server's own page but for three lines of its HTML."""

import re
from html import escape
from pathlib import Path

from hyperscope.errors import PathError
from hyperscope.site.folder import MANIFEST, Folder
from hyperscope.wire.policy import POLICY, spelled

PAGE = Path(__file__).parents[1] / "server/static"  # where the build puts it
INDEX = "index.html"
LICENSES = "licenses.txt"  # of what the build bundles: they have to go where that goes
# Until the script runs: for ever where it cannot, as in a file that was opened without any server.
WAITING = "Loading. A page opened as a file stays like this: browsers read its data from a web server only."


def write(folder: Folder, title: str) -> None:
    """index.html, its assets and their licences. Raises `PathError` where the page was not built."""
    index = PAGE / INDEX
    if not index.is_file():
        raise PathError(
            "the built page", f"no {INDEX} in this installation",
            "Install a release, or build it: python hatch_build.py page.", where=str(PAGE),
        )  # fmt: skip
    for asset in sorted(PAGE.glob("assets/*")):
        folder.put(f"assets/{asset.name}", asset.read_bytes())
    folder.put(LICENSES, (PAGE / LICENSES).read_bytes())
    folder.put(INDEX, html(index.read_text(encoding="utf-8"), title).encode())


def html(page: str, title: str) -> str:
    """The page's HTML with its policy, its title, and the attribute that names the manifest."""
    policy = f'<meta http-equiv="Content-Security-Policy" content="{spelled(POLICY)}" />'
    page = page.replace('<meta charset="utf-8" />', f'<meta charset="utf-8" />\n    {policy}', 1)
    page = re.sub(r"<title>.*?</title>", lambda _: f"<title>{escape(title)}</title>", page, count=1)
    told = f'<hyperscope-app data-manifest="{MANIFEST}"><p>{WAITING}</p></hyperscope-app>'
    return page.replace("<hyperscope-app></hyperscope-app>", told, 1)
