"""How a customer is reminded: read, changed, put into a calendar; nobody else's."""

from typing import Any

import pytest
from fastapi.testclient import TestClient
from icalendar import Calendar

from tests.backoffice.applications.journey import acting

Json = dict[str, Any]


def ask(client: TestClient, who: str = "P06", whose: str = "P06", expect: int = 200) -> Json:
    headers = acting(f"customer:{who}", "L1")
    answer = client.get("/reminders", params={"customer_id": whose}, headers=headers)
    assert answer.status_code == expect, answer.text
    found: Json = answer.json()
    return found


def put(
    client: TestClient, expect: int = 200, key: str = "k1", level: str = "L1", **more: Any
) -> Json:
    headers = {**acting("customer:P06", level), "Idempotency-Key": key}
    body = {"customer_id": "P06", "confirm": True, **more}
    answer = client.put("/reminders", json=body, headers=headers)
    assert answer.status_code == expect, answer.text
    found: Json = answer.json()
    return found


def test_who_chose_nothing_has_the_ladder(own: TestClient) -> None:
    found = ask(own)
    assert found["lead_days"] == [7, 3, 1] and found["channel"] == "auto" and found["default"]
    assert found["quiet_hours"] == {"from": "21:00", "to": "08:00"}
    assert len(found["mandatory"]) == 3
    assert found["upcoming"][0]["on"] == "2026-12-20"
    assert "3,561.81" in found["upcoming"][0]["text"]


def test_a_change_holds_and_has_its_receipt_once(own: TestClient) -> None:
    told = put(own, lead_days=[3, 5, 3], channel="wechat")
    assert told["lead_days"] == [5, 3] and told["channel"] == "wechat"
    assert told["receipt"]["effective"] == "2026-11-22" and "微信" in told["receipt"]["what"]
    assert put(own, lead_days=[3, 5, 3], channel="wechat")["receipt"] == told["receipt"]
    assert ask(own)["lead_days"] == [5, 3]
    assert put(own, key="k2", channel="auto")["channel"] == "auto"
    assert put(own, key="k3", lead_days=[])["lead_days"] == []


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"lead_days": [0]}, "REMINDER_DAYS"),
        ({"lead_days": [16]}, "REMINDER_DAYS"),
        ({"lead_days": [1, 2, 3, 4, 5, 6]}, "REMINDER_DAYS"),
        ({"quiet_hours": {"from": "22:00", "to": "08:00"}}, "REMINDER_HOURS"),
        ({"quiet_hours": {"from": "21:00", "to": "07:00"}}, "REMINDER_HOURS"),
        ({"quiet_hours": {"from": "21:00", "to": "20:00"}}, "REMINDER_HOURS"),
    ],
)
def test_what_does_not_go_is_refused(own: TestClient, more: Json, code: str) -> None:
    assert put(own, expect=422, **more)["code"] == code
    assert ask(own)["default"]


def test_nobody_else_is_told_or_reminded(own: TestClient) -> None:
    assert ask(own, who="P07", expect=404)["code"] == "CUSTOMER_UNKNOWN"
    assert put(own, expect=404, customer_id="P07")["code"] == "CUSTOMER_UNKNOWN"
    assert put(own, expect=403, level="L0", lead_days=[3])["code"] == "LEVEL_TOO_LOW"


def test_the_calendar_has_every_day_with_its_alarms_and_the_same_uids(own: TestClient) -> None:
    def file() -> Calendar:
        headers = acting("customer:P06", "L1")
        answer = own.get("/reminders/calendar.ics", params={"customer_id": "P06"}, headers=headers)
        assert answer.headers["content-type"].startswith("text/calendar")
        return Calendar.from_ical(answer.content)

    events = file().walk("VEVENT")
    assert len(events) == 22 and str(events[0]["dtstart"].dt) == "2026-12-20"
    assert len(events[0].walk("VALARM")) == 3
    assert [e["uid"] for e in events] == [e["uid"] for e in file().walk("VEVENT")]
    put(own, lead_days=[5])
    assert len(file().walk("VEVENT")[0].walk("VALARM")) == 1
