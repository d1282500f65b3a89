"""What moments a day brings, found in sets by its date alone; each customer and moment once.

They are put among the reminders, which say them: one message a day, at its hour, by his way. Of who
did not agree to marketing no offer is planned. Whether it is the right moment is decided when it is
said (`saying`).
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.care.moments import Moment, found_by, moments
from backoffice.care.rules import gate
from backoffice.lending.due_dates import add_months
from backoffice.reminders.ladder import CARE
from backoffice.reminders.planning import plan_messages

_INSERT = """
    INSERT INTO reminders (customer_id, day, kind, step, contract_no, occasion, about)
    SELECT f.customer_id, :day, :name, 0, f.contract_no, 'care', f.about
    FROM ({found}) f
    WHERE (NOT :marketing OR EXISTS (SELECT 1 FROM consents k
        WHERE k.subject_kind = 'customer' AND k.subject_id = f.customer_id
            AND k.purpose = ANY(:purposes) AND k.withdrawn_at IS NULL))
        AND NOT EXISTS (SELECT 1 FROM care_switches w WHERE w.customer_id = f.customer_id
            AND NOT w.wanted)
    ON CONFLICT DO NOTHING
"""
_RUNNING = "l.state IN ('ACTIVE', 'OVERDUE')"
_OF_SCHEDULE = f"""
    FROM schedule_instalments i
    JOIN loan_standings s ON s.contract_no = i.contract_no AND s.version = i.version
    JOIN loans l ON l.contract_no = i.contract_no AND {_RUNNING}
"""
_LEASE = "l.terms->>'method' = 'finance_lease'"

# The handover follows the activation within weeks.
_DELIVERED = """
    SELECT l.customer_id, l.contract_no, CAST(:on AS date) AS about
    FROM loans l JOIN purchase_facts p
        ON p.application_no = l.application_no AND p.kind = 'delivered'
    WHERE l.activated_on BETWEEN CAST(:on AS date) - 90 AND CAST(:on AS date)
        AND l.application_no IS NOT NULL
        AND CAST(p.told_at AT TIME ZONE 'Asia/Shanghai' AS date) = :on
"""
_YEARS = f"""
    SELECT l.customer_id, l.contract_no, CAST(:day AS date) AS about FROM loans l
    WHERE l.activated_on = ANY(:dates) AND {_RUNNING}
"""
# The day after the instalment that made the streak, once all of that day's debits were tried.
_ON_TIME = f"""
    SELECT l.customer_id, l.contract_no, l.activated_on AS about {_OF_SCHEDULE}
    WHERE i.due_date = CAST(:day AS date) - 1 AND i.period >= :figure
        AND (SELECT count(*) FROM loan_dues d WHERE d.contract_no = i.contract_no
            AND d.part = 'instalment' AND d.paid_on <= d.due_date
            AND d.period BETWEEN i.period - :figure + 1 AND i.period) = :figure
"""
_HALF_PAID = f"""
    SELECT l.customer_id, l.contract_no, l.activated_on AS about {_OF_SCHEDULE}
    WHERE i.due_date = CAST(:day AS date) - 1
        AND i.balance <= l.principal * (100 - :figure) / 100
        AND i.balance + i.principal > l.principal * (100 - :figure) / 100
        AND s.principal + s.principal_due <= i.balance
"""
_BEFORE_END = f"""
    SELECT l.customer_id, l.contract_no, i.due_date AS about {_OF_SCHEDULE}
    WHERE i.due_date = ANY(:dates) AND i.balloon = 0 AND NOT EXISTS (
        SELECT 1 FROM schedule_instalments n WHERE n.contract_no = i.contract_no
            AND n.version = i.version AND n.period = i.period + 1)
"""
_BALLOON = f"""
    SELECT l.customer_id, l.contract_no, i.due_date AS about {_OF_SCHEDULE}
    WHERE i.balloon > 0 AND i.due_date = CAST(:day AS date) + :figure
        AND l.terms->>'method' NOT IN ('finance_lease', 'sale_leaseback')
"""
_LEASE_END = f"""
    SELECT l.customer_id, l.contract_no, i.due_date AS about {_OF_SCHEDULE}
    WHERE i.balloon > 0 AND i.due_date = CAST(:day AS date) + :figure AND {_LEASE}
"""
_SETTLED = """
    SELECT l.customer_id, l.contract_no, l.settled_on AS about FROM loans l
    WHERE l.settled_on = CAST(:day AS date) - :figure AND l.state = 'SETTLED'
"""
FOUND: Mapping[str, str] = {
    "delivered": _DELIVERED,
    "years": _YEARS,
    "on_time": _ON_TIME,
    "paid_pct": _HALF_PAID,
    "months_before_end": _BEFORE_END,
    "before_balloon": _BALLOON,
    "before_lease_end": _LEASE_END,
    "settled": _SETTLED,
}


def _months_away(day: date, months: int) -> list[date]:
    """The days from which `day` is so many months away; at the end of a month several, or none."""
    middle = add_months(day, -months)
    near = (middle + timedelta(days=offset) for offset in range(-3, 4))
    return [one for one in near if add_months(one, months) == day]


def _where(moment: Moment, day: date) -> dict[str, Any]:
    figure = moment.figure
    more: Mapping[str, Callable[[], dict[str, Any]]] = {
        "delivered": lambda: {"on": day - timedelta(days=figure)},
        "years": lambda: {"dates": _months_away(day, 12 * figure)},
        "months_before_end": lambda: {"dates": [add_months(day, figure)]},
    }
    found = more.get(moment.find or "", lambda: {"figure": figure})()
    return {"day": day, "name": moment.name, "marketing": moment.marketing, **found}


def plan(session: Session, day: date) -> None:
    """Plan the moments of `day`; a second run adds nothing."""
    purposes = list(gate().rule("consent").needs["purposes"])
    for moment in moments().values():
        if moment.find is None:
            continue
        statement = sa.text(_INSERT.format(found=FOUND[moment.find]))
        session.execute(statement, {**_where(moment, day), "purposes": purposes})
    plan_messages(session, day, CARE)


_NEXT_DUE = f"SELECT i.due_date {_OF_SCHEDULE} WHERE i.due_date >= :after ORDER BY 1 LIMIT 1"
_NEXT_END = f"""
    SELECT i.due_date {_OF_SCHEDULE}
    WHERE i.balloon > 0 AND i.due_date > CAST(:after AS date) + :figure ORDER BY 1 LIMIT 1
"""
_NEXT_YEAR = f"SELECT min(l.activated_on) FROM loans l WHERE l.activated_on > :after AND {_RUNNING}"
_NEXT_SETTLED = (
    "SELECT min(settled_on) FROM loans WHERE settled_on > CAST(:after AS date) - :figure"
)
_NEXT_DELIVERED = """
    SELECT CAST(min(p.told_at) AT TIME ZONE 'Asia/Shanghai' AS date)
    FROM loans l JOIN purchase_facts p
        ON p.application_no = l.application_no AND p.kind = 'delivered'
    WHERE l.activated_on > CAST(:after AS date) - 90 - :figure
        AND p.told_at >= (CAST(:after AS date) - :figure + 1) AT TIME ZONE 'Asia/Shanghai'
"""


def _next_of(session: Session, statement: str, figures: Iterable[int], after: date) -> list[date]:
    """The days that come so many days after what is found."""
    days = []
    for figure in figures:
        found = session.scalar(sa.text(statement), {"after": after, "figure": figure})
        days += [found + timedelta(days=figure)] if found else []
    return days


def _figures(find: str) -> list[int]:
    return [moment.figure for moment in found_by(find)]


def next_day(session: Session, after: date) -> date | None:
    """The next day that may bring a moment: at the latest the one after the next due date."""
    ends = [-figure for find in ("before_balloon", "before_lease_end") for figure in _figures(find)]
    days = [
        *_next_of(session, _NEXT_DELIVERED, _figures("delivered"), after),
        *_next_of(session, _NEXT_SETTLED, _figures("settled"), after),
    ]
    for days_before in ends:
        where = {"after": after, "figure": -days_before}
        if found := session.scalar(sa.text(_NEXT_END), where):
            days.append(found + timedelta(days=days_before))
    for years in _figures("years"):
        started = add_months(after, -12 * years)
        if found := session.scalar(sa.text(_NEXT_YEAR), {"after": started}):
            days.append(add_months(found, 12 * years))
    if due := session.scalar(sa.text(_NEXT_DUE), {"after": after}):
        days.append(due + timedelta(days=1))
    return min((day for day in days if day > after), default=None)


DAILY = (plan,)
NEXT = (next_day,)
