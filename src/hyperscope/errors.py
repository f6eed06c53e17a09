"""Every error a person can meet.

::

    HyperscopeError
    ├── SourceError          a source cannot be opened
    │   ├── FormatError      a file's content is not what its format promises
    │   ├── PathError        a path is missing, or leaves the opened folder
    │   └── MissingExtra     an optional dependency is not installed
    ├── ShapeError           arrays whose shapes do not fit
    ├── ParameterError       a parameter outside its table row
    ├── QueryError           a search or filter that cannot be evaluated
    ├── StateError           a move that a run's state does not allow
    └── Cancelled            the person asked to stop

A message has three parts: what was expected, what was got (with file, row, column or shape), and what to do.
The page receives the same three parts, so nothing has to be parsed out of a sentence.
"""


class HyperscopeError(Exception):
    """An error for people: `where`, `expected`, `got` and `fix` are sentences or fragments, never code."""

    def __init__(self, expected: str, got: str, fix: str, *, where: str = "") -> None:
        self.expected = expected
        self.got = got
        self.fix = fix
        self.where = where
        super().__init__(self._sentence())

    def _sentence(self) -> str:
        place = f"{self.where}: " if self.where else ""
        return f"{place}expected {self.expected}, got {self.got}. {self.fix}"


class SourceError(HyperscopeError):
    """A source cannot be opened."""


class FormatError(SourceError):
    """The content of a file is not what its format promises."""


class PathError(SourceError):
    """A path is missing, or leads outside the folder that was opened."""

    @classmethod
    def missing(cls, path: object, *, where: str = "") -> "PathError":
        return cls(
            "a file or folder",
            f"nothing at {str(path)!r}",
            "Check the spelling, or name the folder that holds it.",
            where=where,
        )

    @classmethod
    def outside(cls, path: object, root: object, *, where: str = "") -> "PathError":
        return cls(
            f"a path inside {str(root)!r}",
            f"{str(path)!r}, which leads outside it",
            "Move the file into that folder, or open a folder that holds both with --root DIR.",
            where=where,
        )


class MissingExtra(SourceError):
    """An optional dependency is not installed."""

    @classmethod
    def named(cls, extra: str, purpose: str) -> "MissingExtra":
        return cls(
            f"the optional packages that {purpose}",
            "an installation without them",
            f"Run: pip install 'hyperscope[{extra}]'",
        )


class ShapeError(HyperscopeError, ValueError):
    """Arrays whose shapes do not fit."""


class ParameterError(HyperscopeError, ValueError):
    """A parameter that its table does not allow."""


class QueryError(HyperscopeError, ValueError):
    """A search or filter that cannot be evaluated."""


class StateError(HyperscopeError):
    """A move that the state of a run does not allow."""


class Cancelled(HyperscopeError):
    """The person asked to stop."""

    def __init__(self) -> None:
        super().__init__("the work to go on", "a request to stop", "Start it again when you like.")
