"""The entries of one projector config."""

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from hyperscope.dataset import Dataset
from hyperscope.entry import Entry
from hyperscope.errors import FormatError, HyperscopeError, PathError
from hyperscope.readers.beside import companions
from hyperscope.readers.beside.companions import Companions
from hyperscope.readers.beside.metadata import unused
from hyperscope.readers.checkpoint import run
from hyperscope.readers.checkpoint.entries import bounds_of
from hyperscope.readers.checkpoint.folder import has_any
from hyperscope.readers.checkpoint.ranking import Said
from hyperscope.readers.checkpoint.run import Run
from hyperscope.readers.logdirs import kerasruns, pbtxt, standalone, tensors
from hyperscope.readers.logdirs.embedding import Config, Embedding
from hyperscope.readers.logdirs.resolve import Resolver
from hyperscope.readers.source import Source, broken, guarded
from hyperscope.readers.tables import text

BYTES_AT_MOST = 16 << 20
ASSETS = Path("plugins") / "org_tensorflow_tensorboard_projector"


@dataclass(frozen=True, slots=True)
class ConfigFile:
    """A config found at `path`; `run` is the log run it belongs to ("" for a standalone config).

    A run without a config is named by its folder.
    """

    path: Path
    run: str

    @property
    def folder(self) -> Path:
        return self.path if self.path.is_dir() else self.path.parent

    def folders(self, asks: bool) -> tuple[Path, ...]:
        """Where the run's checkpoints may lie; those of Keras and its parent's serve where a config asks for one."""
        top = self.folder.parent.parent if self.folder.parts[-2:] == ASSETS.parts else self.folder
        others = (*kerasruns.checkpoints(top), top.parent) if asks else ()
        return tuple(dict.fromkeys((self.folder, top, *others)))


def entries(source: Source, found: ConfigFile) -> list[Entry]:
    """Every embedding of the config in its order, then what else the run's checkpoints hold.

    Raises `HyperscopeError` if the config itself cannot be read.
    """
    resolver = Resolver(found.folder, source.root, source.options.allow_outside)
    if not found.path.is_dir():
        resolver.find(found.path.name)
    config = _parse(found.path)
    made: list[Entry] = []
    for embedding in dict.fromkeys(config.embeddings):
        if _has_own_file(embedding, found):
            name = unused(embedding.title, [entry.name for entry in made])
            made.append(_entry(source, found, config, embedding, name, resolver))
    taken = dict.fromkeys(entry.name for entry in made)
    for entry in _of_checkpoints(source, found, config, resolver):
        name = unused(entry.name, taken)
        taken[name] = None
        made.append(replace(entry, name=name))
    order = [embedding.raw() for embedding in config.embeddings]
    return sorted(made, key=lambda entry: order.index(entry.config) if entry.config in order else len(order))


def _has_own_file(embedding: Embedding, found: ConfigFile) -> bool:
    return bool(embedding.tensor or embedding.problem) or not found.run


def _of_checkpoints(source: Source, found: ConfigFile, config: Config, resolver: Resolver) -> list[Entry]:
    """The tensors that are in no file of their own. An embedding without a name speaks for all that have none.

    As in TensorBoard, such a template lends its metadata and bookmarks, but not its sprite.
    """
    if not found.run:
        return []
    here = [embedding for embedding in config.embeddings if not _has_own_file(embedding, found)]
    named = {
        embedding.name: _said(source, found, config, embedding, resolver)
        for embedding in here
        if embedding.name
    }
    bare = [replace(embedding, sprite="", cell=()) for embedding in here if not embedding.name]
    template = _said(source, found, config, bare[0], resolver) if bare else None
    folders = found.folders(bool(here or config.checkpoint))
    elsewhere = [embedding.name for embedding in config.embeddings if embedding.tensor and embedding.name]
    if not any(map(has_any, folders)):
        weights = kerasruns.found((*folders, found.folder / kerasruns.TRAIN), bounds_of(source))
        if weights:
            said = [_said(source, found, config, embedding, resolver) for embedding in here]
            return kerasruns.entries(source, found.run, weights, said)
    return run.entries(Run(source, found.run, folders, config.checkpoint, named, template, elsewhere))


def _said(
    source: Source, found: ConfigFile, config: Config, embedding: Embedding, resolver: Resolver
) -> Said:
    beside, notes = _companions(embedding, resolver)
    beside = companions.chosen(source.options, beside)
    return Said(beside, config.notes + notes, embedding.raw(), found.run, named=bool(embedding.name))


def _parse(path: Path) -> Config:
    if path.is_dir():
        return Config(())
    if path.stat().st_size > BYTES_AT_MOST:
        got = f"{path.stat().st_size:,} bytes"
        raise FormatError(
            f"a config of at most {BYTES_AT_MOST:,} bytes", got, "Check the file.", where=str(path)
        )
    parse = standalone.parse if path.suffix.lower() == ".json" else pbtxt.parse
    return parse(text.narrowed(path.read_bytes(), str(path)), str(path))


def _entry(
    source: Source, found: ConfigFile, config: Config, embedding: Embedding, name: str, resolver: Resolver
) -> Entry:
    beside, notes = _companions(embedding, resolver)
    beside = companions.chosen(source.options, beside)
    tensor_name, step = embedding.at_step
    about = {
        "run": found.run,
        "config": embedding.raw(),
        "files": beside.files(),
        "step": step,
        "tensor": tensor_name if step is not None else "",
    }
    try:
        if embedding.problem:
            raise embedding.problem
        if not embedding.tensor:
            raise _no_file(found.path)
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
    saved = paths["bookmarks"]
    beside = Companions(paths["metadata"], paths["sprite"], cell, bookmarks=(saved,) if saved else ())
    return beside, tuple(notes)


def _cell(embedding: Embedding) -> tuple[int, int] | None:
    if len(embedding.cell) != 2 or 0 in embedding.cell:
        return None
    return embedding.cell[0], embedding.cell[1]


def _no_file(path: Path) -> FormatError:
    return FormatError(
        "a tensorPath in the config",
        "an embedding without one",
        "Add it: only a log run's config may leave its tensors to a checkpoint.",
        where=str(path),
    )
