"""The committed OpenAPI document is the application's, and the application keeps to it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis import Case
from schemathesis.checks import CHECKS

from backoffice.app import app, create_app
from backoffice.office import Office
from tests.backoffice.conftest import TOKEN, make_settings

COMMITTED = Path(__file__).parents[3] / "docs" / "openapi" / "backoffice.json"
# Its database is put in place by the fixture below; the document needs none.
tried = create_app(make_settings("postgresql+psycopg://nobody@localhost/nowhere"))
schema = schemathesis.openapi.from_asgi("/openapi.json", tried)


@pytest.fixture(scope="session")
def over_own_database(contract_database: str) -> Iterator[None]:
    """The tried application over a database that only this test changes."""
    tried.state.office = Office.open(make_settings(contract_database))
    yield
    tried.state.office.database.close()


def test_committed_document_is_current() -> None:
    committed = json.loads(COMMITTED.read_text())
    assert committed == json.loads(json.dumps(app.openapi())), "run scripts/openapi.py"


def test_money_is_a_string_with_two_decimals() -> None:
    document = app.openapi()["components"]["schemas"]
    for name in ("monthly_payment", "loan_amount", "total_interest", "balloon"):
        assert document["Quote"]["properties"][name]["pattern"] == r"^-?\d+\.\d{2}$"


ALWAYS = {
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
}
# A query parameter sent twice is read once, by its last value: bodies alone are checked, unless
# any bytes do.
WITH_BODY = ALWAYS | {"negative_data_rejection"}
BYTES = "application/octet-stream"


def checks_of(case: Case) -> list[Any]:
    """What is checked of a call."""
    names = WITH_BODY if case.method == "POST" and case.media_type != BYTES else ALWAYS
    return [check for check in CHECKS.get_all() if check.__name__ in names]


@pytest.mark.usefixtures("over_own_database")
@schema.parametrize()
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.filter_too_much,
        HealthCheck.function_scoped_fixture,
    ],
)
def test_the_application_keeps_to_its_document(case: Case) -> None:
    case.call_and_validate(headers=TOKEN, checks=checks_of(case))
