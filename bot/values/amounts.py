"""Amounts of money with bounds and roles: 首付十万以内, 不超过五千, 月供四千五."""

import re
from typing import Any

from bot.values.numerals import ARABIC, as_number
from bot.values.reading import Passage, Reading
from bot.values.roles import amount_role
from bot.values.sums import MONEY, Sum, find_sums

BARE_TAIL = re.compile(
    r"^(?:$|[，。！？!?,;； …~\x00]|左右|上下|的|吧|以内|以下|之内|封顶|行|"
    r"能|可以|够|呢|啊|那|好|怎|分|贷|差不多|一个月|每月|首付|也|都|到手|这|"
    r"就|打底|以上|起步|多|出头|块|元|吗|么|没|是吧|是不|[^\d一-鿿])"
)
LESS_AFTER = re.compile(
    rf"^{MONEY}?(?:左右)?(?:"
    r"[ ，]?(?:别|不要|不能|莫|不)超(?:过|了|哈|啊|啦)?(?=$|[ ，。！])|"
    r"(?:都)?不到(?![账位店期])|以内|之内|以下|封顶|顶天|顶格|为上限|上限|是上限|"
    r"是极限|是顶|到顶|就到头|撑死|最多了|之下|往下|内(?![容部饰])|以里|之下)"
)
MORE_AFTER = re.compile(
    rf"^{MONEY}?(?:以上|起步|打底|往上|之上|起(?![码诉])|出头|开外|挂零|朝上|"
    r"向上|保底)"
)
LESS_BEFORE = re.compile(
    r"(?:不(?:要|能|可|想|会|得|许)?(?:超过|超出|超|多于|高于|过|高过|大于)|"
    r"(?:别|莫|甭|勿|休)(?:要)?(?:超过|超出|超|高于|过|高过)|(?:最|至|顶)多(?:只|就)?(?:能)?(?:先)?(?:付|供|"
    r"掏|出|还|拿|给|贷|借|是|到|接受|承受|能)?(?:个)?|(?:最|至)高|撑死|顶(?:天|"
    r"破天)|上限(?:是|为|在)?|封顶(?:是|在)?|不到|(?<!不)(?:低于|少于|小于)|"
    r"别让我[^，。]{0,5}超过?|没(?:有)?超过|未超过|(?:控制|压|保持)在(?=[^，。]{1,8}(?:以内|"
    r"以下|之内|内)))(?:了|每个?月|大概|个|月供|一个?月)?$"
)
MORE_BEFORE = re.compile(
    r"(?:(?:最|至)(?:少|低)|起码|不(?:少于|低于|小于|止)|(?<![不别没能要莫甭勿休])(?:超过|"
    r"超出)|高于|多于|大于|保底|打底)(?:得|要|有|能|也|是|出|付|还|可以|拿|"
    r"给|掏|贷|借)*(?:个)?$"
)

HOTLINE = re.compile(
    r"(?:打|拨|热线|电话|尾号|后四位|验证码|工号|编号|单号|合同号|型号)[^，。]{0,3}$"
)
# Hotlines and what people type for a laugh or a goodbye (886, 2333).
PUBLIC_NUMBER = re.compile(
    r"88+6?|66+|23+|55+|52[01]|1314|5050|12(?:123|3(?:06|15|45|48|56|63|66|78))|100(?:86|10)"
)
# 罚50合理吗: small digits are a sum after a word of charging or paying out.
CHARGED = re.compile(r"(?:罚|(?<!折)扣|砍|[还短]?差|收|退|给|奖|返|赔)(?:了|我|你们?)*$")
# 首付再加两万: a step, not the new figure.
DELTA = re.compile(
    r"(?:(?P<up>再(?:多)?(?:添|加|付|出|交|凑)|多(?:付|出|交|加|掏|拿)|增加|"
    r"加(?:个)?|添(?:个)?)|(?P<down>再(?:少|减|降)(?:付|出|交|贷|个)?|少(?:付|"
    r"出|交|贷|掏|还)|减少|降低))(?:个|了)?$"
)
YEARLY_INCOME = re.compile(r"年薪|年收入|年入|一年[^，。]{0,4}(?:挣|赚|收入)")
# A number alone counts in units of ten thousand where a price is spoken of.
WAN_ROLES = ("price", "on_the_road", "loan", "down_payment", "lump_sum", "prepayment", "balloon")


def read_amounts(passage: Passage) -> None:
    """All sums in what the other rules left open, left to right, with bounds and roles."""
    for found in find_sums(passage.open):
        if not found.unit and not _accept_bare(passage, found):
            continue
        role = amount_role(passage, found.start, found.end)
        extra = _extra(found, role, passage.text[max(0, found.start - 8) : found.start])
        value = _bounded(passage, found)
        passage.take(Reading("amount", value, found.start, found.end, role=role, extra=extra))


def _extra(found: Sum, role: str | None, before: str) -> dict[str, Any]:
    extra: dict[str, Any] = {"confirm": found.confirm} if found.confirm else {}
    change = DELTA.search(before)
    if change and role:
        extra["change"] = "up" if change["up"] else "down"
    if role == "income" and YEARLY_INCOME.search(before):
        extra["per"] = "year"
    return extra


def _accept_bare(passage: Passage, found: Sum) -> bool:
    """Whether a number without a unit is a sum here; fills in the unit left out."""
    text = passage.text
    written = text[found.start : found.end]
    rest, before = passage.open[found.end :], passage.text[: found.start]
    if HOTLINE.search(before) or re.search(r"[a-z]$", before) or re.match(r"[a-z]", rest):
        return False
    role = amount_role(passage, found.start, found.end)
    if written.endswith("个"):
        least = 10000 if re.search(r"[.点]", written) else 30000 if role == "price" else 20000
        return found.low >= least and (role is not None or not re.search(r"[一-鿿]", before))
    digits = re.fullmatch(ARABIC, written)
    if PUBLIC_NUMBER.fullmatch(written) and role is None:
        return False
    if digits and found.low >= 10 and CHARGED.search(before):
        return True
    if not BARE_TAIL.match(rest) and not (digits and role and found.low >= 1000):
        return False
    if digits and len(written.replace(",", "").split(".")[0]) > 8:
        return False
    alone = not re.search(r"[\d一-鿿]", before) and not re.search(r"[\d一-鿿]", rest)
    if digits and found.low >= 1000:
        year = re.fullmatch(r"(?:19|20)\d\d", written) and re.match(r"的?(?:款|版|年)|$", rest)
        return role is not None or alone or not year
    return _elided_unit(found, written, role, before, rest, alone, bool(digits))


def _elided_unit(
    found: Sum, written: str, role, before: str, rest: str, alone: bool, digits: bool
) -> bool:
    close = re.search(
        r"(?:首付|贷|借|落地|预算|车价|裸车|价|车|尾款|付|掏|先还|还|供|工资|月薪|"
        r"优惠|年终奖|差不多|大概)(?:款|价|大概|差不多|就|是|要|约|个|在|了|出|"
        r"到|能|得|不超过|别超过|最多|不超|:|，| )*$",
        before,
    )
    decimal = "." in written or "点" in written
    if role == "loan" and decimal and found.low < 10:
        # 别家给我3.5的车贷: a rate, no sum
        return False
    if role in ("monthly_payment", "income", "other_debt", "cash_discount"):
        if digits and found.low >= 100:
            return True
        if decimal and found.low < 20 and close:
            found.low = found.high = found.low * 1000
            found.confirm = "unit"
            return True
        return False
    if (
        role in WAN_ROLES
        and close
        and (decimal or found.low >= 2)
        and found.low < 200
        and (digits or found.low >= 2)
    ):
        found.low = found.high = found.low * 10000
        if role not in ("price", "on_the_road") and not decimal:
            found.confirm = "unit"
        return True
    if decimal and 3 <= found.low < 100 and (alone or re.match(r"那|的|左右|，", rest)):
        found.low = found.high = found.low * 10000
        found.confirm = "unit"
        return True
    if (
        re.search(r"(?:差不多|大概)$", before)
        and 5 <= found.low < 200
        and re.match(r"^(?:$|[，。 ]|吧|左右)", rest)
    ):
        found.low = found.high = found.low * 10000
        found.confirm = "unit"
        return True
    return digits and alone and found.low >= 500


def _bounded(passage: Passage, found: Sum) -> Any:
    """Number, or {min, max} where the wording opens or closes the sum; widens the span."""
    after = passage.open[found.end :]
    before = re.split(r"[，。！？!?;；]", passage.open[: found.start])[-1].rstrip(" ")
    less_after, more_after = LESS_AFTER.match(after), MORE_AFTER.match(after)
    less_before, more_before = LESS_BEFORE.search(before), MORE_BEFORE.search(before)
    if found.high is not None and found.low != found.high:
        return {"min": as_number(found.low), "max": as_number(found.high)}
    top = found.high if found.high is not None else found.low
    if less_after:
        found.end += less_after.end()
        return {"min": None, "max": as_number(top)}
    if more_after:
        found.end += more_after.end()
        return {"min": as_number(found.low), "max": None}
    if less_before:
        found.start -= len(less_before.group()) + (
            len(passage.open[: found.start]) - len(passage.open[: found.start].rstrip(" "))
        )
        return {"min": None, "max": as_number(top)}
    if more_before:
        found.start -= len(more_before.group())
        return {"min": as_number(found.low), "max": None}
    if found.open_up:
        return {"min": as_number(found.low), "max": None}
    return as_number(found.low)
