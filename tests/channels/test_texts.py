"""What phones answer to our text messages: stop is done once and said, the rest is told where."""

import json
from typing import Any

import pytest
import requests

from channels.texts.signing import SIGNATURE, signed
from channels.texts.words import says_stop
from tests.channels.world import World

PHONE, STRANGER = "15400000001", "15400009999"
STOPS = ("POST", "/care/stops")


def tell(
    world: World, text: str, phone: str = PHONE, no: str = "m-1", secret: str = "sandbox",
    late: int = 0,
) -> requests.Response:  # fmt: skip
    body = json.dumps({"message_id": no, "phone": phone, "text": text}).encode()
    at = int(world.clock().timestamp()) - late
    return requests.post(
        f"{world.url}/sms/inbound", data=body, headers={SIGNATURE: signed(secret, at, body)},
        timeout=10,
    )  # fmt: skip


def got(world: World, phone: str = PHONE) -> list[str]:
    answer = requests.get(f"{world.url}/sandbox/outbox", params={"to": phone}, timeout=5)
    return [mail["text"] for mail in answer.json()["items"]]


def stops(world: World) -> list[dict[str, Any]]:
    return [call for call in world.outside.asked if (call["method"], call["path"]) == STOPS]


def test_what_says_stop() -> None:
    for text in ("退订", "T", "td", "ＴＤ", " n ", "「退订」。", "请帮我退订，谢谢", "Stop"):
        assert says_stop(text), text
    for text in ("", "谢谢", "TDI 是什么", "我不退订", "取消退订", "NO 1", "换车怎么算"):
        assert not says_stop(text), text
    assert not says_stop("上个月我问过你们退订的事，" + "后来又想了想，" * 8)


def test_a_stop_is_done_once_and_said_to_known_and_unknown_alike(world: World) -> None:
    world.outside.office[STOPS] = (204, {})
    for _ in range(2):
        answer = tell(world, "TD", "+86" + PHONE)
        assert (answer.status_code, answer.content) == (204, b"")
    answer = tell(world, "退订", STRANGER, "m-2")
    assert (answer.status_code, answer.content) == (204, b"")
    first, again, other = stops(world)
    assert json.loads(first["content"]) == {"phone": PHONE}
    assert first["headers"]["idempotency-key"] == again["headers"]["idempotency-key"]
    assert first["headers"]["idempotency-key"] != other["headers"]["idempotency-key"]
    assert first["headers"]["chedai-actor"] == "system"
    assert first["headers"]["chedai-channel"] == "sms"
    (receipt,) = got(world)
    assert "不再给这个号码发优惠" in receipt and "还款提醒和业务通知照常" in receipt
    assert got(world, STRANGER) == [receipt]


def test_anything_else_is_told_once_a_day_where_to_talk(world: World) -> None:
    for number, text in enumerate(("你好", "换车怎么算", "在吗")):
        assert tell(world, text, no=f"m-{number}").status_code == 204
    (told,) = got(world)
    assert world.parts is not None
    assert world.parts.settings.edge_url in told and "转人工" in told
    world.clock.forward(days=1)
    played = {"phone": PHONE, "text": "在吗"}
    answer = requests.post(f"{world.url}/sandbox/texts", json=played, timeout=10)
    assert answer.status_code == 204
    assert got(world) == [told, told]
    assert stops(world) == []


def test_what_was_not_done_is_not_said(world: World) -> None:
    world.outside.backoffice_up = False
    assert tell(world, "退订").status_code == 503
    assert got(world) == []


@pytest.mark.parametrize("wrong", [{"secret": "another"}, {"late": 400}, {"late": -400}])
def test_only_the_provider_is_heard(world: World, wrong: dict[str, Any]) -> None:
    assert tell(world, "退订", **wrong).status_code == 404
    assert stops(world) == [] and got(world) == []
