"""The pairing rule: who names a monthly payment names term, rate, 年化, interest and balloon."""

import re
import unicodedata

from channels.conduct.rules import Rules

_CLAUSE_ENDS = re.compile(r"[。；;！!？?\n，]|,(?!\d{3})")
_FIGURE = re.compile(r"\d[\d,]*(?:\.(\d+))?(?!.*\d)", re.DOTALL)
_BEFORE = 10


def _exact(figure: str) -> bool:
    """Whether a figure has fen: nobody wishes for 4,406.28."""
    found = _FIGURE.search(figure)
    return bool(found and found.group(1) and found.group(1).strip("0"))


def _clause(text: str, start: int, end: int) -> str:
    first = 0
    for mark in _CLAUSE_ENDS.finditer(text, 0, start):
        first = mark.end()
    after = _CLAUSE_ENDS.search(text, end)
    return text[first : after.start() if after else len(text)]


def names_payment(text: str, rules: Rules) -> bool:
    """Whether `text` names the monthly payment of a plan (not a wish, a share, a difference)."""
    half = unicodedata.normalize("NFKC", text)
    pairing = rules.pairing
    for found in pairing.named.finditer(half):
        gap = next((g for g in found.groupdict().values() if g), "")
        if pairing.difference.search(gap):
            continue
        before = half[max(0, found.start() - _BEFORE) : found.start()]
        if pairing.others.search(re.split(r"[。；;\n]", before)[-1]):
            continue
        clause = _clause(half, found.start(), found.end())
        if pairing.wish.search(clause) and not _exact(found.group()):
            continue
        return True
    return False


def missing_with_payment(text: str, rules: Rules) -> list[str]:
    """What `text` fails to name beside a monthly payment; empty when it names none."""
    if not names_payment(text, rules):
        return []
    half = unicodedata.normalize("NFKC", text)
    return [name for name, need in rules.pairing.needs.items() if not need.search(half)]
