"""Who signed a contract beside its borrower, and has to sign what changes it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from backoffice.applications.fields import saved
from backoffice.applications.finding import parties_of
from backoffice.database import Base
from backoffice.loans.models import Loan
from backoffice.parties.models import Party
from backoffice.personal.columns import SealedText


class CoSigner(Base):
    """A co-borrower or guarantor of a contract that is older than applications."""

    __tablename__ = "loan_co_signers"

    contract_no: Mapped[str] = mapped_column(sa.ForeignKey(Loan.contract_no), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    role: Mapped[str] = mapped_column(sa.String(20))
    relation: Mapped[str | None] = mapped_column(sa.String(20))
    name: Mapped[str] = mapped_column(SealedText("loan_co_signers.name"))
    id_no: Mapped[str] = mapped_column(SealedText("loan_co_signers.id_no"))
    phone: Mapped[str] = mapped_column(SealedText("loan_co_signers.phone"))
    income_monthly: Mapped[Decimal | None] = mapped_column(sa.Numeric(12, 2))


@dataclass(frozen=True, slots=True)
class Known:
    """A co-signer as he is known; the income as he said it last, yuan a month."""

    role: str
    relation: str | None
    name: str
    id_no: str
    phone: str
    income_monthly: Decimal | None


def co_signers_of(session: Session, loan: Loan) -> list[Known]:
    """The co-signers of a contract, in the order in which they came.

    Those of its newest change stand with the loan, as those of contracts older than applications;
    the others stand in the application that they came in by.
    """
    query = sa.select(CoSigner).where(CoSigner.contract_no == loan.contract_no)
    kept = [
        Known(one.role, one.relation, one.name, one.id_no, one.phone, one.income_monthly)
        for one in session.scalars(query.order_by(CoSigner.position))
    ]
    if kept or loan.application_no is None:
        return kept
    return signing_in(session, loan.application_no)


def signing_in(session: Session, application_no: str) -> list[Known]:
    """Who signs beside the borrower in an application."""
    parties = parties_of(session, application_no)
    return [_known(session, party) for party in parties if party.role != "borrower"]


def now_sign(session: Session, contract_no: str, people: Sequence[Known]) -> None:
    """From now on these are the co-signers: they signed what the contract is now."""
    session.execute(sa.delete(CoSigner).where(CoSigner.contract_no == contract_no))
    session.add_all(
        CoSigner(contract_no=contract_no, position=position, **asdict(one))
        for position, one in enumerate(people)
    )
    session.flush()


def _known(session: Session, party: Party) -> Known:
    said = saved(session, party.party_id).get("income_monthly")
    return Known(
        role=party.role,
        relation=party.relation,
        name=party.name or "",
        id_no=party.id_no or "",
        phone=party.phone,
        income_monthly=Decimal(said.value) if said else None,
    )
