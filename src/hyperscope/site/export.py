"""A dataset as a page for any static host: `hyperscope.export`, and the work behind it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import msgspec

from hyperscope import __version__, pipeline, preprocess
from hyperscope.dataset import Dataset, spread
from hyperscope.entry import OpenOptions
from hyperscope.errors import ShapeError
from hyperscope.graph import METRICS, GraphRequest
from hyperscope.knn import search
from hyperscope.knn.kept import Graphs
from hyperscope.layout import Layout
from hyperscope.params import check_seed, unknown_name, whole
from hyperscope.progress import Progress, Work, drive
from hyperscope.session import restoring
from hyperscope.session.describe import dataset_message, method_messages
from hyperscope.site import folder as folders
from hyperscope.site import layouts, neighbors, page, pictures, vectors
from hyperscope.site.folder import MANIFEST, Folder
from hyperscope.wire import arrow
from hyperscope.wire.messages import EntryMessage, SessionMessage
from hyperscope.wire.site import SiteMessage, SiteRunMessage
from hyperscope.writers.files import Written
from hyperscope.writers.projector import standalone

EXACT_AT_MOST = 200_000  # rows; beyond, the neighbours' own recall decides
PROJECTOR_COMPONENTS = 50
PROJECTOR_BYTES = 4 << 20  # of float32, beyond which the standalone projector gets principal components
MOST_FRAMES = 500


@dataclass(frozen=True)
class Wishes:
    """What goes into a site beside the data; `layouts` in the order in which the page lists them, shown first the first."""

    layouts: Sequence[str | Layout] = layouts.DEFAULT
    params: Mapping[str, Any] = field(default_factory=dict)
    frames: int = 24
    k: int = 100
    metric: str = "cosine"
    exact: bool = False
    random_state: int = 0
    force: bool = False


def export(
    data: Any,
    out: Any,
    layouts: Sequence[str | Layout] = layouts.DEFAULT,
    *,
    frames: int = 24,
    k: int = 100,
    metric: str = "cosine",
    exact: bool = False,
    random_state: int = 0,
    force: bool = False,
    callback: Callable[[Progress], None] | None = None,
    **params: Any,
) -> Written:
    """Write the page with `data` as a folder `out` for any static host: no server, no network, under any sub-path.

    `data` is what `read` takes, or a dataset. `layouts` name methods ("tsne", "tsne:3" for three dimensions) or are layouts;
    the page opens with the first. `params` go to the methods that know them. `frames` pictures of every run can be
    replayed. The `k` nearest rows by `metric` are exact up to 200,000 rows. Vectors are a byte a number, with their error in
    manifest.json, unless `exact`. A projector_config.json lets the standalone projector open the folder; beyond 4 MB it has
    the first 50 principal components, unless `exact`.

    An earlier export is replaced; `PathError` is raised where files of others would be, unless `force`. What fails leaves
    `out` as it was. `callback` sees each Progress and may raise to stop. Raises `ParameterError` for what cannot be laid out.
    """
    dataset = pipeline.opened(data, OpenOptions())
    wishes = Wishes(layouts, params, frames, k, metric, exact, random_state, force)
    return drive(exporting(dataset, Path(out).expanduser(), wishes), callback)


def exporting(dataset: Dataset, out: Path, wishes: Wishes) -> Work[Written]:
    """The work of `export`; everything that can be refused is refused before the first Progress."""
    if not dataset.n:
        raise ShapeError("at least one row", "none", "Check the data.", where=dataset.name)
    folders.claim(out, wishes.force)
    asked = [*layouts.wanted(dataset, wishes.layouts, wishes.params), *layouts.came_with(dataset)]
    seed = check_seed(wishes.random_state)
    frames = whole(wishes.frames, "frames", "0 keeps none.", low=0, high=MOST_FRAMES)
    request = GraphRequest(whole(wishes.k, "k", "Ask for k = 100, say.", low=1), wishes.metric)
    if wishes.metric not in METRICS:
        raise unknown_name(wishes.metric, METRICS, where="metric")
    with folders.replacing(out, wishes.force) as folder:
        page.write(folder, dataset.name)
        graphs = Graphs()
        graph = yield from search(dataset, request, True if dataset.n <= EXACT_AT_MOST else None)
        near = yield from neighbors.write(folder, graph)
        runs: list[SiteRunMessage] = []
        for number, one in enumerate(asked, 1):
            runs.append((yield from layouts.write(folder, dataset, one, number, seed, frames, graphs)))
        numbers = yield from vectors.write(folder, dataset, wishes.exact)
        thumbnails, pages = yield from pictures.write(folder, dataset.images)
        notes = yield from _projector(folder, dataset, wishes.exact)
        about = replace(dataset, features=None)
        message = dataset_message(layouts.ENTRY, dataset.name, about, thumbnails, 0)
        columns = dataset.columns
        numeric = {name: column for name, column in columns.items() if column.numbers is not None}
        manifest = SiteMessage(
            format=folders.FORMAT,
            version=folders.VERSION,
            session=_session(dataset, asked),
            dataset=message,
            columns=folder.pack("data/columns", arrow.stream(columns)) if columns else None,
            written=folder.pack("data/written", arrow.written(numeric)) if numeric else None,
            bookmarks=[restoring.message(one) for one in dataset.bookmarks],
            thumbnails=pages,
            runs=runs,
            neighbors=near,
            vectors=numbers,
            notes=list(notes),
            files=dict(folder.files),
        )
        folder.put(MANIFEST, msgspec.json.format(msgspec.json.encode(manifest), indent=1))
    return Written(out, notes)


def _session(dataset: Dataset, asked: Sequence[layouts.Wanted]) -> SessionMessage:
    entry = EntryMessage(
        layouts.ENTRY, "", "", dataset.name, dataset.name, None, list(dataset.vectors.shape),
        str(dataset.vectors.dtype), None, [], 0,
    )  # fmt: skip
    methods = {one.method.name: one.method for one in asked}
    return SessionMessage(__version__, 0, [entry], [], method_messages(methods.values()), None)


def _projector(folder: Folder, dataset: Dataset, exact: bool) -> Work[tuple[str, ...]]:
    """What the standalone projector opens, and what has to be said about it."""
    yield Progress("Writing the projector's files")
    shown, told = replace(dataset, bookmarks=()), ()
    large = 4 * dataset.n * dataset.d > PROJECTOR_BYTES
    if large and not exact and dataset.d > PROJECTOR_COMPONENTS:
        reduced = yield from preprocess.reduce(dataset.finite(), PROJECTOR_COMPONENTS)
        shown = replace(shown, vectors=spread(reduced.as_float32(), dataset.n, dataset.kept))
        told = (
            f"{standalone.CONFIG} holds the first {reduced.d} principal components of {dataset.d} dimensions; "
            "--exact (exact=True) writes all of them.",
        )
    before = set(folder.path.iterdir())
    try:
        written = standalone.write([shown], folder.path / standalone.CONFIG)
    except ShapeError as error:
        return (f"No {standalone.CONFIG}: {error}",)
    for path in sorted(set(folder.path.iterdir()) - before):
        folder.take(path.name)
    return (*told, *written.notes)
