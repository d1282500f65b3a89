"""Another card to repay from: tried with its bank, signed for, drawn from on the right day."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.audit.actors import Actor
from backoffice.changes.authorising import sign_authorisation
from backoffice.changes.card_check import check_card, digits, tries_left
from backoffice.changes.card_days import CardPlan, plan_card
from backoffice.changes.models import Change
from backoffice.changes.opening import open_change
from backoffice.changes.schemas import CardTrial, OrderCard, TryCard
from backoffice.changes.telling import WORDS, notify_old_contact, tell
from backoffice.consents.service import require_of
from backoffice.customers.finding import customer_for
from backoffice.customers.models import Customer
from backoffice.loans.looking import Look, look
from backoffice.loans.mandates import open_mandate
from backoffice.loans.models import Loan
from backoffice.loans.running_models import Debit, Mandate, Trial
from backoffice.loans.service import loan_for
from backoffice.loans.trials import cite, make
from backoffice.office import office_of
from backoffice.parties.views import instant
from backoffice.refusals import Refusal
from foundation.zh import day, moment

KIND = "bank_card"


def due_days(at: Look) -> list[date]:
    """The days from today on at which something is drawn, in order."""
    open_days = {due.due_date for due in at.open_dues if due.due_date >= at.today}
    return sorted(open_days | {row.due_date for row in at.coming})


def card_plan(session: Session, at: Look) -> CardPlan:
    """From which day a card that is ordered now would be drawn from."""
    now = office_of(session).clock.now()
    return plan_card(now, due_days(at), overdue=bool(at.overdue))


def reasons(session: Session, at: Look, plan: CardPlan) -> list[str]:
    """Why no other card can be named now; empty when one can."""
    if not at.running:
        return [WORDS.say("card_not_running")]
    asked = sa.select(Debit.debit_no).where(
        Debit.contract_no == at.loan.contract_no, Debit.state == "asked"
    )
    if session.scalars(asked.limit(1)).one_or_none() is not None:
        return [WORDS.say("card_in_flight")]
    if plan.first_due is None and not at.overdue:
        return [WORDS.say("card_last")]
    return []


def note(at: Look, plan: CardPlan) -> str:
    """From when the card counts, in words."""
    if plan.first_due is None or at.overdue:
        return WORDS.say("card_overdue")
    first = day(plan.first_due)
    if plan.in_time and plan.cutoff:
        return WORDS.say("card_in_time", first=first, cutoff=moment(plan.cutoff))
    held = due_days(at)[0]
    return WORDS.say("card_too_late", held=day(held), first=first)


def figures(at: Look, plan: CardPlan, bank: str | None, tail: str) -> dict[str, Any]:
    """As a trial shows it."""
    old = at.mandate
    return {
        "contract_no": at.loan.contract_no,
        "bank_name": bank,
        "tail": tail,
        "old_bank_name": old.bank_name if old else None,
        "old_tail": old.tail if old else None,
        "effective_on": plan.from_day.isoformat(),
        "first_due_with_new": plan.first_due.isoformat() if plan.first_due else None,
        "cutoff": instant(plan.cutoff),
        "overdue": bool(at.overdue),
        "note": note(at, plan),
    }


def own_loan(session: Session, actor: Actor, customer_id: str, contract_no: str) -> Loan:
    """A loan of that customer's; raises `Refusal` (CUSTOMER_UNKNOWN, LOAN_UNKNOWN)."""
    customer_for(session, actor, customer_id)
    loan = loan_for(session, actor, contract_no)
    if loan.customer_id != customer_id:
        raise Refusal("LOAN_UNKNOWN")
    return loan


def try_card(session: Session, actor: Actor, request: TryCard) -> CardTrial:
    """Check a card with its bank and show from when it would count.

    Raises `Refusal`: LOAN_UNKNOWN, CONSENT_REQUIRED, CARD_INVALID, CARD_LOCKED, ID_MISSING,
    OUTSIDE_SILENT.
    """
    loan = own_loan(session, actor, request.customer_id, request.contract_no)
    customer_for(session, actor, request.customer_id, lock=True)
    require_of(session, [request.customer_id], "bank_card")
    left, number = tries_left(session, request.customer_id), digits(request.card_no)
    at = look(session, loan)
    plan = card_plan(session, at)
    why_not, bank = reasons(session, at, plan), None
    if not why_not:
        found = check_card(session, request.customer_id, number, request.reserved_phone)
        bank, left = found.bank_name, found.tries_left
        why_not = [found.reason] if found.reason else []
    shown = figures(at, plan, bank, number[-4:])
    trial = None if why_not else make(session, loan, KIND, shown)
    return CardTrial.model_validate(
        {
            "trial_id": trial.trial_id if trial else None,
            "hash": trial.hash if trial else None,
            "valid_until": instant(trial.valid_until) if trial else None,
            "figures": shown,
            "eligible": not why_not,
            "reasons": why_not,
            "tries_left": left,
        }
    )


def cited(session: Session, actor: Actor, trial_id: str) -> tuple[Trial, Loan]:
    """The trial of a card on a loan of the actor's; raises `Refusal` (TRIAL_VOID)."""
    trial = session.get(Trial, trial_id)
    try:
        if trial is None or trial.errand != KIND:
            raise Refusal("LOAN_UNKNOWN")
        return trial, loan_for(session, actor, trial.contract_no)
    except Refusal as refusal:
        raise Refusal("TRIAL_VOID", allowed={"reason": "unknown"}) from refusal


def order_card(session: Session, actor: Actor, request: OrderCard) -> Change:
    """Sign the new authorisation and draw from the card from its day on.

    The card before it ends after the new one gave for the first time (`loans.mandates`). Raises
    `Refusal`: TRIAL_VOID, CHANGE_NOT_NOW, TIMESTAMP_UNAVAILABLE.
    """
    trial, loan = cited(session, actor, request.trial_id)
    customer = session.get_one(Customer, loan.customer_id)
    cite(session, trial.trial_id, request.hash)
    at = look(session, loan)
    plan = card_plan(session, at)
    if why_not := reasons(session, at, plan):
        raise Refusal("CHANGE_NOT_NOW", reason=why_not[0], allowed={"reasons": why_not})
    shown: dict[str, Any] = trial.figures
    first = plan.first_due.isoformat() if plan.first_due else None
    if first != shown["first_due_with_new"]:
        raise Refusal("TRIAL_VOID", allowed={"reason": "expired"})
    shown = {**shown, "effective_on": plan.from_day.isoformat()}
    change = open_change(
        session, customer, KIND, state="DONE", figures=shown, effective_on=plan.from_day,
        contract_no=loan.contract_no, trial_id=trial.trial_id,
    )  # fmt: skip
    sign_authorisation(session, actor, change, customer, loan, request)
    _end_waiting(session, loan.contract_no)
    mandate = open_mandate(
        session, loan.contract_no, shown["tail"], shown["bank_name"] or "", plan.from_day
    )
    change.details = {"mandate_no": mandate.mandate_no}
    notify_old_contact(session, change)
    tell(session, change, "card_overdue" if shown["overdue"] else "card")
    session.flush()
    return change


def _end_waiting(session: Session, contract_no: str) -> None:
    """A card whose day did not come yet is taken back for the one named after it."""
    today = office_of(session).clock.business_date()
    session.execute(
        sa.update(Mandate)
        .where(
            Mandate.contract_no == contract_no,
            Mandate.from_day > today,
            Mandate.state != "ended",
        )
        .values(state="ended", ended_on=today)
    )
