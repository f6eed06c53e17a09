"""A filter as people write it, read into a tree: `label = '7' and loss > 0.5`.

    filter      side of one or more terms joined by `and`, `or`, `not` and parentheses
    comparison  loss > 0.5        0.2 < loss <= 0.5       word = 'best'       predicted != label
    range       age:20..30        age in 20..30           age:20..            age:..30
    list        label in ('3', '7')                       label not in (3, 7)
    text        word contains 'est'                       word matches '^b'   note is empty    note is not empty

A column is a word, or stands in double quotes or backticks: "Sepal length". A text stands in single quotes, doubled
inside (`'it''s'`); in double quotes too where no column has that name. There are no functions, no assignments and no
other statements: what is not in this grammar is an error with its place, and nothing is ever executed.
"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import NoReturn, TypeAlias

from hyperscope.errors import QueryError

LONGEST = 4_000
DEEPEST = 50
MOST = 100  # comparisons

TOKEN = re.compile(
    r"""(?P<space>\s+)
      | (?P<range>\.\.)
      | (?P<number>[+-]?(?:\d+(?:\.(?!\.)\d*)?|\.\d+)(?:[eE][+-]?\d+)?(?![\w]))
      | (?P<text>'(?:[^']|'')*')
      | (?P<quoted>"(?:[^"]|"")*"|`[^`]*`)
      | (?P<word>[^\W\d][\w.-]*(?<![.-])|[^\W\d])
      | (?P<sign><=|>=|<>|!=|==|[=<>:(),])""",
    re.VERBOSE,
)
SIGNS = {"==": "=", "<>": "!="}
COMPARISONS = ("=", "!=", "<", "<=", ">", ">=")
WORDS = ("and", "or", "not", "in", "is", "contains", "matches", "empty")


@dataclass(frozen=True, slots=True)
class Name:
    """A column."""

    name: str


Value: TypeAlias = float | str
Operand: TypeAlias = Name | float | str


@dataclass(frozen=True, slots=True)
class Compare:
    """`sign` is one of COMPARISONS; at least one side is a column."""

    left: Operand
    sign: str
    right: Operand


@dataclass(frozen=True, slots=True)
class Within:
    """The column's number lies from `low` to `high`, both included; None: without end."""

    column: str
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Holds:
    """`how` is "contains", "matches" or "empty" (then without text)."""

    column: str
    how: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Joined:
    """`how` is "and" or "or"."""

    how: str
    parts: tuple["Tree", ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: "Tree"


Tree: TypeAlias = Compare | Within | Holds | Joined | Not


@dataclass(frozen=True, slots=True)
class Token:
    kind: str
    text: str
    at: int


def parse(text: str, columns: Collection[str]) -> Tree:
    """The tree of a filter over these columns. Raises `QueryError` with the place of what cannot be read."""
    if len(text) > LONGEST:
        raise QueryError(
            f"a filter of at most {LONGEST:,} characters", f"{len(text):,}", "Shorten it.", where="search"
        )
    return _Reader(text, columns).whole()


def spanned(text: str, columns: Collection[str]) -> Within | None:
    """The range that a text is, written `age:20..30`; None for any other text."""
    name, colon, rest = text.strip().rpartition(":")
    ends = re.fullmatch(r"\s*(\S*?)\s*\.\.\s*(\S*)\s*", rest)
    if not colon or ends is None or name.strip(' "`') not in columns:
        return None
    try:
        low, high = (float(end) if end else None for end in ends.groups())
    except ValueError:
        return None
    return None if low is None and high is None else Within(name.strip(' "`'), low, high)


class _Reader:
    """Recursive descent with one token of foresight; `depth` counts the parentheses and `not`s around it."""

    def __init__(self, text: str, columns: Collection[str]) -> None:
        self._text = text
        self._columns = columns
        self._folded = {name.casefold(): name for name in reversed(list(columns))}
        self._tokens = list(self._read())
        self._next = 0
        self._depth = 0
        self._comparisons = 0

    def whole(self) -> Tree:
        tree = self._or()
        if self._peek().kind != "end":
            self._refuse("and, or, or the end of the filter")
        return tree

    def _read(self) -> Iterator[Token]:
        at = 0
        while at < len(self._text):
            found = TOKEN.match(self._text, at)
            if found is None:
                self._refuse_at(
                    Token("", self._text[at : at + 12], at), "a column, a number, a text or a sign"
                )
            kind, text = found.lastgroup or "", found.group()
            if kind == "word" and text.lower() in WORDS:
                kind, text = "key", text.lower()
            if kind != "space":
                yield Token(kind, SIGNS.get(text, text), at)
            at = found.end()
        yield Token("end", "", at)

    # The grammar, from the outside in

    def _or(self) -> Tree:
        return self._joined("or", lambda: self._joined("and", self._term))

    def _joined(self, how: str, part: Callable[[], Tree]) -> Tree:
        parts = [part()]
        while self._takes(how):
            parts.append(part())
        return parts[0] if len(parts) == 1 else Joined(how, tuple(parts))

    def _term(self) -> Tree:
        if self._depth >= DEEPEST:
            self._refuse(f"at most {DEEPEST} levels of parentheses")
        self._depth += 1
        if self._takes("not"):
            tree: Tree = Not(self._term())
        elif self._takes("("):
            tree = self._or()
            self._expect(")")
        else:
            tree = self._comparison()
        self._depth -= 1
        return tree

    def _comparison(self) -> Tree:
        self._count()
        left = self._operand()
        parts: list[Tree] = []
        while self._peek().text in COMPARISONS and self._peek().kind == "sign":
            sign, right = self._take(), self._operand()
            if not (isinstance(left, Name) or isinstance(right, Name)):
                self._refuse_at(sign, f"{self._names()} on one side of it")
            parts.append(Compare(left, sign.text, right))
            left = right
        if parts:
            return parts[0] if len(parts) == 1 else Joined("and", tuple(parts))
        if not isinstance(left, Name):
            self._refuse("a comparison (=, !=, <, <=, >, >=)")
        return self._said_of(left.name)

    def _said_of(self, column: str) -> Tree:
        if self._takes(":"):
            return self._range(column)
        if self._takes("is"):
            negated = self._takes("not")
            self._expect("empty")
            tree: Tree = Holds(column, "empty")
            return Not(tree) if negated else tree
        negated = self._takes("not")
        if self._takes("in"):
            tree = self._list(column) if self._peek().text == "(" else self._range(column)
        elif self._peek().text in ("contains", "matches") and self._peek().kind == "key":
            tree = Holds(column, self._take().text, self._text_or_number())
        else:
            self._refuse("=, !=, <, >, in, contains, matches or is empty")
        return Not(tree) if negated else tree

    def _list(self, column: str) -> Tree:
        self._expect("(")
        parts: list[Tree] = [Compare(Name(column), "=", self._value())]
        while self._takes(","):
            self._count()
            parts.append(Compare(Name(column), "=", self._value()))
        self._expect(")")
        return Joined("or", tuple(parts))

    def _range(self, column: str) -> Tree:
        low = self._number()
        if self._peek().kind != "range":
            self._refuse("a range such as 20..30")
        self._take()
        high = self._number()
        if low is None and high is None:
            self._refuse("a number on one side of ..")
        return Within(column, low, high)

    def _count(self) -> None:
        self._comparisons += 1
        if self._comparisons > MOST:
            self._refuse(f"at most {MOST} comparisons")

    # Words of the language

    def _number(self) -> float | None:
        return float(self._take().text) if self._peek().kind == "number" else None

    def _value(self) -> Value:
        operand = self._operand(columns=False)
        return operand.name if isinstance(operand, Name) else operand

    def _text_or_number(self) -> str:
        token = self._peek()
        value = self._value()
        return value if isinstance(value, str) else token.text

    def _operand(self, *, columns: bool = True) -> Operand:
        token = self._peek()
        match token.kind:
            case "number":
                return float(self._take().text)
            case "text":
                return self._take().text[1:-1].replace("''", "'")
            case "quoted":
                name = self._take().text[1:-1].replace('""', '"')
                if columns and name in self._columns:
                    return Name(name)
                return name if token.text[0] == '"' else self._refuse_at(token, self._names())
            case "word" if columns:
                return Name(self._column(self._take()))
            case _:
                return self._refuse(
                    "a column, a number or a text" if columns else "a number, or a text in quotes"
                )

    def _column(self, token: Token) -> str:
        if token.text in self._columns:
            return token.text
        if token.text.casefold() not in self._folded:
            self._refuse_at(token, self._names())
        return self._folded[token.text.casefold()]

    def _names(self) -> str:
        return (
            f"one of the columns {', '.join(self._columns)}"
            if self._columns
            else "no column: these data have none"
        )

    def _peek(self) -> Token:
        return self._tokens[self._next]

    def _take(self) -> Token:
        token = self._tokens[self._next]
        self._next += token.kind != "end"
        return token

    def _takes(self, text: str) -> bool:
        found = self._peek().text == text and self._peek().kind in ("key", "sign")
        self._next += found
        return found

    def _expect(self, text: str) -> None:
        if not self._takes(text):
            self._refuse(text)

    def _refuse(self, expected: str) -> NoReturn:
        self._refuse_at(self._peek(), expected)

    def _refuse_at(self, token: Token, expected: str) -> NoReturn:
        got = f"{token.text!r} at character {token.at + 1}" if token.text else "the end"
        fix = "Write, for instance, label = '7' and loss > 0.5: texts stand in single quotes."
        raise QueryError(expected, got, fix, where="search")
