"""The end of a lease in words: the way that was chosen, step by step."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from backoffice.clock.service import SHANGHAI
from backoffice.clock.working_time import working_days_after
from backoffice.loans.models import Loan
from backoffice.servicing.kinds import Shown
from backoffice.servicing.lease_end.agreement import KIND as AGREEMENT
from backoffice.servicing.lease_end.appointments import appointment
from backoffice.servicing.lease_end.guides import inspection
from backoffice.servicing.lease_end.rules import BUYOUT, RETURN, WORDS
from backoffice.servicing.lease_end.slots import booking_of
from backoffice.servicing.models import Errand
from backoffice.servicing.proofs import SETTLEMENT, find_proof
from backoffice.servicing.views import Span, failure_of, step
from foundation.zh import day, moment, yuan

OVER = ("FAILED", "CANCELLED")
INSPECTED = ("INSPECTED", "REVIEWING", "ACCEPTED", "DRAWING", "DONE")
ACCEPTED = ("ACCEPTED", "DRAWING", "DONE")


def _step(key: str, state: str, on: date | None = None, span: Span | None = None) -> dict[str, Any]:
    return step(key, WORDS.say(f"step_{key}"), state, on, span)


def _on(errand: Errand, key: str) -> date | None:
    found = errand.details.get(key)
    return date.fromisoformat(found) if found else None


def _inspected_on(session: Session, errand: Errand) -> date:
    booking = booking_of(session, errand.request_no)
    return booking.starts_at.astimezone(SHANGHAI).date() if booking else errand.effective_on


def _return_steps(session: Session, errand: Errand) -> list[dict[str, Any]]:
    state, rule, at = errand.state, inspection(), _inspected_on(session, errand)
    by = working_days_after(at, rule.report_workdays)
    told = errand.details.get("report")
    reported = date.fromisoformat(told["on"]) if told else None
    found = [_step("booked", "done", errand.opened_at.astimezone(SHANGHAI).date())]
    done = state in INSPECTED
    looked = "done" if done else "waiting"
    found.append(_step("inspected", looked, None, None if done else (at, at)))
    found.append(_step("report", looked, reported, None if done else (at, by)))
    disputed = _on(errand, "disputed_on")
    if disputed:
        until = disputed + timedelta(days=rule.third_party_days)
        doing = state == "REVIEWING"
        span = (disputed, until) if doing else None
        found.append(_step("third_party", "doing" if doing else "done", None, span))
    accepted = state in ACCEPTED
    found.append(_step("accepted", "done" if accepted else "waiting", _on(errand, "accepted_on")))
    ended = state == "DONE"
    span = None if ended else (errand.effective_on, errand.effective_on)
    return [*found, _step("closed", "done" if ended else "waiting", errand.ended_on, span)]


def _buyout_steps(session: Session, errand: Errand) -> list[dict[str, Any]]:
    expected = (errand.effective_on, errand.effective_on)
    found = [_step("chosen", "done", errand.opened_at.astimezone(SHANGHAI).date())]
    if errand.paid_on:
        found.append(_step("drawn", "done", errand.paid_on))
    else:
        doing = errand.state == "DRAWING"
        found.append(_step("drawn", "doing" if doing else "waiting", None, expected))
    first = errand.paid_on or errand.effective_on
    span = (first, working_days_after(first, inspection().title_workdays))
    done = errand.state == "DONE"
    title = "done" if done else "doing" if errand.state == "RELEASING" else "waiting"
    proved = find_proof(session, errand.contract_no) is not None
    return [
        *found,
        _step("proof", "done" if proved else "waiting"),
        _step("title", title, None, None if done else span),
    ]


def _renew_steps(errand: Errand) -> list[dict[str, Any]]:
    signed = errand.opened_at.astimezone(SHANGHAI).date()
    done = errand.state == "DONE"
    span = None if done else (errand.effective_on, errand.effective_on)
    return [
        _step("signed", "done", signed),
        _step("renewed", "done" if done else "waiting", errand.paid_on, span),
    ]


def _steps(session: Session, errand: Errand) -> list[dict[str, Any]]:
    if errand.state in OVER:
        opened = errand.opened_at.astimezone(SHANGHAI).date()
        key = "cancelled" if errand.state == "CANCELLED" else "drawn"
        return [_step("chosen", "done", opened), _step(key, "failed", errand.ended_on)]
    if errand.details["choice"] == RETURN:
        return _return_steps(session, errand)
    if errand.details["choice"] == BUYOUT:
        return _buyout_steps(session, errand)
    return _renew_steps(errand)


def _who(errand: Errand) -> str:
    if errand.state in ("DONE", *OVER):
        return "nobody"
    return "customer" if errand.state in ("BOOKED", "INSPECTED") else "lender"


def _said(session: Session, errand: Errand) -> dict[str, Any]:
    """What the sentences name."""
    details, way = errand.details, errand.details["way"]
    booked = appointment(session, errand)
    report = details.get("report", {})
    payment, last = way.get("monthly_payment"), way.get("last_payment")
    return {
        "end": day(errand.effective_on),
        "at": moment(booked["starts_at"]) if booked else "",
        "dealer": booked["dealer"]["name"] if booked else "",
        "tail": (errand.figures["card"] or {}).get("tail", ""),
        "amount": yuan(errand.amount),
        "total": yuan(report.get("total", "0.00")),
        "months": way.get("months", ""),
        "payment": yuan(payment) if payment else "",
        "last": yuan(last) if last else "",
        "days": inspection().third_party_days,
        "title": inspection().title_workdays,
        "reason": failure_of(errand),
    }


def _documents(session: Session, errand: Errand) -> list[str]:
    choice = errand.details["choice"]
    if choice not in (RETURN, BUYOUT):
        return [AGREEMENT]
    return [SETTLEMENT] if find_proof(session, errand.contract_no) else []


def show(session: Session, errand: Errand, loan: Loan) -> Shown:
    """How the end of a lease stands."""
    choice, said = errand.details["choice"], _said(session, errand)
    facts = {
        "choice": choice,
        "appointment": appointment(session, errand),
        "report": errand.details.get("report"),
    }
    key = f"next_{choice}_{errand.state}"
    if not WORDS.has(key):
        key = f"next_{errand.state}"
    return Shown(
        steps=_steps(session, errand),
        who=_who(errand),
        next=WORDS.say(key, **said),
        what=WORDS.say(f"what_{choice}", **said),
        amount=errand.amount,
        documents=_documents(session, errand),
        facts={name: value for name, value in facts.items() if value is not None},
    )
