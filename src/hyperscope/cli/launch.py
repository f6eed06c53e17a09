"""From the words of the command line to a page that is being served."""

import os
import sys
import threading
import webbrowser
from collections.abc import Sequence
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from hyperscope.cli.door import Failure
from hyperscope.cli.options import AXES, given_parameters
from hyperscope.entry import OpenOptions
from hyperscope.errors import HyperscopeError, MissingExtra, sentence
from hyperscope.projections import registry
from hyperscope.readers.sniff import sniff
from hyperscope.server.access import LOOPBACK, Access
from hyperscope.server.serve import DEFAULT_PORT, EVERYWHERE, LOGDIR_PORT, address, listen, serve
from hyperscope.session.opened import Opened
from hyperscope.session.session import Session
from hyperscope.wire.messages import Problem

BOOKMARKS = "bookmarks"


def launch(sources: Sequence[str], said: dict[str, Any]) -> None:
    """Open the sources, say what was found, and serve until Ctrl-C."""
    sources, said = _with_bookmarks(sources, said)
    session = Session.of(sources, about(said), together=said.get("together", False))
    _invite(session, said)
    _tell_found(session)
    if sources and not list(session.entries):
        if not any(map(os.path.isdir, sources)) or _only_extras_are_missing(session):
            raise Failure("nothing here can be opened.")
        _say("Nothing can be opened there yet; what is written there later appears on the page by itself.")
    host = said["host"]
    sock = listen(host, said["port"], LOGDIR_PORT if said.get("logdir") else DEFAULT_PORT)
    own_name = () if host in (*EVERYWHERE, *LOOPBACK) else (host,)
    access = Access(port=sock.getsockname()[1], hosts=(*said["allow_host"], *own_name))
    url = address(host, sock, access.token)
    if host in EVERYWHERE:
        _warn_everywhere(access.port)

    def ready() -> None:
        with suppress(OSError):  # a pipe that nobody reads, a full disk: the page may be open all the same
            click.echo(f"Hyperscope at {url}")
        _read_ahead(session)
        if not said["no_browser"] and _has_browser():
            threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()

    serve(session, access, sock, ready)
    _leave_at_once()


def _leave_at_once() -> None:
    """End without Python's own farewell, in which a thread that is reading a file or compiling may hang for ever."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, OSError, ValueError):  # there may be none, or nobody who reads it
            stream.flush()
    os._exit(0)


def about(said: dict[str, Any]) -> OpenOptions:
    """What was said about the sources."""
    return OpenOptions(
        metadata=said.get("metadata"),
        key=said.get("key"),
        images=said.get("images"),
        image_shape=said.get("image_shape"),
        invert=said.get("invert", False),
        cell=said.get("cell"),
        root=said.get("root"),
        bookmarks=tuple(said.get("bookmarks", ())),
        allow_outside=tuple(said.get("allow_outside", ())),
        tensor=said.get("tensor"),
        axes=_axes(said),
        fetch=said.get("fetch", False),
        bits=said.get("bits", False),
    )


def _with_bookmarks(sources: Sequence[str], said: dict[str, Any]) -> tuple[Sequence[str], dict[str, Any]]:
    """`--bookmarks a.json b.json`: where one file of bookmarks is named for the data, others beside the data are more of them."""
    named = tuple(said.get("bookmarks", ()))
    data = [source for source in sources if not (named and _is_bookmarks(source))]
    if not data:
        return sources, said
    more = tuple(Path(source) for source in sources if source not in data)
    return data, {**said, "bookmarks": (*named, *more)}


def _is_bookmarks(source: str) -> bool:
    try:
        return sniff(Path(source)).name == BOOKMARKS
    except (HyperscopeError, OSError):
        return False


def _axes(said: dict[str, Any]) -> tuple[str, ...]:
    named = [said.get(axis) for axis in AXES]
    given = [name for name in named if name is not None]
    if (given and named[: len(given)] != given) or len(given) == 1:
        raise click.UsageError("A layout has --x and --y, and perhaps --z.")
    return tuple(given)


def _invite(session: Session, said: dict[str, Any]) -> None:
    params = given_parameters(said)
    if said["method"] is not None:
        if ":" in said["method"]:
            registry.admit(said["method"])
        session.invite(said["method"], said["dims"], params, said["seed"])
    elif params:
        option = f"--{next(iter(params)).replace('_', '-')}"
        raise click.UsageError(f"{option} belongs to a method: name it with --method.")


def _only_extras_are_missing(session: Session) -> bool:
    """Whether nothing that is written later helps: what is to be installed is found only when the program starts again."""
    return bool(session.problems) and all(
        problem.kind == MissingExtra.__name__ for problem in session.problems
    )


def _tell_found(session: Session) -> None:
    for problem in session.problems:
        _tell_problem(problem)
    for entry in session.entries:
        message = entry.message
        if message.problem is not None:
            _tell_problem(message.problem, message.name)
            continue
        size = (
            " × ".join(f"{length:,}" for length in message.shape) if message.shape else "size not known yet"
        )
        _say(f"{message.name}: {size}")
        for note in message.notes:
            _say(f"  {note}")


def _read_ahead(session: Session) -> None:
    """Begin with what the page will ask for first, data and picture, and say here too what is found in them."""
    entry = session.entries.likeliest()
    if entry is None:
        return
    told = set(entry.message.notes)

    def tell(future: Future[Opened]) -> None:
        if entry.problem is not None:
            _tell_problem(entry.problem, entry.entry.name)
        elif not future.exception():
            session.look_ahead(entry.id)
            for note in future.result().dataset.notes:
                if note not in told:
                    _say(f"  {note}")

    entry.open().add_done_callback(tell)


def _tell_problem(problem: Problem, name: str = "") -> None:
    place = ", ".join(dict.fromkeys(word for word in (name, problem.where) if word))
    _say(sentence(problem.expected, problem.got, problem.fix, place))


def _warn_everywhere(port: int) -> None:
    _say(
        f"Warning: every machine that reaches this one at port {port} and has the token can read these data, "
        "unencrypted. Name this machine with --allow-host NAME to be answered under that name."
    )


def _has_browser() -> bool:
    """Whether opening a browser would show a window; without a display it could only take over the terminal."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"))


def _say(line: str) -> None:
    click.echo(line, err=True)
