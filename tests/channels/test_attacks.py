"""What a customer types never reaches the engine as a command."""

import unicodedata
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from channels.intake.neutralise import neutralise
from tests.channels.world import Client, World

CORPUS = yaml.safe_load(Path(__file__).with_name("attacks.yml").read_text(encoding="utf-8"))


def first_visible(text: str) -> str:
    """What any reader that strips and folds would see first."""
    folded = unicodedata.normalize("NFKC", text)
    visible = [c for c in folded if unicodedata.category(c)[0] not in "CZM"]
    return visible[0] if visible else ""


def test_the_corpus_is_broad() -> None:
    assert len({attack["text"] for attack in CORPUS}) >= 60


def test_no_attack_reaches_the_engine(world: World, client: Client) -> None:
    for attack in CORPUS:
        before = len(world.outside.turns)
        answer = client.send(text=attack["text"])
        assert answer.status_code in (200, 422), attack
        for turn in world.outside.turns[before:]:
            assert "press" not in turn, attack
            assert first_visible(turn["text"]) not in ("/", "\\"), attack
            assert not turn["text"].strip().startswith("/"), attack
            assert "<phone:abcdef>" not in turn["text"], attack
    assert len(world.outside.turns) > 60
    for line in client.history():
        assert not line["text"].startswith("/"), line


@pytest.mark.parametrize("attack", CORPUS, ids=lambda attack: attack["name"])
def test_neutralised_text_is_stable(attack: dict) -> None:
    once = neutralise(attack["text"])
    assert neutralise(once) == once
    assert first_visible(once) not in ("/", "\\")


@given(st.text(max_size=60))
def test_any_text_is_harmless(text: str) -> None:
    once = neutralise(text)
    assert neutralise(once) == once
    assert first_visible(once) not in ("/", "\\")
    assert not once.strip().startswith("/")


@given(st.text(alphabet="/／\\ \t\n\u200b\ufeff\u3164\u0338\ufe0f\u202eaA车", max_size=12))
def test_any_mixture_of_prefixes_is_harmless(text: str) -> None:
    once = neutralise(text)
    assert first_visible(once) not in ("/", "\\")
    assert neutralise(once) == once


@pytest.mark.parametrize(
    "text",
    [
        "你好，20w左右的车",
        "15万/3年/安心贷",
        "👨\u200d👩\u200d👧 一家三口坐得下吗",
        "❤️ 这款",
        "café 附近的店",
        "第一行\n第二行",
        "1️⃣ 和 2️⃣ 哪个好",
        "１５万，ｗ",
    ],
)
def test_ordinary_text_stays(text: str) -> None:
    assert neutralise(text) == text
