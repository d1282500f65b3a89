"""What the policy refers to a person once the papers are in: a case, told, decided in every way."""

from datetime import datetime

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from backoffice.applications.referrals import Referral
from backoffice.clock.service import SHANGHAI
from backoffice.clock.working_time import work_days_later, work_hours_later
from backoffice.deliveries.models import Delivery
from tests.backoffice.applications.journey import Journey
from tests.backoffice.people import CARD, OTHER_CARD, PEOPLE


def _referred(client: TestClient, person: str, card: str = CARD) -> Journey:
    """Papers that show much less income than was said wait for a person."""
    journey = Journey(client, person=person).to_pre_approved()
    known = PEOPLE[person]
    journey.paper("driving_licence", licence_no=known["id_no"], name=known["name"])
    journey.paper(
        "income_proof", name=known["name"], income_monthly="15000.00",
        employer_name="霁城测试有限公司", employer_phone="0571-88880000",
    )  # fmt: skip
    journey.bind_card(card)
    journey.refresh()
    return journey


def _play(journey: Journey, event: str, expect: int = 200, **words: object) -> dict[str, object]:
    path = f"/sandbox/applications/{journey.number}/reviewer"
    return journey.post(path, {"event": event, **words}, expect=expect)


def _cases(journey: Journey) -> list[str]:
    found = journey.get("/applications/referrals", who="staff:lin")["items"]
    return [case["application_no"] for case in found]


def _states(journey: Journey) -> list[str]:
    items = journey.get(f"/applications/{journey.number}/events")["items"]
    return [event["facts"]["state"] for event in items if event["kind"] == "state"]


def _told(journey: Journey) -> list[str]:
    with journey.office.database.transaction() as session:
        query = sa.select(Delivery.text).where(
            Delivery.customer_id == journey.customer_id, Delivery.delivery_id.like("referral:%")
        )
        return list(session.scalars(query))


def test_a_person_decides_over_papers(own: TestClient) -> None:
    first = _referred(own, "good")
    assert first.state == "DOCS_CHECKING" and first.shown["state_zh"] == "人工审批中"
    coming = first.shown["next"]
    assert (coming["key"], coming["who"], coming["page"]) == ("person", "us", "wait")
    assert "11月23日（周一）" in coming["detail"] and coming["takes"] == "1 个工作日内"
    (current,) = [step for step in first.shown["steps"] if step["status"] == "current"]
    assert (current["key"], current["detail"]) == ("approval", coming["detail"])
    (said,) = _told(first)
    assert "审批人员" in said and "11月23日（周一）" in said
    first.get("/applications/referrals", expect=403)
    assert _cases(first) == [first.number]
    first.post(f"/applications/{first.number}/decision", {"outcome": "approve", "note": "好"},
               expect=403)  # fmt: skip
    assert _play(first, "approve")["state"] == "APPROVED"
    assert _states(first)[-2:] == ["DOCS_CHECKING", "APPROVED"]
    assert _cases(first) == [] and len(_told(first)) == 1
    _play(first, "approve", expect=409)
    with first.office.database.transaction() as session:
        mine = sa.select(Referral).where(Referral.application_no == first.number)
        case = session.scalars(mine).one()
        assert (case.stage, case.code, case.decided_by) == ("papers", "R12", "staff:reviewer")

    second = _referred(own, "second", OTHER_CARD)
    refused = _play(second, "decline", family="inconsistent", note="收入对不上")
    assert refused["state"] == "DECLINED"
    assert "资料不一致" in refused["decision"]["reason_public"]  # type: ignore[index]
    assert refused["decision"]["rights"]  # type: ignore[index]


def test_a_person_asks_for_more_papers(own: TestClient) -> None:
    journey = _referred(own, "third")
    for nothing in ([], ["income_proof"], ["a_poem"]):
        again = _play(journey, "ask_papers", papers=nothing, expect=422)
        assert again["code"] == "PAPERS_NOT_MISSING"
    shown = _play(journey, "ask_papers", papers=["bank_statement"])
    assert shown["state"] == "NEEDS_DOCS" and _cases(journey) == []
    assert "银行流水" in journey.refresh()["next"]["detail"]
    known = PEOPLE["third"]
    journey.paper("bank_statement", name=known["name"], regular_income="19500.00")
    assert journey.state == "APPROVED"
    assert _states(journey)[-4:] == ["DOCS_CHECKING", "NEEDS_DOCS", "DOCS_CHECKING", "APPROVED"]


def test_a_case_ends_with_its_application(own: TestClient) -> None:
    own.post("/sandbox/providers/credit_bureau", json={"answer": "no", "reason": "queries"})
    journey = Journey(own).to_pre_approved()
    (case,) = journey.get("/applications/referrals", who="staff:lin")["items"]
    assert (journey.state, case["stage"], _told(journey)) == ("MANUAL_REVIEW", "credit", [])
    journey.post(f"/applications/{journey.number}/cancel", {"reason": "不买了"})
    assert _cases(journey) == []


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2026-11-20T10:00", 4, "2026-11-20T14:00"),  # a Friday
        ("2026-11-20T16:30", 4, "2026-11-23T11:30"),
        ("2026-11-21T12:00", 4, "2026-11-23T13:00"),
        ("2026-11-24T20:00", 4, "2026-11-25T13:00"),
        ("2026-11-24T07:00", 9, "2026-11-24T18:00"),
    ],
)
def test_hours_in_which_people_work(start: str, hours: int, end: str) -> None:
    at, then = (datetime.fromisoformat(each).replace(tzinfo=SHANGHAI) for each in (start, end))
    assert work_hours_later(at, hours) == then


def test_days_on_which_people_work() -> None:
    friday = datetime(2026, 11, 20, 10, tzinfo=SHANGHAI)
    assert work_days_later(friday, 1) == datetime(2026, 11, 23, 10, tzinfo=SHANGHAI)
