"""Who acts: read from headers that the edge and the action server set from their sessions."""

from asyncio import to_thread
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import sqlalchemy as sa
from fastapi import Depends, Header, Request

from backoffice.clock.service import SHANGHAI
from backoffice.refusals import Refusal
from foundation.zh import moment

if TYPE_CHECKING:
    from backoffice.office import Office

_HELD = sa.text("SELECT l3_held_until FROM customers WHERE customer_id = :customer_id")


class Level(StrEnum):
    """How surely someone is known: anonymous, phone proved, ID proved, fit to sign."""

    L0 = "L0"
    L1 = "L1"
    L2 = "L2"
    L3 = "L3"


class Kind(StrEnum):
    """What kind of actor: a customer, a person who came through a link, staff, the system."""

    CUSTOMER = "customer"
    PARTY = "party"
    STAFF = "staff"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone who acts; `id` is empty for the system.

    `held_until`: he signs nothing before, whatever he proved, because his phone was changed.
    """

    kind: Kind
    id: str = ""
    level: Level = Level.L0
    channel: str = "backoffice"
    held_until: datetime | None = None

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}" if self.id else str(self.kind)

    @property
    def inside(self) -> bool:
        """Staff and system: not bound to one customer."""
        return self.kind in (Kind.STAFF, Kind.SYSTEM)

    def require(self, level: Level) -> None:
        """Raise `Refusal`: LEVEL_TOO_LOW below `level`, PHONE_HELD for what is signed.

        The system needs none.
        """
        if self.kind is not Kind.SYSTEM and self.level < level:
            raise Refusal("LEVEL_TOO_LOW", allowed={"level": str(level)})
        if level is Level.L3 and self.held_until is not None:
            held = self.held_until
            raise Refusal("PHONE_HELD", until=moment(held), allowed={"until": held.isoformat()})

    def require_staff(self) -> None:
        """Raise `Refusal` (STAFF_ONLY) for anyone but staff."""
        if self.kind is not Kind.STAFF:
            raise Refusal("STAFF_ONLY")


SYSTEM = Actor(Kind.SYSTEM)


async def _actor(
    request: Request,
    who: Annotated[str | None, Header(alias="Chedai-Actor")] = None,
    level: Annotated[str | None, Header(alias="Chedai-Level")] = None,
    channel: Annotated[str | None, Header(alias="Chedai-Channel")] = None,
) -> Actor:
    """The actor of this call; raises `Refusal` (ACTOR_MISSING) when a header is not as it must."""
    actor = read_actor(who, level, channel)
    if actor.kind is Kind.CUSTOMER and actor.level is Level.L3:
        held = await to_thread(_held_until, request.app.state.office, actor.id)
        return replace(actor, held_until=held)
    return actor


def _held_until(office: "Office", customer_id: str) -> datetime | None:
    """Until when a customer signs nothing; None when nothing stands against it."""
    with office.database.transaction() as session:
        held: datetime | None = session.scalar(_HELD, {"customer_id": customer_id})
    return held.astimezone(SHANGHAI) if held and held > office.clock.now() else None


def read_actor(who: str | None, level: str | None, channel: str | None) -> Actor:
    """The actor that three headers name; raises `Refusal` (ACTOR_MISSING)."""
    kind, _, name = (who or "").partition(":")
    named = bool(name) and len(name) <= 40 and name.isascii() and name.isprintable()
    known = kind == Kind.SYSTEM and not name or (kind in set(Kind) - {Kind.SYSTEM} and named)
    told = channel and len(channel) <= 20 and channel.isascii() and channel.isidentifier()
    if not known or level not in set(Level) or not told:
        raise Refusal("ACTOR_MISSING")
    return Actor(Kind(kind), name, Level(level), channel or "")


CurrentActor = Annotated[Actor, Depends(_actor)]
