"""Changes as their customer sees them, and what is on file about him."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.changes.address import address_on_file
from backoffice.changes.card_days import cutoff_of
from backoffice.changes.cards import due_days
from backoffice.changes.documents import papers_of
from backoffice.changes.finding import can_cancel, changes_of
from backoffice.changes.models import Change, ChangeDocument
from backoffice.changes.papers import BY_PERSON, both_read
from backoffice.changes.phone import held_until
from backoffice.changes.schemas import CardOnFile, Changes, ChangeView, IdentityView
from backoffice.changes.standing import identity_on_file, standing_of
from backoffice.changes.steps import steps
from backoffice.changes.telling import WORDS
from backoffice.customers.endpoints import mask_name
from backoffice.customers.models import Customer
from backoffice.documents import repository
from backoffice.documents.service import view as paper_view
from backoffice.loans.looking import look
from backoffice.loans.service import loans_of
from backoffice.office import office_of
from backoffice.parties.views import instant
from foundation.log import mask
from foundation.zh import day, moment

ENDED = ("DONE", "FAILED", "CANCELLED")


def now_of(session: Session, change: Change) -> str:
    """What the customer does now: papers, face, wait, nothing."""
    if change.state in ENDED:
        return "nothing"
    if change.kind == "phone":
        return "face" if change.state == "OPEN" else "wait"
    if change.kind != "id_card" or change.state == "CHECKING":
        return "wait"
    if change.state == "WAITING":
        return "papers" if set(change.review) <= set(BY_PERSON) else "wait"
    return "face" if both_read(session, change) else "papers"


def _facts(change: Change) -> dict[str, Any]:
    """The figures as sentences take them."""
    figures = dict(change.figures)
    for name in ("effective_on", "first_due_with_new", "from_day", "done_by", "new_valid_to"):
        if figures.get(name):
            figures[name] = day(figures[name])
    if figures.get("held_until"):
        figures["held_until"] = moment(figures["held_until"])
    return figures


def _next(change: Change, doing: str) -> dict[str, Any]:
    key = f"next_{change.kind}_{change.state}"
    if change.kind == "bank_card" and change.figures.get("overdue"):
        key = "next_bank_card_overdue"
    if change.kind == "id_card" and change.state == "OPEN":
        key = f"next_id_card_{doing}"
    if change.state == "WAITING" and change.review:
        key = f"next_person_{change.review[0]}"
    if change.state in ("FAILED", "CANCELLED"):
        key = f"next_{change.state}"
    if not WORDS.has(key):
        key = "next_person" if change.state == "WAITING" else "next_CHECKING"
    page = f"/service/changes/{change.request_no}"
    if key == "next_bank_card_overdue":
        page = f"/service/loans/{change.contract_no}"
    customer = doing in ("papers", "face") or key == "next_bank_card_overdue"
    who = "customer" if customer else "nobody" if change.state in ENDED else "lender"
    return {"who": who, "label": WORDS.say(key, **_facts(change)), "page": page}


def _effective(change: Change) -> str:
    if change.effective_on is not None:
        return change.effective_on.isoformat()
    return change.opened_at.date().isoformat()


def change_view(session: Session, change: Change) -> ChangeView:
    """A change as it stands."""
    session.flush()
    doing = now_of(session, change)
    going_on = _next(change, doing)
    papers = repository.of_change(session, change.request_no) if change.kind == "id_card" else []
    kept = sa.select(ChangeDocument.kind).where(ChangeDocument.request_no == change.request_no)
    return ChangeView.model_validate(
        {
            "request_no": change.request_no,
            "kind": change.kind,
            "kind_zh": WORDS.say(change.kind),
            "state": change.state,
            "state_zh": WORDS.say(change.state),
            "contract_no": change.contract_no,
            "now": doing,
            "steps": steps(session, change),
            "next": going_on,
            "receipt": {
                "what": WORDS.say(f"what_{change.kind}", **_facts(change)),
                "effective": _effective(change),
                "next": going_on["label"],
            },
            "figures": change.figures,
            "papers": [paper_view(session, paper) for paper in papers],
            "documents": list(session.scalars(kept.order_by(ChangeDocument.kind))),
            "failure_code": change.failure,
            "can_cancel": can_cancel(change),
        }
    )


def _identity(session: Session, customer_id: str, today: date) -> IdentityView | None:
    known = identity_on_file(session, customer_id)
    if known is None:
        return None
    standing = standing_of(known, today)
    until = day(known.valid_to) if known.valid_to else ""
    blocks = day(known.blocks_from) if known.blocks_from else ""
    return IdentityView(
        name_masked=mask_name(known.name),
        id_masked=mask(known.id_no),
        valid_to=known.valid_to.isoformat() if known.valid_to else None,
        standing=standing,
        blocks_from=known.blocks_from.isoformat() if known.blocks_from else None,
        note=WORDS.say(f"identity_{standing}", until=until, blocks=blocks),
    )


def _cards(session: Session, customer_id: str) -> list[CardOnFile]:
    now = office_of(session).clock.now()
    found = []
    for loan in loans_of(session, customer_id):
        at = look(session, loan)
        if not at.running:
            continue
        due = next(iter(due_days(at)), None)
        found.append(
            CardOnFile(
                contract_no=loan.contract_no,
                bank_name=at.mandate.bank_name if at.mandate else None,
                tail=at.mandate.tail if at.mandate else None,
                next_due=due.isoformat() if due else None,
                cutoff=instant(cutoff_of(due, now)) if due else None,
                overdue=bool(at.overdue),
            )
        )
    return found


def overview(session: Session, customer: Customer) -> Changes:
    """A customer's changes, and what is on file about him."""
    clock = office_of(session).clock
    number, today = customer.customer_id, clock.business_date()
    lives = address_on_file(session, number)
    return Changes(
        items=[change_view(session, change) for change in changes_of(session, number)],
        identity=_identity(session, number, today),
        phone_masked=mask(customer.phone),
        held_until=instant(held_until(customer, clock.now())),
        city=customer.city,
        address=lives.address if lives else None,
        cards=_cards(session, number),
        documents=papers_of(session, number),
    )
