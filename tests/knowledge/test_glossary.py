"""The glossary may be spoken as it stands: complete, and within the rules of conduct."""

from pathlib import Path

import pytest
import yaml

from channels.conduct.filter import forbidden_in
from channels.conduct.pairing import missing_with_payment
from channels.conduct.rules import rules

ROOT = Path(__file__).resolve().parents[2]
TERMS = yaml.safe_load((ROOT / "knowledge" / "glossary.yml").read_text(encoding="utf-8"))
SHARED = ROOT.parent / "shared" / "domain" / "glossary.yml"
RULES = rules()


def test_every_term_of_the_trade_is_there() -> None:
    wanted = yaml.safe_load(SHARED.read_text(encoding="utf-8"))
    assert [(t["key"], t["term"], t["aliases"]) for t in TERMS] == [
        (t["key"], t["term"], t["aliases"]) for t in wanted
    ]


@pytest.mark.parametrize("term", TERMS, ids=[t["key"] for t in TERMS])
def test_a_term_may_be_spoken(term: dict[str, str]) -> None:
    spoken = f"{term['term']}：{term['plain']}\n{term['example']}"
    assert not forbidden_in(spoken, RULES)
    assert not missing_with_payment(spoken, RULES)
