"""Shows cost sheets and takes their confirmation; how long one was read the server measures."""

from datetime import date, datetime
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from backoffice.applications import service as applications
from backoffice.applications.finding import find
from backoffice.applications.lifecycle import State
from backoffice.applications.models import Application
from backoffice.applications.moving import require_state
from backoffice.audit.actors import Actor
from backoffice.forms import money
from backoffice.office import office_of
from backoffice.parties.models import Party
from backoffice.parties.views import instant
from backoffice.refusals import Refusal
from backoffice.signing.cost_sheet import build_sheet
from backoffice.signing.deal import Deal, canonical_hash, deal_of
from backoffice.signing.models import Confirmation, Contract, CostSheet, Showing
from backoffice.signing.schemas import ConfirmCostSheet, CostSheetAnswer, CostSheetConfirmed, Sheet

MIN_SECONDS = 10
# Clocks of page and server may run apart by that much while one reads.
TOLERANCE_MS = 2000
READABLE = (
    *(State.APPROVED, State.COST_CONFIRMED, State.CONTRACT_GENERATED, State.SIGNING),
    *(State.SIGNED_ALL, State.PRE_DISBURSE_CHECK, State.ACTIVATED, State.DELIVERED),
)


def contract_in_force(session: Session, application_no: str) -> Contract | None:
    """The contract that is being signed, or was."""
    return session.scalars(
        sa.select(Contract).where(
            Contract.application_no == application_no, Contract.voided_at.is_(None)
        )
    ).one_or_none()


def _newest(session: Session, application_no: str) -> CostSheet | None:
    return session.scalars(
        sa.select(CostSheet)
        .where(CostSheet.application_no == application_no)
        .order_by(CostSheet.version.desc())
        .limit(1)
    ).one_or_none()


def _still_true(sheet: CostSheet, deal: Deal, today: date) -> bool:
    """Whether a sheet tells what would be told today, and its dates are not over."""
    activation = date.fromisoformat(sheet.content["activation"])
    return sheet.facts_hash == deal.facts_hash and activation >= today


def _make(session: Session, deal: Deal, version: int, at: datetime) -> CostSheet:
    today = at.date()
    content = build_sheet(deal, today, deal.activation(today))
    number = deal.application.application_no
    sheet = CostSheet(
        text_hash=canonical_hash([number, version, content]),
        application_no=number,
        version=version,
        quote_id=deal.quote.quote_id,
        facts_hash=deal.facts_hash,
        content=content,
        irr_pct=Decimal(content["irr_pct"]),
        made_at=at,
    )
    session.add(sheet)
    session.flush()
    return sheet


def current_sheet(session: Session, application_no: str, at: datetime) -> CostSheet:
    """The sheet of the contract in force, else the newest one, made anew when it is no longer true.

    The caller holds the application's lock.
    """
    contract = contract_in_force(session, application_no)
    if contract is not None:
        return session.get_one(CostSheet, contract.cost_sheet_hash)
    newest, deal = _newest(session, application_no), deal_of(session, application_no)
    if newest is not None and _still_true(newest, deal, at.date()):
        return newest
    return _make(session, deal, newest.version + 1 if newest else 1, at)


def show(session: Session, party: Party) -> CostSheetAnswer:
    """The sheet, and the note that this party was shown it now.

    Raises `Refusal` (STATE_CONFLICT) before the approval.
    """
    application = find(session, party.application_no, lock=True)
    require_state(application, *READABLE)
    now = office_of(session).clock.now()
    sheet = current_sheet(session, party.application_no, now)
    session.add(Showing(party_id=party.party_id, text_hash=sheet.text_hash, shown_at=now))
    session.flush()
    return CostSheetAnswer(
        sheet=Sheet.model_validate(sheet.content),
        text_hash=sheet.text_hash,
        version=str(sheet.version),
        min_seconds=MIN_SECONDS,
        irr_pct=money(sheet.irr_pct),
        shown_at=instant(now) or "",
        confirmed_at=instant(confirmed_at(session, party.party_id, sheet.text_hash)),
    )


def confirmed_at(session: Session, party_id: str, text_hash: str) -> datetime | None:
    """When a party confirmed a sheet."""
    return session.scalar(
        sa.select(Confirmation.confirmed_at).where(
            Confirmation.party_id == party_id, Confirmation.text_hash == text_hash
        )
    )


def _measured(session: Session, party_id: str, text_hash: str) -> tuple[datetime, int] | None:
    """When a party was first shown a sheet, and how many milliseconds ago that was."""
    elapsed = sa.extract("epoch", sa.func.clock_timestamp() - Showing.clock) * 1000
    row = session.execute(
        sa.select(Showing.shown_at, sa.cast(elapsed, sa.BigInteger))
        .where(Showing.party_id == party_id, Showing.text_hash == text_hash)
        .order_by(Showing.id)
        .limit(1)
    ).first()
    return None if row is None else (row[0], int(row[1]))


def _read(session: Session, party: Party, request: ConfirmCostSheet) -> tuple[datetime, int]:
    """When it was shown and for how long; raises `Refusal` (READ_TOO_SHORT)."""
    shown = _measured(session, party.party_id, request.text_hash)
    least = MIN_SECONDS * 1000
    if (
        shown is None
        or shown[1] < least
        or request.dwell_ms < least
        or request.dwell_ms > shown[1] + TOLERANCE_MS
        or not request.scrolled_to_end
    ):
        raise Refusal("READ_TOO_SHORT", allowed={"min_seconds": MIN_SECONDS})
    return shown


def keep_confirmation(
    session: Session,
    actor: Actor,
    party_id: str,
    request: ConfirmCostSheet,
    shown: tuple[datetime, int],
    at: datetime,
) -> None:
    """Keep that a party confirmed a sheet; once is enough."""
    session.execute(
        insert(Confirmation)
        .values(
            party_id=party_id,
            text_hash=request.text_hash,
            shown_at=shown[0],
            dwell_ms=request.dwell_ms,
            measured_ms=shown[1],
            scrolled_to_end=request.scrolled_to_end,
            actor=str(actor),
            level=str(actor.level),
            channel=actor.channel,
            confirmed_at=at,
        )
        .on_conflict_do_nothing()
    )


def _goes_on(session: Session, actor: Actor, application: Application, party: Party) -> None:
    """The borrower's confirmation lets his contract be made."""
    if party.role == "borrower" and application.state == State.APPROVED:
        applications.cost_confirmed(session, actor, application.application_no)


def confirm(
    session: Session, actor: Actor, party: Party, request: ConfirmCostSheet
) -> CostSheetConfirmed:
    """Confirm a sheet that was read.

    Raises `Refusal`: STATE_CONFLICT, COST_SHEET_CHANGED for another text, READ_TOO_SHORT.
    """
    application = find(session, party.application_no, lock=True)
    require_state(application, *READABLE)
    now = office_of(session).clock.now()
    sheet = current_sheet(session, party.application_no, now)
    if request.text_hash != sheet.text_hash:
        raise Refusal("COST_SHEET_CHANGED", allowed={"text_hash": sheet.text_hash})
    keep_confirmation(session, actor, party.party_id, request, _read(session, party, request), now)
    _goes_on(session, actor, application, party)
    at = confirmed_at(session, party.party_id, sheet.text_hash)
    return CostSheetConfirmed(
        text_hash=sheet.text_hash,
        irr_pct=money(sheet.irr_pct),
        confirmed_at=instant(at) or "",
        state=application.state,
    )
