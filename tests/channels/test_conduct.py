"""What the assistant may never say, and what it must say in the same breath."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from channels.conduct.filter import review
from channels.conduct.forbidden import forbidden_in
from channels.conduct.pairing import missing_with_payment, names_payment
from channels.conduct.rules import rules
from channels.wording import say
from tests.channels.world import Client, World

SENTENCES = yaml.safe_load(Path(__file__).with_name("conduct.yml").read_text(encoding="utf-8"))
PAIRED = "月供 4,494.96 元、36 期、年利率 4.99%、年化 4.99%、总利息 11,818.62 元、没有尾款。"
PARTS = {
    "term": ("36 期、", ""),
    "annual_rate": ("年利率 4.99%、", ""),
    "annualised": ("年化 4.99%、", ""),
    "total_interest": ("总利息 11,818.62 元、", ""),
    "balloon": ("、没有尾款", ""),
}
QUOTE = {
    "quote_id": "Q1", "product_key": "AXD", "product_type": "equal_instalment",
    "product_name": "安心贷", "loan_amount": "150000.00", "term_months": 36,
    "annual_rate_pct": "4.99", "irr_pct": "4.99", "monthly_payment": "4494.96",
    "highest_payment": "4494.96", "last_payment": "4495.02", "balloon": "0.00",
    "total_interest": "11818.62", "total_fees": "0.00", "total_paid": "161818.62",
    "valid_until": "2026-11-28T23:59:59+08:00",
}  # fmt: skip


def quote_card(text: str = PAIRED, **data: Any) -> dict[str, Any]:
    card = {"name": "quote", "title": "安心贷", "text": text, "data": {"quote": QUOTE | data}}
    return {"card": card | {"actions": [{"label": "就用这个方案", "payload": "/save_quote"}]}}


@pytest.mark.parametrize("sentence", SENTENCES["forbidden"])
def test_forbidden(sentence: str) -> None:
    assert forbidden_in(sentence, rules())


@pytest.mark.parametrize("sentence", SENTENCES["allowed"])
def test_allowed(sentence: str) -> None:
    assert forbidden_in(sentence, rules()) == []


@pytest.mark.parametrize("sentence", SENTENCES["payment_named"])
def test_a_payment_is_heard(sentence: str) -> None:
    assert names_payment(sentence, rules())


@pytest.mark.parametrize("sentence", SENTENCES["payment_not_named"])
def test_a_wish_or_a_difference_is_no_payment(sentence: str) -> None:
    assert not names_payment(sentence, rules())


@pytest.mark.parametrize("missing", PARTS)
def test_each_part_of_the_pair_is_needed(missing: str) -> None:
    assert missing_with_payment(PAIRED, rules()) == []
    assert missing_with_payment(PAIRED.replace(*PARTS[missing]), rules()) == [missing]


@pytest.mark.parametrize(
    "text",
    [
        "月供 4,406.28 元、36 期、年利率和年化都是 1.99%、总利息 4,765.94 元、没有尾款",
        "月供 3,044.71 元，36 个月，年利率 4.49%，年化 4.49%（单利），总利息 18,679.60 元，"
        "到期还有尾款 90,930.00 元",
        "月租 4,170.62 元，三年，年利率 5.6%，年化 5.60%，总利息 35,062.19 元，残值 147,960 元",
        "月供 5,000.00 元，24期，年利率 0%，年化0.00%，零利息，无尾款",
    ],
)
def test_full_sentences_pass(text: str) -> None:
    assert review({"text": text}, rules()).message == {"text": text}


def test_a_card_is_read_in_title_text_data_and_labels() -> None:
    assert review(quote_card(), rules()).broken == ()
    assert review(quote_card("月供 4,494.96 元"), rules()).message is None
    assert review(quote_card(note="稳过"), rules()).broken == ("certain_approval",)
    labelled = quote_card()
    labelled["card"]["actions"][0]["label"] = "秒批入口"
    assert review(labelled, rules()).broken == ("instant",)


def test_cards_of_what_was_understood_need_no_pair() -> None:
    needs = {"card": {"name": "needs", "title": "已了解", "text": "月供：4,000 元", "data": {}}}
    assert review(needs, rules()).message == needs


def test_the_worked_example_of_a_word_is_left_out_when_not_paired() -> None:
    example = "15 万、36 期、年利率 4.99%，月供 4,494.96。"
    data = {"key": "x", "term": "月供", "plain": "每个月还的钱。", "example": example}
    text = f"月供就是每个月还的钱。例如：{example}"
    verdict = review(
        {"card": {"name": "term", "title": "月供", "text": text, "data": data}}, rules()
    )
    assert verdict.message is not None
    card = verdict.message["card"]
    assert card["text"] == "月供就是每个月还的钱。" and card["data"]["example"] == ""
    assert "pairing.annualised" in verdict.broken


def test_a_violation_never_reaches_the_customer(world: World, client: Client, caplog: Any) -> None:
    world.outside.script = lambda turn: [{"text": "放心，包过！"}, {"text": "月供 4,494.96 元"}]
    texts = [line["text"] for line in client.say("能批吗")]
    assert texts == [say("notice"), say("withheld"), say("withheld")]
    metrics = client.get("/metrics").text
    assert 'edge_conduct_violations_total{rule="certain_approval"}' in metrics
    assert 'edge_conduct_violations_total{rule="pairing.term"}' in metrics
    errors = [record for record in caplog.records if "conduct.violation" in str(record.msg)]
    assert len(errors) == 2 and all(record.levelname == "ERROR" for record in errors)
    assert all("包过" not in str(record.msg) for record in errors)


def test_the_sentences_of_the_edge_keep_the_rules() -> None:
    import channels.wording as wording

    def strings(value: Any) -> list[str]:
        if isinstance(value, dict):
            return [s for item in value.values() for s in strings(item)]
        return [value]

    for sentence in strings(wording._sentences()):
        assert forbidden_in(sentence, rules()) == [], sentence
        assert not names_payment(sentence, rules())


def test_the_ai_notice_comes_first_after_login_and_every_two_hours(
    world: World, client: Client
) -> None:
    def noticed(text: str) -> bool:
        lines = client.say(text)
        assert [x["text"] for x in lines].count(say("notice")) <= 1
        return lines[0]["text"] == say("notice")

    assert "AI" in say("notice")
    assert [noticed("一"), noticed("二")] == [True, False]
    world.clock.forward(hours=1.9)
    assert noticed("三") is False
    world.clock.forward(hours=0.2)
    assert [noticed("四"), noticed("五")] == [True, False]
    client.sign_in("15400000001")
    assert [noticed("六"), noticed("七")] == [True, False]


def test_an_invalid_card_becomes_its_text(world: World, client: Client) -> None:
    broken = quote_card(monthly_payment="4494.9")
    nameless = {"card": {"name": "nothing", "title": "x", "text": "看看这个", "data": {}}}
    empty = {"card": {"name": "quote"}}
    world.outside.script = lambda turn: [quote_card(), broken, nameless, empty, {"x": 1}, "y"]
    lines = client.say("报价")[1:]
    assert lines[0]["card"]["name"] == "quote"
    assert [line["text"] for line in lines[1:]] == [PAIRED, "看看这个", say("card_failed")]
    assert lines[0]["card"]["actions"][0]["payload"].startswith("b1.")


def test_card_and_actions_are_absent_never_null(make_world: Callable[..., World]) -> None:
    world = make_world().start()
    client = world.customer()
    world.outside.script = lambda turn: [quote_card(), {"text": "好", "actions": []}]
    for line in client.say("报价"):
        assert None not in line.values()
        assert ("text" in line) != ("card" in line)
