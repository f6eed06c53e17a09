"""The files of one embedding: its tensor, and what goes with it."""

import json
from pathlib import Path

from hyperscope.dataset import Dataset
from hyperscope.writers.files import replacing
from hyperscope.writers.projector import labels, sprites, tensors
from hyperscope.writers.projector.config import EmbeddingInfo, SpriteMetadata


def write(
    dataset: Dataset, title: str, folder: Path, prefix: str, as_text: bool = False
) -> tuple[EmbeddingInfo, tuple[str, ...]]:
    """Write `folder`/`prefix`tensors.bytes and its neighbours: what a config says of them, and what they cannot hold."""
    info = EmbeddingInfo(title, tensor_shape=dataset.vectors.shape)
    info.tensor_path = prefix + (tensors.TEXT if as_text else tensors.RAW)
    notes = (tensors.write_text if as_text else tensors.write)(dataset, folder / info.tensor_path)
    if dataset.columns:
        info.metadata_path = f"{prefix}metadata.tsv"
        notes += labels.write(dataset.columns, folder / info.metadata_path)
    if dataset.images is not None:
        sheet, about = sprites.on_one_sheet(dataset.images)
        info.sprite = SpriteMetadata(f"{prefix}sprite.png", sheet.cell)
        sheet.save(folder / info.sprite.image_path)
        notes += about
    if dataset.bookmarks:
        info.bookmarks_path = f"{prefix}bookmarks.json"
        with replacing(folder / info.bookmarks_path) as file:
            states = [dict(bookmark.state) for bookmark in dataset.bookmarks if bookmark.state]
            file.write(json.dumps(states, ensure_ascii=False).encode())
    return info, notes
