"""The `checkpoint` file beside the checkpoints: text of a CheckpointState, naming the newest and those still kept."""

from dataclasses import dataclass
from pathlib import Path

from google.protobuf import text_format

from hyperscope.errors import FormatError
from hyperscope.readers.bounds import Bounds
from hyperscope.readers.checkpoint import protos

FILE = "checkpoint"
BYTES_AT_MOST = 1 << 20
BRACES_AT_MOST = 100  # the text parser recurses into fields it does not know


@dataclass(frozen=True, slots=True)
class State:
    """Paths as they are written: `newest`, then `kept` from the oldest to the newest."""

    newest: str
    kept: tuple[str, ...] = ()

    def written(self) -> list[str]:
        """Every path, the likeliest first."""
        return list(dict.fromkeys(path for path in (self.newest, *reversed(self.kept)) if path))


def read(folder: Path) -> State | None:
    """The state in `folder`, or None where there is none or a link out of it.

    Raises `FormatError` for one that cannot be parsed.
    """
    path = folder / FILE
    if not path.is_file() or not Bounds((folder,)).holds(path):
        return None
    size = path.stat().st_size
    if size > BYTES_AT_MOST:
        raise _broken(f"{size:,} bytes", path)
    return parse(path.read_text("utf-8-sig", "replace"), path)


def parse(text: str, path: Path) -> State:
    """Escapes may be octal, as older writers made them; unknown fields are passed over."""
    message = protos.message_class("State")()
    try:
        text_format.Parse(
            text, message, allow_unknown_field=text.count("{") + text.count("<") <= BRACES_AT_MOST
        )
    except (text_format.ParseError, ValueError, RecursionError) as error:
        raise _broken(str(error)[:200], path) from None
    kept = tuple(_text(name) for name in message.all_model_checkpoint_paths)
    return State(_text(message.model_checkpoint_path), kept)


def _text(name: bytes) -> str:
    return name.decode("utf-8", "replace")


def _broken(got: str, path: Path) -> FormatError:
    return FormatError(
        "a state file with model_checkpoint_path",
        got,
        "Open one of the checkpoints by its own name.",
        where=str(path),
    )
