"""Which bank a card number belongs to, by its beginning."""

from functools import lru_cache
from pathlib import Path

import yaml

from backoffice.lending.validation.bank_card import CardRange, digits_of, range_of

BANKS = Path(__file__).parent / "data" / "banks.yml"


@lru_cache(maxsize=1)
def card_ranges() -> tuple[CardRange, ...]:
    """All known beginnings."""
    banks = yaml.safe_load(BANKS.read_text("utf-8"))
    return tuple(
        CardRange(prefix, bank, kind)
        for bank, kinds in banks.items()
        for kind, prefixes in kinds.items()
        for prefix in prefixes
    )


def bank_of(card_no: str) -> CardRange | None:
    """The bank and kind of a card, or None when its beginning is not known."""
    return range_of(digits_of(card_no), card_ranges())
