"""How an errand follows its case: each change of the one is a change of the other.

The case is locked first, then the errand, then the loan: whoever cancels and whoever signs take
turns.
"""

from sqlalchemy.orm import Session

from backoffice.applications.closing import cancel as cancel_application
from backoffice.applications.lifecycle import State
from backoffice.applications.models import Application
from backoffice.applications.reading import last_decision
from backoffice.audit.actors import SYSTEM
from backoffice.lending.contract_schedule import DatedRow
from backoffice.lending.extension import dated
from backoffice.lending.money import ZERO
from backoffice.loans.dues import hold
from backoffice.loans.models import Loan
from backoffice.loans.schedules import in_force, replace
from backoffice.office import office_of
from backoffice.refusals import Refusal
from backoffice.servicing.errands import open_errands
from backoffice.servicing.extension.cases import case_of, errand_of
from backoffice.servicing.extension.opening import extended
from backoffice.servicing.models import PENDING, Errand

SIGNING = (State.CONTRACT_GENERATED, State.SIGNING)
# Why an errand ended, by how its case did; of a refusal for what he earns, what he can do is told.
ENDED = {State.DECLINED: "declined", State.EXPIRED: "unsigned"}
INCOME, TOO_LITTLE = "income_and_debt", "income"


def _end(session: Session, errand: Errand, state: str, why: str | None = None) -> None:
    errand.state, errand.failure = state, why
    errand.ended_on = office_of(session).clock.business_date()


def _why(session: Session, application: Application, state: State) -> str:
    decided = last_decision(session, application.application_no)
    little = decided is not None and decided.reason_family == INCOME
    return TOO_LITTLE if state is State.DECLINED and little else ENDED[state]


def _swap(session: Session, errand: Errand) -> None:
    """Write the schedule that takes the balloon's place; it comes into force on its day.

    What is paid first falls due with the last of the instalments that were agreed first.
    """
    hold(session, [errand.contract_no])
    loan = session.get_one(Loan, errand.contract_no)
    found = extended(errand)
    last = in_force(session, loan.contract_no)[-1]
    assert last.due_date == errand.effective_on
    first = errand.amount
    closing = DatedRow(
        last.period,
        last.due_date,
        last.payment + first,
        last.principal + first,
        last.interest,
        found.schedule.terms.principal,
    )
    rows = dated(found.schedule, last.due_date, loan.due_day).rows
    more = [row._replace(period=last.period + row.period) for row in rows]
    replace(session, loan, [closing, *more], ZERO, errand.effective_on, errand.errand)


def _accept(session: Session, errand: Errand) -> None:
    """All signed: from the balloon's day on the new instalments are in force by themselves."""
    _swap(session, errand)
    errand.state = "ACCEPTED"


def _refuse_beside(session: Session, errand: Errand) -> None:
    """What was refused is not taken up again beside something else: raises `Refusal`."""
    for other in open_errands(session, errand.contract_no):
        if other.exclusive and other.state in PENDING:
            raise Refusal("ERRAND_OPEN", allowed={"request_no": other.request_no})


def follow(session: Session, application: Application) -> None:
    """Bring the errand of a case to where its case stands; the case is locked by who moved it."""
    errand = errand_of(session, application.application_no, lock=True)
    state = State(application.state)
    if state in (State.PRE_DISBURSE_CHECK, State.ACTIVATED) or errand.state == "CANCELLED":
        return
    if errand.state == "FAILED":
        _refuse_beside(session, errand)
    if state is State.SIGNED_ALL:
        _accept(session, errand)
    elif state in ENDED:
        _end(session, errand, "FAILED", _why(session, application, state))
    elif state is State.CANCELLED:
        _end(session, errand, "CANCELLED")
    else:
        errand.state = "SIGNING" if state in SIGNING else "REVIEWING"
        errand.failure = errand.ended_on = None
    session.flush()


def hold_case(session: Session, errand: Errand) -> None:
    """Lock the case of an errand that is about to be cancelled."""
    case_of(session, errand, lock=True)


def leave(session: Session, errand: Errand) -> None:
    """The customer cancelled his errand: nobody signs any more."""
    cancel_application(session, case_of(session, errand), SYSTEM, "errand_cancelled")
