"""The examples: enough of each wish, none twice, none of a measuring set."""

import json
import re
import unicodedata
from collections import Counter

import yaml

from evaluation import sets

CONTRACT = sets.ROOT.parent / "shared" / "contract" / "nlu.yml"
LEAST = 80


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).lower()
    return re.sub(r"[\W_]", "", plain) or plain.strip()


def test_every_intent_of_the_contract_has_enough_examples() -> None:
    assert CONTRACT.exists(), f"the contract is not at {CONTRACT}"
    wanted = yaml.safe_load(CONTRACT.read_text("utf-8"))["intents"]
    counts = Counter(intent for _, intent in sets.training())
    assert set(counts) == set(wanted)
    assert {name: n for name, n in counts.items() if n < LEAST} == {}


def test_no_text_means_two_things() -> None:
    meant: dict[str, set[str]] = {}
    for text, intent in sets.training():
        meant.setdefault(text, set()).add(intent)
    assert {text: intents for text, intents in meant.items() if len(intents) > 1} == {}


def test_nothing_of_a_measuring_set_is_trained_on() -> None:
    assert sets.development_set().exists(), f"no development set at {sets.development_set()}"
    measured = {
        _letters(json.loads(line)["text"])
        for path in (sets.development_set(), sets.BLIND)
        for line in path.read_text("utf-8").splitlines()
        if line.strip()
    }
    trained = {_letters(text) for text, _ in sets.training()}
    assert measured & trained == set()
