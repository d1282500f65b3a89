"""Draws documents: templates become PDF/A-3b with small embedded fonts."""

import ssl
from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2
import segno
from weasyprint import HTML
from weasyprint.urls import URLFetcher

from backoffice.signing.capitals import capitals
from backoffice.signing.fonts import shrink
from foundation.zh import percent, yuan

TEMPLATES = Path(__file__).parent / "templates"
VARIANT = "pdf/a-3b"
NO_NETWORK = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


@lru_cache(maxsize=1)
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(yuan=yuan, percent=percent, capitals=capitals)
    return environment


def draw(template: str, **facts: Any) -> bytes:
    """The document that a template makes of `facts`, as PDF/A."""
    html = _environment().get_template(template).render(facts)
    # Nothing is fetched but the style sheet beside the templates.
    files = URLFetcher(ssl_context=NO_NETWORK, allowed_protocols=("file",), fail_on_errors=True)
    document = HTML(string=html, base_url=f"{TEMPLATES}/", url_fetcher=files)
    drawn = document.write_pdf(pdf_variant=VARIANT, finisher=shrink)
    assert isinstance(drawn, bytes)
    return drawn


def qr(address: str) -> str:
    """A QR code of an address as SVG, to be put into a template."""
    code: str = segno.make(address, error="m").svg_inline(scale=1, border=0, omitsize=True)
    return code
