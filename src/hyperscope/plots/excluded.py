"""The excluded-class study: where does a model put what it was never shown?

Every class is left out once; a projection and a classifier learn from the others, then meet it. Where it lands, and how
sure the classifier is of the wrong names it must give, tells which classes it resembles and whether novelty can be seen.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hyperscope.arrays import Positions
from hyperscope.errors import ParameterError, ShapeError
from hyperscope.estimators import ParametricTSNE
from hyperscope.params import check_seed, unknown_name
from hyperscope.pipeline import Data, dataset_of
from hyperscope.plots.groups import Groups, column_of
from hyperscope.plots.names import write_names
from hyperscope.plots.paper import INK, PAPER, colours, figure, heading
from hyperscope.plots.ridge import draw as draw_ridges
from hyperscope.plots.scatter import points
from hyperscope.progress import Progress, Work, bar, drive

STAGE = "Leaving classes out"
WIDTH, HEIGHT = 12.0, 5.4  # inches


@dataclass(frozen=True)
class Excluded:
    """One class left out, the `place`-th of all. `known` are the others, `codes` (n,) a row's place among them, or −1.

    `positions` (n, 2) are those of all rows in the projection that learnt from the others; `log_probabilities` (m, k) say
    how likely each of the m rows left out is to be of each of the k known classes, to the classifier.
    """

    label: str
    place: int
    known: tuple[str, ...]
    codes: NDArray[np.int64]
    positions: Positions
    log_probabilities: NDArray[np.float64]

    @property
    def taken_for(self) -> dict[str, float]:
        """The share of the rows that the classifier takes for each known class, the largest first."""
        shares = np.bincount(self.log_probabilities.argmax(axis=1), minlength=len(self.known))
        order = np.argsort(-shares, kind="stable")
        return {self.known[at]: float(shares[at] / shares.sum()) for at in order if shares[at]}

    def figure(self, *, palette: Sequence[str] | None = None) -> Any:
        """A `matplotlib.figure.Figure`: the class, in ink, among the known ones, and its ridges, the likeliest on top.

        `palette` has a colour for every class, the one left out among them, so that all figures of a study agree.
        """
        drawn = figure(WIDTH, HEIGHT)
        left, right = drawn.subplots(1, 2, width_ratios=(1.25, 1))
        paints = list(palette or colours(len(self.known) + 1))
        del paints[self.place]
        self._scatter(left, paints)
        order = np.argsort(-np.median(self.log_probabilities, axis=0), kind="stable")
        draw_ridges(
            right,
            [self.known[at] for at in order],
            [self.log_probabilities[:, at] for at in order],
            palette=[paints[at] for at in order],
            axis="log-probability of each known class",
            title=f"What {self.label} is taken for",
        )
        return drawn

    def _scatter(self, axes: Any, paints: list[str]) -> None:
        held = self.codes < 0
        known = Groups(self.known, self.codes[~held])
        points(axes, self.positions[~held], known, paints, alpha=0.45)
        axes.scatter(*self.positions[held].T, s=16, color=INK, edgecolors=PAPER, linewidths=0.4, zorder=5)
        heading(axes, f"{self.label}, never seen in training")
        write_names(axes, self.positions[~held], known)


@dataclass(frozen=True)
class Study:
    """What `excluded` found: `classes` by their names, in the order of the labels."""

    classes: Mapping[str, Excluded]

    def figures(self, *, palette: Sequence[str] | None = None) -> dict[str, Any]:
        """A figure for every class that was left out."""
        return {name: each.figure(palette=palette) for name, each in self.classes.items()}

    def save(self, folder: str | Path) -> list[Path]:
        """Write `excluded-NAME.png` for every class into `folder`, which is made if need be."""
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        written = []
        for place, (name, drawn) in enumerate(self.figures().items()):
            plain = "".join(letter if letter.isalnum() else "-" for letter in name).strip("-") or str(place)
            written.append(folder / f"excluded-{plain}.png")
            drawn.savefig(written[-1])
        return written

    def __str__(self) -> str:
        lines = []
        for name, each in self.classes.items():
            shares = [f"{other} {share:.0%}" for other, share in list(each.taken_for.items())[:3]]
            lines.append(f"{name} is taken for {', '.join(shares)}")
        return "\n".join(lines)


def excluded(
    data: Data,
    labels: Any = "label",
    *,
    classes: Sequence[Any] | None = None,
    projection: Any = None,
    classifier: Any = None,
    random_state: int = 0,
    progress: bool = True,
) -> Study:
    """Leave every class out once, train on the others, and see where the rows left out land.

    `labels` name a column of the dataset or give one label a row; `classes` are the ones to leave out (default: all).
    `projection` is an estimator with `fit` and `transform` to 2 columns (default: `ParametricTSNE(random_state=…)`),
    `classifier` one with `fit` and `predict_proba` (default: logistic regression on standardised vectors). They are
    copied for every class, as scikit-learn's `clone` does, and never trained themselves. Rows that are not finite are left
    out. Ctrl-C ends the study with the classes done so far.

    Raises `ShapeError` where there are fewer than three classes, `ParameterError` for a class that is not there or an
    estimator that lacks one of these methods, `MissingExtra` without what the projection needs.
    """
    data = dataset_of(data)
    given = column_of(data, labels)
    rows = data.finite()
    groups = Groups.of(given, data.n)
    groups = Groups(groups.names, groups.codes[data.kept])
    if len(groups.names) < 3:
        raise ShapeError(
            "at least three classes: one to leave out, two to tell apart", f"{len(groups.names)}",
            "Pass labels of more classes.", where="labels",
        )  # fmt: skip
    seed = check_seed(random_state)
    projection = projection or ParametricTSNE(random_state=seed)
    classifier = classifier or _classifier()
    _check(projection, "projection", ("fit", "transform", "get_params"))
    _check(classifier, "classifier", ("fit", "predict_proba", "get_params"))
    work = _study(rows.as_float32(), groups, _chosen(classes, groups), projection, classifier)
    with bar(STAGE, progress) as show:
        return drive(work, show)


def _study(
    vectors: NDArray[np.float32], groups: Groups, chosen: list[int], projection: Any, classifier: Any
) -> Work[Study]:
    found: dict[str, Excluded] = {}
    for count, code in enumerate(chosen):
        yield Progress(STAGE, count, len(chosen))
        try:
            each = _left_out(vectors, groups, code, projection, classifier)
        except KeyboardInterrupt:
            break
        if each is None:
            break
        found[each.label] = each
    yield Progress(STAGE, len(found), len(chosen))
    return Study(found)


def _left_out(
    vectors: NDArray[np.float32], groups: Groups, code: int, projection: Any, classifier: Any
) -> Excluded | None:
    """One class left out; nothing where the training of the projection was stopped."""
    from sklearn.base import clone

    held = groups.codes == code
    codes = np.where(held, -1, groups.codes - (groups.codes > code))
    placing: Any = clone(projection)
    naming: Any = clone(classifier)
    placing.fit(vectors[~held])
    if not getattr(getattr(placing, "layout_", None), "finished", True):
        return None
    naming.fit(vectors[~held], codes[~held])
    with np.errstate(divide="ignore"):  # what is impossible has a log-probability of −∞
        unlikely = np.log(np.asarray(naming.predict_proba(vectors[held]), np.float64))
    known = tuple(name for at, name in enumerate(groups.names) if at != code)
    return Excluded(groups.names[code], code, known, codes, _placed(placing, vectors), unlikely)


def _placed(placing: Any, vectors: NDArray[np.float32]) -> Positions:
    positions = np.asarray(placing.transform(vectors), np.float32)
    if positions.shape != (len(vectors), 2):
        raise ShapeError(
            f"positions of shape ({len(vectors):,}, 2)", f"{positions.shape}", "Project to 2 components.",
            where="projection",
        )  # fmt: skip
    return positions


def _classifier() -> Any:
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    return make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000))


def _check(estimator: Any, where: str, methods: tuple[str, ...]) -> None:
    lacking = [name for name in methods if not callable(getattr(estimator, name, None))]
    if lacking:
        raise ParameterError(
            f"an estimator with {', '.join(methods)}", f"{type(estimator).__name__} without {', '.join(lacking)}",
            "Pass one that scikit-learn could clone and fit.", where=where,
        )  # fmt: skip


def _chosen(classes: Sequence[Any] | None, groups: Groups) -> list[int]:
    if classes is None:
        return list(range(len(groups.names)))
    for name in map(str, classes):
        if name not in groups.names:
            raise unknown_name(name, groups.names, where="classes")
    return [groups.names.index(str(name)) for name in classes]
