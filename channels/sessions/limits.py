"""How much one session, and one address, may ask for: token buckets in memory."""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable

from channels.health.metrics import LIMITED
from channels.problems import too_many
from channels.settings import EdgeSettings

_MOST_BUCKETS = 50_000


class Buckets:
    """A bucket a key: `burst` at once, then `rate` a second."""

    def __init__(
        self, rate: float, burst: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._rate = rate
        self._burst = float(burst)
        self._clock = clock
        self._levels: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()

    def take(self, key: Hashable) -> float:
        """Take one: 0.0 when there was one, else the seconds until there is."""
        now = self._clock()
        level, at = self._levels.pop(key, (self._burst, now))
        level = min(self._burst, level + (now - at) * self._rate)
        enough = level >= 1.0
        self._levels[key] = (level - 1.0 if enough else level, now)
        if len(self._levels) > _MOST_BUCKETS:
            self._levels.popitem(last=False)
        return 0.0 if enough else (1.0 - level) / self._rate


class Limits:
    """The edge's limits; each call raises the 429 problem with `Retry-After`."""

    def __init__(self, switches: EdgeSettings) -> None:
        self._sessions = Buckets(switches.session_rate, switches.session_burst)
        self._addresses = Buckets(switches.address_rate, switches.address_burst)
        self._openings = Buckets(switches.opening_rate, switches.opening_burst)
        codes = switches.codes_per_address
        self._codes = Buckets(codes / switches.code_window_seconds, codes)

    def _check(self, buckets: Buckets, key: Hashable, limit: str) -> None:
        wait = buckets.take(key)
        if wait:
            LIMITED.labels(limit).inc()
            raise too_many(wait)

    def session(self, token_hash: bytes) -> None:
        """One request of a session."""
        self._check(self._sessions, token_hash, "session")

    def address(self, address: str) -> None:
        """One request from an address."""
        self._check(self._addresses, address, "address")

    def opening(self, address: str) -> None:
        """One new session from an address."""
        self._check(self._openings, address, "opening")

    def code(self, address: str) -> None:
        """One request for a sign-in code from an address."""
        self._check(self._codes, address, "code")
