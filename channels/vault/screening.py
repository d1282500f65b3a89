"""One message on its way in: personal numbers exchanged, secrets removed, two forms made.

`clean` goes on (tokens instead of numbers), `shown` is what the customer sees of it (masked).
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from channels.vault.finding import Found, find
from channels.vault.folding import fold
from channels.vault.numbers import Kind, masked
from channels.vault.secrets_typed import find_secrets
from channels.vault.split import Fragment, fragment_of, join
from channels.wording import say

# A customer cannot write a token: the opening bracket of a forged one is made harmless.
_FORGED = re.compile(r"[<＜〈《]\s*(?=(?:id_card|bank_card|phone|number|secret)\s*[:：])", re.I)
_OFFERED = re.compile(
    r"回电|回个?电话|打给我|打我|给我打|联系我|联系方式|留个?电话|找我|加我|我的?(?:手机|电话|号码)|我手机|我电话"
)
_WORDS = re.compile(r"[^\W_]")
_SECRET_ONLY = re.compile(
    r"密码|口令|验证码|校验码|动态码|短信码|安全码|支付码|password|passwd|pwd|otp|cvv|cvc|pin码?|码|我|的|是|为|就|这|"
    r"个|给|你|您|收到|了|请|填|一下|登录|短信|手机|银行卡|卡|[^\w]",
    re.IGNORECASE,
)
SECRET_MARK = "<secret>"

Tokeniser = Callable[[Kind, str], str]


@dataclass(frozen=True, slots=True)
class Kept:
    """A number to be put in the vault under its token."""

    kind: Kind
    token: str
    value: str
    masked: str


@dataclass(frozen=True, slots=True)
class Screened:
    """A message made safe. `warnings` are wording names, `refused`: nothing is left to pass on.

    `carried` replaces the conversation's fragments; `struck` are earlier parts to strike out.
    """

    clean: str
    shown: str
    kept: tuple[Kept, ...] = ()
    kinds: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    refused: bool = False
    carried: tuple[Fragment, ...] = ()
    struck: tuple[Fragment, ...] = ()


@dataclass(slots=True)
class _Rewriting:
    """Replacements by place; applied from the end, so that places stay true."""

    clean: list[tuple[int, int, str]] = field(default_factory=list)
    shown: list[tuple[int, int, str]] = field(default_factory=list)

    def put(self, start: int, end: int, clean: str, shown: str) -> None:
        self.clean.append((start, end, clean))
        self.shown.append((start, end, shown))

    @staticmethod
    def _apply(text: str, changes: list[tuple[int, int, str]]) -> str:
        for start, end, new in sorted(changes, reverse=True):
            text = text[:start] + new + text[end:]
        return text

    def results(self, text: str) -> tuple[str, str]:
        return self._apply(text, self.clean), self._apply(text, self.shown)


def _overlaps(start: int, end: int, places: Sequence[tuple[int, int]]) -> bool:
    return any(start < other_end and other_start < end for other_start, other_end in places)


def _has_code(text: str, known_code: Callable[[str], bool] | None) -> list[tuple[int, int]]:
    """Places of the one-time code that was just sent to this customer."""
    if known_code is None:
        return []
    folded = fold(text)
    spots = re.finditer(r"(?<!\d)\d(?:[\s\-]?\d){5}(?!\d)", folded)
    return [s.span() for s in spots if known_code(re.sub(r"\D", "", s.group()))]


def screen(
    text: str,
    *,
    token: Tokeniser,
    carried: Sequence[Fragment] = (),
    at: float = 0.0,
    phone_wanted: bool = False,
    known_code: Callable[[str], bool] | None = None,
) -> Screened:
    """Make `text` (already neutralised) safe to store and to send on.

    `token(kind, value)` names a number's token; `carried` are fragments of the messages before;
    `phone_wanted`: the assistant just asked for one; `known_code` tells a code that was sent.
    """
    text = _FORGED.sub("＜ ", text)
    secrets = find_secrets(text)
    for place in _has_code(text, known_code):
        if not _overlaps(*place, secrets):
            secrets.append(place)
    figures = find(text)
    found = [f for f in figures.found if not _overlaps(f.start, f.end, secrets)]
    joined = None if secrets else join(text, figures, carried)
    if joined:
        found = [f for f in found if f.start != joined.found.start]
        found.append(joined.found)
    rewriting = _Rewriting()
    for start, end in secrets:
        rewriting.put(start, end, SECRET_MARK, say("secret_shown"))
    told_before = joined is not None and any(part.named for part in joined.parts)
    wanted = phone_wanted or told_before or bool(_OFFERED.search(text))
    kept = [_keep(number, token, wanted, rewriting) for number in found]
    clean, shown = rewriting.results(text)
    fragment = None if joined or secrets else fragment_of(text, figures, at)
    return Screened(
        clean=clean,
        shown=shown,
        kept=tuple(item for item in kept if item),
        kinds=(*(number.kind for number in found), *("secret" for _ in secrets)),
        warnings=_warnings(found, bool(secrets), wanted),
        refused=bool(secrets) and _nothing_left(clean),
        carried=_carry(carried, fragment),
        struck=joined.parts if joined else (),
    )


def _keep(number: Found, token: Tokeniser, wanted: bool, rewriting: _Rewriting) -> Kept | None:
    name = token(number.kind, number.value)
    hidden = masked(number.kind, number.value)
    rewriting.put(number.start, number.end, f"<{number.kind}:{name}>", hidden)
    if number.kind == "phone" and not wanted:
        return None  # taken only when it was asked for or offered for a call
    return Kept(number.kind, name, number.value, hidden)


def _warnings(found: Sequence[Found], secret: bool, wanted: bool) -> tuple[str, ...]:
    kinds = {number.kind for number in found}
    names = []
    if secret:
        names.append("secret")
    if kinds & {"id_card", "bank_card"}:
        names.append("number")
    if "phone" in kinds and not wanted:
        names.append("phone")
    return tuple(names)


def _nothing_left(clean: str) -> bool:
    rest = _SECRET_ONLY.sub("", clean.replace(SECRET_MARK, ""))
    return len(_WORDS.findall(rest)) < 3


def _carry(carried: Sequence[Fragment], fragment: Fragment | None) -> tuple[Fragment, ...]:
    """Fragments for the next message: a chain goes on only while messages are bare digits."""
    if fragment is None:
        return ()
    if fragment.bare and carried:
        return (*carried[-3:], fragment)
    return (fragment,)
