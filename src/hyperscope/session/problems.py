"""Any error as the three parts that the page shows."""

import logging

from hyperscope.errors import HyperscopeError
from hyperscope.wire.messages import Problem

log = logging.getLogger("hyperscope")


def problem_of(error: BaseException, *, where: str = "") -> Problem:
    """The message of an error. One that is not meant for people is logged, and told without its traceback."""
    if isinstance(error, HyperscopeError):
        return Problem(error.expected, error.got, error.fix, error.where or where, type(error).__name__)
    if isinstance(error, MemoryError):
        return Problem(
            "enough memory",
            "a request for more than this machine has",
            "Open fewer rows.",
            where,
            "MemoryError",
        )
    log.error("%s: %s", where or "hyperscope", error, exc_info=error)
    got = f"{type(error).__name__}: {error}"
    fix = "This is a fault of Hyperscope's own: please report it with what the terminal says."
    return Problem("no fault here", got, fix, where, "InternalError")
