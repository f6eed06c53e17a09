"""A log run's checkpoints beside its config: the tensors the config names, those a template covers, and the rest.

TensorBoard adds every matrix of the newest checkpoint to what the config names; here every step's is added.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from hyperscope.entry import Entry
from hyperscope.errors import FormatError, HyperscopeError, PathError, SourceError
from hyperscope.readers.beside import companions
from hyperscope.readers.checkpoint.entries import bounds_of, of_checkpoints
from hyperscope.readers.checkpoint.folder import checkpoints, follow, has_any
from hyperscope.readers.checkpoint.location import Location
from hyperscope.readers.checkpoint.names import without_output
from hyperscope.readers.checkpoint.opened import Tensor
from hyperscope.readers.checkpoint.ranking import Said
from hyperscope.readers.source import Source, broken


@dataclass(frozen=True, slots=True)
class Run:
    """`folders` are where its checkpoints may lie, the likeliest first; `written` is the path its config gives, or "".

    `named` says what goes with tensors, by the names the config gives them; `template` what goes with all others. Tensors
    called as one of `elsewhere` are read from files of their own.
    """

    source: Source
    name: str
    folders: tuple[Path, ...]
    written: str = ""
    named: Mapping[str, Said] | None = None
    template: Said | None = None
    elsewhere: Collection[str] = ()

    @property
    def asks(self) -> bool:
        """Whether its config says that there is a checkpoint."""
        return bool(self.written or self.named or self.template)


def entries(run: Run) -> list[Entry]:
    """The run's entries. What is wrong with its checkpoints is their problem; without any, and none asked for, none."""
    named = run.named or {}
    met: set[str] = set()
    try:
        made = of_checkpoints(run.source, _locations(run), _says(run, named, met), run.name)
    except PathError as problem:
        there = run.asks or any(map(has_any, filter(bounds_of(run.source).holds, run.folders)))
        return _all_broken(run, problem) if there else []
    except HyperscopeError as problem:
        return _all_broken(run, problem)
    lost = [name for name in named if name not in met]
    some = ", ".join(entry.name for entry in made if entry.readable and "@" not in entry.name)
    return [_lost(run, name, named[name], some) for name in lost] + made


def _locations(run: Run) -> list[Location]:
    """The checkpoint that the config names and its siblings, else those in the run's folders."""
    bounds = bounds_of(run.source)
    refused: PathError | None = None
    for folder in run.folders if run.written else ():
        found, outside = follow(run.written, folder, bounds)
        refused = refused or outside
        if found is not None:
            present = checkpoints(found.path.parent, bounds) if found.path.parent.is_dir() else []
            return [found, *(replace(other, notes=()) for other in present if other.path != found.path)]
    problem: HyperscopeError | None = refused
    for folder in filter(bounds.holds, run.folders):
        try:
            present = checkpoints(folder, bounds)
        except (PathError, FormatError) as missing:
            problem = problem or missing
            continue
        return _with_note(present, run.written) if run.written else present
    raise problem or PathError.missing(run.written or "*.index")


def _with_note(present: list[Location], written: str) -> list[Location]:
    note = f"The checkpoint {written!r} that the config names is not here; {present[0].path.name!r} is used."
    return [replace(present[0], notes=(*present[0].notes, note)), *present[1:]]


def _says(run: Run, named: Mapping[str, Said], met: set[str]) -> Callable[[Tensor], Said | None]:
    asked = {without_output(name): name for name in named}
    elsewhere = {without_output(name) for name in run.elsewhere}
    rest = run.template or Said(companions.chosen(run.source.options), run=run.name)

    def says(tensor: Tensor) -> Said | None:
        names = {without_output(name) for name in (tensor.name, *tensor.others)}
        for name in names & asked.keys():
            met.add(asked[name])
            return named[asked[name]]
        return None if names & elsewhere else rest

    return says


def _all_broken(run: Run, problem: HyperscopeError) -> list[Entry]:
    if run.named:
        return [_broken(run, without_output(name), problem, said) for name, said in run.named.items()]
    title = PurePosixPath(run.written.replace("\\", "/")).name or "checkpoint"
    return [_broken(run, title, problem, run.template or Said(run=run.name))]


def _lost(run: Run, name: str, said: Said, some: str) -> Entry:
    problem = SourceError(
        "a tensor of the run's checkpoint",
        repr(name),
        f"Correct tensor_name in the config to one of: {some}.",
        where=str(run.folders[0]),
    )
    return _broken(run, without_output(name), problem, said)


def _broken(run: Run, title: str, problem: HyperscopeError, said: Said) -> Entry:
    return broken(
        run.source.name,
        title,
        problem,
        run=run.name,
        config=said.config,
        files=said.beside.files(),
        notes=said.notes,
    )
