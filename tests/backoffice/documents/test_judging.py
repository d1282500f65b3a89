"""What happens to values the machine is unsure of: asked for, never taken silently."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import backoffice.documents
from backoffice.documents.checklist import PROBLEMS
from backoffice.documents.judging import Verdict, judge
from backoffice.documents.quality import Fault
from backoffice.documents.reading import Reading, Value
from backoffice.documents.table import Row
from backoffice.lending.validation.identity import AgeFault, IdentityFault
from backoffice.lending.validation.statement import Movement
from tests.backoffice.documents.conftest import SHENS
from tests.specimens import people, purchase

SHEN = people.SHEN
ROOM = Path(backoffice.documents.__file__).parent
VALUES = {
    "policy_no": "PDAA2026999900001",
    "insured": SHEN.name,
    "vin": purchase.VIN,
    "period": "2026-11-25 - 2027-11-24",
    "third_party": "2000000.00",
    "damage": "259800.00",
    "compulsory": "200000.00",
}


def _policy(sure: float = 0.99, **changed: tuple[str, float]) -> Reading:
    values = {name: Value(text, sure) for name, text in VALUES.items()}
    values |= {name: Value(*value) for name, value in changed.items()}
    return Reading("insurance_policy", frozenset({"page"}), values, specimen=True, seal=True)


def _judged(reading: Reading, *confirmed: str) -> Verdict:
    return judge(reading, SHENS, frozenset(confirmed))


def test_what_is_sure_is_taken() -> None:
    assert _judged(_policy(0.9)).status == "accepted"


@pytest.mark.parametrize("name", sorted(VALUES))
def test_below_nine_tenths_everything_that_decides_is_asked_for(name: str) -> None:
    unsure = _policy(**{name: (VALUES[name], 0.899)})
    verdict = _judged(unsure)
    assert (verdict.status, verdict.unsure) == ("confirm", (name,))
    assert _judged(unsure, name).status == "accepted"


def test_a_rule_waits_for_the_value_it_rests_on() -> None:
    low = _policy(third_party=("500000.00", 0.7))
    assert _judged(low).status == "confirm"
    assert _judged(low, "third_party").code == "third_party_low"


def test_what_is_sure_and_wrong_is_refused_before_anything_is_asked() -> None:
    both = _policy(third_party=("500000.00", 0.99), insured=(SHEN.name, 0.5))
    assert _judged(both).code == "third_party_low"


def test_a_spot_of_light_is_not_taken_for_a_forgery() -> None:
    day, other = date(2026, 11, 5), SHEN.employer
    values = {
        "name": Value(SHEN.name, 0.99),
        "period": Value("2026-06-01 - 2026-11-19", 0.99),
        "printed_on": Value("2026-11-19", 0.99),
    }
    lines = [(9800, 15000), (-1260, 13740), (-2300, 99999)]
    rows = [Row(Movement(day, Decimal(a), Decimal(b), other), 0.99) for a, b in lines]
    forged = Reading("bank_statement", frozenset({"page"}), values, tuple(rows), specimen=True)
    assert _judged(forged).code == "arithmetic"
    assert _judged(replace(forged, doubtful=frozenset({Fault.GLARE}))).code == "glare"


def test_a_cross_check_by_an_unsure_value_asks_for_it() -> None:
    values = {
        "name": Value(SHEN.name, 0.99),
        "id_no": Value(SHEN.id_no, 0.99),
        "address": Value(SHEN.address, 0.99),
        "sex": Value("男", 0.6),
    }
    card = Reading("id_card", frozenset({"front"}), values, specimen=True)
    assert _judged(card).unsure == ("sex",)
    agreeing = replace(card, values={**values, "sex": Value("女", 0.6)})
    assert _judged(agreeing).status == "accepted"


def test_every_code_has_its_sentence_and_its_remedy() -> None:
    """What a rule, a picture or the machine may say is worded, and every wording has a use."""
    wording = PROBLEMS.names()
    sources = "\n".join(path.read_text() for path in ROOM.rglob("*.py"))
    written = set(re.findall(r'"([a-z_]{4,})"', sources))
    known = {*written, *(str(f) for f in (*Fault, *AgeFault)), *(f"id_{f}" for f in IdentityFault)}
    for name in wording - {"on_page"}:
        code = name.removesuffix("_fix")
        assert code in known, name
        assert {code, f"{code}_fix"} <= wording, name
    found = set(re.findall(r'Finding\(\s*"([a-z_]+)"', sources))
    assert found <= wording
    assert {str(fault) for fault in Fault} <= wording
