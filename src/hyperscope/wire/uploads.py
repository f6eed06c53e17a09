"""The messages about files that the page sends. A part of `messages`."""

from typing import Literal

from msgspec import Struct


class UploadMessage(Struct, frozen=True):
    """`POST api/uploads`: what a file was taken for, and the entry that has it now (of several vectors the first)."""

    role: Literal["metadata", "images", "vectors"]
    entry: str


class AddedMessage(Struct, frozen=True):
    """A file that was joined to an open dataset; its number takes it off again."""

    number: int
    name: str
    role: Literal["metadata", "images"]


class DetachRequest(Struct, frozen=True, forbid_unknown_fields=True):
    """`POST api/datasets/{entry}/detach`: take off the file of this number, of those that were joined."""

    number: int
