"""`hyperscope project IN OUT`: a layout into a file, without a browser. Ctrl-C writes what there is."""

import json
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hyperscope.cli.bar import Show, shown
from hyperscope.cli.leaving import asked_to_leave
from hyperscope.cli.options import FILE, given_parameters, opening, parameters, seed
from hyperscope.cli.sections import Sectioned
from hyperscope.errors import ParameterError

if TYPE_CHECKING:
    from hyperscope.dataset import Dataset
    from hyperscope.layout import Layout
    from hyperscope.progress import Progress
    from hyperscope.stepper import Stepper

INTERRUPTED = 130  # as shells tell it
TOTALS = ("n_epochs", "n_iter")


def project(source: str, out: Path, **said: Any) -> None:
    """Lay SOURCE out and write the positions to OUT, a .npy or .parquet, with all parameters inside.

    Rows stay in their order; those that cannot be laid out are NaN (null). Ctrl-C writes the layout so far.
    """
    from hyperscope.writers import writer

    write = writer(out)
    if Path(source).exists() and out.exists() and out.samefile(source):
        raise click.UsageError("OUT is SOURCE itself: name another file.")
    with ExitStack() as held:
        with shown() as show:
            dataset = _read(source, said)
            stepper = _prepared(dataset, said, show)
            left = held.enter_context(asked_to_leave())  # until it is written
            layout = _laid_out(stepper, show, left)
        write(layout, dataset)
    for note in layout.notes:
        click.echo(f"  {note}", err=True)
    loss = "" if layout.loss is None else f", loss {layout.loss:.3f}"
    click.echo(
        f"{out}: {layout.n:,} × {layout.n_components} by {layout.method}{loss}, {layout.seconds:.1f} s"
    )
    if not layout.finished:
        click.echo(
            f"Stopped after {layout.iteration:,} iterations: the file holds the layout so far.", err=True
        )
        raise click.exceptions.Exit(INTERRUPTED)


def command() -> click.Command:
    """The verb with its options: those of opening, of every method, and its own."""
    return Sectioned(
        "project",
        callback=project,
        params=[
            click.Argument(["source"], metavar="SOURCE"),
            click.Argument(["out"], metavar="OUT", type=FILE),
            click.Option(["--method"], default="tsne", show_default=True, metavar="METHOD",
                         help="A method's name, or module:Class for any class with fit_transform."),
            click.Option(["--dims"], type=click.IntRange(min=1), metavar="N",
                         help="How many dimensions; by default what the method makes (2; 10 for pca)."),
            click.Option(["--param"], multiple=True, metavar="NAME=VALUE",
                         help="A parameter of another package's method. May be repeated."),
            click.Option(["--sample"], type=click.IntRange(min=1), metavar="N",
                         help="Lay out a seeded sample of so many rows; the file then holds these alone."),
            click.Option(["--sample-by"], metavar="COLUMN", help="Keep the share of every group of this column in it."),
            seed(),
        ],
        sections=[parameters(), opening().without("logdir", "together")],
        help=project.__doc__,
    )  # fmt: skip


def _read(source: str, said: dict[str, Any]) -> "Dataset":
    from hyperscope import pipeline, preprocess
    from hyperscope.cli.launch import about

    dataset = pipeline.opened(source, about(said))
    if said["sample"] is None:
        return dataset
    return preprocess.sample(dataset, said["sample"], said["sample_by"], said["seed"])


def _prepared(dataset: "Dataset", said: dict[str, Any], show: Show) -> "Stepper":
    from hyperscope import pipeline
    from hyperscope.progress import drive
    from hyperscope.projections import registry

    if ":" in said["method"]:
        registry.admit(said["method"])
    params = given_parameters(said) | dict(_pair(word) for word in said["param"])
    work = pipeline.start(dataset, said["method"], params, said["dims"], said["seed"])
    return drive(work, lambda progress: _tell(progress, show))


def _laid_out(stepper: "Stepper", show: Show, left: Callable[[], bool]) -> "Layout":
    """The layout when it is finished, or as it is when someone has asked to leave."""
    from hyperscope.progress import drive

    def watch(_: "Progress") -> None:
        if left():
            raise KeyboardInterrupt

    try:
        while not (stepper.done or left()):
            drive(stepper.step(), watch)
            state = stepper.state
            total = next((stepper.params[name] for name in TOTALS if name in stepper.params), None)
            show(
                f"Iteration {state.iteration:,}" + ("" if state.loss is None else f", loss {state.loss:.3f}"),
                state.iteration / total if isinstance(total, int) else None,
            )
    except KeyboardInterrupt:
        pass
    return stepper.layout


def _tell(progress: "Progress", show: Show) -> None:
    show(progress.stage, progress.fraction)


def _pair(word: str) -> tuple[str, Any]:
    name, equals, text = word.partition("=")
    if not (name and equals):
        raise ParameterError("NAME=VALUE", repr(word), "Write --param turns=3.", where="--param")
    try:
        return name, json.loads(text)
    except json.JSONDecodeError:
        return name, text
