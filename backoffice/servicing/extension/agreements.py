"""What was signed for the extensions of a loan."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.loans.models import Loan
from backoffice.servicing.extension.models import ExtensionCase
from backoffice.servicing.models import Errand
from backoffice.signing.models import Contract


def agreements(session: Session, loan: Loan) -> list[str]:
    """The numbers of the contracts that all signed, oldest first."""
    query = (
        sa.select(Contract.contract_no)
        .join(ExtensionCase, ExtensionCase.application_no == Contract.application_no)
        .join(Errand, Errand.request_no == ExtensionCase.request_no)
        .where(
            Errand.contract_no == loan.contract_no,
            Contract.completed_at.is_not(None),
            Contract.voided_at.is_(None),
        )
        .order_by(Contract.completed_at)
    )
    return list(session.scalars(query))
