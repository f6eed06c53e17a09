"""The few pages that are not the page: plain HTML without script or style, as the policy allows none inline."""

from html import escape

from starlette.responses import HTMLResponse


def no_token() -> HTMLResponse:
    return _notice(
        403,
        "This address needs its token",
        "Hyperscope shows data only to those who have its address in full.",
        "Look at the terminal where it was started and open the address printed there: it ends in ?token=…",
    )


def foreign_host(name: str, fix: str) -> HTMLResponse:
    return _notice(
        403, "Hyperscope is not known by this name", f"This server was asked for as “{name}”.", fix
    )


def not_built() -> HTMLResponse:
    return _notice(
        503,
        "The page has not been built yet",
        "This is a source checkout: the server is running, but its page is still TypeScript.",
        "Run scripts/build in the checkout, then reload this page.",
    )


def _notice(status: int, title: str, what: str, fix: str) -> HTMLResponse:
    html = (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>Hyperscope: {escape(title)}</title>\n</head>\n<body>\n<main>\n"
        f"<h1>{escape(title)}</h1>\n<p>{escape(what)}</p>\n<p>{escape(fix)}</p>\n</main>\n</body>\n</html>\n"
    )
    return HTMLResponse(html, status)
