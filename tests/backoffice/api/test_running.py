"""Health, clock, access, validity periods, what is remembered and when it is forgotten."""

import time
from typing import Any

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from backoffice.app import create_app
from backoffice.catalogue.models import ProductRate
from backoffice.database import Base, Database
from backoffice.invalidation import announce
from backoffice.migrate import migrate
from backoffice.seed import seed
from tests.backoffice.conftest import make_settings, running_client

V1 = {"product_key": "AXD", "term_months": 36, "loan_amount": 150000}


def rate_now(client: TestClient) -> str:
    answer = client.post("/quotes", json=V1).json()
    return str(answer["quote"]["annual_rate_pct"])


def test_health_tells_the_first_business_date(client: TestClient) -> None:
    answer = client.get("/health", headers={"Authorization": ""})
    assert answer.status_code == 200
    assert answer.json() == {"status": "up", "business_date": "2026-11-21", "down": []}


def test_health_is_down_without_migrations(empty_database: str) -> None:
    with running_client(make_settings(empty_database)) as client:
        answer = client.get("/health")
        assert (answer.status_code, answer.json()["down"]) == (503, ["migrations"])


def test_health_is_down_without_a_seed(empty_database: str) -> None:
    migrate(empty_database)
    with running_client(make_settings(empty_database)) as client:
        answer = client.get("/health")
        assert (answer.status_code, answer.json()["down"]) == (503, ["clock"])


def test_health_is_down_without_a_database() -> None:
    nowhere = "postgresql+psycopg://nobody@127.0.0.1:1/none?connect_timeout=1"
    with TestClient(create_app(make_settings(nowhere))) as client:
        answer = client.get("/health")
        assert (answer.status_code, answer.json()["down"]) == (503, ["database"])


def test_every_door_but_health_needs_the_token(client: TestClient) -> None:
    app = client.app
    paths = app.openapi()["paths"]  # type: ignore[attr-defined]
    assert len(paths) > 20
    for path, methods in paths.items():
        for method in methods:
            for token in ("", "Bearer wrong", "Basic sandbox"):
                answer = client.request(
                    method, path.replace("{", "").replace("}", ""), headers={"Authorization": token}
                )
                if path == "/health":
                    assert answer.status_code == 200
                else:
                    assert (answer.status_code, answer.json()["code"]) == (401, "UNAUTHENTICATED")


def test_the_clock_moves_only_forward(own: TestClient) -> None:
    assert own.get("/clock").json()["business_date"] == "2026-11-21"
    moved = own.post("/sandbox/clock", json={"business_date": "2026-12-01"})
    assert moved.json()["business_date"] == "2026-12-01"
    assert moved.json()["now"].startswith("2026-12-01T")
    assert own.get("/clock").json()["business_date"] == "2026-12-01"
    back = own.post("/sandbox/clock", json={"business_date": "2026-11-30"})
    assert (back.status_code, back.json()["code"]) == (409, "CLOCK_BACKWARDS")
    assert own.get("/health").json()["business_date"] == "2026-12-01"


def test_the_clock_stands_firm_outside_the_sandbox(copied_database: str) -> None:
    secrets = {
        "backoffice_token": "a", "rasa_token": "b", "rasa_channel_secret": "c",
        "edge_signing_key": "d", "vault_key": "e", "papers_key": "f",
    }  # fmt: skip
    settings = make_settings(copied_database, sandbox=False, **secrets)
    with TestClient(create_app(settings), headers={"Authorization": "Bearer a"}) as client:
        answer = client.post("/sandbox/clock", json={"business_date": "2030-01-01"})
        assert (answer.status_code, answer.json()["code"]) == (403, "SANDBOX_ONLY")


def test_a_rate_changes_on_its_day(own: TestClient, copied_database: str) -> None:
    database = Database(copied_database)
    axd36 = sa.and_(ProductRate.product_key == "AXD", ProductRate.term_months == 36)
    with database.transaction() as session:
        session.execute(sa.update(ProductRate).where(axd36).values(valid_to="2026-11-30"))
        session.add(
            ProductRate(
                product_key="AXD",
                term_months=36,
                annual_rate_pct="4.59",
                valid_from=sa.func.date("2026-12-01"),
            )
        )
        announce(session, "catalogue")
    database.close()
    assert rate_now(own) == "4.99"
    own.post("/sandbox/clock", json={"business_date": "2026-11-30"})
    assert rate_now(own) == "4.99"
    own.post("/sandbox/clock", json={"business_date": "2026-12-01"})
    assert rate_now(own) == "4.59"


def test_purchase_tax_follows_the_law_of_the_day(own: TestClient) -> None:
    def tax() -> str:
        body = {"trim_key": "tinglan-600"}
        return str(own.post("/estimates/on-the-road", json=body).json()["purchase_tax"])

    assert tax() == "9725.67"
    own.post("/sandbox/clock", json={"business_date": "2028-01-01"})
    assert tax() == "19451.33"


def test_a_quote_costs_no_query_but_its_own_storing(own: TestClient) -> None:
    rate_now(own)
    engine = own.app.state.office.database.engine  # type: ignore[attr-defined]
    statements: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        statements.append(statement)

    sa.event.listen(engine, "before_cursor_execute", note)
    rate_now(own)
    advice = own.post("/recommendations", json={"price": 200000})
    assert advice.status_code == 200
    assert [statement.split()[0] for statement in statements] == ["INSERT"] * 3


def test_a_change_elsewhere_is_heard(own: TestClient, copied_database: str) -> None:
    assert rate_now(own) == "4.99"
    elsewhere = Database(copied_database)
    with elsewhere.transaction() as session:
        axd36 = sa.and_(ProductRate.product_key == "AXD", ProductRate.term_months == 36)
        session.execute(sa.update(ProductRate).where(axd36).values(annual_rate_pct="4.79"))
        announce(session, "catalogue")
    elsewhere.close()
    for _ in range(200):
        if rate_now(own) == "4.79":
            break
        time.sleep(0.05)
    assert rate_now(own) == "4.79"


def test_contradicting_rows_are_not_served(copied_database: str) -> None:
    database = Database(copied_database)
    with database.transaction() as session:
        session.add(
            ProductRate(
                product_key="AXD",
                term_months=36,
                annual_rate_pct="1.00",
                valid_from=sa.func.date("2026-01-01"),
            )
        )
    database.close()
    app = create_app(make_settings(copied_database))
    with TestClient(
        app, headers={"Authorization": "Bearer sandbox"}, raise_server_exceptions=False
    ) as client:
        assert client.post("/quotes", json=V1).status_code == 500


def test_seeding_again_adds_nothing_and_changes_nothing(copied_database: str) -> None:
    database = Database(copied_database)

    def content() -> dict[str, list[Any]]:
        with database.engine.connect() as connection:
            return {
                table.name: sorted(map(repr, connection.execute(sa.select(table))))
                for table in Base.metadata.sorted_tables
            }

    before = content()
    assert before["dealers"] and before["customers"]
    added = seed(database)
    assert set(added.values()) == {0}
    assert content() == before
    database.close()


def test_the_clock_is_not_set_back_by_seeding(own: TestClient, copied_database: str) -> None:
    own.post("/sandbox/clock", json={"business_date": "2026-12-24"})
    database = Database(copied_database)
    seed(database)
    database.close()
    assert own.get("/health").json()["business_date"] == "2026-12-24"


@pytest.mark.parametrize("direction", ["models"])
def test_migrations_lead_to_the_models(copied_database: str, direction: str) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from backoffice.models import Base as tables

    database = Database(copied_database)
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, tables.metadata) == []
    database.close()
