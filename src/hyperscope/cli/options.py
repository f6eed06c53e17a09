"""The options, and those of every method made from its parameter table."""

from pathlib import Path
from typing import Any

import click

from hyperscope.cli.sections import Section
from hyperscope.params import LARGEST_SEED, Param, Value
from hyperscope.projections import registry

FILE = click.Path(path_type=Path)
AXES = ("x", "y", "z")
CHANNELS = (["1"], ["3"], ["4"])
TRUTHS = {"true": True, "false": False}
# what commands call by these names themselves, beside what `opening` and `serving` say
COMMANDS_OWN = {
    "by", "dims", "exact", "folder", "force", "frames", "help", "k", "layout", "method", "name", "out", "param", "sample",
    "sample_by", "seed", "source", "sources", "version",
}  # fmt: skip


class Cell(click.ParamType):
    """A sprite's cell as WIDTHxHEIGHT in pixels."""

    name = "WxH"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int]:
        width, _, height = str(value).lower().partition("x")
        if not (width.isdecimal() and height.isdecimal() and int(width) and int(height)):
            self.fail(f"{value!r} is not a width and a height in pixels: write 28x28", param, ctx)
        return int(width), int(height)


class Shape(click.ParamType):
    """A picture as WIDTHxHEIGHT in pixels, or WIDTHxHEIGHTxCHANNELS."""

    name = "WxH[xC]"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, ...]:
        words = str(value).lower().split("x")
        if not (
            all(word.isdecimal() and int(word) for word in words)
            and (len(words) == 2 or words[2:] in CHANNELS)
        ):
            self.fail(f"{value!r} is not a width and a height in pixels: write 28x28, or 32x32x3", param, ctx)
        return tuple(int(word) for word in words)


class MethodName(click.Choice):
    """A method's name, or `module:Class` for a stranger's; which the command then admits."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        return value if ":" in str(value) else super().convert(value, param, ctx)


def opening() -> Section:
    """What may be said about the sources."""
    return Section("What to open", (
        click.Option(["--logdir"], metavar="DIR", multiple=True,
                     help="Open this log directory; the port is then 6006, as TensorBoard's is. May be repeated."),
        click.Option(["--tensor"], metavar="NAME",
                     help="The only tensor, column or matrix to open, by its name, as SOURCE::NAME says for one source."),
        click.Option(["--together"], is_flag=True,
                     help="Lay all sources out in one space; a column `source` tells them apart. They must be equally wide."),
        click.Option(["--fetch"], is_flag=True,
                     help="Fetch sources that are addresses (s3://, gs://, hf://, https://); else nothing is ever fetched."),
        click.Option(["--bits"], is_flag=True, help="The vectors are packed bits: eight dimensions in every byte."),
        *(click.Option([f"--{axis}"], metavar="COLUMN", help=f"The column that is the {axis} of a layout you already have.")
          for axis in AXES),
        click.Option(["--metadata"], type=FILE, metavar="FILE",
                     help="A table with one line for each point: TSV, CSV, Parquet, Arrow, JSON lines, labels as .npy."),
        click.Option(["--key"], metavar="COLUMN",
                     help="Join the metadata by this column of theirs, which holds the points' own labels."),
        click.Option(["--images", "--sprite", "images"], type=FILE, metavar="FILE",
                     help="A sprite sheet, one picture with a cell for each point, row by row; or a folder of pictures."),
        click.Option(["--image-shape"], type=Shape(), metavar="WxH[xC]",
                     help="The rows themselves are pictures of so many pixels: 28x28, or 32x32x3 for colours."),
        click.Option(["--invert"], is_flag=True, help="Draw the pictures of --image-shape as ink on paper."),
        click.Option(["--cell"], type=Cell(), metavar="WxH", help="The size of a sprite's cells in pixels."),
        bookmarks(),
        click.Option(["--root"], type=FILE, metavar="DIR", help="Paths in a config may lead anywhere inside this folder."),
        click.Option(["--allow-outside"], type=FILE, metavar="DIR", multiple=True,
                     help="Paths in a config may lead into this folder too. May be repeated."),
    ))  # fmt: skip


def bookmarks() -> click.Parameter:
    """Files of saved views."""
    return click.Option(
        ["--bookmarks"],
        type=FILE,
        metavar="FILE",
        multiple=True,
        help="Saved views of the data, of this page or of the Embedding Projector. `--bookmarks A B` opens both.",
    )


def serving() -> Section:
    """How the page is served."""
    return Section("Where the page is", (
        click.Option(["--host"], default="127.0.0.1", metavar="HOST", show_default=True,
                     help="The address to listen on. Anything but this machine's own lets others in who have the token."),
        click.Option(["--port"], type=click.IntRange(1, 65_535), metavar="PORT",
                     help="The port to listen on. By default the first free one from 7777."),
        click.Option(["--no-browser"], is_flag=True, help="Print the address, open nothing."),
        click.Option(["--allow-host"], multiple=True, metavar="NAME",
                     help="Another name by which this server is reached, behind a proxy say. May be repeated."),
    ))  # fmt: skip


def inviting() -> Section:
    """A projection to run without a click."""
    names = [method.name for method in registry.methods()]
    return Section("A projection at once", (
        click.Option(["--method"], type=MethodName(names),
                     help="Run this projection as soon as the page is open: one of these, or module:Class for any class "
                          "with fit_transform."),
        click.Option(["--dims"], type=click.IntRange(2, 3), default=3, show_default=True, help="Its dimensions."),
        seed(),
    ))  # fmt: skip


def seed() -> click.Parameter:
    """What all that is random begins with."""
    return click.Option(
        ["--seed"],
        type=click.IntRange(0, LARGEST_SEED),
        default=0,
        show_default=True,
        help="The random state.",
    )


def parameters() -> Section:
    """The parameters of all methods."""
    return Section("Parameters of the methods", tuple(_of_methods(name) for name in parameter_names()))


def parameter_names() -> list[str]:
    """The parameters of all methods, each once, in the order of their tables; a stranger's that a command has a word of
    its own for (scikit-learn's t-SNE takes a `method`) are left to --param."""
    own = {option.name for section in (opening(), serving()) for option in section.options} | COMMANDS_OWN
    names = dict.fromkeys(param.name for method in registry.methods() for param in method.params)
    return [name for name in names if name not in own]


def given_parameters(options: dict[str, Any]) -> dict[str, Value]:
    """Only what was said; a method's table checks it."""
    said = {name: options[name] for name in parameter_names() if options.get(name) is not None}
    return {name: TRUTHS.get(text, text) for name, text in said.items()}


def _of_methods(name: str) -> click.Option:
    """One option for the methods that have the parameter; those that say the same of it are named together."""
    methods = registry.methods()
    rows = {method.title: param for method in methods for param in method.params if param.name == name}
    titles: dict[str, list[str]] = {}
    for title, param in rows.items():
        titles.setdefault(_told(param), []).append(title)
    told = " ".join(
        text if len(whose) == len(methods) else f"{', '.join(whose)}: {text}"
        for text, whose in titles.items()
    )
    return click.Option(
        [f"--{name.replace('_', '-')}", name], metavar=next(iter(rows.values())).kind.upper(), help=told
    )


def _told(param: Param) -> str:
    choices = f" One of {', '.join(param.choices)}." if param.choices else ""
    plain = param.auto or param.default is None  # the help says what happens then
    return f"{param.help}{choices}" if plain else f"{param.help}{choices} Default: {param.default}."
