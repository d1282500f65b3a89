"""What a day brings, planned in sets from the portfolio: each event, day and step once.

Nothing is decided here: whether a reminder is still true is looked at when it is said. A second
run finds everything planned and adds nothing.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.reminders.ladder import AHEAD, CARE, FAILED, OVERDUE, ladder

# What other rooms make known by its date.
ENDING = ("id_expiry", "insurance")

_INSERT = "INSERT INTO reminders (customer_id, day, kind, step, contract_no, occasion, about)"
_RUNNING = "l.state IN ('ACTIVE', 'OVERDUE')"

_DUE = sa.text(
    f"""
    {_INSERT}
    SELECT l.customer_id, :day, 'due', i.due_date - CAST(:day AS date), i.contract_no, 'ahead',
        i.due_date
    FROM schedule_instalments i
    JOIN loan_standings s ON s.contract_no = i.contract_no AND s.version = i.version
    JOIN loans l ON l.contract_no = i.contract_no AND {_RUNNING}
    LEFT JOIN reminder_choices c ON c.customer_id = l.customer_id
    WHERE i.due_date = ANY(:dates)
        AND (i.due_date - CAST(:day AS date))
            = ANY(coalesce(c.lead_days, CAST(:lead_days AS int[])))
    ON CONFLICT DO NOTHING
    """
)

# The end of a schedule with something large at it: a balloon, or a lease's choice.
_END = sa.text(
    f"""
    {_INSERT}
    SELECT l.customer_id, :day, e.kind, i.due_date - CAST(:day AS date), i.contract_no, 'ahead',
        i.due_date
    FROM schedule_instalments i
    JOIN loan_standings s ON s.contract_no = i.contract_no AND s.version = i.version
    JOIN loans l ON l.contract_no = i.contract_no AND {_RUNNING}
    CROSS JOIN LATERAL (SELECT CASE l.terms->>'method' WHEN 'finance_lease' THEN 'lease_end'
        WHEN 'sale_leaseback' THEN NULL ELSE 'balloon' END AS kind) e
    WHERE i.balloon > 0 AND i.due_date = ANY(:dates)
        AND (e.kind = 'balloon' AND i.due_date - CAST(:day AS date) = ANY(CAST(:balloon AS int[]))
        OR e.kind = 'lease_end' AND i.due_date - CAST(:day AS date) = ANY(CAST(:lease AS int[])))
    ON CONFLICT DO NOTHING
    """
)

_LATE = sa.text(
    f"""
    {_INSERT}
    SELECT l.customer_id, :day, 'overdue', d.oldest - CAST(:day AS date), d.contract_no, 'overdue',
        d.oldest
    FROM (SELECT contract_no, min(due_date) AS oldest FROM loan_dues WHERE paid_on IS NULL
        GROUP BY contract_no) d
    JOIN loans l ON l.contract_no = d.contract_no AND {_RUNNING}
    WHERE d.oldest = ANY(:dates)
    ON CONFLICT DO NOTHING
    """
)

# What the day's first debit did not bring.
_FAILED = sa.text(
    f"""
    {_INSERT}
    SELECT l.customer_id, :day, 'failed', 0, d.contract_no, 'failed', :day
    FROM (SELECT DISTINCT contract_no FROM loan_dues
        WHERE paid_on IS NULL AND due_date = :day) d
    JOIN loans l ON l.contract_no = d.contract_no AND {_RUNNING}
    WHERE EXISTS (SELECT 1 FROM loan_debits t WHERE t.contract_no = d.contract_no
        AND t.purpose = 'due' AND t.due_on = :day AND t.state IN ('failed', 'partial'))
    ON CONFLICT DO NOTHING
    """
)

# What ends of a person's own, and of who has nothing running with us nobody is reminded.
_ENDING = sa.text(
    f"""
    {_INSERT}
    SELECT k.customer_id, :day, k.kind, k.ends_on - CAST(:day AS date), k.contract_no, 'ahead',
        k.ends_on
    FROM reminder_dates k
    WHERE k.kind = :kind AND k.ends_on = ANY(:dates)
        AND EXISTS (SELECT 1 FROM loans l WHERE l.customer_id = k.customer_id AND {_RUNNING}
            AND k.contract_no IN ('', l.contract_no))
    ON CONFLICT DO NOTHING
    """
)

# One message a customer, day and occasion, in the hours he left open.
_MESSAGES = sa.text(
    """
    INSERT INTO reminder_messages (message_id, customer_id, day, occasion, at)
    SELECT 'remind:' || r.customer_id || ':' || CAST(:day AS date) || ':' || r.occasion,
        r.customer_id, r.day, r.occasion,
        (CAST(:day AS date) + CASE
            WHEN CAST(:at AS time) < coalesce(c.quiet_to, CAST(:opens AS time)) THEN c.quiet_to
            WHEN CAST(:at AS time) >= coalesce(c.quiet_from, CAST(:closes AS time))
                AND :may_be_early THEN c.quiet_to
            ELSE CAST(:at AS time) END) AT TIME ZONE 'Asia/Shanghai'
    FROM (SELECT DISTINCT customer_id, day, occasion FROM reminders
        WHERE day = :day AND occasion = :occasion) r
    LEFT JOIN reminder_choices c ON c.customer_id = r.customer_id
    ON CONFLICT DO NOTHING
    """
)

_LEADS = sa.text("SELECT DISTINCT unnest(lead_days) FROM reminder_choices")

# The next day on which one of the steps falls, found from the dates themselves.
_NEXT = sa.text(
    f"""
    SELECT min(day) FROM (
        SELECT (SELECT i.due_date FROM schedule_instalments i
            JOIN loan_standings s ON s.contract_no = i.contract_no AND s.version = i.version
            JOIN loans l ON l.contract_no = i.contract_no AND {_RUNNING}
            WHERE i.due_date > CAST(:after AS date) + step ORDER BY i.due_date LIMIT 1)
            - step AS day
        FROM unnest(CAST(:lead_days AS int[])) AS step
        UNION ALL
        SELECT (SELECT i.due_date FROM schedule_instalments i
            JOIN loan_standings s ON s.contract_no = i.contract_no AND s.version = i.version
            JOIN loans l ON l.contract_no = i.contract_no AND {_RUNNING}
            WHERE i.balloon > 0 AND i.due_date > CAST(:after AS date) + step
            ORDER BY i.due_date LIMIT 1) - step
        FROM unnest(CAST(:ends AS int[])) AS step
        UNION ALL
        SELECT min(k.ends_on - step.days)
        FROM reminder_dates k
        JOIN (SELECT unnest(CAST(:kinds AS text[])) AS kind,
            unnest(CAST(:endings AS int[])) AS days) step ON step.kind = k.kind
        WHERE k.ends_on > CAST(:after AS date) + step.days
        UNION ALL
        SELECT min(d.oldest - step)
        FROM (SELECT contract_no, min(due_date) AS oldest FROM loan_dues WHERE paid_on IS NULL
            GROUP BY contract_no) d
        JOIN loans l ON l.contract_no = d.contract_no AND {_RUNNING}
        CROSS JOIN unnest(CAST(:late AS int[])) AS step
        WHERE d.oldest - step > :after
    ) AS coming
    """
)


def _leads(session: Session) -> list[int]:
    """All days before the due date on which anybody is reminded."""
    chosen = session.execute(_LEADS).scalars()
    return sorted({*ladder().lead_days, *chosen})


def _dates(day: date, steps: Sequence[int]) -> list[date]:
    return [day + timedelta(days=step) for step in steps]


def plan_messages(session: Session, day: date, occasion: str) -> None:
    """Plan the messages of what a day brings on one occasion."""
    rules = ladder()
    where = {
        "day": day,
        "occasion": occasion,
        "at": rules.at[occasion],
        "opens": rules.opens,
        "closes": rules.closes,
        # What was not drawn is not known earlier; what is late is said in any hour of service.
        "may_be_early": occasion in (AHEAD, CARE),
    }
    session.execute(_MESSAGES, where)


def plan(session: Session, day: date) -> None:
    """Plan what `day` brings before what is due and after what is late."""
    rules = ladder()
    leads = _leads(session)
    due = {"day": day, "dates": _dates(day, leads), "lead_days": list(rules.lead_days)}
    session.execute(_DUE, due)
    balloon, lease = rules.days("balloon"), rules.days("lease_end")
    ends = {"day": day, "dates": _dates(day, [*balloon, *lease])}
    session.execute(_END, {**ends, "balloon": balloon, "lease": lease})
    for kind in ENDING:
        dates = _dates(day, rules.days(kind))
        session.execute(_ENDING, {"day": day, "kind": kind, "dates": dates})
    session.execute(_LATE, {"day": day, "dates": _dates(day, rules.days("overdue"))})
    for occasion in (AHEAD, OVERDUE):
        plan_messages(session, day, occasion)


def plan_failed(session: Session, day: date) -> None:
    """Plan the notices of what could not be drawn on `day`."""
    session.execute(_FAILED, {"day": day})
    plan_messages(session, day, FAILED)


def next_day(session: Session, after: date) -> date | None:
    """The next day that brings a reminder."""
    rules = ladder()
    endings = [(kind, days) for kind in ENDING for days in rules.days(kind)]
    where: dict[str, Any] = {
        "after": after,
        "kinds": [kind for kind, _ in endings],
        "endings": [days for _, days in endings],
        "lead_days": _leads(session),
        "ends": [*rules.days("balloon"), *rules.days("lease_end")],
        "late": rules.days("overdue"),
    }
    found: date | None = session.scalar(_NEXT, where)
    return found
