"""Where signatures stand on the last page of a document: for the template and for the fields."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from backoffice.signing.signer import Box

LENDER = "lender"
POINTS_PER_MM = 72 / 25.4
PAGE_HEIGHT, MARGIN_TOP, MARGIN_LEFT = 297, 24, 20  # millimetres, as in style.css
FIRST_TOP, ROW, COLUMN = 52, 44, 88
PERSON = (80, 30)
SEAL = (44, 44)
COLUMNS = 2


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs a document: `key` is a party's number, or the lender."""

    key: str
    role: str
    name: str
    number: str
    hint: str


def field_of(key: str) -> str:
    """The name of someone's signature field."""
    return key if key == LENDER else f"party_{key}"


def _size(signer: Signer) -> tuple[int, int]:
    return SEAL if signer.key == LENDER else PERSON


def slots(signers: Sequence[Signer]) -> list[dict[str, Any]]:
    """The places as the template draws them, in millimetres."""
    placed = []
    for index, signer in enumerate(signers):
        width, height = _size(signer)
        placed.append(
            {
                "left": (index % COLUMNS) * COLUMN,
                "top": FIRST_TOP + (index // COLUMNS) * ROW,
                "width": width,
                "height": height,
                "role": signer.role,
                "name": signer.name,
                "number": signer.number,
                "hint": signer.hint,
            }
        )
    return placed


def boxes(signers: Sequence[Signer]) -> dict[str, Box]:
    """The same places as fields of the PDF's last page."""
    found = {}
    for signer, slot in zip(signers, slots(signers), strict=True):
        left = (MARGIN_LEFT + slot["left"]) * POINTS_PER_MM
        high = (PAGE_HEIGHT - MARGIN_TOP - slot["top"]) * POINTS_PER_MM
        right = left + slot["width"] * POINTS_PER_MM
        low = high - slot["height"] * POINTS_PER_MM
        found[field_of(signer.key)] = Box(-1, left, low, right, high)
    return found
