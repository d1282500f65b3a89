"""The role of an amount or ratio, from the words around it (cues in `bot/lexicon/roles.yml`)."""

import functools
import pathlib
import re
from dataclasses import dataclass
from re import Pattern

import yaml

from bot.values.debts import owed, speaks_of_wish
from bot.values.reading import Passage, Reading

CUES = pathlib.Path(__file__).parent.parent / "lexicon" / "roles.yml"
HARD = re.compile(r"[。！？!?;；\n]")
SOFT = re.compile(r"[，,、 …~]")
FILLER = re.compile(
    r"^(?:大概|差不多|大约|约|就是说|就是|就|是|嗯|那个|呃|额|吧|嘛|呢|啊|"
    r"也就|我想|最多|至多|顶多|最少|至少|不超过|别超过|不要超过|控制在|也|"
    r"能|可以|先|改成|按|有|在|个|要|不能超过|最好|希望|左右|得|¥|往|算|到|"
    r"了|这个|每个?月|一个?月|平均|我?觉得|的话|我们?|俺们?|这边|希望|给|给到|"
    r"提到|降到|加到|调到|拿到|出到|还|打算|准备|再|人民币|合计|总共|一共|"
    r"呗|凑到|凑够|攒到|我?自己|压到|减到|能不能|我?想想|我?算算|看看|哈|啊|哦|哎)*$"
)
WORK = re.compile(
    r"上班|打工|干活|生意|活多|活儿|工地|厂|单位|跑车|跑网约车|跑滴滴|送外卖|"
    r"跑外卖|快递|两口子|全家|家庭|干[^，。 ]{1,4}的|做[^，。 ]{1,4}的|开[^，。 ]{1,5}(?:店|馆|铺)|"
    r"公务员|老师|护士|司机|个体|自由职业|职员|退休|主播|职业"
)
BEARABLE = re.compile(
    r"^(?:左右)?(?:还|就|也|倒是|我)?(?:成|中(?![午国])|行|可以|能接受|差不多|"
    r"能承受|还凑合)"
)
LINK = re.compile(
    r"^[^，。！？]{0,4}(?:到|或者|或|还是|和|跟|降到|提到|加到|涨到|改成|改到|"
    r"变成|换成|不对|哦不|不是|应该是|说错|错了|现在要|[、/]|(?:咋|怎么|又)?(?:成|"
    r"变)了?)[^。！？]{0,6}$|"
    r"^[块元钱]*[，, ]?(?:最)?(?:差|少|不好|淡季|旺季|好|多|忙|闲)的?(?:时候|月份|时|月)"
    r"[也就只有能]*$|^[块元钱]*[，, ]?[淡旺]季[也就只有能]*$|"
    r"^[-~至]?$|^了?[，, ]?(?:就)?(?:整|来|搞|要不|要么|再不然)个?$"
)
# 月供减五百: the sum says how much less of what.
LESSENED = {"月供": "monthly_payment", "首付": "down_payment", "贷": "loan"}
# A debt elsewhere or an income stays what it is when the sentence goes on with 每月还, 一个月.
NEXT_SUM = re.compile(
    r"[^，。\d一二三四五六七八九十零两]{0,2}(?:\d+(?!年|期|个月|\d)|"
    r"[零一二三四五六七八九十两]+[万千百成wk])"
)
DOMINANT: dict[str, tuple[str, ...]] = {
    "other_debt": ("monthly_payment", "prepayment", "loan", "none"),
    "income": ("monthly_payment",),
    "lump_sum": ("income", "prepayment", "monthly_payment", "none", "at_hand"),
    "balloon": ("loan", "none", "at_hand", "prepayment"),
    "prepayment": ("loan",),
    "down_payment": ("at_hand",),
}


# Roles that money at hand takes from what the customer wants to do with it.
PURPOSES = ("down_payment", "prepayment", "lump_sum", "balloon", "loan")


@dataclass(frozen=True)
class _Cues:
    left: list[tuple[str, Pattern]]
    weak: list[tuple[str, Pattern]]
    right: list[tuple[str, Pattern]]
    purpose: list[tuple[str, Pattern]]
    ratio_left: list[tuple[str, Pattern]]
    ratio_right: list[tuple[str, Pattern]]


@functools.lru_cache(maxsize=1)
def _cues() -> _Cues:
    raw = yaml.safe_load(CUES.read_text(encoding="utf-8"))

    def joined(part: dict[str, list[str]], form: str = "(?:{})") -> list[tuple[str, Pattern]]:
        return [(role, re.compile(form.format("|".join(words)))) for role, words in part.items()]

    ratio = raw["ratio"]
    return _Cues(
        left=joined(raw["left"]),
        weak=joined(raw["weak"]),
        right=joined(
            raw["right"], r"^(?:块钱|块|元|钱)?(?:左右|上下|以内|以下|之内|以上|之下|出头)?(?:{})"
        ),
        purpose=joined(
            raw["purpose"],
            r"^(?![^。！？]{{0,12}}(?:月供|首付款?)\d)[^\d。！？!?\x00]{{0,12}}?(?:{})",
        ),
        ratio_left=[
            (k[:-5], re.compile("(?:" + "|".join(v) + ")"))
            for k, v in ratio.items()
            if k.endswith("_left")
        ],
        ratio_right=[
            (k[:-6], re.compile("^(?:" + "|".join(v) + ")"))
            for k, v in ratio.items()
            if k.endswith("_right")
        ],
    )


def _is_filler(part: str) -> bool:
    # The words overlap (就是 = 就 + 是): longer parts would be tried in every cut.
    return len(part) <= 14 and bool(FILLER.match(part))


def nearest(cues: list[tuple[str, Pattern]], window: str) -> tuple[int, int, str] | None:
    """(end, length, role) of the cue that ends last in `window`; the longer wins a tie."""
    best = None
    for role, pattern in cues:
        for match in pattern.finditer(window):
            found = (match.end(), match.end() - match.start(), role)
            if best is None or found > best:
                best = found
    return best


def clauses_before(passage: Passage, start: int) -> list[str]:
    """Left context of a quantity, nearest clause first, not reaching over another quantity."""
    boundary = passage.boundary_before(start)
    window = passage.text[boundary:start]
    sentence = HARD.split(window)[-1]
    return SOFT.split(sentence)[::-1]


def amount_role(passage: Passage, start: int, end: int) -> str | None:
    """Role of the amount at [start, end), None when nothing around it says."""
    cues = _cues()
    after = passage.text[end : end + 14]
    parts = clauses_before(passage, start)
    if owed(passage, parts[0], start, after):
        return "other_debt"
    right = _right_role(cues, passage, end, after)
    if right in ("none", "other_debt"):
        return None if right == "none" else right
    heard, role = _role_before(passage, end, parts, after)
    if heard:
        return role
    if right := right or _purpose(passage, end):
        return right
    linked = _linked_role(passage, start, end)
    if linked:
        return linked
    for i, part in enumerate(parts[:2]):
        if i and not _is_filler(parts[0]):
            break
        weak = nearest(cues.weak, part)
        if weak:
            return "income" if _speaks_of_work(passage, start) else weak[2]
    return "price" if _names_version(passage, start, end) else None


def _names_version(passage: Passage, start: int, end: int) -> bool:
    """行止16万9千8: tens of thousands right behind the car's name are its price."""
    named = any(r.entity == "vehicle_model" and 0 <= start - r.end <= 1 for r in passage.readings)
    return named and bool(
        re.match(r"\d{2,}万|[一二三四]?十[^千百]?万|\d{2}(?:\.\d+)?w", passage.text[start:end])
    )


def _role_before(
    passage: Passage, end: int, parts: list[str], after: str
) -> tuple[bool, str | None]:
    """(whether the words before the amount decide, the role they give)."""
    cues = _cues()
    for i, part in enumerate(parts[:3]):
        if i and not all(_is_filler(p) for p in parts[:i]):
            break
        role = _left_role(cues, part)
        if role == "at_hand":
            # 手里有七八万，拿去冲掉点贷款: what it is for may still follow
            right = _purpose(passage, end) or _right_role(cues, passage, end, after)
            if right is None and any("首付" in p for p in parts[i : i + 2]):
                right = "down_payment"
            return True, right if right in PURPOSES else None
        if i and role not in ("income", "other_debt") and nearest(cues.weak, parts[0]):
            break
        if role == "down_payment" and "首" not in part and _purpose(passage, end) == "prepayment":
            return True, "prepayment"
        if role in ("monthly_payment", "prepayment") and _debt_before(cues, parts[: i + 2]):
            return True, "other_debt"
        if role:
            return True, None if role == "none" else role
    return False, None


def _debt_before(cues: _Cues, parts: list[str]) -> bool:
    """还有个三轮车的账，一个月还六百: the payment belongs to the debt named just before."""
    if len(parts) < 2 or speaks_of_wish(parts[:-1]):
        return False
    return (nearest(cues.left, parts[-1]) or (0, 0, ""))[2] == "other_debt"


def _purpose(passage: Passage, end: int) -> str | None:
    """What the customer goes on to do with the sum: 卖了四万多，想先还上一部分."""
    after = passage.text[end : end + 22]
    return next((role for role, pattern in _cues().purpose if pattern.match(after)), None)


def _speaks_of_work(passage: Passage, start: int) -> bool:
    """在厂里上班，一个月四千二: what a job brings in, when nothing is said of paying."""
    sentence = HARD.split(passage.text[passage.boundary_before(start) : start])[-1]
    return bool(WORK.search(sentence)) and not re.search(
        r"还|供|付|贷|掏|压力|能接受|承受", sentence
    )


def _left_role(cues: _Cues, part: str) -> str | None:
    found = nearest(cues.left, part)
    if not found:
        return None
    role = found[2]
    heard = {r for r, p in cues.left if p.search(part)}
    if "other_debt" in heard and role in DOMINANT["other_debt"]:
        return "other_debt"
    if role == "loan" and (weak := nearest(cues.weak, part)) and weak[0] > found[0]:
        return "monthly_payment"
    if role == "cash_discount" and re.search(r"[减少降]$", part):
        lessened = next((r for word, r in LESSENED.items() if word in part), None)
        if lessened:
            return lessened
    if (
        role == "prepayment"
        and nearest(cues.weak, part)
        and not re.search(r"提前|部分|(?<![最至顶])多还|先还|一次", part)
    ):
        return "monthly_payment"
    if role == "down_payment" and "首" not in part and nearest(cues.weak, part):
        return "monthly_payment"
    for strong, weaker in DOMINANT.items():
        if strong in heard and role in weaker:
            return strong
    return role


def _right_role(cues: _Cues, passage: Passage, end: int, after: str) -> str | None:
    best = None
    for role, pattern in cues.right:
        match = pattern.match(after)
        # 20万首付5万: the cue belongs to the number that follows it
        if not match or "的" not in match.group() and NEXT_SUM.match(after[match.end() :]):
            continue
        if best is None or match.end() > best[0]:
            best = (match.end(), role)
    return best[1] if best else None


def _linked_role(passage: Passage, start: int, end: int) -> str | None:
    """首付五万还是八万: the second amount has the first one's role."""
    earlier = [r for r in passage.readings if r.entity == "amount" and r.end <= start]
    if not earlier:
        return None
    last = max(earlier, key=lambda r: r.end)
    between = passage.text[last.end : start]
    return (
        last.role
        if LINK.match(between) or len(between) <= 12 and BEARABLE.match(passage.text[end:])
        else None
    )


def ratio_role(passage: Passage, start: int, end: int) -> str | None:
    """down_payment, balloon, loan (the complement of the down payment) or None."""
    cues = _cues()
    for i, part in enumerate(clauses_before(passage, start)[:2]):
        if i and not _is_filler(clauses_before(passage, start)[0]):
            break
        found = nearest(cues.ratio_left, part)
        if found:
            return found[2]
    after = passage.text[end : end + 8]
    for role, pattern in cues.ratio_right:
        match = pattern.match(after)
        if match and not re.match(
            r"[^，。]{0,2}[\d一二三四五六七八九十两]+[万千成%wk]", after[match.end() :]
        ):
            return role
    linked = [r for r in passage.readings if r.entity == "ratio" and r.end <= start]
    between = passage.text[linked[-1].end : start] if linked else ""
    if linked and (LINK.match(between) or len(between) <= 6 and BEARABLE.match(passage.text[end:])):
        return linked[-1].role
    return None


def settle_roles(passage: Passage, amounts: list[Reading]) -> None:
    """Give each amount its role, left to right, so that linked amounts can look back."""
    for reading in sorted(amounts, key=lambda r: r.start):
        reading.role = amount_role(passage, reading.start, reading.end)
