"""What is another's does not exist: generated over the OpenAPI document, path by path."""

import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

from backoffice.app import app
from tests.backoffice.applications.journey import acting, key

METHODS = ("get", "post", "put", "patch", "delete")
STRANGERS = ("customer:P06", "customer:P03", "party:T20200101-00000000")
PATHS = [
    (method, path)
    for path, methods in app.openapi()["paths"].items()
    for method in methods
    if method in METHODS
    and re.search(r"\{(application_no|party_id|paper_id|contract_no)\}", path)
    and not path.startswith(("/sandbox", "/links"))
]


@pytest.fixture(scope="module")
def names(client: TestClient) -> dict[str, str]:
    """Numbers of things that belong to P02 and P05."""

    def get(path: str, who: str) -> Any:
        answer = client.get(path, headers=acting(who))
        assert answer.status_code == 200, answer.text
        return answer.json()

    mine = get("/applications/A2026110021", "customer:P02")
    signing = get("/applications/A2026110003", "customer:P05")
    paper = next(d["paper_id"] for d in mine["documents"] if d["paper_id"])
    return {
        "application_no": "A2026110021",
        "party_id": mine["parties"][0]["party_id"],
        "co_party_id": mine["parties"][1]["party_id"],
        "paper_id": paper,
        "contract_no": signing["contract_no"] or "C-NONE",
        "n": "1",
        "kind": "contract",
    }


def example(document: dict[str, Any], schema: dict[str, Any]) -> Any:
    """A value that a schema takes."""
    if "$ref" in schema:
        return example(document, document["components"]["schemas"][schema["$ref"].split("/")[-1]])
    if "examples" in schema:
        return schema["examples"][0]
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return schema["enum"][0]
    if "anyOf" in schema:
        return example(document, schema["anyOf"][0])
    kind = schema.get("type")
    if kind == "object":
        if "properties" not in schema:
            return {"city": "x"}
        wanted = schema.get("required", [])
        return {name: example(document, schema["properties"][name]) for name in wanted}
    if kind == "array":
        return []
    if kind in ("integer", "number"):
        return max(schema.get("minimum", 1), 60)
    if kind == "boolean":
        return True
    return _text(schema.get("pattern", ""), schema.get("minLength", 1), schema.get("maxLength", 99))


def _text(pattern: str, least: int, most: int) -> str:
    for value in ("0" * 64, "2026-11-24T10:00:00+08:00", "123456", "6200000000000000067",
                  "15400000006", "x" * 43, "0.9", "xx"):  # fmt: skip
        if least <= len(value) <= most and (not pattern or re.search(pattern, value)):
            return value
    return "x" * least


def body_of(method: str, path: str) -> Any:
    document = app.openapi()
    content = document["paths"][path][method].get("requestBody", {}).get("content", {})
    if "application/json" not in content:
        return None
    return example(document, content["application/json"]["schema"])


def query_of(method: str, path: str) -> dict[str, Any]:
    document = app.openapi()
    wanted = document["paths"][path][method].get("parameters", [])
    return {
        parameter["name"]: example(document, parameter["schema"])
        for parameter in wanted
        if parameter["in"] == "query" and parameter.get("required")
    }


@pytest.mark.parametrize(("method", "path"), PATHS, ids=lambda value: str(value))
def test_a_foreign_actor_gets_404(
    client: TestClient, names: dict[str, str], method: str, path: str
) -> None:
    address = re.sub(r"\{(\w+)\}", lambda found: names.get(found[1], "1"), path)
    options: dict[str, Any] = {"json": body_of(method, path)}
    document = app.openapi()["paths"][path][method]
    if "multipart/form-data" in str(document.get("requestBody", {})):
        document_name = "insurance_policy" if path.startswith("/loans") else "income_proof"
        options = {"data": {"document": document_name}, "files": {"file": ("a.jpg", b"x")}}
    options["params"] = query_of(method, path)
    strangers = [*STRANGERS, f"party:{names['co_party_id']}"]
    if "party_id" not in path and "paper_id" not in path:
        strangers.append(f"party:{names['party_id']}")
    for stranger in strangers:
        headers = {**acting(stranger), **key()}
        answer = client.request(method, address, headers=headers, **options)
        assert answer.status_code == 404, (stranger, answer.status_code, answer.text)
        assert answer.json()["code"].endswith("_UNKNOWN")


def test_many_paths_are_tried() -> None:
    assert len(PATHS) > 25


@pytest.mark.parametrize(
    "path", ["/applications?customer_id=P02", "/loans?customer_id=P06", "/consents?customer_id=P02"]
)
def test_lists_of_others(client: TestClient, path: str) -> None:
    answer = client.get(path, headers=acting("customer:P03"))
    assert answer.status_code == 404
    assert client.get(path, headers=acting("staff:lin")).status_code == 200
