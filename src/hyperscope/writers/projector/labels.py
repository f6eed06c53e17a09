"""Metadata as TensorBoard reads it: tabs between cells, no quotes, a header if and only if there are several columns."""

import re
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa

from hyperscope.columns import Column, arrow
from hyperscope.writers.files import replacing

BREAKS = re.compile(r"[\t\r\n]")
ALONE, ROW = "label", "row"
BLOCK_ROWS = 1 << 16


def write(columns: Mapping[str, Column], path: Path) -> tuple[str, ...]:
    """Write columns of equal length; notes tell what the format could not hold.

    TensorBoard skips blank lines and shifts what follows, so that rows without a word get a column of their numbers.
    """
    cells = {_spelt(name): arrow.replace_substring_regex(column.written, BREAKS.pattern, " ")
             for name, column in columns.items()}  # fmt: skip
    notes = (*_about_breaks(columns), *_about_name(columns))
    if _any_blank(list(cells.values())):
        free = next(name for name in (ROW, f"{ROW}_", f"{ROW}__") if name not in cells)
        cells[free] = pa.array([str(row) for row in range(len(next(iter(cells.values()))))], pa.string())
        notes += (
            f"Some rows have no metadata; the column {free!r} was added, since TensorBoard skips blank lines.",
        )
    with replacing(path) as file:
        if len(cells) > 1:
            file.write(("\t".join(cells) + "\n").encode())
        for start in range(0, len(next(iter(cells.values()))), BLOCK_ROWS):
            parts = [column.slice(start, BLOCK_ROWS) for column in cells.values()]
            lines = arrow.binary_join_element_wise(*parts, "\t") if len(parts) > 1 else parts[0]
            file.write(("\n".join(lines.to_pylist()) + "\n").encode())
    return notes


def _spelt(name: str) -> str:
    return BREAKS.sub(" ", name)


def _any_blank(columns: list[pa.Array]) -> bool:
    blank = None
    for column in columns:
        empty = arrow.equal(arrow.utf8_trim_whitespace(column), "")
        blank = empty if blank is None else arrow.and_(blank, empty)
    return bool(arrow.any(blank).as_py())


def _about_breaks(columns: Mapping[str, Column]) -> tuple[str, ...]:
    broken = sum(
        arrow.sum(arrow.match_substring_regex(column.written, BREAKS.pattern)).as_py() or 0
        for column in columns.values()
    )
    if not broken:
        return ()
    cells = "1 cell holds" if broken == 1 else f"{broken:,} cells hold"
    return (f"{cells} a tab or a line break; the format has none, a blank stands there now.",)


def _about_name(columns: Mapping[str, Column]) -> tuple[str, ...]:
    if len(columns) != 1 or ALONE in columns:
        return ()
    return (f"The name of the only column, {next(iter(columns))!r}, is lost: a single column has no header.",)
