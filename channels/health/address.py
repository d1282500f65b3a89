"""Where a request comes from."""

import ipaddress

from starlette.requests import Request


def client_address(request: Request) -> str:
    """The peer's address; behind a proxy, uvicorn's forwarded settings decide what that is."""
    return request.client.host if request.client else "unknown"


def is_loopback(request: Request) -> bool:
    """Whether the peer is this machine, and not a proxy on it speaking for somebody else."""
    if "x-forwarded-for" in request.headers or "forwarded" in request.headers:
        return False
    try:
        return ipaddress.ip_address(client_address(request)).is_loopback
    except ValueError:
        return False
