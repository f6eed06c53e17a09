"""Answers about an opened dataset: one row, its neighbours, a search. Run them in a worker thread."""

from hyperscope.arrays import Positions
from hyperscope.dataset import Dataset
from hyperscope.errors import QueryError
from hyperscope.query import ends, nearest, search
from hyperscope.session.opened import Opened
from hyperscope.session.problems import problem_of
from hyperscope.wire import arrow
from hyperscope.wire.messages import (
    EndMessage,
    EndRequest,
    FeaturesMessage,
    MetricName,
    NeighborsMessage,
    RowMessage,
    SearchRequest,
    TermMessage,
)

FEATURES_SHOWN = 100


def row_message(opened: Opened, row: int) -> RowMessage:
    """Every cell of one row, as written. Raises `QueryError` for a row that does not exist."""
    _check_row(opened, row)
    cells = {name: column.written[row].as_py() or "" for name, column in opened.dataset.columns.items()}
    return RowMessage(row, cells)


def neighbors_message(
    opened: Opened, row: int, k: int, metric: MetricName, positions: Positions | None = None
) -> NeighborsMessage:
    """The k nearest rows in the original space, or among `positions`, exactly.

    Raises what `nearest.to_row` does, and `QueryError` for k < 1.
    """
    if k < 1:
        raise QueryError("a number of neighbours from 1", str(k), "Ask for at least one.", where="k")
    searched = opened.dataset if positions is None else Dataset("layout", positions)
    rows, distances = nearest.to_row(searched, row, k, metric)
    space = "original" if positions is None else "layout"
    return NeighborsMessage(row, space, metric, rows.tolist(), [float(distance) for distance in distances])


def features_message(opened: Opened, text: str) -> FeaturesMessage:
    """The names of columns on demand that hold `text` in any case, those that begin with it first."""
    features, sought = opened.dataset.features, text.casefold()
    found = [name for name in (features.names if features else ()) if sought in name.casefold()]
    found.sort(key=lambda name: not name.casefold().startswith(sought))
    return FeaturesMessage(len(found), found[:FEATURES_SHOWN])


def feature(opened: Opened, name: str) -> bytes:
    """A column on demand as an Arrow stream. Raises `QueryError` for a name that there is not."""
    features = opened.dataset.features
    if features is None or name not in features.names:
        of = f"{len(features.names):,} names" if features else "data without any"
        raise QueryError(
            f"a column on demand ({of})",
            repr(name),
            "Look it up first: GET …/features?text=.",
            where="features",
        )
    return arrow.stream({name: features.column(name)})


def found(opened: Opened, request: SearchRequest) -> bytes:
    """The rows that a search finds, ascending, as little-endian int32. Raises what `search.rows` does."""
    columns = opened.dataset.columns
    rows = search.rows(columns, request.text, request.column, request.mode, case=request.case)
    return rows.astype("<i4").tobytes()


def row_image(opened: Opened, row: int) -> bytes:
    """The picture of one row at its full size as PNG. Raises `QueryError` where there is none."""
    _check_row(opened, row)
    image = opened.pictures.image(row) if opened.pictures else None
    if image is None:
        whose = f"row {row} without one" if opened.pictures else "data without any"
        raise QueryError(
            "a row with a picture", whose, "Name pictures with --images or --sprite.", where="image"
        )
    return image


def end_message(opened: Opened, request: EndRequest) -> EndMessage:
    """What an end matches, term by term; an end that matches nothing is an answer too."""
    try:
        terms = ends.find(opened.dataset, request.text, request.column)
    except QueryError as error:
        return EndMessage([], problem_of(error))
    return EndMessage([TermMessage(term.text, term.sign, len(term.rows)) for term in terms])


def _check_row(opened: Opened, row: int) -> None:
    if not 0 <= row < opened.dataset.n:
        raise QueryError(
            f"a row from 0 to {opened.dataset.n - 1}", str(row), "Rows are counted from 0.", where="row"
        )
