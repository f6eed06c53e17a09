"""What a person writes into the metadata of an opened dataset. Run it in a worker thread."""

from hyperscope.dataset import Dataset
from hyperscope.edits import applied
from hyperscope.edits.journal import Edit, Journal
from hyperscope.errors import UnknownId
from hyperscope.session.opened import Opened, OpenEntry
from hyperscope.wire.messages import EditRequest
from hyperscope.wire.rows import unpack

MOVES = {"undo": Journal.undo, "redo": Journal.redo}


def edit(entry: OpenEntry, request: EditRequest) -> Opened:
    """Let some rows say something in a column. Raises what `applied.check`, `unpack` and `Journal.add` do."""
    opened = entry.open().result()
    rows = unpack(request.rows, opened.dataset.n)
    name = request.column.strip()
    applied.check(opened.dataset.columns, name, request.value)

    def write(journal: Journal, source: Dataset) -> None:
        journal.add(source.fingerprint, source.n, Edit(name, request.value, rows))

    return entry.edit(write)


def move(entry: OpenEntry, name: str) -> Opened:
    """Undo the last edit, or do again what was undone. Raises `UnknownId` for another move, and what these do."""
    if name not in MOVES:
        raise UnknownId("a move", name, list(MOVES))
    return entry.edit(lambda journal, source: MOVES[name](journal, source.fingerprint))
