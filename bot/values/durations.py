"""Terms (36期, 两年半, 拉满) and lead days (提前三天)."""

import re
from decimal import Decimal

from bot.values.numerals import CN, as_number, parse
from bot.values.reading import Passage, Reading

LONGEST = 60
# 两三(年): a guess, not a number.
PAIR = re.compile(r"一两|两三|二三|三四|三五|四五|五六|六七|七八|八九")
SMALL = rf"(?:\d+(?:\.\d+)?|[{CN}十百俩仨]+)"
YEARS = (
    rf"(?P<years>{SMALL}|半)(?:个)?年(?:(?P<half>半(?!载))|(?:零|又|外加|"
    rf"加)?(?P<months2>(?!一个|1个){SMALL})个月)?(?:期)?"
)
DURATION = re.compile(
    rf"(?P<quarter>半)年(?:期)?|{YEARS}|(?P<periods>{SMALL})个?期|"
    rf"(?P<months>{SMALL})个(?P<mhalf>半)?月(?:期)?"
    rf"|(?P<ycode>\d{{1,2}})y(?![a-z])|(?P<bare>(?<=分)12|18|24|36|48|60|72|"
    r"[俩仨])月(?![0-3]?\d|供|底|初|份)"
)
AFTER_YEAR = re.compile(
    r"^(?:级|龄|代|审|检|度|底|终|前|后|以后|之后|以前|之前|初|薪|均|纪|来|"
    r"多来|间|收入|入|货|报|来)"
)
PAST_LEFT = re.compile(
    r"(?:第|未来|接下来|往后|今后|期到|期至|租了|才租了|刚租|提车|还了|已还|已经还|交了|供了|剩|剩下|还剩|还有|只有|还差|欠了?|逾期了?|"
    r"前|近|最近|上|下|这|每|每个|每隔|头|最后|哪|几|断了?|开了?|用(?:了|过)?|"
    r"等了?|干了?"
    r"|工作了?|上班|住了?|结婚|毕业|入职|买了?|拖了?|缓|缓个|延|延期|晚|晚个|"
    r"晚交|推迟|宽限|提前|过了?|有效期|质保|保修|交满|满|还满|还够|社保|做了|"
    r"不到|连续|连着|已经|都|已经?还款|停[业工]|关门|歇业|[住出]院|隔|有|跑了?|贷了|签了|骑了|失业|休息|干|存|发了|"
    r"拖欠|停|跑|[谈处考学当攒]了|工龄|车龄|交够|还够)$"
)
PAST_RIGHT = re.compile(
    r"^(?:到期|没|下来|才(?!能)|前|后|以后|之后|以前|之前|后面|来|了(?!$|[，。 吧])|没还|没交|"
    r"未还|逾期|流水|社保|工龄|驾龄|质保|保修|不还|[以之]?内(?!的?(?:方案|贷款|分期|产品)|就?(?:还清|还完|付清|结清|还掉|还上)|免息|零息)|挣|赚|收入|工资|年终|"
    r"跑|开|多了|的(?:流水|社保|工资|账单|老客户|车龄|存款|定期)|能跑|"
    r"要跑|大概(?:跑|开)|左右没|换|保养|一换|一次)"
)
FINANCE_LEFT = re.compile(
    r"(?:分|分成|分个|分到|贷|贷个|贷款|带|借|借个|期限|期限是|做|做个|改|"
    r"改成|改到|换成|换|变成|调成|调到|拉长到|拉到|延长到|延到|延长|缩短到|"
    r"缩到|缩短|降到|加到|(?<!提)供|为期|展|展期|再展|再分|再租|续租|续|租|"
    r"按揭|还个|(?:续租|再租)再?来|周期|期数|剩下|余下|其余|剩余)(?:个|它|了|的话)?$"
)
FINANCE_RIGHT = re.compile(
    r"^(?:期(?!间)|(?:内|就)?还清|(?:内|就)?还完|的?(?:免息|零息|0息|无息|"
    r"贴息|低息|0利率|零利率)|付清|供完|的?分期|的?贷款|的方案)"
)
REST_FINANCED = re.compile(r"(?:首付|先付)[^。！？]{0,10}(?<!还)剩$")
# 提前还十期, 先交两期: instalments, not the length of the loan.
INSTALMENTS_LEFT = re.compile(r"(?:倒数|提前还|还掉|留|先交|补|前|后面?|漏了?|少交|多交|想还)$")
ONE_MONTH_LEFT = re.compile(r"(?:分|期限(?:是|为)?|展期|为期|改成|换成)$")
DONE_LEFT = re.compile(
    r"(?:[刚才]贷了?|已经贷了|早|提前|晚|推后?|陪了?我?|跟[了着]我|[还结]清了?|才交?|租了|才租|刚租|未来|接下来|往后|今后|期到|期至)$"
)
DRIVEN = r"(?:最多|大概|能|要|可以)?(?:跑|开|行驶)"
NUMBER_ONLY = re.compile(
    r"(?:期数|期限|分期)(?:是|为|选|:| ){0,3}(12|18|24|36|48|60)(?![\d.万千百期年个wk])"
)
PER_UNIT = re.compile(r"^(?:1|一|半)$")
LONGEST_WORDS = re.compile(
    r"(?<!额度)(?<!贷款)拉满|(?:分|贷|选|按|做|走|用)(?:到)?(?:个)?(?:最长|"
    r"最久)(?:的|期限|年限)?(?!能|可以|可|多|几|是)|期限(?:拉到|选|要|做)?最长(?!能|"
    r"可以|可|多|几|是)|最长的(?:那|期|年)|年限(?:拉)?最长(?!能|可|多|几|是)"
)
LEAD = re.compile(
    r"(?:(?:还款|扣款|到期|还钱|还贷|月供|账单|该还|还|到?日子)(?:日|期|"
    rf"的?日子)?(?:之)?[前头]|提前|提早|早|早个|前)(?:个)?({SMALL}|半)(?:个)?(天|"
    r"日|周|星期|礼拜)(?!期|气|多|没|后|早(?!上|晨|晚))"
)
DAY_BEFORE = re.compile(
    r"(?:(?:还款|扣款|到期|还钱|还贷|该还|还)(?:日|的?日子)?|日子)(?:之)?的?(?:[前头]一?天|头天|隔天前)"
)
# 两三年, 三到五年: two lengths are named; the contract takes one number a term.
TWO_YEARS = re.compile(
    rf"(?<![\d{CN}十百千万wk.])(?P<low>\d|[{CN}])(?P<to>年?(?:到|至|~|-|或者?))?(?P<high>\d|[{CN}])年(?!半)(?:期)?"
)
REMIND = re.compile(
    r"提醒|通知|告诉|叫|说|喊|吱|发|短信|微信|打|cue|call|推|弹|知会|提个醒|吭|信儿?|招呼|响一声"
)
DUE = re.compile(r"(?:还款|扣款|到期|还钱|还贷|月供|账单|该还|还)")


def read_lead_days(passage: Passage) -> None:
    """提前三天, 还款日前一天, 前两天发短信: days before the due date."""
    for match in LEAD.finditer(passage.open):
        number = parse(match.group(1))
        if number is None or number > 60 or PAIR.fullmatch(match.group(1)):
            continue
        lead = match.group()
        if lead.startswith(("前", "早")):
            after = passage.text[match.end() : match.end() + 10]
            before = passage.text[max(0, match.start() - 6) : match.start()]
            if (
                not (REMIND.search(after) or DUE.search(before))
                or re.search(r"[几刚]$", before)
                or (lead.startswith("前") and number == 2 and not DUE.search(before))
            ):
                continue
        days = number * (7 if match.group(2) in "周星期礼拜" and match.group(2) != "日" else 1)
        start = match.start()
        passage.take(Reading("lead_days", as_number(days), start, match.end()))
    for match in DAY_BEFORE.finditer(passage.open):
        if REMIND.search(passage.text[match.end() : match.end() + 14]):
            passage.take(Reading("lead_days", 1, *match.span()))


def read_terms(passage: Passage) -> None:
    """Durations that are the length of the financing; every other duration is hidden."""
    for match in LONGEST_WORDS.finditer(passage.open):
        passage.take(Reading("term", LONGEST, *match.span()))
    for match in NUMBER_ONLY.finditer(passage.open):
        passage.take(Reading("term", int(match.group(1)), *match.span(1)))
    _two_years(passage)
    for match in DURATION.finditer(passage.open):
        start, months = _months(match)
        if months is None or not 0 < months <= 120 or months != int(months):
            continue
        end = match.end()
        if _is_financing(passage, match, start, end):
            passage.take(Reading("term", as_number(months), start, end))
        else:
            passage.hide(start, end)


def _two_years(passage: Passage) -> None:
    for match in TWO_YEARS.finditer(passage.open):
        low, high = (int(parse(match[k]) or 0) for k in ("low", "high"))
        glued = not match["to"]
        if not 0 < low < high <= 5 or glued and not PAIR.fullmatch(match["low"] + match["high"]):
            continue
        full = DURATION.search(passage.open, match.start("high"))
        if full is None or not _is_financing(passage, full, *match.span()):
            continue
        middle = match.start("high")
        passage.take(Reading("term", low * 12, match.start(), middle))
        passage.take(Reading("term", high * 12, middle, match.end()))


def _months(match) -> tuple:
    """(start, months); in 二十万三十六期 only the part that fits is the term."""
    if match["quarter"]:
        return match.start(), Decimal(6)
    if match["ycode"]:
        return match.start(), Decimal(match["ycode"]) * 12
    if match["bare"]:
        return match.start(), parse(match["bare"])
    if match["years"]:
        return _fitted(match, "years", _year_months, limit=10)
    if match["months"]:
        return _fitted(match, "months", lambda m, n: n, limit=120)
    return _fitted(match, "periods", lambda m, n: n, limit=120)


def _fitted(match, group: str, to_months, limit: int) -> tuple:
    digits = match[group]
    if digits == "半":
        return match.start(), Decimal(6)
    before = match.string[max(0, match.start() - 1) : match.start()]
    if PAIR.fullmatch(digits) and before not in ("万", "千", "百"):
        return match.start(), None
    glued = re.fullmatch(rf"[{CN}]{{2}}", digits) and before in ("万", "千", "百", "w", "k")
    if limit < 12 and re.fullmatch(rf"十[{CN}]", digits) and before not in ("万", "千", "百"):
        return match.start(), None
    for cut in range(1 if glued else 0, len(digits)):
        if cut and digits[:cut][-1].isdigit() and digits[cut].isdigit():
            continue
        number = parse(digits[cut:])
        fits = number is not None and 0 < number <= limit
        if fits and not (cut and digits[cut] == "十"):
            return match.start() + cut, to_months(match, number)
    return match.start(), None


def _year_months(match, years: Decimal) -> Decimal | None:
    months = years * 12
    if match["half"]:
        months += 6
    if match["months2"]:
        extra = parse(match["months2"])
        if extra is None:
            return None
        # 五年60个月 says the same twice
        if extra == months:
            return months
        months += extra
    return months


def _is_financing(passage: Passage, match, start: int, end: int) -> bool:
    left = passage.text[:start]
    right = passage.text[end:]
    if "年" in match.group() and AFTER_YEAR.search(right):
        return False
    if "月" in match.group() and re.match(r"[供底初份薪]", right):
        return False
    pieces = re.split(r"[ ，。！？!?,;；\n]", left)
    near = pieces[-1]
    counted = match["years"] or match["months"] or match["periods"] or match["quarter"] or ""
    counted = counted[start - match.start() :] if match.start() < start < match.end() else counted
    if match["periods"] and INSTALMENTS_LEFT.search(near):
        return False
    if not re.search(r"[一-鿿]", left) and re.match(r"^[ ，。!！?？吧呢的]*$", right):
        return True
    if PER_UNIT.match(counted) and match["months"] and not FINANCE_RIGHT.match(right):
        return bool(ONE_MONTH_LEFT.search(near)) and not re.match(r"还|多少|要|得|\d", right)
    if DONE_LEFT.search(near) or PER_UNIT.match(counted) and re.match(DRIVEN, right):
        return False
    financed = REST_FINANCED.search(left) or FINANCE_LEFT.search(near or pieces[-2:][0])
    if financed and not re.match(r"^(?:前|以前|之前|没)", right):
        return True
    if PER_UNIT.match(counted):
        if not match["half"]:
            return bool(FINANCE_RIGHT.match(right))
        return not (PAST_LEFT.search(near) or PAST_RIGHT.search(right))
    if FINANCE_RIGHT.search(right):
        return True
    if PAST_LEFT.search(near) or PAST_RIGHT.search(right):
        return False
    return not re.search(
        r"(?:开|用|住|工作|干|跑|养|买|放|存|等|结婚|上班|逾期|断)(?:了|"
        r"满)?(?:[^，。 ]{0,3})$",
        left,
    )
