"""Text a customer typed, made harmless in form: no command prefix, nothing invisible.

Rasa takes any text that begins with `/` (after stripping) for an intent with entities
(`yaml_story_reader.py:619`), from every channel. So nothing that is, looks like or may be folded
to a slash, and nothing invisible, may stand in front; invisible characters go everywhere.
"""

import re
import unicodedata

_SLASHES = "/／⁄∕╱⟋⧸⫻⫽⼃〳〵᜵᜶𝈺\\＼﹨⧵⧹∖⟍╲⑊"
_BLANK_LETTERS = "\u115f\u1160\u3164\uffa0\u2800\u034f\u17b4\u17b5\u2065"
_JOINER, _PICTURE = "\u200d", "\ufe0f"
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r" ?\n[ \n]*")


def _is_blank(character: str) -> bool:
    return character in _BLANK_LETTERS or unicodedata.category(character)[0] in "CZ"


def _visible(text: str) -> str:
    """`text` without controls, formats and blank letters; line breaks and joined emoji stay."""
    kept: list[str] = []
    for place, character in enumerate(text):
        if character in "\n\r\u2028\u2029\u0085\x0b\x0c":
            kept.append("\n")
        elif unicodedata.category(character) == "Zs" or character == "\t":
            kept.append(" ")
        elif character == _JOINER:
            if kept and _is_picture(kept[-1]) and place + 1 < len(text):
                kept.append(character)
        elif not _is_blank(character) and not _is_selector(character):
            kept.append(character)
    return "".join(kept)


def _is_selector(character: str) -> bool:
    code = ord(character)
    return (0xFE00 <= code <= 0xFE0E) or 0xE0100 <= code <= 0xE01EF or 0x180B <= code <= 0x180F


def _is_picture(character: str) -> bool:
    return character == _PICTURE or unicodedata.category(character) in ("So", "Sk")


def _strippable(character: str) -> bool:
    return (
        character in _SLASHES
        or character == _PICTURE
        or _is_blank(character)
        or unicodedata.category(character)[0] == "M"
        or unicodedata.normalize("NFKC", character).strip()[:1] in ("/", "\\")
    )


def neutralise(text: str) -> str:
    """The text as it may go on: composed, visible, not beginning with any kind of slash.

    May be empty. Idempotent.
    """
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    plain = _SPACES.sub(" ", _visible(composed))
    plain = _LINES.sub("\n", plain).strip()
    start = 0
    while start < len(plain) and _strippable(plain[start]):
        start += 1
    return unicodedata.normalize("NFC", plain[start:]).strip()
