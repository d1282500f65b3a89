"""Dates against the business date and times of day."""

import calendar
import datetime as dt
import re

from bot.values.numerals import CN, parse
from bot.values.reading import Passage, Reading

N = rf"(?:\d{{1,2}}|[{CN}十]{{1,3}})"
WEEKDAYS = {
    **{c: i for i, c in enumerate("一二三四五六", 1)},
    **{str(i): i for i in range(1, 8)},
    "日": 7,
    "天": 7,
    "末": 6,
}
WEEK = r"(?:周|星期|礼拜)"
PAST = re.compile(
    rf"(?:第[{CN}\d]个?{WEEK}[一二三四五六日天末1-7]?|"
    rf"上上?个?{WEEK}[一二三四五六日天末1-7]?|(?:上|前)个?月(?:的)?(?:{N}(?:号|"
    rf"日)|底|初)?|大?前天|昨[天晚日儿]|去年(?:{N}月(?:份)?(?:{N}[号日])?)?|"
    rf"每(?:个)?{WEEK}[一二三四五六日天末1-7]?"
    rf"|每(?:个)?月(?:的)?(?:{N}(?:号|日)|底|初)?|每年{N}月(?:{N}[号日])?|"
    rf"{WEEK}[一二三四五六日天1-7](?:到|至|-|~){WEEK}?[一二三四五六日天1-7]|"
    rf"几号|双十一|双11|双十二|双12|(?<![\d{CN}十百千万])(?:六一|"
    rf"八一)(?![\d{CN}十百千万kw.])|三八节)"
)
FULL = re.compile(
    rf"((?:20)?\d{{2}}|[二零一〇二三四五六七八九]{{4}})年({N})月份?({N})(?:号|"
    rf"日)?|(20\d{{2}})[-/.](\d{{1,2}})[-/.](\d{{1,2}})(?!\d)"
)
MONTH_DAY = re.compile(
    rf"(明年|今年|后年)?({N})月份?({N})(?:号|日|(?![\d{CN}十个万千期年月w]))|"
    r"(?<![\d./-])(1[0-2]|0?[1-9])[/](3[01]|[12]\d|0?[1-9])(?![\d/%])|"
    r"(?<![\d./-])(1[0-2]|0?[1-9])[-.](3[01]|[12]\d|0?[1-9])(?:号|日)"
)
FESTIVALS = {
    "元旦": (1, 1),
    "五一": (5, 1),
    "劳动节": (5, 1),
    "国庆": (10, 1),
    "圣诞": (12, 25),
    "平安夜": (12, 24),
}
FESTIVAL = re.compile(
    rf"(明年)?(?:(元旦|劳动节|国庆|圣诞|平安夜)|(?<![\d{CN}十百千万周期拜])(五一)(?![\d{CN}十百千万kw.]))"
    r"节?(?:当天|那天)?(?!后(?!天)|假期|期间|长假|小长假|放假|活动|档|促销|优惠|礼|那会|那几天|那阵|路|广场|大道)"
)
NEXT_MONTH = re.compile(
    rf"(这个?|本|当|(?<!一)下下个?|下个?)月(?:的)?(?:({N})(?:号|"
    rf"日)?(?![\d{CN}个万千期年点共样起直般次半定些笔回])|(底|末))"
)
MONTH_END = re.compile(rf"(?:(?:明年)?({N}))?月底")
DAY = re.compile(
    rf"(?<![\d月年第账卡{CN}十])({N})(?:号|日)(?!线|店|楼|门|方案|产品|车|油|"
    r"汽油|那个|套|种|字|院|码|款|选|员|文件|记|本|元|常|子|期|后)"
)
RELATIVE = re.compile(
    r"(大后[天日]|后[天儿日]|后个|明后天|明[天儿日晚早]个?|今[天儿日晚早]|"
    r"当天)(?!气|性)"
)
CHAT_TODAY = re.compile(
    r"^(?:天气|心情|好(?:冷|热|累|开心|烦|忙)|真|太|怎么这么|可真|辛苦|忙|"
    r"够|运气|股|是个|的天|(?:就)?(?:先)?(?:到|聊到|说到)(?:这|此)|先这样|就这样|先不)"
)
# What was done on that day lies behind (10号签的合同).
HAPPENED = re.compile(
    r"^[^，。！？ ]{0,3}(?:签|交|买|办|提|扣|申请|批|放款?|寄|提交|付|传|补|"
    r"还|到期?|打|下单|做|收到|说)(?:的|了(?!吗)|过|完)"
)
OFFSETS = {"今": 0, "明": 1, "后": 2}
AFTER = re.compile(
    rf"(?:过|再过|再等)?({N}|半)(?:个)?(天|日|周|星期|礼拜|月)(?:以后|之后|"
    rf"后)(?!来|悔|续|面|期)|(?:再过|(?<![还晚迟])过(?!两天我?再[来说看聊定]))({N})(?:个)?(天|周|星期|礼拜)(?!了)"
)
WEEKDAY = re.compile(
    rf"((?<!一)下下个?|下个?|这个?|本|这)?{WEEK}([一二三四五六日天末]|"
    r"[1-7](?![\d点:]))(?!年|期)"
)
WEEKEND_CUE = re.compile(
    r"^(?:我)?(?:想|要|能|可以|去|过|来|约|有空|试|看|上午|下午|早上|晚上|"
    r"中午|两天|行|吧|$|的?(?:上|下)午|带|到|跟|和|给|安排|，|。| |\d|"
    r"[一二三四五六七八九十]+点)"
)
PERIOD = r"(?:凌晨|清晨|早晨|早上|早|一早|上午|中午|正午|午后|下午|傍晚|晚上|晚间|晚|夜里|半夜)"
CLOCK = re.compile(
    rf"(?![提]?[早晚]一点|一时半)({PERIOD})?(?:的|大概|差不多|约)?(?:(\d{{1,2}})[:：](\d{{2}})(?!\d)|"
    rf"({N})(?:点[来多]?钟|点整|点|时(?!候|间|常|不))(?:(半)|(一刻|三刻)|({N})(?:分(?!期)|"
    rf"(?![\d{CN}个万千百年月期天成])))?)(?!八|九|[{CN}]*个点)"
)
APPOINTMENT = re.compile(
    r"约|试驾|来|到店|过去|见|看车|店里|去|打给|回电|提醒|开门|有空|方便|钟|"
    r"整|号|周|天|行不|可以"
)


def read_dates(passage: Passage, today: dt.date) -> None:
    """All date forms; what lies in the past or repeats is hidden, not read."""
    for match in FULL.finditer(passage.open):
        groups = match.groups()
        year, month, day = groups[:3] if groups[0] else groups[3:]
        number = int(parse(year))
        _take(
            passage,
            match,
            _date(number if number > 99 else 2000 + number, int(parse(month)), int(parse(day))),
        )
    for match in PAST.finditer(passage.open):
        passage.hide(*match.span())
    for match in MONTH_DAY.finditer(passage.open):
        _month_day(passage, match, today)
    for match in FESTIVAL.finditer(passage.open):
        _festival(passage, match, today)
    for match in NEXT_MONTH.finditer(passage.open):
        jump = {"下": 1}.get(match.group(1)[0], 0) + match.group(1).startswith("下下")
        year, month = _add_months(today, jump)
        last = calendar.monthrange(year, month)[1]
        day = last if match.group(3) else int(parse(match.group(2)) or 0)
        _take(passage, match, _date(year, month, day))
    for match in MONTH_END.finditer(passage.open):
        _take(passage, match, _month_end(match, today))
    for match in AFTER.finditer(passage.open):
        _take(passage, match, _later(match, today))
    for match in RELATIVE.finditer(passage.open):
        _relative(passage, match, today)
    for match in WEEKDAY.finditer(passage.open):
        _weekday(passage, match, today)
    for match in DAY.finditer(passage.open):
        _day(passage, match, today)


def _take(passage: Passage, match, date: dt.date | None) -> None:
    if date is not None:
        passage.take(Reading("date", date.isoformat(), *match.span()))


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _add_months(today: dt.date, months: int) -> tuple:
    count = today.month - 1 + months
    return today.year + count // 12, count % 12 + 1


def _month_day(passage: Passage, match, today: dt.date) -> None:
    groups = match.groups()
    month, day = next((groups[i], groups[i + 1]) for i in (1, 3, 5) if groups[i])
    month, day = int(parse(month) or 0), int(parse(day) or 0)
    date = _date(today.year, month, day)
    if groups[0] in ("明年", "后年"):
        date = _date(today.year + (1 if groups[0] == "明年" else 2), month, day)
    elif date is not None and date < today and groups[0] is None:
        if HAPPENED.match(passage.text[match.end() :]):
            passage.hide(*match.span())
            return
        date = _date(today.year + 1, month, day)
    _take(passage, match, date)


def _festival(passage: Passage, match, today: dt.date) -> None:
    if re.search(r"去年|今年|上个?$", passage.text[max(0, match.start() - 3) : match.start()]):
        return
    month, day = FESTIVALS[match.group(2) or match.group(3)]
    year = today.year + bool(match.group(1))
    if (month, day) < (today.month, today.day) and not match.group(1):
        if HAPPENED.match(passage.text[match.end() :]):
            return
        year += 1
    _take(passage, match, _date(year, month, day))


def _month_end(match, today: dt.date) -> dt.date | None:
    month = int(parse(match.group(1)) or 0) if match.group(1) else today.month
    if not 1 <= month <= 12:
        return None
    year = today.year + (month < today.month or match.group().startswith("明年"))
    return _date(year, month, calendar.monthrange(year, month)[1])


def _later(match, today: dt.date) -> dt.date | None:
    number = match.group(1) or match.group(3)
    unit = match.group(2) or match.group(4)
    if number == "半":
        number, unit = "15", "天"
    count = int(parse(number) or 0)
    if unit in ("天", "日"):
        return today + dt.timedelta(days=count)
    if unit in ("周", "星期", "礼拜"):
        return today + dt.timedelta(days=7 * count)
    year, month = _add_months(today, count)
    return _date(year, month, min(today.day, calendar.monthrange(year, month)[1]))


def _relative(passage: Passage, match, today: dt.date) -> None:
    word = match.group(1)
    after = passage.text[match.end() :]
    if word[0] == "今" and CHAT_TODAY.search(after) or word == "当天":
        return
    if word.startswith("大后"):
        days = 3
    elif word == "明后天":
        days = 1
    else:
        days = OFFSETS[word[0]]
    end = match.end()
    if word[1:2] in ("晚", "早"):
        end = match.start() + 1
    passage.take(Reading("date", (today + dt.timedelta(days=days)).isoformat(), match.start(), end))


def _weekday(passage: Passage, match, today: dt.date) -> None:
    prefix, day = match.groups()
    number = WEEKDAYS[day]
    if not prefix and HAPPENED.match(passage.text[match.end() :]):
        return
    if day == "末" and not prefix and not WEEKEND_CUE.match(passage.text[match.end() :]):
        return
    if prefix and prefix.startswith("下"):
        weeks = 2 if prefix.startswith("下下") else 1
        monday = today - dt.timedelta(days=today.isoweekday() - 1)
        date = monday + dt.timedelta(days=7 * weeks + number - 1)
    else:
        date = today + dt.timedelta(days=(number - today.isoweekday() - 1) % 7 + 1)
    _take(passage, match, date)


def _day(passage: Passage, match, today: dt.date) -> None:
    day = int(parse(match.group(1)) or 0)
    if match.group().endswith("日") or not 1 <= day <= 31:
        return
    for jump in range(0, 3):
        year, month = _add_months(today, jump)
        date = _date(year, month, day)
        if jump and HAPPENED.match(passage.text[match.end() :]):
            passage.hide(*match.span())
            return
        if date is not None and date >= today:
            _take(passage, match, date)
            return


def read_times(passage: Passage) -> None:
    """Times of day as HH:MM; a bare hour counts only where an hour can be meant."""
    for match in CLOCK.finditer(passage.open):
        period, hour24, minute, hour, half, quarter, rest = match.groups()
        number = parse(hour24 or hour)
        if number is None or number > 24:
            continue
        minutes = (
            int(minute or 0)
            if hour24
            else 30
            if half
            else {"一刻": 15, "三刻": 45}.get(quarter or "", 0)
        )
        if rest:
            minutes = int(parse(rest) or 0)
        if not (period or hour24) and not _hour_meant(passage, match, int(number)):
            continue
        value = _clock(int(number), minutes, period)
        if value:
            passage.take(Reading("time", value, *match.span()))


def _hour_meant(passage: Passage, match, hour: int) -> bool:
    near = passage.text[max(0, match.start() - 6) : match.start()]
    if re.search(r"[快早晚多少高低好差有慢便宜轻小大长短难久几这那第降涨息化率][了]?$", near):
        return False
    dated = any(r.entity == "date" and match.start() - r.end in (0, 1) for r in passage.readings)
    if dated or match.group(5) or match.group(6) or re.search(r"点[来多]?钟|点整", match.group()):
        return True
    return (
        hour >= 3
        and bool(APPOINTMENT.search(passage.text))
        and not re.match(r"[问建意要点多]", passage.text[match.end() :])
    )


def _clock(hour: int, minute: int, period: str | None) -> str | None:
    if minute > 59:
        return None
    if hour == 12 and period in ("晚上", "晚间", "晚", "夜里", "半夜"):
        hour = 0
        period = "夜"
    after_noon = period in ("下午", "傍晚", "晚上", "晚间", "晚", "午后", "夜里") and hour < 12
    early = period in ("中午", "正午") and hour in (1, 2)
    if after_noon or early or period is None and 1 <= hour <= 6:
        hour += 12
    return f"{hour % 24:02d}:{minute:02d}"
