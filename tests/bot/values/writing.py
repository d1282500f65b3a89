"""Every common way of writing a sum or a term: the other direction of the reader."""

from collections.abc import Iterator
from decimal import Decimal

import cn2an

FULL_WIDTH = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """158000 -> 十五万八千."""
    return cn2an.an2cn(number, "low")


def spoken(number: int) -> str:
    """As said: 两 before the large units, no 一 before a leading 十."""
    text = chinese(number)
    for unit in "万千百":
        text = text.replace("二" + unit, "两" + unit)
    text = text.replace("十两", "十二").replace("两十", "二十")
    return text[1:] if text.startswith("一十") else text


def decimal(number: int, power: int) -> str:
    return format((Decimal(number) / 10**power).normalize(), "f")


def sums(number: int) -> Iterator[str]:
    """Every way of writing `number` yuan."""
    yield from (
        f"{number}元",
        f"{number}块",
        f"{number}块钱",
        f"{number:,}元",
        f"{number}".translate(FULL_WIDTH) + "元",
        f"{number:,}".translate(FULL_WIDTH) + "元",
    )
    yield from (f"{chinese(number)}元", f"{spoken(number)}块", f"¥{number}", f"￥{number:,}")
    if number >= 1000:
        yield from (
            f"{decimal(number, 4)}万",
            f"{decimal(number, 4)}w",
            f"{decimal(number, 4)}W",
            f"{decimal(number, 4)} 万元",
            f"{decimal(number, 4)}个w",
            f"{decimal(number, 3)}k",
            f"{decimal(number, 3)}千",
        )
    if number >= 10000 and number % 1000 == 0 and number // 1000 % 10:
        head, tail = divmod(number // 1000, 10)
        yield from (
            f"{spoken(head)}万{DIGITS[tail]}",
            f"{head}万{tail}",
            f"{head}w{tail}",
            f"{head}万{tail}千",
            f"{spoken(head)}万{spoken(tail * 1000)}",
        )
    if number >= 10000 and number % 10000 >= 1000:
        yield from (
            f"{number // 10000}万{number % 10000}元",
            f"{number // 10000}万{number % 10000}",
        )
    if 1000 <= number < 10000 and number % 100 == 0 and number // 100 % 10:
        head, tail = divmod(number // 100, 10)
        yield from (
            f"{spoken(head * 1000)}{DIGITS[tail]}",
            f"{head}k{tail}",
            f"{head}千{tail}",
            f"{head}千{tail}百",
        )
    if 100 <= number < 1000 and number % 10 == 0 and number // 10 % 10:
        yield f"{spoken(number // 100 * 100)}{DIGITS[number // 10 % 10]}块"


def terms(months: int) -> Iterator[str]:
    """Every way of writing a term of `months`."""
    yield from (
        f"{months}期",
        f"{months}个月",
        f"{chinese(months)}期",
        f"{spoken(months)}个月",
        f"{months}".translate(FULL_WIDTH) + "期",
        f"{months} 期",
    )
    years, rest = divmod(months, 12)
    if years and years <= 10:
        if rest == 0:
            yield from (
                f"{years}年",
                f"{chinese(years)}年",
                f"{years}年期",
                f"{years}y",
                f"{'两' if years == 2 else chinese(years)}年",
            )
        elif rest == 6:
            yield from (f"{years}年半", f"{chinese(years)}年半", f"{years}.5年")
        if rest > 1:
            yield from (f"{years}年{rest}个月", f"{chinese(years)}年零{chinese(rest)}个月")
