"""The figures behind offers, read from `data/value.yml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

import yaml

from backoffice.lending.trade_in import Table

DATA = Path(__file__).parent / "data" / "value.yml"


@dataclass(frozen=True, slots=True)
class Values:
    """The table of trade-ins, and when an offer is of use."""

    table: Table
    kept_pct: Mapping[str, Decimal]
    most_share_pct: Decimal
    on_time: int
    pct_off: Decimal
    valid: timedelta


@cache
def values() -> Values:
    """The figures as they stand in `data/value.yml`."""
    raw = yaml.safe_load(DATA.read_text("utf-8"))
    used = raw["trade_in"]
    points = tuple((int(age), Decimal(share)) for age, share in used["by_age"].items())
    return Values(
        table=Table(points, Decimal(used["band_pct"]), Decimal(used["round_to"])),
        kept_pct={kind: Decimal(share) for kind, share in used["by_powertrain"].items()},
        most_share_pct=Decimal(raw["upgrade"]["most_share_pct"]),
        on_time=raw["loyalty"]["on_time"],
        pct_off=Decimal(raw["loyalty"]["pct_off"]),
        valid=timedelta(days=raw["offer_days"]),
    )
