"""`hyperscope export SOURCE --out FOLDER`: the page as files, for any static host."""

from pathlib import Path
from typing import Any

import click

from hyperscope.cli.bar import shown
from hyperscope.cli.options import FILE, given_parameters, opening, parameters, seed
from hyperscope.cli.sections import Sectioned

DEFAULT = ("tsne", "umap", "pca")


def export(sources: tuple[str, ...], out: Path, **said: Any) -> None:
    """Write the page with the data of SOURCE as a folder for GitHub Pages or any static host.

    Layouts, neighbours and thumbnails are made now, so that the page needs no server, no network, and no place at the root
    of its host. An older export is replaced, files that others put beside it stay. Ctrl-C leaves all as it was.
    """
    from hyperscope import pipeline
    from hyperscope.cli.launch import about
    from hyperscope.progress import drive
    from hyperscope.site.export import Wishes, exporting

    if len(sources) != 1 and not said["together"]:
        raise click.UsageError("Name one SOURCE, or several with --together.")
    together = said["together"]
    with shown() as show:
        dataset = pipeline.opened(sources if together else sources[0], about(said), together=together)
        wishes = Wishes(
            said["layout"] or DEFAULT, given_parameters(said), said["frames"], said["k"], said["by"],
            said["exact"], said["seed"], said["force"],
        )  # fmt: skip
        work = exporting(dataset, out, wishes)
        written = drive(work, lambda progress: show(progress.stage, progress.fraction))
    for note in (*dataset.notes, *written.notes):
        click.echo(f"  {note}", err=True)
    size = sum(file.stat().st_size for file in out.rglob("*") if file.is_file())
    click.echo(
        f"{out}: {dataset.n:,} × {dataset.d:,}, {size / 1e6:.1f} MB. Look at it: python -m http.server -d {out}"
    )


def command() -> click.Command:
    """The verb with its options: its own, those of every method, and those of opening."""
    return Sectioned(
        "export",
        callback=export,
        params=[
            click.Argument(["sources"], nargs=-1, required=True, metavar="SOURCE"),
            click.Option(["--out"], type=FILE, required=True, metavar="FOLDER", help="Where to write."),
            click.Option(["--layout"], multiple=True, metavar="METHOD[:DIMS]",
                         help="A layout to show: tsne, tsne:3, pca:2. May be repeated; the page opens with the first. "
                              f"By default {', '.join(DEFAULT)}."),
            click.Option(["--frames"], type=click.IntRange(0, 500), default=24, show_default=True, metavar="N",
                         help="Pictures of every run to keep, so that it can be replayed."),
            click.Option(["--k"], type=click.IntRange(min=1), default=100, show_default=True, metavar="N",
                         help="Neighbours to find for every point."),
            click.Option(["--by"], type=click.Choice(["cosine", "euclidean", "dot"]), default="cosine", show_default=True,
                         help="The metric by which they are found."),
            click.Option(["--exact"], is_flag=True, help="Vectors as float32 rather than a byte a number."),
            click.Option(["--force"], is_flag=True, help="Write into a folder that holds files of something else."),
            seed(),
        ],
        sections=[parameters(), opening().without("logdir")],
        help=export.__doc__,
    )  # fmt: skip
