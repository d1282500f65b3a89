"""Draws documents: templates become PDF/A-3b with small embedded fonts."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2
import segno
from weasyprint import HTML

from backoffice.signing.capitals import capitals
from backoffice.signing.fonts import shrink
from foundation.zh import percent, yuan

TEMPLATES = Path(__file__).parent / "templates"
VARIANT = "pdf/a-3b"


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
    drawn = HTML(string=html, base_url=str(TEMPLATES)).write_pdf(
        pdf_variant=VARIANT, finisher=shrink
    )
    assert isinstance(drawn, bytes)
    return drawn


def qr(address: str) -> str:
    """A QR code of an address as SVG, to be put into a template."""
    code: str = segno.make(address, error="m").svg_inline(scale=1, border=0, omitsize=True)
    return code
