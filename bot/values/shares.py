"""Ratios (三成, 20%, 一半, 零首付) and yearly rates (年化4.5, 四个点, 4厘)."""

import re
from decimal import Decimal

from bot.values.numerals import CN, COUNT, as_number, parse
from bot.values.reading import Passage, Reading
from bot.values.roles import ratio_role

NOT_A_RATE = rf"(?![年期月天万千百wk块元成号次个厘分毛样起直定般共下天\d{CN}十点.%倍览息利首:])"
RATE_WORD = r"(?:年化|年利率|年利|年息|年费率|利率|利息|费率|(?<![休消信出罚])息)"
GAP = (
    r"(?:率|大概|差不多|大约|约|不到|超过|不超过|才|只|就|是|在|到|要|有|能|"
    r"给|为|做|降|低|最低|最高|收|的话|按|算|:|,|，| ){0,4}"
)

ZERO_DOWN = re.compile(
    r"(?:零|0|o)(?:%|成)?首付(?!\d)|首付(?:款)?(?:为|是|要)?(?:零|0)(?![\d.%成万]|"
    r"首)|(?:不用|免|不要|不付|没有?|无需)首付(?![\d一二两三四五六七八九])|首付(?:一分|一毛)(?:钱)?(?:都|"
    r"也)?(?:不|没)"
)
TENTHS = re.compile(
    rf"(?<![第\d])(?:([{CN}\d](?:\.\d)?)成(半|[五5](?![年期\d]|个月))?)(?!功|"
    rf"都|本|员|为|交|立|天|熟|人|色|[{CN}\d]?新)"
)
# 两三成, 20到30%: two shares are named; the contract takes one number a ratio.
TWO_SHARES = re.compile(
    rf"(?<![第\d{CN}十.])(?:(?P<low>[一二两三四五六七八])(?P<high>[二两三四五六七八九])(?=成)|"
    rf"(?P<from>\d{{1,2}}|[{CN}])(?:到|至|~|-)(?=(?P<to>\d{{1,2}}|[{CN}])[%成]))"
)
HALF = re.compile(
    r"(?:首付|先付|先交|就付|只付|付个|付|先给|先掏|(?:我|俺|咱|自己)(?:就|"
    r"先|能|想)?(?:出|掏|付|拿)|首付款)(?:款|比例|大概|差不多|就|的|它|了|"
    r"个|是|给|能付|交|付|来|改|到|成|改成|提|加|降){0,4}(一半|对半|五五开)"
    r"|(一半|对半)(?=的?(?:做|当)?首付)|(?<![房车])贷(?:款)?(?:个)?(一半)|尾款(?:留|放|是|到|占){0,3}(?:车价的?)?(一半)|"
    r"^[^一-鿿a-z0-9]*(对半(?:开)?|五五开|一半(?:吧)?)[^一-鿿a-z0-9]*$"
)
PERCENT = re.compile(
    rf"百分之({COUNT})(半)?|(?<![\d.])(\d+(?:\.\d+)?)[%％](?!%)|"
    r"(?<![\d.])(\d+(?:\.\d+)?)(?:个)?百分点"
)
POINTS = re.compile(
    rf"(?:{RATE_WORD}{GAP})?({COUNT})(?:(?:个)?(半)?(?:个)?(?:百分)?点(?![{CN}]{{2}})(半|[{CN}\d](?!个|"
    r"\d))?(?!钟|多钟|半|整|左右到|前|之前|过来|到|[上下]午|倍))"
)
LI = re.compile(rf"(?:(年化|年利率?|年息|日息|月息|月利率|月费率){GAP})?({COUNT})厘({COUNT}|半)?")
PER_MILLE = re.compile(rf"(?:(日|每天|一天)[^，。]{{0,4}})?万(?:分之)?({COUNT})(?![万千百年期月])")
MONTHLY = re.compile(rf"(?:月息|月利率|月费率|月化){GAP}({COUNT})(%|个点|点)?{NOT_A_RATE}")
BARE = re.compile(rf"{RATE_WORD}(?:率)?{GAP}({COUNT})(?:个?点)?{NOT_A_RATE}")
# 安心贷4.99, 银行给我3.5的车贷: a rate by its size and company
OFFERED = re.compile(
    r"(?:贷款?(?:[一二三四五两]年|\d{1,2}期)?(?:是不是|是|才)?|(?:银行|别家|同行|隔壁|对面)[^，。\d]{0,8}?)([1-9]\.[0-9]{1,2}|"
    rf"[一二三四五六七八九]点[{CN}]{{1,2}})"
    r"(?=的?(?:车贷|贷款)|[，,。 ?？]|$)"
)
# 3年3.5 5年4.5: the rate of each length
RATE_OF_TERM = re.compile(r"\d(?:年|期)[ ]?([1-9]\.\d{1,2})(?=[ ，,?？]|$)")
RATE_AFTER = re.compile(r"(?<![\d.万千百wk点])(\d{1,2}(?:\.\d{1,2})?)(?=的?(?:年化|利率|年利率))")
RATE_JUST_BEFORE = re.compile(rf"{RATE_WORD}{GAP}$")
# 说八成要全损: a likelihood, no share of the price.
LIKELY = re.compile(r"^[八九]成$")
YEARLY = re.compile(r"年化|年利|年息|年费|一年|年")
RATE_NEAR = re.compile(r"年化|利率|利息|年息|息|费率|点|别家|银行|同行|贷款利|lpr")
FEE_NEAR = re.compile(r"违约金|手续费|服务费|罚|折|优惠|税|保费|佣|赔|提前还|还一部分")
LIMIT = Decimal(40)


def read_shares(passage: Passage) -> None:
    """Rates first (their words are the more special), then ratios."""
    for match in ZERO_DOWN.finditer(passage.open):
        passage.take(Reading("ratio", 0, *match.span(), role="down_payment"))
    _halves(passage)
    _lower_ends(passage)
    _tenths(passage)
    _percents(passage)
    _monthly(passage)
    _li(passage)
    _points(passage)
    _bare(passage)


def _rate(
    passage: Passage, value: Decimal, start: int, end: int, confirm: str | None = None
) -> None:
    if 0 <= value <= LIMIT:
        extra = {"confirm": confirm} if confirm else {}
        passage.take(Reading("rate", as_number(value), start, end, extra=extra))


def _ratio(passage: Passage, value: Decimal, start: int, end: int) -> None:
    role = ratio_role(passage, start, end)
    if role == "loan":
        role, value = "down_payment", 100 - value
    if 0 <= value <= 100:
        passage.take(Reading("ratio", as_number(value), start, end, role=role))


def _lower_ends(passage: Passage) -> None:
    """The first of two shares; the second is read as any other."""
    for match in TWO_SHARES.finditer(passage.open):
        glued = match["low"]
        low, high = parse(glued or match["from"]), parse(match["high"] or match["to"])
        if low is None or high is None or not 0 < low < high or glued and high - low != 1:
            continue
        end = match.end("low") if glued else match.end()
        unit = passage.text[end + 1 if glued else match.end("to")]
        if unit == "%" and RATE_NEAR.search(passage.text[: match.start()]):
            continue
        _ratio(passage, low * (10 if unit == "成" else 1), match.start(), end)


def _halves(passage: Passage) -> None:
    for match in HALF.finditer(passage.open):
        if match.group(1) and "尾款" in passage.text[max(0, match.start() - 4) : match.start()]:
            continue
        group = next(i for i in (1, 2, 3, 4, 5) if match.group(i))
        role = {1: "down_payment", 2: "down_payment", 3: "down_payment", 4: "balloon", 5: None}[
            group
        ]
        passage.take(Reading("ratio", 50, *match.span(group), role=role))


def _tenths(passage: Passage) -> None:
    for match in TENTHS.finditer(passage.open):
        tenths = parse(match.group(1))
        if tenths is None or not 0 < tenths <= 10:
            continue
        if LIKELY.match(match.group()) and re.match(
            r"是|要|得|会|没|不", passage.text[match.end() :]
        ):
            continue
        half = Decimal(5) if match.group(2) else Decimal(0)
        _ratio(passage, tenths * 10 + half, *match.span())


def _is_small_rate(number: Decimal, before: str) -> bool:
    """低息贷1.99%, 报价是5.29%: no share of a price is that small and that exact."""
    return number < 10 and number != int(number) and not re.search(r"首付|尾款", before)


def _percents(passage: Passage) -> None:
    for match in PERCENT.finditer(passage.open):
        number = parse(next(g for g in (match.group(1), match.group(3), match.group(4)) if g))
        if number is None:
            continue
        if match.group(2):
            number += Decimal("0.5")
        first = max(passage.boundary_before(match.start()), match.start() - 10)
        before = passage.text[first : match.start()]
        after = passage.text[match.end() : match.end() + 5]
        if re.search(r"充|电量|掉电", passage.text):
            passage.hide(*match.span())
        elif RATE_JUST_BEFORE.search(before) or _is_small_rate(number, before):
            _rate(passage, number, *match.span())
        elif ratio_role(passage, *match.span()):
            _ratio(passage, number, *match.span())
        elif FEE_NEAR.search(after) or FEE_NEAR.search(before) and not RATE_NEAR.search(before):
            passage.hide(*match.span())
        elif re.search(r"[月日]息|月利|月费", before[-6:]):
            monthly = "月" in before[-6:]
            _rate(passage, number * (12 if monthly else 360), *match.span(), confirm="rate_basis")
        elif RATE_NEAR.search(before) or number < 10 or number != int(number):
            _rate(passage, number, *match.span())
        else:
            _ratio(passage, number, *match.span())


def _monthly(passage: Passage) -> None:
    for match in MONTHLY.finditer(passage.open):
        number = parse(match.group(1))
        if number is not None and number < 3:
            _rate(passage, number * 12, *match.span(), confirm="rate_basis")


def _li(passage: Passage) -> None:
    for match in LI.finditer(passage.open):
        number = parse(match.group(2))
        if number is None:
            continue
        if match.group(3) == "半":
            number += Decimal("0.5")
        elif match.group(3):
            rest = parse(match.group(3))
            number += (rest or 0) / 10
        yearly = match.group(1) or ""
        if yearly.startswith("年"):
            _rate(passage, number, *match.span(), confirm="rate_basis")
        else:
            _rate(passage, number / 10 * 12, *match.span(), confirm="rate_basis")
    for match in PER_MILLE.finditer(passage.open):
        number = parse(match.group(2))
        if number is not None and match.group(1):
            _rate(passage, number / 100 * 360, *match.span(), confirm="rate_basis")


def _points(passage: Passage) -> None:
    for match in POINTS.finditer(passage.open):
        text = match.group()
        core = match.group(1)
        spoken = re.search(r"个|百分", text[text.find(core) + len(core) - 0 :] if core else text)
        word = re.match(RATE_WORD, text)
        if not (spoken or word):
            continue
        number = parse(core)
        if number is None or number == 0 and not word:
            continue
        if match.group(2) == "半" or match.group(3) == "半":
            number += Decimal("0.5")
        elif match.group(3):
            number += (parse(match.group(3)) or 0) / 10
        near = passage.text[max(0, match.start() - 8) : match.start()]
        if not word and FEE_NEAR.search(passage.text[max(0, match.start() - 12) : match.start()]):
            passage.hide(*match.span())
            continue
        sure = word or YEARLY.search(near) or RATE_NEAR.search(near) or number != int(number)
        _rate(passage, number, *match.span(), confirm=None if sure else "meaning")


def _bare(passage: Passage) -> None:
    for match in RATE_AFTER.finditer(passage.open):
        _rate(passage, Decimal(match.group(1)), *match.span(1))
    for match in RATE_OF_TERM.finditer(passage.open):
        _rate(passage, Decimal(match.group(1)), *match.span(1))
    for match in OFFERED.finditer(passage.open):
        _rate(passage, parse(match.group(1)), *match.span(1))
    for match in BARE.finditer(passage.open):
        number = parse(match.group(1))
        if number is None or number > 30:
            continue
        if match.group().startswith("利息") and number == int(number):
            continue
        _rate(passage, number, *match.span())
