"""Contracts ready to be signed: made once, copied for each test that changes them."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from foundation.database import Server
from tests.backoffice.conftest import _copy as copy_of
from tests.backoffice.conftest import _execute as execute
from tests.backoffice.conftest import make_settings, running_client
from tests.backoffice.signing.signers import Signers, to_contract

THREE = (("co_borrower", "second"), ("guarantor", "third"))
APPROVED, MADE, SIGNED = "approved", "contracted", "signed"


@dataclass(frozen=True)
class Stored:
    """A database with one application, and how to go on with it."""

    room: str
    number: str
    customer_id: str


def _copied(server: Server, source: str, room: str) -> None:
    names = server.database(room), server.database(source)
    execute(server, "CREATE DATABASE {} TEMPLATE {}", *names)


def _dropped(server: Server, room: str) -> None:
    execute(server, "DROP DATABASE IF EXISTS {} WITH (FORCE)", server.database(room))


@pytest.fixture(scope="session")
def decided(database_server: Server, seeded: str) -> Iterator[Stored]:
    """An application of one person at APPROVED."""
    with copy_of(database_server, APPROVED) as url:
        with running_client(make_settings(url)) as client:
            way = Signers(client)
            way.to_approved()
            assert way.state == "APPROVED"
        yield Stored(APPROVED, way.number, way.customer_id)


@pytest.fixture
def approved(database_server: Server, decided: Stored) -> Iterator[Signers]:
    """The approved application, for one test alone."""
    room = f"approved_{uuid.uuid4().hex[:8]}"
    _copied(database_server, decided.room, room)
    with running_client(make_settings(database_server.url(room))) as client:
        yield Signers(client, number=decided.number, customer_id=decided.customer_id)
    _dropped(database_server, room)


@pytest.fixture(scope="session")
def contracted(database_server: Server, seeded: str) -> Iterator[Stored]:
    """An application of three people at CONTRACT_GENERATED; all confirmed the cost sheet."""
    with copy_of(database_server, MADE) as url:
        with running_client(make_settings(url)) as client:
            way = to_contract(client, *THREE)
            way.confirm_sheet("co_borrower")
            way.confirm_sheet("guarantor")
        yield Stored(MADE, way.number, way.customer_id)


@pytest.fixture(scope="session")
def signed(database_server: Server, contracted: Stored) -> Iterator[Signers]:
    """The same, signed by all three and sealed, for tests that only look."""
    _copied(database_server, contracted.room, SIGNED)
    with running_client(make_settings(database_server.url(SIGNED))) as client:
        way = Signers(client, number=contracted.number, customer_id=contracted.customer_id)
        for role in ("guarantor", "borrower", "co_borrower"):
            way.sign(role)
        yield way
    _dropped(database_server, SIGNED)


@pytest.fixture
def contract_url(database_server: Server, contracted: Stored) -> Iterator[str]:
    """Address of a copy of the database with the contract, for one test alone."""
    room = f"way_{uuid.uuid4().hex[:8]}"
    _copied(database_server, contracted.room, room)
    yield database_server.url(room)
    _dropped(database_server, room)


@pytest.fixture
def way(contract_url: str, contracted: Stored) -> Iterator[Signers]:
    """The three people before their contract, for one test alone."""
    with running_client(make_settings(contract_url)) as client:
        yield Signers(client, number=contracted.number, customer_id=contracted.customer_id)
