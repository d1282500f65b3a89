"""Only the other services may call: each request carries the service token."""

import secrets
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from backoffice.refusals import Refusal

_bearer = HTTPBearer(auto_error=False, description="service token")


async def require_service_token(
    request: Request,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> None:
    """Raise `Refusal` (UNAUTHENTICATED) without the right token."""
    expected: str = request.app.state.office.settings.backoffice_token
    given = credentials.credentials if credentials else ""
    if not secrets.compare_digest(given.encode(), expected.encode()):
        raise Refusal("UNAUTHENTICATED")
