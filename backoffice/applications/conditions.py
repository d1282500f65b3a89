"""When a condition of an approval is met."""

from collections.abc import Callable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.applications.finding import parties_of
from backoffice.applications.models import Application
from backoffice.loans.readiness import down_payment_shown
from backoffice.parties.models import Party
from backoffice.risk.models import CreditReport


def stands(party: Party) -> bool:
    """Whether a co-signer proved who he is and authorised the query, or stood there before."""
    return party.carried or (party.identity == "done" and party.authorised_at is not None)


def _queried(session: Session, party: Party) -> bool:
    """Whether the bureau answered for the party: nobody counts whom nobody looked at."""
    return (
        session.scalar(sa.exists().where(CreditReport.party_id == party.party_id).select()) is True
    )


def _joined(role: str) -> Callable[[Session, Application], bool]:
    def met(session: Session, application: Application) -> bool:
        parties = parties_of(session, application.application_no)
        return any(
            party.role == role
            and stands(party)
            and party.signature != "refused"
            and _queried(session, party)
            for party in parties
        )

    return met


def _nobody_refused(session: Session, application: Application) -> bool:
    parties = parties_of(session, application.application_no)
    return all(party.signature != "refused" for party in parties)


_MET: dict[str, Callable[[Session, Application], bool]] = {
    "guarantor_signature": _joined("guarantor"),
    "co_borrower": _joined("co_borrower"),
    "down_payment_receipt": down_payment_shown,
    "replace_signer": _nobody_refused,
}


def is_met(session: Session, application: Application, code: str) -> bool:
    """Whether the condition is met now."""
    return _MET[code](session, application)
