"""Endpoints over the runs, their frames, and what changed."""

from starlette.requests import Request
from starlette.responses import Response

from hyperscope.errors import QueryError
from hyperscope.run import Pace
from hyperscope.server.answers import body, json, number, result
from hyperscope.server.datasets import session_of
from hyperscope.server.polls import HOLD, hold
from hyperscope.session import recipe
from hyperscope.session.describe import quality_message
from hyperscope.session.measured import Measurement
from hyperscope.session.run import Run
from hyperscope.wire import frames
from hyperscope.wire.messages import (
    CodeMessage,
    LiveRequest,
    LossMessage,
    NameRequest,
    PaceRequest,
    RunRequest,
)

FRAME = "application/octet-stream"
ENCODED_HERE = 50_000  # rows; larger frames are encoded in a worker thread


async def listed(request: Request) -> Response:
    return json([run.message for run in session_of(request).runs])


async def start(request: Request) -> Response:
    wanted = await body(request, RunRequest)
    return json(session_of(request).runs.start(wanted).message, 201)


async def move(request: Request) -> Response:
    return json(session_of(request).runs.move(request.path_params["id"], request.path_params["move"]).message)


async def pace(request: Request) -> Response:
    run = _run(request)
    run.set_pace(Pace((await body(request, PaceRequest)).pace))
    return json(run.message)


async def name(request: Request) -> Response:
    run = _run(request)
    run.rename((await body(request, NameRequest)).name)
    return json(run.message)


async def forget(request: Request) -> Response:
    session_of(request).runs.forget(request.path_params["id"])
    return Response(status_code=204)


async def python(request: Request) -> Response:
    run = _run(request)
    entry = session_of(request).entries[run.plan.entry].entry
    return json(CodeMessage(recipe.python(entry, run)))


async def losses(request: Request) -> Response:
    return json([LossMessage(*point) for point in _run(request).newest.losses.points])


async def params(request: Request) -> Response:
    run = _run(request)
    run.update((await body(request, LiveRequest)).params)
    return json(run.message)


async def frame(request: Request) -> Response:
    """204 after ten seconds without a newer frame, and at once where none will come; `X-Run-State` says which."""
    run, after = _run(request), number(request, "after", 0)
    compact = request.query_params.get("compact") == "1"
    found = await hold(request, run.newest.frame(after, HOLD))
    state = {"X-Run-State": run.state.value}
    if found is None:
        return Response(status_code=204, headers=state)
    if len(found.positions) <= ENCODED_HERE:
        data = frames.encode(found, compact=compact)
    else:
        data = await result(session_of(request).ask(lambda: frames.encode(found, compact=compact)))
    return Response(data, media_type=FRAME, headers=state)


async def quality(request: Request) -> Response:
    """204 after ten seconds (then ask again), where the run goes on meanwhile, and where there is no picture yet."""
    run, measurement = _run(request), await _measured(request)
    if measurement is None or measurement.quality is None:
        return Response(status_code=204)
    return json(quality_message(run.id, measurement.seq, measurement.label, measurement.quality))


async def quality_points(request: Request) -> Response:
    """One score of every row as little-endian float32, NaN where it was not measured; `X-Seq` is the frame's number."""
    name, measurement = request.query_params.get("of", "trustworthiness"), await _measured(request)
    if measurement is None or measurement.quality is None:
        return Response(status_code=204)
    values = measurement.quality.per_point
    if name not in values:
        raise QueryError(
            f"one of {', '.join(values)}", repr(name), "Name a score of single rows.", where="of"
        )
    data = values[name].astype("<f4", copy=False).tobytes()
    return Response(data, media_type=FRAME, headers={"X-Seq": str(measurement.seq)})


async def changes(request: Request) -> Response:
    found = await hold(request, session_of(request).changed(number(request, "after", 0), HOLD))
    return Response(status_code=204) if found is None else json(found)


async def _measured(request: Request) -> Measurement | None:
    label = request.query_params.get("label") or None
    return await hold(request, _run(request).measured.found(label, HOLD))


def _run(request: Request) -> Run:
    return session_of(request).runs[request.path_params["id"]]
