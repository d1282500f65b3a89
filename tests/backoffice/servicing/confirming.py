"""What a customer confirms at the end of each kind of errand: everything before it is done here."""

import uuid
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from fastapi.testclient import TestClient

from tests.backoffice.applications.journey import acting
from tests.backoffice.servicing.conftest import P06, P08
from tests.backoffice.servicing.extending import P09, Extending
from tests.backoffice.servicing.lending_desk import Errands, live

Json = dict[str, Any]
P10, P12 = "L202401050010", "H202503110012"
LEASE = {
    "product": "SXZ", "amount": "199840", "annual_rate_pct": "5.60", "balloon": "112410",
    "first_due": "2024-02-05", "due_day": 5, "paid_periods": 34, "contract_km": 60000,
    "current_km": 50000,
}  # fmt: skip
SLOT = {"dealer_id": "sz-01", "starts_at": "2026-11-25T10:00:00+08:00"}
LATER = {"dealer_id": "sz-01", "starts_at": "2026-11-26T14:00:00+08:00"}
NO_MORE = (200, 422)  # an insurer that tells it again hears that it was told


class Command(NamedTuple):
    """A request, and the answers that it may have; the same again is the same command."""

    path: str
    body: Json
    headers: Mapping[str, str]
    answers: tuple[int, ...] = (200,)


def command(who: str, path: str, body: Json, level: str = "L3") -> Command:
    """One under a key of its own."""
    return Command(path, body, {**acting(who, level), "Idempotency-Key": uuid.uuid4().hex})


class Deciding(Errands):
    """A customer in front of the button."""

    def on(self, kind: str) -> "Deciding":
        self.kind = kind
        return self

    def button(self, choice: str | None = None, details: Json | None = None, **tried: Any) -> Any:
        """What the button sends."""
        trial = self.attempt(**tried)
        body = {
            "errand": self.kind, "trial_id": trial["trial_id"], "hash": trial["hash"],
            "confirm": True, "choice": choice, "details": details or {},
        }  # fmt: skip
        return command(self.who, f"/loans/{self.loan}/errands", body)

    def play(self, errand: Json, event: str, **facts: Any) -> Json:
        told = {"event": event, "facts": facts}
        return self.post(f"/sandbox/errands/{errand['request_no']}", told)


def at(client: TestClient, who: str, loan: str, kind: str, **lived: Any) -> Deciding:
    """A customer with a loan, or with one more."""
    desk = Deciding(client, f"customer:{who}", loan).on(kind)
    if lived:
        live(desk.office, who, loan, **lived)
    return desk


def _settled(client: TestClient) -> Command:
    return at(client, "P06", P06, "settlement").button(settle_on="2026-11-21")


def _repaid(client: TestClient) -> Command:
    lived = {"first_due": "2026-01-20", "paid_periods": 11}
    desk = at(client, "P06", "C202512180106", "prepayment", **lived)
    return desk.button("shorten_term", amount="50000.00")


def _bought(client: TestClient) -> Command:
    return at(client, "P10", P10, "lease_end").button("buyout")


def _leased_on(client: TestClient) -> Command:
    return at(client, "P10", "L202401050110", "lease_end", **LEASE).button("renew", {"months": 24})


def _booked(client: TestClient) -> Command:
    return at(client, "P10", "L202401050111", "lease_end", **LEASE).button("return", SLOT)


def _given_back(client: TestClient) -> Command:
    desk = at(client, "P10", "L202401050112", "lease_end", **LEASE)
    errand = desk.confirm(desk.attempt(), "return", LATER)
    desk.play(errand, "reported", km=67800, damages=[{"item": "scratch", "count": 2}])
    path = f"/errands/{errand['request_no']}/report"
    return command(desk.who, path, {"answer": "accept", "confirm": True})


def _extended(client: TestClient) -> Command:
    """The last of the three signatures."""
    desk = Extending(client, "customer:P09", P09)
    desk.to_signing()
    desk.sign()
    desk.sign_by_link("co_borrower")
    desk.link("guarantor")
    desk.show_face("guarantor")
    desk.read_cost("guarantor")
    who, party = desk.as_party("guarantor"), desk.party("guarantor")
    shown = desk.send(who, "GET", f"/parties/{party}/signing", None)
    body = {"hash": shown["hash"], "agreed": True, "code_ref": "SMS-TEST"}
    return command(who, f"/parties/{party}/signature", body)


def _relieved(client: TestClient) -> Command:
    desk = at(client, "P08", P08, "hardship")
    errand = desk.play(desk.confirm(desk.attempt(), "capitalise"), "approve")
    body = {"hash": errand["figures"]["agreement"]["hash"], "confirm": True}
    return command(desk.who, f"/errands/{errand['request_no']}/agreement", body)


def _due_later(client: TestClient) -> Command:
    lived = {"first_due": "2026-01-20", "paid_periods": 11}
    return at(client, "P06", "C202512180107", "hardship", **lived).button("due_day", due_day=25)


def _lost(client: TestClient) -> Command:
    """The car was reported; now the insurer pays."""
    desk = at(client, "P12", P12, "total_loss")
    details = {"accident_on": "2026-11-12", "insurer": "PICC"}
    errand = desk.confirm(desk.attempt(), None, details)
    body = {"event": "paid", "facts": {"amount": "92000.00"}}
    return Command(f"/sandbox/errands/{errand['request_no']}", body, {}, NO_MORE)


def _reported(client: TestClient) -> Command:
    lived = {"first_due": "2026-01-20", "paid_periods": 11}
    desk = at(client, "P06", "C202512180108", "total_loss", **lived)
    return desk.button(None, {"accident_on": "2026-11-12"})


def _lent(client: TestClient) -> Command:
    lived = {"first_due": "2026-01-20", "paid_periods": 11}
    desk = at(client, "P06", "C202512180109", "title_loan", **lived)
    return desk.button(reason="plate")


# A new kind adds what its customers confirm; whoever forgets it is told by a test.
BY_KIND: Mapping[str, tuple[Callable[[TestClient], Command], ...]] = {
    "settlement": (_settled,),
    "prepayment": (_repaid,),
    "lease_end": (_bought, _leased_on, _booked, _given_back),
    "extension": (_extended,),
    "hardship": (_relieved, _due_later),
    "total_loss": (_lost, _reported),
    "title_loan": (_lent,),
}


def prepared(client: TestClient) -> list[Command]:
    """One customer after the other comes as far as the button; what all of them would send."""
    return [prepare(client) for kind in BY_KIND.values() for prepare in kind]
