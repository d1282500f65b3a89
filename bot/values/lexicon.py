"""Names from `bot/lexicon/`: patterns for the span ruler, and guards by what stands around."""

import functools
import pathlib
import re
from collections.abc import Iterator
from typing import Any

import yaml

from bot.values.normalise import normalise
from bot.values.reading import Passage, Reading

ROOT = pathlib.Path(__file__).parent.parent
FOLDER = ROOT / "lexicon"
GLOSSARY = ROOT.parent / "knowledge" / "glossary.yml"

# Words after or before a name that make it something else (上海路, 北京银行; 电话号码; 信用卡).
NOT_AFTER = {
    "city": re.compile(
        r"^(?:路|街|大道|银行|农商|牌照|车牌|时间|人寿|大众|现代|汽车|菜|话|烤鸭|"
        r"号|户口|大学|消费金融|石化)"
    ),
    "channel": re.compile(
        r"^(?:号|号码|换了|变了|改了|停机|不用了|停用|钱包|零钱|支付|卡|改成|也换|"
        r"是空)"
    ),
    "document": re.compile(r"^(?:号被|里的)(?=\0)"),
    "powertrain": re.compile(r"^(?:座椅|尾门|车窗|充电桩|工具|价)"),
    "employment": re.compile(r"^(?:证|优惠|贷)"),
}
NOT_BEFORE = {
    "channel": re.compile(r"(?:联系|换个?了?|改个?|新的?|旧|老|原来的|绑定的)$"),
    "employment": re.compile(r"(?:不|没|不是|不算|没有|推荐给|别的)(?:个|什么|啥)?$"),
    "powertrain": re.compile(r"(?:省|亏|掉|馈|不用|不需要|不必)$"),
}
PHONE_NUMBER = re.compile(r"电话")
PLACE_CUE = re.compile(r"(?:在|到|去|从|住|人|是|来|回|离|我们|俺们|咱|这边)$")
INVOICE_OTHER = re.compile(r"(?:利息|手续费|服务费|租金|维修|保养|保险|快递|月供|还款)(?:的)?$")
PLAIN_INVOICE, BARE_PARTNER = "发票", "对象"
# 流水一个月两万: a turnover, not the paper.
TURNOVER = re.compile(
    r"^(?:一个?月|每个?月|月均|平均|一年|大概|差不多|也就|能有|能|有|在|是|得|个|,|，| )*"
    r"(?:[一二两三四五六七八九十\d.]+(?:多|来|几)?(?:万|千|w|k)|\d{4,})"
)
GUARANTEE = re.compile(
    r"(?:我|俺)?(?:父母|爸妈|儿子|女儿|闺女|家[里人]|老[爹汉]儿?|爸|妈|哥|弟|姐|妹|叔|舅|朋友|父亲|母亲|亲戚|别人|谁|人|"
    r"他|她)(?:妈|哥|弟|姐|妹|们)?(?:来|给我|帮我|做|当|能|可以)*(担保)(?!人|"
    r"费|公司|合同|方|责任|物|金|吗)|(?:做|当|找人|加|加个|有人|提供|需要)(担保)(?!人|"
    r"费|公司|合同|方|责任|物|金)"
)
OWN_SHOP = re.compile(
    r"(?:自己|我|俺|家里)(?:现在|在[^，。]{1,4})?(?:是)?开(?:了|着)?(?:个|"
    r"家|一家|间)?[^，。 ]{0,4}(?:店|馆|铺|厂|公司|超市|小卖部|小吃|饭店|工作室|"
    r"门面|网店|理发店)|^开[^，。 ]{1,4}(?:店|馆|铺|厂|小卖部)的"
)
WORKPLACE = re.compile(
    r"(?<!事业)(?:厂子?|公司|(?<!事业)单位|企业|国企|外企|私企|商场|超市|医院|"
    r"工地)(?:里|上)?(?:上班|打工|做事|当(?:工人|会计|文员|保安)|干活)(?:的)?"
)
BANK_CARD = re.compile(
    r"(?:工商?|建设?|农业?|招商?|中国?|交通?|邮政?|邮储|光大|平安|浦发|民生|"
    r"兴业|中信)(?:银)?行(?:储蓄|借记)?(卡)(?!在)"
)
SMALL_TRADE = re.compile(
    r"(?:做|搞|干)(?:点|些|个|着)?[^，。 不大什啥]{0,4}(?:生意|买卖)|跑(?:点)?(?:生意|买卖)"
)
ELECTRIC_OR_FUEL = re.compile(
    r"(?:^|[ ，。、？！]|要|选|买|看|是|开|换|有|和|跟|个|台|辆)(电的|油的|"
    r"混动的)(?!费|价)"
)
ELECTRIC = {"电的": "bev", "油的": "ice", "混动的": "hev"}


@functools.lru_cache(maxsize=1)
def _files() -> dict[str, Any]:
    return {p.stem: yaml.safe_load(p.read_text(encoding="utf-8")) for p in FOLDER.glob("*.yml")}


@functools.lru_cache(maxsize=1)
def guarded_cities() -> frozenset:
    """Cities whose names are words or provinces as well."""
    return frozenset(_files()["cities"]["guarded"].split())


def names() -> Iterator[tuple[str, str, str]]:
    """(entity, value, word) for every name the assistant knows."""
    files = _files()
    for key, vehicle in files["vehicles"].items():
        for word in (vehicle["name"], *vehicle["aliases"]):
            yield "vehicle_model", key, word
    for key, words in files["products"]["types"].items():
        yield from (("product", key, word) for word in words)
    for key, word in files["products"]["own"].items():
        yield "product", key, word
    for entity, values in files["things"].items():
        for value, words in values.items():
            yield from ((entity, value, word) for word in words)
    for words in (v for k, v in files["cities"].items() if k != "guarded"):
        yield from (("city", word, word) for word in words.split())
    yield from glossary_names()


def glossary_names() -> Iterator[tuple[str, str, str]]:
    """Glossary terms, their aliases and ours, without words too common to be asked about."""
    extra = _files()["finance_terms"]
    common = set(extra["common"])
    seen = set()
    ours = [(key, word) for key, words in extra["more"].items() for word in words]
    entries = yaml.safe_load(GLOSSARY.read_text(encoding="utf-8"))
    shared = [(e["key"], word) for e in entries for word in (e["term"], *e["aliases"])]
    common -= {e["term"] for e in entries}
    for key, word in ours + shared:
        if word not in common and word.lower() not in seen:
            seen.add(word.lower())
            yield "finance_term", key, word


def patterns() -> list[dict[str, str]]:
    """Patterns for the span ruler; the id carries the value."""
    made = {}
    for entity, value, word in names():
        made.setdefault((entity, normalise(word).text), value)
    return [
        {"label": entity, "pattern": word, "id": value} for (entity, word), value in made.items()
    ]


@functools.lru_cache(maxsize=1)
def _trims() -> dict[str, list[tuple[str, str]]]:
    return {
        key: sorted(
            ((normalise(w).text, trim) for trim, words in v["trims"].items() for w in words),
            key=lambda p: -len(p[0]),
        )
        for key, v in _files()["vehicles"].items()
    }


def keep(passage: Passage, label: str, word: str, start: int, end: int) -> bool:
    """Whether a name found at [start, end) means the thing here."""
    before, after = passage.text[:start], passage.text[end:]
    if (
        label in NOT_AFTER
        and NOT_AFTER[label].match(after)
        and (label != "channel" or word == "电话" or after[:2] in ("号码", "支付", "零钱", "钱包"))
    ):
        return False
    if (
        label in NOT_BEFORE
        and NOT_BEFORE[label].search(before[-6:])
        and (label != "channel" or word == "电话")
    ):
        return False
    if label == "city" and word in guarded_cities():
        return after.startswith("市") or bool(PLACE_CUE.search(before))
    if label == "document" and word == PLAIN_INVOICE:
        return not INVOICE_OTHER.search(before)
    if label == "document" and word == "流水":
        return not (TURNOVER.match(after) or after.startswith("号"))
    if label == "employment" and word == "个体":
        return not (re.search(r"[哪这那整一两几]$", before) or re.match(r"[面验重系]", after))
    if label == "person_role" and word == BARE_PARTNER:
        return (
            bool(re.search(r"(?:她|他|和|跟|我的|俺的)$", before))
            and not before.endswith(("找", "谈", "没"))
            and not after.startswith("是")
        )
    if re.fullmatch(r"[a-z]+", word):
        return not re.search(r"[a-z]$", before) and not re.match(r"[a-z]", after)
    if label == "product" and word == "零息贷":
        return not after.startswith("款")
    return True


def read_more_names(passage: Passage) -> None:
    """Things said by a phrase rather than a name: a shop of one's own, somebody standing surety."""
    for match in GUARANTEE.finditer(passage.open):
        group = 1 if match.group(1) else 2
        passage.readings.append(Reading("person_role", "guarantor", *match.span(group)))
    for match in OWN_SHOP.finditer(passage.open):
        passage.readings.append(Reading("employment", "self_employed", *match.span()))
    for match in SMALL_TRADE.finditer(passage.open):
        passage.readings.append(Reading("employment", "self_employed", *match.span()))
    for match in WORKPLACE.finditer(passage.open):
        passage.readings.append(Reading("employment", "salaried", *match.span()))
    for match in BANK_CARD.finditer(passage.open):
        passage.readings.append(Reading("document", "bank_card", *match.span()))
    for match in ELECTRIC_OR_FUEL.finditer(passage.open):
        passage.readings.append(Reading("powertrain", ELECTRIC[match.group(1)], *match.span(1)))


def attach_trims(passage: Passage, vehicles: list[Reading]) -> None:
    """Name the trim said next to a vehicle and hide its digits from the rules for money."""
    for vehicle in vehicles:
        window = passage.text[vehicle.end : vehicle.end + 12]
        for word, trim in _trims()[vehicle.value]:
            at = window.find(word)
            if (
                at < 0
                or word.isdigit()
                and re.match(r"\d|[万千百元块期年]|个月", window[at + len(word) :])
            ):
                continue
            if word.isdigit() and at > 3:
                continue
            vehicle.extra["trim"] = trim
            passage.hide(vehicle.end + at, vehicle.end + at + len(word))
            break
