"""The real back office behind an edge: seeded, over HTTP, what it says handed to the edge."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests
import sqlalchemy as sa
from fastapi import FastAPI

from backoffice.app import create_app
from backoffice.database import Database
from backoffice.deliveries.models import Delivery
from backoffice.deliveries.work import message
from backoffice.migrate import migrate
from backoffice.seed import seed
from foundation.database import start_embedded
from foundation.settings import Settings
from tests.channels.world import Client, Served, World, free_port

Json = dict[str, Any]
FAR = "2036-01-01T00:00:00+00:00"


@dataclass
class Office:
    """The back office, and questions to it as one of its own services."""

    url: str
    database_url: str
    app: FastAPI

    def ask(self, method: str, path: str, who: str = "system", **options: Any) -> Json:
        headers = {
            "Authorization": "Bearer sandbox", "Chedai-Actor": who, "Chedai-Level": "L3",
            "Chedai-Channel": "web", "Idempotency-Key": f"test-{path}-{who}",
        }  # fmt: skip
        answer = requests.request(method, self.url + path, headers=headers, timeout=30, **options)
        assert answer.ok, (path, answer.status_code, answer.text)
        found: Json = answer.json()
        return found

    def say_all(self, world: World) -> None:
        """Hand the edge what waits in the outbox, as the worker does."""
        with self.app.state.office.database.transaction() as session:
            for delivery in session.scalars(sa.select(Delivery)):
                body = message(session, delivery)
                headers = {"Authorization": "Bearer sandbox"}
                url = f"{world.url}/internal/deliveries"
                answer = requests.post(url, json=body, headers=headers, timeout=10)
                assert answer.ok, (body["kind"], answer.text)

    def change(self, statement: str) -> None:
        engine = sa.create_engine(self.database_url)
        with engine.begin() as connection:
            connection.execute(sa.text(statement))
        engine.dispose()

    def rows(self, statement: str, **values: Any) -> list[tuple[Any, ...]]:
        engine = sa.create_engine(self.database_url)
        try:
            with engine.connect() as connection:
                return [tuple(row) for row in connection.execute(sa.text(statement), values)]
        finally:
            engine.dispose()


@contextmanager
def real_world(
    edge_database: str, folder: Path, files: Path, **switches: Any
) -> Iterator[tuple[World, Office]]:
    """An edge before the real, seeded back office."""
    server = start_embedded(folder, prefix="officetest")
    server.create_databases()
    url = server.url("backoffice")
    migrate(url)
    database = Database(url)
    seed(database)
    database.close()
    world = World(edge_database, codes_per_phone=1000, **switches)
    world.edge_port = free_port()
    edge_url = f"http://127.0.0.1:{world.edge_port}"
    given = Settings(
        backoffice_database_url=url, log_level="WARNING", work="inline", public_url=edge_url,
        EDGE_URL=edge_url, files_folder=files,
    )  # fmt: skip
    app = create_app(given)
    office = Served(app).start()
    world.start(office_url=office.url)
    yield world, Office(office.url, url, app)
    world.stop()
    office.stop()


def signed_in(world: World, phone: str) -> Client:
    """A customer who is signed in."""
    client = world.customer()
    answer = client.sign_in(phone)
    assert answer.status_code == 200, answer.text
    return client


def lifted(world: World, client: Client) -> Client:
    """The same session, known as surely as can be: only whose things they are protects them."""
    engine = sa.create_engine(world.database_url)
    with engine.begin() as connection:
        for table in ("sessions", "link_sessions"):
            connection.execute(
                sa.text(
                    f"UPDATE {table} SET l2_until = :far, l3_until = :far"
                    " WHERE token_hash = sha256(convert_to(:token, 'UTF8'))"
                ),
                {"far": FAR, "token": client.token},
            )
        connection.execute(
            sa.text(
                "UPDATE link_sessions SET l1_until = :far"
                " WHERE token_hash = sha256(convert_to(:token, 'UTF8'))"
            ),
            {"far": FAR, "token": client.token},
        )
    engine.dispose()
    return client


def through_link(world: World, office: Office, borrower: Client, party_id: str) -> Client:
    """Who opened the link that the borrower had sent to a party."""
    made = borrower.post(f"/api/parties/{party_id}/link")
    assert made.status_code == 200, made.text
    office.say_all(world)
    guest = world.customer()
    token = made.json()["url"].partition("#")[2]
    opened = guest.post("/api/links/open", token=token)
    assert opened.status_code == 200, opened.text
    guest.use(opened.json()["token"], "")
    return guest
