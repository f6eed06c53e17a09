"""`hyperscope warmup`: compile, ahead of the first picture, whatever the page may ask for."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import click

Job = tuple[str, Callable[[], object]]


def command() -> click.Command:
    return click.Command("warmup", callback=_warmup, help=_warmup.__doc__)


def _warmup() -> None:
    """Compile everything once, so that no first picture waits for it. Done by itself otherwise, when first needed."""
    began = time.perf_counter()
    for name, job in jobs():
        click.echo(f"{name} …", err=True)
        job()
    from hyperscope.kernels.jit import cache_folder

    click.echo(f"Ready after {time.perf_counter() - began:.1f} s; kept in {cache_folder()}.")


def jobs() -> Iterator[Job]:
    """Small runs that between them call every kernel with the types it has in earnest."""
    import numpy as np

    vectors = np.random.default_rng(0).standard_normal((300, 8)).astype(np.float32)
    for p in (2, 3):
        wide = {"init": vectors[:, :p], "n_iter": 2}  # a narrow layout needs no kernel for its loss
        yield f"t-SNE, {p}-D", lambda p=p, wide=wide: _lay_out(vectors, "tsne", p, theta=0.7, **wide)
        yield (
            f"t-SNE, {p}-D, all pairs",
            lambda p=p, wide=wide: _lay_out(vectors, "tsne", p, theta=0.0, **wide),
        )
    yield "t-SNE on a grid", lambda: _on_a_grid(vectors)
    for p in (2, 3):
        yield f"UMAP, {p}-D", lambda p=p: _lay_out(vectors, "umap", p, n_epochs=20)


def _lay_out(vectors: Any, method: str, p: int, **params: Any) -> object:
    from hyperscope.pipeline import project

    return project(vectors, method, p, **params)


def _on_a_grid(vectors: Any) -> None:
    """What only many points need: pools of scores, the grid, points put in another order, neighbours asked for theirs."""
    import numpy as np

    from hyperscope.kernels.selection import scan
    from hyperscope.knn.joining import refined
    from hyperscope.knn.points import Held
    from hyperscope.pipeline import neighbors
    from hyperscope.progress import drive
    from hyperscope.projections.tsne import mesh
    from hyperscope.projections.tsne.affinities import symmetric

    neighbors(np.tile(vectors, (7, 1)), 5, exact=True)
    drive(mesh.repel(np.ascontiguousarray(vectors[:, :2].T)))
    rows = np.arange(3, dtype=np.int64)
    edges = drive(symmetric(np.array([[1], [2], [0]], np.int32), np.ones((3, 1), np.float32)))
    drive(edges.renumbered(rows[::-1].copy()))
    few, names = Held(vectors[:3].copy()), np.arange(3, dtype=np.int32)
    drive(refined(few, names[[1, 2, 0]][:, None].copy(), np.ones((3, 1), np.float32), False))
    scan(0, 1, vectors, rows, names, names, np.zeros((1, 2), np.int32), np.zeros((1, 2), np.float32))
