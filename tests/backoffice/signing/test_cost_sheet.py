"""The cost sheet over HTTP: shown, read for long enough, confirmed, tied to the contract."""

import sqlalchemy as sa
from fastapi.testclient import TestClient

from backoffice.signing.models import Confirmation, Contract, CostSheet
from tests.backoffice.applications.journey import key
from tests.backoffice.signing.signers import Signers


def test_nothing_is_shown_before_the_approval(own: TestClient) -> None:
    way = Signers(own)
    way.to_pre_approved()
    refused = way.get(f"/parties/{way.party()}/cost-sheet", expect=409)
    assert refused["code"] == "STATE_CONFLICT"


def test_reading_is_measured_by_the_server(approved: Signers) -> None:
    way = approved
    shown = way.read_sheet()
    path = f"/parties/{way.party()}/cost-sheet/confirm"
    body = {"text_hash": shown["text_hash"], "dwell_ms": 60000, "scrolled_to_end": True}
    # The page claims a minute and an early beginning; the server showed it a moment ago.
    early = {**body, "shown_at": "2026-11-21T00:00:00+08:00"}
    assert way.post(path, early, expect=422)["code"] == "READ_TOO_SHORT"
    way.long_ago()
    for wrong in ({"dwell_ms": 9999}, {"scrolled_to_end": False}, {"dwell_ms": 600000}):
        assert way.post(path, {**body, **wrong}, expect=422)["code"] == "READ_TOO_SHORT"
    assert way.state == "APPROVED"
    confirmed = way.post(path, {**body, "dwell_ms": 12000})
    assert confirmed["irr_pct"] == shown["irr_pct"]
    assert way.state == "CONTRACT_GENERATED"


def test_a_sheet_never_shown_is_not_confirmed(approved: Signers) -> None:
    way = approved
    path = f"/parties/{way.party()}/cost-sheet/confirm"
    body = {"text_hash": "0" * 64, "dwell_ms": 12000, "scrolled_to_end": True}
    refused = way.post(path, body, expect=409)
    assert refused["code"] == "COST_SHEET_CHANGED"
    assert len(refused["allowed"]["text_hash"]) == 64


def test_same_facts_same_sheet_other_day_other_sheet(approved: Signers) -> None:
    way = approved
    first, again = way.read_sheet(), way.read_sheet()
    assert first["text_hash"] == again["text_hash"] and first["version"] == "1"
    way.client.post("/sandbox/clock", json={"business_date": "2026-11-28"})
    later = way.read_sheet()
    assert later["text_hash"] != first["text_hash"] and later["version"] == "2"
    way.confirm_sheet()
    assert way.state == "CONTRACT_GENERATED"


def test_the_contract_holds_the_hash_that_was_confirmed(approved: Signers) -> None:
    way = approved
    shown = way.read_sheet()
    way.confirm_sheet()
    with way.office.database.transaction() as session:
        mine = Contract.application_no == way.number
        contract = session.scalars(sa.select(Contract).where(mine)).one()
        own_party = Confirmation.party_id == way.party()
        confirmation = session.scalars(sa.select(Confirmation).where(own_party)).one()
        sheet = session.get_one(CostSheet, contract.cost_sheet_hash)
    assert contract.cost_sheet_hash == confirmation.text_hash == sheet.text_hash
    assert sheet.text_hash == shown["text_hash"]
    assert confirmation.measured_ms >= 10000 and confirmation.dwell_ms == 14000
    assert confirmation.level == "L3" and confirmation.scrolled_to_end


def test_confirming_again_under_the_same_key_changes_nothing(approved: Signers) -> None:
    way = approved
    shown, headers = way.read_sheet(), key()
    way.long_ago()
    body = {"text_hash": shown["text_hash"], "dwell_ms": 14000, "scrolled_to_end": True}
    path = f"/parties/{way.party()}/cost-sheet/confirm"
    first = way.post(path, body, headers=headers)
    assert way.post(path, body, headers=headers) == first
    with way.office.database.transaction() as session:
        mine = sa.select(Contract).where(Contract.application_no == way.number)
        assert len(session.scalars(mine).all()) == 1


def test_others_neither_read_nor_confirm(approved: Signers) -> None:
    way = approved
    path = f"/parties/{way.party()}/cost-sheet"
    for stranger in ("customer:U20261121-00000000", "party:T20261121-00000000", "staff:agent1"):
        assert way.get(path, who=stranger, expect=404)["code"] == "PARTY_UNKNOWN"
    assert way.get(path, level="L1", expect=403)["allowed"] == {"level": "L2"}
