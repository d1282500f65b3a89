"""P02 to P05 as the seed leaves them: their states, figures, papers, conditions, signatures."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from backoffice.seed import read
from tests.backoffice.applications.journey import acting

PERSONAS = {person["no"]: person for person in read("catalogue.yml")["personas"]}


def application(client: TestClient, person: str) -> dict[str, Any]:
    number = PERSONAS[person]["application"]["no"]
    answer = client.get(f"/applications/{number}", headers=acting(f"customer:{person}", "L1"))
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


@pytest.mark.parametrize("person", ["P02", "P03", "P04", "P05"])
def test_figures_are_the_catalogues(client: TestClient, person: str) -> None:
    plan, shown = PERSONAS[person]["application"], application(client, person)
    quote = shown["quote"]
    assert (quote["product_key"], quote["vehicle_key"]) == (plan["product"], plan["vehicle"])
    assert (quote["loan_amount"], quote["term_months"]) == (plan["amount"], plan["term"])
    assert quote["down_payment"] == plan["down_payment"]
    assert quote["balloon"] == plan.get("balloon", "0.00")
    borrower = shown["parties"][0]
    assert (borrower["role"], borrower["identity"], borrower["authorised"]) == (
        "borrower", "done", True,
    )  # fmt: skip


def test_p02_lacks_a_statement_and_the_marriage_certificate(client: TestClient) -> None:
    shown = application(client, "P02")
    assert shown["state"] == "NEEDS_DOCS"
    lacking = {
        item["document"]: item["status"]
        for item in shown["documents"]
        if item["required"] is True and item["stage"] == "decision" and item["status"] != "accepted"
    }
    assert lacking == {"bank_statement": "rejected", "marriage_certificate": "missing"}
    rejected = next(i for i in shown["documents"] if i["document"] == "bank_statement")
    assert "4 个月" in rejected["problem"]
    assert [p["role"] for p in shown["parties"]] == ["borrower", "co_borrower"]
    assert shown["next"]["page"] == "upload"


def test_p03_is_declined_for_income_and_debt(client: TestClient) -> None:
    shown = application(client, "P03")
    plan = PERSONAS["P03"]["application"]
    assert shown["state"] == "DECLINED"
    assert shown["decision"]["reapply_after"] == plan["reapply_after"]
    public = plan["decline_reason_public"].replace("(", "（").replace(")", "）")
    assert shown["decision"]["reason_public"] == public
    assert shown["commands"] == ["review"]


def test_p04_waits_for_his_guarantor(client: TestClient) -> None:
    shown = application(client, "P04")
    plan = PERSONAS["P04"]["application"]
    assert shown["state"] == "APPROVED_WITH_CONDITIONS"
    assert sorted(c["code"] for c in shown["conditions"]) == sorted(plan["conditions"])
    assert not any(condition["met"] for condition in shown["conditions"])
    assert shown["offer_valid_to"].startswith(plan["approval_valid_to"])


def test_p05_signed_and_his_wife_did_not(client: TestClient) -> None:
    shown = application(client, "P05")
    person = PERSONAS["P05"]
    assert shown["state"] == "SIGNING"
    signed = {p["role"]: (p["signature"], p["signed_at"]) for p in shown["parties"]}
    assert signed == {
        "borrower": ("signed", person["signatures"]["borrower"]),
        "co_borrower": ("pending", None),
    }
    assert (shown["next"]["who"], shown["next"]["key"]) == ("you", "send_link_sign")
    path = f"/contracts/{shown['contract_no']}/documents/contract.pdf"
    pdf = client.get(path, headers=acting("customer:P05"))
    assert pdf.status_code == 200 and pdf.content.startswith(b"%PDF-")
    checked = client.post(
        "/contracts/verify",
        content=pdf.content,
        headers={**acting("customer:P05"), "Content-Type": "application/pdf"},
    ).json()
    assert checked["intact"]
    assert len(checked["signatures"]) >= 1


def test_nobody_is_told_again_what_he_was_told_then(client: TestClient) -> None:
    office = client.app.state.office  # type: ignore[attr-defined]
    with office.database.transaction() as session:
        waiting = session.connection().exec_driver_sql(
            "SELECT count(*) FROM work_orders WHERE done_at IS NULL"
        )
        assert waiting.scalar() == 0
