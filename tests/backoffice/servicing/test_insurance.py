"""The policy on file, a new one handed in and read, and which covers end."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

from PIL import Image

from backoffice.documents import work
from backoffice.documents.reading import Reading, Value
from backoffice.reminders.models import KnownDate
from backoffice.servicing.insurance import insurance_ends
from tests.backoffice.applications.journey import acting
from tests.backoffice.servicing.conftest import P06, P08, P11, Desk

Asking = Callable[[str, str], Desk]


def picture() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (400, 300), "white").save(file, "PNG")
    return file.getvalue()


def reading(desk: Desk, **changes: str) -> Reading:
    with desk.office.database.transaction() as session:
        from backoffice.customers.models import Customer
        from backoffice.loans.models import Loan

        loan = session.get_one(Loan, desk.loan)
        name = session.get_one(Customer, loan.customer_id).name or ""
        vin = loan.vehicle["vin"]
    values = {
        "policy_no": "PDAA2026999900001", "insured": name, "vin": vin,
        "period": "2026-11-25 - 2027-11-24", "third_party": "2000000.00",
        "damage": "120000.00", "compulsory": "200000.00", **changes,
    }  # fmt: skip
    told = {key: Value(text, 0.99) for key, text in values.items()}
    return Reading("insurance_policy", frozenset({"page"}), told)


def hand_in(desk: Desk, key: str = "p") -> str:
    headers = {**acting(desk.who, "L1"), "Idempotency-Key": key}
    answer = desk.client.post(
        f"/loans/{desk.loan}/papers",
        data={"document": "insurance_policy"},
        files={"file": ("p.png", picture(), "image/png")},
        headers=headers,
    )
    assert answer.status_code == 201, answer.text
    return str(answer.json()["paper_id"])


def take(desk: Desk, paper_id: str, **how: Any) -> dict[str, Any]:
    body = {"paper_id": paper_id, "confirm": True}
    return desk.post(f"/loans/{desk.loan}/insurance", body, level="L1", **how)


def test_what_is_on_file_and_asked(desk: Desk, asking: Asking) -> None:
    shown = desk.get(f"/loans/{P06}/insurance")
    assert (shown["standing"], shown["policy"]["valid_to"]) == ("ok", "2027-09-17")
    assert len(shown["duties"]) == 4 and "您自己决定" in shown["free_choice_note"]
    assert asking("P11", P11).get(f"/loans/{P11}/insurance")["standing"] == "none"
    assert asking("P08", P06).get(f"/loans/{P06}/insurance", 404)["code"] == "LOAN_UNKNOWN"


def test_a_policy_is_read_and_put_on_file_once(desk: Desk, monkeypatch: Any) -> None:
    told = reading(desk)
    monkeypatch.setattr(work, "read", lambda *_, **__: told)
    paper = hand_in(desk)
    assert hand_in(desk) == paper
    assert desk.get(f"/papers/{paper}")["status"] == "accepted"
    for _ in "ab":
        shown = take(desk, paper, key="t")
    assert (shown["policy"]["valid_to"], shown["days_left"]) == ("2027-11-24", 368)
    with desk.office.database.transaction() as session:
        known = session.get_one(KnownDate, ("P06", "insurance", P06))
        assert known.ends_on == date(2027, 11, 24)
        ends = insurance_ends(session, date(2027, 11, 24), date(2027, 11, 24))
        assert (P06, "P06", date(2027, 11, 24)) in ends


def test_another_car_is_refused_and_a_stranger_sees_nothing(
    desk: Desk, asking: Asking, monkeypatch: Any
) -> None:
    told = reading(desk, vin="L0TEST005TJ000012")
    monkeypatch.setattr(work, "read", lambda *_, **__: told)
    paper = hand_in(desk)
    refused = desk.get(f"/papers/{paper}")
    assert (refused["status"], refused["problem"]) == (
        "rejected",
        "车架号和您订的这台车不一致。",
    )
    assert take(desk, paper, expect=409)["code"] == "POLICY_NOT_READ"
    stranger = asking("P08", P08)
    assert stranger.get(f"/papers/{paper}", 404)["code"] == "PAPER_UNKNOWN"
    assert take(stranger, paper, expect=404)["code"] == "PAPER_UNKNOWN"
