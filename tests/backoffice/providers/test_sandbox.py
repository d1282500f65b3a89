"""The played outside: whom it knows, whom it is told about, and that it stays in the sandbox."""

from decimal import Decimal
from typing import Any

import pytest

from backoffice.office import Office
from backoffice.providers.assembly import providers_of
from backoffice.providers.banks import bank_of, card_ranges
from backoffice.providers.errors import ProviderMissing
from backoffice.providers.models import SandboxAnswer
from backoffice.providers.ports import CreditQuery, FourFactors, Person
from backoffice.providers.sandbox.institutions import EICAR
from backoffice.providers.sandbox.outside import people
from backoffice.seed import read
from tests.backoffice.conftest import make_settings
from tests.backoffice.providers.conftest import SandboxHarness
from tests.backoffice.providers.harness import authorisation

SHEN = Person(name="沈知夏", id_no="990102199306240022", phone="15400000002")


def test_all_people_of_the_portfolio_and_their_co_signers_are_known() -> None:
    wanted = []
    for persona in read("catalogue.yml")["personas"]:
        wanted += [persona, *(persona[role] for role in ("co_borrower", "guarantor")
                              if role in persona)]  # fmt: skip
    known = {(p["name"], p["id_no"], p["phone"]) for p in people()}
    assert {(p["name"], str(p["id_no"]), p["phone"]) for p in wanted} == known


@pytest.mark.parametrize(
    ("name", "id_no", "reason"),
    [
        ("沈知夏", "990102199306240022", None),
        ("沈知秋", "990102199306240022", "mismatch"),
        ("新来的", "990120199001010018", None),
        ("新来的", "990120199001010016", "not_found"),
        ("真实人", "110101199001010015", "not_found"),
    ],
    ids=["persona", "other name", "fictional", "wrong digit", "a number of reality"],
)
def test_the_register(sandbox: SandboxHarness, name: str, id_no: str, reason: str | None) -> None:
    answer = sandbox.providers.identity_register.check(Person(name=name, id_no=id_no))
    assert (answer.matches, answer.reason) == (reason is None, reason)


def _four(**changes: str) -> FourFactors:
    usual = {
        "name": "沈知夏",
        "id_no": "990102199306240022",
        "card_no": "6200000000000000067",
        "phone": "15400000002",
    }
    return FourFactors(**(usual | changes))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"phone": "15400000003"}, "reserved_phone"),
        ({"name": "顾川"}, "name_or_id"),
        ({"card_no": "6200000000000000068"}, "unknown_card"),
        ({"card_no": "6225758888888889"}, "credit_card"),
    ],
)
def test_the_four_factors(
    sandbox: SandboxHarness, changes: dict[str, str], reason: str | None
) -> None:
    answer = sandbox.providers.bank_card.check(_four(**changes))
    assert (answer.passed, answer.reason) == (reason is None, reason)


def test_the_bureau_knows_the_debts_of_the_portfolio(sandbox: SandboxHarness) -> None:
    report = sandbox.providers.credit_bureau.query(
        CreditQuery(person=SHEN, authorisation=authorisation())
    )
    assert report.debt_monthly == Decimal(2600)


def test_one_person_is_told_about_and_others_are_not(sandbox: SandboxHarness) -> None:
    with sandbox.database.transaction() as session:
        session.add(
            SandboxAnswer(port="bank_card", subject="15400000002", answer="no", reason="limit")
        )
    assert sandbox.providers.bank_card.check(_four()).reason == "limit"
    other = _four(name="新来的", id_no="990120199001010018", phone="15400009999")
    assert sandbox.providers.bank_card.check(other).passed


def test_slow_but_in_time_is_an_answer(sandbox: SandboxHarness) -> None:
    with sandbox.database.transaction() as session:
        session.add(SandboxAnswer(port="bank_card", subject="*", answer="slow", seconds=0.01))
    assert sandbox.providers.bank_card.check(_four()).passed
    assert sandbox.waited == [0.01]


def test_the_scanner_finds_what_scanners_agreed_to_find(sandbox: SandboxHarness) -> None:
    answer = sandbox.providers.malware_scanner.scan(b"before" + EICAR + b"after")
    assert (answer.clean, answer.signature) == (False, "EICAR-Test-File")


def test_nobody_is_played_outside_the_sandbox(shared_database: str) -> None:
    secrets: dict[str, Any] = dict.fromkeys(
        ("backoffice_token", "rasa_token", "rasa_channel_secret", "edge_signing_key", "vault_key",
         "papers_key"), "x"
    )  # fmt: skip
    office = Office.open(make_settings(shared_database, sandbox=False, **secrets))
    with pytest.raises(ProviderMissing):
        providers_of(office)
    office.database.close()


def test_banks_by_their_beginnings() -> None:
    assert (bank_of("6200000000000000067") or card_ranges()[0]).kind == "debit"
    found = {number: bank_of(number) for number in ("6228480402564890018", "6225758888888889")}
    assert [(entry.bank, entry.kind) for entry in found.values() if entry] == [
        ("中国农业银行", "debit"),
        ("招商银行", "credit"),
    ]
    assert bank_of("9111111111111111") is None
    prefixes = [entry.prefix for entry in card_ranges()]
    assert len(prefixes) == len(set(prefixes))
