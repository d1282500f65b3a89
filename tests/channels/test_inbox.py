"""The engine falls, is slow or breaks, the edge restarts: nothing is lost, nothing twice."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from channels.wording import say
from tests.channels.world import Client, World, free_port


def bot(lines: list[dict]) -> list[str]:
    return [line["text"] for line in lines if line["role"] == "bot"]


def answered(count: int) -> Callable[[list[dict]], bool]:
    return lambda lines: sum(text.startswith("答：") for text in bot(lines)) >= count


def test_a_dead_engine_is_told_at_once_and_the_answer_follows(world: World, client: Client) -> None:
    world.outside.mode = "down"
    started = time.monotonic()
    answer = client.send(text="贷15万三年").json()
    assert time.monotonic() - started < 1.0
    assert bot(answer["messages"]) == [say("notice"), say("noted")]
    assert answer["pending"] is True
    assert "您说的我都记下了" in say("noted")
    world.outside.mode = "ok"
    lines = client.wait_history(answered(1))
    assert bot(lines) == [say("notice"), say("noted"), say("late"), "答：贷15万三年"]
    time.sleep(0.7)
    assert client.history() == lines
    assert world.text_turns() == ["贷15万三年"]


def test_a_refused_connection_is_told_at_once(make_world: Callable[..., World]) -> None:
    world = make_world().start(engine_url=f"http://127.0.0.1:{free_port()}")
    started = time.monotonic()
    answer = world.customer().send(text="在吗").json()
    assert time.monotonic() - started < 1.0
    assert answer["pending"] is True and answer["messages"][-1]["kind"] == "noted"


def test_messages_during_an_outage_are_all_noted_and_answered_in_order(
    world: World, client: Client
) -> None:
    world.outside.mode = "down"
    assert bot(client.say("一"))[-1] == say("noted")
    assert bot(client.say("二")) == [say("noted_again")]
    assert bot(client.say("三")) == [say("noted_again")]
    world.outside.mode = "ok"
    lines = client.wait_history(answered(3))
    answers = [text for text in bot(lines) if text.startswith("答：")]
    assert answers == ["答：一", "答：二", "答：三"]
    assert world.text_turns() == ["一", "二", "三"]
    assert bot(client.say("四")) == ["答：四"]


def test_a_slow_engine_is_told_after_the_limit_and_asked_once(
    make_world: Callable[..., World],
) -> None:
    world = make_world(answer_seconds=0.4).start()
    client = world.customer()
    world.outside.delay = 1.2
    started = time.monotonic()
    answer = client.send(text="慢慢来", client_message_id="m").json()
    assert 0.35 < time.monotonic() - started < 1.0
    assert bot(answer["messages"])[-1] == say("noted")
    again = client.send(text="慢慢来", client_message_id="m").json()
    assert again["turn_id"] == answer["turn_id"]
    lines = client.wait_history(answered(1))
    assert len(world.outside.turns) == 1
    assert bot(lines).count("答：慢慢来") == 1
    final = client.send(text="慢慢来", client_message_id="m").json()
    assert bot(final["messages"])[-1] == "答：慢慢来" and final["pending"] is False


@pytest.mark.parametrize("at_once", [False, True])
def test_an_edge_restart_loses_nothing(world: World, client: Client, at_once: bool) -> None:
    world.outside.mode = "down"
    client.say("先记下")
    client.say("再记下")
    world.restart(at_once=at_once)
    world.outside.mode = "ok"
    lines = client.wait_history(answered(2))
    answers = [text for text in bot(lines) if text.startswith("答：")]
    assert answers == ["答：先记下", "答：再记下"]
    assert bot(lines).count(say("noted")) == 1
    assert world.text_turns() == ["先记下", "再记下"]


def test_a_turn_under_way_at_a_restart_is_answered_once(world: World, client: Client) -> None:
    world.outside.delay = 1.0
    with ThreadPoolExecutor(1) as pool:
        sending = pool.submit(client.send, text="半路")
        while not world.outside.turns:
            time.sleep(0.01)
        world.restart(at_once=True)
        sending.exception()
    world.outside.delay = 0.0
    lines = client.wait_history(answered(1))
    assert bot(lines).count("答：半路") == 1
    assert {turn["turn_id"] for turn in world.outside.turns} == {lines[0]["turn_id"]}


@pytest.mark.parametrize("mode", ["broken", "garbage"])
def test_a_turn_that_breaks_the_engine_does_not_block_the_talk(
    make_world: Callable[..., World], mode: str
) -> None:
    world = make_world(answer_seconds=20).start()
    client = world.customer()
    world.outside.mode = mode
    assert bot(client.say("坏的"))[-1] == say("failed")
    assert len(world.outside.turns) == 3
    world.outside.mode = "ok"
    assert bot(client.say("好的")) == ["答：好的"]


def test_one_talk_in_trouble_does_not_hold_up_another(
    make_world: Callable[..., World],
) -> None:
    world = make_world(answer_seconds=0.3).start()
    slow, quick = world.customer(), world.customer()
    world.outside.delay = 2.0
    assert slow.send(text="慢").json()["pending"] is True
    world.outside.delay = 0.0
    assert bot(quick.say("快"))[-1] == "答：快"


def test_a_message_is_in_the_inbox_before_the_engine_sees_it(
    world: World, client: Client, clean: sa.Engine
) -> None:
    seen: list[tuple[str, str]] = []

    def script(turn: dict) -> list[dict]:
        with clean.connect() as connection:
            rows = connection.execute(sa.text("SELECT turn_id, status FROM turns")).all()
        seen.extend((row.turn_id, row.status) for row in rows)
        return [{"text": "好"}]

    world.outside.script = script
    answer = client.send(text="先存").json()
    assert seen == [(answer["turn_id"], "pending")]


def test_turns_of_a_vanished_edge_are_taken_over(
    make_world: Callable[..., World], clean: sa.Engine
) -> None:
    world = make_world().start()
    client = world.customer()
    world.outside.mode = "down"
    client.say("留下的")
    with clean.begin() as connection:
        connection.execute(
            sa.text("UPDATE turns SET claimed_by = 'gone', claimed_until = now() - interval '1 s'")
        )
    assert world.edge is not None
    world.edge.stop(at_once=True)
    world.outside.mode = "ok"
    world.start()
    lines = client.wait_history(answered(1))
    assert bot(lines)[-1] == "答：留下的"


def test_health_names_what_is_down(world: World) -> None:
    import requests

    def health() -> tuple[int, list[str]]:
        answer = requests.get(f"{world.url}/health", timeout=5)
        return answer.status_code, answer.json()["down"]

    assert health() == (200, [])
    world.outside.mode = "down"
    assert health() == (503, ["rasa"])
    world.outside.mode, world.outside.backoffice_up = "ok", False
    assert health() == (503, ["backoffice", "actions"])  # one played server for both
