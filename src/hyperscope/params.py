"""Parameter tables: what a method can be told.

Validation, command-line options, the page's panels, the reference and the JSON messages are all made from these rows;
nothing about a parameter is written a second time. Plain Python: importing a table loads no numpy.
"""

import difflib
import math
import operator
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal

from hyperscope.errors import ParameterError

ParamKind = Literal[
    "int", "float", "bool", "choice", "column", "label", "rows", "component", "layout", "end", "text"
]
Value = int | float | bool | str | None
AUTO = "auto"
ANY = "*"  # as the second half of `when`: whatever the other parameter says, so long as it says something
LARGEST_SEED = 2**32 - 1


@dataclass(frozen=True, slots=True)
class Param:
    """One row of a method's table.

    `default` may be "auto" where `auto` is true: the method's `resolve` then decides, and what it decided is recorded.
    `meanings` say what each of the `choices` does, one short line each, where they need saying; of a column, what none means.
    `live` parameters may change while the run is running. `when` is (other parameter, value or `ANY`): shown only then.
    """

    name: str
    kind: ParamKind
    default: Value
    title: str
    help: str
    low: float | None = None
    high: float | None = None
    step: float | None = None
    scale: Literal["linear", "log"] = "linear"
    choices: tuple[str, ...] = ()
    meanings: tuple[str, ...] = ()
    auto: bool = False
    live: bool = False
    when: tuple[str, Value] | None = None
    advanced: bool = False

    def check(self, value: Any) -> Value:
        """`value` in this row's type. Raises `ParameterError` where it does not fit."""
        if self.auto and value == AUTO:
            return AUTO
        if self.kind == "bool":
            return self._flag(value)
        if self.kind in ("int", "component"):
            return self._whole(value)
        if self.kind == "float":
            return self._number(value)
        if self.kind == "end":
            return self._end(value)
        if self.kind == "label":
            return None if value is None else str(value)
        if self.kind == "column" and value is not None and not isinstance(value, str):
            raise self._refusal("the name of a column", value)
        if self.kind == "choice" and value not in self.choices:
            raise self._refusal(f"one of {', '.join(self.choices)}", value)
        return value

    def _flag(self, value: Any) -> bool:
        if isinstance(value, bool):
            return value
        raise self._refusal("true or false", value)

    def _end(self, value: Any) -> str | None:
        if value is None or isinstance(value, str):
            return (value or "").strip() or None
        raise self._refusal("a text", value)

    def _whole(self, value: Any) -> int:
        number = self._number(value)
        if number != int(number):
            raise self._refusal("a whole number", value)
        return int(number)

    def _number(self, value: Any) -> float:
        if isinstance(value, bool):
            raise self._refusal("a number", value)
        try:
            number = float(value)
        except (TypeError, ValueError, OverflowError):
            raise self._refusal("a number", value) from None
        too_low = self.low is not None and number < self.low
        too_high = self.high is not None and number > self.high
        if not math.isfinite(number) or too_low or too_high:
            raise self._refusal(f"a number {self._range()}", value)
        return number

    def _range(self) -> str:
        low = "" if self.low is None else f"from {self.low:g}"
        high = "" if self.high is None else f"up to {self.high:g}"
        return f"{low} {high}".strip() or "that is finite"

    def _refusal(self, expected: str, value: Any) -> ParameterError:
        hint = f"{expected} or 'auto'" if self.auto else expected
        return ParameterError(hint, repr(value), self.help, where=self.name)


@dataclass(frozen=True, slots=True)
class Method:
    """A projection as people see it: its name, what it is good for, and its parameter table.

    `heavy` methods never run uninvited. `default_components` is what the Python call makes when not told. `axes` choose
    which of the components a picture shows; they belong to the view and are never handed to the projection. `loss` is
    the short name of what its steps make smaller ("" for a method without one). Points of a method that `perturbs` can be
    kicked on the way.
    """

    name: str
    title: str
    summary: str
    params: tuple[Param, ...] = ()
    axes: tuple[Param, ...] = ()
    default_components: int = 2
    heavy: bool = True
    steps: bool = True
    loss: str = ""
    perturbs: bool = False

    def check(self, given: Mapping[str, Any]) -> dict[str, Value]:
        """The whole table filled in: given values checked, the rest at their defaults.

        Raises `ParameterError` for an unknown name (with the nearest known one) or a value that does not fit.
        """
        known = {param.name: param for param in self.params}
        for name in given:
            if name not in known:
                raise unknown_name(name, list(known), where=self.title)
        return {name: row.check(given.get(name, row.default)) for name, row in known.items()}

    def check_components(self, asked: int | None) -> int:
        """The number of columns asked for, or the default. Raises `ParameterError` below 1."""
        given = self.default_components if asked is None else asked
        return whole(given, "n_components", "2 or 3 make a picture.", low=1)

    def check_live(self, given: Mapping[str, Any]) -> dict[str, Value]:
        """Only the given values, checked. Raises `ParameterError` for a parameter that cannot change while running."""
        live = {param.name: param for param in self.params if param.live}
        for name in given:
            if name not in live:
                raise unknown_name(name, list(live), where=f"{self.title}, live")
        return {name: live[name].check(value) for name, value in given.items()}

    def live(self) -> tuple[str, ...]:
        return tuple(param.name for param in self.params if param.live)


def whole(value: Any, name: str, fix: str, *, low: int, high: int | None = None) -> int:
    """`value` as an int, numpy's integers among them. Raises `ParameterError` for anything else or out of range."""
    with suppress(TypeError):
        number = operator.index(value)
        if not isinstance(value, bool) and low <= number and (high is None or number <= high):
            return number
    upper = "" if high is None else f" up to {high:,}"
    raise ParameterError(f"a whole number from {low}{upper}", repr(value), fix, where=name)


def check_seed(seed: Any) -> int:
    """A random state that every generator takes and JSON carries. Raises `ParameterError` for anything else."""
    return whole(seed, "random_state", "The same number gives the same picture.", low=0, high=LARGEST_SEED)


def unknown_name(name: Any, known: Sequence[str], *, where: str) -> ParameterError:
    near = difflib.get_close_matches(str(name), known, n=1)
    hint = f"Did you mean {near[0]!r}?" if near else "See the reference for what each does."
    return ParameterError(f"one of {', '.join(known) or 'no parameters'}", repr(name), hint, where=where)
