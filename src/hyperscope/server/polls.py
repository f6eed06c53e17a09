"""Held answers: they end when there is something to tell, after ten seconds, or when the client has gone."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from starlette.requests import Request

T = TypeVar("T")
HOLD = 10.0


async def hold(request: Request, wait: Coroutine[Any, Any, T | None]) -> T | None:
    """What `wait` finds; None also when the client leaves, so that no poll outlives its page."""
    waiting = asyncio.ensure_future(wait)
    leaving = asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait((waiting, leaving), return_when=asyncio.FIRST_COMPLETED)
        return waiting.result() if waiting.done() else None
    finally:
        waiting.cancel()
        leaving.cancel()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
