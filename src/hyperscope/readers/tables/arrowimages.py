"""Pictures in Arrow columns: their bytes, or Hugging Face's struct of bytes and path."""

from pathlib import Path
from typing import Any

import pyarrow as pa

from hyperscope.columns import arrow
from hyperscope.readers.beside import picture, stored
from hyperscope.readers.beside.stored import Stored
from hyperscope.readers.bounds import Bounds, is_file
from hyperscope.readers.candidates import Pictures

BYTES, PATH = "bytes", "path"


def may_be(kind: pa.DataType) -> bool:
    """Whether cells of this type may hold pictures: bytes, or a struct with bytes and perhaps a path."""
    if pa.types.is_struct(kind):
        return any(field.name == BYTES and _is_bytes(field.type) for field in kind)
    return _is_bytes(kind)


def of(name: str, column: pa.ChunkedArray, folder: Path) -> Pictures:
    """The pictures of a column; a path is looked for beside the table, and nowhere else."""
    struct = pa.types.is_struct(column.type)
    content = arrow.struct_field(column, BYTES) if struct else column
    paths = arrow.struct_field(column, PATH) if struct and column.type.get_field_index(PATH) >= 0 else None
    bounds = Bounds((folder,))

    def find(row: int) -> Stored:
        held = content[row].as_py()
        return held or (_beside(paths[row].as_py(), folder, bounds) if paths is not None else None)

    first = next((cell for cell in content if cell.as_py()), None)
    if first is not None and not picture.is_any(first.as_py()):
        return None, (f"The column {name!r} was left out: it holds bytes that are no pictures.",)
    images, notes = stored.of(find, len(column))
    return images, (*((f"The column {name!r} holds the pictures.",) if images else ()), *notes)


def _beside(written: Any, folder: Path, bounds: Bounds) -> Path | None:
    path = folder / written if isinstance(written, str) and written else None
    return path if path is not None and bounds.holds(path) and is_file(path) else None


def _is_bytes(kind: pa.DataType) -> bool:
    return pa.types.is_binary(kind) or pa.types.is_large_binary(kind)
