"""The application a customer is busy with, as the back office lists it."""

from typing import Any

from channels.accounts.levels import Level
from channels.forwarding.office import As, Office
from channels.problems import refusal
from channels.sessions.callers import Caller

Json = dict[str, Any]


async def current_application(office: Office, caller: Caller) -> Json:
    """The newest application in which something can still be done, else the newest.

    Raises 404 NO_APPLICATION.
    """
    caller.require(Level.L1)
    params = {"customer_id": caller.id}
    listed = await office.json("GET", "/applications", As.caller(caller), params=params)
    items: list[Json] = listed.get("items") or []
    if not items:
        raise refusal(404, "NO_APPLICATION")
    return next((item for item in items if item.get("commands")), items[0])


async def own_party(office: Office, caller: Caller, named: str | None) -> str:
    """The party a paper is for: the one that is named, else the caller's own."""
    if caller.kind == "party":
        if named not in (None, caller.id):
            raise refusal(404, "PARTY_UNKNOWN")
        return caller.id
    if named is not None:
        return named
    application = await current_application(office, caller)
    for party in application.get("parties") or []:
        if party.get("role") == "borrower":
            return str(party["party_id"])
    raise refusal(404, "NO_APPLICATION")
