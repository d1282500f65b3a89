"""Debts that are there already, told apart from the payment or loan wished for."""

import re

from bot.values.reading import Passage

# 还欠着两万三，一个月还一千: the payment on a debt just named.
ON_THE_DEBT = re.compile(r"^[块元钱]*[，, ]?(?:每个?月|一个?月)(?:要|得)?还?$|^[块元]?[+]")
# A debt that is already there: 名下已有一笔二十万的车贷.
OWING_BEFORE = re.compile(
    r"(?:名下|身上|外面|手上|另|已经?|现在?|目前)(?:还|已经?)?(?:有|背着?|欠着?|压着?)(?:了|着)?"
    r"[^，。\d]{0,5}$|有[一两二三][笔个][^，。\d]{0,3}$|背着?(?:了|着)?[^，。\d]{0,3}$"
)
OWING_AFTER = re.compile(
    r"^(?:块|元)?(?:左右|多)?的?(?:车贷|房贷|贷款|借款|欠款|按揭|网贷|外债|债|信用卡|消费贷)(?![款]?(?:额|方案))"
)
# What is said of the payment wished for, not of one that is there already.
WISH = re.compile(r"想|希望|控制|别|不|最多|顶多|接受|承受|(?:这|新)(?:个|辆|台)?车|买|以内")


def owed(passage: Passage, before: str, start: int, after: str) -> bool:
    """Whether the sum between `before` and `after` is a debt, or the payment on one just named."""
    if OWING_BEFORE.search(before) and OWING_AFTER.match(after):
        return True
    earlier = [r for r in passage.readings if r.entity == "amount" and r.end <= start]
    if not earlier or earlier[-1].role != "other_debt":
        return False
    return bool(ON_THE_DEBT.match(passage.text[earlier[-1].end : start]))


def speaks_of_wish(clauses: list[str]) -> bool:
    """Whether the clauses nearest the sum speak of the payment wished for."""
    return "月供" in clauses[0] or any(WISH.search(clause) for clause in clauses)
