"""Draws what a signature looks like on paper: a person's stamp, the lender's round seal."""

from datetime import datetime
from math import cos, pi, sin

from backoffice.clock.service import SHANGHAI
from backoffice.signing.rendering import draw
from backoffice.wording import wording

LENDER = wording("signing/wording/lender.yml")
MIDDLE, LETTERS_AT, ARC_DEGREES = 220, 166, 250
STAR_OUT, STAR_IN = 62, 24
SERIAL_SHOWN = 20


def _local(at: datetime) -> str:
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"


def person_stamp(
    name: str, role: str, number: str, serial: str, at: datetime, *, sandbox: bool
) -> bytes:
    """The stamp of a person who signed."""
    return draw(
        "stamp.html",
        name=name,
        role=role,
        number=number,
        serial=serial[:SERIAL_SHOWN],
        at=_local(at),
        sandbox=sandbox,
    )


def _star() -> str:
    points = []
    for corner in range(10):
        radius = STAR_IN if corner % 2 else STAR_OUT
        angle = pi * corner / 5 - pi / 2
        points.append(f"{MIDDLE + radius * cos(angle):.1f},{MIDDLE + radius * sin(angle):.1f}")
    return " ".join(points)


def _letters(text: str) -> list[dict[str, str]]:
    step = ARC_DEGREES / max(len(text) - 1, 1)
    placed = []
    for index, sign in enumerate(text):
        turn = -ARC_DEGREES / 2 + step * index
        angle = pi * turn / 180
        placed.append(
            {
                "sign": sign,
                "x": f"{MIDDLE + LETTERS_AT * sin(angle):.1f}",
                "y": f"{MIDDLE - LETTERS_AT * cos(angle):.1f}",
                "turn": f"{turn:.1f}",
            }
        )
    return placed


def seal_stamp(lender: str, at: datetime, *, sandbox: bool) -> bytes:
    """The lender's seal."""
    return draw(
        "seal.html",
        star=_star(),
        letters=_letters(lender),
        under=LENDER.say("seal"),
        at=f"{at.astimezone(SHANGHAI):%Y-%m-%d}",
        sandbox=sandbox,
    )
