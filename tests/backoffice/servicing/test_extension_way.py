"""The balloon over more months: decided, signed by all, in force by itself on its day."""

import io
from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient
from pyhanko.pdf_utils.reader import PdfFileReader

from backoffice.deliveries.models import Delivery
from backoffice.loans.co_signers import co_signers_of
from backoffice.loans.models import LedgerPosting, Loan, ScheduleVersion
from backoffice.loans.running_models import Due
from tests.backoffice.applications.journey import acting
from tests.backoffice.people import PEOPLE
from tests.backoffice.servicing.extending import P09, Extending


@pytest.fixture
def desk(own: TestClient) -> Extending:
    """P09 at a back office of one test alone."""
    return Extending(own, "customer:P09", P09)


def test_p09_extends_with_both_co_signers_by_link(desk: Extending) -> None:
    errand = desk.ordered(desk.tried())
    assert (errand["state"], errand["next"]["who"]) == ("REVIEWING", "customer")
    assert desk.case["next"]["page"] == "authorise"
    desk.authorise()
    assert desk.case["state"] == "PRE_APPROVED" and desk.case["next"]["page"] == "card"
    desk.bind_card()
    assert desk.case["next"]["page"] == "cost"
    sheet = desk.read_cost()
    assert sheet["irr_pct"] == "5.49"
    assert desk.errand()["state"] == "SIGNING"
    desk.sign()
    assert desk.case["next"]["key"] == "send_link_sign"
    desk.sign_by_link("co_borrower")
    signed = {p["role"]: p["signature"] for p in desk.case["parties"]}
    assert signed == {"borrower": "signed", "co_borrower": "signed", "guarantor": "pending"}
    desk.sign_by_link("guarantor")
    done = desk.errand()
    assert (done["state"], done["can_cancel"]) == ("ACCEPTED", False)
    assert done["receipt"]["effective"] == "2027-01-07"
    desk.move("2027-01-07")
    assert desk.errand()["state"] == "DONE"
    loan = desk.shown()
    assert (loan["balloon"], loan["days_past_due"], loan["state"]) == ("0.00", 0, "ACTIVE")
    assert (loan["next_due_date"], loan["next_due_amount"]) == ("2027-02-07", "4009.21")
    assert (loan["last_due"], loan["principal_outstanding"]) == ("2029-01-07", "90930.00")
    with desk.office.database.transaction() as session:
        rows = list(session.scalars(
            sa.select(Due).where(Due.contract_no == P09, Due.due_date >= date(2026, 12, 1))
            .order_by(Due.due_date)
        ))  # fmt: skip
        assert [(due.part, due.amount) for due in rows] == [
            ("instalment", Decimal("3126.29")), ("instalment", Decimal("3126.24")),
        ]  # fmt: skip
        assert session.scalar(sa.select(sa.func.sum(LedgerPosting.amount))) == 0
        versions = session.scalars(
            sa.select(ScheduleVersion.in_force_from).where(
                ScheduleVersion.contract_no == P09, ScheduleVersion.reason == "extension"
            )
        )
        assert [str(day) for day in versions] == ["2027-01-07"]
        told = [d.text for d in session.scalars(
            sa.select(Delivery).where(Delivery.customer_id == "P09"))]  # fmt: skip
        assert any("已生效" in str(each) for each in told)
    desk.move("2029-01-08")
    assert desk.shown()["state"] == "SETTLED"


def test_the_agreement_is_signed_by_each_and_sealed(desk: Extending) -> None:
    desk.to_signing()
    listed = f"/loans/{P09}/documents"
    kinds = ("extension_contract", "extension_cost_sheet")
    assert not {paper["kind"] for paper in desk.get(listed)["items"]} & set(kinds)
    number = desk.signed_by_all()["figures"]["case"]["agreement_no"]
    kept = {p["kind"]: p for p in desk.get(listed)["items"] if p["kind"] in kinds}
    assert sorted(kept) == sorted(kinds)
    for paper in kept.values():
        got = desk.client.get(paper["url"], headers=acting("customer:P09", paper["level"]))
        assert got.status_code == 200 and got.content.startswith(b"%PDF")
    for stranger in ("customer:P06", desk.as_party("guarantor")):
        assert desk.client.get(listed, headers=acting(stranger, "L2")).status_code in (403, 404)
    path = f"/contracts/{number}/documents/contract.pdf"
    answer = desk.client.get(path, headers=acting("customer:P09", "L2"))
    names = [s.field_name for s in PdfFileReader(io.BytesIO(answer.content)).embedded_signatures]
    assert names == [
        f"party_{desk.party()}", f"party_{desk.party('co_borrower')}", "lender",
    ]  # fmt: skip
    guarantor = desk.client.get(
        f"/contracts/{number}/documents/guarantee.pdf",
        headers=acting(desk.as_party("guarantor"), "L2"),
    )
    assert guarantor.status_code == 200
    assert desk.client.get(path, headers=acting("customer:P06", "L2")).status_code == 404


def test_what_is_paid_first_falls_due_with_the_last_instalment(desk: Extending) -> None:
    trial = desk.tried(pay_first="30000.00")
    option = trial["figures"]["options"][-1]
    assert (option["monthly_payment"], option["last_payment"], option["total_interest"]) == (
        "2686.47", "2686.59", "3545.40",
    )  # fmt: skip
    desk.to_signing(pay_first="30000.00")
    assert desk.signed_by_all()["state"] == "ACCEPTED"
    desk.move("2027-01-07")
    loan = desk.shown()
    assert (loan["next_due_amount"], loan["principal_outstanding"]) == ("2686.47", "60930.00")
    with desk.office.database.transaction() as session:
        due = session.scalars(
            sa.select(Due).where(Due.contract_no == P09, Due.due_date == date(2027, 1, 7))
        ).one()
        assert due.amount == Decimal("33126.24") and due.paid_on == due.due_date
        assert session.scalar(sa.select(sa.func.sum(LedgerPosting.amount))) == 0


def test_signed_too_late_it_ends_without_effect(desk: Extending) -> None:
    desk.to_signing()
    desk.sign()
    desk.sign_by_link("co_borrower")
    desk.link("guarantor")
    desk.move("2027-01-05")
    ended = desk.errand()
    assert (ended["state"], ended["failure_code"]) == ("FAILED", "unsigned")
    desk.sign("guarantor", expect=404 if not desk.case["agreement_no"] else 409)
    desk.move("2027-01-08")
    assert desk.shown()["due_total"] == "0.00"
    with desk.office.database.transaction() as session:
        due = session.scalars(
            sa.select(Due).where(Due.contract_no == P09, Due.part == "balloon")
        ).one()
        assert due.amount == Decimal("90930.00")


def refuses(desk: Extending, role: str) -> str:
    """A co-signer says no in front of the text; who he is."""
    desk.link(role)
    party = desk.party(role)
    desk.send(f"party:{party}", "POST", f"/parties/{party}/refusal", {"reason": "不想担保了"})
    assert desk.errand()["state"] == "REVIEWING" and desk.case["next"]["key"] == "replace_signer"
    return party


def test_another_guarantor_signs_instead_and_the_balloon_is_extended(desk: Extending) -> None:
    desk.to_signing()
    desk.sign()
    desk.sign_by_link("co_borrower")
    number, agreement = desk.case["application_no"], desk.case["agreement_no"]
    path = f"/applications/{number}/parties"
    desk.send(desk.who, "DELETE", f"{path}/{desk.party('co_borrower')}", {}, 409)
    party = refuses(desk, "guarantor")
    desk.send(desk.who, "DELETE", f"{path}/{party}", {})
    assert desk.case["state"] == "APPROVED_WITH_CONDITIONS"
    assert desk.case["next"]["key"] == "invite_guarantor"
    desk.send(desk.who, "DELETE", f"{path}/{desk.party('co_borrower')}", {}, 409)
    desk.invite("third")
    assert desk.case["next"]["who"] == "party"
    desk.join("third")
    assert desk.case["next"]["page"] == "cost"
    desk.read_cost()
    assert desk.case["agreement_no"] not in (None, agreement)
    # Nobody has signed the new agreement: all do it again.
    assert {p["signature"] for p in desk.case["parties"]} == {"pending"}
    desk.sign()
    desk.link("co_borrower")
    desk.read_cost("co_borrower")
    desk.sign("co_borrower")
    assert desk.errand()["state"] == "SIGNING"
    desk.read_cost("guarantor")
    desk.sign("guarantor")
    assert desk.errand()["state"] == "ACCEPTED"
    desk.move("2027-01-08")
    loan = desk.shown()
    assert (desk.errand()["state"], loan["balloon"], loan["last_due"]) == (
        "DONE", "0.00", "2029-01-07",
    )  # fmt: skip
    assert (loan["next_due_date"], loan["principal_outstanding"]) == ("2027-02-07", "90930.00")
    with desk.office.database.transaction() as session:
        stand = co_signers_of(session, session.get_one(Loan, P09))
    assert [(one.role, one.name) for one in stand][-1] == ("guarantor", PEOPLE["third"]["name"])
    assert [one.role for one in stand] == ["co_borrower", "guarantor"]


def test_who_died_is_replaced_as_who_refused(desk: Extending) -> None:
    desk.to_signing()
    play = f"/sandbox/errands/{desk.request_no}"
    for role, said in (("borrower", 422), ("guarantor", 200), ("guarantor", 409)):
        desk.post(play, {"event": "signer_died", "facts": {"role": role}}, expect=said)
    assert "不能再签" in desk.case["next"]["detail"]
    number, party = desk.case["application_no"], desk.party("guarantor")
    desk.send(desk.who, "DELETE", f"/applications/{number}/parties/{party}", {})
    assert desk.case["next"]["key"] == "invite_guarantor"


def test_it_is_left_until_all_signed_and_the_balloon_stays(desk: Extending) -> None:
    desk.to_signing()
    desk.sign()
    link = desk.post(f"/parties/{desk.party('guarantor')}/link")
    left = desk.post(f"/errands/{desk.request_no}/cancel")
    assert left["state"] == "CANCELLED" and "没有产生费用" in left["next"]["label"]
    token = link["url"].split("#")[1]
    desk.send("system", "POST", "/links/open", {"token": token}, 410)
    assert desk.shown()["errands"] == []
    assert desk.ordered(desk.tried())["state"] == "REVIEWING"


def test_signed_by_all_it_stands(desk: Extending) -> None:
    desk.to_signing()
    desk.signed_by_all()
    desk.post(f"/errands/{desk.request_no}/cancel", expect=409)
    number = desk.case["application_no"]
    desk.send(desk.who, "POST", f"/applications/{number}/cancel", {"reason": "不要了"}, 409)


def test_strangers_find_nothing(desk: Extending) -> None:
    desk.ordered(desk.tried())
    number, party = desk.case["application_no"], desk.party("guarantor")
    for path in (f"/errands/{desk.request_no}", f"/applications/{number}", f"/parties/{party}"):
        assert desk.client.get(path, headers=acting("customer:P06", "L3")).status_code == 404
    listed = desk.client.get("/applications?customer_id=P09", headers=acting("customer:P09"))
    assert listed.json()["items"] == []
