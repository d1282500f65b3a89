"""Turns reach the events database whole, once, in order, whatever happens to it meanwhile."""

import asyncio
import json
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from bot.runtime.event_publisher import SCHEMA, Turn, TurnPublisher, turn_of
from bot.runtime.postgres import Database, DatabaseUnavailable

USER = {
    "event": "user",
    "text": "利率多少",
    "timestamp": 1_763_712_000.25,
    "message_id": "t-1",
    "parse_data": {"intent": {"name": "ask_rate", "confidence": 0.75}},
}
BOT = {"event": "bot", "text": "3.6%", "timestamp": 1_763_712_000.5}


def a_turn(number: int, sender: str = "s") -> Turn:
    """A turn that differs from others by its number."""
    return Turn(sender, f"t-{number}", 1_763_712_000.0 + number, "ask_rate", 0.9, "[]")


@pytest.fixture
def new_publisher(database: Any) -> Iterator[Callable[..., TurnPublisher]]:
    """Make publishers on the test's database, closed afterwards."""
    made: list[TurnPublisher] = []

    def make(**given: Any) -> TurnPublisher:
        made.append(TurnPublisher(database.url, **given))
        return made[-1]

    yield make
    database.come_back()
    for publisher in made:
        asyncio.run(publisher.close())


@pytest.fixture
def schema(database: Any) -> None:
    """The table stands before the publisher first writes."""
    tables = Database(database.url, SCHEMA)
    tables.execute("SELECT 1")
    tables.close()


def wait_until(condition: Callable[[], bool], seconds: float = 15) -> None:
    """Wait for the thread in the background."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.02)


def test_turn_becomes_one_row_with_what_was_understood(
    new_publisher: Any, database: Any, schema: None
) -> None:
    events = [USER, BOT]
    new_publisher().publish_turn(turn_of("s", events, [json.dumps(event) for event in events]))
    at = "extract(epoch FROM at)::float8"
    sql = f"SELECT sender, turn_id, {at}, intent, confidence, events FROM turns"
    wait_until(lambda: len(database.rows(sql)) == 1)
    assert database.rows(sql) == [("s", "t-1", 1_763_712_000.25, "ask_rate", 0.75, events)]


def test_nothing_is_lost_in_an_outage_and_the_order_stays(
    new_publisher: Any, database: Any, schema: None
) -> None:
    database.go_down()
    publisher = new_publisher()
    for number in range(120):
        publisher.publish_turn(a_turn(number))
    time.sleep(1)
    assert publisher.waiting() == 120
    database.come_back()
    wait_until(lambda: publisher.waiting() == 0)
    found = [row[0] for row in database.rows("SELECT turn_id FROM turns ORDER BY id")]
    assert found == [f"t-{number}" for number in range(120)]
    assert publisher.given_up == 0


def test_turn_sent_twice_stands_once(new_publisher: Any, database: Any, schema: None) -> None:
    publisher = new_publisher()
    publisher.publish_turn(a_turn(1))
    publisher.publish_turn(a_turn(1))
    wait_until(lambda: publisher.waiting() == 0)
    assert database.rows("SELECT count(*) FROM turns") == [(1,)]


def test_turn_the_database_refuses_does_not_hold_back_the_others(
    new_publisher: Any, database: Any, schema: None
) -> None:
    publisher = new_publisher()
    bad = Turn("s", "bad", 1.0, None, None, '[{"text": "\\u0000"}]')
    for turn in (a_turn(1), bad, a_turn(2)):
        publisher.publish_turn(turn)
    wait_until(lambda: publisher.waiting() == 0)
    assert database.rows("SELECT turn_id FROM turns ORDER BY id") == [("t-1",), ("t-2",)]
    assert publisher.given_up == 1


def test_full_queue_gives_up_the_oldest_and_says_so(
    new_publisher: Any, database: Any, schema: None, caplog: pytest.LogCaptureFixture
) -> None:
    database.go_down()
    publisher = new_publisher(capacity=3)
    for number in range(5):
        publisher.publish_turn(a_turn(number))
    assert (publisher.waiting(), publisher.given_up) == (3, 2)
    assert "given_up: 2" in caplog.text
    database.come_back()
    wait_until(lambda: publisher.waiting() == 0)
    found = database.rows("SELECT turn_id FROM turns ORDER BY id")
    assert found == [("t-2",), ("t-3",), ("t-4",)]


def test_deletion_erases_stored_and_waiting_turns(
    new_publisher: Any, database: Any, schema: None
) -> None:
    publisher = new_publisher()
    publisher.publish_turn(a_turn(1))
    publisher.publish_turn(a_turn(1, sender="other"))
    wait_until(lambda: publisher.waiting() == 0)
    database.go_down()
    publisher.publish_turn(a_turn(2))
    with pytest.raises(DatabaseUnavailable):
        asyncio.run(publisher.delete("s"))
    assert publisher.waiting() == 0
    database.come_back()
    asyncio.run(publisher.delete("s"))
    assert database.rows("SELECT sender FROM turns") == [("other",)]


def test_closing_sends_what_is_waiting(database: Any, schema: None) -> None:
    publisher = TurnPublisher(database.url)
    for number in range(200):
        publisher.publish_turn(a_turn(number))
    asyncio.run(publisher.close())
    assert database.rows("SELECT count(*) FROM turns") == [(200,)]


def test_single_event_may_be_published_too(new_publisher: Any, database: Any, schema: None) -> None:
    new_publisher().publish({"sender_id": "s", **USER})
    wait_until(lambda: database.rows("SELECT turn_id FROM turns") == [("t-1",)])
