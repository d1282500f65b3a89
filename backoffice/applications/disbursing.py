"""From the last signature to the money: ask the seller, file the mortgage, check, pay out."""

from typing import Any

from pydantic import BaseModel
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from backoffice.applications.deciding import conditions_changed
from backoffice.applications.finding import borrower_of, find
from backoffice.applications.handover import handed_over
from backoffice.applications.lifecycle import Command, State
from backoffice.applications.models import PurchaseFact
from backoffice.applications.moving import move, note
from backoffice.applications.progress import order_disbursement
from backoffice.audit.actors import SYSTEM
from backoffice.loans.readiness import look
from backoffice.loans.service import activate
from backoffice.office import office_of
from backoffice.providers.assembly import providers_of
from backoffice.providers.errors import ProviderError
from backoffice.providers.ports import MortgageAnswer, MortgageFiling, SellerStatus
from backoffice.workflows.steps import Done, NotYet, Steps, in_transaction, outside

DELIVERED_FACT = "delivered"


class Filing(BaseModel):
    """The mortgage to file; nothing while something else is missing."""

    filing: MortgageFiling | None = None


class Filed(BaseModel):
    """What the registry answered."""

    answer: MortgageAnswer | None = None


def keep_fact(
    session: Session, application_no: str, kind: str, facts: dict[str, Any], told_by: str
) -> bool:
    """Keep what was told of the purchase; told otherwise, the newest word counts.

    Whether it is new.
    """
    told = {"facts": facts, "told_by": told_by, "told_at": office_of(session).clock.now()}
    statement = insert(PurchaseFact).values(application_no=application_no, kind=kind, **told)
    kept = session.execute(
        statement.on_conflict_do_update(
            index_elements=[PurchaseFact.application_no, PurchaseFact.kind],
            set_=told,
            where=PurchaseFact.facts != statement.excluded.facts,
        ).returning(PurchaseFact.kind)
    ).first()
    session.expire_all()
    if kept is not None:
        note(session, application_no, "purchase", "disburse", fact=kind)
    return kept is not None


def _ask(steps: Steps, application_no: str) -> SellerStatus:
    def call() -> SellerStatus:
        try:
            return providers_of(steps.office).seller.status(application_no)
        except ProviderError as error:
            raise NotYet(str(error)) from error

    return outside(steps, "ask_seller", call, SellerStatus)


def _keep(steps: Steps, application_no: str, status: SellerStatus) -> None:
    def keep(session: Session) -> Done:
        told = [
            keep_fact(session, application_no, event.kind, event.facts, "seller")
            for event in status.events
        ]
        return Done(moved=any(told))

    in_transaction(steps, "keep_seller", keep, Done)


def ask_seller(steps: Steps, application_no: str) -> None:
    """Something happened at the seller's: learn what, and go on with it."""
    _keep(steps, application_no, _ask(steps, application_no))

    def go_on(session: Session) -> Done:
        application = find(session, application_no, lock=True)
        state = State(application.state)
        delivered = session.get(PurchaseFact, (application_no, DELIVERED_FACT))
        if state in (State.SIGNED_ALL, State.PRE_DISBURSE_CHECK):
            order_disbursement(session, application)
        elif state is State.APPROVED_WITH_CONDITIONS:
            conditions_changed(session, application, SYSTEM)
        elif state is State.ACTIVATED and delivered is not None:
            handed_over(session, application, SYSTEM)
        return Done()

    in_transaction(steps, "go_on", go_on, Done)


def _begin(session: Session, application_no: str) -> Done:
    """The check begins; whether there is one."""
    application = find(session, application_no, lock=True)
    if application.state == State.SIGNED_ALL:
        move(session, application, Command.CHECK_DISBURSEMENT, SYSTEM, "all_signed")
    return Done(moved=application.state == State.PRE_DISBURSE_CHECK)


def _filing(session: Session, application_no: str) -> Filing:
    """The mortgage is filed when nothing else is missing any more."""
    application = find(session, application_no)
    readiness = look(session, application)
    if not readiness.only_mortgage or readiness.vin is None or application.contract_no is None:
        return Filing()
    borrower = borrower_of(session, application_no)
    return Filing(
        filing=MortgageFiling(
            contract_no=application.contract_no,
            vin=readiness.vin,
            owner_name=borrower.name or "",
            owner_id_no=borrower.id_no or "",
            mortgagee=office_of(session).catalogue().lender,
        )
    )


def _file_mortgage(steps: Steps, application_no: str) -> None:
    filing = in_transaction(
        steps, "prepare_mortgage", lambda session: _filing(session, application_no), Filing
    ).filing
    if filing is None:
        return

    def call() -> Filed:
        try:
            return Filed(answer=providers_of(steps.office).mortgage_registry.register(filing))
        except ProviderError as error:
            raise NotYet(str(error)) from error

    answer = outside(steps, "file_mortgage", call, Filed).answer

    def keep(session: Session) -> Done:
        if answer is None or not answer.registered:
            reason = answer.reason if answer else None
            note(session, application_no, "mortgage_denied", "disburse", reason=reason)
            return Done(moved=False)
        facts = answer.model_dump(mode="json")
        return Done(moved=keep_fact(session, application_no, "mortgaged", facts, "registry"))

    in_transaction(steps, "keep_mortgage", keep, Done)


def _pay_out(session: Session, application_no: str) -> Done:
    """Everything is there: the loan is made and the state changes, or neither."""
    application = find(session, application_no, lock=True)
    if application.state != State.PRE_DISBURSE_CHECK:
        return Done(moved=False)
    readiness = look(session, application)
    if readiness.missing or readiness.vin is None:
        missing = list(readiness.missing)
        note(session, application_no, "not_ready", "disburse", missing=missing)
        return Done(moved=False)
    activate(session, application, readiness.vin)
    move(session, application, Command.ACTIVATE, SYSTEM, "ready")
    return Done()


def disburse(steps: Steps, application_no: str) -> None:
    """Check what has to be there, file the mortgage, pay out; what is missing is waited for."""
    if not in_transaction(steps, "begin", lambda s: _begin(s, application_no), Done).moved:
        return
    _keep(steps, application_no, _ask(steps, application_no))
    _file_mortgage(steps, application_no)
    in_transaction(steps, "pay_out", lambda s: _pay_out(s, application_no), Done)
