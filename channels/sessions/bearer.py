"""Who asks: the token of a request, as a header or (for EventSource) in the address."""

from typing import Annotated

from fastapi import Depends, Query, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from channels.assembly import edge_of
from channels.problems import refusal
from channels.sessions.tokens import hash_of

_bearer = HTTPBearer(auto_error=False, description="The session's token.")
_LONGEST = 200


def token_hash(
    request: Request,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
    token: Annotated[
        str | None,
        Query(max_length=_LONGEST, description="Instead of the header, for EventSource only."),
    ] = None,
) -> bytes:
    """The hash of the caller's token, its pace checked; 401 without one, 429 when too fast."""
    given = credentials.credentials if credentials else None
    if given is None and request.url.path == "/api/stream":
        given = token
    if not given or len(given) > _LONGEST:
        raise refusal(401, "SESSION_REQUIRED", headers={"WWW-Authenticate": "Bearer"})
    hashed = hash_of(given)
    edge_of(request).limits.session(hashed)
    return hashed


def header_token_hash(
    request: Request,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> bytes:
    """As `token_hash`, from the header alone."""
    return token_hash(request, credentials, None)


TokenHash = Annotated[bytes, Depends(token_hash)]
HeaderTokenHash = Annotated[bytes, Depends(header_token_hash)]
