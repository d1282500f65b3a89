"""Parties, how they proved who they are, their cards and their links."""

from datetime import date, datetime
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, validates

from backoffice.applications.models import Application
from backoffice.changes.models import Change
from backoffice.database import Base
from backoffice.personal.columns import Fingerprint, SealedText

At = sa.DateTime(timezone=True)


class Party(Base):
    """A person of an application; what is personal hangs here. The borrower is a party too."""

    __tablename__ = "parties"

    party_id: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    application_no: Mapped[str] = mapped_column(
        sa.ForeignKey(Application.application_no), index=True
    )
    role: Mapped[str] = mapped_column(sa.String(20))  # borrower, co_borrower, guarantor, driver
    relation: Mapped[str | None] = mapped_column(sa.String(20))
    sequence: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(always=True))
    name: Mapped[str | None] = mapped_column(SealedText("parties.name"))
    phone: Mapped[str] = mapped_column(SealedText("parties.phone"))
    id_no: Mapped[str | None] = mapped_column(SealedText("parties.id_no"))
    id_no_index: Mapped[str | None] = mapped_column(Fingerprint("id_no"), index=True)
    id_valid_to: Mapped[date | None]
    identity: Mapped[str] = mapped_column(sa.String(20), default="todo")  # todo, done, failed
    identity_at: Mapped[datetime | None] = mapped_column(At)
    identity_method: Mapped[str | None] = mapped_column(sa.String(20))
    video_asked_at: Mapped[datetime | None] = mapped_column(At)
    authorised_at: Mapped[datetime | None] = mapped_column(At)
    card: Mapped[str] = mapped_column(sa.String(20), default="n/a")  # todo, done, n/a
    card_no: Mapped[str | None] = mapped_column(SealedText("parties.card_no"))
    bank_name: Mapped[str | None] = mapped_column(sa.String(40))
    reserved_phone: Mapped[str | None] = mapped_column(SealedText("parties.reserved_phone"))
    signature: Mapped[str] = mapped_column(sa.String(20), default="todo")
    signed_at: Mapped[datetime | None] = mapped_column(At)
    removed_at: Mapped[datetime | None] = mapped_column(At)
    # Signed already what is changed here: known since then, and not asked about anew.
    carried: Mapped[bool] = mapped_column(server_default=sa.false())

    @validates("id_no")
    def _index_id_no(self, _name: str, value: str | None) -> str | None:
        self.id_no_index = value
        return value


class RealPersonCheck(Base):
    """One try to show a live face: begun here, answered by the provider.

    It is a party's, or belongs to a change of a customer's data.
    """

    __tablename__ = "real_person_checks"
    __table_args__ = (
        sa.CheckConstraint("num_nonnulls(party_id, change_no) = 1", name="one_owner"),
    )

    check_id: Mapped[str] = mapped_column(sa.String(60), primary_key=True)
    party_id: Mapped[str | None] = mapped_column(sa.ForeignKey(Party.party_id), index=True)
    change_no: Mapped[str | None] = mapped_column(sa.ForeignKey(Change.request_no), index=True)
    url: Mapped[str]
    state: Mapped[str] = mapped_column(sa.String(20))  # open, passed, failed, abandoned, expired
    reason: Mapped[str | None] = mapped_column(sa.String(40))
    score: Mapped[Decimal | None] = mapped_column(sa.Numeric(6, 4))
    liveness: Mapped[bool | None]
    begun_at: Mapped[datetime] = mapped_column(At)
    expires_at: Mapped[datetime] = mapped_column(At)
    answered_at: Mapped[datetime | None] = mapped_column(At)


class CreditAuthorisation(Base):
    """A party read the authorisation to query the bureau to its end and agreed."""

    __tablename__ = "credit_authorisations"

    id: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(always=True), primary_key=True)
    party_id: Mapped[str] = mapped_column(sa.ForeignKey(Party.party_id), index=True)
    text_version: Mapped[str] = mapped_column(sa.String(20))
    text_hash: Mapped[str] = mapped_column(sa.String(64))
    text: Mapped[str]
    dwell_ms: Mapped[int]
    channel: Mapped[str] = mapped_column(sa.String(20))
    authorised_at: Mapped[datetime] = mapped_column(At)
    withdrawn_at: Mapped[datetime | None] = mapped_column(At)


class CardTry(Base):
    """One four-factor check of a bank card."""

    __tablename__ = "card_tries"

    id: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(always=True), primary_key=True)
    party_id: Mapped[str] = mapped_column(sa.ForeignKey(Party.party_id), index=True)
    tail: Mapped[str] = mapped_column(sa.String(4))
    passed: Mapped[bool]
    reason: Mapped[str | None] = mapped_column(sa.String(40))
    tried_at: Mapped[datetime] = mapped_column(At)


class Link(Base):
    """The way in for a party without an account: once, for 72 hours. Only the hash is kept."""

    __tablename__ = "party_links"
    __table_args__ = (
        sa.Index(
            "uq_party_links_alive",
            "party_id",
            unique=True,
            postgresql_where=sa.text("state IN ('sent', 'opened')"),
        ),
    )

    id: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(always=True), primary_key=True)
    party_id: Mapped[str] = mapped_column(sa.ForeignKey(Party.party_id), index=True)
    salt: Mapped[str] = mapped_column(sa.String(32))
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    state: Mapped[str] = mapped_column(sa.String(20))  # sent, opened, used, expired, revoked
    sent_at: Mapped[datetime] = mapped_column(At)
    expires_at: Mapped[datetime] = mapped_column(At, index=True)
    opened_at: Mapped[datetime | None] = mapped_column(At)
    proved_at: Mapped[datetime | None] = mapped_column(At)
    ended_at: Mapped[datetime | None] = mapped_column(At)
    wrong_proofs: Mapped[int] = mapped_column(default=0)
