"""What every answer looks like: JSON by msgspec, errors as one shape, futures awaited."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from typing import Any, TypeVar

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from hyperscope.errors import (
    HyperscopeError,
    ParameterError,
    QueryError,
    ShapeError,
    SourceError,
    StateError,
    UnknownId,
)
from hyperscope.session.problems import problem_of
from hyperscope.wire.messages import Problem

T = TypeVar("T")
Endpoint = Callable[[Request], Awaitable[Response]]
LARGEST_BODY = 4 << 20  # one bit a row of 24 million rows, in base64

STATUS: tuple[tuple[type[Exception], int], ...] = (
    (UnknownId, 404),
    (ParameterError, 400),
    (QueryError, 400),
    (StateError, 409),
    (ShapeError, 422),
    (SourceError, 422),
    (HyperscopeError, 400),
)


def json(message: Any, status: int = 200) -> Response:
    return Response(msgspec.json.encode(message), status, media_type="application/json")


def refuse(
    status: int, expected: str, got: str, fix: str, *, where: str = "", kind: str = "RequestError"
) -> Response:
    """An error that belongs to HTTP itself."""
    return json(Problem(expected, got, fix, where, kind), status)


def failure(error: BaseException) -> Response:
    """Any error as an answer: the person's fault is a 4xx, ours a 500."""
    status = next((code for kind, code in STATUS if isinstance(error, kind)), 500)
    return json(problem_of(error, where="the server"), status)


async def result(future: Future[T]) -> T:
    """The result of a future from another thread, without blocking the event loop."""
    return await asyncio.wrap_future(future)


async def unless_gone(request: Request, future: Future[T]) -> T | None:
    """The same; None once whoever asked has gone: a question that waits for its turn is then no longer put.

    Call it when the body has been read: the next thing to be received is the end of the connection.
    """
    waiting, gone = asyncio.wrap_future(future), asyncio.ensure_future(request.receive())
    try:
        await asyncio.wait({waiting, gone}, return_when=asyncio.FIRST_COMPLETED)
        if waiting.done():
            return waiting.result()
        waiting.cancel()
        return None
    finally:
        gone.cancel()


async def body(request: Request, kind: type[T], most: int = LARGEST_BODY) -> T:
    """The JSON body as `kind`. Raises `QueryError` where it is none, or larger than any request needs to be."""
    sent = await whole_body(request, most)
    try:
        return msgspec.json.decode(sent.decode("utf-8"), type=kind)
    except (
        msgspec.DecodeError,
        UnicodeDecodeError,
        RecursionError,
    ) as error:  # ValidationError is a DecodeError
        raise QueryError(
            f"a {kind.__name__} as JSON", f"one that is not: {error}", "See ARCHITECTURE.md, HTTP interface.",
            where=request.url.path,
        ) from None  # fmt: skip


async def whole_body(request: Request, most: int) -> bytes:
    """The body as it was sent. Raises `QueryError` for more than `most` bytes."""
    sent = bytearray()
    async for chunk in request.stream():
        sent += chunk
        if len(sent) > most:
            raise QueryError(
                f"a body of at most {most:,} bytes",
                "a larger one",
                "Send less.",
                where=request.url.path,
            )
    return bytes(sent)


def number(request: Request, name: str, default: int | None = None) -> int:
    """A whole number from the path or the query. Raises `QueryError` where it is missing or none."""
    given = request.path_params.get(name) or request.query_params.get(name, "")
    if not given and default is not None:
        return default
    try:
        return int(given)
    except ValueError:
        raise QueryError("a whole number", repr(given), f"Add ?{name}=0, for instance.", where=name) from None
