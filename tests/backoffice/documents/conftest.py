"""One reading machine for all tests of papers, and the cases they are judged in."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PIL import Image

from backoffice.documents.case import Bought, Case, Person
from backoffice.documents.judging import Verdict, judge
from backoffice.documents.ocr import RapidReader, reader
from backoffice.documents.reading import Reading, read
from backoffice.providers.banks import card_ranges
from tests.specimens import people, purchase

TODAY = date(2026, 11, 21)
BOUGHT = Bought(
    Decimal("259800.00"),
    Decimal("259800.00"),
    Decimal("77940.00"),
    Decimal("181860.00"),
    36,
    Decimal("5408.96"),
    purchase.VIN,
)
SHENS = Case(
    TODAY,
    fictional=True,
    person=Person(people.SHEN.name, people.SHEN.id_no),
    spouse=Person(people.GU.name, people.GU.id_no),
    bought=BOUGHT,
    card_ranges=card_ranges(),
)


@pytest.fixture(scope="session")
def machine() -> RapidReader:
    """The real engine, loaded once."""
    return reader()


@pytest.fixture(scope="session")
def judged(machine: RapidReader) -> Callable[..., tuple[Reading, Verdict]]:
    """Reads pictures for real and judges them in the case of 沈知夏, changed as told.

    The same picture is read once, however often it is judged.
    """
    known: dict[tuple[str, ...], Reading] = {}

    def look(document: str, *images: Image.Image, **changes: Any) -> tuple[Reading, Verdict]:
        prints = (hashlib.sha256(image.tobytes()).hexdigest() for image in images)
        key = (document, *prints)
        if key not in known:
            known[key] = read(document, list(images), machine)
        return known[key], judge(known[key], replace(SHENS, **changes))

    return look
