"""Endpoints over the open data."""

from collections.abc import Callable
from typing import TypeVar, cast, get_args

from starlette.requests import Request
from starlette.responses import Response

from hyperscope.errors import QueryError
from hyperscope.server.answers import body, json, number, result, unless_gone, whole_body
from hyperscope.session import answers, restoring
from hyperscope.session.opened import Opened
from hyperscope.session.session import Session
from hyperscope.wire.messages import EndRequest, MetricName, RestoreRequest, SearchRequest

T = TypeVar("T")
ARROW = "application/vnd.apache.arrow.stream"
BYTES = "application/octet-stream"
NEIGHBORS = 100
LARGEST_FILE = 128 << 20


def session_of(request: Request) -> Session:
    return request.app.state.session


async def session(request: Request) -> Response:
    return json(session_of(request).message)


async def dataset(request: Request) -> Response:
    return json((await _opened(request)).message)


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
    chosen = cast(MetricName, metric)
    return json(await _asked(request, lambda: answers.neighbors_message(opened, at, k, chosen)))


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
