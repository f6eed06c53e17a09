"""`hyperscope convert SOURCE OUT`: the same vectors and metadata in another format."""

from pathlib import Path
from typing import Any

import click

from hyperscope.cli.options import FILE, opening
from hyperscope.cli.sections import Sectioned


def convert(sources: tuple[str, ...], out: Path, **said: Any) -> None:
    """Write the vectors of SOURCE and their metadata to OUT: .npy, .npz, .parquet, .arrow, .feather, .tsv, .csv, .safetensors.

    OUT without an ending becomes a log directory that TensorBoard opens, OUT.json a config of the standalone projector; both
    hold the pictures too. Several sources with --together become one file, with a column `source`.
    """
    from hyperscope import pipeline
    from hyperscope.cli.launch import about
    from hyperscope.writers import converter

    if len(sources) != 1 and not said["together"]:
        raise click.UsageError("Name one SOURCE and OUT, or several with --together.")
    write = converter(out)
    if out.exists() and any(Path(source).exists() and out.samefile(source) for source in sources):
        raise click.UsageError("OUT is SOURCE itself: name another file.")
    together = said["together"]
    dataset = pipeline.opened(sources if together else sources[0], about(said), together=together)
    for note in (*dataset.notes, *write(dataset)):
        click.echo(f"  {note}", err=True)
    count = len(dataset.columns)
    columns = f", {count:,} column{'s' if count > 1 else ''}" if count else ""
    click.echo(f"{out}: {dataset.n:,} × {dataset.d:,} {dataset.vectors.dtype}{columns}")


def command() -> click.Command:
    return Sectioned(
        "convert",
        callback=convert,
        params=[
            click.Argument(["sources"], nargs=-1, required=True, metavar="SOURCE"),
            click.Argument(["out"], metavar="OUT", type=FILE),
        ],
        sections=[opening().without("logdir")],
        help=convert.__doc__,
    )
