"""Endpoints over the open data."""

import os
from collections.abc import Callable, Iterator
from typing import BinaryIO, TypeVar, cast, get_args

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from hyperscope.arrays import Positions
from hyperscope.errors import QueryError
from hyperscope.server.answers import body, json, number, result, unless_gone, whole_body
from hyperscope.session import answers, restoring
from hyperscope.session import export as exporting
from hyperscope.session.opened import Opened
from hyperscope.session.session import Session
from hyperscope.wire.messages import (
    EndRequest,
    ExportRequest,
    MetricName,
    RestoreRequest,
    SearchRequest,
    SpaceName,
)

T = TypeVar("T")
ARROW = "application/vnd.apache.arrow.stream"
BYTES = "application/octet-stream"
PIECE = 1 << 20
NEIGHBORS = 100
LARGEST_FILE = 128 << 20


def session_of(request: Request) -> Session:
    return request.app.state.session


async def session(request: Request) -> Response:
    return json(session_of(request).message)


async def dataset(request: Request) -> Response:
    return json((await _opened(request)).message)


async def leave(request: Request) -> Response:
    """Opening it is cancelled, for everybody who waits for it."""
    session_of(request).leave(request.path_params["entry"])
    return Response(status_code=204)


async def columns(request: Request) -> Response:
    opened = await _opened(request)
    return Response(await _asked(request, opened.columns), media_type=ARROW)


async def features(request: Request) -> Response:
    opened, text = await _opened(request), request.query_params.get("text", "")
    return json(await _asked(request, lambda: answers.features_message(opened, text)))


async def feature(request: Request) -> Response:
    opened, name = await _opened(request), request.path_params["name"]
    return Response(await _asked(request, lambda: answers.feature(opened, name)), media_type=ARROW)


async def row(request: Request) -> Response:
    return json(answers.row_message(await _opened(request), number(request, "row")))


async def row_image(request: Request) -> Response:
    opened, at = await _opened(request), number(request, "row")
    drawn = await result(session_of(request).paint(lambda: answers.row_image(opened, at)))
    return Response(drawn, media_type="image/png")


async def neighbors(request: Request) -> Response:
    opened, at, k = await _opened(request), number(request, "row"), number(request, "k", NEIGHBORS)
    metric = request.query_params.get("metric", "cosine")
    if metric not in get_args(MetricName):
        names = ", ".join(get_args(MetricName))
        raise QueryError(f"one of the metrics {names}", repr(metric), "Choose one of them.", where="metric")
    chosen, positions = cast(MetricName, metric), _positions(request)
    return json(await _asked(request, lambda: answers.neighbors_message(opened, at, k, chosen, positions)))


def _positions(request: Request) -> Positions | None:
    """What is shown of the run that the address names; None where it asks about the original space."""
    space = request.query_params.get("space", "original")
    if space not in get_args(SpaceName):
        raise QueryError("original or layout", repr(space), "Choose one of them.", where="space")
    if space == "original":
        return None
    run = session_of(request).runs[request.query_params.get("run", "")]
    positions = run.newest.positions()
    if positions is None or run.plan.entry != request.path_params["entry"]:
        raise QueryError(
            "a run of these data that has a picture", repr(run.id), "Wait for its first.", where="run"
        )
    return positions


async def export(request: Request) -> Response:
    """A file, made whole before its first byte is sent, so that its length is known and an error is an answer."""
    opened, wanted = await _opened(request), await body(request, ExportRequest)
    file = await _asked(request, lambda: exporting.export(opened, wanted))
    name = f"{opened.message.id}-{wanted.what}.{wanted.format}"
    headers = {
        "Content-Length": str(file.seek(0, os.SEEK_END)),
        "Content-Disposition": f'attachment; filename="{name}"',
    }
    file.seek(0)
    return StreamingResponse(_pieces(file), media_type=BYTES, headers=headers)


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while piece := file.read(PIECE):
            yield piece


async def search(request: Request) -> Response:
    opened, wanted = await _opened(request), await body(request, SearchRequest)
    rows = await unless_gone(request, session_of(request).ask(lambda: answers.found(opened, wanted)))
    return Response(status_code=499) if rows is None else Response(rows, media_type=BYTES)


async def ends(request: Request) -> Response:
    opened, wanted = await _opened(request), await body(request, EndRequest)
    return json(await _asked(request, lambda: answers.end_message(opened, wanted)))


async def bookmarks(request: Request) -> Response:
    opened = await _opened(request)
    return json(await _asked(request, lambda: restoring.messages(opened)))


async def load_bookmarks(request: Request) -> Response:
    """The body is the file itself."""
    sent = await whole_body(request, LARGEST_FILE)
    return json(await _asked(request, lambda: restoring.parsed(sent)))


async def restore(request: Request) -> Response:
    opened, wanted = await _opened(request), await body(request, RestoreRequest, LARGEST_FILE)
    session = session_of(request)
    layout = await _asked(request, lambda: restoring.layout(opened.dataset, wanted))
    made = restoring.plan(request.path_params["entry"], wanted.layout, session.methods)
    return json(session.runs.restore(made, layout, wanted.name).message, 201)


async def thumbnails(request: Request) -> Response:
    opened, page = await _opened(request), number(request, "page")
    pictures = opened.pictures
    if pictures is None:
        raise QueryError(
            "data with pictures", "data without any", "Name a sprite with --sprite.", where="thumbnails"
        )
    drawn = await result(session_of(request).paint(lambda: pictures.page(page)))
    return Response(drawn, media_type="image/png")


async def _opened(request: Request) -> Opened:
    return await result(session_of(request).open(request.path_params["entry"]))


async def _asked(request: Request, question: Callable[[], T]) -> T:
    return await result(session_of(request).ask(question))
