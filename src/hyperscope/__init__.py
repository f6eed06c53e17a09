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
    "Entry": "hyperscope.entry",
    "HyperscopeError": "hyperscope.errors",
    "KnnGraph": "hyperscope.graph",
    "Layout": "hyperscope.layout",
    "PCA": "hyperscope.estimators",
    "Quality": "hyperscope.layout",
    "TSNE": "hyperscope.estimators",
    "UMAP": "hyperscope.estimators",
    "inspect": "hyperscope.pipeline",
    "neighbors": "hyperscope.pipeline",
    "place": "hyperscope.pipeline",
    "prepare": "hyperscope.pipeline",
    "project": "hyperscope.pipeline",
    "quality": "hyperscope.pipeline",
    "read": "hyperscope.pipeline",
    "show": "hyperscope.server.show",
}

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
    from hyperscope.server.show import show as show


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module 'hyperscope' has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
