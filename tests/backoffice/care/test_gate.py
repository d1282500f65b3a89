"""The gate without a database: each rule's yes and no, and what can never be."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backoffice.care.gate import Contact, Facts, Intent, Trouble, Worth, decide
from backoffice.care.moments import moments
from backoffice.care.planning import FOUND
from backoffice.care.rules import ASKED, BESIDE, MARKETING, PUSH, SERVICE, WORDS, gate
from backoffice.care.worth import TOPICS
from backoffice.clock.service import SHANGHAI
from backoffice.reminders.ladder import ladder
from backoffice.wording import wording

TODAY = date(2026, 11, 21)
GOOD = Worth(ok=True, why="您已连续 12 期按时还款。")
WELL = Facts(
    at=datetime(2026, 11, 21, 10, 30, tzinfo=SHANGHAI), purposes=frozenset({"marketing_sms"})
)
OFFER = Intent(MARKETING, "upgrade", PUSH, GOOD)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def pushed(days: int) -> Contact:
    return Contact(ago(days), pushed=True, marketing=False)


def shown(days: int) -> Contact:
    return Contact(ago(days), pushed=False, marketing=True)


def hour(clock: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-21T{clock}").replace(tzinfo=SHANGHAI)


# (rule, what is different from a good moment, whether the rule says yes)
CASES: list[tuple[str, dict[str, Any], bool]] = [
    ("consent", {}, True),
    ("consent", {"purposes": frozenset({"marketing_call"})}, True),
    ("consent", {"purposes": frozenset()}, False),
    ("consent", {"purposes": frozenset({"dealer_share"})}, False),
    ("switched_on", {}, True),
    ("switched_on", {"switched_off_on": ago(400)}, False),
    ("not_overdue", {}, True),
    ("not_overdue", {"late_on": TODAY}, False),
    ("not_overdue", {"late_on": ago(90)}, False),
    ("not_overdue", {"late_on": ago(91)}, True),
    ("no_trouble", {}, True),
    ("no_trouble", {"troubles": (Trouble("complaint", ago(60)),)}, False),
    ("no_trouble", {"troubles": (Trouble("complaint", ago(61)),)}, True),
    ("no_trouble", {"troubles": (Trouble("hardship", ago(200), open=True),)}, False),
    ("no_trouble", {"troubles": (Trouble("accident", ago(1)),)}, False),
    ("daytime", {"at": hour("08:59")}, False),
    ("daytime", {"at": hour("09:00")}, True),
    ("daytime", {"at": hour("19:59")}, True),
    ("daytime", {"at": hour("20:00")}, False),
    ("care_pause", {"contacts": (pushed(14),)}, True),
    ("care_pause", {"contacts": (pushed(13),)}, False),
    ("care_pause", {"contacts": (shown(1),)}, True),
    ("marketing_pause", {"contacts": (shown(1),)}, True),
    ("marketing_pause", {"contacts": (shown(1), shown(29))}, False),
    ("marketing_pause", {"contacts": (shown(1), shown(30))}, True),
    ("not_declined", {"declined": {"upgrade": ago(179)}}, False),
    ("not_declined", {"declined": {"upgrade": ago(180)}}, True),
    ("not_declined", {"declined": {"loyalty": ago(1)}}, True),
]


@pytest.mark.parametrize(("rule", "different", "yes"), CASES)
def test_each_rule_alone_decides(rule: str, different: dict[str, Any], yes: bool) -> None:
    verdict = decide(gate(), replace(WELL, **different), OFFER)
    (outcome,) = [one for one in verdict.outcomes if one.rule == rule]
    assert outcome.ok is yes and outcome.text
    assert verdict.allowed is yes
    assert verdict.against == (() if yes else (rule,))


def test_an_offer_that_is_of_no_use_is_not_made() -> None:
    for worth in (Worth(ok=False, why="接着还更合适。"), None):
        verdict = decide(gate(), WELL, replace(OFFER, worth=worth))
        assert verdict.against == ("value",)


def test_service_needs_no_consent_to_marketing_but_keeps_its_distance() -> None:
    guide = Intent(SERVICE, "guide", PUSH)
    assert decide(gate(), replace(WELL, purposes=frozenset()), guide).allowed
    for different in ({"switched_off_on": TODAY}, {"late_on": TODAY}, {"contacts": (pushed(3),)}):
        assert not decide(gate(), replace(WELL, **different), guide).allowed


def test_what_he_asks_for_is_no_push_and_never_in_a_hard_time() -> None:
    asked = replace(OFFER, when=ASKED)
    night = replace(WELL, at=hour("23:00"), purposes=frozenset(), contacts=(pushed(1), shown(1)))
    assert decide(gate(), night, asked).allowed
    assert not decide(gate(), replace(night, late_on=TODAY), asked).allowed
    assert decide(gate(), replace(night, late_on=ago(1)), asked).allowed
    for what, allowed in (("complaint", True), ("hardship", False), ("accident", False)):
        hurt = replace(night, troubles=(Trouble(what, ago(60)),))
        assert decide(gate(), hurt, asked).allowed is allowed
    assert decide(
        gate(), replace(night, purposes=WELL.purposes), replace(OFFER, when=BESIDE)
    ).allowed


@given(
    late=st.integers(0, 90),
    sort=st.sampled_from([SERVICE, MARKETING]),
    when=st.sampled_from([PUSH, BESIDE]),
    topic=st.sampled_from(sorted({m.topic for m in moments().values()})),
    purposes=st.frozensets(st.sampled_from(["marketing_sms", "marketing_call", "referral"])),
    clock=st.times(),
)
def test_never_anything_to_who_is_or_was_overdue(
    late: int, sort: str, when: str, topic: str, purposes: frozenset[str], clock: Any
) -> None:
    at = datetime.combine(TODAY, clock, SHANGHAI)
    facts = Facts(at=at, purposes=purposes, late_on=ago(late))
    verdict = decide(gate(), facts, Intent(sort, topic, when, GOOD))
    assert not verdict.allowed and "not_overdue" in verdict.against
    asked = decide(gate(), replace(facts, late_on=TODAY), Intent(sort, topic, ASKED, GOOD))
    assert not asked.allowed and "paid_up" in asked.against


def test_every_rule_and_moment_has_its_words() -> None:
    words, offers = wording("care/wording/moments.yml"), wording("care/wording/offers.yml")
    for rule in gate().rules:
        assert all(WORDS.has(f"{part}") for part in
                   (f"name_{rule.id}", f"{rule.id}_yes", f"{rule.id}_no"))  # fmt: skip
    for moment in moments().values():
        assert words.has(f"name_{moment.name}")
        assert not moment.marketing or (
            moment.topic in TOPICS and offers.has(f"{moment.topic}_title")
        )
        if moment.find is None:
            continue
        assert moment.find in FOUND and len(moment.name) <= 12
        assert {words.has(f"{part}_{moment.name}") for part in ("title", "short", "talk")} == {True}
        short = words.say(f"short_{moment.name}")
        assert len(short) <= 70 and not any(w in short for w in ladder().lock_screen_words)
        assert not moment.marketing or "退订" in short
        assert all(words.has(f"act_{action['name']}") for action in moment.actions)
        assert not moment.marketing or moment.actions[-1]["name"] == "decline"
