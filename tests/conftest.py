"""Fixtures every test may use."""

from collections.abc import Iterator

import pytest

from tests.running import Running, running


@pytest.fixture(scope="session")
def stack() -> Iterator[Running]:
    """Everything running, once for the whole session."""
    with running() as started:
        yield started
