"""The balloon's day: the new schedule is in force, the errand is done."""

from datetime import datetime

from sqlalchemy.orm import Session

from backoffice.applications.lifecycle import Command
from backoffice.applications.moving import move
from backoffice.audit.actors import SYSTEM
from backoffice.clock.service import SHANGHAI
from backoffice.loans.co_signers import now_sign, signing_in
from backoffice.loans.dues import hold
from backoffice.loans.models import Loan
from backoffice.servicing.errands import find
from backoffice.servicing.extension.cases import case_of
from backoffice.servicing.extension.opening import extended


def take_effect(session: Session, request_no: str, at: datetime) -> None:
    """From now on interest is that of the extension and who signed it signs what changes later.

    Once, and only when all signed.
    """
    case = case_of(session, find(session, request_no), lock=True)
    errand = find(session, request_no, lock=True)
    if errand.state != "ACCEPTED":
        return
    hold(session, [errand.contract_no])
    loan, terms = session.get_one(Loan, errand.contract_no), extended(errand).schedule.terms
    loan.annual_rate_pct = terms.annual_rate_pct
    loan.months += terms.months
    now_sign(session, loan.contract_no, signing_in(session, case.application_no))
    errand.state, errand.ended_on = "DONE", at.astimezone(SHANGHAI).date()
    move(session, case, Command.CHECK_DISBURSEMENT, SYSTEM, "balloon_due")
    move(session, case, Command.ACTIVATE, SYSTEM, "in_force")
    session.flush()
