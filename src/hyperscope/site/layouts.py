"""Layouts as the exported page lists them: asked for by name and computed here, or made before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
import numpy as np

from hyperscope import pipeline
from hyperscope.dataset import Dataset
from hyperscope.errors import HyperscopeError, ParameterError
from hyperscope.knn.kept import Graphs
from hyperscope.layout import Layout
from hyperscope.params import Method, unknown_name
from hyperscope.progress import Progress, Work
from hyperscope.projections import registry
from hyperscope.run import RunState
from hyperscope.session import axes, recipe
from hyperscope.site.folder import Folder
from hyperscope.site.replay import wound
from hyperscope.wire.frames import Frame, encode
from hyperscope.wire.messages import RunMessage
from hyperscope.wire.site import KeyFrameMessage, SiteRunMessage

ENTRY = "data"
SHOWN = (2, 3)
DEFAULT = ("tsne", "umap", "pca")


@dataclass(frozen=True)
class Wanted:
    """A layout to show under `name`: by `method` with `params`, or `made` already."""

    method: Method
    n_components: int
    params: Mapping[str, Any] = field(default_factory=dict)
    made: Layout | None = None
    name: str = ""


def wanted(dataset: Dataset, layouts: Sequence[str | Layout], params: Mapping[str, Any]) -> list[Wanted]:
    """What is meant by "tsne", "tsne:3" or a layout. Each of `params` goes to the methods that know it.

    Raises `ParameterError` for what no table allows, or a layout of other data.
    """
    if not layouts:
        raise ParameterError("at least one layout", "none", "Name one: tsne, umap, pca.", where="layouts")
    found = [_made(dataset, one) if isinstance(one, Layout) else _named(one, params) for one in layouts]
    known = {row.name for one in found if one.made is None for row in one.method.params}
    for name in params:
        if name not in known:
            raise unknown_name(name, sorted(known), where="layouts")
    return found


def _named(text: str, params: Mapping[str, Any]) -> Wanted:
    name, _, size = text.partition(":")
    table = registry.method(name)
    if size not in ("", *map(str, SHOWN)):
        raise ParameterError("2 or 3 dimensions", repr(size), f"Write {name}:2 or {name}:3.", where=text)
    given = table.check({row.name: params[row.name] for row in table.params if row.name in params})
    return Wanted(table, int(size) if size else 2 if table.heavy else 3, given)


def _made(dataset: Dataset, layout: Layout) -> Wanted:
    if layout.n != dataset.n:
        raise ParameterError(
            f"layouts of the {dataset.n:,} rows", f"one of {layout.n:,}", "Pass those of these data.", where="layouts"
        )  # fmt: skip
    try:
        table = registry.method(layout.method)
    except HyperscopeError:
        table = Method(
            layout.method, layout.method or "Layout", "A layout that was made elsewhere.", steps=False
        )
    return Wanted(table, 3 if layout.n_components >= 3 else 2, made=layout)


def came_with(dataset: Dataset) -> list[Wanted]:
    """The layouts that came with the data."""
    table = Method("given", "Given", "A layout that came with the data, as it is.", heavy=False, steps=False)
    return [
        Wanted(table, 3 if layout.n_components >= 3 else 2, made=layout, name=name)
        for name, layout in dataset.layouts.items()
    ]


def write(
    folder: Folder, dataset: Dataset, one: Wanted, number: int, seed: int, frames: int, graphs: Graphs
) -> Work[SiteRunMessage]:
    """The layout, computed if need be, as files; at most `frames` pictures of its way are kept."""
    kept = KeyFrames(frames if one.method.steps else 0)
    if one.made is None:
        layout = yield from _computed(dataset, one, seed, kept, graphs)
    else:
        layout = one.made
    chosen = axes.check(one.method, {})
    picture = _picture(layout, one.n_components)
    name = f"data/layout-{number}"
    last = encode(Frame(picture, 1, RunState.DONE, layout.iteration, layout.loss), compact=True)
    way = (
        []
        if one.made is not None or not kept.frames
        else [*kept.chosen(), (layout.iteration, layout.loss, last)]
    )
    return SiteRunMessage(
        run=_message(f"r{number}", one, layout, picture, seed, chosen),
        python=_python(one, layout, seed),
        frame=folder.pack(name, last),
        frame_bytes=len(last),
        replay=folder.pack(f"{name}-replay", wound([data for *_, data in way])) if way else None,
        key_frames=[KeyFrameMessage(iteration, loss) for iteration, loss, _ in way],
    )


class KeyFrames:
    """Pictures of a run at even distances, at most twice `most` at any time, however long it goes on."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._every, self._seen = 1, 0
        self.frames: list[tuple[int, float | None, bytes]] = []

    def look(self, layout: Layout) -> None:
        """Keep this picture if its turn has come."""
        if self._most and self._seen % self._every == 0:
            frame = Frame(
                layout.positions, len(self.frames) + 1, RunState.RUNNING, layout.iteration, layout.loss
            )
            self.frames.append((layout.iteration, layout.loss, encode(frame, compact=True)))
        self._seen += 1
        if len(self.frames) > 2 * self._most:
            self.frames, self._every = self.frames[::2], 2 * self._every

    def chosen(self) -> list[tuple[int, float | None, bytes]]:
        """At most `most` of them, the first among them."""
        count = min(self._most, len(self.frames))
        places = np.linspace(0, len(self.frames), count, endpoint=False).astype(int)
        return [self.frames[place] for place in places]


def _computed(dataset: Dataset, one: Wanted, seed: int, kept: KeyFrames, graphs: Graphs) -> Work[Layout]:
    title = one.method.title
    stepper = yield from pipeline.start(
        dataset, one.method.name, dict(one.params), one.n_components, seed, graphs=graphs
    )
    kept.look(stepper.layout)
    while not stepper.done:
        yield from stepper.step()
        layout = stepper.layout
        if not stepper.done:
            kept.look(layout)
        total = next((stepper.params[name] for name in ("n_iter", "n_epochs") if name in stepper.params), 0)
        yield Progress(
            f"{title}, iteration {layout.iteration:,}",
            layout.iteration,
            total if isinstance(total, int) else 0,
        )
    return stepper.layout


def _picture(layout: Layout, n_components: int) -> np.ndarray:
    """(n, 2 or 3): the first columns; a row with a gap has no place at all."""
    picture = np.zeros((layout.n, n_components), np.float32)
    shared = min(n_components, layout.n_components)
    picture[:, :shared] = layout.positions[:, :shared]
    picture[~np.isfinite(picture).all(axis=1)] = np.nan
    return picture


def _message(
    run: str, one: Wanted, layout: Layout, picture: np.ndarray, seed: int, chosen: dict[str, int]
) -> RunMessage:
    asked = {**one.method.check({}), **one.params} if one.made is None else dict(layout.params)
    ratio = layout.explained_variance_ratio
    return RunMessage(
        id=run,
        entry=ENTRY,
        method=one.method.name,
        name=one.name,
        n_rows=int(np.isfinite(picture[:, 0]).sum()),
        n_components=one.n_components,
        axis_names=axes.names(layout, chosen, one.n_components),
        restored=False,
        params=_plain({**layout.params, **chosen}),
        asked=_plain({**asked, **chosen}),
        random_state=int(layout.params.get("random_state", seed)),
        state="done",
        pace="fast",
        seq=1,
        iteration=layout.iteration,
        loss=layout.loss,
        stage="",
        progress=None,
        explained_variance_ratio=None if ratio is None else [float(share) for share in ratio],
        problem=None,
        notes=list(layout.notes),
        seconds=layout.seconds,
        told=0,
    )


def _plain(params: Mapping[str, Any]) -> dict[str, Any]:
    """Parameters that JSON can hold; a person's own objects by their name."""
    return {
        name: msgspec.to_builtins(value.item() if isinstance(value, np.generic) else value, enc_hook=repr)
        for name, value in params.items()
    }


def _python(one: Wanted, layout: Layout, seed: int) -> str:
    said = ["data", repr(one.method.name), f"n_components={layout.n_components}"]
    said.append(f"random_state={layout.params.get('random_state', seed)}")
    if one.made is None:
        said += [f"{name}={value!r}" for name, value in recipe.arguments(one.method.params, layout.params)]
    return f"import hyperscope\n\n# `data` is what was exported.\n{recipe.call('layout = hyperscope.project', said)}"
