"""Security headers of everything the edge serves."""

from channels.settings import EdgeSettings


def security_headers(switches: EdgeSettings, *, public_url: str) -> list[tuple[str, str]]:
    """Header names and values; who may frame the chat is a switch."""
    policy = "; ".join(
        (
            "default-src 'self'",
            "script-src 'self'",
            "style-src 'self' 'unsafe-inline'",  # inline styles of the chat components
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            f"frame-ancestors {switches.frame_ancestors}",
        )
    )
    headers = [
        ("Content-Security-Policy", policy),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "strict-origin-when-cross-origin"),
        ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()"),
    ]
    if switches.frame_ancestors == "'self'":
        headers.append(("X-Frame-Options", "SAMEORIGIN"))
    if public_url.startswith("https://"):
        headers.append(("Strict-Transport-Security", "max-age=31536000"))
    return headers
