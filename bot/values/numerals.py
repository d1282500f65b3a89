"""Chinese, Arabic and mixed numerals: 158000, 15.8万, 1w2, 3k5, 十五万八, 两千零五, 一五八."""

from decimal import Decimal

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")}
DIGITS.update({"两": 2, "俩": 2, "仨": 3})
UNITS = (("亿", 8), ("万", 4), ("千", 3), ("百", 2), ("十", 1))
SYMBOLS = {"w": "万", "k": "千"}

CN = "零一二三四五六七八九两"
# Whole runs of digits only: a run that could be cut anywhere would be tried in every cut.
ARABIC = r"(?<![0-9])(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?![0-9])(?:\.[0-9]+(?![0-9]))?"
# One numeral of any shape; `parse` decides whether it makes sense.
NUMERAL = (
    rf"(?:{ARABIC}|[{CN}十百千万亿俩仨]|(?<=[{CN}十\d])点(?=[{CN}\d])|个(?=[w万])|"
    rf"(?<=[\d{CN}十百个])[wk](?![a-z]))+"
)
# A plain count: up to 999, no scale of thousands.
COUNT = rf"(?:\d+(?:\.\d+)?|[{CN}十百]+(?:点[{CN}]+)?|[俩仨])"


def parse(text: str) -> Decimal | None:
    """Number written in `text`, or None when it is not one number.

    Elided last units are filled in: 一万二 is 12000, 三千五 3500, 3k5 3500, 15万58 155800.
    """
    clean = text.replace(",", "").replace("个", "").lower()
    for symbol, unit in SYMBOLS.items():
        clean = clean.replace(symbol, unit)
    return _scaled(clean) if clean else None


def _scaled(text: str) -> Decimal | None:
    for unit, power in UNITS:
        # 一千万: the thousands belong to the left side, so the last 万 splits.
        cut = text.rfind(unit)
        if cut < 0:
            continue
        left, right = text[:cut], text[cut + 1 :]
        head = _scaled(left) if left else Decimal(1) if unit == "十" else None
        if head is None or (unit == "十" and head > 9):
            return None
        if unit in "千百" and (head > 99 and not left[:1].isascii() or head != int(head) and right):
            return None
        tail = _tail(right, power)
        return None if tail is None else head * 10**power + tail
    return _plain(text)


def _tail(text: str, power: int) -> Decimal | None:
    if not text:
        return Decimal(0)
    if text == "半":
        return Decimal(10**power) / 2
    digits = _digit_string(text)
    if digits is not None:
        if text[0] == "零" and len(digits) < power:
            return Decimal(digits)
        return Decimal(digits.ljust(power, "0")) if len(digits) <= power else None
    rest = _scaled(text.lstrip("零"))
    return rest if rest is not None and rest < 10**power else None


def _plain(text: str) -> Decimal | None:
    whole, point, fraction = text.replace("点", ".").partition(".")
    digits = _digit_string(whole)
    if digits is None:
        return None
    if not point:
        return Decimal(digits)
    after = _digit_string(fraction)
    return None if after is None else Decimal(f"{digits}.{after}")


def _digit_string(text: str) -> str | None:
    """`text` as Arabic digits when it is digits only (in either script), else None."""
    out = []
    for char in text:
        if char.isascii() and char.isdigit():
            out.append(char)
        elif char in DIGITS:
            out.append(str(DIGITS[char]))
        else:
            return None
    return "".join(out) or None


def scale_of(text: str) -> int:
    """Power of ten of the last unit written in `text` (8万 -> 4, 三千五 -> 0, 15 -> 0)."""
    tail = text.rstrip()[-1:].lower()
    tail = SYMBOLS.get(tail, tail)
    return dict(UNITS).get(tail, 0)


def as_number(value: Decimal):
    """int where the value is whole, else float: what JSON and Rasa take."""
    return int(value) if value == value.to_integral_value() else float(value)
