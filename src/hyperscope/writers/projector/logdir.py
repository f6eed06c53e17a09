"""Log directories that TensorBoard opens: `projector_config.pbtxt` with an embedding for every name that was written.

The files of an embedding lie in `hyperscope/NAME/` beside the config, or in `hyperscope/NAME/STEP/`. What else the config
says stays as it is, to the byte.
"""

import hashlib
import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

from hyperscope.dataset import Dataset
from hyperscope.errors import ParameterError, PathError
from hyperscope.writers.files import Written, foreign, made, replacing
from hyperscope.writers.projector import config, parts, tensors

PBTXT = "projector_config.pbtxt"
OWN = "hyperscope"
NAME_CHARACTERS = 96
UNFETCHED = "&#+%"
TENSORBOARD_ROWS = 100_000


def write(dataset: Dataset, folder: Path, name: str | None = None, step: int | None = None) -> Written:
    """Add `dataset` to the config in `folder`, under its own name or `name`, at training step `step`.

    An embedding of that name and step which was written here before is replaced. Raises `PathError` where something else
    has the name, and `ShapeError` for vectors that no projector shows.
    """
    title = _title(dataset.name if name is None else name, step)
    tensors.check(dataset)
    path = made(folder) / PBTXT
    old = path.read_bytes().decode() if path.exists() else config.MARK
    rest = _without(old, title, path)
    place = Path(OWN, _folder_name(title.rpartition(":")[0] if step is not None else title))
    place = place / f"{step:05d}" if step is not None else place
    if rest is None and any((folder / place / file).exists() for file in (tensors.RAW, tensors.TEXT)):
        raise foreign(folder / place)
    made(folder / place)
    as_text = tensors.is_mistaken_for_text(dataset)
    info, notes = parts.write(dataset, title, folder, f"{place.as_posix()}/", as_text)
    kept = old if rest is None else rest
    with replacing(path) as file:
        file.write((kept + ("" if kept.endswith("\n") else "\n") + config.block(info)).encode())
    return Written(folder, notes + _about_tensorboard(dataset, title))


def convert(dataset: Dataset, path: Path) -> tuple[str, ...]:
    """A log directory at `path` with this dataset in it, and what it could not hold."""
    return write(dataset, path).notes


def write_config(folder: Path, told: Any, overwrite: bool = False) -> Written:
    """`told` as the folder's config, which replaces an older one of ours. Raises `PathError` where that is another's."""
    path, text = made(folder) / PBTXT, config.MARK + config.text(told)
    if path.exists() and not overwrite:
        old = path.read_bytes()
        if not old.startswith(config.MARK.encode()) and old.decode(errors="replace") != config.text(told):
            raise PathError(
                "no config, or one that Hyperscope wrote", f"a {PBTXT} by something else",
                "Say overwrite=True to replace it, or choose another folder.", where=str(path),
            )  # fmt: skip
    with replacing(path) as file:
        file.write(text.encode())
    return Written(path)


def _title(name: str, step: int | None) -> str:
    if not isinstance(name, str) or not name:
        raise ParameterError("a name", repr(name), 'Say name="words".', where="name")
    if step is None:
        return name
    if isinstance(step, bool) or not isinstance(step, int) or step < 0:
        raise ParameterError("a training step from 0", repr(step), "Say step=1000.", where="step")
    return f"{name}:{step:05d}"


def _folder_name(name: str) -> str:
    """A folder's name for any text: letters, digits and .-_~ stay, all else is percent-escaped."""
    plain = quote(name, safe="")
    plain = plain.replace(".", "%2E") if set(plain) == {"."} else plain
    if len(plain) <= NAME_CHARACTERS:
        return plain
    return (
        f"{plain[:NAME_CHARACTERS].rstrip('%')}-{hashlib.blake2b(name.encode(), digest_size=8).hexdigest()}"
    )


def _without(text: str, title: str, path: Path) -> str | None:
    """The config without our embedding of this name; None where there is none. Raises `PathError` for another's."""
    spelt = re.escape(config.quoted(title))
    ours = re.compile(
        rf"^embeddings \{{\n  tensor_name: {spelt}\n(?:  .*\n)*?  tensor_path: \"{OWN}/.*\n\}}\n",
        re.MULTILINE,
    )
    rest, times = ours.subn("", text)
    if re.search(rf"tensor_name\s*:\s*{spelt}", rest):
        raise PathError(
            "a name that is free",
            f"an embedding {title!r} by something else",
            "Say another name.",
            where=str(path),
        )
    return rest if times else None


def _about_tensorboard(dataset: Dataset, title: str) -> tuple[str, ...]:
    notes: tuple[str, ...] = ()
    if dataset.n > TENSORBOARD_ROWS:
        notes += (f"TensorBoard itself shows the first {TENSORBOARD_ROWS:,} of {dataset.n:,} rows.",)
    if dataset.n == 1:
        notes += ("TensorBoard itself lists no tensor of a single row.",)
    if odd := [mark for mark in UNFETCHED if mark in title]:
        notes += (f"TensorBoard's page cannot fetch a tensor with {' '.join(odd)} in its name.",)
    return notes
