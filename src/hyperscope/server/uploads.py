"""Endpoints that take files from the page: to be joined with an open dataset, or opened beside it."""

from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from hyperscope.errors import QueryError
from hyperscope.server.answers import body, json, result, unless_gone
from hyperscope.server.datasets import session_of
from hyperscope.wire.messages import DetachRequest

LARGEST_UPLOAD = 2 << 30


async def upload(request: Request) -> Response:
    """`?name=&entry=&role=[&key=][&cell=WxH]`: what was made of the file; nothing, once whoever sends it has gone."""
    asked, session = request.query_params, session_of(request)
    entry = asked.get("entry") or None
    path = session.uploads.place(asked.get("name", ""))
    try:
        await _write(request, path)
        cell = _cell(asked.get("cell", ""))
    except ClientDisconnect:  # cancelled on its way: nobody waits for an answer
        path.unlink(missing_ok=True)
        return Response(status_code=204)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    role, key = asked.get("role", "auto"), asked.get("key") or None
    reading = session.take_in(path, entry, role, key, cell)
    message = await unless_gone(request, reading.future)
    if message is None:
        reading.leave()
        return Response(status_code=204)
    return json(message, 201)


async def detach(request: Request) -> Response:
    """The dataset without one of the files that were joined to it."""
    session, wanted = session_of(request), await body(request, DetachRequest)
    session.entries[request.path_params["entry"]].detach(wanted.number)
    opened = await result(session.open(request.path_params["entry"]))
    return json(opened.message)


async def _write(request: Request, path: Path) -> None:
    size = 0
    with path.open("wb") as file:
        async for chunk in request.stream():
            size += len(chunk)
            if size > LARGEST_UPLOAD:
                raise QueryError(
                    f"a file of at most {LARGEST_UPLOAD:,} bytes",
                    "a larger one",
                    "Name it when Hyperscope is started: it is then read where it lies.",
                    where=path.name,
                )
            await run_in_threadpool(file.write, chunk)


def _cell(written: str) -> tuple[int, int] | None:
    if not written:
        return None
    width, _, height = written.partition("x")
    if not (width.isdecimal() and height.isdecimal() and int(width) and int(height)):
        raise QueryError("a width and a height in pixels", repr(written), "Write 28x28.", where="cell")
    return int(width), int(height)
