"""Waiting for the dialogue engine to come back: one probe for all who wait."""

import asyncio
from collections.abc import Awaitable, Callable

PROBE_SECONDS = 0.5
_STEPS = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0)


class Revival:
    """Wakes waiting turns as soon as a probe succeeds, and at growing intervals in any case."""

    def __init__(self, healthy: Callable[[], Awaitable[bool]]) -> None:
        self._healthy = healthy
        self._back = asyncio.Event()
        self._probe: asyncio.Task[None] | None = None

    def alive(self) -> None:
        """The engine answered: nobody need wait any longer."""
        self._back.set()

    async def wait(self, attempts: int) -> None:
        """Return when the engine is back, or after a pause that grows with `attempts`."""
        self._back.clear()
        if self._probe is None or self._probe.done():
            self._probe = asyncio.create_task(self._ask())
        pause = _STEPS[min(max(attempts, 1), len(_STEPS)) - 1]
        try:
            await asyncio.wait_for(self._back.wait(), pause)
        except TimeoutError:
            return

    async def _ask(self) -> None:
        await asyncio.sleep(PROBE_SECONDS)
        while not self._back.is_set():
            if await self._healthy():
                self._back.set()
                return
            await asyncio.sleep(PROBE_SECONDS)

    def tasks(self) -> list[asyncio.Task[None]]:
        """Running probes, to be cancelled at the end."""
        return [self._probe] if self._probe and not self._probe.done() else []
