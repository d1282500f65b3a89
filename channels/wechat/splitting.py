"""A long text in parts that WeChat takes: cut at sentence borders, never inside a figure."""

import re

from channels.wechat.wording import words

# Best first: a paragraph, a line, a sentence, a clause, a blank.
_BORDERS = (
    re.compile(r"\n\n+"),
    re.compile(r"\n"),
    re.compile(r"[。！？!?；;…]+[”」』）)]*"),
    re.compile(r"[，,、：:](?!\d)"),
    re.compile(r"\s"),
)
_UNITS = "|".join(sorted(words("units"), key=len, reverse=True))
# What belongs together: figures with their separators and units, latin words, addresses, links.
_WHOLE = re.compile(
    r"<a [^>]*>.*?</a>|https?://[!-~]+|"
    rf"[0-9A-Za-z]+(?:[.,:/%\-][0-9A-Za-z]+)*\s?(?:{_UNITS})?",
    re.DOTALL,
)


def _size(text: str) -> int:
    return len(text.encode())


def _fitting(text: str, limit: int) -> int:
    """How many characters of `text` fit into `limit` bytes."""
    return len(text.encode()[:limit].decode(errors="ignore"))


def _cut(text: str, limit: int) -> int:
    """Where to cut `text`: the best border in the second half of what fits, else a safe place."""
    most = _fitting(text, limit)
    for border in _BORDERS:
        ends = [found.end() for found in border.finditer(text[: most + 1]) if found.end() <= most]
        ends = [end for end in ends if not _inside_whole(text, end)]
        if ends and ends[-1] >= most // 3:
            return ends[-1]
    for place in range(most, most // 3, -1):
        if not _inside_whole(text, place):
            return place
    return most


def _inside_whole(text: str, place: int) -> bool:
    start = max(0, place - 400)
    return any(
        start + found.start() < place < start + found.end()
        for found in _WHOLE.finditer(text[start : place + 400])
    )


def split(text: str, limit: int) -> list[str]:
    """`text` in parts of at most `limit` bytes; nothing but blanks at the cuts is lost."""
    parts: list[str] = []
    rest = text.strip()
    while _size(rest) > limit:
        place = max(1, _cut(rest, limit))
        parts.append(rest[:place].rstrip())
        rest = rest[place:].lstrip()
    if rest:
        parts.append(rest)
    return [part for part in parts if part]
