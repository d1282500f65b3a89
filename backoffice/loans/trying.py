"""A trial of an errand: figures kept under a hash, and why it could not be ordered now."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from backoffice.clock.service import SHANGHAI
from backoffice.loans.models import Loan
from backoffice.loans.schemas import TrialView
from backoffice.loans.trials import make


def trial_view(
    session: Session, loan: Loan, errand: str, figures: Mapping[str, Any], reasons: list[str]
) -> TrialView:
    """Keep the figures and show them; nothing is done."""
    trial = make(session, loan, errand, figures)
    return TrialView(
        trial_id=trial.trial_id,
        contract_no=loan.contract_no,
        errand=trial.errand,
        valid_until=trial.valid_until.astimezone(SHANGHAI).isoformat(),
        hash=trial.hash,
        figures=trial.figures,
        eligible=not reasons,
        reasons=reasons,
    )
