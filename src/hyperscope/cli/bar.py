"""A bar on the terminal for long work."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

Show = Callable[[str, float | None], None]


@contextmanager
def shown() -> Iterator[Show]:
    """A bar on the terminal that goes when it is done; nothing where stderr is no terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("Reading", total=None)

        def show(text: str, fraction: float | None) -> None:
            bar.update(
                task, description=text, total=None if fraction is None else 1.0, completed=fraction or 0.0
            )

        yield show
