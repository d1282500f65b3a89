"""Sums of money as written, before their bounds and roles are known."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from bot.values.numerals import ARABIC, CN, NUMERAL, parse, scale_of

MONEY = r"(?:块钱|块|元整|元钱|元|圆|rmb|人民币|大洋|大元)"
SCALE = r"(?:个?[万w](?![a-z])|千|k(?![a-z])|百)"
TO = r"(?:到|至|~|—|–|-|或者|、)"
# Not money: the unit after the number belongs to something else.
OTHER_UNIT = re.compile(
    r"^(?:公里|km|千米|里路|年|个?月(?!供|付|还|薪|租|入|收)|期|天|日|号|点|"
    r"%|成|岁|座|次|回|版|辆|台|位|名|层|楼|分钟|"
    r"分(?![期成\d一二三四五六七八九十两\x00])|秒|小时|个(?:小时|星期|礼拜|"
    r"人|月|点|工作日|方案|问题|车|店|字|座|孩子|娃|多月|朋友|不|放心|愿意|"
    r"地方)"
    r"|人(?!民币)|倍|厘|张(?!半)|样|种|笔|家|条|款|套|项|步|页|遍|趟|平|度|"
    r"升|l(?![a-z])|t(?![a-z])|km|驱|行版|止版|长续航|标准|后驱|公斤|斤|瓦|"
    r"匹|米(?!$)|码|股|线|路|\.|:|/|-)"
)
ROUGH_TEN = re.compile(rf"([{CN}]?)十大几(万|w|千|k)")
PAIR_UP = {("三", "五")}
PAIR = re.compile(
    rf"((?:[{CN}]?十|[{CN}]百)?)([一二两三四五六七八])([二两三四五六七八九])(十|"
    rf"百)?({SCALE})"
)
PAIR_TAIL = re.compile(
    rf"((?:\d+(?:\.\d+)?|[{CN}十百]+)(?:个?[万w]|"
    rf"[千k]))([一二三四五六七八])([二三四五六七八九])(?![{CN}十百千万wk\d年期个月成])"
)
RANGE = re.compile(rf"({NUMERAL})({MONEY})?[ ]?{TO}[ ]?({NUMERAL})({MONEY})?")
OPEN = re.compile(
    rf"(\d+(?:\.\d+)?|[{CN}十百千万]*[{CN}十百千万])(?:(?:来|多|几|余)(?:个)?({SCALE}|"
    r"十)|((?:个?[万w]|千|k|百)?)(?:多(?!少|久|长|吗|还(?![是有行没可能不])|"
    rf"付|交|花|掏)(?:点儿?|一点)?|好几|余|来(?={MONEY})|几(?={MONEY})))"
)
ABOUT = re.compile(rf"(?<![\d{CN}十百千几])(万|千|百)(?:把块?|儿八[千百])")
SMALL = re.compile(rf"(?:^|[^\d一-鿿大缩减]|[供付还价地要是就在算个])小(?=({NUMERAL})(?!米|时|车))")
TICKETS = re.compile(rf"([{CN}\d]{{1,2}})张(半)?(?!卡|表|照|图|单|证|合同|发票|纸|流水|身份|脸|嘴)")
TICKET_BEFORE = re.compile(r"(?:月供|每月|一个月|工资)(?:大概|是|要|还|也就)?$")
YUAN_SIGN = re.compile(rf"[¥$]\s?({ARABIC})({SCALE})?")
PLAIN = re.compile(NUMERAL)
WITH_OTHER = re.compile(r"三[者责方]|两[个人口]|四[驱儿]|二手")
# 一块交, 擦了一块: together, a piece.
TOGETHER = re.compile(r"块(?!钱|$|[，。！？])")
WITH_ONE = re.compile(r"起(?!步)|[下次把个年共月般直样定笔家台辆口天并些旦切边样只时]")


@dataclass
class Sum:
    """A sum before its bounds and role are known; `unit` tells whether the text named a unit."""

    low: Decimal
    high: Decimal | None
    start: int
    end: int
    unit: bool = True
    open_up: bool = False
    confirm: str | None = None


def find_sums(text: str) -> list[Sum]:
    """All sums in `text`, left to right; of overlapping ones the more special."""
    found: list[Sum] = []
    for reader in (_rough, _pairs, _ranges, _opens, _about, _signs, _tickets, _plain):
        for item in reader(text):
            if any(item.start < f.end and f.start < item.end for f in found):
                continue
            found.append(item)
    return sorted(found, key=lambda f: f.start)


def _unit_value(scale: str) -> int:
    return 10 ** scale_of(scale)


def _rough(text: str) -> Iterator[Sum]:
    for match in ROUGH_TEN.finditer(text):
        tens = (parse(match.group(1)) or 0) if match.group(1) else Decimal(1)
        unit = _unit_value(match.group(2))
        yield Sum((tens * 10 + 6) * unit, (tens * 10 + 10) * unit - 1, *match.span())
    for match in SMALL.finditer(text):
        number = parse(match.group(1))
        if number is not None and number >= 1000:
            yield Sum(
                number * Decimal("0.9"), number, match.end() - 1, match.end() + len(match.group(1))
            )


def _pairs(text: str) -> Iterator[Sum]:
    for match in PAIR.finditer(text):
        prefix, low, high, tens, scale = match.groups()
        low_n, high_n = parse(low), parse(high)
        if (
            high_n != low_n + 1
            and (low, high) not in PAIR_UP
            or OTHER_UNIT.match(text[match.end() :])
        ):
            continue
        base = parse(prefix) if prefix else Decimal(0)
        unit = _unit_value(scale) * (10 ** scale_of(tens) if tens else 1)
        yield Sum((base + low_n) * unit, (base + high_n) * unit, *match.span())
    for match in PAIR_TAIL.finditer(text):
        low_n, high_n = parse(match.group(2)), parse(match.group(3))
        base = parse(match.group(1))
        if base is None or high_n != low_n + 1 or OTHER_UNIT.match(text[match.end() :]):
            continue
        unit = _unit_value(match.group(1)) // 10
        yield Sum(base + low_n * unit, base + high_n * unit, *match.span())


# 增程 6座 25-30: a span standing alone beside what is said of a car.
CAR = re.compile(r"座|[电油新]车|纯电|增程|插混|混动|suv|mpv|轿车")
ALONE = re.compile(r"^(?:$|[ ，。！？])")
PRICE_BEFORE = re.compile(r"(?:预算|落地|车价|裸车|首付|价位)(?:大概|差不多|在|是|就)*[ ]?$")


def _ranges(text: str) -> Iterator[Sum]:
    for match in RANGE.finditer(text):
        first, second = match.group(1), match.group(3)
        if OTHER_UNIT.match(text[match.end() :]):
            continue
        low, high = parse(first), parse(second)
        # Tens are part of the count (三十到五十万), not a scale the other side lacks.
        scale1, scale2 = (s if s > 1 else 0 for s in (scale_of(first), scale_of(second)))
        if low is None or high is None:
            continue
        if scale2 and not scale1 and low < high and low < 1000:
            if match.group().find("、") > 0 and high / 10**scale2 < low:
                high = (low // 10 * 10 + high / 10**scale2) * 10**scale2
            low *= 10**scale2
        elif scale1 and not scale2 and high < low:
            high *= 10**scale1
        priced = PRICE_BEFORE.search(text[: match.start()]) or (
            low >= 5
            and CAR.search(text)
            and ALONE.match(text[match.end() :])
            and re.search(r"(?:^|[ ，])$", text[: match.start()])
        )
        if not (scale1 or scale2) and high <= 200 and priced:
            low, high, scale1 = low * 10000, high * 10000, 4
        named = scale1 or scale2 or match.group(2) or match.group(4) or high >= 1000
        if low < high and named and high <= low * 20 and "或者" not in match.group():
            if "、" in match.group() and high - low != 10 ** max(scale1, scale2):
                continue
            yield Sum(low, high, *match.span())


def _opens(text: str) -> Iterator[Sum]:
    for match in OPEN.finditer(text):
        core, scale, own = match.group(1), match.group(2), match.group(3)
        number = parse(core + (own or ""))
        if scale:
            base = parse(core)
            number = (
                None if base is None else base * (10 ** scale_of(scale) if scale != "十" else 10)
            )
        if number is None or number < 100 or OTHER_UNIT.match(text[match.end() :]):
            continue
        if not scale and not own and not scale_of(core):
            continue
        tail = re.match(rf"(?:个)?{MONEY}", text[match.end() :])
        yield Sum(
            number, None, match.start(), match.end() + (tail.end() if tail else 0), open_up=True
        )


def _about(text: str) -> Iterator[Sum]:
    for match in ABOUT.finditer(text):
        yield Sum(
            Decimal(_unit_value(match.group(1))),
            Decimal(_unit_value(match.group(1))),
            *match.span(),
        )


def _signs(text: str) -> Iterator[Sum]:
    for match in YUAN_SIGN.finditer(text):
        number = parse(match.group(1) + (match.group(2) or ""))
        if number is not None:
            yield Sum(number, number, *match.span())


def _tickets(text: str) -> Iterator[Sum]:
    for match in TICKETS.finditer(text):
        number = parse(match.group(1))
        if number is None or not match.group(2) and not TICKET_BEFORE.search(text[: match.start()]):
            continue
        number = (number + (Decimal("0.5") if match.group(2) else 0)) * 1000
        yield Sum(number, number, *match.span(), confirm="meaning")


def _plain(text: str) -> Iterator[Sum]:
    for match in PLAIN.finditer(text):
        start, end = match.span()
        run = match.group()
        while run and parse(run) is None:
            run = run[:-1]
        if not run:
            continue
        run = _cut_tail(run, text[start + len(run) :])
        end = start + len(run)
        number = parse(run)
        rest = text[end:]
        money = re.match(MONEY, rest)
        if text[start - 1 : start] in ("第", ".", "几") and start:
            continue
        if money:
            if (
                run == "一"
                and (
                    TOGETHER.match(rest)
                    or text[start - 1 : start] in ("在", "到")
                    and rest[0] == "块"
                )
                and text[start - 1 : start] not in "差多少每收就"
            ):
                continue
            yield Sum(number, number, start, end + money.end())
        elif OTHER_UNIT.match(rest):
            continue
        elif scale_of(run) > 1 or re.search(r"[万千百wk]", run):
            if not re.search(r"\d$", run) or re.search(r"[万千百wk]", run):
                yield Sum(number, number, start, end)
        elif (
            re.match(
                r"个(?![a-z一-鿿])|个(?:的|吧|以内|左右|封顶|首付|呢|贷(?!款)|分|剩|多|出头|"
                r"以上|差|就|可以|那|慢|还|先|能|做|进|到|月供|，)",
                rest,
            )
            and number <= 500
        ):
            yield Sum(number * 10000, number * 10000, start, end + 1, unit=False)
        else:
            yield Sum(number, number, start, end, unit=False)


def _cut_tail(run: str, rest: str) -> str:
    """四万一(下), 十万两(个人): the last numeral belongs to the word that follows."""
    other = OTHER_UNIT.match(rest) or WITH_OTHER.match(run[-1:] + rest)
    glued = run[-1:] == "一" and WITH_ONE.match(rest) or other
    if glued and len(run) > 1 and run[-2] in "万千百wk" and not run[-1].isdigit() and run[-1] in CN:
        return run[:-1]
    return run
