"""The papers of a loan: which there are, sealed once for what they say, at level two."""

import io
from collections.abc import Callable

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from tests.backoffice.applications.journey import acting
from tests.backoffice.servicing.conftest import P06, P11, Desk

Asking = Callable[[str, str], Desk]


def fetch(desk: Desk, kind: str, level: str = "L2", who: str = "") -> tuple[int, bytes, str]:
    path = f"/loans/{desk.loan}/documents/{kind}.pdf"
    answer = desk.client.get(path, headers=acting(who or desk.who, level))
    return answer.status_code, answer.content, answer.headers.get("Chedai-Sha256", "")


def test_what_there_is(desk: Desk, asking: Asking) -> None:
    items = desk.get(f"/loans/{P06}/documents")["items"]
    assert {item["kind"]: item["ready"] for item in items} == {
        "schedule": True, "statement": True, "settlement_proof": False, "lien_letter": False,
    }  # fmt: skip
    assert {item["level"] for item in items} == {"L2"}
    done = asking("P11", P11).get(f"/loans/{P11}/documents")["items"]
    assert all(item["ready"] for item in done)
    assert asking("P08", P06).get(f"/loans/{P06}/documents", 404)["code"] == "LOAN_UNKNOWN"


@pytest.mark.parametrize("kind", ["schedule", "statement"])
def test_the_same_state_is_sealed_once(kind: str, desk: Desk) -> None:
    (status, first, sha256), again = fetch(desk, kind), fetch(desk, kind)
    assert status == 200 and again == (200, first, sha256)
    signed = PdfFileReader(io.BytesIO(first)).embedded_signatures
    assert [each.field_name for each in signed] == ["lender"]
    desk.move("2026-12-21")
    later = fetch(desk, kind)
    assert (later[2] == sha256) is (kind == "schedule")


def test_levels_strangers_and_what_is_not_there(desk: Desk) -> None:
    assert fetch(desk, "schedule", level="L1")[0] == 403
    assert fetch(desk, "schedule", who="customer:P08")[0] == 404
    for kind in ("settlement_proof", "lien_letter", "supplement", "anything"):
        assert fetch(desk, kind)[0] == 404


def test_a_settled_loan_has_proof_and_lien_letter(asking: Asking) -> None:
    desk = asking("P11", P11)
    for kind in ("settlement_proof", "lien_letter", "statement"):
        assert fetch(desk, kind)[1].startswith(b"%PDF")


def test_the_loan_tells_what_it_costs_and_what_was_paid(asking: Asking, desk: Desk) -> None:
    loan = asking("P11", P11).shown()
    assert loan["irr_pct"] == "4.99" and loan["principal_outstanding"] == "0.00"
    paid = asking("P11", P11).get(f"/loans/{P11}/schedule")["totals"]
    assert loan["paid_total"] == paid["total_paid"] and loan["total_interest"] == paid["interest"]
    assert desk.shown()["collection_paused"] is False
