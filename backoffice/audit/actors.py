"""Who acts: read from headers that the edge and the action server set from their sessions."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from fastapi import Depends, Header

from backoffice.refusals import Refusal


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
    """Someone who acts; `id` is empty for the system."""

    kind: Kind
    id: str = ""
    level: Level = Level.L0
    channel: str = "backoffice"

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}" if self.id else str(self.kind)

    @property
    def inside(self) -> bool:
        """Staff and system: not bound to one customer."""
        return self.kind in (Kind.STAFF, Kind.SYSTEM)

    def require(self, level: Level) -> None:
        """Raise `Refusal` (LEVEL_TOO_LOW) below `level`; the system needs none."""
        if self.kind is not Kind.SYSTEM and self.level < level:
            raise Refusal("LEVEL_TOO_LOW", allowed={"level": str(level)})

    def require_staff(self) -> None:
        """Raise `Refusal` (STAFF_ONLY) for anyone but staff."""
        if self.kind is not Kind.STAFF:
            raise Refusal("STAFF_ONLY")


SYSTEM = Actor(Kind.SYSTEM)


async def _actor(
    who: Annotated[str | None, Header(alias="Chedai-Actor")] = None,
    level: Annotated[str | None, Header(alias="Chedai-Level")] = None,
    channel: Annotated[str | None, Header(alias="Chedai-Channel")] = None,
) -> Actor:
    """The actor of this call; raises `Refusal` (ACTOR_MISSING) when a header is not as it must."""
    return read_actor(who, level, channel)


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
