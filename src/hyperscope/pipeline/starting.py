"""A projection as far as its first picture: the sentence that the whole house is built around."""

from collections.abc import Mapping
from typing import Any

from hyperscope.arrays import Positions, Rows
from hyperscope.dataset import Dataset
from hyperscope.graph import KnnGraph
from hyperscope.knn import given
from hyperscope.knn.kept import Graphs
from hyperscope.params import check_seed
from hyperscope.pipeline.spaces import among, changed, left_out, normalized, reduced, rows_to_place
from hyperscope.progress import Work
from hyperscope.projections import registry
from hyperscope.projections.abstract import Problem, Projection
from hyperscope.query import ends
from hyperscope.stepper import Stepper

GIVEN = "given"  # recorded as `init` where positions were


def start(
    dataset: Dataset,
    method: str | Projection[Any],
    params: dict[str, Any],
    n_components: int | None = None,
    seed: int = 0,
    start: Positions | None = None,
    graphs: Graphs | None = None,
    rows: Rows | None = None,
    graph: KnnGraph | None = None,
) -> Work[Stepper]:
    """Prepare a projection as far as its first picture. `graphs` remembers neighbours from run to run, a `graph`
    given takes their place; `start` (n, any number) are positions to begin from. `method` is a name, or a projection made
    ready, with its table as METHOD.

    With `rows` only these are laid out, with the vectors they have in the whole: what is learnt from all rows
    (normalising, the ends of custom axes) does not change when a few of them are isolated.
    """
    table, projection = registry.ready(method)
    checked, seed = table.check(params), check_seed(seed)
    components = table.check_components(n_components)
    yield from dataset.look_for_left_out()
    placed = rows_to_place(dataset, rows)
    whole = yield from normalized(dataset.finite(), checked)
    space = among(dataset, whole, placed)
    resolved = projection.resolve(checked, space.n, space.d, components)
    found = ends.look_up(dataset, whole, table, resolved)
    if graph is None:
        vectors, notes = yield from reduced(space, resolved, seed)
        request = projection.graph_request(resolved, vectors.n)
        graph = (yield from (graphs or Graphs()).get(vectors, request)) if request else None
    else:
        request = projection.graph_request(resolved, space.n)
        graph, notes = given.among(graph, dataset.n, placed, request)
        vectors, resolved = space, {**resolved, "metric": given.PRECOMPUTED, "reduce": 0}
    begin = None if start is None else start[placed]
    places = {name: end.vector for name, end in found.items()}
    state = yield from projection.init(
        Problem(vectors, graph, resolved, components, seed, begin, places, space)
    )
    if begin is not None and "init" in resolved:
        resolved = {**resolved, "init": GIVEN}
    recorded = {**resolved, "n_components": components, "random_state": seed}
    told = (*left_out(dataset, rows), *changed(dataset, whole), *matches(found), *notes)
    return Stepper(dataset.n, placed, table, projection, state, recorded, told)


def matches(found: Mapping[str, ends.End]) -> tuple[str, ...]:
    """One sentence an axis: what its ends are, and how many rows each matched."""
    pairs = [(name[0], found[f"{name[0]}_to"]) for name in found if name.endswith("_from")]
    return tuple(f"{axis.upper()} runs from {found[f'{axis}_from'].told} to {to.told}." for axis, to in pairs)
