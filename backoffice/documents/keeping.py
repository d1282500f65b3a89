"""Keeps pages and readings sealed, each for its own place, and opens them again."""

import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import sqlalchemy as sa
from PIL import Image
from sqlalchemy.orm import Session

from backoffice.documents.intake import CleanPage
from backoffice.documents.models import Paper, PaperPage
from backoffice.documents.monthly import MonthRow
from backoffice.documents.quality import Fault
from backoffice.documents.reading import Reading, Value
from backoffice.documents.sealing import Sealer
from backoffice.documents.table import Row
from backoffice.lending.validation.monthly import MonthLine
from backoffice.lending.validation.statement import Movement


def _page_place(paper_id: str, number: int) -> str:
    return f"{paper_id}/page/{number}"


def keep_pages(session: Session, sealer: Sealer, paper_id: str, pages: Iterable[CleanPage]) -> None:
    """Store the pages of a paper."""
    for number, page in enumerate(pages, start=1):
        sealed = sealer.seal(page.jpeg, _page_place(paper_id, number))
        session.add(
            PaperPage(
                paper_id=paper_id,
                number=number,
                sealed=sealed,
                width=page.width,
                height=page.height,
            )
        )


def page(session: Session, sealer: Sealer, paper_id: str, number: int) -> bytes | None:
    """A page as JPEG, or None."""
    found = session.get(PaperPage, (paper_id, number))
    return sealer.open(found.sealed, _page_place(paper_id, number)) if found else None


def images(session: Session, sealer: Sealer, paper_id: str) -> list[Image.Image]:
    """All pages as pictures, in order."""
    query = sa.select(PaperPage).where(PaperPage.paper_id == paper_id).order_by(PaperPage.number)
    return [
        Image.open(BytesIO(sealer.open(row.sealed, _page_place(paper_id, row.number))))
        for row in session.scalars(query)
    ]


def _plain(reading: Reading) -> dict[str, Any]:
    return {
        "sides": sorted(reading.sides),
        "values": {name: [value.text, value.confidence] for name, value in reading.values.items()},
        "rows": [
            [row.movement.on.isoformat(), str(row.movement.amount), str(row.movement.balance),
             row.movement.other_side, row.confidence]
            for row in reading.rows
        ],
        "months": [
            [row.line.month.isoformat(),
             {name: str(amount) for name, amount in row.line.amounts.items()},
             row.line.what, row.confidence]
            for row in reading.months
        ],
        "other_kind": reading.other_kind,
        "specimen": reading.specimen,
        "seal": reading.seal,
        "hopeless": reading.hopeless,
        "hopeless_page": reading.hopeless_page,
        "doubtful": sorted(reading.doubtful),
        "turned": list(reading.turned),
        "text": reading.text,
    }  # fmt: skip


def seal_reading(sealer: Sealer, paper_id: str, reading: Reading) -> bytes:
    """The reading, sealed for its paper."""
    plain = json.dumps(_plain(reading), ensure_ascii=False).encode()
    return sealer.seal(plain, f"{paper_id}/reading")


def open_reading(sealer: Sealer, paper: Paper) -> Reading | None:
    """The reading of a paper, or None before it was read."""
    if paper.reading is None:
        return None
    plain = json.loads(sealer.open(paper.reading, f"{paper.paper_id}/reading"))
    rows = tuple(
        Row(Movement(date.fromisoformat(on), Decimal(amount), Decimal(balance), other), sure)
        for on, amount, balance, other, sure in plain["rows"]
    )
    return Reading(
        paper.document,
        frozenset(plain["sides"]),
        {name: Value(text, sure) for name, (text, sure) in plain["values"].items()},
        rows=rows,
        months=tuple(_month(*row) for row in plain.get("months", ())),
        other_kind=plain["other_kind"],
        specimen=plain["specimen"],
        seal=plain["seal"],
        hopeless=Fault(plain["hopeless"]) if plain["hopeless"] else None,
        hopeless_page=plain["hopeless_page"],
        doubtful=frozenset(Fault(fault) for fault in plain["doubtful"]),
        turned=tuple(plain["turned"]),
        text=plain["text"],
    )


def _month(month: str, amounts: dict[str, str], what: str, sure: float) -> MonthRow:
    sums = {name: Decimal(amount) for name, amount in amounts.items()}
    return MonthRow(MonthLine(date.fromisoformat(month), sums, what), sure)
