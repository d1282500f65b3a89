"""An edge with a WeChat beside it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import sqlalchemy as sa

from tests.wechat.playing import FanPhone, WeChatWorld


@pytest.fixture
def make_wechat(clean: sa.Engine, database_url: str) -> Iterator[Callable[..., WeChatWorld]]:
    """Makes worlds with switches of their own; not started yet."""
    made: list[WeChatWorld] = []

    def make(**switches: Any) -> WeChatWorld:
        made.append(WeChatWorld(database_url, **switches))
        return made[-1]

    yield make
    for world in made:
        world.stop()


@pytest.fixture
def world(make_wechat: Callable[..., WeChatWorld]) -> WeChatWorld:
    """A world with a running edge and a played WeChat."""
    return make_wechat().start()


@pytest.fixture
def fan(world: WeChatWorld) -> FanPhone:
    """A fan who follows the account."""
    return world.fan()
