"""Two months of the reference portfolio: every reminder once, at its hour, while it is true."""

from collections import Counter
from collections.abc import Callable
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa

from backoffice.callbacks.models import CallbackRequest
from backoffice.care.models import CareDecision
from backoffice.care.moments import moments
from backoffice.clock.service import SHANGHAI
from backoffice.loans.models import Loan
from backoffice.loans.paying import receive, set_off_all
from backoffice.office import Office
from backoffice.reminders.choices import Choice, keep
from backoffice.reminders.daily import say_day
from backoffice.reminders.dates import make_known
from backoffice.reminders.ladder import ladder
from backoffice.reminders.planning import plan
from tests.backoffice.reminders.conftest import (
    P06,
    P08,
    Mail,
    agree,
    everything,
    mails,
    on,
    planned,
)

END = "2027-01-21"
# (day, kind, days before) of each persona; P08 pays the old with the new on the 16th.
DUES = {
    "P06": ["2026-12-20", "2027-01-20"],
    "P07": ["2026-12-15", "2027-01-15"],
    "P08": ["2026-12-16", "2027-01-16"],
    "P09": ["2026-12-07", "2027-01-07"],
    "P10": ["2026-12-05", "2027-01-05"],
    "P12": ["2026-12-15", "2027-01-15"],
}
OTHERS = [
    ("P07", "2026-12-01", "id_expiry", 7),
    ("P08", "2026-11-23", "overdue", -7),
    ("P08", "2026-12-01", "overdue", -15),
    ("P09", "2026-12-08", "balloon", 30),
    ("P09", "2026-12-28", "balloon", 10),
    ("P10", "2026-12-06", "lease_end", 30),
    ("P10", "2026-12-22", "lease_end", 14),
    ("P09", "2026-12-03", "insurance", 3),
    ("P10", "2026-12-05", "insurance", 30),
    ("P10", "2026-12-20", "insurance", 15),
    ("P10", "2027-01-01", "insurance", 3),
    ("P07", "2027-01-10", "insurance", 30),
]


def told(office: Office) -> list[tuple[str, str, str, int]]:
    """What was told, as (customer, day, kind, step)."""
    return sorted(
        (row[0], row[1].isoformat(), row[2], row[3])
        for row in everything(office)["reminders"]
        if row[5] == "told" and row[2] not in moments()
    )


# What is said beyond reminders when everybody agreed to offers.
CARE = [("P10", "2026-12-06"), ("P09", "2026-12-08"), ("P11", "2026-12-10"), ("P06", "2026-12-21")]


def expected() -> list[tuple[str, str, str, int]]:
    """What the ladder promises, worked out from the due days alone."""
    found = list(OTHERS)
    for customer, days in DUES.items():
        for due in map(date.fromisoformat, days):
            for step in (7, 3, 1):
                found.append((customer, (due - timedelta(days=step)).isoformat(), "due", step))
    return sorted(found)


def at_permitted_hours(sent: list[Mail]) -> None:
    opens, closes = ladder().opens, ladder().closes
    for mail in sent:
        assert opens <= mail.at.astimezone(SHANGHAI).time() < closes, mail


def safe_on_a_lock_screen(sent: list[Mail]) -> None:
    for mail in sent:
        assert len(mail.short) <= 70, mail.short
        assert not [word for word in ladder().lock_screen_words if word in mail.short], mail.short


def test_every_reminder_of_two_months_comes_once(
    office: Office, rolled: Callable[[str], None]
) -> None:
    for customer in (*DUES, "P11"):
        agree(office, customer)
    rolled(END)
    assert told(office) == expected()
    sent = mails(office)
    at_permitted_hours(sent)
    safe_on_a_lock_screen(sent)
    assert max(Counter((mail.to, mail.day, mail.occasion) for mail in sent).values()) == 1
    early = next(mail for mail in sent if mail.day == "2026-12-13" and mail.to == "P06")
    assert early.ways == ("app",) and "3,561.81" in early.short and "0067" in early.short
    late = next(mail for mail in sent if mail.day == "2026-12-17" and mail.to == "P06")
    assert late.ways == ("app", "reach") and "12月18日 17:00" in late.short
    cared_for(office, [mail for mail in sent if mail.occasion == "care"])


def cared_for(office: Office, sent: list[Mail]) -> None:
    """Care of these months came at the right moments only, each once, and is explained."""
    assert [(mail.to, mail.day) for mail in sent] == CARE
    assert all(time(9) <= mail.at.astimezone(SHANGHAI).time() < time(20) for mail in sent)
    with office.database.transaction() as session:
        decided = session.scalars(sa.select(CareDecision)).all()
        kept = {(one.customer_id, one.moment): one for one in decided}
    assert len(kept) == len(decided)
    assert {one.customer_id for one in decided if one.allowed} == {to for to, _day in CARE}
    for one in decided:
        against = [rule["rule"] for rule in one.outcomes if rule["ok"] is False]
        assert one.allowed is not bool(against)
        assert all(rule["text"] for rule in one.outcomes if rule["ok"] is not None)


def test_a_second_roll_and_a_second_run_add_nothing(
    office: Office, rolled: Callable[[str], None]
) -> None:
    rolled("2026-12-20")
    before = everything(office)
    for day in ("2026-12-13", "2026-12-17", "2026-12-20"):
        with office.database.transaction() as session:
            plan(session, on(day))
        say_day(office, on(day))
    rolled("2026-12-20")
    assert everything(office) == before


def test_each_is_said_by_the_channel_that_was_chosen(
    office: Office, rolled: Callable[[str], None]
) -> None:
    def choose(customer: str, channel: str, days: tuple[int, ...] = (7, 3, 1)) -> None:
        with office.database.transaction() as session:
            keep(session, customer, Choice(days, channel, time(21), time(8)))

    choose("P06", "wechat", (3,))
    choose("P07", "sms")
    choose("P09", "phone", (5,))
    choose("P12", "app", ())
    rolled("2027-01-08")
    by = {name: mails(office, name) for name in ("P06", "P07", "P09", "P12")}
    assert [(m.day, m.ways) for m in by["P06"]] == [("2026-12-17", ("app", "reach"))]
    assert {m.ways for m in by["P07"]} == {("app", "sms")}
    assert [m.day for m in by["P09"]] == [
        "2026-12-02", "2026-12-03", "2026-12-08", "2026-12-28", "2027-01-02",
    ]  # fmt: skip
    assert {m.ways for m in by["P09"]} == {("app",)}
    assert by["P12"] == []
    with office.database.transaction() as session:
        asked = session.scalars(
            sa.select(CallbackRequest).where(CallbackRequest.owner_id == "P09")
        ).all()
        assert len(asked) == 5
        assert all(call.call_by.astimezone(SHANGHAI).hour < 21 for call in asked)


def test_what_is_wished_later_in_the_day_is_said_then(
    office: Office, rolled: Callable[[str], None]
) -> None:
    with office.database.transaction() as session:
        keep(session, "P06", Choice((3,), None, time(21), time(18, 30)))
    rolled("2026-12-18")
    (mail,) = mails(office, "P06")
    assert f"{mail.at.astimezone(SHANGHAI):%H:%M}" == "18:30"


# -- what is late --------------------------------------------------------------------------------
@pytest.fixture
def failing(office: Office, bank_told: Callable[..., None]) -> Office:
    """P06's card gives nothing."""
    bank_told(P06, "debit_failed", "INSUFFICIENT_FUNDS")
    return office


def test_a_failed_debit_is_told_the_same_day_and_followed(
    failing: Office, rolled: Callable[[str], None]
) -> None:
    rolled("2027-01-19")
    got = planned(failing, contract_no=P06)
    assert [(day, kind) for day, kind, _step, state, _why in got if state == "told"] == [
        ("2026-12-13", "due"), ("2026-12-17", "due"), ("2026-12-19", "due"),
        ("2026-12-20", "failed"), ("2026-12-21", "overdue"), ("2026-12-23", "overdue"),
        ("2026-12-27", "overdue"), ("2027-01-04", "overdue"), ("2027-01-13", "due"),
        ("2027-01-17", "due"), ("2027-01-19", "due"), ("2027-01-19", "overdue"),
    ]  # fmt: skip
    sent = mails(failing, "P06")
    safe_on_a_lock_screen(sent)
    at_permitted_hours(sent)
    failed = next(m for m in sent if m.day == "2026-12-20")
    assert "卡内余额不足" in failed.short and "不产生罚息" in failed.text
    first = next(m for m in sent if m.day == "2026-12-21")
    assert "0.74 元罚息" in first.text and "3,561.81" in first.short
    week = next(m for m in sent if m.day == "2026-12-27")
    assert "信用记录" in week.text and "商量" in week.short


def test_overdue_notices_cannot_be_left_off_by_a_channel(
    failing: Office, rolled: Callable[[str], None]
) -> None:
    with failing.database.transaction() as session:
        keep(session, "P06", Choice((), "app", time(21), time(8)))
    rolled("2026-12-22")
    assert [(m.day, m.ways) for m in mails(failing, "P06")] == [
        ("2026-12-20", ("app",)), ("2026-12-21", ("app", "reach")),
    ]  # fmt: skip


def test_while_collection_is_paused_nobody_presses(
    failing: Office, rolled: Callable[[str], None]
) -> None:
    def pause(since: date | None) -> None:
        with failing.database.transaction() as session:
            session.get_one(Loan, P06).collection_paused_on = since

    rolled("2026-12-21")
    pause(on("2026-12-22"))
    rolled("2026-12-23")
    pause(None)
    rolled("2026-12-27")
    got = [row for row in planned(failing, contract_no=P06) if row[1] == "overdue"]
    assert [(row[2], row[3], row[4]) for row in got] == [
        (-1, "told", None), (-3, "dropped", "rests"), (-7, "told", None),
    ]  # fmt: skip
    assert [mail.day for mail in mails(failing, "P06")][-2:] == ["2026-12-21", "2026-12-27"]


def test_who_paid_is_told_nothing_any_more(
    office: Office, rolled: Callable[[str], None], bank_told: Callable[..., None]
) -> None:
    bank_told(P08, "debit_failed", "INSUFFICIENT_FUNDS")
    rolled("2026-11-22")
    at = office.clock.now()
    with office.database.transaction() as session:
        receive(session, P08, Decimal("1500.00"), "transfer", "test:paid", at.date(), at)
        set_off_all(session, at, P08)
    rolled("2026-12-02")
    assert mails(office, "P08") == []


def test_what_was_dropped_says_why(office: Office, rolled: Callable[[str], None]) -> None:
    rolled("2026-12-17")
    rows: list[Any] = planned(office, customer_id="P08", kind="overdue")
    assert rows[-1] == ("2026-12-16", "overdue", -30, "dropped", "paid")


@pytest.mark.parametrize("renewed", [date(2046, 12, 1), None])
def test_of_a_renewed_id_card_nobody_is_reminded(
    office: Office, rolled: Callable[[str], None], renewed: date | None
) -> None:
    with office.database.transaction() as session:
        make_known(session, "P07", "id_expiry", renewed)
    rolled("2026-12-03")
    assert planned(office, customer_id="P07", kind="id_expiry") == []
