"""Security headers of everything the edge serves."""

from channels.settings import EdgeSettings

OWN_PAGES = "'self'"


def _policy(switches: EdgeSettings, ancestors: str) -> str:
    frames = " ".join(("'self'", *switches.provider_origins))
    return "; ".join(
        (
            "default-src 'self'",
            "script-src 'self'",
            "style-src 'self' 'unsafe-inline'",  # inline styles of the chat components
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            f"frame-src {frames}",  # the page of who compares faces
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            f"frame-ancestors {ancestors}",
        )
    )


def own_page_headers(switches: EdgeSettings) -> dict[str, str]:
    """Of pages on which something is signed or ordered: nobody else may frame them."""
    return {
        "Content-Security-Policy": _policy(switches, OWN_PAGES),
        "X-Frame-Options": "SAMEORIGIN",
        "Cache-Control": "no-cache",
    }


def security_headers(switches: EdgeSettings, *, public_url: str) -> list[tuple[str, str]]:
    """Header names and values; who may frame the chat is a switch."""
    cameras = " ".join(("self", *(f'"{origin}"' for origin in switches.provider_origins)))
    headers = [
        ("Content-Security-Policy", _policy(switches, switches.frame_ancestors)),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        (
            "Permissions-Policy",
            f"camera=({cameras}), microphone=(), geolocation=(self), payment=()",
        ),
    ]
    if switches.frame_ancestors == OWN_PAGES:
        headers.append(("X-Frame-Options", "SAMEORIGIN"))
    if public_url.startswith("https://"):
        headers.append(("Strict-Transport-Security", "max-age=31536000"))
    return headers
