"""The gallery: named scenes as pictures, which are examples, documentation and tests at once.

`python -m docs.gallery` draws them anew and writes the page; `tests/browser/test_gallery.py` compares them with what is
drawn now.
"""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, sync_playwright

from tests.browser.fixtures import executable
from tests.browser.gallery import rest, served
from tests.browser.watched import FLAGS

FOLDER = Path(__file__).parent / "pictures/gallery"
PAGE = Path(__file__).parent / "reference/gallery.md"
SIZE = ViewportSize(width=440, height=300)


@dataclass(frozen=True)
class Scene:
    """`query` is what `web/gallery/gallery.ts` reads."""

    name: str
    query: str
    about: str


SCENES = (
    Scene("plane", "n=900&d=2", "A plane: every point, coloured by a column."),
    Scene("space", "n=900&d=3", "Space: what is farther away is smaller and paler."),
    Scene("night", "n=900&d=3&theme=night", "Night has colours of its own; nothing is inverted."),
    Scene("many", "n=30000&d=2", "Many points are small, and all are drawn."),
    Scene("labels", "n=300&d=2&show=color,labels", "Labels, as many as find room, in any script."),
    Scene("text", "n=300&d=3&show=color,labels,text", "Text instead of points, in their colours."),
    Scene("thumbnails", "n=200&d=2&show=color,thumbnails", "Thumbnails with an edge in the point's colour."),
    Scene(
        "selection",
        "n=900&d=2&show=color,selection",
        "A selected point and its neighbours; the others step back.",
    ),
    Scene("isolated", "n=900&d=2&show=color,few", "Three kinds shown alone; the camera fits them."),
    Scene(
        "axes", "n=900&d=2&show=color,axes&axes=worse→better,small→large", "Axes of one's own, with names."
    ),
    Scene("components", "n=900&d=3&show=color,axes", "Principal components along the axes."),
    Scene("lines", "n=300&d=3&show=color,lines&theme=night", "Points joined by a `__next__` column."),
    Scene("faint", "n=6000&d=2&show=color,faint,selection", "Translucent points add up."),
)


def draw(page: Page, address: str, scene: Scene) -> bytes:
    """The scene as PNG, once nothing moves any more."""
    page.goto(f"{address}?{scene.query}")
    page.evaluate("painted")
    if "thumbnails" in scene.query:
        page.evaluate("pictured")
    rest(page)
    return page.screenshot()


HEAD = """# Gallery

The scene alone, drawn from seeded data by the page's own code. Made by `python -m docs.gallery`; every picture is a test.

"""


def text() -> str:
    """The page."""
    rows = [f"| ![{scene.name}](../pictures/gallery/{scene.name}.png) | {scene.about} |" for scene in SCENES]
    return HEAD + "\n".join(["| | |", "|---|---|", *rows]) + "\n"


def main() -> None:
    """Write pictures and page."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        served(Path(folder)) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=executable(), args=FLAGS)
        page = browser.new_page(viewport=SIZE)
        for scene in SCENES:
            (FOLDER / f"{scene.name}.png").write_bytes(draw(page, address, scene))
        browser.close()
    PAGE.write_text(text(), encoding="utf-8")


if __name__ == "__main__":
    main()
