"""Forbidden words: where they are said, and where they are only denied."""

import re

from channels.conduct.rules import Denial, Rules, folded

_QUOTES = '「『“‘"《〈【'


def _clause_start(text: str, place: int, denial: Denial) -> int:
    start = max((text.rfind(end, 0, place) for end in denial.ends), default=-1) + 1
    for turn in denial.turns.finditer(text, start, place):
        start = turn.end()
    return start


def _denied_before(text: str, place: int, denial: Denial) -> bool:
    start = max(_clause_start(text, place, denial), place - denial.reach)
    before = denial.never.sub("", text[start:place])
    return bool(denial.before.search(before))


def _denied_after(text: str, found: re.Match[str], denial: Denial) -> bool:
    quoted = text[max(0, found.start() - 4) : found.start()]
    if not any(mark in quoted for mark in _QUOTES):
        return False
    rest = text[found.end() : found.end() + 2 * denial.reach]
    sentence = re.split(r"[。！!\n]", rest)[0]
    return bool(denial.after.search(sentence))


def forbidden_in(text: str, rules: Rules) -> list[str]:
    """Names of the rules that `text` breaks, in the rules' order."""
    plain = folded(text)
    broken = []
    for rule in rules.forbidden:
        allowed = [m.span() for m in rule.exceptions.finditer(plain)] if rule.exceptions else []
        for found in rule.any.finditer(plain):
            inside = any(a <= found.start() and found.end() <= b for a, b in allowed)
            if inside or _denied_before(plain, found.start(), rules.denial):
                continue
            if _denied_after(plain, found, rules.denial):
                continue
            broken.append(rule.name)
            break
    return broken
