"""Every error a person can meet.

::

    HyperscopeError
    ├── SourceError          a source cannot be opened
    │   ├── FormatError      a file's content is not what its format promises
    │   ├── PathError        a path is missing, or leaves the opened folder
    │   └── MissingExtra     an optional dependency is not installed
    ├── ShapeError           arrays whose shapes do not fit
    ├── ParameterError       a parameter outside its table row
    ├── QueryError           a question that cannot be answered
    │   └── UnknownId        nothing has this id in the session
    ├── StateError           a move that a run's state does not allow
    │   └── NotFitted        an estimator is asked for what only a fit can tell
    ├── OutOfMemory          a request for more memory than there is
    └── PortTaken            the server cannot listen where it was told to

A message has three parts: what was expected, what was got (with file, row, column or shape), and what to do.
The page receives the same three parts, so nothing has to be parsed out of a sentence.
"""

from collections.abc import Sequence

NAMED_IDS = 20


class HyperscopeError(Exception):
    """An error for people: `where`, `expected`, `got` and `fix` are sentences or fragments, never code."""

    def __init__(self, expected: str, got: str, fix: str, *, where: str = "") -> None:
        self.expected = expected
        self.got = got
        self.fix = fix
        self.where = where
        super().__init__(sentence(expected, got, fix, where))


def sentence(expected: str, got: str, fix: str, where: str = "") -> str:
    """The parts of an error as a person reads them in a terminal."""
    place = f"{where}: " if where else ""
    return f"{place}expected {expected}, got {got}. {fix}"


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
    def named(cls, extra: str, purpose: str, *, where: object = "") -> "MissingExtra":
        return cls(
            f"the optional packages that {purpose}",
            "an installation without them",
            f"Run: pip install 'hyperscope[{extra}]'",
            where=str(where),
        )


class ShapeError(HyperscopeError, ValueError):
    """Arrays whose shapes do not fit."""


class ParameterError(HyperscopeError, ValueError):
    """A parameter that its table does not allow."""


class QueryError(HyperscopeError, ValueError):
    """A question about the data that cannot be answered: a search, a row that is not there, a request of another form."""


class UnknownId(QueryError):
    """Nothing has this id in the session."""

    def __init__(self, thing: str, got: str, known: Sequence[str]) -> None:
        names = ", ".join(known[:NAMED_IDS]) or "there is none"
        super().__init__(
            f"{thing} of this session ({names})", repr(got), "Reload the page; the session is newer."
        )


class StateError(HyperscopeError):
    """A move that the state of a run does not allow."""


class NotFitted(StateError, ValueError, AttributeError):
    """An estimator is asked for what only a fit can tell; of the kinds that scikit-learn's error of this meaning is."""

    @classmethod
    def yet(cls, name: str) -> "NotFitted":
        return cls("a fit to vectors", "no fit yet", "Call fit(X) first.", where=name)


class OutOfMemory(HyperscopeError, MemoryError):
    """What was asked for takes more memory than there is."""

    @classmethod
    def of(cls, error: MemoryError) -> "OutOfMemory":
        got = str(error).rstrip(".") or "a request for more than there is"
        return cls("enough memory", got[:1].lower() + got[1:], "Take fewer rows, or a larger machine.")


class PortTaken(HyperscopeError):
    """The port that was asked for cannot be listened on."""
