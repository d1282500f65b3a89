"""Which card a loan is paid from: the newest mandate in force; the one before ends when it gave."""

from collections.abc import Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.clock.service import SHANGHAI
from backoffice.loans.running_models import Mandate

_END_OLDER = sa.text(
    """
    UPDATE loan_mandates old SET state = 'ended', ended_on = :day
    FROM loan_mandates given
    WHERE given.mandate_no = ANY(:numbers) AND old.contract_no = given.contract_no
        AND old.mandate_no < given.mandate_no AND old.from_day <= given.from_day
        AND old.state <> 'ended'
    """
)


def open_mandate(
    session: Session, contract_no: str, card_no: str, bank_name: str, from_day: date
) -> Mandate:
    """Draw from this card from a day on; of its number only the tail is kept here."""
    mandate = Mandate(
        contract_no=contract_no,
        from_day=from_day,
        bank_name=bank_name,
        tail=card_no[-4:],
        state="active",
    )
    session.add(mandate)
    session.flush()
    return mandate


def in_force(session: Session, contract_no: str, day: date) -> Mandate | None:
    """The mandate that is drawn from on `day`, a refused one included."""
    query = (
        sa.select(Mandate)
        .where(
            Mandate.contract_no == contract_no,
            Mandate.from_day <= day,
            Mandate.state != "ended",
        )
        .order_by(Mandate.from_day.desc(), Mandate.mandate_no.desc())
        .limit(1)
    )
    return session.scalars(query).one_or_none()


def drawn_by(session: Session, mandates: Sequence[int], at: datetime) -> None:
    """These cards gave: what stood before them ends."""
    if mandates:
        day = at.astimezone(SHANGHAI).date()
        session.execute(_END_OLDER, {"numbers": list(mandates), "day": day})


def end_refused(session: Session, mandates: Sequence[int]) -> None:
    """These cards will not give any more; they are shown, not drawn from."""
    if mandates:
        session.execute(
            sa.update(Mandate).where(Mandate.mandate_no.in_(mandates)).values(state="refused")
        )
