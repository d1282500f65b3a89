"""How a customer's identity card stands, and what may not be changed while it is long expired."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.applications.models import Application
from backoffice.changes.models import CustomerIdentity
from backoffice.parties.models import Party
from backoffice.refusals import Refusal

# Contracts are not changed any more so long after the card expired; paying and looking go on.
GRACE = timedelta(days=90)
SOON = timedelta(days=90)
Standing = Literal["ok", "soon", "expired", "blocked", "unknown"]


@dataclass(frozen=True, slots=True)
class OnFile:
    """The identity card as it is known; `valid_to` None: without end, or not known."""

    name: str
    id_no: str
    valid_to: date | None
    long_term: bool = False

    @property
    def blocks_from(self) -> date | None:
        """The first day on which contracts are not changed any more."""
        return self.valid_to + GRACE + timedelta(days=1) if self.valid_to else None


def identity_on_file(session: Session, customer_id: str) -> OnFile | None:
    """The card in force: of a change or the portfolio, else of the newest application."""
    known = session.get(CustomerIdentity, customer_id)
    if known is not None:
        return OnFile(known.name, known.id_no, known.valid_to, known.long_term)
    newest = sa.select(Party).join(
        Application, Application.application_no == Party.application_no
    ).where(
        Application.customer_id == customer_id,
        Party.role == "borrower",
        Party.identity == "done",
        Party.id_no.is_not(None),
        Party.name.is_not(None),
    ).order_by(Party.sequence.desc()).limit(1)  # fmt: skip
    party = session.scalars(newest).one_or_none()
    if party is None:
        return None
    return OnFile(party.name or "", party.id_no or "", party.id_valid_to)


def standing_of(known: OnFile | None, today: date) -> Standing:
    """How a card stands on a day."""
    if known is None or (known.valid_to is None and not known.long_term):
        return "unknown"
    if known.valid_to is None or known.valid_to - SOON > today:
        return "ok"
    if known.valid_to >= today:
        return "soon"
    return "blocked" if today > known.valid_to + GRACE else "expired"


def identity_current(session: Session, customer_id: str, today: date) -> bool:
    """Whether contracts of this customer may be changed on this day.

    Not any more from the 91st day after the card expired; what is not known stands in nobody's
    way. Repaying and looking are never asked about.
    """
    return standing_of(identity_on_file(session, customer_id), today) != "blocked"


def require_current_identity(session: Session, customer_id: str, today: date) -> None:
    """Raise `Refusal` (ID_RENEWAL_FIRST) where `identity_current` says no."""
    if not identity_current(session, customer_id, today):
        raise Refusal("ID_RENEWAL_FIRST", allowed={"page": "/service/changes/id-card"})
