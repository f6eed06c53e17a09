"""Data into files that TensorBoard, the standalone projector and Hyperscope open."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from hyperscope.dataset import Dataset
from hyperscope.entry import OpenOptions
from hyperscope.errors import ShapeError
from hyperscope.pipeline.opening import opened
from hyperscope.pipeline.spaces import Data
from hyperscope.writers.files import Written
from hyperscope.writers.projector import sprites, standalone
from hyperscope.writers.projector.logdir import write, write_config
from hyperscope.writers.projector.sprites import Sprite


def visualize_embeddings(logdir: Any, config: Any, *, overwrite: bool = False) -> Written:
    """Write `config` as the projector_config.pbtxt of `logdir`, as TensorBoard's function of this name does.

    `config` is TensorBoard's own `ProjectorConfig` or `hyperscope.ProjectorConfig`; `logdir` a folder, which is made if it
    is not there, or a writer with `get_logdir()`. Raises `PathError` where another program's config would be lost, unless
    `overwrite` says so.
    """
    return write_config(_folder(logdir), config, overwrite)


def write_logdir(
    dir: Any,  # noqa: A002 -- what people call it
    vectors: Data,
    metadata: Any = None,
    images: Any = None,
    name: str | None = None,
    step: int | None = None,
) -> Written:
    """Add vectors (n, d) to a log directory that TensorBoard opens: raw float32, metadata.tsv, sprite.png and a config.

    `metadata` and `images` are what `read` takes. Written under several names, or at several steps, they stand side by
    side; the same name and step again replaces what was written before. The result's `notes` tell what the formats could not
    hold. Raises `PathError` where another program's files would be lost, `ShapeError` for vectors of fewer than two numbers.
    """
    dataset = _dataset(vectors, metadata, images)
    named = "embedding" if name is None and not isinstance(vectors, Dataset) else name
    written = write(dataset, _folder(dir), named, step)
    return replace(written, notes=tuple(dict.fromkeys((*dataset.notes, *written.notes))))


def write_standalone(
    dir: Any,  # noqa: A002
    datasets: Data | Sequence[Dataset] | Mapping[str, Data],
    *,
    overwrite: bool = False,
) -> Written:
    """Write a folder for the standalone projector: projector_config.json with raw `.bytes`, metadata and sprites.

    `datasets` is one, a sequence of them, or a mapping of names to vectors. A config that Hyperscope wrote is replaced;
    `PathError` is raised where another's would be, unless `overwrite` says so.
    """
    return standalone.write(_datasets(datasets), _folder(dir) / standalone.CONFIG, overwrite)


def sprite(
    images: Any, invert: bool = False, normalize: str | None = None, shape: tuple[int, int] | None = None
) -> Sprite:
    """Lay pictures out on a sprite sheet: `sprite(images).save("faces.png")`.

    `images` are numbers (n, h, w), (n, h, w, 1|3|4) or rows of pixels (n, h × w), squares unless `shape` is their
    (height, width); or the `images` of a dataset. Bytes are drawn as they are, fractions times 255. `normalize="all"`
    stretches the smallest to the largest number over black to white, "each" does so for every picture by itself; `invert`
    swaps black and white. More than 8192 × 8192 pixels need several sheets, which TensorBoard cannot show.
    """
    return sprites.sprite(images, invert, normalize, shape)


def _folder(place: Any) -> Path:
    place = place.get_logdir() if hasattr(place, "get_logdir") else place
    if place is None or not str(place):
        raise ShapeError("a folder", repr(place), "Name where to write.", where="logdir")
    return Path(place).expanduser()


def _dataset(vectors: Any, metadata: Any = None, images: Any = None) -> Dataset:
    return opened(vectors, OpenOptions(metadata=metadata, images=images))


def _datasets(given: Any) -> list[Dataset]:
    if isinstance(given, Mapping):
        return [replace(_dataset(vectors), name=str(name)) for name, vectors in given.items()]
    if isinstance(given, Sequence) and given and all(isinstance(one, Dataset) for one in given):
        return list(given)
    return [_dataset(given)]
