"""The way of each kind of change, step by step."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.changes.models import Change, ChangeDocument
from backoffice.changes.papers import both_read
from backoffice.changes.telling import WORDS
from backoffice.clock.service import SHANGHAI
from backoffice.loans.running_models import Debit, Mandate

Steps = list[dict[str, Any]]


def _step(
    key: str, state: str, on: date | None = None, expected: date | None = None
) -> dict[str, Any]:
    day = expected.isoformat() if expected else None
    return {
        "key": key,
        "label": WORDS.say(f"step_{key}"),
        "state": state,
        "on": on.isoformat() if on else None,
        "expected_from": day,
        "expected_to": day,
    }


def _closed(change: Change) -> date | None:
    return change.ended_at.astimezone(SHANGHAI).date() if change.ended_at else None


def _stops(change: Change, steps: Steps) -> Steps:
    """A way that ended before its end: what was not done will not be."""
    if change.state not in ("FAILED", "CANCELLED"):
        return steps
    done = [step for step in steps if step["state"] == "done"]
    return [*done, _step("ended", "failed", _closed(change))]


def _renewal(session: Session, change: Change) -> Steps:
    read, faced = both_read(session, change), change.face_method is not None
    by_person = change.state == "WAITING"
    done, running = change.state == "DONE", change.state == "CHECKING"
    papers = read or faced or running or done
    return [
        _step("papers", "done" if papers else "doing"),
        _step("face", "done" if faced else "doing" if read and not by_person else "waiting"),
        *([_step("person", "doing")] if by_person else []),
        _step("register", "done" if done else "doing" if running else "waiting"),
        _step("systems", "done" if done else "waiting", _closed(change) if done else None),
    ]


def _first_debit(session: Session, mandate: Mandate | None) -> date | None:
    if mandate is None:
        return None
    query = sa.select(sa.func.min(Debit.asked_on)).where(
        Debit.mandate_no == mandate.mandate_no, Debit.drawn > 0
    )
    found: date | None = session.scalar(query)
    return found


def _card(session: Session, change: Change) -> Steps:
    number = change.details.get("mandate_no")
    mandate = session.get(Mandate, number) if number else None
    first = change.figures.get("first_due_with_new")
    expected = date.fromisoformat(first) if first else None
    drawn = _first_debit(session, mandate)
    old = bool(change.figures.get("old_tail"))
    return [
        _step("bank_checked", "done", _closed(change)),
        _step("authorised", "done", _closed(change)),
        _step("first_debit", "done" if drawn else "waiting", drawn, None if drawn else expected),
        *([_step("old_card", "done" if drawn else "waiting", drawn)] if old else []),
    ]


def _phone(change: Change) -> Steps:
    done = change.state == "DONE"
    if change.details.get("lost"):
        waiting = change.state == "WAITING"
        begun = [
            _step("face", "done" if change.face_method else "doing"),
            _step("person", "done" if done else "doing" if waiting else "waiting"),
        ]
    else:
        begun = [_step("new_phone", "done", _closed(change))]
    held = change.figures.get("held_until")
    free = date.fromisoformat(held[:10]) if held else None
    return [
        *begun,
        _step("moved", "done" if done else "waiting", _closed(change) if done else None),
        _step("hold", "doing" if done else "waiting", None, free),
    ]


def _address(session: Session, change: Change) -> Steps:
    done, by = change.state == "DONE", date.fromisoformat(change.figures["done_by"])
    steps = [_step("declared", "done", change.opened_at.astimezone(SHANGHAI).date())]
    if change.figures["needs_letter"]:
        letter = sa.select(ChangeDocument).where(ChangeDocument.request_no == change.request_no)
        made = session.scalars(letter).first()
        on = made.made_at.astimezone(SHANGHAI).date() if made else None
        steps.append(_step("letter", "done" if made else "doing", on, None if made else by))
    in_force = change.effective_on if done else None
    steps.append(_step("in_force", "done" if done else "waiting", in_force, None if done else by))
    return steps


def steps(session: Session, change: Change) -> Steps:
    """The way of a change."""
    if change.kind == "id_card":
        found = _renewal(session, change)
    elif change.kind == "bank_card":
        found = _card(session, change)
    elif change.kind == "phone":
        found = _phone(change)
    else:
        found = _address(session, change)
    return _stops(change, found)
