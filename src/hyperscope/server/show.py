"""`show`: the page over data in memory, from a script or a notebook."""

from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

from hyperscope.entry import OpenOptions
from hyperscope.server.access import Access
from hyperscope.server.serve import Background, address, listen
from hyperscope.session.session import Session

HOST = "127.0.0.1"
HEIGHT = 640


class Shown:
    """A page that is being served. `url` opens it, `close()` ends it; a notebook shows it in a frame."""

    def __init__(self, session: Session) -> None:
        sock = listen(HOST, None)
        access = Access(port=sock.getsockname()[1], framed=True)
        self.url = address(HOST, sock, access.token)
        self._server = Background(session, access, sock)

    def close(self) -> None:
        """Stop the server and every run. Does nothing the second time."""
        self._server.close()

    def __enter__(self) -> "Shown":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Hyperscope at {self.url}"

    def _repr_html_(self) -> str:
        """A frame. Its address says localhost, as notebooks do: a frame of another site would get no cookie."""
        url = escape(self.url.replace(HOST, "localhost"), quote=True)
        frame = (
            f'<iframe src="{url}" width="100%" height="{HEIGHT}" frameborder="0" allow="fullscreen"></iframe>'
        )
        return f'{frame}<p><a href="{url}" target="_blank" rel="noopener">Open in a tab of its own</a></p>'


def show(
    data: Any,
    metadata: Any = None,
    images: Any = None,
    *,
    cell: tuple[int, int] | None = None,
    image_shape: tuple[int, ...] | None = None,
    invert: bool = False,
    together: bool = False,
    bookmarks: Sequence[str | Path] = (),
) -> Shown:
    """Serve `data` from a thread of this process and return at once.

    `data` is an array (n, d), a `Dataset`, or a path; `metadata` a file, labels, or columns by name; `images` a sprite
    (`cell`: width and height of its cells), a folder, or pictures (n, h, w[, c]). With `image_shape` the rows themselves are
    pictures of (width, height) or (width, height, channels), which `invert` draws as ink on paper. With `together`, `data`
    is a sequence of such, shown in one space. `bookmarks` are files of saved views. What comes back has a `url` and
    `close()`; a notebook draws it as a frame, and `with` closes it at the end of the block. Raises a `HyperscopeError` for
    data that cannot be shown.
    """
    from hyperscope import readers

    options = OpenOptions(
        metadata=metadata,
        images=images,
        cell=cell,
        image_shape=image_shape,
        invert=invert,
        bookmarks=tuple(map(Path, bookmarks)),
    )
    entries = [readers.together(data, options)] if together else readers.inspect(data, options)
    broken = [entry.problem for entry in entries if entry.problem]
    if broken and len(broken) == len(entries):
        raise broken[0]
    return Shown(Session(entries))
