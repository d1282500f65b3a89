"""The tables of the WeChat channel and of bindings.

`wechat_fans` who writes there, by pseudonym · `wechat_received` each message once ·
`wechat_nonces` each signed address for one body · `wechat_tokens` the access token, one for all
processes · `wechat_entries` ways into our pages, begun · `wechat_exchanges` ways in, proved ·
`wechat_tickets` codes on the web that bind who scans them · `wechat_templates` what became of
template messages.
"""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from channels.storage.tables import Base, Instant


class Fan(Base):
    """Someone in WeChat. The openid is digested and sealed; `fan_id` stands for him elsewhere.

    `token_hash` is his session's, of a token that nobody has. `told_*`: what he has been shown.
    `leased_*`: who is sending to him. `closed_until`: nothing can be sent until then, or he writes.
    """

    __tablename__ = "wechat_fans"

    fan_id: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    openid_digest: Mapped[bytes] = mapped_column(sa.LargeBinary, unique=True)
    openid_sealed: Mapped[bytes] = mapped_column(sa.LargeBinary)
    token_hash: Mapped[bytes] = mapped_column(sa.LargeBinary, unique=True)
    customer_id: Mapped[str | None] = mapped_column(sa.Text, index=True)
    phone_sealed: Mapped[bytes | None] = mapped_column(sa.LargeBinary)
    bound_at: Mapped[datetime | None] = mapped_column(Instant)
    subscribed: Mapped[bool] = mapped_column(sa.Boolean, server_default=sa.true())
    told_conversation: Mapped[str] = mapped_column(sa.Text, index=True)
    told_seq: Mapped[int] = mapped_column(sa.Integer, server_default="0")
    buttons: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, server_default="[]")
    heard_at: Mapped[datetime | None] = mapped_column(Instant)
    closed_until: Mapped[datetime | None] = mapped_column(Instant)
    leased_by: Mapped[str | None] = mapped_column(sa.Text)
    leased_until: Mapped[datetime | None] = mapped_column(Instant)
    created_at: Mapped[datetime] = mapped_column(Instant, server_default=sa.func.now())


class Received(Base):
    """A message or event, once; `reply` is what was answered passively.

    `untaken_since`: nobody was there any more to take the reply.
    """

    __tablename__ = "wechat_received"
    __table_args__ = (
        sa.Index(
            "ix_wechat_received_untaken",
            "untaken_since",
            postgresql_where=sa.text("untaken_since IS NOT NULL"),
        ),
    )

    key_digest: Mapped[bytes] = mapped_column(sa.LargeBinary, primary_key=True)
    done: Mapped[bool] = mapped_column(sa.Boolean, server_default=sa.false())
    reply: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    openid_digest: Mapped[bytes | None] = mapped_column(sa.LargeBinary)
    untaken_since: Mapped[datetime | None] = mapped_column(Instant)
    at: Mapped[datetime] = mapped_column(Instant, index=True)


class Nonce(Base):
    """A signed address: good for one body only."""

    __tablename__ = "wechat_nonces"

    address_digest: Mapped[bytes] = mapped_column(sa.LargeBinary, primary_key=True)
    body_digest: Mapped[bytes] = mapped_column(sa.LargeBinary)
    at: Mapped[datetime] = mapped_column(Instant, index=True)


class AccessToken(Base):
    """The access token of an app, sealed."""

    __tablename__ = "wechat_tokens"

    app_id: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    sealed: Mapped[bytes | None] = mapped_column(sa.LargeBinary)
    expires_at: Mapped[datetime | None] = mapped_column(Instant)


class Entry(Base):
    """A page being opened through WeChat; only the browser that began it may end it."""

    __tablename__ = "wechat_entries"

    state_digest: Mapped[bytes] = mapped_column(sa.LargeBinary, primary_key=True)
    browser_digest: Mapped[bytes] = mapped_column(sa.LargeBinary)
    to_path: Mapped[str] = mapped_column(sa.Text)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    used_at: Mapped[datetime | None] = mapped_column(Instant)


class Exchange(Base):
    """A code in a page's address that is worth one session; `token_hash` is that session's."""

    __tablename__ = "wechat_exchanges"

    code_digest: Mapped[bytes] = mapped_column(sa.LargeBinary, primary_key=True)
    fan_id: Mapped[str] = mapped_column(sa.Text, index=True)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    token_hash: Mapped[bytes | None] = mapped_column(sa.LargeBinary, index=True)


class Ticket(Base):
    """A code shown on the web: who scans it is that customer. `token_hash` is the web session's."""

    __tablename__ = "wechat_tickets"

    scene_digest: Mapped[bytes] = mapped_column(sa.LargeBinary, primary_key=True)
    customer_id: Mapped[str] = mapped_column(sa.Text)
    token_hash: Mapped[bytes] = mapped_column(sa.LargeBinary)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    used_at: Mapped[datetime | None] = mapped_column(Instant)


class Template(Base):
    """A template message, and its `outcome`, which WeChat may tell before it is noted as sent.

    With a `fan_id` it is noted as sent. `sealed`: the text message that takes its place.
    `settled`: what its outcome asks for is done.
    """

    __tablename__ = "wechat_templates"
    __table_args__ = (
        sa.Index(
            "ix_wechat_templates_owed",
            "msg_id",
            postgresql_where=sa.text("NOT settled AND outcome IS NOT NULL AND fan_id IS NOT NULL"),
        ),
    )

    msg_id: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    fan_id: Mapped[str | None] = mapped_column(sa.Text)
    delivery_id: Mapped[str | None] = mapped_column(sa.Text)
    sealed: Mapped[bytes | None] = mapped_column(sa.LargeBinary)
    outcome: Mapped[str | None] = mapped_column(sa.Text)
    settled: Mapped[bool] = mapped_column(sa.Boolean, server_default=sa.false())
    at: Mapped[datetime] = mapped_column(Instant, index=True)
