"""Stores quotes and finds them again."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.catalogue.snapshot import Catalogue
from backoffice.lending.terms import Method, RentTiming, Step, Terms
from backoffice.quotes.models import StoredQuote
from backoffice.quotes.pricing import Priced
from backoffice.quotes.schemas import QuoteAnswer
from backoffice.refusals import Refusal


def _terms_row(priced: Priced) -> dict[str, Any]:
    terms = priced.schedule.terms
    return {
        "method": terms.method,
        "principal": str(terms.principal),
        "annual_rate_pct": str(terms.annual_rate_pct),
        "months": terms.months,
        "balloon": str(terms.balloon),
        "steps": [[step.to_period, str(step.weight)] for step in terms.steps],
        "lump": str(terms.lump),
        "lump_every": terms.lump_every,
        "interest_only": terms.interest_only,
        "timing": terms.timing,
    }


def read_terms(row: dict[str, Any]) -> Terms:
    """The schedule's inputs of a stored quote."""
    return Terms(
        method=Method(row["method"]),
        principal=Decimal(row["principal"]),
        annual_rate_pct=Decimal(row["annual_rate_pct"]),
        months=row["months"],
        balloon=Decimal(row["balloon"]),
        steps=tuple(Step(to, Decimal(weight)) for to, weight in row["steps"]),
        lump=Decimal(row["lump"]),
        lump_every=row["lump_every"],
        interest_only=row["interest_only"],
        timing=RentTiming(row["timing"]),
    )


def _said_type(priced: Priced, assumed_type: str | None) -> str | None:
    asked = priced.ask.customer_type
    return None if asked == assumed_type else asked


def store(
    session: Session,
    catalogue: Catalogue,
    quotes: Sequence[tuple[Priced, QuoteAnswer]],
    assumed_type: str | None = None,
) -> None:
    """Store quotes as they are given, in one statement.

    `assumed_type`: the kind of customer that was reckoned with unsaid; it is not kept.
    """
    rows = [
        {
            "quote_id": answer.quote.quote_id,
            "business_date": catalogue.day,
            "valid_until": datetime.fromisoformat(answer.quote.valid_until),
            "product_key": answer.quote.product_key,
            "customer_type": _said_type(priced, assumed_type),
            "answer": answer.model_dump(mode="json"),
            "terms": _terms_row(priced),
        }
        for priced, answer in quotes
    ]
    session.execute(sa.insert(StoredQuote), rows)


def find(session: Session, quote_id: str) -> StoredQuote:
    """A stored quote; raises `Refusal` (QUOTE_UNKNOWN)."""
    found = session.get(StoredQuote, quote_id)
    if found is None:
        raise Refusal("QUOTE_UNKNOWN")
    return found
