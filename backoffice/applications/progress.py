"""How an application goes on when something changed elsewhere.

The other rooms call these: papers after a verdict, signing after a signature, parties after a
proof, providers after something happened at the seller's.
"""

import secrets

from sqlalchemy.orm import Session

from backoffice.applications.conditions import stands
from backoffice.applications.deciding import conditions_changed, set_conditions
from backoffice.applications.fields import fill_from_papers, missing
from backoffice.applications.finding import find, parties_of, party_of
from backoffice.applications.lifecycle import Command, State
from backoffice.applications.models import Application
from backoffice.applications.moving import conflict, move, note, require_state
from backoffice.applications.papers import decision_papers_complete
from backoffice.applications.purposes import for_loan
from backoffice.applications.reading import transitions
from backoffice.audit.actors import SYSTEM, Actor
from backoffice.office import office_of
from backoffice.parties.links import end as end_link
from backoffice.workflows.orders import order


def ready_for_decision(session: Session, application: Application) -> bool:
    """Whether all that the decision needs is in: papers, fields, card, everybody's proof."""
    parties = parties_of(session, application.application_no)
    borrower = next(party for party in parties if party.role == "borrower")
    return (
        borrower.card == "done"
        and not missing(session, application, borrower)
        and all(stands(party) for party in parties)
        and decision_papers_complete(session, application)
    )


def _go_on(session: Session, application: Application, actor: Actor) -> None:
    """Take the next step if what it waited for is there now."""
    state = State(application.state)
    if state in (State.PRE_APPROVED, State.NEEDS_DOCS):
        if ready_for_decision(session, application):
            move(session, application, Command.CHECK_DOCS, actor, "complete")
            order(session, "check_papers", application.application_no, application.round)
    elif state is State.APPROVED_WITH_CONDITIONS:
        conditions_changed(session, application, actor)
    elif state in (State.SIGNED_ALL, State.PRE_DISBURSE_CHECK) and for_loan(application):
        order_disbursement(session, application)


def order_disbursement(session: Session, application: Application) -> None:
    """Order a look at whether the money can be paid out."""
    order(session, "disburse", application.application_no, secrets.token_hex(6))


def papers_changed(session: Session, application_no: str) -> None:
    """A paper was accepted, rejected, corrected or removed."""
    application = find(session, application_no, lock=True)
    for party in parties_of(session, application_no):
        fill_from_papers(session, party)
    _go_on(session, application, SYSTEM)


def party_changed(session: Session, application: Application, actor: Actor) -> None:
    """A party proved something, joined or left."""
    _go_on(session, application, actor)


def fields_changed(session: Session, application: Application, actor: Actor) -> None:
    """Fields were saved."""
    _go_on(session, application, actor)


def purchase_changed(session: Session, application_no: str) -> None:
    """Something happened at the seller's, the insurer's or the registry's: it is asked for."""
    find(session, application_no)
    order(session, "ask_seller", application_no, secrets.token_hex(6))


def cost_confirmed(session: Session, actor: Actor, application_no: str) -> None:
    """The borrower read and confirmed the cost sheet; his contract is made.

    Raises `Refusal` (STATE_CONFLICT) in any state but APPROVED.
    """
    application = find(session, application_no, lock=True)
    move(session, application, Command.CONFIRM_COST, actor, "cost_sheet_confirmed")
    confirmed = [
        change
        for change in transitions(session, application_no)
        if change.command == Command.CONFIRM_COST
    ]
    order(session, "generate_contract", application_no, len(confirmed))


def signed(session: Session, application_no: str, party_id: str) -> None:
    """A party signed; the last one's signature lets the check before paying out begin, if any is.

    Raises `Refusal` (STATE_CONFLICT) when there is nothing to sign.
    """
    application = find(session, application_no, lock=True)
    party = party_of(session, party_id)
    session.refresh(party)
    if party.signature == "signed":
        return
    require_state(application, State.CONTRACT_GENERATED, State.SIGNING)
    party.signature, party.signed_at = "signed", office_of(session).clock.now()
    end_link(session, party_id, "used")
    note(session, application_no, "signed", "sign", role=party.role)
    session.flush()
    if application.state == State.CONTRACT_GENERATED:
        move(session, application, Command.SIGN, SYSTEM, f"{party.role}_signed")
    if all(each.signature == "signed" for each in parties_of(session, application_no)):
        move(session, application, Command.SIGN_LAST, SYSTEM, "all_signed")
        if for_loan(application):
            order_disbursement(session, application)


def refused(session: Session, application_no: str, party_id: str, reason: str) -> None:
    """A party does not sign: the borrower's refusal ends it, another's asks for somebody else.

    Raises `Refusal` (STATE_CONFLICT) when there is nothing to sign, or it is signed.
    """
    application = find(session, application_no, lock=True)
    party = party_of(session, party_id)
    session.refresh(party)
    require_state(application, State.CONTRACT_GENERATED, State.SIGNING)
    if party.signature == "signed":
        raise conflict(application)
    party.signature = "refused"
    end_link(session, party_id, "used")
    note(session, application_no, "refused", "sign", role=party.role, reason=reason)
    if party.role == "borrower":
        move(session, application, Command.CANCEL, SYSTEM, "borrower_refused")
        return
    application.contract_no = None
    for each in parties_of(session, application_no):
        if each.signature in ("signed", "pending"):
            each.signature, each.signed_at = "todo", None
    again = ["guarantor_signature"] if party.role == "guarantor" else ["co_borrower"]
    set_conditions(session, application, ["replace_signer", *again])
    move(session, application, Command.REPLACE_SIGNER, SYSTEM, f"{party.role}_refused")
