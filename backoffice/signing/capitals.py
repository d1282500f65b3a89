"""Sums in the capital numerals that contracts are written in."""

from decimal import Decimal

from backoffice.wording import wording

SAY = wording("signing/wording/numerals.yml").say


def _group(number: int, digits: str, places: str) -> str:
    """A number below 10,000; zeros between digits are said once, leading ones too."""
    written, gap = "", False
    for position in range(3, -1, -1):
        digit = number // 10**position % 10
        if digit:
            zero = digits[0] if gap else ""
            written += zero + digits[digit] + (places[position - 1] if position else "")
            gap = False
        else:
            gap = True
    return written


def _whole(number: int) -> str:
    digits, places, groups = SAY("digits"), SAY("places"), SAY("groups")
    written = ""
    for position in range(len(groups), -1, -1):
        part = number // 10 ** (4 * position) % 10000
        if not part:
            continue
        word = _group(part, digits, places)
        if not written and word.startswith(digits[0]):
            word = word[1:]
        if written and part < 1000 and not word.startswith(digits[0]):
            word = digits[0] + word
        written += word + (groups[position - 1] if position else "")
    return written or digits[0]


def capitals(amount: Decimal | str) -> str:
    """`1050.30` in capital numerals, with the currency, as on a cheque."""
    fen = int(Decimal(amount) * 100)
    digits = SAY("digits")
    jiao, rest = fen // 10 % 10, fen % 10
    written = SAY("prefix") + _whole(fen // 100) + SAY("yuan")
    if not jiao and not rest:
        return written + SAY("whole")
    if jiao or rest:
        written += digits[jiao] + (SAY("jiao") if jiao else "")
    if rest:
        written += digits[rest] + SAY("fen")
    return written
