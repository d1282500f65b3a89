"""Fields: what is known already, what is wrong, what was really typed, what is closed."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from backoffice.applications.finding import find
from backoffice.applications.models import Event, Field
from backoffice.quotes.models import StoredQuote
from tests.backoffice.applications.journey import PLAN, Journey, acting, key


def rows(journey: Journey, table: Any, *where: Any) -> list[Any]:
    with journey.office.database.transaction() as session:
        return list(session.scalars(sa.select(table).where(*where)))


def field(journey: Journey, name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(f for f in journey.refresh()["fields"] if f["name"] == name)
    return found


def patch(journey: Journey, fields: dict[str, str], typed: Any = (), **more: Any) -> Any:
    body = {"fields": fields, "typed": list(typed)}
    return journey.call("PATCH", f"/applications/{journey.number}/fields", body, **more)


def test_what_the_account_knows_is_not_asked_again(own: TestClient) -> None:
    journey = Journey(own).open()
    assert field(journey, "phone") == {
        "name": "phone", "label": "手机号", "value": "154****9001", "source": "account",
        "required": True, "open": False, "kind": "phone", "choices": None,
    }  # fmt: skip
    assert field(journey, "reserved_phone")["source"] == "account"
    assert field(journey, "income_monthly")["value"] is None
    assert journey.shown["typed_count"] == 0


def test_a_wrong_value_loses_nothing_of_the_others(own: TestClient) -> None:
    journey = Journey(own).open()
    fields = {"income_monthly": "18000", "employer_phone": "12", "employer_name": "某某公司"}
    refused = patch(journey, fields, ["income_monthly", "employer_name"], expect=422)
    assert refused["code"] == "FIELD_INVALID"
    assert refused["allowed"]["field"] == "employer_phone"
    assert refused["title"].startswith("单位电话：")
    assert field(journey, "income_monthly")["value"] == "18000.00"
    assert field(journey, "employer_name")["value"] == "某某公司"
    assert field(journey, "employer_phone")["value"] is None
    assert journey.shown["typed_count"] == 2


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("income_monthly", "-1"), ("income_monthly", "1e5"), ("income_monthly", "二十万"),
        ("marital_status", "complicated"), ("employer_name", ""), ("employer_name", "x" * 61),
        ("id_no", "990101198503120011"), ("id_valid_to", "2026-02-30"), ("uscc", "123"),
        ("bank_card_no", "6200000000000000001"), ("name", "白**"), ("reserved_phone", "12345"),
        ("phone", "15400009999"), ("nonsense", "x"),
    ],
)  # fmt: skip
def test_wrong_values(own: TestClient, name: str, value: str) -> None:
    journey = Journey(own).open()
    before = journey.refresh()["fields"]
    assert patch(journey, {name: value}, expect=422)["allowed"]["field"] == name
    assert journey.refresh()["fields"] == before


def test_typed_is_what_was_really_typed(own: TestClient) -> None:
    journey = Journey(own).open()
    patch(journey, {"income_monthly": "18000", "marital_status": "single"}, ["income_monthly"])
    assert journey.refresh()["typed_count"] == 1
    assert field(journey, "marital_status")["source"] == "assumed"
    patch(journey, {"income_monthly": "19000"}, ["income_monthly"])
    assert journey.refresh()["typed_count"] == 1
    assert len(rows(journey, Event, Event.kind == "typed", Event.step == "income_monthly")) >= 2


def test_identity_closes_its_fields(own: TestClient) -> None:
    journey = Journey(own).open()
    journey.identify()
    assert not field(journey, "id_no")["open"]
    assert field(journey, "id_no")["source"] == "ocr"
    assert "*" in field(journey, "id_no")["value"]
    assert patch(journey, {"name": "另一人"}, expect=422)["allowed"]["field"] == "name"


def test_a_salaried_applicant_types_at_most_six(own: TestClient) -> None:
    journey = Journey(own).to_approved()
    assert journey.state == "APPROVED"
    assert journey.shown["typed_count"] <= 6


def test_fields_saved_at_once_are_all_kept(own: TestClient) -> None:
    journey = Journey(own).open()
    names = ["employer_name", "city", "address", "company_name"]

    def save(index: int) -> int:
        return own.patch(
            f"/applications/{journey.number}/fields", json={"fields": {names[index]: "霁城某处"}},
            headers={**acting(journey.me), **key()},
        ).status_code  # fmt: skip

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(save, range(4))) == [200] * 4
    kept = rows(journey, Field, Field.application_no == journey.number, Field.name.in_(names))
    assert len(kept) == 4


def asked_for(journey: Journey) -> tuple[str, set[str], set[str]]:
    """As which kind of customer one is asked: for which papers and which fields."""
    shown = journey.refresh()
    papers = {item["document"] for item in shown["documents"]}
    return shown["customer_type"], papers, {f["name"] for f in shown["fields"] if f["required"]}


def test_a_plan_asked_for_as_a_trader_opens_as_one(own: TestClient) -> None:
    journey = Journey(own, plan={**PLAN, "customer_type": "self_employed"}).open()
    kind, papers, needed = asked_for(journey)
    assert kind == "self_employed"
    assert papers >= {"business_licence", "tax_record"}
    assert "uscc" in needed
    assert "employer_name" not in needed
    employment = field(journey, "employment")
    assert (employment["value"], employment["source"]) == ("self_employed", "plan")
    # Nobody said it where advice merely reckoned with it: then the account counts.
    advice = own.post("/recommendations", json={"price": "200000"}).json()
    assumed = [item["quote"]["quote_id"] for item in advice["items"]]
    kept = rows(journey, StoredQuote, StoredQuote.quote_id.in_(assumed))
    assert kept
    assert {quote.customer_type for quote in kept} == {None}


def test_who_says_that_he_trades_is_asked_as_a_trader(own: TestClient) -> None:
    journey = Journey(own).open()
    private = asked_for(journey)
    assert private[0] == "private"
    assert not private[1] & {"business_licence", "tax_record"}
    patch(journey, {"employment": "self_employed"})
    kind, papers, needed = asked_for(journey)
    assert kind == "self_employed"
    assert papers >= {"business_licence", "tax_record"}
    assert "uscc" in needed
    patch(journey, {"employment": "salaried"})
    assert asked_for(journey) == private
    with journey.office.database.transaction() as session:
        find(session, journey.number, lock=True).customer_type = "company"
    patch(journey, {"employment": "self_employed"})
    assert asked_for(journey)[0] == "company"


def test_a_plan_for_traders_alone_is_nobody_elses(own: TestClient) -> None:
    leased_back = {
        "product_key": "HZ", "trim_key": "tongle-biz", "term_months": 36, "down_payment_pct": 25,
        "customer_type": "self_employed",
    }  # fmt: skip
    journey = Journey(own, plan=leased_back).open()
    wrong = patch(journey, {"employment": "salaried"}, expect=422)
    assert wrong["allowed"]["field"] == "employment"
    assert "个体户和公司" in str(wrong)
    assert asked_for(journey)[0] == "self_employed"
