"""Writes `docs/reference/` from the product itself; `--check` says which page is stale instead.

Parameter tables, the command line, docstrings and the page's doc comments are the sources. Nothing in the reference is
written by hand, so nothing in it can be wrong for long.
"""

import ast
import dataclasses
import inspect
import sys
import textwrap
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import click
from page_interface import interfaces, markdown

import hyperscope
from hyperscope import errors
from hyperscope.cli.sections import told
from hyperscope.params import Method, Param
from hyperscope.projections import registry
from hyperscope.readers import registry as reader_formats

ROOT = Path(__file__).parents[1]
REFERENCE = ROOT / "docs/reference"
PAGE_API = ROOT / "web/src/entries/page-api.ts"
CONTRACT = ROOT / "web/src/stage/contract.ts"
OFFERED = ("PageApi", "PageStats", "PageState", "Positions", "Camera", "Spot", "Picture")


def methods() -> str:
    """Every method with its parameter table."""
    return "# Methods\n\n" + "\n".join(_method(method) for method in registry.methods())


def _method(method: Method) -> str:
    lines = [f"## {method.title} (`{method.name}`)\n", f"{method.summary}\n"]
    rows = [*method.params, *method.axes]
    if rows:
        lines += ["| parameter | default | range | what it does |", "|---|---|---|---|"]
        lines += [f"| `{row.name}` | {row.default} | {_range(row)} | {_effect(row)} |" for row in rows]
    return "\n".join(lines) + "\n"


def _range(row: Param) -> str:
    if row.choices:
        return ", ".join(row.choices)
    if row.kind == "bool":
        return "true, false"
    ends = [f"{name} {end:,g}" for name, end in (("from", row.low), ("to", row.high)) if end is not None]
    return " ".join(ends)


def _effect(row: Param) -> str:
    return f"{row.help} May change while running." if row.live else row.help


def command_line() -> str:
    """Every command and option, as `--help` knows them."""
    command = import_module("hyperscope.cli").main
    return "# Command line\n\n" + "\n".join(
        _commands(command, click.Context(command, info_name="hyperscope"))
    )


def _commands(command: click.Command, context: click.Context) -> Iterator[str]:
    usage = " ".join(command.collect_usage_pieces(context))
    yield f"## `{context.command_path} {usage}`\n"
    yield inspect.cleandoc(command.help or "").replace("\b\n", "") + "\n"
    for title, records in told(command, context):
        yield f"**{title}**\n\n| option | what it does |\n|---|---|"
        yield "\n".join(f"| `{_cell(names)}` | {_cell(text)} |" for names, text in records) + "\n"
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            if (found := command.get_command(context, name)) and not found.hidden:
                yield from _commands(found, click.Context(found, info_name=name, parent=context))


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def error_tree() -> str:
    """The tree as its module draws it, and each class with its own words."""
    lines = ["# Errors\n", f"{_prose(errors.__doc__)}\n"]
    for name, kind in vars(errors).items():
        if isinstance(kind, type) and issubclass(kind, errors.HyperscopeError):
            bases = ", ".join(f"`{base.__name__}`" for base in kind.__bases__)
            lines.append(f"- **`{name}`** ({bases}): {_prose(kind.__doc__)}")
    return "\n".join(lines) + "\n"


def python() -> str:
    """The public names with their docstrings."""
    lines = ["# Python\n", "`import hyperscope` loads nothing heavy; each name is loaded on first use.\n"]
    lines += [
        _public(name, getattr(hyperscope, name)) for name in hyperscope.__all__ if name != "__version__"
    ]
    for room in hyperscope._ROOMS:
        offered = vars(import_module(f"hyperscope.{room}")).items()
        made = [
            (name, value) for name, value in offered if inspect.isroutine(value) or inspect.isclass(value)
        ]
        lines += [_public(f"{room}.{name}", value) for name, value in made]
    return "\n".join(lines)


def _public(name: str, value: object) -> str:
    if isinstance(value, type):
        parts = (f"## `{name}`", _prose(value.__doc__), _fields(value), "".join(_attributes(value)))
        return "\n\n".join(part.rstrip() for part in parts if part) + "\n"
    return f"## `{name}{_signature(value)}`\n\n{_prose(getattr(value, '__doc__', ''))}\n"


def _fields(kind: type) -> str:
    """The fields of a dataclass as its source spells them."""
    if not dataclasses.is_dataclass(kind):
        return ""
    (node,) = ast.parse(textwrap.dedent(inspect.getsource(kind))).body
    assert isinstance(node, ast.ClassDef)
    fields = [
        f"`{ast.unparse(row.target)}: {ast.unparse(row.annotation)}`"
        for row in node.body
        if isinstance(row, ast.AnnAssign)
    ]
    return f"Fields: {', '.join(fields)}."


def _attributes(kind: type) -> Iterator[str]:
    for name, value in vars(kind).items():
        text = inspect.getdoc(value) if callable(value) or hasattr(value, "__get__") else None
        if not name.startswith("_") and text and not isinstance(value, (type, staticmethod)):
            yield f"- **`{name}`**: {' '.join(text.split())}\n"


def _signature(function: object) -> str:
    if not inspect.isfunction(function):
        return ""
    node = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
    assert isinstance(node, ast.FunctionDef)
    returns = f" -> {ast.unparse(node.returns)}" if node.returns else ""
    return f"({ast.unparse(node.args)}){returns}"


def _prose(text: str | None) -> str:
    return inspect.cleandoc(text or "").replace("``", "`").replace("::\n", "\n")


def formats() -> str:
    """Every format with its endings, as the table of readers has them, and what its reader says of it."""
    lines = [
        "# Formats\n",
        "A file's first bytes tell its format, then its name; `.gz` and `.zst` are unpacked where the table says so.",
        "A format that needs an extra is read after `pip install 'hyperscope[EXTRA]'`. Folders are opened too: log",
        "directories, checkpoints, models in shards, Parquet files that are one table.\n",
        "| format | endings | extra | what is read |\n|---|---|---|---|",
    ]
    return "\n".join((*lines, *map(_format, reader_formats.FORMATS))) + "\n"


def _format(row: reader_formats.Format) -> str:
    endings = ", ".join(f"`{end}`" for end in row.suffixes) + (" (also `.gz`, `.zst`)" if row.packed else "")
    about = inspect.getdoc(import_module(row.reader.partition(":")[0])) or ""
    return f"| {row.name} | {endings} | {row.extra} | {_cell(about.partition(chr(10) * 2)[0])} |"


def page() -> str:
    """What `window.__hyperscope` offers, from the comments beside its types."""
    head = "# The page's scripting interface\n\nThe page offers `window.__hyperscope`, a `PageApi`.\n\n"
    sources = "\n".join(file.read_text(encoding="utf-8") for file in (PAGE_API, CONTRACT))
    found = {interface[0]: interface for interface in interfaces(sources)}
    return head + markdown([found[name] for name in OFFERED])


PAGES: dict[str, Callable[[], str]] = {
    "methods.md": methods,
    "command-line.md": command_line,
    "errors.md": error_tree,
    "formats.md": formats,
    "python.md": python,
    "page.md": page,
}
NOTE = "<!-- Written by docs/generate.py; scripts/build --docs writes it anew. -->\n\n"


def stale() -> list[str]:
    """The pages whose files differ from what would be written now."""
    kept = {name: REFERENCE / name for name in PAGES}
    return [
        name
        for name, make in PAGES.items()
        if not kept[name].is_file() or kept[name].read_text(encoding="utf-8") != NOTE + make()
    ]


def main() -> None:
    """Write every page, or with `--check` fail for a stale one."""
    if sys.argv[1:] == ["--check"]:
        if old := stale():
            raise SystemExit(f"Stale in docs/reference: {', '.join(old)}. Run: scripts/build --docs")
        return
    REFERENCE.mkdir(exist_ok=True)
    for name, make in PAGES.items():
        (REFERENCE / name).write_text(NOTE + make(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
