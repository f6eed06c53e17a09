"""A parameter table read off a stranger's constructor. Plain Python."""

import inspect
from collections.abc import Collection
from typing import Any

from hyperscope.params import Method, Param, ParamKind

OURS = ("n_components", "random_state")  # given by whoever calls, not by the table
KINDS: dict[type, ParamKind] = {bool: "bool", int: "int", float: "float"}


def described(name: str, kind: Any, reserved: Collection[str]) -> Method:
    """The method a class with `fit_transform` is: its name, its docstring's first line, one row for each parameter.

    Parameters whose names are `reserved` keep their own defaults and cannot be given.
    """
    first, _, _ = inspect.cleandoc(kind.__doc__ or "").partition("\n")
    rows = [
        _row(parameter, kind.__name__)
        for parameter in accepted(kind)
        if parameter.name not in OURS and parameter.name not in reserved
    ]
    return Method(
        name, kind.__name__, first or f"{kind.__name__}, of another package.", tuple(rows), steps=False
    )


def accepted(kind: Any) -> list[inspect.Parameter]:
    """The parameters of the class's constructor that can be given by name."""
    named = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)
    return [each for each in inspect.signature(kind).parameters.values() if each.kind in named]


def _row(parameter: inspect.Parameter, owner: str) -> Param:
    default = parameter.default if isinstance(parameter.default, bool | int | float | str) else None
    title = parameter.name.replace("_", " ").capitalize()
    said = f"A parameter of {owner}: see its documentation."
    return Param(parameter.name, KINDS.get(type(default), "text"), default, title, said, advanced=True)
