"""The tracker store on a real PostgreSQL: restarts, replicas, failures, length, deletion."""

import asyncio
from typing import Any

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.runtime.conversation_log import ConversationMoved
from bot.runtime.postgres import DatabaseUnavailable
from bot.runtime.tracker_store import PostgresTrackerStore
from tests.bot.runtime.conversing import DOMAIN, take, talk, turn


def state(tracker: DialogueStateTracker) -> dict[str, Any]:
    """What a tracker knows, apart from its list of events."""
    known = tracker.current_state()
    known["active_loop"] = tracker.active_loop_name
    return {name: value for name, value in known.items() if name != "latest_event_time"}


def test_slots_loop_and_question_survive_a_restart(new_store: Any, sender: str) -> None:
    form = [
        ActionExecuted("loan_form"),
        ActiveLoop("loan_form"),
        SlotSet("parked", [{"form": "other_form", "slots": {"a": "1.00"}}]),
        SlotSet("requested_slot", "loan_amount"),
    ]

    async def scenario() -> None:
        before = await take(new_store(), sender, turn(1, *form))
        after = await new_store().retrieve(sender)
        assert state(after) == state(before)
        assert after.active_loop_name == "loan_form"
        assert after.get_slot("requested_slot") == "loan_amount"
        assert after.get_slot("parked") == [{"form": "other_form", "slots": {"a": "1.00"}}]
        assert after.latest_message.message_id == "t1"

    asyncio.run(scenario())


@pytest.mark.parametrize("turns", [3, 20, 200])
def test_live_and_reloaded_tracker_know_the_same(new_store: Any, sender: str, turns: int) -> None:
    async def scenario() -> None:
        store = new_store()
        await take(
            store, sender, turn(0, SlotSet("loan_amount", "15.00"), SlotSet("parked", ["x"]))
        )
        await talk(store, sender, turns)
        live, cold = store.kept(sender), await new_store().retrieve(sender)
        assert state(cold) == state(live)
        assert cold.get_slot("loan_amount") == "15.00"
        assert cold.get_slot("asked") == turns - 1
        assert [e.as_dict() for e in cold.events] == [e.as_dict() for e in live.events]
        # what Rasa copies for every action must know the same too
        assert state(cold.copy()) == state(cold)

    asyncio.run(scenario())


def test_full_tracker_and_export_hold_every_event(new_store: Any, sender: str) -> None:
    async def scenario() -> None:
        store = new_store()
        await talk(store, sender, 100)
        full = await store.retrieve_full_tracker(sender)
        exported = await store.export(sender)
        assert len(full.events) == len(exported) == 3 + 100 * 5
        said = [event["text"] for event in exported if event["event"] == "user"]
        assert said == [f"第{number}句" for number in range(100)]
        assert not any("checkpoint" in event.get("metadata", {}) for event in exported)
        assert state(full) == state(store.kept(sender))

    asyncio.run(scenario())


def test_replicas_take_turns_on_one_conversation(new_store: Any, sender: str) -> None:
    async def scenario() -> None:
        replicas = [new_store(), new_store(), new_store()]
        for number in range(60):
            tracker = await take(
                replicas[number % 3], sender, turn(number, SlotSet("asked", float(number)))
            )
            assert tracker.get_slot("asked") == number
        exported = await replicas[0].export(sender)
        said = [event["text"] for event in exported if event["event"] == "user"]
        assert said == [f"第{number}句" for number in range(60)]

    asyncio.run(scenario())


def test_second_of_two_writers_is_refused_and_stores_nothing(new_store: Any, sender: str) -> None:
    async def scenario() -> None:
        one, other = new_store(), new_store()
        await take(one, sender, turn(1))
        mine, theirs = await one.retrieve(sender), await other.retrieve(sender)
        mine.update_with_events(turn(2), DOMAIN)
        theirs.update_with_events(turn(3), DOMAIN)
        await one.save(mine)
        with pytest.raises(ConversationMoved):
            await other.save(theirs)
        said = [event["text"] for event in await one.export(sender) if event["event"] == "user"]
        assert said == ["第1句", "第2句"]

    asyncio.run(scenario())


def test_turn_that_fails_halfway_leaves_no_trace(new_store: Any, sender: str) -> None:
    async def scenario() -> None:
        store = new_store()
        await take(store, sender, turn(1))
        broken = await store.retrieve(sender)
        broken.update_with_events([SlotSet("loan_amount", "never")], DOMAIN)  # and no save
        again = await store.retrieve(sender)
        assert again.get_slot("loan_amount") is None
        assert again.latest_message.text == "第1句"

    asyncio.run(scenario())


def test_outage_is_told_and_over_once_the_database_is_back(
    new_store: Any, database: Any, sender: str
) -> None:
    async def scenario() -> None:
        store = new_store()
        await take(store, sender, turn(1))
        tracker = await store.retrieve(sender)
        database.go_down()
        tracker.update_with_events(turn(2), DOMAIN)
        with pytest.raises(DatabaseUnavailable):
            await store.save(tracker)
        with pytest.raises(DatabaseUnavailable):
            await store.retrieve(sender)
        with pytest.raises(DatabaseUnavailable):
            await store.ping()
        database.come_back()
        await take(store, sender, turn(2))
        said = [event["text"] for event in await store.export(sender) if event["event"] == "user"]
        assert said == ["第1句", "第2句"]

    asyncio.run(scenario())


def test_restart_of_the_database_between_turns_goes_unnoticed(
    new_store: Any, database: Any, sender: str
) -> None:
    async def scenario() -> None:
        store = new_store()
        await take(store, sender, turn(1))
        database.cut()
        await take(store, sender, turn(2))
        found = [event["event"] for event in await store.export(sender)]
        assert len(found) == 3 + 2 * 4, found

    asyncio.run(scenario())


def test_deleted_conversation_is_gone_and_may_begin_again(new_store: Any, sender: str) -> None:
    async def scenario() -> None:
        store, other = new_store(), new_store()
        await take(store, sender, turn(1, SlotSet("loan_amount", "15.00")))
        await other.latest(sender)
        assert await store.delete(sender) is True
        assert await store.delete(sender) is False
        assert await store.export(sender) == []
        assert await store.exists(sender) is False
        assert await other.retrieve(sender) is None
        fresh = await take(other, sender, turn(1))
        assert fresh.get_slot("loan_amount") is None
        assert list(await store.keys()) == [sender]

    asyncio.run(scenario())


def test_deletion_during_a_turn_wins(new_store: Any, database: Any, sender: str) -> None:
    async def scenario() -> None:
        store = new_store()
        await take(store, sender, turn(1))
        tracker = await store.retrieve(sender)
        await new_store().delete(sender)
        tracker.update_with_events(turn(2), DOMAIN)
        with pytest.raises(ConversationMoved):
            await store.save(tracker)
        assert database.rows("SELECT count(*) FROM events") == [(0,)]

    asyncio.run(scenario())


def test_text_of_any_kind_comes_back_unchanged(new_store: Any, sender: str) -> None:
    odd = "零\u0000字节 😀 ⅷ「'\"\\%s'; DROP TABLE events; --"

    async def scenario() -> None:
        said = [UserUttered(odd, {"name": "inform"}, []), ActionExecuted("action_listen")]
        await take(new_store(), sender, said)
        assert (await new_store().retrieve(sender)).latest_message.text == odd

    asyncio.run(scenario())


def test_slot_that_left_the_domain_does_not_disturb(
    new_store: Any, database: Any, sender: str, caplog: pytest.LogCaptureFixture
) -> None:
    smaller = Domain.from_dict({"intents": ["inform"], "actions": ["action_rate"]})

    async def scenario() -> None:
        store = new_store()
        await take(store, sender, turn(0, SlotSet("loan_amount", "15.00")))
        for number in range(40):
            await take(store, sender, turn(number))
        later = PostgresTrackerStore(smaller, database.url)
        tracker = await later.retrieve(sender)
        assert "loan_amount" not in tracker.slots
        later.close()

    asyncio.run(scenario())
    assert "non existent slot" not in caplog.text
