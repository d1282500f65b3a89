"""The lender's business date: from the message, the back office, or the Shanghai calendar."""

import datetime as dt
import json
import os
import threading
import time
import urllib.request
import zoneinfo
from collections.abc import Callable, Mapping
from typing import Any

SHANGHAI = zoneinfo.ZoneInfo("Asia/Shanghai")
KEPT_SECONDS = 30.0
WAIT_SECONDS = 0.045
REQUEST_SECONDS = 2.0


def ask_back_office() -> dt.date:
    """GET /clock of the back office; OSError, ValueError or KeyError when it answers badly."""
    port = os.environ.get("BACKOFFICE_PORT", "8100")
    base = os.environ.get("BACKOFFICE_URL", f"http://127.0.0.1:{port}")
    token = os.environ.get("BACKOFFICE_TOKEN", "sandbox")
    request = urllib.request.Request(f"{base}/clock", headers={"Authorization": f"Bearer {token}"})
    with urllib.request.urlopen(request, timeout=REQUEST_SECONDS) as answer:
        return dt.date.fromisoformat(json.load(answer)["business_date"])


class BusinessDate:
    """Knows the business date without ever holding a message up.

    The back office is asked at most every 30 seconds, on a thread of its own, and a message waits
    for the answer no longer than 45 ms; until then the last known date counts, at first today's.
    """

    def __init__(
        self,
        ask: Callable[[], dt.date] = ask_back_office,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._ask = ask
        self._clock = clock
        self._lock = threading.Lock()
        self._asked_at: float | None = None
        self._known: dt.date | None = None
        self._known_on: dt.date | None = None

    def today(self, metadata: Mapping[str, Any] | None = None) -> dt.date:
        """Business date for one message."""
        said = _from_metadata(metadata)
        if said is not None:
            return said
        self._refresh()
        local = dt.datetime.now(SHANGHAI).date()
        if self._known is None or self._known_on is None:
            return local
        # The date was learned on another calendar day: it moves on with the real one.
        return self._known + (local - self._known_on)

    def _refresh(self) -> None:
        with self._lock:
            now = self._clock()
            if self._asked_at is not None and now - self._asked_at < KEPT_SECONDS:
                return
            self._asked_at = now
        worker = threading.Thread(target=self._learn, daemon=True, name="business-date")
        worker.start()
        worker.join(WAIT_SECONDS)

    def _learn(self) -> None:
        try:
            known = self._ask()
        except (OSError, ValueError, KeyError, TypeError):
            return
        self._known, self._known_on = known, dt.datetime.now(SHANGHAI).date()


def _from_metadata(metadata: Mapping[str, Any] | None) -> dt.date | None:
    value = metadata.get("business_date") if isinstance(metadata, Mapping) else None
    try:
        return dt.date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
