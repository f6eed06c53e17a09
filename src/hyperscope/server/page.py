"""The page itself: files that `web/` builds into `static/`, with their types spelled out."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from hyperscope.server import notices
from hyperscope.server.access import Access
from hyperscope.server.answers import Endpoint, refuse

STATIC = Path(__file__).parent / "static"
A_YEAR = "private, max-age=31536000, immutable"

# Spelled out, because on Windows the registry decides what mimetypes says, and a wrong type stops a module.
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}


def index(access: Access, static: Path) -> Endpoint:
    """`GET /`: the page; with `?token=` it also sets the cookie.

    No redirect in between, which would lose a SameSite=Strict cookie on a link from elsewhere. The cookie has no Path,
    so behind a proxy it belongs to the page's own folder alone.
    """

    async def serve(request: Request) -> Response:
        page = static / "index.html"
        response = FileResponse(page, media_type=TYPES[".html"]) if page.is_file() else notices.not_built()
        if access.is_token(request.query_params.get("token")):
            response.set_cookie(access.cookie, access.token, path=None, httponly=True, samesite="strict")
        return response

    return serve


def files(static: Path) -> Endpoint:
    """The built files. What lies under `assets/` has a hash in its name and is kept for ever by the browser."""
    root = static.resolve()

    async def serve(request: Request) -> Response:
        path = _inside(root, request.path_params["path"])
        if path is None:
            return refuse(
                404, "a file of the page", repr(request.url.path), "Reload the page.", kind="NotFound"
            )
        hashed = path.parent.name == "assets"
        headers = {"Cache-Control": A_YEAR if hashed else "no-cache"}
        return FileResponse(path, headers=headers, media_type=TYPES[path.suffix])

    return serve


def _inside(root: Path, name: str) -> Path | None:
    """The file of that name under `root`, links resolved; None for whatever is not there or leads out."""
    try:
        path = (root / name).resolve()
        return path if path.is_relative_to(root) and path.suffix in TYPES and path.is_file() else None
    except (OSError, ValueError):  # a name that no file can have
        return None
