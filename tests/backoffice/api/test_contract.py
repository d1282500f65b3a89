"""The committed OpenAPI document is the application's, and the application keeps to it."""

import json
from pathlib import Path

import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, settings
from schemathesis import Case
from schemathesis.checks import CHECKS

from backoffice.app import app

COMMITTED = Path(__file__).parents[3] / "docs" / "openapi" / "backoffice.json"
schema = schemathesis.openapi.from_dict(app.openapi())


def test_committed_document_is_current() -> None:
    committed = json.loads(COMMITTED.read_text())
    assert committed == json.loads(json.dumps(app.openapi())), "run scripts/openapi.py"


def test_money_is_a_string_with_two_decimals() -> None:
    document = app.openapi()["components"]["schemas"]
    for name in ("monthly_payment", "loan_amount", "total_interest", "balloon"):
        assert document["Quote"]["properties"][name]["pattern"] == r"^-?\d+\.\d{2}$"


CHOSEN = [
    check
    for check in CHECKS.get_all()
    if check.__name__ in {
        "not_a_server_error", "status_code_conformance", "content_type_conformance",
        "response_schema_conformance", "negative_data_rejection",
    }
]  # fmt: skip


@schema.parametrize()
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.filter_too_much,
        HealthCheck.function_scoped_fixture,
    ],
)
def test_the_application_keeps_to_its_document(case: Case, client: TestClient) -> None:
    case.headers = {**(case.headers or {}), "Authorization": "Bearer sandbox"}
    response = case.call(session=client)
    case.validate_response(response, checks=CHOSEN)
