"""What a turn costs in statements and bytes must not depend on how long the talk has been."""

import asyncio
import json
from typing import Any

from bot.runtime.tracker_store import MOST_EVENTS, PostgresTrackerStore
from tests.bot.runtime.conversing import take, talk, turn


class Counted:
    """Counts the statements of a store and the bytes they carry to and fro."""

    def __init__(self, store: PostgresTrackerStore) -> None:
        """Stand between the store and its database."""
        self.statements = self.sent = self.received = 0
        database = store._log._database
        run = database.run

        async def counted(sql: str, values: Any = ()) -> Any:
            rows = await run(sql, values)
            self.statements += 1
            self.sent += len(json.dumps(values, default=str))
            self.received += len(json.dumps(rows, default=str))
            return rows

        database.run = counted

    def since(self) -> tuple[int, int, int]:
        """Statements, bytes sent and bytes received since the last call."""
        counted = (self.statements, self.sent, self.received)
        self.statements = self.sent = self.received = 0
        return counted


def test_turn_costs_the_same_at_ten_and_a_thousand_events(new_store: Any, sender: str) -> None:
    async def scenario() -> None:
        store = new_store()
        count, done = Counted(store), 0
        costs: dict[int, list[tuple[int, int, int]]] = {}
        for events in (10, 100, 1_000, 3_000):
            await talk(store, sender, events // 5 - done)
            done = events // 5
            count.since()
            costs[events] = []
            for number in range(12):  # long enough to see a checkpoint being written
                await take(store, sender, turn(10_000 + number))
                costs[events].append(count.since())
                assert len(store.kept(sender).events) <= MOST_EVENTS + 10
            done += 12
        for measured in costs.values():
            assert {statements for statements, _, _ in measured} == {2}
        assert max(sent for _, sent, _ in costs[3_000]) < 1.1 * max(s for _, s, _ in costs[100])
        assert max(got for _, _, got in costs[3_000]) < 100

    asyncio.run(scenario())


def test_cold_load_reads_the_same_at_a_hundred_and_three_thousand_events(
    new_store: Any, sender: str
) -> None:
    async def scenario() -> None:
        loads = []
        for turns in (20, 580):
            await talk(new_store(), sender, turns)
            cold = new_store()
            count = Counted(cold)
            await cold.retrieve(sender)
            loads.append(count.since())
        (few, _, small), (many, _, large) = loads
        assert few == many == 1
        assert large < 3 * small  # between two checkpoints it grows and shrinks, with no trend
        assert large < 40_000

    asyncio.run(scenario())
