"""The entries of one projector config."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from hyperscope.dataset import Dataset
from hyperscope.entry import Entry
from hyperscope.errors import FormatError, HyperscopeError, PathError
from hyperscope.readers import companions, pbtxt, standalone, tensors
from hyperscope.readers.companions import Companions
from hyperscope.readers.embedding import Config, Embedding
from hyperscope.readers.metadata import unused
from hyperscope.readers.resolve import Resolver
from hyperscope.readers.source import Source, broken, guarded

BYTES_AT_MOST = 16 << 20


@dataclass(frozen=True, slots=True)
class ConfigFile:
    """A config found at `path`; `run` is the log run it belongs to ("" for a standalone config)."""

    path: Path
    run: str


def entries(source: Source, found: ConfigFile) -> list[Entry]:
    """Every embedding of the config. Raises `HyperscopeError` if the config itself cannot be read."""
    resolver = Resolver(found.path.parent, source.root, source.options.allow_outside)
    resolver.find(found.path.name)
    config = _parse(found.path)
    made: list[Entry] = []
    for embedding in dict.fromkeys(config.embeddings):
        name = unused(embedding.title, [entry.name for entry in made])
        made.append(_entry(source, found, config, embedding, name, resolver))
    return made


def _parse(path: Path) -> Config:
    if path.stat().st_size > BYTES_AT_MOST:
        got = f"{path.stat().st_size:,} bytes"
        raise FormatError(
            f"a config of at most {BYTES_AT_MOST:,} bytes", got, "Check the file.", where=str(path)
        )
    parse = standalone.parse if path.suffix.lower() == ".json" else pbtxt.parse
    return parse(path.read_bytes(), str(path))


def _entry(
    source: Source, found: ConfigFile, config: Config, embedding: Embedding, name: str, resolver: Resolver
) -> Entry:
    beside, notes = _companions(embedding, resolver)
    beside = companions.chosen(source.options, beside)
    about = {"run": found.run, "config": embedding.raw(), "files": beside.files()}
    try:
        if embedding.problem:
            raise embedding.problem
        if not embedding.tensor:
            raise _checkpoint_later(found.path)
        tensor = resolver.find(embedding.tensor)
        seen = guarded(partial(tensors.outline, tensor.path, embedding.shape), str(tensor.path))()
    except HyperscopeError as problem:
        return broken(source.name, name, problem, notes=config.notes + notes, **about)
    told = config.notes + ((tensor.note,) if tensor.note else ()) + notes

    def load() -> Dataset:
        numbers = tensors.read(tensor.path, embedding.shape)
        return companions.join(name, numbers, beside, told)

    about["files"] = {"tensor": tensor.path} | beside.files()
    told_early = told + tuple(note for note in seen.notes if note not in told)
    return Entry(
        name,
        source.name,
        guarded(load, str(tensor.path)),
        shape=seen.shape,
        dtype=seen.dtype,
        notes=told_early,
        **about,
    )


def _companions(embedding: Embedding, resolver: Resolver) -> tuple[Companions, tuple[str, ...]]:
    """The resolved companions; a path that cannot be had costs a note."""
    paths: dict[str, Path | None] = {}
    notes: list[str] = []
    for role, written in (
        ("metadata", embedding.metadata),
        ("sprite", embedding.sprite),
        ("bookmarks", embedding.bookmarks),
    ):
        try:
            found = resolver.find(written) if written else None
            paths[role] = found.path if found else None
            notes += [found.note] if found and found.note else []
        except PathError as problem:
            paths[role] = None
            notes.append(f"The {role} was left out: {problem}")
    cell = _cell(embedding)
    if embedding.cell and cell is None:
        notes.append(f"A sprite cell is [width, height]; {list(embedding.cell)} was not used.")
    return Companions(paths["metadata"], paths["sprite"], cell, paths["bookmarks"]), tuple(notes)


def _cell(embedding: Embedding) -> tuple[int, int] | None:
    if len(embedding.cell) != 2 or 0 in embedding.cell:
        return None
    return embedding.cell[0], embedding.cell[1]


def _checkpoint_later(path: Path) -> FormatError:
    return FormatError(
        "a tensor_path in the config",
        "an embedding that lies in a TensorFlow checkpoint",
        "Checkpoints come with a later version; until then save the tensor as .npy or .tsv.",
        where=str(path),
    )
