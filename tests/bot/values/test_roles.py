"""Roles of amounts and ratios from the wording, over many self-written sentences."""

import datetime as dt
import pathlib

import pytest
import yaml

from bot.values.pipeline import read

LINES = yaml.safe_load((pathlib.Path(__file__).parent / "roles.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("text, expected", [(line["text"], line["values"]) for line in LINES])
def test_roles(text, expected):
    found = [
        [e.get("role"), e["value"]]
        for e in read(text, dt.date(2026, 11, 21))
        if e["entity"] in ("amount", "ratio")
    ]
    assert found == expected


def test_the_table_is_large_and_covers_every_role():
    said = {role for line in LINES for role, _ in line["values"]}
    assert len(LINES) >= 150
    assert said >= {
        "price",
        "on_the_road",
        "down_payment",
        "monthly_payment",
        "income",
        "other_debt",
        "lump_sum",
        "cash_discount",
        "prepayment",
        "balloon",
        "loan",
        None,
    }
