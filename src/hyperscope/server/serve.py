"""The listening socket and the uvicorn server over it: in this thread until Ctrl-C, or in a thread of its own."""

import errno
import os
import socket
import threading
from collections.abc import Callable
from contextlib import suppress

import uvicorn

from hyperscope.errors import ParameterError, PortTaken
from hyperscope.server.access import Access
from hyperscope.server.app import create_app
from hyperscope.session.session import Session

DEFAULT_PORT = 7777
LOGDIR_PORT = 6006
TRIED = 100
BUSY = (errno.EADDRINUSE, errno.EACCES)  # the second for a port that the system keeps to itself
EVERYWHERE = ("0.0.0.0", "::", "")  # noqa: S104 -- recognised, in order to warn


def listen(host: str, port: int | None, first: int = DEFAULT_PORT) -> socket.socket:
    """A bound socket: at `port`, or at the first free one from `first`.

    Raises `PortTaken`, and `ParameterError` for a host that is not this machine's.
    """
    if port is not None:
        return _bind(host, port)
    for candidate in range(first, first + TRIED):
        try:
            return _bind(host, candidate)
        except PortTaken:
            if candidate == first + TRIED - 1:
                raise
    raise AssertionError("the loop returns or raises")


def address(host: str, sock: socket.socket, token: str) -> str:
    """The address for a browser on this machine."""
    name = "127.0.0.1" if host in EVERYWHERE else f"[{host}]" if ":" in host else host
    return f"http://{name}:{sock.getsockname()[1]}/?token={token}"


class Server(uvicorn.Server):
    """uvicorn that says when it is ready, and lets held polls go before it waits for open connections."""

    def __init__(self, session: Session, access: Access, ready: Callable[[], None]) -> None:
        super().__init__(
            uvicorn.Config(
                create_app(session, access),
                http="h11",
                ws="none",
                lifespan="off",
                log_level="warning",
                access_log=False,
                log_config=None,
                server_header=False,
                proxy_headers=False,
                timeout_graceful_shutdown=1,
            )
        )
        self._session = session
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._session.release()
        await super().shutdown(sockets)


def serve(session: Session, access: Access, sock: socket.socket, ready: Callable[[], None]) -> None:
    """Serve until Ctrl-C; `ready` is called once requests are answered."""
    with suppress(KeyboardInterrupt):  # uvicorn passes on the signal that ended it
        Server(session, access, ready).run(sockets=[sock])
    session.close()


class Background:
    """A server in a thread of its own, for notebooks and tests; `close` ends it and waits for the thread."""

    def __init__(self, session: Session, access: Access, sock: socket.socket) -> None:
        ready = threading.Event()
        self._session = session
        self._server = Server(session, access, ready.set)
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [sock]}, name="hyperscope-server", daemon=True
        )
        self._thread.start()
        ready.wait(10)

    def close(self) -> None:
        self._server.should_exit = True
        self._thread.join(5)
        self._session.close()


def _bind(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    sock = socket.socket(family)
    if os.name == "posix":  # elsewhere this option would let two servers share a port
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind((host, port))
        sock.listen(128)
    except (OSError, TypeError, UnicodeError) as error:  # a host that no name can be is one of the latter
        sock.close()
        raise _cannot_listen(host, port, error) from None
    sock.setblocking(False)
    return sock


def _cannot_listen(host: str, port: int, error: Exception) -> PortTaken | ParameterError:
    reason = getattr(error, "strerror", None) or str(error)
    if getattr(error, "errno", None) not in BUSY:
        return ParameterError(
            "a name or address of this machine",
            f"{host!r}: {reason}",
            "Leave --host out to listen for this machine alone.",
            where="host",
        )
    return PortTaken(
        "a free port",
        f"{reason} at {host}:{port}",
        "Choose another with --port, or leave --port out to take the first free one.",
    )
