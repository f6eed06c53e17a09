"""The states of a run (one projection being computed), its legal moves, and its pace."""

from enum import StrEnum

from hyperscope.errors import StateError


class RunState(StrEnum):
    QUEUED = "queued"
    PREPARING = "preparing"
    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"
    DONE = "done"
    FAILED = "failed"

    @property
    def ended(self) -> bool:
        return self in (RunState.STOPPED, RunState.DONE, RunState.FAILED)


class Pace(StrEnum):
    """How a run waits for those who watch: newest frame wins, every frame is taken, or one step at a request."""

    FAST = "fast"
    EVERY_STEP = "every step"
    ONE_STEP = "one step"


_ENDS = {RunState.STOPPED, RunState.FAILED}
MOVES: dict[RunState, frozenset[RunState]] = {
    RunState.QUEUED: frozenset({RunState.PREPARING, RunState.PAUSED, RunState.DONE} | _ENDS),
    RunState.PREPARING: frozenset({RunState.RUNNING, RunState.PAUSED, RunState.DONE} | _ENDS),
    RunState.RUNNING: frozenset({RunState.PAUSED, RunState.DONE} | _ENDS),
    RunState.PAUSED: frozenset({RunState.PREPARING, RunState.RUNNING, RunState.DONE} | _ENDS),
    RunState.STOPPED: frozenset({RunState.QUEUED, RunState.RUNNING}),
    RunState.DONE: frozenset({RunState.QUEUED, RunState.RUNNING}),
    RunState.FAILED: frozenset({RunState.QUEUED}),
}


def check_move(old: RunState, new: RunState) -> None:
    """Raise `StateError` unless a run may go from `old` to `new`."""
    if new not in MOVES[old]:
        allowed = ", ".join(sorted(MOVES[old])) or "none"
        raise StateError(
            f"one of the moves a {old} run allows ({allowed})",
            f"a move to {new}",
            "Look at the run's state first; it may have ended meanwhile.",
        )
