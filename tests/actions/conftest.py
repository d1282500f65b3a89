"""A talk with the fake back office in place."""

from collections.abc import Iterator

import pytest

from actions.shared import catalogue, office
from tests.actions.fakes import FakeBackOffice
from tests.actions.talk import Talk

CUSTOMER = {"owner": {"kind": "customer", "id": "U1"}, "assurance": "L1", "channel": "web"}
PLAN = {"amount:price": 219800, "ratio:down_payment": 30, "term": 36}


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeBackOffice]:
    """The fake back office, called by every action."""
    fake = FakeBackOffice()
    monkeypatch.setattr(office, "backoffice", lambda: fake)
    catalogue.forget()
    yield fake
    catalogue.forget()


@pytest.fixture
def talk(desk: FakeBackOffice) -> Talk:
    """A talk that begins."""
    return Talk()


@pytest.fixture
def known(talk: Talk) -> Talk:
    """A talk with a customer who is logged in."""
    talk.metadata = CUSTOMER
    return talk


@pytest.fixture
def confirming(known: Talk) -> Talk:
    """A customer with a plan on the table, before the confirm card of his application."""
    known.say("calculate_payment", "算一下", said=dict(PLAN))
    known.say("apply_loan", "我要申请")
    return known
