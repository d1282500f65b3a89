"""A return: inspected at a dealer by appointment, reported, disputed or accepted, then closed."""

import re
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from backoffice.callbacks.models import CallbackRequest
from backoffice.loans.models import LedgerPosting
from backoffice.loans.running_models import Debit, Mandate
from backoffice.servicing.lease_end.models import InspectionBooking
from backoffice.servicing.lease_end.slots import hours_of
from tests.backoffice.applications.journey import acting
from tests.backoffice.loans import books
from tests.backoffice.servicing.lending_desk import Errands, live, owed

P10 = "L202401050010"
END = "2027-01-05"
DEALER = "sz-01"
AT, LATER = "2026-11-25T10:00:00+08:00", "2026-11-26T14:00:00+08:00"
SLOT = {"dealer_id": DEALER, "starts_at": AT}


class Lessee(Errands):
    kind = "lease_end"

    def returns(self, **how: Any) -> dict[str, Any]:
        return self.confirm(self.attempt(), "return", SLOT, **({"level": "L2"} | how))

    def play(self, errand: dict[str, Any], event: str, **facts: Any) -> dict[str, Any]:
        path = f"/sandbox/errands/{errand['request_no']}"
        return self.post(path, {"event": event, "facts": facts})

    def file(self, errand: dict[str, Any]) -> str:
        path = f"/errands/{errand['request_no']}/appointment.ics"
        answer = self.client.get(path, headers=acting(self.who, "L1"))
        assert answer.headers["content-type"].startswith("text/calendar")
        return answer.text


@pytest.fixture
def lessee(own: TestClient) -> Lessee:
    return Lessee(own, "customer:P10", P10)


def steps(errand: dict[str, Any]) -> dict[str, str]:
    return {step["key"]: step["state"] for step in errand["steps"]}


def lines(text: str) -> list[str]:
    """The content lines of a calendar file, checked as the standard demands and unfolded."""
    assert text.endswith("\r\n") and "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    found = re.sub(r"\r\n[ \t]", "", text).strip().split("\r\n")
    assert all(re.match(r"^[A-Z-]+(;[A-Z-]+=[^:;]+)*:", line) for line in found)
    open_: list[str] = []
    for line in found:
        if line.startswith("BEGIN:"):
            open_.append(line[6:])
        elif line.startswith("END:"):
            assert open_.pop() == line[4:]
    assert open_ == [] and found[0] == "BEGIN:VCALENDAR"
    return found


def told(desk: Lessee, dealer: str = DEALER) -> list[tuple[str, int, str]]:
    items = desk.get(f"/sandbox/dealers/{dealer}/orders")["items"]
    return [(item["act"], item["sequence"], item["facts"]["starts_at"]) for item in items]


@pytest.mark.parametrize(
    ("hours", "day", "first", "last", "count"),
    [
        ("周一至周日 09:30-20:30", date(2026, 11, 22), 10, 19, 10),
        ("周一至周日 09:00-18:00", date(2026, 11, 22), 9, 17, 9),
        ("周一至周五 09:00-18:00", date(2026, 11, 22), None, None, 0),
    ],
)
def test_slots_lie_within_the_opening_hours(
    hours: str, day: date, first: int | None, last: int | None, count: int
) -> None:
    slots = hours_of(SimpleNamespace(opening_hours=hours), day)  # type: ignore[arg-type]
    assert len(slots) == count
    assert [at.hour for at in (slots[:1] + slots[-1:])] == ([first, last] if count else [])


def test_booked_changed_and_given_up(lessee: Lessee) -> None:
    shown = {d["dealer_id"]: d["slots"] for d in lessee.attempt()["dealers"]}
    assert AT in shown[DEALER] and min(shown[DEALER]) > "2026-11-22"
    errand = lessee.returns()
    booked = errand["figures"]["appointment"]
    assert errand["state"] == "BOOKED" and errand["next"]["who"] == "customer"
    assert (booked["dealer"]["dealer_id"], booked["starts_at"]) == (DEALER, AT)
    assert booked["bring"] and told(lessee) == [("book", 0, AT)]
    file = lines(lessee.file(errand))
    assert f"UID:inspection-{errand['request_no']}@chedai" in file
    assert "DTSTART;TZID=Asia/Shanghai:20261125T100000" in file
    assert "DTEND;TZID=Asia/Shanghai:20261125T110000" in file
    assert {"METHOD:PUBLISH", "SEQUENCE:0", "STATUS:CONFIRMED", "BEGIN:VTIMEZONE"} <= set(file)
    assert [line for line in file if line.startswith("TRIGGER")] == [
        "TRIGGER:-P1D",
        "TRIGGER:-PT2H",
    ]
    path = f"/errands/{errand['request_no']}/appointment"
    others = {d["dealer_id"]: d["slots"] for d in lessee.get(f"{path}/slots")["dealers"]}
    assert LATER in others[DEALER] and max(others[DEALER]) < END
    moved = {"dealer_id": DEALER, "starts_at": LATER, "confirm": True}
    assert lessee.post(path, moved, level="L1", expect=403)["code"] == "LEVEL_TOO_LOW"
    again = [lessee.post(path, moved, level="L2", key="m") for _ in "ab"]
    assert [each["figures"]["appointment"]["starts_at"] for each in again] == [LATER, LATER]
    assert told(lessee) == [("book", 0, AT), ("change", 1, LATER)]
    file = lines(lessee.file(errand))
    assert {"SEQUENCE:1", "DTSTART;TZID=Asia/Shanghai:20261126T140000"} <= set(file)
    left = lessee.post(f"/errands/{errand['request_no']}/cancel", level="L1")
    assert left["state"] == "CANCELLED" and "appointment" not in left["figures"]
    file = lines(lessee.file(errand))
    assert {"METHOD:CANCEL", "SEQUENCE:2", "STATUS:CANCELLED"} <= set(file)
    assert "BEGIN:VALARM" not in file
    assert told(lessee)[-1] == ("cancel", 2, LATER)
    assert lessee.get(f"{path}/slots", 409)["code"] == "ERRAND_UNDERWAY"
    assert lessee.returns()["state"] == "BOOKED"


@pytest.mark.parametrize(
    ("slot", "code"),
    [
        ({"dealer_id": "nobody", "starts_at": AT}, "DEALER_UNKNOWN"),
        ({"dealer_id": DEALER, "starts_at": "2026-11-25T09:00:00+08:00"}, "SLOT_TAKEN"),
        ({"dealer_id": DEALER, "starts_at": "2026-11-25T10:30:00+08:00"}, "SLOT_TAKEN"),
        ({"dealer_id": DEALER, "starts_at": "2026-11-21T19:00:00+08:00"}, "SLOT_TAKEN"),
        ({"dealer_id": DEALER, "starts_at": "2027-01-06T10:00:00+08:00"}, "SLOT_TAKEN"),
        ({"dealer_id": DEALER, "starts_at": "soon"}, "SLOT_TAKEN"),
        ({}, "DEALER_UNKNOWN"),
    ],
)
def test_what_is_no_free_slot_is_refused(slot: dict[str, str], code: str, lessee: Lessee) -> None:
    trial = lessee.attempt()
    status = 409 if code == "SLOT_TAKEN" else 422
    refused = lessee.confirm(trial, "return", slot, level="L2", expect=status)
    assert refused["code"] == code
    assert lessee.confirm(trial, "return", SLOT, level="L2")["state"] == "BOOKED"


def test_no_place_is_given_twice_under_load(lessee: Lessee) -> None:
    desks = [lessee]
    for n in range(5):
        desk = Lessee(lessee.client, "customer:P10", f"L20240105011{n}")
        live(
            desk.office, "P10", desk.loan, product="SXZ", amount="199840", annual_rate_pct="5.60",
            balloon="112410", first_due="2024-02-05", due_day=5, paid_periods=34,
            contract_km=60000, current_km=50000,
        )  # fmt: skip
        desks.append(desk)
    trials = [desk.attempt() for desk in desks]

    def send(nth: int) -> int:
        body = {
            "errand": "lease_end", "trial_id": trials[nth]["trial_id"],
            "hash": trials[nth]["hash"], "confirm": True, "choice": "return", "details": SLOT,
        }  # fmt: skip
        headers = {**acting("customer:P10", "L2"), "Idempotency-Key": uuid.uuid4().hex}
        path = f"/loans/{desks[nth].loan}/errands"
        return lessee.client.post(path, json=body, headers=headers).status_code

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(send, range(6))) == [200, 200, 409, 409, 409, 409]
    with lessee.office.database.transaction() as session:
        places = session.scalars(sa.select(InspectionBooking.place)).all()
    assert sorted(place or 0 for place in places) == [1, 2]
    full = {d["dealer_id"]: d["slots"] for d in desks[-1].attempt()["dealers"]}
    assert AT not in full[DEALER]


def test_reported_accepted_and_closed_when_the_lease_ends(lessee: Lessee) -> None:
    errand = lessee.returns()
    lessee.move("2026-11-26")
    found = [{"item": "scratch", "count": 2}, {"item": "missing_key"}]
    reported = lessee.play(errand, "reported", km=67800, damages=found)
    report = reported["figures"]["report"]
    # 67 800 − 60 000 − 1 000 = 6 800 km; two scratches and a key.
    assert (report["excess_km_fee"], report["damage_fee"]) == ("5440.00", "2100.00")
    assert (report["total"], reported["state"]) == ("7540.00", "INSPECTED")
    path = f"/errands/{errand['request_no']}/report"
    body = {"answer": "accept", "confirm": True}
    assert lessee.post(path, body, level="L1", expect=403)["code"] == "LEVEL_TOO_LOW"
    accepted = [lessee.post(path, body, level="L2", key="a")["state"] for _ in "ab"]
    assert accepted == ["ACCEPTED", "ACCEPTED"]
    lessee.move("2027-01-04")
    assert lessee.errand(errand)["state"] == "ACCEPTED"
    lessee.move("2027-01-06")
    done = lessee.errand(errand)
    assert (done["state"], done["amount"]) == ("DONE", "7540.00")
    assert set(steps(done).values()) == {"done"}
    shown = lessee.shown()
    assert (shown["state"], shown["settled_on"], owed(lessee)) == ("SETTLED", END, 0)
    with lessee.office.database.transaction() as session:
        query = sa.select(Debit.drawn).where(
            Debit.contract_no == P10, Debit.due_on == date(2027, 1, 5)
        )
        assert sorted(session.scalars(query)) == [Decimal("3168.66"), Decimal("7540.00")]
        back = sa.select(LedgerPosting.amount).where(LedgerPosting.account == "returned_vehicles")
        assert session.scalars(back).all() == [Decimal("112410.00")]
        assert books.unbalanced(session) == []
        states = sa.select(Mandate.state).where(Mandate.contract_no == P10)
        assert set(session.scalars(states)) == {"ended"}


def test_disputed_once_and_looked_at_by_a_third_party(lessee: Lessee) -> None:
    errand = lessee.returns()
    lessee.play(errand, "reported", km=66900, damages=[{"item": "dent", "count": 3}])
    path = f"/errands/{errand['request_no']}/report"
    dispute = {"answer": "dispute", "confirm": True}
    disputed = lessee.post(path, dispute, level="L2")
    assert disputed["state"] == "REVIEWING" and steps(disputed)["third_party"] == "doing"
    third = next(step for step in disputed["steps"] if step["key"] == "third_party")
    assert third["expected_to"] == "2026-12-01"
    accept = {"answer": "accept", "confirm": True}
    assert lessee.post(path, accept, level="L2", expect=409)["code"] == "ERRAND_UNDERWAY"
    final = lessee.play(errand, "third_party", km=66900, damages=[{"item": "dent"}])
    assert final["figures"]["report"]["total"] == "5170.00"
    assert lessee.post(path, dispute, level="L2", expect=409)["code"] == "REPORT_FINAL"
    assert lessee.post(path, accept, level="L2")["state"] == "ACCEPTED"


def test_without_fees_the_lease_ends_with_the_last_rent(lessee: Lessee) -> None:
    errand = lessee.returns()
    lessee.play(errand, "reported", km=61000)
    lessee.play(errand, "accepted")
    lessee.move(END)
    assert lessee.errand(errand)["state"] == "DONE"
    assert (lessee.shown()["state"], owed(lessee)) == ("SETTLED", 0)


def test_fees_that_could_not_be_drawn_stay_owed_and_the_car_is_back(lessee: Lessee) -> None:
    errand = lessee.returns()
    lessee.play(errand, "reported", km=67250)
    lessee.play(errand, "accepted")
    lessee.move("2027-01-04")
    lessee.bank(event="debit_failed", code="INSUFFICIENT_FUNDS")
    lessee.move("2027-01-05")
    assert lessee.errand(errand)["state"] == "DRAWING"
    assert owed(lessee) == Decimal("2631.80")
    lessee.bank(event="debit_ok")
    lessee.move("2027-01-07")
    assert lessee.shown()["state"] == "SETTLED"
    assert lessee.errand(errand)["state"] == "DONE"


def test_a_return_that_stands_still_is_told_to_a_person(lessee: Lessee) -> None:
    errand = lessee.returns()
    lessee.move("2027-01-08")
    assert lessee.errand(errand)["state"] == "BOOKED"
    shown = lessee.shown()
    assert (shown["state"], shown["days_past_due"]) == ("ACTIVE", 0)
    with lessee.office.database.transaction() as session:
        mine = sa.select(CallbackRequest.summary).where(CallbackRequest.owner_id == "P10")
        summaries = session.scalars(mine).all()
    assert len(summaries) == 1 and "退车" in summaries[0]
    lessee.play(errand, "reported", km=66800)
    lessee.play(errand, "accepted")
    lessee.move("2027-01-11")
    assert lessee.shown()["state"] == "SETTLED"


def test_a_dealer_that_is_silent_is_told_later_and_one_that_refuses_brings_a_person(
    lessee: Lessee,
) -> None:
    lessee.post("/sandbox/providers/dealer_workshop", {"answer": "no", "for": DEALER})
    errand = lessee.returns()
    assert told(lessee) == []
    with lessee.office.database.transaction() as session:
        mine = sa.select(CallbackRequest.summary).where(CallbackRequest.owner_id == "P10")
        (summary,) = session.scalars(mine).all()
    assert errand["request_no"] in summary


def test_foreign_errands_are_not_found_and_events_fit_their_state(lessee: Lessee) -> None:
    errand = lessee.returns()
    stranger = Lessee(lessee.client, "customer:P06", P10)
    number = errand["request_no"]
    moved = {"dealer_id": DEALER, "starts_at": LATER, "confirm": True}
    assert stranger.post(f"/errands/{number}/appointment", moved, expect=404)
    answer = {"answer": "accept", "confirm": True}
    assert stranger.post(f"/errands/{number}/report", answer, expect=404)
    assert stranger.get(f"/errands/{number}/appointment/slots", 404)["code"] == "ERRAND_UNKNOWN"
    assert stranger.get(f"/errands/{number}/appointment.ics", 404)["code"] == "ERRAND_UNKNOWN"
    for event in ("accepted", "disputed", "third_party", "title_transferred", "sing"):
        refused = lessee.post(f"/sandbox/errands/{number}", {"event": event}, expect=422)
        assert refused["code"] == "ERRAND_NOTHING_TO_PLAY"
    path = f"/sandbox/errands/{number}"
    bad = {"event": "reported", "facts": {"km": 1, "damages": [{"item": "soul"}]}}
    assert lessee.post(path, bad, expect=422)["code"] == "REPORT_UNREADABLE"
