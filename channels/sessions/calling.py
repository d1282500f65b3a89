"""The caller of a request, for endpoints."""

from typing import Annotated

from fastapi import Depends, Request

from channels.assembly import edge_of
from channels.sessions.bearer import HeaderTokenHash
from channels.sessions.callers import Caller


async def _caller(request: Request, token_hash: HeaderTokenHash) -> Caller:
    return await edge_of(request).callers.find(token_hash)


Calling = Annotated[Caller, Depends(_caller)]
