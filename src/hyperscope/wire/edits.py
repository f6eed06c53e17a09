"""The messages about what a person writes into the metadata. A part of `messages`."""

from msgspec import Struct


class EditMessage(Struct, frozen=True):
    """An edit in words: `rows` rows say `value` in this column."""

    column: str
    value: str
    rows: int


class EditsMessage(Struct, frozen=True):
    """What a person has written into the metadata: how many edits hold, what undoing and doing again would do next."""

    count: int
    undo: EditMessage | None
    redo: EditMessage | None


class EditRequest(Struct, frozen=True, forbid_unknown_fields=True):
    """`POST api/datasets/{entry}/edits`: these rows say `value` in this column, which is new if there is none of its name.

    `rows` is one bit a row, lowest first, in base64.
    """

    column: str
    value: str
    rows: bytes
