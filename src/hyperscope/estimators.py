"""The projections in scikit-learn's manner: made with parameters, fitted to data, asked for more.

scikit-learn itself is never imported here: `get_params`, `set_params` and the names that end in an underscore are all
that its pipelines, clones and searches ask for.
"""

import sys
from collections.abc import Mapping
from inspect import Parameter, Signature
from os import PathLike
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from hyperscope import preprocess
from hyperscope.arrays import Positions
from hyperscope.dataset import Dataset, spread
from hyperscope.errors import MissingExtra, NotFitted, ShapeError, StateError
from hyperscope.graph import KnnGraph
from hyperscope.knn import given
from hyperscope.layout import Layout, Linear
from hyperscope.params import Method, unknown_name
from hyperscope.pipeline import Data, dataset_of, place, project
from hyperscope.progress import drive
from hyperscope.projections import registry
from hyperscope.projections.parametric import saved
from hyperscope.projections.parametric.network import Network

OURS = ("n_components", "random_state")
FRAMES = ("default", "pandas", "polars")


class _Shown:
    """A class's signature, made from its table when someone looks."""

    def __get__(self, _: object, owner: "type[_Estimator]") -> Signature:
        return Signature(
            [
                Parameter(
                    name, Parameter.KEYWORD_ONLY if place else Parameter.POSITIONAL_OR_KEYWORD, default=value
                )
                for place, (name, value) in enumerate(_defaults(owner._method).items())
            ]
        )


class _Estimator:
    """What all have in common. Parameters are those of the method's table; the method checks them when it is fitted."""

    _method: ClassVar[str]

    def __init__(self, n_components: int | None = None, *, random_state: int = 0, **params: Any) -> None:
        known = _defaults(self._method)
        self._params = {
            **known,
            "n_components": known["n_components"] if n_components is None else n_components,
            "random_state": random_state,
        }
        self.set_params(**params)

    def __init_subclass__(cls) -> None:
        cls.__signature__ = _Shown()

    def fit(self, X: Data | KnnGraph, y: object = None) -> "_Estimator":  # noqa: N803, ARG002
        """Lay `X` (n, d) out; `y` is not looked at. Sets `embedding_` (n, p) and `layout_`."""
        if given.is_sparse(X) and self._params.get("metric") == given.PRECOMPUTED:
            X = given.graph_of(X)  # noqa: N806
        data = X if isinstance(X, KnnGraph) else dataset_of(X)
        self.layout_: Layout = self._laid_out(data)
        self.embedding_: Positions = self.layout_.positions
        self.n_iter_ = self.layout_.iteration
        self._fitted = data
        self._remember(X)
        return self

    def _remember(self, given: Any) -> None:
        """What new rows must have: as many numbers, and where they had names, those names in that order."""
        for known in ("n_features_in_", "feature_names_in_"):
            self.__dict__.pop(known, None)
        if isinstance(self._fitted, Dataset):
            self.n_features_in_ = self._fitted.d
            names = _names(given, self._fitted)
            if names is not None:
                self.feature_names_in_ = names

    def _laid_out(self, data: Dataset | KnnGraph) -> Layout:
        return project(data, self._method, **self._given())

    def _given(self) -> dict[str, Any]:
        return {name: value for name, value in self._params.items() if value is not None}

    def fit_transform(self, X: Data | KnnGraph, y: object = None) -> Any:  # noqa: N803
        """(n, p) float32: `fit`, and its `embedding_`; a frame where `set_output` asked for one."""
        return self._as_asked(self.fit(X, y).embedding_, X)

    def transform(self, X: Data) -> Any:  # noqa: N803
        """(m, p) new rows in the fitted layout, as `hyperscope.place` finds them; a frame where `set_output` asked for one.

        Raises `NotFitted` before a fit, `ShapeError` for rows of another width, or whose columns have other names.
        """
        new = self._like_the_old(X)
        return self._as_asked(self._placed(new), X)

    def _like_the_old(self, given: Data) -> Dataset:
        """New rows, where they are as wide as those of the fit and their columns have its names."""
        wide = getattr(self, "n_features_in_", None)
        if wide is None:
            if hasattr(self, "_fitted"):
                raise StateError("a fit to vectors", "a fit to a graph, without vectors", "Fit vectors.")
            raise NotFitted.yet(type(self).__name__)
        new = dataset_of(given)
        if new.d != wide:
            raise ShapeError(
                f"rows of {wide:,} numbers, as {type(self).__name__} was fitted to", f"{new.d:,}",
                "Pass the same columns.", where="transform",
            )  # fmt: skip
        old, names = getattr(self, "feature_names_in_", None), _names(given, new)
        if old is not None and names is not None and list(old) != list(names):
            at = next(place for place in range(wide) if old[place] != names[place])
            raise ShapeError(
                f"column {at + 1:,} to be {old[at]!r}, as in the fit", f"{names[at]!r}",
                "Pass the columns of the fit in their order.", where="transform",
            )  # fmt: skip
        return new

    def _placed(self, new: Dataset) -> Positions:
        assert isinstance(self._fitted, Dataset)
        return place(self.layout_, self._fitted, new).positions

    def set_output(self, *, transform: str | None = None) -> "_Estimator":
        """What `transform` and `fit_transform` give: "default" (arrays), "pandas" or "polars"; None leaves it as it is.

        Raises `ParameterError` for anything else. Without a call scikit-learn's own setting holds, where it is loaded.
        """
        if transform is not None:
            if transform not in FRAMES:
                raise unknown_name(transform, list(FRAMES), where="set_output")
            self._sklearn_output_config = {"transform": transform}  # clones take it along under this name
        return self

    def _as_asked(self, positions: Positions, given: Any) -> Any:
        """The positions as the array or frame that `set_output`, or scikit-learn's configuration, asked for."""
        loaded = sys.modules.get("sklearn")
        usual = loaded.get_config().get("transform_output", "default") if loaded else "default"
        kind = self.__dict__.get("_sklearn_output_config", {}).get("transform", usual)
        return (
            positions if kind == "default" else _framed(positions, kind, self.get_feature_names_out(), given)
        )

    def get_feature_names_out(self, input_features: object = None) -> NDArray[np.object_]:  # noqa: ARG002
        """(p,) the names of the columns: tsne0, tsne1, … Raises `NotFitted` before a fit."""
        name = type(self).__name__.lower()
        return np.array([f"{name}{place}" for place in range(self._columns())], dtype=object)

    def _columns(self) -> int:
        if not hasattr(self, "embedding_"):
            raise NotFitted.yet(type(self).__name__)
        return self.embedding_.shape[1]

    def get_params(self, deep: bool = True) -> dict[str, Any]:  # noqa: ARG002
        """Every parameter with its value."""
        return dict(self._params)

    def set_params(self, **params: Any) -> "_Estimator":
        """Change parameters by name. Raises `ParameterError` for a name that the table does not have."""
        for name in params:
            if name not in self._params:
                raise unknown_name(name, list(self._params), where=type(self).__name__)
        self._params.update(params)
        return self

    def __getattr__(self, name: str) -> Any:
        params: Mapping[str, Any] = self.__dict__.get("_params", {})
        if name in params:
            return params[name]
        raise AttributeError(f"{type(self).__name__!r} has no attribute {name!r}")

    def __repr__(self) -> str:
        usual = _defaults(self._method)
        said = [
            f"{name}={_told(value)}" for name, value in self._params.items() if not _same(value, usual[name])
        ]
        return f"{type(self).__name__}({', '.join(said)})"

    def __sklearn_is_fitted__(self) -> bool:
        return hasattr(self, "layout_")

    def __sklearn_tags__(self) -> Any:
        """What scikit-learn asks a transformer in a pipeline; it alone calls this."""
        from sklearn.utils import Tags, TargetTags, TransformerTags

        return Tags("transformer", TargetTags(required=False), TransformerTags())


class TSNE(_Estimator):
    """t-distributed stochastic neighbour embedding.

    `TSNE(n_components=2, *, random_state=0, perplexity="auto", …)` takes the parameters of `project(data, "tsne")`, and
    `metric="precomputed"` a `KnnGraph` for X. After `fit`: `embedding_`, `layout_`, `kl_divergence_`, `n_iter_`.
    """

    _method = "tsne"

    @property
    def kl_divergence_(self) -> float | None:
        """The loss of the layout."""
        return self.layout_.loss


class UMAP(_Estimator):
    """Uniform manifold approximation and projection.

    `UMAP(n_components=2, *, random_state=0, n_neighbors=15, …)` takes the parameters of `project(data, "umap")`, and
    `metric="precomputed"` a `KnnGraph` for X. After `fit`: `embedding_`, `layout_`, `n_iter_`.
    """

    _method = "umap"


class ParametricTSNE(_Estimator):
    """t-SNE by a network, which lays out what it has never seen as well (van der Maaten 2009).

    `ParametricTSNE(n_components=2, *, random_state=0, perplexity="30", epochs="auto", …, network=None)` takes the
    parameters of `project(data, "parametric")`; `perplexity` may be several, (10, 30, 100). `network` is a Keras model
    from the d numbers of a row, in any shape, to n_components; it is trained in place. Without one it is input → 500 →
    500 → 2000 → n_components. After `fit`: `embedding_`, `layout_`, `n_iter_`, `network_`.
    """

    _method = "parametric"

    def __init__(
        self, n_components: int | None = None, *, random_state: int = 0, network: Any = None, **params: Any
    ) -> None:
        super().__init__(n_components, random_state=random_state, **params)
        self._params["network"] = network

    def fit(self, X: Data | KnnGraph, y: object = None) -> "ParametricTSNE":  # noqa: N803
        """Train the network on `X` (n, d); `y` is not looked at."""
        if isinstance(X, KnnGraph):
            raise StateError(
                "vectors, which a network can look at", "a graph of neighbours", "Pass the vectors."
            )
        super().fit(X, y)
        rows = preprocess.truncate(dataset_of(X).finite(), self._params["truncate"])
        self._scaling: preprocess.Scaling = drive(preprocess.learn(rows, self._params["normalize"]))
        assert isinstance(self.layout_.transform, Network)
        self._network = self.layout_.transform
        self.network_ = self._network.model
        return self

    def _placed(self, new: Dataset) -> Positions:
        """(m, p) where the network puts new rows, NaN for those that are not finite."""
        rows = preprocess.truncate(new.finite(), self._params["truncate"])
        return spread(self._network.of(drive(self._scaling.apply(rows)).vectors), new.n, new.kept)

    def _columns(self) -> int:
        if not hasattr(self, "_network"):  # one that was loaded has no embedding
            raise NotFitted.yet(type(self).__name__)
        return self._params["n_components"]

    def save(self, path: str | PathLike[str]) -> Path:
        """Write the trained network to `path` (.keras; Keras itself opens it too), and what makes it this estimator."""
        if not hasattr(self, "_network"):
            raise NotFitted.yet(type(self).__name__)
        params = {name: value for name, value in self._params.items() if name != "network"}
        record = {"params": params, "d": self.n_features_in_, "scaling": self._scaling.record}
        return saved.save(path, self.network_, record)

    @classmethod
    def load(cls, path: str | PathLike[str]) -> "ParametricTSNE":
        """What `save` wrote, ready to transform. Raises `FormatError` for any other file."""
        model, record = saved.load(path)
        made = cls(**record["params"])
        made._scaling = preprocess.Scaling.of(record["scaling"])
        made._network, made.network_, made.n_features_in_ = Network(model), model, record["d"]
        return made

    def _laid_out(self, data: Dataset | KnnGraph) -> Layout:
        from hyperscope.projections.parametric.projection import Parametric  # compiles

        given = self._given()
        return project(data, Parametric(given.pop("network", None)), **given)

    def __sklearn_is_fitted__(self) -> bool:
        return hasattr(self, "_network")


class PCA(_Estimator):
    """Principal component analysis, centred.

    `PCA(n_components=10, …)` takes the parameters of `project(data, "pca")`. After `fit`: `embedding_`, `layout_`,
    `components_` (p, d), `explained_variance_ratio_` (p,). `transform` is exact.
    """

    _method = "pca"

    @property
    def components_(self) -> NDArray[np.float64]:
        """(p, d) unit directions, widest first."""
        assert isinstance(self.layout_.transform, Linear)
        return self.layout_.transform.directions

    @property
    def explained_variance_ratio_(self) -> NDArray[np.float64] | None:
        """(p,) each direction's share of the variance."""
        return self.layout_.explained_variance_ratio


def _defaults(name: str) -> dict[str, Any]:
    """Every parameter of an estimator with what it is unless said."""
    method: Method = registry.method(name)
    ours = dict(zip(OURS, (method.default_components, 0), strict=True))
    return ours | {row.name: row.default for row in method.params}


def _names(given: Any, dataset: Dataset) -> NDArray[np.object_] | None:
    """(d,) what the columns of a frame that became the vectors are called; None for arrays, and names that are no text."""
    if isinstance(given, Dataset) or not hasattr(given, "__arrow_c_stream__"):
        return None
    every = list(getattr(given, "column_names", None) or getattr(given, "columns", ()))
    names = [name for name in every if name not in dataset.columns]
    if len(names) != dataset.d or not all(isinstance(name, str) for name in names):
        return None
    return np.array(names, dtype=object)


def _framed(positions: Positions, kind: str, names: NDArray[np.object_], given: Any) -> Any:
    """Positions (n, p) as a frame of pandas, its rows called as in the frame `given`, or of polars."""
    try:
        if kind == "polars":
            import polars

            return polars.DataFrame(positions, schema=list(names))
        import pandas
    except ImportError:
        raise MissingExtra(
            f"{kind}, whose frames set_output asked for", "an installation without it",
            f"Run: pip install {kind}", where="set_output",
        ) from None  # fmt: skip
    index = given.index if isinstance(given, pandas.DataFrame) else None
    return pandas.DataFrame(positions, columns=names, index=index)


def _told(value: Any) -> str:
    """A value in a line: an array by its shape."""
    return f"<array {value.shape}>" if isinstance(value, np.ndarray) else repr(value)


def _same(value: Any, usual: Any) -> bool:
    """Whether a parameter is what it is unless said; positions to begin from never are."""
    return type(value) is type(usual) and value == usual
