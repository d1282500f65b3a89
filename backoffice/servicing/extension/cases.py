"""Finds the case of an errand, and the errand of a case."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.applications.finding import find as find_application
from backoffice.applications.models import Application
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
