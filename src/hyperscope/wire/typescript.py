"""The page's message types, written from `messages.py` and `site.py`: `python -m hyperscope.wire.typescript FILE`.

A message that the page sends (its struct forbids unknown fields) has optional fields where Python has defaults; a message
that the page receives always carries every field.
"""

import json
import sys
import types
import typing
from collections.abc import Iterator
from inspect import cleandoc
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import msgspec

from hyperscope.run import RunState
from hyperscope.wire import messages, site

WIDTH = 110
HEADER = "// Written by hyperscope.wire.typescript from src/hyperscope/wire/messages.py. Do not edit.\n"
SCALARS: dict[Any, str] = {
    str: "string", bytes: "string", int: "number", float: "number", bool: "boolean", type(None): "null", Any: "unknown",
}  # fmt: skip


def generate() -> str:
    """All of `messages.ts`, formatted as the page's formatter would."""
    blocks = [HEADER]
    blocks += [_alias(name, literal) for name, literal in _aliases().items()]
    blocks.append(_states())
    blocks += [_interface(struct) for struct in _structs()]
    return "\n".join(blocks)


def _aliases() -> dict[str, Any]:
    return {name: value for name, value in vars(messages).items() if get_origin(value) is Literal}


def _structs() -> Iterator[type[msgspec.Struct]]:
    for value in (vars(messages) | vars(site)).values():
        if isinstance(value, type) and issubclass(value, msgspec.Struct) and value is not msgspec.Struct:
            yield value


def _alias(name: str, literal: Any) -> str:
    options = [json.dumps(option) for option in get_args(literal)]
    line = f"export type {name} = {' | '.join(options)};"
    if len(line) > WIDTH:
        line = f"export type {name} =\n" + "\n".join(f"  | {option}" for option in options) + ";"
    return line + "\n"


def _states() -> str:
    names = ", ".join(json.dumps(state) for state in RunState)
    line = f"export const STATES: readonly State[] = [{names}];"
    if len(line) > WIDTH:
        line = "export const STATES: readonly State[] = [\n" + "".join(
            f"  {json.dumps(state)},\n" for state in RunState
        )
        line += "];"
    return f"/** The states in the order that a frame's header counts them. */\n{line}\n"


def _interface(struct: type[msgspec.Struct]) -> str:
    sent = struct.__struct_config__.forbid_unknown_fields
    hints = typing.get_type_hints(struct)
    lines = []
    for field in msgspec.structs.fields(struct):
        mark = "?" if sent and not field.required else ""
        lines.append(f"  readonly {field.name}{mark}: {_type(hints[field.name])};\n")
    return f"{_comment(struct)}export interface {struct.__name__} {{\n{''.join(lines)}}}\n"


def _comment(struct: type[msgspec.Struct]) -> str:
    text = cleandoc(struct.__doc__ or "")
    if not text:
        return ""
    if "\n" not in text:
        return f"/** {text} */\n"
    body = "\n".join(f" * {line}".rstrip() for line in text.splitlines())
    return f"/**\n{body}\n */\n"


def _type(hint: Any) -> str:
    if hint in SCALARS:
        return SCALARS[hint]
    origin, args = get_origin(hint), get_args(hint)
    if origin is Literal:
        names = [name for name, literal in _aliases().items() if literal == hint]
        return names[0] if names else " | ".join(json.dumps(arg) for arg in args)
    if origin is list:
        return f"readonly {_bracketed(args[0])}[]"
    if origin is tuple:
        return f"readonly [{', '.join(_type(arg) for arg in args)}]"
    if origin is dict:
        return f"Readonly<Record<{_type(args[0])}, {_type(args[1])}>>"
    if origin in (typing.Union, types.UnionType):
        return " | ".join(dict.fromkeys(_type(arg) for arg in args))
    return hint.__name__


def _bracketed(hint: Any) -> str:
    inner = _type(hint)
    return f"({inner})" if " " in inner else inner


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(generate(), encoding="utf-8", newline="\n")
