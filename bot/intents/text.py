"""The form of a message that n-grams and encoders see: one writing for what means the same."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.values.normalise import normalise

# One capital letter stands for a whole value; messages are lower-cased first, so that the
# letters are free. Values whose wording itself carries the wish (papers, people, channels,
# finance words) stay as they were said.
PLACEHOLDERS = {
    "amount": "A",
    "ratio": "R",
    "rate": "I",
    "term": "T",
    "vehicle_model": "V",
    "date": "E",
    "time": "H",
    "city": "C",
    "ordinal": "O",
    "annual_mileage": "M",
    "lead_days": "L",
    "product": "K",
}
# What an encoder, which knows words and not letters, reads instead of a value.
SPOKEN = {
    "A": "几万元",
    "R": "三成",
    "I": "百分之四",
    "T": "三年",
    "V": "这款车",
    "E": "明天",
    "H": "三点",
    "C": "上海",
    "O": "第一个",
    "M": "两万公里",
    "L": "提前三天",
    "K": "气球贷",
}
_PUNCTUATION = str.maketrans(
    {"，": ",", "。": ".", "？": "?", "！": "!", "；": ";", "：": ":", "、": ","}
)
_LONG_RUN = re.compile(r"(.)\1{2,}")
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_SPACE = re.compile(r"\s+")
_BETWEEN_HAN = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")

# Words that open or close a message without saying what is wished. Those of the first kind mean
# nothing wherever they open; those of the second only when a pause follows.
_OPENING = re.compile(
    r"^(?:(?:您好|你好|hello|hi|哈喽|请问|请教|呃+|额+|嗯+|emm+|诶|哎呀?|唉|喂|打扰(?:一下|了)?|"
    r"(?:我就?)?想(?:要)?(?:请)?(?:问|咨询|了解)(?:一下|下子|哈|下)(?:子)?|"
    r"咨询(?:一下|下)|(?:麻烦)?(?:帮我)?问(?:一下|下|哈)(?:子)?|我想请问|想请教)"
    r"[啊呀哦哈了]?[,.!~… ]*|"
    r"(?:那个|那啥|那什么|这个|就是说?|是这样的?|对了|话说|不好意思|麻烦(?:您|你)?|劳驾|亲|"
    r"老师|师傅|客服|美女|帅哥|小姐姐|姑娘|小哥|顾问|哥|姐|你看|您看|"
    r"是|好的?|行|哦|噢|对|啊)[啊呀哈吧]?[,.!~… ]+)+"
)
_CLOSING = re.compile(
    r"[,.!?~… ]+(?:谢谢(?:您|你|啦|了|哈)*|多谢(?:了|啦)?|感谢|麻烦(?:您|你)?(?:了|啦)?|"
    r"辛苦(?:了|啦)?|劳驾|拜托了?|急+|在线等|哈+)[,.!~… ]*$"
)
_LEAST_LEFT = 3

Value = Mapping[str, Any]


def plain(text: str) -> str:
    """Half-width, lower-case, simplified, common slips repaired, no run longer than two."""
    text = normalise(text).text.translate(_PUNCTUATION)
    return _LONG_RUN.sub(r"\1\1", _SPACE.sub(" ", text).strip())


def masked(text: str, values: Sequence[Value]) -> str:
    """The message with every masked value as its placeholder and every left number as `0`.

    `values` are entities with `entity`, `start`, `end` (character offsets into `text`);
    of overlapping ones the first and longest counts.
    """
    pieces: list[str] = []
    at = 0
    for value in sorted(values, key=lambda v: (v["start"], -v["end"])):
        letter = PLACEHOLDERS.get(value["entity"])
        if letter is None or value["start"] < at:
            continue
        pieces += [plain_piece(text[at : value["start"]]), letter]
        at = value["end"]
    pieces.append(plain_piece(text[at:]))
    return _BETWEEN_HAN.sub("", bare(_SPACE.sub(" ", "".join(pieces)).strip()))


def bare(text: str) -> str:
    """A plain text without the courtesies around it, unless nearly nothing else is there."""
    for courtesy in (_CLOSING, _OPENING):
        left = courtesy.sub("", text)
        if len(left) >= _LEAST_LEFT:
            text = left
    return text.strip(" ,.") or text


def plain_piece(text: str) -> str:
    """A stretch between two values: plain, with numbers as `0`."""
    lead = " " if text[:1].isspace() else ""
    return lead + _DIGITS.sub("0", plain(text))


def spoken(masked_text: str) -> str:
    """A masked message with every placeholder as an ordinary value, for an encoder."""
    return "".join(SPOKEN.get(letter, letter) for letter in masked_text)


def remainder(text: str, values: Sequence[Value]) -> int:
    """How many letters and digits of the message belong to no value."""
    covered = bytearray(len(text))
    for value in values:
        covered[value["start"] : value["end"]] = b"\x01" * (value["end"] - value["start"])
    return sum(1 for i, letter in enumerate(text) if letter.isalnum() and not covered[i])
