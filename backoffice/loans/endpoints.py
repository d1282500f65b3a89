"""`/loans`: what was paid out, and what falls due."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from backoffice.audit.actors import CurrentActor, Kind
from backoffice.loans.schemas import Loans, LoanSchedule, LoanView
from backoffice.loans.service import loan_for, loans_of
from backoffice.loans.views import loan_view, schedule_view
from backoffice.office import CurrentOffice
from backoffice.problem_schemas import refuses
from backoffice.refusals import Refusal

router = APIRouter(tags=["loans"])

ContractNo = Annotated[str, Path(pattern=r"^[A-Za-z0-9-]{1,40}$")]
CustomerId = Annotated[str, Query(pattern=r"^[A-Za-z0-9-]{1,40}$")]


@router.get("/loans", responses=refuses(404, 422))
def list_loans(customer_id: CustomerId, office: CurrentOffice, actor: CurrentActor) -> Loans:
    """A customer's loans, newest first."""
    if not (actor.inside or (actor.kind is Kind.CUSTOMER and actor.id == customer_id)):
        raise Refusal("CUSTOMER_UNKNOWN")
    with office.database.transaction() as session:
        found = loans_of(session, customer_id)
        return Loans(items=[loan_view(session, loan) for loan in found])


@router.get("/loans/{contract_no}", responses=refuses(404, 422))
def read_loan(contract_no: ContractNo, office: CurrentOffice, actor: CurrentActor) -> LoanView:
    """One loan."""
    with office.database.transaction() as session:
        return loan_view(session, loan_for(session, actor, contract_no))


@router.get("/loans/{contract_no}/schedule", responses=refuses(404, 422))
def read_schedule(
    contract_no: ContractNo, office: CurrentOffice, actor: CurrentActor
) -> LoanSchedule:
    """The schedule in force, instalment by instalment."""
    with office.database.transaction() as session:
        return schedule_view(session, loan_for(session, actor, contract_no))
