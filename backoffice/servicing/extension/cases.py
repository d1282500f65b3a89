"""Finds the case of an errand, and the errand of a case."""

from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.applications.finding import find as find_application
from backoffice.applications.models import Application
from backoffice.parties.models import Party
from backoffice.risk.evidence import evidenced_income
from backoffice.servicing.errands import find as find_errand
from backoffice.servicing.extension.models import ExtensionCase
from backoffice.servicing.models import Errand


def case_of(session: Session, errand: Errand, *, lock: bool = False) -> Application:
    """The application of an errand; `lock`: before the errand's own lock, never after."""
    query = sa.select(ExtensionCase.application_no).where(
        ExtensionCase.request_no == errand.request_no
    )
    return find_application(session, session.scalars(query).one(), lock=lock)


def errand_of(session: Session, application_no: str, *, lock: bool = False) -> Errand:
    """The errand of an application."""
    case = session.get_one(ExtensionCase, application_no)
    return find_errand(session, case.request_no, lock=lock)


def income_shown(session: Session, contract_no: str) -> Decimal | None:
    """The monthly income that the customer's papers showed when he asked for it last."""
    query = (
        sa.select(Party)
        .join(ExtensionCase, ExtensionCase.application_no == Party.application_no)
        .join(Errand, Errand.request_no == ExtensionCase.request_no)
        .where(Errand.contract_no == contract_no, Party.role == "borrower")
        .order_by(Errand.opened_at.desc())
    )
    shown = (evidenced_income(session, party) for party in session.scalars(query))
    return next((income for income in shown if income is not None), None)
