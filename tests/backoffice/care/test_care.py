"""Care over HTTP at one back office: explained, declined, switched off; keeping or changing."""

import uuid
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from backoffice.audit.models import AuditRecord
from backoffice.care.facts import gather
from backoffice.customers.models import Customer
from backoffice.lending.trade_in import Table, estimate
from backoffice.office import Office
from tests.backoffice.applications.journey import acting
from tests.backoffice.conftest import _copy, make_settings, running_client
from tests.backoffice.reminders.conftest import P06, P08, P10, agree

Json = dict[str, Any]


@pytest.fixture(scope="module")
def care(database_server: Any, seeded: str) -> Iterator[TestClient]:
    """One back office for this file; its tests stand in their order."""
    with (
        _copy(database_server, "care") as url,
        running_client(make_settings(url)) as client,
    ):
        agree(office_behind(client), "P06")
        yield client


def office_behind(client: TestClient) -> Office:
    office: Office = client.app.state.office  # type: ignore[attr-defined]
    return office


def ask(
    client: TestClient, way: str, path: str, body: Json | None = None, *, who: str = "customer:P06",
    expect: int = 200, **params: str,
) -> Json:  # fmt: skip
    headers = {**acting(who, "L1"), "Idempotency-Key": uuid.uuid4().hex}
    answer = client.request(way, path, json=body, params=params, headers=headers)
    assert answer.status_code == expect, answer.text
    found: Json = answer.json()
    return found


def settlement(client: TestClient) -> Json:
    return ask(client, "POST", f"/loans/{P06}/trials/settlement", {"settle_on": "2026-11-28"})


def by_rule(decision: Json) -> dict[str, Json]:
    return {rule["rule"]: rule for rule in decision["rules"]}


def test_why_an_offer_was_shown_is_told_to_him_and_to_staff_only(care: TestClient) -> None:
    offer = settlement(care)["offer"]
    assert settlement(care)["offer"] == offer
    path = f"/offers/{offer['offer_id']}/why"
    why = ask(care, "GET", path)
    assert ask(care, "GET", path, who="staff:agent1") == why
    assert ask(care, "GET", path, who="customer:P08", expect=404)["code"] == "OFFER_UNKNOWN"
    rules = by_rule(why)
    assert why["allowed"] and why["said"] and why["situation"] == "beside"
    assert "短信推荐" in rules["consent"]["text"] and "90 天" in rules["not_overdue"]["text"]
    assert rules["value"]["figures"]["on_time"] == "14"
    assert not {"daytime", "care_pause"} & set(rules)
    kept = ask(care, "GET", "/care/decisions", customer_id="P06")["items"]
    assert [one["decision_no"] for one in kept] == [why["decision_no"]]
    assert ask(care, "GET", "/care/decisions", customer_id="P06", who="customer:P08", expect=404)


def test_both_ways_stand_beside_each_other_with_their_figures(care: TestClient) -> None:
    found = ask(care, "POST", f"/loans/{P06}/trials/upgrade", {})
    used, swap, keep = found["trade_in"], found["swap"], found["keep"]
    assert keep["monthly_payment"] == "3561.81" and keep["instalments_left"] == 22
    # 14 months: 78 - 10·2/12 = 76.33 % of 169,800, a plug-in hybrid keeps 94 %, 6 % below.
    assert used["age_months"] == 14 and used["estimate_low"] == "114500.00"
    assert Decimal(used["equity"]) == Decimal(used["estimate_low"]) - Decimal(used["payoff"])
    assert Decimal(used["fee_waived"]) > 0
    quote = swap["quote"]["quote"]
    stored = care.get(f"/quotes/{quote['quote_id']}", headers=acting("customer:P06", "L1"))
    assert stored.json()["quote"] == quote
    assert swap["within"] is (Decimal(swap["share_pct"]) <= 110)
    off = Decimal(quote["annual_rate_pct"]) - Decimal(swap["loyalty"]["annual_rate_pct"])
    assert off == Decimal("0.30")
    assert Decimal(swap["loyalty"]["monthly_payment"]) < Decimal(quote["monthly_payment"])
    assert found["advised"] and "相当于" not in found["why"]
    other = ask(care, "POST", f"/loans/{P06}/trials/upgrade", {"vehicle_key": "qinghe"})
    assert other["swap"]["quote"]["quote"]["vehicle_key"] == "qinghe"


def test_nothing_is_offered_to_the_overdue_nor_for_a_hired_car(care: TestClient) -> None:
    path = f"/loans/{P08}/trials/upgrade"
    late = ask(care, "POST", path, {}, who="customer:P08")
    assert not late["advised"] and late["swap"] is None and "按时" in late["why"]
    assert by_rule(late["decision"])["paid_up"]["figures"]["on"] == "2026-11-21"
    hired = ask(care, "POST", f"/loans/{P10}/trials/upgrade", {}, who="customer:P10")
    assert not hired["advised"] and hired["trade_in"] is None
    assert ask(care, "POST", path, {}, expect=404)["code"] == "LOAN_UNKNOWN"


def test_a_complaint_keeps_offers_away_but_who_asks_is_answered(care: TestClient) -> None:
    told = {"owner": {"kind": "customer", "id": "P09"}, "reason": "投诉", "summary": "…"}
    ask(care, "POST", "/callback-requests", told, who="customer:P09")
    agree(office_behind(care), "P09")
    path, day = "/loans/C202312070009/trials", {"settle_on": "2026-11-28"}
    beside = ask(care, "POST", f"{path}/settlement", day, who="customer:P09")
    assert beside["eligible"] and beside["offer"] is None
    (no,) = ask(care, "GET", "/care/decisions", customer_id="P09", who="customer:P09")["items"]
    assert "投诉" in by_rule(no)["no_trouble"]["text"]
    assert ask(care, "POST", f"{path}/upgrade", {}, who="customer:P09")["swap"]


def test_a_no_is_remembered_and_shown(care: TestClient) -> None:
    (offer,) = ask(care, "GET", "/offers", customer_id="P06")["items"]
    assert offer["state"] == "open"
    ask(care, "POST", f"/offers/{offer['offer_id']}/decline")
    assert settlement(care)["offer"] is None
    (offer,) = ask(care, "GET", "/offers", customer_id="P06")["items"]
    assert offer["state"] == "declined" and offer["declined_until"] == "2027-05-20"
    newest = ask(care, "GET", "/care/decisions", customer_id="P06")["items"]
    said_no = next(one for one in newest if not one["allowed"])
    assert "2027年5月20日" in by_rule(said_no)["not_declined"]["text"]
    sections = ask(care, "GET", "/record", customer_id="P06")["sections"]
    (offers,) = [one for one in sections if one["section"] == "offers"]
    assert offers["items"][0]["value"] == "您说过不要"


def test_the_switch_stops_all_and_ends_the_consents(care: TestClient) -> None:
    assert ask(care, "GET", "/care", customer_id="P06")["on"]
    off = ask(care, "PUT", "/care", {"customer_id": "P06", "on": False})
    assert not off["on"] and off["off_since"] == "2026-11-21"
    office = office_behind(care)
    with office.database.transaction() as session:
        facts = gather(session, {"P06": office.clock.now()})["P06"]
    assert facts.switched_off_on == date(2026, 11, 21) and not facts.purposes
    again = ask(care, "PUT", "/care", {"customer_id": "P06", "on": True})
    assert again["on"]
    with office.database.transaction() as session:
        assert not gather(session, {"P06": office.clock.now()})["P06"].purposes
    refused = ask(care, "PUT", "/care", {"customer_id": "P08", "on": False}, expect=404)
    assert refused["code"] == "CUSTOMER_UNKNOWN"


def test_a_stop_from_a_phone_switches_off_and_knows_nobody_else(care: TestClient) -> None:
    """The day it was off from stays; of a phone nobody has nothing is made."""
    agree(office_behind(care), "P06")
    office = office_behind(care)
    with office.database.transaction() as session:
        people = session.scalar(sa.select(sa.func.count()).select_from(Customer))
        phone = session.get_one(Customer, "P06").phone
    for told, who, expect in (
        (phone, "customer:P06", 404),
        ("15499999999", "system", 204),
        (phone, "system", 204),
        (phone, "system", 204),
    ):
        headers = {**acting(who, "L1"), "Chedai-Channel": "sms", "Idempotency-Key": f"t-{expect}"}
        answer = care.post("/care/stops", json={"phone": told}, headers=headers)
        assert answer.status_code == expect, answer.text
    assert ask(care, "GET", "/care", customer_id="P06")["off_since"] == "2026-11-21"
    with office.database.transaction() as session:
        assert not gather(session, {"P06": office.clock.now()})["P06"].purposes
        assert session.scalar(sa.select(sa.func.count()).select_from(Customer)) == people
        (kept,) = session.scalars(sa.select(AuditRecord).where(AuditRecord.command == "care.stop"))
        assert (kept.subject, kept.channel, kept.actor) == ("P06", "sms", "system")


@pytest.mark.parametrize(
    ("months", "low", "high"),
    [(0, "84600.00", "95400.00"), (6, "78900.00", "89000.00"), (200, "13100.00", "14800.00")],
)
def test_a_used_car_is_estimated_between_the_points_of_the_table(
    months: int, low: str, high: str
) -> None:
    points = ((0, Decimal(90)), (12, Decimal(78)), (120, Decimal(14)))
    table = Table(points, Decimal(6), Decimal(100))
    found = estimate(table, Decimal(100_000), months, Decimal(100))
    assert (str(found.low), str(found.high)) == (low, high)
