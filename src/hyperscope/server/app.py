"""The server as a table of routes over a session."""

from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from hyperscope.errors import HyperscopeError
from hyperscope.server import datasets, edits, page, runs, uploads
from hyperscope.server.access import Access
from hyperscope.server.answers import failure, refuse
from hyperscope.server.guard import UPLOADS, Guard
from hyperscope.session.session import Session

ENTRY = "/api/datasets/{entry}"
RUN = "/api/runs/{id}"


def create_app(session: Session, access: Access) -> Starlette:
    """The application: every route relative to the page, every error a `Problem`, every request past the guard."""
    app = Starlette(
        routes=_routes(access, page.STATIC),
        middleware=[Middleware(Guard, access=access)],
        exception_handlers={HTTPException: _http_failure, HyperscopeError: _failure},
    )
    app.state.session = session
    return app


def _routes(access: Access, static: Path) -> list[BaseRoute]:
    return [
        Route("/", page.index(access, static)),
        Route("/healthz", _healthz),
        Route("/api/session", datasets.session),
        Route(ENTRY, datasets.dataset),
        Route(f"{ENTRY}/leave", datasets.leave, methods=["POST"]),
        Route(f"{ENTRY}/columns", datasets.columns),
        Route(f"{ENTRY}/features", datasets.features),
        Route(f"{ENTRY}/features/{{name:path}}", datasets.feature),
        Route(f"{ENTRY}/rows/{{row}}", datasets.row),
        Route(f"{ENTRY}/rows/{{row}}/image", datasets.row_image),
        Route(f"{ENTRY}/neighbors", datasets.neighbors),
        Route(f"{ENTRY}/export", datasets.export, methods=["POST"]),
        Route(f"{ENTRY}/search", datasets.search, methods=["POST"]),
        Route(f"{ENTRY}/edits", edits.edit, methods=["POST"]),
        Route(f"{ENTRY}/edits/{{move}}", edits.move, methods=["POST"]),
        Route(f"{ENTRY}/ends", datasets.ends, methods=["POST"]),
        Route(f"{ENTRY}/bookmarks", datasets.bookmarks),
        Route(f"{ENTRY}/bookmarks", datasets.load_bookmarks, methods=["POST"]),
        Route(f"{ENTRY}/layouts", datasets.restore, methods=["POST"]),
        Route(f"{ENTRY}/thumbnails/{{page}}", datasets.thumbnails),
        Route(f"{ENTRY}/detach", uploads.detach, methods=["POST"]),
        Route(UPLOADS, uploads.upload, methods=["POST"]),
        Route("/api/runs", runs.listed),
        Route("/api/runs", runs.start, methods=["POST"]),
        Route(f"{RUN}/pace", runs.pace, methods=["POST"]),
        Route(f"{RUN}/params", runs.params, methods=["POST"]),
        Route(f"{RUN}/name", runs.name, methods=["POST"]),
        Route(f"{RUN}/forget", runs.forget, methods=["POST"]),
        Route(f"{RUN}/python", runs.python),
        Route(f"{RUN}/losses", runs.losses),
        Route(f"{RUN}/frame", runs.frame),
        Route(f"{RUN}/quality", runs.quality),
        Route(f"{RUN}/quality/points", runs.quality_points),
        Route(f"{RUN}/{{move}}", runs.move, methods=["POST"]),
        Route("/api/changes", runs.changes),
        Route("/{path:path}", page.files(static)),
    ]


async def _healthz(_: Request) -> Response:
    return PlainTextResponse("ok")


async def _failure(_: Request, error: Exception) -> Response:
    return failure(error)


async def _http_failure(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    got = f"{request.method} {request.url.path}"
    return refuse(
        status, "a route of this server", got, "See ARCHITECTURE.md, HTTP interface.", kind="NotFound"
    )
