"""The examples: enough of each wish, none twice, none of a measuring set."""

import re
import unicodedata
from collections import Counter, defaultdict

import yaml

from evaluation import sets

CONTRACT = sets.ROOT.parent / "shared" / "contract" / "nlu.yml"
LEAST = 80
# Two texts are close when they share this part of their three-letter pieces; short ones are common
# phrases that everybody writes.
CLOSE = 0.55
SHORT = 6


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


def _measured() -> list[str]:
    assert sets.development_set().exists(), f"no development set at {sets.development_set()}"
    paths = (sets.development_set(), sets.BLIND, sets.LATE)
    return [row["text"] for path in paths for row in sets.labelled(path)]


def test_nothing_of_a_measuring_set_is_trained_on() -> None:
    trained = {_letters(text) for text, _ in sets.training()}
    assert {_letters(text) for text in _measured()} & trained == set()


def test_nothing_close_to_a_measured_utterance_is_trained_on() -> None:
    by_piece: dict[str, set[str]] = defaultdict(set)
    for text, _ in sets.training():
        for piece in _pieces(text):
            by_piece[piece].add(text)
    close = []
    for measured in _measured():
        pieces = _pieces(measured)
        shared = Counter(text for piece in pieces for text in by_piece[piece])
        for text, count in shared.items():
            whole = len(pieces | _pieces(text))
            if len(_letters(text)) >= SHORT and count / whole >= CLOSE:
                close.append(text)
    assert close == []


def _pieces(text: str) -> set[str]:
    letters = _letters(text)
    return {letters[i : i + 3] for i in range(len(letters) - 2)}
