"""Hyperscope: see high-dimensional vectors.

The public names are loaded on first use, so that ``import hyperscope`` costs nothing:
neither numpy nor numba nor pyarrow is imported until a name that needs it is touched.
"""

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

# Public name -> the module that defines it. Sorted; `tests/test_imports.py` checks it.
_HOME = {
    "Bookmark": "hyperscope.bookmark",
    "Column": "hyperscope.columns",
    "Dataset": "hyperscope.dataset",
    "EmbeddingInfo": "hyperscope.writers.projector.config",
    "Entry": "hyperscope.entry",
    "HyperscopeError": "hyperscope.errors",
    "KnnGraph": "hyperscope.graph",
    "Layout": "hyperscope.layout",
    "PCA": "hyperscope.estimators",
    "ParametricTSNE": "hyperscope.estimators",
    "ProjectorConfig": "hyperscope.writers.projector.config",
    "Quality": "hyperscope.layout",
    "SpriteMetadata": "hyperscope.writers.projector.config",
    "TSNE": "hyperscope.estimators",
    "UMAP": "hyperscope.estimators",
    "export": "hyperscope.site.export",
    "inspect": "hyperscope.pipeline",
    "neighbors": "hyperscope.pipeline",
    "place": "hyperscope.pipeline",
    "prepare": "hyperscope.pipeline",
    "project": "hyperscope.pipeline",
    "quality": "hyperscope.pipeline",
    "read": "hyperscope.pipeline",
    "show": "hyperscope.server.show",
    "sprite": "hyperscope.pipeline.writing",
    "visualize_embeddings": "hyperscope.pipeline.writing",
    "write_logdir": "hyperscope.pipeline.writing",
    "write_standalone": "hyperscope.pipeline.writing",
}

# Rooms that people enter by name: `hyperscope.features.extract`.
_ROOMS = ("features", "plots", "text")

__all__ = ["__version__", *sorted(_HOME)]

if TYPE_CHECKING:
    from hyperscope.bookmark import Bookmark as Bookmark
    from hyperscope.columns import Column as Column
    from hyperscope.dataset import Dataset as Dataset
    from hyperscope.entry import Entry as Entry
    from hyperscope.errors import HyperscopeError as HyperscopeError
    from hyperscope.estimators import PCA as PCA
    from hyperscope.estimators import TSNE as TSNE
    from hyperscope.estimators import UMAP as UMAP
    from hyperscope.estimators import ParametricTSNE as ParametricTSNE
    from hyperscope.graph import KnnGraph as KnnGraph
    from hyperscope.layout import Layout as Layout
    from hyperscope.layout import Quality as Quality
    from hyperscope.pipeline import inspect as inspect
    from hyperscope.pipeline import neighbors as neighbors
    from hyperscope.pipeline import place as place
    from hyperscope.pipeline import prepare as prepare
    from hyperscope.pipeline import project as project
    from hyperscope.pipeline import quality as quality
    from hyperscope.pipeline import read as read
    from hyperscope.pipeline.writing import sprite as sprite
    from hyperscope.pipeline.writing import visualize_embeddings as visualize_embeddings
    from hyperscope.pipeline.writing import write_logdir as write_logdir
    from hyperscope.pipeline.writing import write_standalone as write_standalone
    from hyperscope.server.show import show as show
    from hyperscope.site.export import export as export
    from hyperscope.writers.projector.config import EmbeddingInfo as EmbeddingInfo
    from hyperscope.writers.projector.config import ProjectorConfig as ProjectorConfig
    from hyperscope.writers.projector.config import SpriteMetadata as SpriteMetadata


def __getattr__(name: str) -> object:
    if name in _ROOMS:
        return import_module(f"hyperscope.{name}")
    if name not in _HOME:
        raise AttributeError(f"module 'hyperscope' has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
