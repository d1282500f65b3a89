"""Tells the played outside what to do: answers a port at a time, events of the seller's side."""

import hashlib
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from backoffice.applications.finding import find as find_application
from backoffice.applications.models import Application
from backoffice.clock.service import SHANGHAI
from backoffice.lending.validation.vehicle import vin_check_sign
from backoffice.office import office_of
from backoffice.providers.models import SandboxAnswer, SandboxSellerEvent
from backoffice.providers.schemas import PlayedEvent, PlaySeller, SellerPlayed, TellProvider
from backoffice.quotes.repository import find as find_quote

# A world manufacturer code that is given to nobody (the contract's fictional cars have it too).
WMI = "L0TEST"
CODE = "199992600099"
YEAR = timedelta(days=364)


def tell(session: Session, port: str, told: TellProvider) -> None:
    """Let the port answer like this from now on."""
    at = (SandboxAnswer.port == port, SandboxAnswer.subject == told.for_)
    session.execute(sa.delete(SandboxAnswer).where(*at))
    if told.answer is not None:
        session.add(
            SandboxAnswer(
                port=port,
                subject=told.for_,
                answer=told.answer,
                seconds=told.seconds,
                reason=told.reason,
            )
        )


def fictional_vin(application_no: str) -> str:
    """The car of an application: a number that can be true and belongs to no car."""
    digits = int(hashlib.sha256(application_no.encode()).hexdigest(), 16) % 1_000_000
    blank = f"{WMI}000TJ{digits:06d}"
    return blank[:8] + vin_check_sign(blank) + blank[9:]


def _facts(application: Application, quote: dict[str, Any], today: date, told: PlaySeller) -> Any:
    """Facts that fit the purchase, with what was told put over them."""
    number = hashlib.sha256(application.application_no.encode()).hexdigest()
    serial = f"{int(number, 16) % 10**8:08d}"
    vin = fictional_vin(application.application_no)
    on = (told.on or today).isoformat()
    usual: dict[str, dict[str, str | None]] = {
        "down_payment_received": {"amount": quote.get("down_payment"), "receipt_no": f"SJ{serial}"},
        "invoice_issued": {
            "amount": quote.get("price"),
            "vin": vin,
            "invoice_code": CODE,
            "invoice_no": serial,
        },
        "insured": {
            "vin": vin,
            "policy_no": f"PDAA{serial}",
            "until": ((told.on or today) + YEAR).isoformat(),
        },
        "registered": {"vin": vin, "title_no": f"LB{serial}"},
        "delivered": {"vin": vin},
    }
    given = {
        name: f"{value:.2f}" if isinstance(value, Decimal) else value
        for name, value in told.model_dump(exclude={"event", "on"}, exclude_none=True).items()
    }
    facts = {**usual[told.event], "on": on, **given}
    return {name: value for name, value in facts.items() if value is not None}


def play(session: Session, application_no: str, told: PlaySeller) -> SellerPlayed:
    """Let something happen on the seller's side; told again it happened otherwise."""
    office = office_of(session)
    application = find_application(session, application_no)
    quote = find_quote(session, application.quote_id).answer["quote"]
    facts = _facts(application, quote, office.clock.business_date(), told)
    row = {"facts": facts, "at": office.clock.now()}
    statement = insert(SandboxSellerEvent).values(
        application_no=application_no, kind=told.event, **row
    )
    session.execute(
        statement.on_conflict_do_update(
            index_elements=[SandboxSellerEvent.application_no, SandboxSellerEvent.kind], set_=row
        )
    )
    return played(session, application_no)


def played(session: Session, application_no: str) -> SellerPlayed:
    """What was played so far."""
    query = (
        sa.select(SandboxSellerEvent)
        .where(SandboxSellerEvent.application_no == application_no)
        .order_by(SandboxSellerEvent.sequence)
        .execution_options(populate_existing=True)
    )
    events = [
        PlayedEvent.model_validate(
            {
                "kind": row.kind,
                "at": row.at.astimezone(SHANGHAI).isoformat(),
                "facts": row.facts,
            }
        )
        for row in session.scalars(query)
    ]
    return SellerPlayed(application_no=application_no, events=events)
