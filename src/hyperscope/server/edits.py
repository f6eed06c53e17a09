"""Endpoints that write into the metadata: in the journal, never in a file of the data."""

from starlette.requests import Request
from starlette.responses import Response

from hyperscope.server.answers import body, json, result
from hyperscope.server.datasets import session_of
from hyperscope.session import editing
from hyperscope.wire.messages import EditRequest


async def edit(request: Request) -> Response:
    session, wanted = session_of(request), await body(request, EditRequest)
    entry = session.entries[request.path_params["entry"]]
    return json((await result(session.ask(lambda: editing.edit(entry, wanted)))).message)


async def move(request: Request) -> Response:
    session, name = session_of(request), request.path_params["move"]
    entry = session.entries[request.path_params["entry"]]
    return json((await result(session.ask(lambda: editing.move(entry, name)))).message)
