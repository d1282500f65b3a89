"""Visits: free times, a place booked once, changed, given back, in a calendar, reminded of."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient
from icalendar import Calendar

from backoffice.deliveries.models import Delivery
from backoffice.visits.models import Visit
from tests.backoffice.applications.journey import acting

Json = dict[str, Any]
DEALER = "bj-01"


def do(client: TestClient, who: str, path: str, body: Json | None = None, key: str = "") -> Any:
    headers = {**acting(f"customer:{who}", "L1"), "Idempotency-Key": key or uuid.uuid4().hex}
    return client.post(path, json=body, headers=headers)


def get(client: TestClient, who: str, path: str, **params: str) -> Any:
    return client.get(path, params=params, headers=acting(f"customer:{who}", "L1"))


def agree(client: TestClient, who: str) -> None:
    body = {
        "customer_id": who, "purpose": "dealer_share", "granted": True, "text_version": "1",
        "method": "talk",
    }  # fmt: skip
    assert do(client, who, "/consents", body).status_code == 200


def slots(client: TestClient, dealer: str = DEALER) -> list[str]:
    items = get(client, "P01", "/visits/slots", city="北京市").json()["items"]
    found: list[str] = next(i["slots"] for i in items if i["dealer"]["dealer_id"] == dealer)
    return found


def wish(who: str, at: str, **more: str) -> Json:
    return {
        "customer_id": who, "kind": "test_drive", "dealer_id": DEALER, "starts_at": at,
        "confirm": True, **more,
    }  # fmt: skip


@pytest.fixture
def agreed(own: TestClient) -> TestClient:
    for who in ("P01", "P02", "P03"):
        agree(own, who)
    return own


def test_times_are_within_opening_hours_from_tomorrow_on(client: TestClient) -> None:
    found = [datetime.fromisoformat(at) for at in slots(client)]
    assert {at.date().isoformat() for at in found} == {f"2026-11-{day}" for day in range(22, 29)}
    assert {at.hour for at in found} == set(range(10, 20))  # 09:30-20:30, the last ends in time
    late = get(client, "P01", "/visits/slots", city="北京", from_day="2026-12-05").json()
    assert {at[:10] for at in late["items"][0]["slots"]} == {"2026-12-05"}


def test_without_consent_nothing_is_booked(own: TestClient) -> None:
    answer = do(own, "P01", "/visits", wish("P01", slots(own)[0]))
    assert (answer.status_code, answer.json()["code"]) == (403, "CONSENT_REQUIRED")
    assert get(own, "P01", "/visits", customer_id="P01").json() == {"items": []}


def test_a_visit_is_booked_once_and_put_into_a_calendar(agreed: TestClient) -> None:
    at, key = slots(agreed)[3], uuid.uuid4().hex
    body = wish("P01", at, vehicle_key="wangshu")
    first, again = (do(agreed, "P01", "/visits", body, key).json() for _ in range(2))
    assert first == again and first["state"] == "BOOKED" and first["vehicle"] == "望舒"
    assert first["bring"] == ["身份证", "驾驶证"]
    path = f"/visits/{first['visit_no']}/appointment.ics"
    calendar = Calendar.from_ical(get(agreed, "P01", path).content)
    event = calendar.events[0]
    assert event.decoded("dtstart") == datetime.fromisoformat(at)
    assert (calendar["method"], len(event.alarms.times)) == ("PUBLISH", 2)
    assert get(agreed, "P02", path).status_code == 404
    assert do(agreed, "P02", f"/visits/{first['visit_no']}/cancel").status_code == 404


def test_two_places_an_hour_and_not_one_more(agreed: TestClient) -> None:
    at = slots(agreed)[0]
    with ThreadPoolExecutor(3) as pool:
        people = ("P01", "P02", "P03")
        answers = list(pool.map(lambda who: do(agreed, who, "/visits", wish(who, at)), people))
    codes = sorted(answer.status_code for answer in answers)
    assert codes == [200, 200, 409]
    refused = next(answer.json() for answer in answers if answer.status_code == 409)
    assert refused["code"] == "SLOT_TAKEN" and at not in refused["allowed"]["slots"]
    assert at not in slots(agreed)


def test_of_many_after_the_last_place_exactly_one_has_it(own: TestClient) -> None:
    people = [f"P{n:02d}" for n in range(1, 12)]
    for who in people:
        agree(own, who)
    at = slots(own)[0]
    assert do(own, people[0], "/visits", wish(people[0], at)).status_code == 200
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda who: do(own, who, "/visits", wish(who, at)), people[1:]))
    assert sorted(answer.status_code for answer in answers) == [200] + [409] * 9
    with own.app.state.office.database.transaction() as session:  # type: ignore[attr-defined]
        places = session.scalars(
            sa.select(Visit.place).where(Visit.dealer_id == DEALER, Visit.place.is_not(None))
        ).all()
    assert sorted(places) == [1, 2]


def test_the_times_of_one_dealer_for_two_weeks(client: TestClient) -> None:
    found = get(client, "P01", f"/dealers/{DEALER}/slots").json()
    assert found["dealer"]["dealer_id"] == DEALER
    assert {at[:10] for at in found["slots"]} >= {"2026-11-22", "2026-12-05"}
    assert set(slots(client)) <= set(found["slots"])
    unknown = get(client, "P01", "/dealers/xx-09/slots")
    assert (unknown.status_code, unknown.json()["code"]) == (422, "DEALER_UNKNOWN")


@pytest.mark.parametrize(
    "at",
    ["2026-11-20T10:00:00+08:00", "2026-11-23T03:00:00+08:00", "2027-01-23T10:00:00+08:00",
     "2026-11-23T10:30:00+08:00"],
)  # fmt: skip
def test_no_time_that_is_not_offered(agreed: TestClient, at: str) -> None:
    assert do(agreed, "P01", "/visits", wish("P01", at)).json()["code"] == "SLOT_TAKEN"


def test_one_visit_of_a_kind_at_a_time(agreed: TestClient) -> None:
    first, second = slots(agreed)[:2]
    booked = do(agreed, "P01", "/visits", wish("P01", first)).json()
    refused = do(agreed, "P01", "/visits", wish("P01", second)).json()
    assert refused["code"] == "VISIT_STANDS"
    assert refused["allowed"] == {"visit_no": booked["visit_no"]}
    other = {**wish("P01", second), "kind": "showroom"}
    assert do(agreed, "P01", "/visits", other).status_code == 200


def test_moved_and_left(agreed: TestClient) -> None:
    first, second = slots(agreed)[:2]
    visit = do(agreed, "P01", "/visits", wish("P01", first)).json()
    path = f"/visits/{visit['visit_no']}"
    moved = do(agreed, "P01", f"{path}/move", {"dealer_id": DEALER, "starts_at": second}).json()
    assert (moved["starts_at"], moved["lead_no"] != visit["lead_no"]) == (second, True)
    assert first in slots(agreed)
    left = do(agreed, "P01", f"{path}/cancel").json()
    assert left["state"] == "CANCELLED"
    event = Calendar.from_ical(get(agreed, "P01", f"{path}/appointment.ics").content)
    assert (event["method"], event.events[0]["sequence"]) == ("CANCEL", 2)
    again = do(agreed, "P01", f"{path}/move", {"dealer_id": DEALER, "starts_at": first})
    assert again.json()["code"] == "VISIT_OVER"


def test_reminded_once_the_day_before_and_over_after(agreed: TestClient) -> None:
    at = next(at for at in slots(agreed) if at.startswith("2026-11-24"))
    visit = do(agreed, "P01", "/visits", wish("P01", at)).json()
    for day in ("2026-11-22", "2026-11-23", "2026-11-25"):
        do(agreed, "P01", "/sandbox/clock", {"business_date": day})
    office = agreed.app.state.office  # type: ignore[attr-defined]
    with office.database.transaction() as session:
        sent = session.scalars(sa.select(Delivery).where(Delivery.kind == "visit")).all()
        assert [d.at.astimezone(datetime.fromisoformat(at).tzinfo) for d in sent] == [
            datetime.fromisoformat(at).replace(hour=18) - timedelta(days=1)
        ]
        assert "身份证、驾驶证" in sent[0].text and len(sent[0].short) < 140
        assert session.get_one(Visit, visit["visit_no"]).past
    shown = get(agreed, "P01", "/visits", customer_id="P01").json()["items"][0]
    assert shown["state"] == "PAST"
    assert do(agreed, "P01", f"/visits/{visit['visit_no']}/cancel").json()["code"] == "VISIT_OVER"
