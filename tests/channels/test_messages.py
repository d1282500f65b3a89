"""The message API: one way in, one answer, the talk as it was."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import sqlalchemy as sa

from channels.wording import say
from tests.channels.world import Client, World


def test_a_message_is_answered_after_the_ai_notice(world: World, client: Client) -> None:
    lines = client.say("首付三成怎么算")
    assert [line["text"] for line in lines] == [say("notice"), "答：首付三成怎么算"]
    assert [line["role"] for line in lines] == ["bot", "bot"]
    assert client.say("再问一句")[0]["text"] == "答：再问一句"


def test_the_engine_gets_the_contract(world: World, client: Client) -> None:
    world.outside.date = "2026-12-01"
    answer = client.send(text="你好").json()
    (turn,) = world.outside.turns
    assert turn["sender"] == client.conversation_id
    assert turn["turn_id"] == answer["turn_id"]
    assert turn["text"] == "你好"
    owner = turn["metadata"].pop("owner")
    assert owner["kind"] == "visitor" and owner["id"].startswith("v-")
    assert turn["metadata"] == {"channel": "web", "assurance": "L0", "business_date": "2026-12-01"}


def test_the_business_date_moves_with_the_clock(make_world: Callable[..., World]) -> None:
    world = make_world(clock_seconds=0).start()
    client = world.customer()
    client.say("一")
    world.outside.date = "2026-12-24"
    client.say("二")
    assert world.outside.turns[-1]["metadata"]["business_date"] == "2026-12-24"


def test_the_same_client_message_runs_once_and_answers_the_same(
    world: World, client: Client
) -> None:
    first = client.send(text="存一下", client_message_id="m-1").json()
    again = client.send(text="存一下", client_message_id="m-1").json()
    assert first == again
    assert len(world.outside.turns) == 1
    assert len(client.history()) == 3


def test_the_same_client_message_at_once_runs_once(world: World, client: Client) -> None:
    world.outside.delay = 0.3
    with ThreadPoolExecutor(4) as pool:
        answers = list(
            pool.map(lambda _: client.send(text="存", client_message_id="m").json(), range(4))
        )
    assert all(answer == answers[0] for answer in answers)
    assert len(world.outside.turns) == 1


def test_history_holds_the_whole_talk_in_order(world: World, client: Client) -> None:
    client.say("一", client_message_id="c1")
    client.say("二")
    lines = client.history()
    assert [line["seq"] for line in lines] == [1, 2, 3, 4, 5]
    assert [line["role"] for line in lines] == ["customer", "bot", "bot", "customer", "bot"]
    assert lines[0]["text"] == "一" and lines[0]["client_message_id"] == "c1"
    assert all(line["at"].endswith("+08:00") for line in lines)
    assert client.history(after=3) == lines[3:]
    page = client.get("/api/messages", after=0, limit=2).json()
    assert page["more"] is True and len(page["messages"]) == 2 and page["last_seq"] == 5


def test_messages_of_one_talk_are_worked_on_one_after_the_other(
    world: World, client: Client
) -> None:
    running = 0
    most = 0
    guard = threading.Lock()

    def script(turn: dict) -> list[dict]:
        nonlocal running, most
        with guard:
            running += 1
            most = max(most, running)
        with guard:
            running -= 1
        return [{"text": turn["text"]}]

    world.outside.script, world.outside.delay = script, 0.05
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda n: client.say(f"第{n}句"), range(6)))
    assert most == 1
    customers = [line["text"] for line in client.history() if line["role"] == "customer"]
    assert world.text_turns() == customers
    answers = [x["text"] for x in client.history() if x["role"] == "bot" and "kind" not in x]
    assert answers == customers


def test_two_talks_do_not_wait_for_each_other(world: World) -> None:
    one, two = world.customer(), world.customer()
    world.outside.script = lambda turn: [{"text": turn["text"]}]
    world.outside.delay = 0.4
    with ThreadPoolExecutor(2) as pool:
        slow = pool.submit(one.say, "慢")
        fast = pool.submit(two.say, "快")
        assert slow.result()[-1]["text"] == "慢" and fast.result()[-1]["text"] == "快"
    assert len({turn["sender"] for turn in world.outside.turns}) == 2


def test_a_silent_engine_is_never_silence(world: World, client: Client) -> None:
    world.outside.script = lambda turn: []
    assert client.say("嗯")[-1]["text"] == say("silent")


def test_refusals_are_problems_with_chinese_titles(world: World, client: Client) -> None:
    cases = [
        (client.send(text="  "), 422, "TEXT_EMPTY"),
        (client.send(text="/"), 422, "TEXT_EMPTY"),
        (client.send(text="车" * 1001), 422, "TEXT_TOO_LONG"),
        (client.send(), 422, "TEXT_EMPTY"),
        (client.send(text="a", payload="b"), 422, "MESSAGE_AMBIGUOUS"),
        (client.send(text=5), 422, "INVALID_REQUEST"),
        (client.send(text="a", sender="other"), 422, "INVALID_REQUEST"),
        (client.send(text="a", client_message_id="a b"), 422, "INVALID_REQUEST"),
        (client.get("/api/nothing"), 404, "HTTP_404"),
        (client.send(text="字" * 70_000), 413, "BODY_TOO_LARGE"),
    ]
    for answer, status, code in cases:
        assert answer.status_code == status, answer.text
        assert answer.headers["content-type"].startswith("application/problem+json")
        problem = answer.json()
        assert problem["code"] == code and problem["status"] == status
        assert any("一" <= character <= "鿿" for character in problem["title"])
    assert world.outside.turns == []


def test_a_thousand_characters_pass_and_controls_are_gone(world: World, client: Client) -> None:
    client.say("车" * 1000)
    client.say("价\x00格\x07 \u202e多\u200b少\r\n吗")
    assert world.text_turns() == ["车" * 1000, "价格 多少\n吗"]


def test_lone_surrogates_are_taken_out(world: World, client: Client) -> None:
    answer = client.http.post(
        f"{world.url}/api/messages",
        data=b'{"text": "\\ud800\\ud800/restart \\udfff\\u597d"}',
        headers={"Content-Type": "application/json"},
        timeout=5,
    )
    assert answer.status_code == 200
    assert world.text_turns() == ["restart 好"]


def test_nobody_speaks_without_a_session(world: World, client: Client) -> None:
    client.say("一")
    for header in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic x"}):
        client.http.headers.clear()
        client.http.headers.update(header)
        for answer in (client.send(text="嗨"), client.get("/api/messages"), client.get("/api/me")):
            assert answer.status_code == 401
            assert answer.json()["code"] == "SESSION_REQUIRED"


def test_a_session_reads_its_own_talk_only(world: World) -> None:
    one, two = world.customer(), world.customer()
    one.say("只有我知道")
    assert two.history() == []
    assert one.conversation_id != two.conversation_id


def test_tokens_are_stored_hashed(client: Client, clean: sa.Engine) -> None:
    assert len(client.token) >= 43
    with clean.connect() as connection:
        stored = connection.execute(sa.text("SELECT token_hash FROM sessions")).scalars().all()
    assert all(client.token.encode() not in bytes(value) for value in stored)


def test_pace_is_limited_and_says_when_to_try_again(make_world: Callable[..., World]) -> None:
    world = make_world(session_rate=0.5, session_burst=3).start()
    client = world.customer()
    answers = [client.send(text="快") for _ in range(5)]
    assert [a.status_code for a in answers] == [200, 200, 200, 429, 429]
    assert answers[-1].json()["code"] == "TOO_MANY_REQUESTS"
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 4


def test_an_address_is_limited_too(make_world: Callable[..., World]) -> None:
    world = make_world(address_rate=0.5, address_burst=4).start()
    clients = [world.customer() for _ in range(3)]
    answers = [client.send(text="快") for client in clients]
    assert [a.status_code for a in answers] == [200, 429, 429]
    assert answers[-1].headers["Retry-After"]


def test_sixteen_customers_on_one_address_pass(world: World) -> None:
    clients = [world.customer() for _ in range(16)]
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda c: [c.say(f"{n}") for n in range(6)], clients))
    assert len(answers) == 16 and len(world.outside.turns) == 96
