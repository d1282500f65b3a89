"""The caller of a request, for endpoints."""

from typing import Annotated

from fastapi import Depends, Request

from channels.assembly import edge_of
from channels.sessions.bearer import HeaderTokenHash
from channels.sessions.callers import Caller


async def _caller(request: Request, token_hash: HeaderTokenHash) -> Caller:
    edge = edge_of(request)
    caller = await edge.callers.find(token_hash)
    if caller.kind == "party":
        await edge.links.still_open(caller)
    return caller


Calling = Annotated[Caller, Depends(_caller)]
