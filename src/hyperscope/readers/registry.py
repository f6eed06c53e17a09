"""The file formats, as text: importing this table loads no reader. Sorted by name."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any


@dataclass(frozen=True, slots=True)
class Format:
    """A format is recognised by its first bytes (`magic`), then by a name's ending.

    `reader` is `module:function`; the function takes a `source.Source` and returns entries. `extra` names the optional
    dependencies it needs ("" for none).
    """

    name: str
    suffixes: tuple[str, ...]
    magic: tuple[bytes, ...]
    reader: str
    extra: str = ""

    def load(self) -> Callable[..., Any]:
        """The reader, imported on first use."""
        module, _, function = self.reader.partition(":")
        return getattr(import_module(module), function)


CHECKPOINT = Format("TensorFlow checkpoint", (".index",), (), "hyperscope.readers.checkpoint.entries:inspect")
FORMATS = (
    Format("NumPy array", (".npy",), (b"\x93NUMPY",), "hyperscope.readers.npy:inspect"),
    Format(
        "sprite sheet",
        (".bmp", ".gif", ".jpeg", ".jpg", ".png", ".webp"),
        (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a"),
        "hyperscope.readers.sheet:inspect",
    ),
    Format("standalone projector config", (".json",), (), "hyperscope.readers.folder:inspect_config"),
    Format("TensorBoard projector config", (".pbtxt",), (), "hyperscope.readers.folder:inspect_config"),
    CHECKPOINT,
    Format("text table of numbers", (".tsv", ".txt"), (), "hyperscope.readers.tsv:inspect"),
)
FOLDER = Format("folder", (), (), "hyperscope.readers.folder:inspect")
DEMO = Format("demo", (), (), "hyperscope.readers.demo:inspect")
