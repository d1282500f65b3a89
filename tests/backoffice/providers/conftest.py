"""The implementations that have to keep the ports' contract."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from backoffice.clock.service import Clock
from backoffice.database import Database
from backoffice.providers.assembly import Providers, sandbox_providers
from backoffice.providers.models import SandboxAnswer, SandboxCheck, SandboxSellerEvent
from backoffice.providers.sandbox.outside import Outside
from foundation.database import Server
from tests.backoffice.conftest import _copy as copy_of
from tests.backoffice.providers.harness import NOW, Harness

PATIENCE = 0.05


class SandboxHarness:
    """The sandbox: told what to do by rows of its tables; it counts how long it waited."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.waited: list[float] = []
        clock = Clock(database, sandbox=True)
        outside = Outside(
            database, clock, sandbox=True, patience=PATIENCE, sleep=self.waited.append
        )
        self.providers: Providers = sandbox_providers(outside, "http://127.0.0.1:8000")
        with database.transaction() as session:
            session.add(
                SandboxSellerEvent(
                    application_no="A2026110021", kind="down_payment_received", facts={}, at=NOW
                )
            )

    def arrange(self, port: str, manner: str, reason: str | None = None) -> None:
        with self.database.transaction() as session:
            session.merge(SandboxAnswer(port=port, subject="*", answer=manner, reason=reason))


@pytest.fixture(scope="session")
def played_database(database_server: Server, seeded: str) -> Iterator[Database]:
    """A copy that only the tests of providers change."""
    with copy_of(database_server, "played") as url:
        database = Database(url)
        yield database
        database.close()


@pytest.fixture
def sandbox(played_database: Database) -> SandboxHarness:
    """The sandbox, told nothing yet."""
    with played_database.transaction() as session:
        for table in (SandboxAnswer, SandboxCheck, SandboxSellerEvent):
            session.execute(sa.delete(table))
    return SandboxHarness(played_database)


HARNESSES = ["sandbox"]


@pytest.fixture(params=HARNESSES)
def harness(request: pytest.FixtureRequest) -> Harness:
    """Each implementation in turn."""
    found: Harness = request.getfixturevalue(request.param)
    return found
