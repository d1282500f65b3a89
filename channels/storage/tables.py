"""The tables of the edge.

`sessions` who may speak for which conversation · `conversations` a talk and its state · `turns` the
durable inbox · `messages` the talk as the customer sees it · `vault` personal numbers, encrypted ·
`login_codes`, `login_guards` signing in · `outbox` what the sandbox's providers sent ·
`link_sessions`, `link_phones` people who come through a signing link · `real_person_tries` which
session began a check · `uploads`, `upload_chunks` papers on their way in, encrypted · `deliveries`
what the back office had to say · `signals` what open pages are told beside the talk.
"""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from foundation.database import Model, metadata

Instant = sa.DateTime(timezone=True)


class Base(Model):
    """Declarative base of the edge's tables."""

    __abstract__ = True
    metadata = metadata()


class Conversation(Base):
    """A talk. `owner_*` tell whose it is; `carry` is sealed (parts of a number that may go on)."""

    __tablename__ = "conversations"

    conversation_id: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    owner_kind: Mapped[str] = mapped_column(sa.Text)
    owner_id: Mapped[str] = mapped_column(sa.Text, index=True)
    assurance: Mapped[str] = mapped_column(sa.Text, server_default="L0")
    channel: Mapped[str] = mapped_column(sa.Text, server_default="web")
    name_masked: Mapped[str | None] = mapped_column(sa.Text)
    phone_masked: Mapped[str | None] = mapped_column(sa.Text)
    last_seq: Mapped[int] = mapped_column(sa.Integer, server_default="0")
    noticed_at: Mapped[datetime | None] = mapped_column(Instant)
    expects: Mapped[str | None] = mapped_column(sa.Text)
    carry: Mapped[bytes | None] = mapped_column(sa.LargeBinary)
    code_digest: Mapped[bytes | None] = mapped_column(sa.LargeBinary)
    code_until: Mapped[datetime | None] = mapped_column(Instant)
    created_at: Mapped[datetime] = mapped_column(Instant, server_default=sa.func.now())
    last_at: Mapped[datetime] = mapped_column(Instant, server_default=sa.func.now())


class Session(Base):
    """A bearer token's hash and the conversation it speaks for.

    The device and its levels above the talk's own: `l2_until`, `l3_until`. `phone_sealed` opens
    only with `device_id`.
    """

    __tablename__ = "sessions"

    token_hash: Mapped[bytes] = mapped_column(sa.LargeBinary, primary_key=True)
    conversation_id: Mapped[str] = mapped_column(
        sa.ForeignKey("conversations.conversation_id"), index=True
    )
    created_at: Mapped[datetime] = mapped_column(Instant, server_default=sa.func.now())
    expires_at: Mapped[datetime] = mapped_column(Instant)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)
    device_id: Mapped[str] = mapped_column(
        sa.Text, unique=True, server_default=sa.text("'d-' || gen_random_uuid()")
    )
    device_name: Mapped[str | None] = mapped_column(sa.Text)
    channel: Mapped[str] = mapped_column(sa.Text, server_default="web")
    seen_at: Mapped[datetime] = mapped_column(Instant, server_default=sa.func.now())
    phone_sealed: Mapped[bytes | None] = mapped_column(sa.LargeBinary)
    l2_until: Mapped[datetime | None] = mapped_column(Instant)
    l3_until: Mapped[datetime | None] = mapped_column(Instant)
    l3_ref: Mapped[str | None] = mapped_column(sa.Text)


class LinkSession(Base):
    """Who came in through a signing link: one party, its own paths, a short time.

    `sealed` holds the link's token and the phone; it opens only with the party.
    """

    __tablename__ = "link_sessions"

    token_hash: Mapped[bytes] = mapped_column(sa.LargeBinary, primary_key=True)
    party_id: Mapped[str] = mapped_column(sa.Text, index=True)
    application_no: Mapped[str] = mapped_column(sa.Text)
    role: Mapped[str] = mapped_column(sa.Text)
    name_masked: Mapped[str | None] = mapped_column(sa.Text)
    phone_masked: Mapped[str | None] = mapped_column(sa.Text)
    sealed: Mapped[bytes] = mapped_column(sa.LargeBinary)
    l1_until: Mapped[datetime | None] = mapped_column(Instant)
    l2_until: Mapped[datetime | None] = mapped_column(Instant)
    l3_until: Mapped[datetime | None] = mapped_column(Instant)
    l3_ref: Mapped[str | None] = mapped_column(sa.Text)
    created_at: Mapped[datetime] = mapped_column(Instant, server_default=sa.func.now())
    expires_at: Mapped[datetime] = mapped_column(Instant)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)


class LinkPhone(Base):
    """The phone a signing link was sent to: its token digested, the phone sealed for it."""

    __tablename__ = "link_phones"

    link_digest: Mapped[bytes] = mapped_column(sa.LargeBinary, primary_key=True)
    sealed: Mapped[bytes] = mapped_column(sa.LargeBinary)
    sent_at: Mapped[datetime] = mapped_column(Instant)


class RealPersonTry(Base):
    """Which session began a real-person check: only that one is lifted by its result."""

    __tablename__ = "real_person_tries"

    check_id: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(sa.LargeBinary)
    party_id: Mapped[str] = mapped_column(sa.Text)
    begun_at: Mapped[datetime] = mapped_column(Instant)
    used_at: Mapped[datetime | None] = mapped_column(Instant)


class Turn(Base):
    """One message taken from a customer; `status` pending / done / failed.

    `content` is `{text}` (tokens only), `{press, label}`, or `{}` when nothing goes on.
    """

    __tablename__ = "turns"
    __table_args__ = (
        sa.UniqueConstraint("conversation_id", "client_message_id"),
        sa.Index(
            "ix_turns_pending",
            "conversation_id",
            "seq",
            postgresql_where=sa.text("status = 'pending'"),
        ),
    )

    turn_id: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    conversation_id: Mapped[str] = mapped_column(sa.ForeignKey("conversations.conversation_id"))
    seq: Mapped[int] = mapped_column(sa.Integer)
    client_message_id: Mapped[str | None] = mapped_column(sa.Text)
    content: Mapped[dict[str, Any]] = mapped_column(JSONB)
    warnings: Mapped[list[str]] = mapped_column(JSONB, server_default="[]")
    status: Mapped[str] = mapped_column(sa.Text, server_default="pending")
    told: Mapped[bool] = mapped_column(sa.Boolean, server_default=sa.false())
    attempts: Mapped[int] = mapped_column(sa.Integer, server_default="0")
    claimed_by: Mapped[str] = mapped_column(sa.Text)
    claimed_until: Mapped[datetime] = mapped_column(Instant)
    received_at: Mapped[datetime] = mapped_column(Instant)
    answered_at: Mapped[datetime | None] = mapped_column(Instant)
    intent: Mapped[dict[str, Any] | None] = mapped_column(JSONB)


class Message(Base):
    """One line of a talk as the customer sees it; `role` customer / bot / agent."""

    __tablename__ = "messages"
    __table_args__ = (sa.Index("ix_messages_turn_id", "turn_id"),)

    conversation_id: Mapped[str] = mapped_column(
        sa.ForeignKey("conversations.conversation_id"), primary_key=True
    )
    seq: Mapped[int] = mapped_column(sa.Integer, primary_key=True)
    turn_id: Mapped[str | None] = mapped_column(sa.Text)
    role: Mapped[str] = mapped_column(sa.Text)
    body: Mapped[dict[str, Any]] = mapped_column(JSONB)
    at: Mapped[datetime] = mapped_column(Instant)


class VaultEntry(Base):
    """A personal number under its token; `sealed` opens only with conversation, kind and token."""

    __tablename__ = "vault"

    token: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    conversation_id: Mapped[str] = mapped_column(
        sa.ForeignKey("conversations.conversation_id"), index=True
    )
    kind: Mapped[str] = mapped_column(sa.Text)
    sealed: Mapped[bytes] = mapped_column(sa.LargeBinary)
    masked: Mapped[str] = mapped_column(sa.Text)
    created_at: Mapped[datetime] = mapped_column(Instant, server_default=sa.func.now())


class LoginCode(Base):
    """A code that was sent: keyed digests of phone and code, never either of them."""

    __tablename__ = "login_codes"
    __table_args__ = (sa.Index("ix_login_codes_phone_digest", "phone_digest", "sent_at"),)

    code_id: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(), primary_key=True)
    phone_digest: Mapped[bytes] = mapped_column(sa.LargeBinary)
    code_digest: Mapped[bytes] = mapped_column(sa.LargeBinary)
    sent_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    used_at: Mapped[datetime | None] = mapped_column(Instant)


class LoginGuard(Base):
    """Wrong codes of a phone, and until when it is locked."""

    __tablename__ = "login_guards"

    phone_digest: Mapped[bytes] = mapped_column(sa.LargeBinary, primary_key=True)
    wrong: Mapped[int] = mapped_column(sa.Integer, server_default="0")
    locked_until: Mapped[datetime | None] = mapped_column(Instant)


class OutboxMail(Base):
    """What a sandbox provider sent to the outside world; addressee digested, content sealed."""

    __tablename__ = "outbox"
    __table_args__ = (sa.Index("ix_outbox_to_digest", "to_digest", "mail_id"),)

    mail_id: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(), primary_key=True)
    to_digest: Mapped[bytes] = mapped_column(sa.LargeBinary)
    kind: Mapped[str] = mapped_column(sa.Text)
    sealed: Mapped[bytes] = mapped_column(sa.LargeBinary)
    sent_at: Mapped[datetime] = mapped_column(Instant)
    reference: Mapped[str | None] = mapped_column(sa.Text, unique=True)


class Upload(Base):
    """A paper on its way to the back office; `status` receiving / waiting / handed / refused.

    `owner` is the actor (`customer:…` or `party:…`). No file name is kept.
    """

    __tablename__ = "uploads"
    __table_args__ = (
        sa.Index(
            "ix_uploads_waiting", "created_at", postgresql_where=sa.text("status = 'waiting'")
        ),
    )

    upload_id: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    owner: Mapped[str] = mapped_column(sa.Text, index=True)
    level: Mapped[str] = mapped_column(sa.Text)
    channel: Mapped[str] = mapped_column(sa.Text)
    conversation_id: Mapped[str | None] = mapped_column(sa.Text)
    party_id: Mapped[str] = mapped_column(sa.Text)
    document: Mapped[str] = mapped_column(sa.Text)
    side: Mapped[str | None] = mapped_column(sa.Text)
    pages: Mapped[list[int]] = mapped_column(JSONB)
    size: Mapped[int] = mapped_column(sa.Integer)
    received: Mapped[int] = mapped_column(sa.Integer, server_default="0")
    sha256: Mapped[str | None] = mapped_column(sa.Text)
    status: Mapped[str] = mapped_column(sa.Text, server_default="receiving")
    paper_id: Mapped[str | None] = mapped_column(sa.Text)
    problem: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    claimed_until: Mapped[datetime | None] = mapped_column(Instant)
    created_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)


class UploadChunk(Base):
    """A stretch of an upload, sealed for its upload and place."""

    __tablename__ = "upload_chunks"

    upload_id: Mapped[str] = mapped_column(
        sa.ForeignKey("uploads.upload_id", ondelete="CASCADE"), primary_key=True
    )
    start: Mapped[int] = mapped_column(sa.Integer, primary_key=True)
    sealed: Mapped[bytes] = mapped_column(sa.LargeBinary)


class Delivery(Base):
    """What the back office had to say, once; `state` sending / kept / done.

    `body` is kept only while there is no talk to say it in. `ways`: of a notice, how each way went.
    """

    __tablename__ = "deliveries"

    delivery_id: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    customer_id: Mapped[str | None] = mapped_column(sa.Text, index=True)
    channel: Mapped[str] = mapped_column(sa.Text)
    kind: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.Text)
    body: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    ways: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    taken_at: Mapped[datetime] = mapped_column(Instant)


class Signal(Base):
    """Something that open pages are told beside the talk; not kept for long."""

    __tablename__ = "signals"
    __table_args__ = (sa.Index("ix_signals_conversation_id", "conversation_id", "signal_id"),)

    signal_id: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(sa.Text)
    event: Mapped[str] = mapped_column(sa.Text)
    data: Mapped[dict[str, Any]] = mapped_column(JSONB)
    at: Mapped[datetime] = mapped_column(Instant)
