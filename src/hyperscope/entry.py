"""Entry: what a source offers before it is read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hyperscope.dataset import Dataset
from hyperscope.errors import HyperscopeError


@dataclass(frozen=True, slots=True)
class OpenOptions:
    """What a person may say about a source beside its name.

    `metadata` names a file that goes with it, or is the metadata: a sequence of labels, a mapping of names to columns,
    or a data frame; `key` is the column of such a file that holds the vectors' own labels, where lines and rows are in
    another order or not as many.
    `images` names a sprite sheet or a folder, or is the pictures: an array (n, h, w[, c]) or anything that
    behaves like `hyperscope.images.Images`; `cell` is the (width, height) of a sheet's cells in pixels. `image_shape` says that
    the rows themselves are pictures of (width, height) or (width, height, channels); `invert` draws these as ink on paper.
    Paths inside a config stay under `root` (default: the folder opened, or the named file's folder) and `allow_outside`.
    `hidden` lists bookkeeping too: optimizer slots, counters, tensors that are no matrices. `tensor` is the name of the
    only entry that is meant, as `SOURCE::name` says too. `fetch` lets an address (s3://…) be fetched. `bits`: every byte
    holds eight dimensions. `axes` names two or three columns that are a layout the person already has. `bookmarks` are
    files of saved views.
    """

    metadata: Any = None
    cell: tuple[int, int] | None = None
    images: Any = None
    image_shape: tuple[int, ...] | None = None
    invert: bool = False
    root: Path | None = None
    allow_outside: tuple[Path, ...] = ()
    hidden: bool = False
    tensor: str | None = None
    fetch: bool = False
    bits: bool = False
    axes: tuple[str, ...] = ()
    key: str | None = None
    bookmarks: tuple[Path, ...] = ()


@dataclass(frozen=True)
class Entry:
    """One tensor that can be opened: enough to list it in a menu without reading it.

    `name` is unique within its source. `source` is what the person named, `run` the log run it belongs to ("" outside
    log directories). `problem` is the error that keeps it from being loaded, or None. `files` maps a role (tensor,
    metadata, sprite, bookmarks) to the resolved path, and `config` keeps the raw configuration as it was written.
    `layouts` are the names of the layouts that come with it, and how many axes
    each has. `aliases` are other names it answers to.
    `step` is the training step it was saved at, or None; `tensor` is what it is
    called at every step (its `name` tells run and step apart too), and is the name where nothing else was said.
    `parts` are the paths that were laid out together as one, none where it is one source by itself.
    """

    name: str
    source: str
    load: Callable[[], Dataset] = field(repr=False, compare=False)
    run: str = ""
    shape: tuple[int, ...] | None = None
    dtype: str | None = None
    problem: HyperscopeError | None = None
    notes: tuple[str, ...] = ()
    files: Mapping[str, Path] = field(default_factory=dict)
    config: Mapping[str, Any] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    step: int | None = None
    layouts: Mapping[str, int] = field(default_factory=dict)
    tensor: str = ""
    parts: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "tensor", self.tensor or self.name)

    @property
    def readable(self) -> bool:
        return self.problem is None
