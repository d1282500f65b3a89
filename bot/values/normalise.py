"""One plain form of a message for the rules, with the way back to the original characters."""

import functools
import pathlib
import re
from dataclasses import dataclass
from re import Pattern

import yaml

CONFUSIONS = pathlib.Path(__file__).parent.parent / "lexicon" / "confusions.yml"
NUM = r"\d零一二三四五六七八九十两百千万几半"
DROPPED = re.compile(r"[\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff\u20e3\u00ad]")
TOKEN = re.compile(r"<[a-z_]+:[^<>]*>")
JOINED_SPACES = (
    # 20 万, 3 年, 十 万: a number and its unit
    re.compile(
        r"(?<=[\d零一二三四五六七八九十两百千.])[ ]+(?=(?:万|w(?![a-z])|k(?![a-z])|"
        r"千(?!万)|成|%|块|元|期(?![数限间])|年|个月|个点|厘))"
    ),
    # 158 000
    re.compile(
        r"(?:(?<=(?<!\d)\d)|(?<=(?<!\d)\d\d)|(?<=(?<!\d)\d\d\d))[ ](?=\d{3}(?!\d|"
        r"期|个月|年|[a-z]))"
    ),
    # 二 十 万, 百分之 二十, 第 二 个
    re.compile(r"(?<=[二三四五六七八九两])[ ]+(?=十)"),
    re.compile(
        r"(?<=百分之)[ ]+(?=[\d一二三四五六七八九十])|(?<=第)[ ]+(?=[\d一二三四五六七八九])"
    ),
)


@dataclass(frozen=True)
class Normalised:
    """`text` for the rules; `starts[i]`, `ends[i]` bound what stood there originally."""

    text: str
    starts: list[int]
    ends: list[int]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Span of the original message behind `text[start:end]`."""
        return self.starts[start], self.ends[end - 1]


class _Confusions:
    def __init__(self) -> None:
        raw = yaml.safe_load(CONFUSIONS.read_text(encoding="utf-8"))
        self.always: dict[str, str] = raw["always"]
        self.pattern = re.compile(
            "|".join(sorted(map(re.escape, self.always), key=len, reverse=True))
        )
        self.near: list[tuple[str, str, Pattern, Pattern]] = []
        for item in raw["near"]:
            before, after = (
                item.get(k, "").replace("[NUM]", f"[{NUM}]").replace("NUM", NUM)
                for k in ("before", "after")
            )
            self.near.append((item["wrong"], item["right"], re.compile(before), re.compile(after)))
        pairs = raw["traditional"].split()
        self.characters = {ord(p[0]): p[1] for p in pairs if len(p) == 2}


@functools.lru_cache(maxsize=1)
def _confusions() -> _Confusions:
    return _Confusions()


def normalise(text: str) -> Normalised:
    """Half-width, lower-case, simplified, slips repaired, spaces inside numbers dropped."""
    chars, starts, ends = _characters(text)
    table = _confusions()
    plain = TOKEN.sub(lambda m: "\ufffc" * len(m.group()), "".join(chars))
    plain, starts, ends = _repair(plain.translate(table.characters), starts, ends, table)
    for pattern in JOINED_SPACES:
        plain, starts, ends = _drop(plain, starts, ends, pattern)
    return Normalised(plain, starts, ends)


def _characters(text: str) -> tuple[list[str], list[int], list[int]]:
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for i, char in enumerate(text):
        if DROPPED.match(char):
            if ends:
                ends[-1] = i + 1 if char == "\u20e3" else ends[-1]
            continue
        chars.append(_character(text, i, char))
        starts.append(i)
        ends.append(i + 1)
    return chars, starts, ends


def _character(text: str, i: int, char: str) -> str:
    code = ord(char)
    if char == "，":
        grouped = "０" <= text[i - 1 : i] <= "９" and re.match(
            r"[０-９]{3}(?![０-９])", text[i + 1 : i + 5]
        )
        return "," if grouped else "，"
    if 0xFF01 <= code <= 0xFF5E:
        return chr(code - 0xFEE0).lower()
    if char == "￥":
        return "¥"
    if char.isspace():
        return " "
    if 0xD800 <= code <= 0xDFFF:
        return "\ufffd"
    lower = char.lower()
    return lower if len(lower) == 1 else char


def _repair(
    text: str, starts: list[int], ends: list[int], table: _Confusions
) -> tuple[str, list[int], list[int]]:
    edits: list[tuple[int, int, str]] = [
        (m.start(), m.end(), table.always[m.group()]) for m in table.pattern.finditer(text)
    ]
    for wrong, right, before, after in table.near:
        at = text.find(wrong)
        while at >= 0:
            end = at + len(wrong)
            if before.search(text[:at]) and after.search(text[end:]):
                edits.append((at, end, right))
            at = text.find(wrong, end)
    for at, end, right in sorted(edits, reverse=True):
        if len(right) == end - at:
            text = text[:at] + right + text[end:]
            continue
        first, last = starts[at], ends[end - 1]
        text = text[:at] + right + text[end:]
        starts = starts[:at] + [first] * len(right) + starts[end:]
        ends = ends[:at] + [last] * len(right) + ends[end:]
    return text, starts, ends


def _drop(
    text: str, starts: list[int], ends: list[int], pattern: Pattern
) -> tuple[str, list[int], list[int]]:
    if " " not in text:
        return text, starts, ends
    for m in reversed(list(pattern.finditer(text))):
        text = text[: m.start()] + text[m.end() :]
        starts = starts[: m.start()] + starts[m.end() :]
        ends = ends[: m.start()] + ends[m.end() :]
    return text, starts, ends
