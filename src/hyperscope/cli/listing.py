"""`hyperscope inspect` and `hyperscope formats`: what a source offers, and what can be read here at all."""

import json
from typing import TYPE_CHECKING, Any

import click

from hyperscope.cli.options import opening
from hyperscope.cli.sections import Sectioned

if TYPE_CHECKING:
    from hyperscope.entry import Entry

FAILED = 1
# extras that no format asks for: what their package is called, and what it is for
BEYOND = {
    "fasttext": ("fasttext", "train and load fastText models"),
    "fsspec": ("fsspec", "fetch sources from other machines"),
    "parametric": ("keras", "parametric t-SNE, features of Keras models"),
    "plots": ("matplotlib", "pictures for print"),
}


def inspect(source: str, as_json: bool, hidden: bool, **said: Any) -> None:
    """Say what SOURCE offers, the likeliest first, without reading more than that needs.

    Ends with 1 if none of it can be read.
    """
    from dataclasses import replace

    from hyperscope import readers
    from hyperscope.cli.launch import about

    entries = readers.inspect(source, replace(about(said), hidden=hidden))
    if as_json:
        click.echo(json.dumps([_record(entry) for entry in entries], indent=1, ensure_ascii=False))
    else:
        for entry in entries:
            click.echo(_line(entry))
            for note in entry.notes:
                click.echo(f"  {note}")
    if not any(entry.readable for entry in entries):
        raise click.exceptions.Exit(FAILED)


def formats(as_json: bool) -> None:
    """List the formats: what is read here, and what to install for the rest; then what else can be installed."""
    from importlib.util import find_spec

    from hyperscope.readers import registry

    rows = [
        {
            "format": row.name,
            "endings": list(row.suffixes),
            "extra": row.extra,
            "here": row.available,
            "from": row.origin,
        }
        for row in registry.formats()
    ]
    if as_json:
        click.echo(json.dumps(rows, indent=1, ensure_ascii=False))
        return
    width = max(
        len(str(name)) for name in (*(row["format"] for row in rows), *(said for _, said in BEYOND.values()))
    )
    for row in rows:
        state = "" if row["here"] else f"  pip install 'hyperscope[{row['extra']}]'"
        origin = f"  ({row['from']})" if row["from"] else ""
        click.echo(f"{row['format']:{width}}  {' '.join(row['endings'])}{origin}{state}")  # type: ignore[arg-type]  # a list of str
    click.echo("\nNot formats, but optional too:")
    for extra, (module, purpose) in BEYOND.items():
        state = "" if find_spec(module) else f"  pip install 'hyperscope[{extra}]'"
        click.echo(f"{purpose:{width}}  {extra}{state}")


def commands() -> list[click.Command]:
    as_json = click.Option(["--json", "as_json"], is_flag=True, help="As JSON, for programs.")
    hidden = click.Option(["--all", "hidden"], is_flag=True,
                          help="Bookkeeping too: optimizer slots, counters, tensors that are no matrices.")  # fmt: skip
    source = click.Argument(["source"], metavar="SOURCE")
    return [
        Sectioned(
            "inspect",
            callback=inspect,
            params=[source, as_json, hidden],
            sections=[opening().without("logdir", "together")],
            help=inspect.__doc__,
        ),
        click.Command("formats", callback=formats, params=[as_json], help=formats.__doc__),
    ]


def _line(entry: "Entry") -> str:
    size = " × ".join(f"{length:,}" for length in entry.shape) if entry.shape else "size not known yet"
    kind = f" {entry.dtype}" if entry.dtype else ""
    problem = f": {entry.problem}" if entry.problem else ""
    return f"{entry.name}  {size}{kind}{problem}"


def _record(entry: "Entry") -> dict[str, Any]:
    problem = entry.problem
    parts = ("where", "expected", "got", "fix")
    return {
        "name": entry.name,
        "aliases": list(entry.aliases),
        "source": entry.source,
        "run": entry.run,
        "step": entry.step,
        "shape": None if entry.shape is None else list(entry.shape),
        "dtype": entry.dtype,
        "files": {role: str(path) for role, path in entry.files.items()},
        "notes": list(entry.notes),
        "problem": None if problem is None else {part: getattr(problem, part) for part in parts},
    }
