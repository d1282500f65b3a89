"""The typed way to the back office: one method an endpoint, one place for time-outs and errors.

BackOfficeError
├── BackOfficeUnavailable   down, too slow, or not itself; ask again later
└── BackOfficeRefused       a problem document: stable `code`, Chinese `title`, `allowed`
"""

import threading
import time
from collections.abc import Mapping
from typing import Any

import requests
from requests.adapters import HTTPAdapter

from foundation.backoffice_applications import Actor as Actor
from foundation.backoffice_changes import ChangeCalls
from foundation.backoffice_loan_records import LoanRecordCalls
from foundation.backoffice_record import RecordCalls
from foundation.backoffice_reminders import ReminderCalls
from foundation.backoffice_servicing import ServicingCalls
from foundation.backoffice_visits import VisitCalls
from foundation.settings import settings

Json = dict[str, Any]

CONNECT_SECONDS = 0.5
ANSWER_SECONDS = 3.0
# After so many failures in a row the next callers are told at once, until the pause is over.
FAILURES_BEFORE_PAUSE = 3
PAUSE_SECONDS = 1.0


class BackOfficeError(Exception):
    """The back office did not give what was asked for."""


class BackOfficeUnavailable(BackOfficeError):
    """The back office is down, slow, or answers nonsense; nothing was decided."""


class BackOfficeRefused(BackOfficeError):
    """The back office understood and said no; `title` is a Chinese sentence fit to show."""

    def __init__(self, status: int, problem: Json) -> None:
        self.status = status
        self.code: str = problem.get("code", f"HTTP_{status}")
        self.title: str = problem.get("title", "")
        self.allowed: Json = problem.get("allowed") or {}
        self.problem = problem
        super().__init__(f"{status} {self.code}")


class _Pause:
    """Counts failures in a row and opens for a moment, so that a dead back office costs nothing."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._failures = 0
        self._until = 0.0

    def active(self) -> bool:
        return time.monotonic() < self._until

    def failed(self) -> None:
        with self._lock:
            self._failures += 1
            if self._failures >= FAILURES_BEFORE_PAUSE:
                self._until = time.monotonic() + PAUSE_SECONDS

    def succeeded(self) -> None:
        with self._lock:
            self._failures = 0
            self._until = 0.0


class BackOffice(
    ServicingCalls, ChangeCalls, LoanRecordCalls, RecordCalls, ReminderCalls, VisitCalls
):
    """Client over one pooled `requests` session; safe to share between threads."""

    def __init__(
        self, base_url: str | None = None, token: str | None = None, *, pool_size: int = 32
    ) -> None:
        self._base_url = (base_url or settings().backoffice_url).rstrip("/")
        self._session = requests.Session()
        # The back office is inside the house: no proxy, no .netrc look-ups on each call.
        self._session.trust_env = False
        self._session.headers["Authorization"] = f"Bearer {token or settings().backoffice_token}"
        adapter = HTTPAdapter(pool_connections=2, pool_maxsize=pool_size)
        self._session.mount("http://", adapter)
        self._session.mount("https://", adapter)
        self._pause = _Pause()

    def _call(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
        actor: Actor | None = None,
    ) -> Json:
        if self._pause.active():
            raise BackOfficeUnavailable("paused after failures in a row")
        headers = actor.headers() if actor else {}
        if idempotency_key:
            headers["Idempotency-Key"] = idempotency_key
        present = {k: v for k, v in params.items() if v is not None} if params else None
        try:
            answer = self._session.request(
                method,
                self._base_url + path,
                params=present,
                json=body,
                headers=headers,
                timeout=(CONNECT_SECONDS, ANSWER_SECONDS),
            )
            document = answer.json() if answer.content else {}
        except (requests.RequestException, ValueError) as error:
            self._pause.failed()
            raise BackOfficeUnavailable(f"{method} {path}: {type(error).__name__}") from error
        if answer.status_code >= 500:
            self._pause.failed()
            raise BackOfficeUnavailable(f"{method} {path}: {answer.status_code}")
        self._pause.succeeded()
        if answer.status_code >= 400:
            raise BackOfficeRefused(answer.status_code, document)
        result: Json = document
        return result

    # -- catalogue -----------------------------------------------------------------------------
    def vehicles(self, **filters: Any) -> Json:
        """`{items}`; filters: powertrain, usage, min_seats, max_price, min_price."""
        return self._call("GET", "/vehicles", params=filters)

    def products(self, vehicle_key: str | None = None) -> Json:
        """`{items}`: products on offer, for one vehicle if given."""
        return self._call("GET", "/products", params={"vehicle_key": vehicle_key})

    def product(self, product_key: str) -> Json:
        """One product with all its rules."""
        return self._call("GET", f"/products/{product_key}")

    def dealers(self, city: str | None = None) -> Json:
        """`{items}`: showrooms, of one city if given."""
        return self._call("GET", "/dealers", params={"city": city})

    def cities(self) -> Json:
        """`{items}`: cities with a showroom."""
        return self._call("GET", "/cities")

    # -- figures ---------------------------------------------------------------------------------
    def quote(self, request: Json) -> Json:
        """Price one plan; the answer's `quote` is stored and citable."""
        return self._call("POST", "/quotes", body=request)

    def stored_quote(self, quote_id: str) -> Json:
        """A quote given before."""
        return self._call("GET", f"/quotes/{quote_id}")

    def schedule(self, quote_id: str) -> Json:
        """The schedule of a quote: `{rows, totals}`."""
        return self._call("GET", f"/quotes/{quote_id}/schedule")

    def solve(self, request: Json) -> Json:
        """Solve for `target`: max_price, term, payment or on_the_road."""
        return self._call("POST", "/quotes/solve", body=request)

    def recommend(self, needs: Json) -> Json:
        """Two or three plans with reasons and cautions, best first."""
        return self._call("POST", "/recommendations", body=needs)

    def compare(self, request: Json) -> Json:
        """Plans beside each other: `{quotes, differences}`."""
        return self._call("POST", "/comparisons", body=request)

    def cash_or_loan(self, request: Json) -> Json:
        """The honest case of cash against a loan."""
        return self._call("POST", "/cash-or-loan", body=request)

    def affordability(self, request: Json) -> Json:
        """Instalment to income and debts to income, with their grade."""
        return self._call("POST", "/affordability", body=request)

    def on_the_road(self, request: Json) -> Json:
        """Price on the road: tax, insurance estimate, plate."""
        return self._call("POST", "/estimates/on-the-road", body=request)

    def flat_rate(self, request: Json) -> Json:
        """What a flat rate is, annualised."""
        return self._call("POST", "/estimates/flat-rate", body=request)

    # -- what is kept ----------------------------------------------------------------------------
    def keep_plan(self, request: Json, idempotency_key: str) -> Json:
        """Keep a quoted plan for its owner."""
        return self._call("POST", "/plans", body=request, idempotency_key=idempotency_key)

    def plans(self, owner_kind: str, owner_id: str) -> Json:
        """`{items}`: the plans an owner kept, newest first."""
        owner = {"owner_kind": owner_kind, "owner_id": owner_id}
        return self._call("GET", "/plans", params=owner)

    def transfer_plans(self, request: Json, idempotency_key: str) -> Json:
        """Hand a visitor's plans to the customer he turned out to be."""
        return self._call("POST", "/plans/transfer", body=request, idempotency_key=idempotency_key)

    def request_callback(self, request: Json, idempotency_key: str) -> Json:
        """Take a call-back request: `{request_no, call_by}`."""
        return self._call(
            "POST", "/callback-requests", body=request, idempotency_key=idempotency_key
        )

    def resolve_customer(self, phone: str) -> Json:
        """The customer behind a phone: `{customer_id, known, …}`."""
        return self._call("POST", "/customers/resolve", body={"phone": phone})
