"""Cases that a person has to decide: opened where the policy refers, answered by the next change.

The state table has one state for such a wait before the papers (MANUAL_REVIEW). Afterwards the
application stays where it is, and the open case says that a person looks at it, and until when.
"""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from backoffice.applications.models import Application, At
from backoffice.applications.purposes import for_loan
from backoffice.audit.actors import Actor
from backoffice.clock.working_time import work_days_later, work_hours_later
from backoffice.database import Base
from backoffice.office import office_of
from backoffice.workflows.orders import order

CREDIT, PAPERS, JOINED = "credit", "papers", "joined"
CREDIT_HOURS, PAPERS_DAYS = 4, 1
_OPEN = "decided_at IS NULL"


class Referral(Base):
    """A case for a person: at which stage, by which rule, until when; one open at a time."""

    __tablename__ = "referrals"
    __table_args__ = (
        sa.Index(
            "uq_referrals_open", "application_no", unique=True, postgresql_where=sa.text(_OPEN)
        ),
        sa.Index("ix_referrals_due", "due_by", postgresql_where=sa.text(_OPEN)),
    )

    id: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(always=True), primary_key=True)
    application_no: Mapped[str] = mapped_column(
        sa.ForeignKey(Application.application_no), index=True
    )
    stage: Mapped[str] = mapped_column(sa.String(20))  # credit, papers, joined
    code: Mapped[str | None] = mapped_column(sa.String(10))
    family: Mapped[str | None] = mapped_column(sa.String(30))
    referred_at: Mapped[datetime] = mapped_column(At)
    due_by: Mapped[datetime] = mapped_column(At)
    decided_at: Mapped[datetime | None] = mapped_column(At)
    decided_by: Mapped[str | None] = mapped_column(sa.String(80))


def open_case(session: Session, application_no: str) -> Referral | None:
    """The case that waits for a person."""
    query = sa.select(Referral).where(
        Referral.application_no == application_no, Referral.decided_at.is_(None)
    )
    return session.scalars(query).one_or_none()


def refer(
    session: Session, application: Application, stage: str, code: str | None, family: str | None
) -> None:
    """Open a case, unless one is open; where no change of state tells it, it is told itself."""
    if open_case(session, application.application_no) is not None:
        return
    now = office_of(session).clock.now()
    hours = stage == CREDIT
    case = Referral(
        application_no=application.application_no,
        stage=stage,
        code=code,
        family=family,
        referred_at=now,
        due_by=work_hours_later(now, CREDIT_HOURS) if hours else work_days_later(now, PAPERS_DAYS),
    )
    session.add(case)
    session.flush()
    if stage != CREDIT and for_loan(application):
        order(session, "tell_referral", str(case.id))


def answered(session: Session, application_no: str, actor: Actor) -> None:
    """A change of state answers the case, whoever made it."""
    session.execute(
        sa.update(Referral)
        .where(Referral.application_no == application_no, Referral.decided_at.is_(None))
        .values(decided_at=office_of(session).clock.now(), decided_by=str(actor))
    )


def waiting(session: Session) -> Sequence[Referral]:
    """All open cases, the most pressing first."""
    query = sa.select(Referral).where(Referral.decided_at.is_(None))
    return session.scalars(query.order_by(Referral.due_by, Referral.id)).all()
