"""The signed contracts of reference people, made as theirs would have been, at times past."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.applications.finding import find, parties_of
from backoffice.audit.actors import Actor, Kind, Level
from backoffice.parties.models import Party
from backoffice.signing.acts import Evidence, hash_for, sign
from backoffice.signing.contracts import documents_of, generate
from backoffice.signing.models import Showing
from backoffice.signing.schemas import ConfirmCostSheet
from backoffice.signing.sheets import current_sheet, keep_confirmation

# How long reference people read a cost sheet.
READ_FOR = timedelta(seconds=48)
BEFORE_SIGNING = timedelta(minutes=5)


def _actor(session: Session, party: Party) -> Actor:
    if party.role == "borrower":
        customer = find(session, party.application_no).customer_id
        return Actor(Kind.CUSTOMER, customer, Level.L3, "web")
    return Actor(Kind.PARTY, party.party_id, Level.L3, "web")


def _read_and_confirm(session: Session, party: Party, at: datetime) -> None:
    sheet, shown_at = current_sheet(session, party.application_no, at), at - READ_FOR
    milliseconds = int(READ_FOR.total_seconds() * 1000)
    session.add(
        Showing(
            party_id=party.party_id,
            text_hash=sheet.text_hash,
            shown_at=shown_at,
            clock=sa.func.clock_timestamp() - READ_FOR,
        )
    )
    session.flush()
    request = ConfirmCostSheet(
        text_hash=sheet.text_hash, dwell_ms=milliseconds, scrolled_to_end=True
    )
    actor = _actor(session, party)
    keep_confirmation(session, actor, party.party_id, request, (shown_at, milliseconds), at)


def reference_contract(
    session: Session,
    application_no: str,
    made_at: datetime,
    signed: Mapping[str, datetime],
) -> str:
    """Make the contract of an application in the state CONTRACT_GENERATED (or SIGNING), and sign
    it for some parties: party → when. Its number; the application's `contract_no` is set."""
    application = find(session, application_no, lock=True)
    parties = {party.party_id: party for party in parties_of(session, application_no)}
    borrower = next(party for party in parties.values() if party.role == "borrower")
    _read_and_confirm(session, borrower, made_at)
    application.contract_no = generate(session, application_no, at=made_at)
    session.flush()
    for party_id, at in sorted(signed.items(), key=lambda item: item[1]):
        party = parties[party_id]
        if party is not borrower:
            _read_and_confirm(session, party, at - BEFORE_SIGNING)
        shown = hash_for(documents_of(session, application.contract_no), party)
        evidence = Evidence(_actor(session, party), shown, code_ref="reference")
        sign(session, party_id, evidence, at=at)
    return application.contract_no
