"""Pickles, looked at without running them: the instructions move inert values about, and nothing is imported or called.

Whoever reads a format names the few calls that mean something there; any other call or class refuses the file. The
instructions are those of `pickletools`, protocols 0 to 5.
"""

import pickletools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import IO, Any

from hyperscope.errors import FormatError

OPERATIONS_AT_MOST = 2_000_000
STATE_DICT = "If you trust its author, save the model's state_dict() alone, best as .safetensors."
Meaning = Callable[[tuple[Any, ...]], Any]


@dataclass(frozen=True, slots=True)
class Named:
    """A class or function that the pickle names, never looked up."""

    name: str


@dataclass(frozen=True, slots=True)
class Persistent:
    """What the pickle says lies elsewhere."""

    what: Any


@dataclass(slots=True, eq=False)
class Items:
    """A list, tuple or set (`pairs` empty), or a mapping. Identity counts, so that shared ones are known again."""

    values: list[Any] = field(default_factory=list)
    pairs: list[tuple[Any, Any]] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Made:
    """An object of a harmless class, never made: its class's name, and the `state` that BUILD would have given it."""

    name: str
    state: Any = None


class _Mark:
    """The start of several values on the stack."""


MARK = _Mark()
LITERALS = {"NONE": None, "NEWTRUE": True, "NEWFALSE": False}
NUMBERS = ("INT", "LONG", "LONG1", "LONG4", "BININT", "BININT1", "BININT2", "FLOAT", "BINFLOAT")
WORDS = ("STRING", "BINSTRING", "SHORT_BINSTRING", "UNICODE", "BINUNICODE", "SHORT_BINUNICODE", "BINUNICODE8")
BYTES = ("BINBYTES", "SHORT_BINBYTES", "BINBYTES8", "BYTEARRAY8")
ARGUMENTS = frozenset((*NUMBERS, *WORDS, *BYTES))
PUTS = frozenset(("PUT", "BINPUT", "LONG_BINPUT"))
GETS = frozenset(("GET", "BINGET", "LONG_BINGET"))
TUPLES = {"EMPTY_TUPLE": 0, "TUPLE1": 1, "TUPLE2": 2, "TUPLE3": 3}
EMPTY = frozenset(("EMPTY_LIST", "EMPTY_DICT", "EMPTY_SET"))
IGNORED = frozenset(("PROTO", "FRAME", "STOP"))


class Machine:
    """Reads one pickle after the other from a file. `meanings` are the calls that are understood, by name.

    Objects of classes whose name starts with one of `harmless` are `Made`; any other name is refused. `most` is how many
    instructions are followed, `fix` what to do about a file that is refused.
    """

    def __init__(
        self,
        meanings: Mapping[str, Meaning],
        harmless: tuple[str, ...],
        where: str,
        most: int | None = None,
        fix: str = STATE_DICT,
    ) -> None:
        self._meanings = meanings
        self._harmless = harmless
        self._where = where
        self._fix = fix
        self._stack: list[Any] = []
        self._memo: dict[int, Any] = {}
        self._left = self._most = most or OPERATIONS_AT_MOST

    def read(self, file: IO[bytes]) -> Any:
        """The value of the pickle that begins here. Raises `FormatError` for damage, and for names that are not known."""
        self._stack, self._memo = [], {}
        try:
            for operation, argument, _ in pickletools.genops(file):
                self._left -= 1
                if self._left < 0:
                    raise ValueError(f"more than {self._most:,} instructions")
                self._run(operation.name, argument)
            return self._stack[-1]
        except FormatError:
            raise
        except (
            ValueError,
            IndexError,
            KeyError,
            TypeError,
            AttributeError,
            EOFError,
            OverflowError,
        ) as error:
            got = str(error)[:200] or "a broken one"
            fix = "The file is damaged or cut off: write or copy it again."
            raise FormatError("a whole pickle", got, fix, where=self._where) from None

    def _run(self, name: str, argument: Any) -> None:
        if name in ARGUMENTS:
            self._stack.append(argument)
        elif name in LITERALS:
            self._stack.append(LITERALS[name])
        elif name in PUTS:
            self._memo[argument] = self._stack[-1]
        elif name in GETS:
            self._stack.append(self._memo[argument])
        elif name in TUPLES:
            self._stack.append(Items(self._pop(TUPLES[name])))
        elif name in EMPTY:
            self._stack.append(Items())
        elif name not in IGNORED:
            self._act(name, argument)

    def _act(self, name: str, argument: Any) -> None:
        act = getattr(self, f"_{name.lower()}", None)
        if act is None:
            raise ValueError(f"the instruction {name}, which has no use here")
        act(argument) if argument is not None else act()

    def _mark(self) -> None:
        self._stack.append(MARK)

    def _memoize(self) -> None:
        self._memo[len(self._memo)] = self._stack[-1]

    def _pop(self, count: int) -> list[Any]:
        if count > len(self._stack):
            raise IndexError("values missing")
        found = self._stack[len(self._stack) - count :]
        del self._stack[len(self._stack) - count :]
        return found

    def _pop_marked(self) -> list[Any]:
        at = len(self._stack) - 1
        while self._stack[at] is not MARK:
            at -= 1
            if at < 0:
                raise IndexError("no mark")
        found = self._stack[at + 1 :]
        del self._stack[at:]
        return found

    def _tuple(self) -> None:
        self._stack.append(Items(self._pop_marked()))

    _list = _tuple
    _frozenset = _tuple

    def _dict(self) -> None:
        self._stack.append(Items(pairs=_paired(self._pop_marked())))

    def _append(self) -> None:
        (value,) = self._pop(1)
        self._into(values=[value])

    def _appends(self) -> None:
        self._into(values=self._pop_marked())

    _additems = _appends

    def _setitem(self) -> None:
        self._into(pairs=_paired(self._pop(2)))

    def _setitems(self) -> None:
        self._into(pairs=_paired(self._pop_marked()))

    def _into(self, values: list[Any] | None = None, pairs: list[tuple[Any, Any]] | None = None) -> None:
        target = self._stack[-1]
        if isinstance(target, Items):
            target.values += values or []
            target.pairs += pairs or []

    def _global(self, written: str) -> None:
        self._stack.append(Named(written.replace(" ", ".", 1)))

    def _stack_global(self) -> None:
        module, name = self._pop(2)
        self._stack.append(Named(f"{module}.{name}"))

    def _binpersid(self) -> None:
        (what,) = self._pop(1)
        self._stack.append(Persistent(what))

    def _reduce(self) -> None:
        called, arguments = self._pop(2)
        self._stack.append(self._call(called, arguments))

    def _newobj(self) -> None:
        self._reduce()

    def _build(self) -> None:
        (state,) = self._pop(1)
        if isinstance(self._stack[-1], Made):
            self._stack[-1].state = state

    def _call(self, called: Any, arguments: Any) -> Any:
        name = called.name if isinstance(called, Named) else type(called).__name__
        if not isinstance(called, Named) or not isinstance(arguments, Items):
            raise self._refuse(name)
        meaning = self._meanings.get(name)
        if meaning is not None:
            return meaning(tuple(arguments.values))
        if name.startswith(self._harmless):
            return Made(name)
        raise self._refuse(name)

    def _refuse(self, name: str) -> FormatError:
        return FormatError(
            "tensors, numbers and words, which need no program to read",
            f"a pickle that wants to run {name!r}",
            f"Nothing was run. {self._fix}",
            where=self._where,
        )


def _paired(values: list[Any]) -> list[tuple[Any, Any]]:
    return list(zip(values[::2], values[1::2], strict=True))
