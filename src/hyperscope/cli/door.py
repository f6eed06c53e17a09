"""A group of commands whose default is to open what is named: `hyperscope vectors.npy` needs no verb, and verbs win."""

from typing import Any

import click

from hyperscope.cli.sections import Sectioned
from hyperscope.errors import HyperscopeError

DEFAULT = "open"
OWN_OPTIONS = ("--help", "--version")
OUT_OF_MEMORY = HyperscopeError(
    "enough memory", "a request for more than there is", "Take fewer rows, or a larger machine."
)


class Failure(click.ClickException):
    """An error as one sentence and exit code 1."""

    def show(self, file: Any = None) -> None:  # noqa: ARG002 -- always to stderr
        click.echo(f"hyperscope: {self.message}", err=True)


class _Nameless(click.Context):
    """A context that stands for the program itself, so that its messages name no verb that nobody typed."""

    @property
    def command_path(self) -> str:
        return self.parent.command_path if self.parent else super().command_path


class Opening(Sectioned):
    """The default command, which has no name of its own."""

    context_class = _Nameless


class Door(Sectioned, click.Group):
    """The first word that is neither an option nor an option's value decides; if it is no verb, it is a source.

    The group carries the default command's options, so that help and reference show them; that command parses them.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not (args and args[0] in OWN_OPTIONS):
            place = self._verb(args)
            verb = DEFAULT if place is None else args[place]
            args = [verb, *(word for at, word in enumerate(args) if at != place)]
        return super().parse_args(ctx, args)

    def _verb(self, args: list[str]) -> int | None:
        """Where the verb stands among `args`, or None."""
        takes_value = {
            name: not option.is_flag
            for option in self.params
            if isinstance(option, click.Option)
            for name in option.opts
        }
        at = 0
        while at < len(args) and args[at].startswith("-") and args[at] != "--":
            at += 2 if takes_value.get(args[at], False) else 1
        found = at < len(args) and args[at] in self.commands and args[at] != DEFAULT
        return at if found else None

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- the same for every context
        return ["[OPTIONS]", "[SOURCE]..."]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except HyperscopeError as error:
            raise Failure(str(error)) from None
        except (click.ClickException, click.exceptions.Exit, click.Abort, KeyboardInterrupt):
            raise
        except MemoryError:
            raise Failure(str(OUT_OF_MEMORY)) from None
        except Exception as error:
            told = f"{type(error).__name__}: {error}. This is a fault of Hyperscope's own, please report it."
            raise Failure(told) from error
