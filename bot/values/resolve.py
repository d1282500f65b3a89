"""From readings to the final list: longer names win, corrected values count once, doubles go."""

import re

from bot.values.reading import Passage, Reading

# Said against the value before, whatever its kind.
CORRECTION = re.compile(
    r"不不+|不对|不是(?!很|说|吗)|[说搞打写记讲填弄]错|口误|错了|[哦噢啊额呃诶]不|"
    r"(?:^|[，,。 ])不(?=[，,。 ])|更正|应该是|改口|等等|等下|等一下|算了(?!吧)|"
    r"我是说|我说的是|准确说"
)
# A new figure in place of the old one; between two names it may mean an exchange (油车换成电车).
REPLACEMENT = re.compile(
    r"^.{0,4}(?:换成?|改成?|改为|改到|变成?|调成|调到|还是(?:按|选|做|分|用|"
    r"付|要|来|改|定))[^，。]{0,3}$"
)
FIGURES = {
    "amount",
    "ratio",
    "term",
    "rate",
    "date",
    "time",
    "lead_days",
    "annual_mileage",
    "ordinal",
}
ROLED = {"amount", "ratio"}
SEPARATE = re.compile(r"[。！？!?；;]")
NEGATED = re.compile(
    r"(?:不是|不要|不想要?|别(?:给我)?(?:算|做|分|按|用|弄)?|不做|不选|不按|"
    r"不用|不分|从|由|把|将)(?:做|要|选|分|原来的?|之前的?|刚才的?|原先的?|"
    r"现在的?|贷|付|期限|首付|月供|从)*$"
)
CHANGED = re.compile(r"(?:要|是|改|换|变|调|降|提|加|拉|减|缩|选|做|而是|[到至]|整|弄)")


def resolve(passage: Passage) -> list[Reading]:
    """Readings in reading order, overlaps, corrections and repetitions settled."""
    kept = _without_overlaps(passage.readings)
    kept = _without_corrected(passage, _one_job(passage, kept))
    named = {_key(r) for r in kept if r.role}
    seen = set()
    result = []
    for reading in kept:
        # 首付十万，就十万吧: said again without the word for it
        if reading.entity in ROLED and not reading.role and _key(reading) in named:
            continue
        key = (reading.entity, reading.role, repr(reading.value))
        if key not in seen:
            seen.add(key)
            result.append(reading)
    return result


def _key(reading: Reading) -> tuple[str, str]:
    return reading.entity, repr(reading.value)


def _without_overlaps(readings: list[Reading]) -> list[Reading]:
    kept: list[Reading] = []
    for item in sorted(readings, key=lambda r: (-(r.end - r.start), r.start)):
        clash = [k for k in kept if item.start < k.end and k.start < item.end]
        if all("finance_term" in (item.entity, k.entity) for k in clash):
            kept.append(item)
    return sorted(kept, key=lambda r: (r.start, r.end))


def _one_job(passage: Passage, readings: list[Reading]) -> list[Reading]:
    """在事业单位上班的 names one job: the word that only says 上班 goes."""
    jobs = [r for r in readings if r.entity == "employment"]
    gone = {
        id(b)
        for a, b in zip(jobs, jobs[1:], strict=False)
        if b.value == "salaried" and passage.text[a.end : b.start] in ("", "里", "的")
    }
    return [r for r in readings if id(r) not in gone]


def _without_corrected(passage: Passage, readings: list[Reading]) -> list[Reading]:
    gone = set()
    for i, first in enumerate(readings):
        for second in readings[i + 1 :]:
            if second.entity != first.entity:
                continue
            if _corrects(passage, first, second):
                gone.update(
                    id(r)
                    for r in readings[: i + 1]
                    if (r.entity, r.value) == (first.entity, first.value)
                )
                if second.role is None:
                    second.role = first.role
            break
    return [r for r in readings if id(r) not in gone]


def _corrects(passage: Passage, first: Reading, second: Reading) -> bool:
    if first.entity == "finance_term" or first.end > second.start:
        return False
    if first.role and second.role and first.role != second.role:
        return False
    between = passage.text[first.end : second.start]
    before = passage.text[max(0, first.start - 8) : first.start]
    if len(between) <= 16 and CORRECTION.search(between) and not re.search(r"[?？]", between):
        return True
    if first.entity not in FIGURES:
        return False
    if first.entity == "term" and re.match(r"^(?:又|还|也|就)?(?:怕|嫌)[^？?]{1,8}[，, ]", between):
        return True
    if REPLACEMENT.search(between) or first.extra.get("change") and re.search(r"变|到|成", between):
        return True
    if SEPARATE.search(between) or len(between) > 12:
        return False
    # 工资从一万降到六千: both are said of the customer
    if first.role == "income" and "降" in between:
        return False
    return bool(NEGATED.search(before) and CHANGED.search(between))
