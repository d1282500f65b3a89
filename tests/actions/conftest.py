"""A talk with the fake back office in place."""

from collections.abc import Iterator

import pytest

from actions.shared import catalogue, office
from tests.actions.fakes import FakeBackOffice
from tests.actions.talk import Talk


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
