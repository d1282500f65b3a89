"""Positions in the list just shown (第二个, 最后那个) and kilometres a year."""

import re
from decimal import Decimal

from bot.values.numerals import CN, DIGITS, NUMERAL, as_number, parse, scale_of
from bot.values.reading import Passage, Reading

SORT = r"(?:个|种|款|套|项|条|档|家|台|辆|份|组|样|版|号|方案|产品|间)"
NTH = re.compile(
    rf"第(\d{{1,2}}|[{CN}十]{{1,2}})({SORT})?(?!次|年|期|笔|天|步|页|月|回|"
    rf"个(?:月|礼拜|星期|周|季度|工作日|问题|月份)|位|层|一|者|周|季|代|遍|趟|时间|[{CN}十])"
)
NUMBERED = re.compile(
    rf"(?:方案|选项|产品|套餐)({CN and f'[{CN}]'}|\d)(?![\d{CN}十万千年期成个])|"
    rf"(?<!\d)(\d|[{CN}])号(?:方案|产品|套餐|那个(?!月)|车型|店)|"
    rf"(?<![二两三四五n])选(\d|[{CN}])(?:$|号|[，。 吧])"
)
LAST = re.compile(
    rf"(?!末尾款)(?:最后|(?<!期)末尾|最末|最下面|最底下)(?:面|头|边)?(?:的)?(?:那|这)?(?:一)?{SORT}|"
    rf"最后一{SORT}|最后(?:的)?那(?:{SORT}|(?=$|[，。！？!?,]))"
)
BACKWARDS = re.compile(rf"倒数第([{CN}\d]){SORT}?")
HEAD = re.compile(
    rf"(?:头|首)(?:一)?{SORT}(?!月|星期)|(?:最前面|最上面|打头)(?:的)?(?:那|"
    rf"这)?(?:一)?{SORT}"
)
MILE_UNIT = r"(?:公里|km|千米)"
MILES = re.compile(
    r"(?P<per>一年(?!多)|每年|年均|年里程|一个月|每个?月|年行驶|"
    rf"年跑)(?P<gap>[^，。\d{CN}十]{{0,8}})(?:(?P<low>{NUMERAL})(?:到|至|-|"
    rf"~))?(?P<n>{NUMERAL})(?P<more>来|多|几)?(?P<scale>万|千)?(?P<unit>{MILE_UNIT})?"
)
AFTERWARDS = re.compile(
    rf"(?P<n>{NUMERAL})(?P<scale>万|千)?(?P<unit>{MILE_UNIT})(?:左右)?(?:一年|"
    r"每年|/年|的?年里程)"
)
PAIR_START = re.compile(r"([一二两三四五六七八])([二两三四五六七八九])(?=$|[万千])")
DRIVE = re.compile(r"跑|开|行驶|里程|公里")
ANY_MILES = re.compile(rf"{NUMERAL}(?:来|多|几)?(?:万|千)?{MILE_UNIT}")


def read_ordinals(passage: Passage) -> None:
    """Positions, 1-based; the last is -1."""
    for match in BACKWARDS.finditer(passage.open):
        passage.take(Reading("ordinal", -int(parse(match.group(1)) or 1), *match.span()))
    for match in NTH.finditer(passage.open):
        number = parse(match.group(1))
        bare = match.group(2) is None
        after = passage.text[match.end() :]
        if (
            number is None
            or number == 0
            or _another_thing(passage, match)
            or bare
            and not re.match(
                r"^(?:$|[，。！？!? 、]|和|跟|与|还是|比|吧|呢|方案|那|怎|哪|行|就|的(?!月))", after
            )
        ):
            continue
        passage.take(Reading("ordinal", int(number), *match.span()))
    for match in NUMBERED.finditer(passage.open):
        number = parse(next(g for g in match.groups() if g))
        if number:
            passage.take(Reading("ordinal", int(number), *match.span()))
    for match in LAST.finditer(passage.open):
        if not re.match(r"月|期|问题", passage.text[match.end() :]):
            passage.take(Reading("ordinal", -1, *match.span()))
    for match in HEAD.finditer(passage.open):
        passage.take(Reading("ordinal", 1, *match.span()))


def _another_thing(passage: Passage, match) -> bool:
    """合同第五条, 老客户买第二台: not a position in a list."""
    before = passage.text[: match.start()]
    if match.group(2) in ("台", "辆"):
        return bool(re.search(r"买|购|老车主|老客户|贷了|一家人|我$", before)) or bool(
            re.match(r"车?(?:贷|有|了|打折)", passage.text[match.end() :])
        )
    if match.group(2) in ("条", "份"):
        return bool(re.search(r"合同|协议|条款|签", before))
    return False


def _middle(low: str | None, written: str, number: Decimal) -> Decimal:
    """The middle of 一万到两万, 五六(万): the contract takes one number."""
    if low:
        first = parse(low)
        return (
            number
            if first is None
            else (first * (10 ** scale_of(written) if not scale_of(low) else 1) + number) / 2
        )
    pair = PAIR_START.match(written)
    if pair and DIGITS[pair[2]] == DIGITS[pair[1]] + 1:
        ten, rest = DIGITS[pair[1]], written[2:]
        middle = Decimal(ten) + Decimal("0.5")
        return middle * (10 ** scale_of(rest) if rest else 1)
    return number


def read_mileage(passage: Passage) -> None:
    """一年跑两万公里 -> 20000; by the month times twelve; other distances are hidden."""
    for match in MILES.finditer(passage.open):
        driven = match["unit"] or DRIVE.search(match["gap"])
        number = parse(match["n"])
        if not driven or number is None or re.match(r"[元块年期]", passage.text[match.end() :]):
            continue
        if re.search(r"收入|挣|还|供", match["gap"]):
            continue
        number = _middle(match["low"], match["n"], number)
        value = number * 10 ** (scale_of(match["scale"]) if match["scale"] else 0)
        value *= 12 if "月" in match["per"] else 1
        if value >= 500:
            passage.take(Reading("annual_mileage", as_number(value), *match.span()))
    for match in AFTERWARDS.finditer(passage.open):
        number = parse(match["n"] + (match["scale"] or ""))
        if number:
            passage.take(Reading("annual_mileage", as_number(number), *match.span()))
    for match in ANY_MILES.finditer(passage.open):
        passage.hide(*match.span())
