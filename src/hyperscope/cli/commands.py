"""`hyperscope` and its verbs."""

from pathlib import Path
from typing import Any

import click

from hyperscope import __version__
from hyperscope.cli import convert, export, listing, options, project, warmup
from hyperscope.cli.door import DEFAULT, Door, Opening
from hyperscope.cli.options import bookmarks, inviting, opening, parameters, serving
from hyperscope.cli.sections import Sectioned


def _open(sources: tuple[str, ...], **said: Any) -> None:
    """Open SOURCE… in the browser."""
    from hyperscope.cli.launch import launch

    launch((*sources, *said["logdir"]), said)


def _demo(name: str, folder: Path | None, **said: Any) -> None:
    """Show a bundled example and let t-SNE lay it out: digits, iris, swiss-roll, clusters.

    `demo mnist FOLDER` opens the full MNIST from its idx files.
    """
    from hyperscope.cli.launch import launch

    if folder is not None and name != "mnist":
        raise click.UsageError(f"demo {name} takes no folder; only demo mnist does.")
    if name == "mnist" and folder is None:
        raise click.UsageError(
            "demo mnist needs the folder that holds its idx files: hyperscope demo mnist FOLDER"
        )
    said["method"] = said["method"] or "tsne"
    launch((f"demo:{name}" if folder is None else f"demo:{name}:{folder}",), said)


SOURCES = click.Argument(["sources"], nargs=-1, metavar="[SOURCE]...")
NAME = click.Argument(["name"], default="digits", metavar="[NAME]")
FOLDER = click.Argument(["folder"], required=False, type=options.FILE, metavar="[FOLDER]")

main = Door(
    "hyperscope",
    sections=[opening(), inviting(), parameters(), serving()],
    help="""See high-dimensional vectors: every point, in a browser.

    SOURCE is a file or folder of any format that `hyperscope formats` lists: a TensorBoard log directory, a checkpoint, a
    table, a .npy, word vectors, a model, a sprite sheet with --cell WxH. Several sources make a menu; none shows how to begin.
    """,
    epilog="A verb wins over a file of that name: write ./demo to open the file.",
    commands=[
        Opening(
            DEFAULT,
            callback=_open,
            params=[SOURCES],
            sections=[opening(), inviting(), parameters(), serving()],
            help=_open.__doc__,
            hidden=True,
        ),
        project.command(),
        convert.command(),
        export.command(),
        *listing.commands(),
        warmup.command(),
        Sectioned(
            "demo",
            callback=_demo,
            params=[NAME, FOLDER, bookmarks()],
            sections=[inviting(), parameters(), serving()],
            help=_demo.__doc__,
        ),
    ],
)
click.version_option(__version__, prog_name="hyperscope")(main)
