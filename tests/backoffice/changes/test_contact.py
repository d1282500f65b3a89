"""Phone and address: put everywhere, held, dated, told to the old contact."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

import backoffice.models  # noqa: F401  every table
from backoffice.care.models import CareSwitch
from backoffice.changes.models import Change, CustomerAddress
from backoffice.consents.models import Consent
from backoffice.customers import merging
from backoffice.customers.models import Customer
from backoffice.database import Base
from backoffice.workflows.models import WorkOrder
from tests.backoffice.api.test_plans import keep, kept, quote_id
from tests.backoffice.applications.journey import acting
from tests.backoffice.changes.conftest import CONTRACT, NEW_PHONE, P07, PHONE, Counter

Json = dict[str, Any]
HOME = {"address": "雁塔区望和路 8 号 3 栋", "city": "西安", "from_day": "2026-11-21"}


def phone(counter: Counter, to: str = NEW_PHONE, **how: Any) -> Json:
    body = {"customer_id": P07, "phone": to, "code_ref": "sms-1", "confirm": True}
    return counter.post("/changes/phone", body, **{"level": "L2", **how})


def address(counter: Counter, **given: Any) -> Json:
    how = {name: given.pop(name) for name in ("expect", "level", "key") if name in given}
    body = {"customer_id": P07, **HOME, **given, "confirm": True}
    return counter.post("/changes/address", body, **{"level": "L1", **how})


def customer(counter: Counter) -> Customer:
    with counter.office.database.transaction() as session:
        return session.get_one(Customer, P07)


def test_a_new_phone_is_everywhere_and_nothing_is_signed_for_a_day(counter: Counter) -> None:
    trial = counter.try_card()
    change = phone(counter, key="once")
    assert phone(counter, key="once")["request_no"] == change["request_no"]
    assert change["state"] == "DONE"
    assert change["figures"]["new_masked"] == "154****0707"
    assert NEW_PHONE not in str(change)
    assert customer(counter).phone == NEW_PHONE
    resolved = counter.post("/customers/resolve", {"phone": NEW_PHONE})
    assert resolved["customer_id"] == P07
    # The old number hears of it, the new one does not have to.
    assert counter.sms(PHONE) == [
        "【霁川金融】您登记的手机号已换成尾号 0707。不是您本人操作，请马上联系我们 400-000-0154。"
    ]
    held = counter.order_card(trial, expect=409)
    assert held["code"] == "PHONE_HELD"
    assert held["allowed"]["until"].startswith("2026-11-22T")
    with counter.office.database.transaction() as session:
        kinds = list(session.scalars(sa.select(WorkOrder.kind)))
    assert kinds.count("move_account") == 1
    seen = counter.get(f"/changes?customer_id={P07}", level="L3")  # looking is free
    assert (seen["phone_masked"], seen["held_until"][:10]) == ("154****0707", "2026-11-22")
    counter.move("2026-11-23")
    assert counter.order_card(trial)["state"] == "DONE"


def test_what_a_phone_may_not_be(counter: Counter, asking: Callable[[str], Counter]) -> None:
    low = phone(counter, level="L1", expect=403)
    assert (low["code"], low["allowed"]) == ("LEVEL_TOO_LOW", {"level": "L2"})
    assert phone(counter, PHONE, expect=422)["code"] == "PHONE_SAME"
    assert phone(counter, "15400000006", expect=409)["code"] == "PHONE_TAKEN"
    assert phone(asking("P06"), expect=404)["code"] == "CUSTOMER_UNKNOWN"
    assert customer(counter).phone == PHONE


def of(customer_id: str) -> Json:
    return {"kind": "customer", "id": customer_id}


def test_an_account_of_nobody_at_the_new_phone_becomes_the_customers(
    counter: Counter, asking: Callable[[str], Counter], keyed: Callable[[], dict[str, str]]
) -> None:
    client, days = counter.client, Consent.granted_at
    visitor = counter.post("/customers/resolve", {"phone": NEW_PHONE})["customer_id"]
    plan = keep(client, of(visitor), quote_id(client), keyed()).json()["plan_no"]
    asking(visitor).consent("bank_card", "plan_save")
    known = sa.select(Consent.purpose, Consent.method, days, Consent.withdrawn_at.is_(None))
    with counter.office.database.transaction() as session:
        (given,) = session.execute(
            known.where(Consent.subject_id == visitor, Consent.purpose == "plan_save")
        )
    change = phone(counter)
    assert (change["state"], customer(counter).phone) == ("DONE", NEW_PHONE)
    assert [each["plan_no"] for each in kept(client, of(P07))] == [plan]
    with counter.office.database.transaction() as session:
        assert session.get(Customer, visitor) is None
        assert session.get_one(Change, change["request_no"]).details["absorbed"] == visitor
        mine = session.execute(known.where(Consent.subject_id == P07)).all()
    # His own agreement stands; the other's is kept as it was given, over where he gave it too.
    assert given in mine
    assert sorted(row[3] for row in mine if row[0] == "bank_card") == [False, True]
    assert counter.post("/customers/resolve", {"phone": NEW_PHONE})["customer_id"] == P07


def test_who_wanted_to_hear_nothing_at_the_new_phone_hears_nothing(
    counter: Counter, keyed: Callable[[], dict[str, str]]
) -> None:
    visitor = counter.post("/customers/resolve", {"phone": NEW_PHONE})["customer_id"]
    answer = counter.client.put(
        "/care", json={"customer_id": visitor, "on": False},
        headers={**acting(f"customer:{visitor}", "L1"), **keyed()},
    )  # fmt: skip
    assert answer.status_code == 200, answer.text
    assert counter.get(f"/care?customer_id={P07}")["on"]
    assert phone(counter)["state"] == "DONE"
    assert not counter.get(f"/care?customer_id={P07}")["on"]


def test_a_table_that_names_customers_is_thought_of_when_accounts_merge() -> None:
    # Only a person who is known has these, and such an account is refused.
    of_a_person = {"loans", "servicing_offers", "care_decisions", "customer_identities"}
    named = {
        table.name
        for table in Base.metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table.name == "customers"
    }
    moved = {column.class_.__tablename__ for column in (*merging.OWNED, *merging.FORGOTTEN)}
    assert named - of_a_person - {CareSwitch.__tablename__} <= moved


def test_what_goes_on_at_the_new_phone_is_ended_there_first(
    counter: Counter, asking: Callable[[str], Counter]
) -> None:
    visitor = asking(counter.post("/customers/resolve", {"phone": NEW_PHONE})["customer_id"])
    later = {**HOME, "from_day": "2026-12-01", "confirm": True}
    visitor.post("/changes/address", {"customer_id": visitor.me, **later}, level="L1")
    counter.post("/changes/address", {"customer_id": P07, **later}, level="L1")
    refused = phone(counter, expect=409)
    assert refused["code"] == "PHONE_BUSY" and "一项没办完的资料变更" in refused["title"]
    assert customer(counter).phone == PHONE


def test_a_lost_phone_needs_a_face_and_a_person(counter: Counter) -> None:
    body = {"customer_id": P07, "phone": NEW_PHONE, "note": "called in"}
    assert counter.post("/changes/phone/lost", body, expect=403)["code"] == "STAFF_ONLY"
    opened = counter.post("/changes/phone/lost", body, who="staff:agent1")
    number = opened["request_no"]
    assert (opened["state"], opened["now"]) == ("OPEN", "face")
    text = counter.sms(NEW_PHONE)[0]
    check = text.split("/sandbox/real-person/")[1].split()[0]
    assert counter.decide(number, expect=409)["code"] == "CHANGE_UNDERWAY"
    assert counter.answer(check)["identity"] == "done"
    assert counter.change(number)["state"] == "WAITING"
    assert customer(counter).phone == PHONE
    assert counter.decide(number)["state"] == "DONE"
    assert customer(counter).phone == NEW_PHONE
    with counter.office.database.transaction() as session:
        assert session.get_one(Change, number).details["end_sessions"] is True


def test_an_address_in_the_same_city_holds_at_once(counter: Counter) -> None:
    body = {"customer_id": P07, **HOME}
    trial = counter.post("/changes/address/trial", body, level="L1")
    assert (trial["level"], trial["figures"]["city_changes"]) == ("L1", False)
    change = address(counter)
    assert (change["state"], change["receipt"]["effective"]) == ("DONE", "2026-11-21")
    seen = counter.get(f"/changes?customer_id={P07}")
    assert (seen["city"], seen["address"]) == ("西安", HOME["address"])
    assert counter.sms(PHONE)[-1].startswith("【霁川金融】您登记的地址有更新")


def test_an_address_waits_for_its_day(counter: Counter) -> None:
    change = address(counter, from_day="2026-12-01")
    assert change["state"] == "WAITING"
    assert counter.get(f"/changes?customer_id={P07}")["address"] is None
    assert address(counter, expect=409)["code"] == "CHANGE_OPEN"
    counter.move("2026-12-01")
    counter.office.work.wake()
    assert counter.change(change["request_no"])["state"] == "DONE"
    assert counter.get(f"/changes?customer_id={P07}")["address"] == HOME["address"]


def test_another_city_needs_a_letter_for_the_mortgage(counter: Counter) -> None:
    moved = {"city": "成都", "address": "武侯区望和路 9 号"}
    trial = counter.post("/changes/address/trial", {"customer_id": P07, **HOME, **moved})
    assert (trial["level"], trial["figures"]["needs_letter"]) == ("L2", True)
    assert trial["figures"]["done_by"] == "2026-11-25"  # three working days after a Saturday
    low = address(counter, **moved, expect=403)
    assert (low["code"], low["allowed"]) == ("LEVEL_TOO_LOW", {"level": "L2"})
    change = address(counter, **moved, level="L2")
    number = change["request_no"]
    assert (change["state"], change["next"]["who"]) == ("WAITING", "lender")
    assert customer(counter).city == "西安"
    done = counter.decide(number)
    assert (done["state"], done["documents"]) == ("DONE", ["mortgage_city_letter"])
    assert customer(counter).city == "成都"
    path = f"/changes/{number}/documents/mortgage_city_letter.pdf"
    answer = counter.client.get(path, headers=acting(counter.who, "L2"))
    assert answer.content.startswith(b"%PDF-")
    assert counter.get(f"/loans/{CONTRACT}/documents")["items"][-1]["url"] == path
    assert counter.get(f"/changes?customer_id={P07}")["documents"][0]["url"] == path
    assert counter.client.get(path, headers=acting("customer:P06", "L3")).status_code == 404
    with counter.office.database.transaction() as session:
        rows = list(session.scalars(sa.select(CustomerAddress.city)))
    assert rows == ["成都"]


def test_an_address_that_waits_may_be_left(counter: Counter) -> None:
    change = address(counter, from_day="2026-12-01")
    left = counter.post(f"/changes/{change['request_no']}/cancel", level="L1")
    assert left["state"] == "CANCELLED"
    counter.move("2026-12-02")
    counter.office.work.wake()
    assert counter.get(f"/changes?customer_id={P07}")["address"] is None


def test_a_day_out_of_reach_is_refused(counter: Counter) -> None:
    refused = address(counter, from_day="2027-12-01", expect=422)
    assert (refused["code"], refused["allowed"]["field"]) == ("FIELD_INVALID", "from_day")
