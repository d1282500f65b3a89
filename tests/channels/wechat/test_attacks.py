"""What is not WeChat's is not taken, and nobody speaks or reads for another."""

import secrets
from collections.abc import Callable

import pytest
import requests
import sqlalchemy as sa

from channels.wechat.sandbox.delivery import Envelope, sign
from channels.wechat.settings import WeChatSettings
from tests.wechat.playing import FanPhone, WeChatWorld, message

OPENID = "oAttack000001"


def test_the_server_check_echoes_only_when_signed(world: WeChatWorld) -> None:
    good = {"timestamp": "1700000000", "nonce": "n", "echostr": "5846<b>"}
    good["signature"] = sign("sandbox", "1700000000", "n")
    answer = requests.get(f"{world.url}/wechat", params=good, timeout=5)
    assert answer.status_code == 200 and answer.text == "5846<b>"
    assert answer.headers["content-type"].startswith("text/plain")
    for spoiled in (
        {"signature": "0" * 40},
        {"nonce": "m"},
        {"signature": ""},
        {"signature": "签"},
    ):
        answer = requests.get(f"{world.url}/wechat", params=good | spoiled, timeout=5)
        assert answer.status_code == 403 and "5846" not in answer.text


@pytest.mark.parametrize("encrypted", [True, False])
def test_a_wrong_signature_is_refused(world: WeChatWorld, encrypted: bool) -> None:
    answer = world.deliver(message(OPENID, "一"), encrypted=encrypted, signature="0" * 40)
    assert answer.status_code == 403
    assert world.outside.turns == []


def test_an_altered_encrypted_message_is_refused(world: WeChatWorld) -> None:
    answer = world.deliver(message(OPENID, "一"), msg_signature=sign("sandbox", "1", "2", "3"))
    assert answer.status_code == 403 and world.outside.turns == []


def test_a_message_for_another_app_is_refused(world: WeChatWorld) -> None:
    stamp, nonce = str(int(world.clock().timestamp())), "abc"
    sealed = Envelope(world.account).seal(message(OPENID, "一"), app_id="wxother")
    params = {
        "timestamp": stamp, "nonce": nonce, "encrypt_type": "aes",
        "signature": sign("sandbox", stamp, nonce),
        "msg_signature": sign("sandbox", stamp, nonce, sealed),
    }  # fmt: skip
    body = f"<xml><Encrypt><![CDATA[{sealed}]]></Encrypt></xml>"
    answer = requests.post(f"{world.url}/wechat", params=params, data=body, timeout=5)
    assert answer.status_code == 403 and world.outside.turns == []


@pytest.mark.parametrize("late", [-3600, -301, 301, 86_400])
def test_a_message_of_another_time_is_refused(world: WeChatWorld, late: int) -> None:
    at = int(world.clock().timestamp()) + late
    assert world.deliver(message(OPENID, "一"), at=at).status_code == 403
    assert world.outside.turns == []


def test_a_signed_address_serves_for_one_body(world: WeChatWorld) -> None:
    seen = {"at": int(world.clock().timestamp()), "nonce": secrets.token_hex(5)}
    first = message(OPENID, "真的", number=1)
    assert world.deliver(first, encrypted=False, **seen).status_code == 200
    forged = message(OPENID, "冒充", number=2)
    assert world.deliver(forged, encrypted=False, **seen).status_code == 403
    again = world.deliver(first, encrypted=False, **seen)
    assert again.status_code == 200
    assert world.text_turns() == ["真的"]


BOMB = (
    '<!DOCTYPE xml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">'
    '<!ENTITY d "&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;">]>'
)


@pytest.mark.parametrize(
    "body",
    [
        BOMB + message(OPENID, "x").replace("<![CDATA[x]]>", "&e;"),
        '<!DOCTYPE xml [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
        + message(OPENID, "x").replace("<![CDATA[x]]>", "&f;"),
        '<!DOCTYPE xml SYSTEM "http://127.0.0.1:9/x.dtd">' + message(OPENID, "x"),
        "", "<xml>", "<xml></xml>", "not xml", "<xml><a/></xml>", "<other/>", "{}",
        message(OPENID, "x").replace("CreateTime", "Nothing"),
        message(OPENID, "x").replace("MsgId", "Nothing"),
        message("", "x"), message("o" * 200, "x"), message("名字", "x"),
        "<xml>" + "<a>" * 5000 + "</a>" * 5000 + "</xml>",
        message(OPENID, "长" * 20_000), message(OPENID, "长" * 100_000),
        "<xml><Encrypt>AAAA</Encrypt></xml>",
    ],
)  # fmt: skip
def test_what_is_no_message_is_refused_with_400(world: WeChatWorld, body: str) -> None:
    answer = world.deliver(body, encrypted=False)
    assert answer.status_code == 400, answer.text
    assert answer.json()["code"] in {"WECHAT_MALFORMED", "WECHAT_TOO_LARGE"}
    assert "root:" not in answer.text and world.outside.turns == []


@pytest.mark.parametrize("inner", ["", "no xml", '<!DOCTYPE x [<!ENTITY a "b">]><xml>&a;</xml>'])
def test_what_is_encrypted_is_not_believed_either(world: WeChatWorld, inner: str) -> None:
    assert world.deliver(inner).status_code == 400


def test_rubbish_in_the_encrypted_part_is_refused(world: WeChatWorld) -> None:
    stamp, nonce = str(int(world.clock().timestamp())), "abc"
    for sealed in ("AAAA", "!!!", "", "A" * 64, "QUJD" * 16):
        params = {
            "timestamp": stamp, "nonce": nonce, "encrypt_type": "aes",
            "signature": sign("sandbox", stamp, nonce),
            "msg_signature": sign("sandbox", stamp, nonce, sealed),
        }  # fmt: skip
        body = f"<xml><Encrypt>{sealed}</Encrypt></xml>"
        answer = requests.post(f"{world.url}/wechat", params=params, data=body, timeout=5)
        assert answer.status_code in (400, 403), answer.text


def test_plain_messages_are_refused_where_they_are_not_wanted(
    make_wechat: Callable[..., WeChatWorld],
) -> None:
    world = make_wechat(channel={"plain": False}).start()
    assert world.deliver(message(OPENID, "一"), encrypted=False).status_code == 403
    assert world.deliver(message(OPENID, "一")).status_code == 200


@pytest.mark.parametrize("name", ["token", "app_id", "app_secret", "aes_key"])
def test_the_sandboxs_values_are_refused_elsewhere(name: str) -> None:
    known = WeChatSettings(sandbox=True)
    with pytest.raises(ValueError, match=name):
        WeChatSettings(**{name: getattr(known, name)})


def test_a_command_is_no_command_in_wechat_either(world: WeChatWorld, fan: FanPhone) -> None:
    fan.writes("/restart")
    fan.hears("答：restart")
    assert world.text_turns() == ["restart"]


def test_personal_numbers_and_openids_go_no_further(world: WeChatWorld, fan: FanPhone) -> None:
    number = "110105199003070037"
    fan.writes(f"我的身份证号是{number}")
    fan.waits(lambda said: bool(said))
    told = str(world.outside.turns)
    assert number not in told and fan.openid not in told
    assert world.outside.turns[-1]["metadata"]["channel"] == "wechat"


def test_a_button_of_another_fan_cannot_be_pressed(world: WeChatWorld, database: sa.Engine) -> None:
    world.outside.script = lambda turn: [
        {"text": "选吧", "actions": [{"label": "删掉方案", "payload": "/delete"}]}
    ]
    mine, other = world.fan("oMine0000001"), world.fan("oOther0000001")
    mine.writes("看看")
    mine.hears("删掉方案")
    other.writes("1")
    other.hears("选吧")
    assert [turn.get("press") for turn in world.outside.turns] == [None, None]
    with database.begin() as connection:
        statement = """UPDATE wechat_fans SET buttons =
            (SELECT buttons FROM wechat_fans WHERE told_conversation = :talk)"""
        connection.execute(sa.text(statement), {"talk": world.outside.turns[0]["sender"]})
    before = len(world.outside.turns)
    other.writes("1")
    other.hears("已经过期")
    assert len(world.outside.turns) == before
