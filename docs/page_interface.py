"""Reads the exported interfaces of a TypeScript file: each member with the `/** comment */` above it."""

import re
from collections.abc import Iterator
from typing import TypeAlias

Interface: TypeAlias = tuple[str, str, list[tuple[str, str]]]
LINE_STAR = re.compile(r"^\s*\* ?", re.MULTILINE)
PIECE = re.compile(
    r"/\*\*(?P<comment>.*?)\*/|export interface (?P<interface>\w+)[^{]*{|(?P<end>^})|^  (?P<member>(?:readonly )?\w+[(:?][^;]*);",
    re.DOTALL | re.MULTILINE,
)


def interfaces(source: str) -> Iterator[Interface]:
    """(name, comment, members as (declaration, comment)) of every exported interface, in their order."""
    comment, name, said = "", "", ""
    members: list[tuple[str, str]] = []
    for piece in PIECE.finditer(source):
        if piece["comment"] is not None:
            comment = _prose(piece["comment"])
            continue
        if piece["interface"]:
            name, said, members = piece["interface"], comment, []
        elif piece["member"] and name:
            members.append((" ".join(piece["member"].removeprefix("readonly ").split()), comment))
        elif piece["end"] and name:
            yield name, said, members
            name = ""
        comment = ""


def markdown(found: list[Interface]) -> str:
    """One section for each interface."""
    sections = []
    for name, said, members in found:
        lines = "\n".join(f"- `{code}`" + (f": {text}" if text else "") for code, text in members)
        sections.append("\n\n".join(part for part in (f"## `{name}`", said, lines) if part) + "\n")
    return "\n".join(sections)


def _prose(comment: str) -> str:
    return " ".join(LINE_STAR.sub("", comment).split())
