"""No personal number, name or address stands in clear in any table of a back office in use."""

import base64
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
import yaml
from alembic import command
from fastapi.testclient import TestClient

from backoffice.customers.models import Customer
from backoffice.migrate import alembic_config
from backoffice.personal.columns import SealedComparison
from backoffice.personal.sealing import PersonalKeyInvalid, PersonalSealBroken, PersonalSealer
from backoffice.reference.applications import WRITTEN
from backoffice.seed import read
from tests.backoffice.applications.journey import Journey, acting, key
from tests.backoffice.people import CARD, PEOPLE

BEFORE = "0016_dealer_services"
PERSONAL = {
    *("name", "phone", "id_no", "repay_card", "card", "address", "co_address"),
    *("employer_name", "employer_phone", "reserved_phone"),
}
NEW_PHONE, STRANGER = "15400000707", "15400009777"
NEW_ADDRESS = "陕西省西安市碑林区样本路 19 号"
TABLES = """
SELECT quote_ident(table_schema) || '.' || quote_ident(table_name)
FROM information_schema.tables
WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')
"""
# What is no person's: showrooms and cars have names and addresses of their own.
PUBLIC = {"public.dealers", "public.vehicles", "public.trims", "public.products"}
# How a file begins that is not sealed: a bytea is read out in hex.
BARE_FILES = ("\\x" + b"%PDF".hex(), "\\x" + b"\xff\xd8\xff".hex())


def _values(node: Any) -> Iterator[str]:
    """Personal values anywhere in reference data."""
    if isinstance(node, dict):
        for name, value in node.items():
            if name in PERSONAL and isinstance(value, str):
                yield value
            else:
                yield from _values(value)
    elif isinstance(node, list):
        for each in node:
            yield from _values(each)


def planted() -> set[str]:
    """All that the seed and this test wrote about people."""
    known = _values([read("catalogue.yml")["personas"], yaml.safe_load(Path(WRITTEN).read_text())])
    tried = (*PEOPLE["good"].values(), *PEOPLE["second"].values(), CARD, NEW_PHONE, STRANGER)
    return {*known, *tried, NEW_ADDRESS, "霁城测试有限公司"}


def in_clear(url: str) -> set[tuple[str, str]]:
    """Where which planted value is found, in all tables of all schemas."""
    engine, found = sa.create_engine(url), set()
    with engine.connect() as connection:
        for table in connection.scalars(sa.text(TABLES)).all():
            if table in PUBLIC:
                continue
            rows = connection.scalars(sa.text(f"SELECT row_to_json(t)::text FROM {table} t"))
            text = json.dumps([json.loads(row) for row in rows], ensure_ascii=False)
            found |= {(table, value) for value in planted() if value in text}
            found |= {(table, "a file") for begin in BARE_FILES if json.dumps(begin)[:-1] in text}
    engine.dispose()
    return found


def _use(client: TestClient) -> None:
    """What brings personal values in: applying, signing, others, changes, calls, the sandbox."""
    person = PEOPLE["second"]
    journey = Journey(client).to_pre_approved()
    body = {"role": "guarantor", "relation": "朋友", "name": person["name"]}
    path = f"/applications/{journey.number}/parties"
    journey.post(path, {**body, "phone": person["phone"]})
    journey.call("DELETE", f"{path}/{journey.party('guarantor')}")
    journey.papers()
    journey.bind_card()
    journey.read_cost()
    journey.sign()
    for subject in (STRANGER, person["id_no"]):
        told = {"answer": "no", "for": subject}
        assert client.post("/sandbox/providers/sms", json=told).status_code == 200
    call = {"owner": {"kind": "visitor", "id": "v1"}, "phone": STRANGER, "reason": "想问问"}
    call["summary"] = f"{person['name']} 想问 {STRANGER}"
    assert client.post("/callback-requests", json=call, headers=key()).status_code == 200
    moves = {"customer_id": "P07", "phone": NEW_PHONE, "code_ref": "SMS-1", "confirm": True}
    headers = {**acting("customer:P07"), **key()}
    moved = client.post("/changes/phone", json=moves, headers=headers)
    assert moved.status_code == 200, moved.text
    lives = {"address": NEW_ADDRESS, "city": "西安", "from_day": "2026-11-25"}
    tried = client.post("/changes/address/trial", json={"customer_id": "P08", **lives},
                        headers={**acting("customer:P08"), **key()})  # fmt: skip
    assert tried.status_code == 200, tried.text


def test_nothing_personal_lies_in_clear(own: TestClient, copied_database: str) -> None:
    _use(own)
    assert in_clear(copied_database) == set()


def test_rows_are_opened_and_sealed_again(own: TestClient, copied_database: str) -> None:
    number = Journey(own).to_pre_approved().number
    engine = sa.create_engine(copied_database)
    command.downgrade(alembic_config(copied_database), BEFORE)
    assert ("public.application_fields", PEOPLE["good"]["id_no"]) in in_clear(copied_database)
    with engine.connect() as connection:
        asked = sa.text("SELECT phone, name FROM customers WHERE customer_id = 'P01'")
        assert connection.execute(asked).one() == ("15400000001", "钱来来")
        asked = sa.text("SELECT id_no FROM parties WHERE application_no = :number")
        assert connection.scalars(asked, {"number": number}).one() == PEOPLE["good"]["id_no"]
        bare = sa.text("SELECT convert_from(substr(content, 1, 5), 'LATIN1') FROM contract_files")
        assert set(connection.scalars(bare)) == {"%PDF-"}
    engine.dispose()
    command.upgrade(alembic_config(copied_database), "head")
    assert in_clear(copied_database) == set()
    again = own.post("/customers/resolve", json={"phone": "15400000001"}).json()
    assert (again["customer_id"], again["known"], again["name_masked"]) == ("P01", True, "钱**")


def _key(letter: str) -> str:
    return base64.b64encode(letter.encode() * 32).decode()


def test_a_new_key_seals_and_an_old_one_still_opens() -> None:
    old = PersonalSealer(f"a:{_key('a')}", _key("i"))
    new = PersonalSealer(f"b:{_key('b')},a:{_key('a')}", _key("i"))
    sealed = old.seal_text("15400000001", "t.phone")
    assert sealed.startswith("a:") and new.open_text(sealed, "t.phone") == "15400000001"
    fresh = new.seal_text("15400000001", "t.phone")
    assert fresh.startswith("b:") and fresh != new.seal_text("15400000001", "t.phone")
    assert old.fingerprint("1", "phone") == new.fingerprint("1", "phone")
    assert old.fingerprint("1", "phone") != old.fingerprint("1", "id_no")
    for sealer, text, place in (
        (old, fresh, "t.phone"), (new, sealed, "t.name"), (new, sealed[:-6] + "AAAAA=", "t.phone"),
        (new, "15400000001", "t.phone"),
    ):  # fmt: skip
        with pytest.raises(PersonalSealBroken):
            sealer.open_text(text, place)


@pytest.mark.parametrize("keys", ["", _key("a"), "a:short", f"a:{_key('a')},a:{_key('b')}"])
def test_keys_that_are_none_are_refused(keys: str) -> None:
    with pytest.raises(PersonalKeyInvalid):
        PersonalSealer(keys, _key("i"))


@pytest.mark.parametrize(
    "compare",
    [
        lambda: Customer.phone == "15400000001",
        lambda: Customer.phone.in_(["15400000001"]),
        lambda: Customer.name.like("钱%"),
    ],
)
def test_nobody_is_looked_for_by_what_is_sealed(compare: Callable[[], object]) -> None:
    with pytest.raises(SealedComparison):
        compare()
