"""The file formats, as text: importing this table loads no reader. Sorted by name."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Format:
    """A format is recognised by its first bytes (`magic`), then by a name's ending.

    `reader` is `module:function`; the function takes a `source.Source` and returns entries. `extra` names the optional
    dependencies it needs ("" for none). `tells` is `module:function` too: it looks into a file that may be in one of
    several formats and says whether it is in this one. `packed`: the file may also be compressed (.gz, .zst).
    """

    name: str
    suffixes: tuple[str, ...]
    magic: tuple[bytes, ...]
    reader: str
    extra: str = ""
    tells: str = ""
    packed: bool = False

    def load(self) -> Callable[..., Any]:
        """The reader, imported on first use."""
        return _imported(self.reader)

    def holds(self, path: Path) -> bool:
        """Whether `path` is in this format, where neither first bytes nor name can tell."""
        return _imported(self.tells)(path)


def _imported(place: str) -> Callable[..., Any]:
    module, _, function = place.partition(":")
    return getattr(import_module(module), function)


ZIP = b"PK\3\4"


CHECKPOINT = Format("TensorFlow checkpoint", (".index",), (), "hyperscope.readers.checkpoint.entries:inspect")
HDF5 = b"\x89HDF\r\n\x1a\n"
FORMATS = (
    Format(
        "AnnData file",
        (".h5ad",),
        (HDF5,),
        "hyperscope.readers.hdf.anndata:inspect",
        extra="hdf5",
        tells="hyperscope.readers.hdf.anndata:tells",
    ),
    Format(
        "Arrow or Feather file",
        (".arrow", ".arrows", ".feather"),
        (b"ARROW1", b"\xff\xff\xff\xff"),
        "hyperscope.readers.tables.arrowfile:inspect_arrow",
    ),
    Format(
        "CSV table",
        (".csv", ".tsv"),
        (),
        "hyperscope.readers.tables.delimited:inspect",
        tells="hyperscope.readers.tables.delimited:tells",
        packed=True,
    ),
    Format(
        "fastText model",
        (".bin", ".ftz"),
        (b"\xba\x16\x4f\x2f",),
        "hyperscope.readers.words.fasttext:inspect",
    ),
    Format("HDF5 file", (".h5", ".hdf5"), (HDF5,), "hyperscope.readers.hdf.hdf5:inspect", extra="hdf5"),
    Format(
        "JSON records",
        (".jsonl", ".ndjson", ".json"),
        (),
        "hyperscope.readers.tables.jsonlines:inspect",
        tells="hyperscope.readers.tables.jsonlines:tells",
        packed=True,
    ),
    Format(
        "Keras model",
        (".keras", ".weights.h5"),
        (HDF5, ZIP),
        "hyperscope.readers.models.keras:inspect",
        extra="hdf5",
        tells="hyperscope.readers.models.keras:tells",
    ),
    Format("NumPy array", (".npy",), (b"\x93NUMPY",), "hyperscope.readers.arrays.npy:inspect"),
    Format(
        "NumPy arrays",
        (".npz",),
        (ZIP,),
        "hyperscope.readers.arrays.npz:inspect",
        tells="hyperscope.readers.arrays.npz:tells",
    ),
    Format("Parquet file", (".parquet",), (b"PAR1",), "hyperscope.readers.tables.arrowfile:inspect_parquet"),
    Format(
        "PyTorch checkpoint",
        (".bin", ".ckpt", ".pt", ".pth"),
        (ZIP, b"\x80\x02\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19."),
        "hyperscope.readers.models.pytorch:inspect",
        tells="hyperscope.readers.models.pytorch:tells",
    ),
    Format("safetensors file", (".safetensors",), (), "hyperscope.readers.models.safetensors:inspect"),
    Format(
        "shards of a model",
        (".bin.index.json", ".safetensors.index.json"),
        (),
        "hyperscope.readers.models.shards:inspect",
    ),
    Format(
        "sprite sheet",
        (".bmp", ".gif", ".jpeg", ".jpg", ".png", ".webp"),
        (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a"),
        "hyperscope.readers.beside.sheet:inspect",
    ),
    Format("standalone projector config", (".json",), (), "hyperscope.readers.logdirs.folder:inspect_config"),
    Format(
        "TensorBoard projector config", (".pbtxt",), (), "hyperscope.readers.logdirs.folder:inspect_config"
    ),
    CHECKPOINT,
    Format(
        "text table of numbers", (".tsv", ".txt"), (), "hyperscope.readers.tables.tsv:inspect", packed=True
    ),
    Format(
        "word vectors",
        (".bin", ".txt", ".vec"),
        (),
        "hyperscope.readers.words.wordvectors:inspect",
        tells="hyperscope.readers.words.wordvectors:tells",
        packed=True,
    ),
)
FOLDER = Format("folder", (), (), "hyperscope.readers.logdirs.folder:inspect")
DEMO = Format("demo", (), (), "hyperscope.readers.demos.demo:inspect")
