"""The file formats, as text: importing this table loads no reader. Sorted by name.

Other packages add formats by entry points of the group `hyperscope.readers`, each naming a `Format`.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import Any

GROUP = "hyperscope.readers"
EXTRAS = {"duckdb": "duckdb", "hdf5": "h5py", "lance": "lancedb", "zarr": "zarr"}
log = logging.getLogger("hyperscope")


@dataclass(frozen=True, slots=True)
class Format:
    """A format is recognised by its first bytes (`magic`), then by a name's ending.

    `reader` is `module:function`; the function takes a `source.Source` and returns entries. `extra` names the optional
    dependencies it needs ("" for none). `tells` is `module:function` too: it looks into a file that may be in one of
    several formats and says whether it is in this one. `packed`: the file may also be compressed (.gz, .zst). `folder`: it may
    be a folder, which `tells` knows. `origin` is the package that brought it, "" for our own.
    """

    name: str
    suffixes: tuple[str, ...]
    magic: tuple[bytes, ...]
    reader: str
    extra: str = ""
    tells: str = ""
    packed: bool = False
    folder: bool = False
    origin: str = ""

    @property
    def available(self) -> bool:
        """Whether what its `extra` installs is here."""
        return not self.extra or find_spec(EXTRAS[self.extra]) is not None

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
        "bookmarks",
        (".json", ".txt"),
        (),
        "hyperscope.readers.beside.saved:inspect",
        tells="hyperscope.readers.beside.saved:tells",
    ),
    Format(
        "CSV table",
        (".csv", ".tsv", ".txt"),
        (),
        "hyperscope.readers.tables.delimited:inspect",
        tells="hyperscope.readers.tables.delimited:tells",
        packed=True,
    ),
    Format(
        "DuckDB database",
        (".db", ".ddb", ".duckdb"),
        (),
        "hyperscope.readers.databases.duck:inspect",
        extra="duckdb",
        tells="hyperscope.readers.databases.duck:tells",
    ),
    Format(
        "FAISS index",
        (".faiss",),
        (b"IxFI", b"IxF2", b"IxFl", b"IxMp", b"IxM2", b"IwFl", b"IwPQ", b"IxHN", b"IHNf", b"IxPq"),
        "hyperscope.readers.arrays.faiss:inspect",
    ),
    Format(
        "fastText model",
        (".bin", ".ftz"),
        (b"\xba\x16\x4f\x2f",),
        "hyperscope.readers.words.fasttext:inspect",
    ),
    Format(
        "gensim vectors or pickled arrays",
        (".kv", ".model", ".pickle", ".pkl", ".wordvectors"),
        (),
        "hyperscope.readers.models.pickledarrays:inspect",
    ),
    Format("HDF5 file", (".h5", ".hdf5"), (HDF5,), "hyperscope.readers.hdf.hdf5:inspect", extra="hdf5"),
    Format(
        "Hugging Face dataset",
        (),
        (),
        "hyperscope.readers.tables.hfdataset:inspect",
        tells="hyperscope.readers.tables.hfdataset:tells",
        folder=True,
    ),
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
    Format(
        "LanceDB folder",
        (),
        (),
        "hyperscope.readers.databases.lance:inspect",
        extra="lance",
        tells="hyperscope.readers.databases.lance:tells",
        folder=True,
    ),
    Format("NumPy array", (".npy",), (b"\x93NUMPY",), "hyperscope.readers.arrays.npy:inspect"),
    Format(
        "NumPy arrays",
        (".npz",),
        (ZIP,),
        "hyperscope.readers.arrays.npz:inspect",
        tells="hyperscope.readers.arrays.npz:tells",
    ),
    Format("ONNX model", (".onnx",), (), "hyperscope.readers.models.onnx:inspect"),
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
        "sparse matrix of SciPy",
        (".npz",),
        (ZIP,),
        "hyperscope.readers.arrays.sparsenpz:inspect",
        tells="hyperscope.readers.arrays.sparsenpz:tells",
    ),
    Format(
        "sprite sheet",
        (".bmp", ".gif", ".jpeg", ".jpg", ".png", ".webp"),
        (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a"),
        "hyperscope.readers.beside.sheet:inspect",
    ),
    Format(
        "SQLite database",
        (".db", ".sqlite", ".sqlite3"),
        (b"SQLite format 3\0",),
        "hyperscope.readers.databases.sqlite:inspect",
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
    Format(
        "Zarr store",
        (".zarr.zip",),
        (ZIP,),
        "hyperscope.readers.arrays.zarr:inspect",
        extra="zarr",
        tells="hyperscope.readers.arrays.zarr:tells",
        folder=True,
    ),
)
FOLDER = Format("folder", (), (), "hyperscope.readers.logdirs.folder:inspect")
DEMO = Format("demo", (), (), "hyperscope.readers.demos.demo:inspect")


def formats() -> tuple[Format, ...]:
    """Our own formats, then those of other packages; one that cannot be loaded is left out, and the log says why."""
    return FORMATS + tuple(
        found for point in entry_points(group=GROUP) if (found := _stranger(point)) is not None
    )


def _stranger(point: EntryPoint) -> Format | None:
    try:
        found = point.load()
    except Exception as error:  # a stranger's module may raise anything when it is imported
        log.warning("reader %r of another package: %s: %s", point.name, type(error).__name__, error)
        return None
    if not isinstance(found, Format):
        log.warning("reader %r of another package: expected a Format, got %r", point.name, found)
        return None
    return replace(found, extra="", origin=point.dist.name if point.dist else point.value)
