"""The papers of a loan that the lender seals: proof, schedule, statement, lien letter."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any

from sqlalchemy.orm import Session

from backoffice.clock.service import SHANGHAI
from backoffice.customers.models import Customer
from backoffice.loans.dues import hold
from backoffice.loans.models import Loan
from backoffice.loans.payments_view import payments_view
from backoffice.loans.views import car_name, loan_view, schedule_view, vin_masked
from backoffice.office import office_of
from backoffice.refusals import Refusal
from backoffice.servicing.models import Proof
from backoffice.servicing.sealing import WORDS, Draft, newest, seal

SETTLEMENT, SCHEDULE, STATEMENT = "settlement_proof", "schedule", "statement"
LIEN_LETTER, SUPPLEMENT = "lien_letter", "supplement"
MADE_AT = time(10)
SETTLED = "SETTLED"
# What is made on asking, and what has to be before.
WHEN: Mapping[str, Callable[[Loan], bool]] = {
    SCHEDULE: lambda loan: True,
    STATEMENT: lambda loan: True,
    SETTLEMENT: lambda loan: loan.state == SETTLED,
    LIEN_LETTER: lambda loan: loan.state == SETTLED and loan.lien is not None,
}
TEMPLATES = {
    SCHEDULE: "loan_schedule",
    STATEMENT: "loan_statement",
    SETTLEMENT: SETTLEMENT,
    LIEN_LETTER: LIEN_LETTER,
}


def about(session: Session, loan: Loan) -> dict[str, Any]:
    """What every paper says of its contract."""
    customer = session.get_one(Customer, loan.customer_id)
    return {
        "customer": customer.name or "",
        "car": car_name(loan),
        "plate": loan.vehicle.get("plate") or "",
        "vin": vin_masked(loan.vehicle.get("vin")) or "",
        "principal": str(loan.principal),
        "activated_on": loan.activated_on.isoformat(),
        "settled_on": loan.settled_on.isoformat() if loan.settled_on else "",
        "lien": loan.lien is not None,
        "leased": loan.kind == "lease",
    }


def _schedule(session: Session, loan: Loan) -> dict[str, Any]:
    shown = schedule_view(session, loan).model_dump(mode="json")
    return {name: shown[name] for name in ("version", "rows", "totals", "note")}


def _statement(session: Session, loan: Loan) -> dict[str, Any]:
    today = office_of(session).clock.business_date()
    shown = loan_view(session, loan).model_dump(mode="json")
    names = (
        *("state_zh", "principal_outstanding", "paid_total", "due_total", "credit"),
        *("next_due_date", "next_due_amount", "paid_periods", "term_months"),
    )
    receipts = payments_view(session, loan).model_dump(mode="json")["receipts"]
    return {
        "as_of": today.isoformat(),
        "receipts": receipts,
        **{name: shown[name] for name in names},
    }


MORE: Mapping[str, Callable[[Session, Loan], dict[str, Any]]] = {
    SCHEDULE: _schedule,
    STATEMENT: _statement,
}


def find_proof(session: Session, contract_no: str) -> Proof | None:
    """The settlement proof of a loan, if it was made."""
    return newest(session, contract_no, SETTLEMENT)


def _made_at(session: Session, loan: Loan) -> datetime:
    """Now; while days are rolled, the clock may still stand at an earlier one."""
    settled = datetime.combine(loan.settled_on or date.min, MADE_AT, SHANGHAI)
    return max(office_of(session).clock.now(), settled)


def paper_of(session: Session, loan: Loan, kind: str) -> Proof:
    """A paper of a loan as it stands, sealed once for what it says.

    Raises `Refusal` (DOCUMENT_UNKNOWN) before there is one, `TimestampRequestError`.
    """
    hold(session, [loan.contract_no])
    session.refresh(loan)
    if kind == SUPPLEMENT:
        signed = newest(session, loan.contract_no, kind)
        if signed is not None:
            return signed
    if kind not in WHEN or not WHEN[kind](loan):
        raise Refusal("DOCUMENT_UNKNOWN")
    if kind == SETTLEMENT and (found := find_proof(session, loan.contract_no)) is not None:
        return found
    facts = about(session, loan)
    if kind in MORE:
        facts |= MORE[kind](session, loan)
    title, reason = WORDS.say(f"{kind}_title"), WORDS.say(f"{kind}_seal")
    draft = Draft(kind, title, facts, TEMPLATES[kind], reason)
    return seal(session, loan, draft, _made_at(session, loan))


def proof_of(session: Session, loan: Loan) -> Proof:
    """The settlement proof, made once.

    Raises `Refusal` (DOCUMENT_UNKNOWN) before the loan is settled, `TimestampRequestError`.
    """
    return paper_of(session, loan, SETTLEMENT)
