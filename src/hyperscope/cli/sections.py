"""Options in sections, as `--help` and the reference tell them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import click


@dataclass(frozen=True, slots=True)
class Section:
    """Options that belong together, under a title."""

    title: str
    options: tuple[click.Parameter, ...]

    def without(self, *names: str) -> "Section":
        return replace(self, options=tuple(option for option in self.options if option.name not in names))


class Sectioned(click.Command):
    """A command whose options are told section by section; those of no section, `--help` among them, come first."""

    def __init__(
        self,
        *args: Any,
        params: Sequence[click.Parameter] = (),
        sections: Sequence[Section] = (),
        **kwargs: Any,
    ) -> None:
        self.sections = tuple(sections)
        inside = [option for section in sections for option in section.options]
        super().__init__(*args, params=[*params, *inside], **kwargs)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for title, records in told(self, ctx):
            with formatter.section(title):
                formatter.write_dl(records)


def told(command: click.Command, context: click.Context) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """(title, (option, what it does) …) of every section that has any."""
    sections = command.sections if isinstance(command, Sectioned) else ()
    within = {id(option) for section in sections for option in section.options}
    loose = tuple(option for option in command.get_params(context) if id(option) not in within)
    for section in (Section("Options", loose), *sections):
        if records := [record for option in section.options if (record := option.get_help_record(context))]:
            yield section.title, records
