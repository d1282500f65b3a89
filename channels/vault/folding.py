"""Digits in whatever dress they come: folded to ASCII, position by position.

Full-width, mathematical, circled and Chinese digits become `0`-`9`; every other character stays,
so that an offset in the folded text is an offset in the original. Runs of digits are found with
the separators people put between them.
"""

import re
import sys
import unicodedata
from dataclasses import dataclass

_SPELLED = {
    "0": "零〇○⓪洞",
    "1": "一壹幺弌丨",
    "2": "二贰貳弍",
    "3": "三叁參弎",
    "4": "四肆",
    "5": "五伍",
    "6": "六陆陸",
    "7": "七柒拐",
    "8": "八捌",
    "9": "九玖勾",
}
# 拐, 勾 and 洞 are radio speech and ordinary words as well; alone they never make a long run.


def _table() -> dict[int, str]:
    table: dict[int, str] = {}
    for code in range(0x80, sys.maxunicode + 1):
        value = unicodedata.digit(chr(code), -1)
        if value >= 0:
            table[code] = str(value)
    for digit, characters in _SPELLED.items():
        table.update({ord(character): digit for character in characters})
    return table


_TABLE = _table()
_SEPARATOR = (
    r"[\s\-‐‑‒–—―－_＿.．。·•・,，、;；/／\\|｜~～*＊#＃+＋()（）\[\]【】:：'\"“”‘’`^=<>«»…]"
)
_RUN = re.compile(rf"[0-9](?:{_SEPARATOR}{{0,3}}[0-9])*")
_GROUP = re.compile(r"[0-9]+")
_TAIL = re.compile(rf"{_SEPARATOR}{{0,2}}[xXｘＸ×Ⅹ✕](?![0-9A-Za-z])")

# Figures that are no personal numbers, whatever stands beside them.
_PLAIN = (
    # dates of the years that a talk is about
    r"(?<!\d)20[1-4]\d\s?[-/.年]\s?(?:1[0-2]|0?[1-9])\s?[-/.月]\s?(?:3[01]|[12]\d|0?[1-9])(?!\d)",
    r"(?<!\d)20[1-4]\d(?:1[0-2]|0[1-9])(?:3[01]|[12]\d|0[1-9])(?!\d)",
    # 158,000 and 1,580,000.00
    r"(?<![\d.,])\d{1,3}(?:,\d{3}){1,2}(?:\.\d{1,2})?(?![\d,])",
    # 4494.96
    r"(?<![\d.])\d{1,8}\.\d{1,2}(?![\d.])",
    # figures with a unit, up to nine places
    r"(?<!\d)\d{1,9}(?:\.\d+)?\s?(?:元|块|圆|人民币|万|[wWkK](?![A-Za-z])|千(?!\d)|百(?!\d)|期|年|个?月|"
    r"成|[%％‰]|个百分点|个点|厘|公里|千米|km|KM|天|岁|台|辆|次|折|亿|平)",
)
_PLAIN_FIGURE = re.compile("|".join(f"(?:{pattern})" for pattern in _PLAIN))


@dataclass(frozen=True, slots=True)
class Group:
    """Digits that stand together: `digits` folded, `start`/`end` in the original."""

    digits: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Run:
    """Groups with nothing but separators between; `tail` is where a check letter X ends, or 0."""

    groups: tuple[Group, ...]
    tail: int

    @property
    def digits(self) -> str:
        return "".join(group.digits for group in self.groups)


def fold(text: str) -> str:
    """`text` with every kind of digit as ASCII, same length."""
    return text.translate(_TABLE)


def runs(text: str) -> list[Run]:
    """The runs of digits in `text`, plain figures left out."""
    folded = fold(text)
    masked = _PLAIN_FIGURE.sub(lambda found: "\0" * len(found.group()), folded)
    found = []
    for match in _RUN.finditer(masked):
        groups = tuple(
            Group(g.group(), match.start() + g.start(), match.start() + g.end())
            for g in _GROUP.finditer(match.group())
        )
        tail = _TAIL.match(folded, match.end())
        found.append(Run(groups, tail.end() if tail else 0))
    return found
