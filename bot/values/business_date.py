"""The lender's business date: from the message, else from the back office, else today in Shanghai."""

import datetime as dt
import json
import os
import threading
import time
import urllib.request
import zoneinfo
from typing import Any, Callable, Mapping, Optional

SHANGHAI = zoneinfo.ZoneInfo("Asia/Shanghai")
KEPT_SECONDS = 30.0
WAIT_SECONDS = 0.045
REQUEST_SECONDS = 2.0


def ask_back_office() -> dt.date:
    """GET /clock of the back office; raises OSError, ValueError or KeyError when it does not answer well."""
    port = os.environ.get("BACKOFFICE_PORT", "8100")
    base = os.environ.get("BACKOFFICE_URL", f"http://127.0.0.1:{port}")
    token = os.environ.get("BACKOFFICE_TOKEN", "sandbox")
    request = urllib.request.Request(f"{base}/clock", headers={"Authorization": f"Bearer {token}"})
    with urllib.request.urlopen(request, timeout=REQUEST_SECONDS) as answer:
        return dt.date.fromisoformat(json.load(answer)["business_date"])


class BusinessDate:
    """Knows the business date without ever holding a message up.

    The back office is asked at most every 30 seconds, on a thread of its own, and a message waits for the
    answer no longer than 45 ms; until it comes the last known date counts, at first today in Shanghai.
    """

    def __init__(self, ask: Callable[[], dt.date] = ask_back_office, clock: Callable[[], float] = time.monotonic) -> None:
        self._ask = ask
        self._clock = clock
        self._lock = threading.Lock()
        self._asked_at: Optional[float] = None
        self._known: Optional[dt.date] = None
        self._known_on: Optional[dt.date] = None

    def today(self, metadata: Optional[Mapping[str, Any]] = None) -> dt.date:
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


def _from_metadata(metadata: Optional[Mapping[str, Any]]) -> Optional[dt.date]:
    value = metadata.get("business_date") if isinstance(metadata, Mapping) else None
    try:
        return dt.date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
