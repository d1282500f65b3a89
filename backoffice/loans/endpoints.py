"""`/loans`: what was paid out, how it stands, what was paid, and repaying now."""

from typing import Annotated

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel

from backoffice.audit.actors import Actor, CurrentActor, Level
from backoffice.audit.trail import command
from backoffice.customers.finding import customer_for
from backoffice.idempotency.service import RequiredKey
from backoffice.loans import pay_now
from backoffice.loans.bank import bank_of, tell
from backoffice.loans.debits import collect
from backoffice.loans.looking import look
from backoffice.loans.models import Loan
from backoffice.loans.payments_view import payments_view
from backoffice.loans.schemas import (
    BankTold,
    Loans,
    LoanSchedule,
    LoanView,
    Payments,
    PayNow,
    PayNowReceipt,
    TellBank,
    TrialView,
)
from backoffice.loans.service import loan_for, loans_of
from backoffice.loans.trying import trial_view
from backoffice.loans.views import loan_view, schedule_view
from backoffice.office import CurrentOffice
from backoffice.problem_schemas import refuses
from backoffice.providers.errors import ProviderError
from backoffice.refusals import Refusal
from backoffice.servicing.views import errands_of
from foundation.log import logger

router = APIRouter(tags=["loans"])

ContractNo = Annotated[str, Path(pattern=r"^[A-Za-z0-9-]{1,40}$")]
CustomerId = Annotated[str, Query(pattern=r"^[A-Za-z0-9-]{1,40}$")]


class Ordered(BaseModel):
    """What was ordered to be drawn."""

    reference: str


@router.get("/loans", responses=refuses(404, 422))
def list_loans(customer_id: CustomerId, office: CurrentOffice, actor: CurrentActor) -> Loans:
    """A customer's loans, newest first."""
    with office.database.transaction() as session:
        customer_for(session, actor, customer_id)
        found = loans_of(session, customer_id)
        return Loans(items=[loan_view(session, loan, errands_of(session, loan)) for loan in found])


@router.get("/loans/{contract_no}", responses=refuses(404, 422))
def read_loan(contract_no: ContractNo, office: CurrentOffice, actor: CurrentActor) -> LoanView:
    """One loan as it stands today."""
    with office.database.transaction() as session:
        loan = loan_for(session, actor, contract_no)
        return loan_view(session, loan, errands_of(session, loan))


@router.get("/loans/{contract_no}/schedule", responses=refuses(404, 422))
def read_schedule(
    contract_no: ContractNo, office: CurrentOffice, actor: CurrentActor
) -> LoanSchedule:
    """The schedule in force, instalment by instalment."""
    with office.database.transaction() as session:
        return schedule_view(session, loan_for(session, actor, contract_no))


@router.get("/loans/{contract_no}/payments", responses=refuses(404, 422))
def read_payments(contract_no: ContractNo, office: CurrentOffice, actor: CurrentActor) -> Payments:
    """What was due, what came in, and what was tried to draw it."""
    with office.database.transaction() as session:
        return payments_view(session, loan_for(session, actor, contract_no))


@router.post("/loans/{contract_no}/trials/pay_now", responses=refuses(403, 404, 422))
def try_pay_now(contract_no: ContractNo, office: CurrentOffice, actor: CurrentActor) -> TrialView:
    """What repaying now would draw, from which card; nothing is drawn."""
    actor.require(Level.L1)
    with office.database.transaction() as session:
        loan = loan_for(session, actor, contract_no)
        at = look(session, loan)
        figures, why_not = pay_now.figures(at), pay_now.reasons(at)
        return trial_view(session, loan, pay_now.PURPOSE, figures, why_not)


@router.post("/loans/{contract_no}/payments", responses=refuses(403, 404, 409, 422))
def repay_now(
    contract_no: ContractNo,
    request: PayNow,
    office: CurrentOffice,
    actor: CurrentActor,
    key: RequiredKey,
) -> PayNowReceipt:
    """Draw what the trial showed; the receipt tells what the bank gave."""
    actor.require(Level.L1)
    with office.database.transaction() as session:
        loan = loan_for(session, actor, contract_no)

        def perform() -> Ordered:
            return Ordered(reference=pay_now.draw(session, loan, request.trial_id, request.hash))

        ordered = command(
            session, actor, key, "loans.pay_now", contract_no, request, perform, Ordered
        )
    return _receipt(office, actor, loan, ordered.reference)


def _receipt(office: CurrentOffice, actor: Actor, loan: Loan, reference: str) -> PayNowReceipt:
    """Ask the bank now; where it does not answer, the ordered work asks again."""
    try:
        collect(office, bank_of(office), office.clock.now(), only=loan.contract_no)
    except ProviderError as error:
        logger(__name__).warning("loans.bank_silent", error=repr(error))
    with office.database.transaction() as session:
        return pay_now.receipt(session, loan_for(session, actor, loan.contract_no), reference)


@router.post("/sandbox/bank/{contract_no}", responses=refuses(403, 404, 422))
def tell_bank(contract_no: ContractNo, request: TellBank, office: CurrentOffice) -> BankTold:
    """Let the sandbox's bank answer so about a contract until told otherwise."""
    if not office.settings.sandbox:
        raise Refusal("SANDBOX_ONLY")
    with office.database.transaction() as session:
        if session.get(Loan, contract_no) is None:
            raise Refusal("LOAN_UNKNOWN")
        tell(session, contract_no, request.event, request.code, request.share_pct)
    return BankTold(contract_no=contract_no, **request.model_dump())
