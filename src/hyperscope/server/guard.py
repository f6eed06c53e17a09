"""The middleware that every request passes: Host, token, origin, and the headers of every answer."""

from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hyperscope.server import notices
from hyperscope.server.access import Access, host_name
from hyperscope.server.answers import failure, refuse
from hyperscope.wire.policy import POLICY, spelled

UPLOADS = "/api/uploads"
OPEN_PATHS = ("/healthz",)
READS = ("GET", "HEAD", "OPTIONS")


class Guard:
    """Lets a request through to `app`, or answers why not."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app = app
        self._access = access
        self._headers = _headers(access)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        started = False

        async def send_guarded(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            await (self._refusal(scope) or self._app)(scope, receive, send_guarded)
        except Exception as error:  # a fault of ours: one shape for it too
            if started:
                raise
            await failure(error)(scope, receive, send_guarded)

    def _refusal(self, scope: Scope) -> Response | None:
        headers, path = Headers(scope=scope), _path(scope)
        if not self._access.knows_host(headers.get("host")):
            return self._foreign_host(headers, path)
        if path in OPEN_PATHS:
            return None
        cookies = cookie_parser(
            headers.get("cookie", "")
        )  # lenient: other programs of this machine set theirs too
        if not (self._access.admits(headers, cookies) or self._brings_token(scope)):
            return _no_token(headers, path)
        if scope["method"] not in READS:
            return self._cannot_write(headers, path)
        return None

    def _brings_token(self, scope: Scope) -> bool:
        """`/?token=…` and nothing else may carry the token in its address."""
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [None])[0]
        return _path(scope) == "/" and scope["method"] in ("GET", "HEAD") and self._access.is_token(given)

    def _foreign_host(self, headers: Headers, path: str) -> Response:
        name = host_name(headers.get("host")) or ""
        fix = f"If that name is yours, start Hyperscope again with --allow-host {name or 'NAME'}."
        if _wants_page(headers, path):
            return notices.foreign_host(name, fix)
        expected = ", ".join(("localhost", "127.0.0.1", "[::1]", *self._access.hosts))
        return refuse(403, f"one of the hosts {expected}", repr(name), fix, where="Host", kind="HostRefused")

    def _cannot_write(self, headers: Headers, path: str) -> Response | None:
        origin = headers.get("origin")
        if not self._access.may_write(origin, headers.get("host")):
            name = host_name((origin or "").partition("//")[2]) or "NAME"
            fix = f"If that page is yours, start Hyperscope again with --allow-host {name}."
            return refuse(
                403, "a page of this server", repr(origin), fix, where="Origin", kind="OriginRefused"
            )
        kind = headers.get("content-type", "").partition(";")[0].strip().lower()
        wanted = "application/octet-stream" if path == UPLOADS else "application/json"
        if kind != wanted:  # neither is what a stranger's form can send
            fix = f"Send the header Content-Type: {wanted}."
            return refuse(415, wanted, repr(kind), fix, where="Content-Type", kind="ContentTypeRefused")
        return None


def _path(scope: Scope) -> str:
    """The path below the folder that the app is mounted at."""
    return scope["path"].removeprefix(scope.get("root_path", "")) or "/"


def _no_token(headers: Headers, path: str) -> Response:
    if _wants_page(headers, path):
        return notices.no_token()
    fix = "Open the address that the terminal printed, or send Authorization: Bearer TOKEN."
    return refuse(
        403, "the token of this server", "a request without it", fix, where="token", kind="TokenMissing"
    )


def _wants_page(headers: Headers, path: str) -> bool:
    return not path.startswith("/api/") and "text/html" in headers.get("accept", "")


def _headers(access: Access) -> dict[str, str]:
    """On every answer. The policy allows no inline script or style, nothing from elsewhere, and no foreign frame."""
    here = "http://localhost:* http://127.0.0.1:* https://localhost:* https://127.0.0.1:*"
    policy = {**POLICY, "frame-ancestors": f"'self' {here}" if access.framed else "'self'"}
    return {
        "Content-Security-Policy": spelled(policy),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "no-store",
    }
