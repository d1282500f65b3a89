"""Signing over HTTP: in any order, once, by nobody else, with evidence."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from backoffice.signing.contracts import chain_holds
from backoffice.signing.models import Contract, ContractFile, IssuedCertificate, Signature
from tests.backoffice.applications.journey import key
from tests.backoffice.signing.records import documents, signatures, versions
from tests.backoffice.signing.signers import Signers


@pytest.mark.parametrize(
    "order",
    [("borrower", "co_borrower", "guarantor"), ("guarantor", "co_borrower", "borrower")],
)
def test_order_is_free_and_the_last_one_brings_the_seal(
    way: Signers, order: tuple[str, str, str]
) -> None:
    states = []
    for role in order:
        way.sign(role)
        states.append(way.state)
    assert states[:2] == ["SIGNING", "SIGNING"]
    assert states[2] in ("SIGNED_ALL", "PRE_DISBURSE_CHECK")
    found = way.verify(way.document("contract"))
    assert found["intact"] and found["state"] == "complete"
    signers = [each["signer"] for each in found["signatures"]]
    assert signers[-1].startswith("霁川汽车金融") and set(signers[:2]) == {"白小川", "青小山"}
    guarantee = way.verify(way.document("guarantee"))
    assert [each["signer"] for each in guarantee["signatures"]][0] == "蓝小溪"


def test_evidence_says_who_by_which_proof_what_and_when(way: Signers) -> None:
    shown = way.signing("co_borrower")
    answer = way.sign("co_borrower")
    (kept,) = signatures(way)
    assert kept.party_id == way.party("co_borrower")
    assert kept.actor == f"party:{kept.party_id}" and kept.level == "L3" and kept.channel == "web"
    assert kept.code_ref == "sms-1" and kept.real_person_ref and kept.hash_shown == shown["hash"]
    assert [d["version"] for d in kept.documents] == [1, 1, 1]
    own = next(p for p in answer["parties"] if p["role"] == "co_borrower")
    assert own["status"] == "signed" and own["signed_at"] == answer["signed_at"]
    with way.office.database.transaction() as session:
        certificate = session.get_one(IssuedCertificate, kept.certificate_serial)
        lasts = certificate.expires_at - certificate.issued_at
        assert lasts.total_seconds() == 86400
        with pytest.raises(sa.exc.DBAPIError, match="never changed"):
            session.execute(sa.update(Signature).values(code_ref="other"))


def test_signing_twice_is_refused_and_the_same_key_answers_again(way: Signers) -> None:
    headers = key()
    first = way.sign(headers=headers)
    assert way.sign(headers=headers) == first
    assert way.sign(expect=409)["code"] == "ALREADY_SIGNED"
    assert len(signatures(way)) == 1


def test_nobody_signs_for_another(way: Signers) -> None:
    borrower, other = way.party(), way.party("guarantor")
    body = {"hash": way.signing()["hash"], "agreed": True}
    path = f"/parties/{borrower}/signature"
    for who in (f"party:{other}", "customer:U20261121-00000000", "staff:agent1", "system"):
        assert way.post(path, body, who=who, expect=404)["code"] == "PARTY_UNKNOWN"
    # The borrower does not sign for those whom he invited either.
    for_other = {"hash": way.signing("guarantor")["hash"], "agreed": True}
    refused = way.post(f"/parties/{other}/signature", for_other, expect=404)
    assert refused["code"] == "PARTY_UNKNOWN"
    assert way.post(path, body, level="L2", expect=403)["allowed"] == {"level": "L3"}
    assert signatures(way) == [] and versions(way) == 7


def test_another_text_than_the_one_shown_is_not_signed(way: Signers) -> None:
    path = f"/parties/{way.party()}/signature"
    wrong = {"hash": way.signing("guarantor")["hash"], "agreed": True}
    assert way.post(path, wrong, expect=409)["code"] == "SIGNING_TEXT_CHANGED"
    way.post(path, {**wrong, "agreed": False}, expect=422)


def test_an_expired_id_blocks_and_says_so(way: Signers) -> None:
    way.client.post("/sandbox/clock", json={"business_date": "2026-11-22"})
    with way.office.database.transaction() as session:
        session.execute(
            sa.text("UPDATE parties SET id_valid_to = '2026-11-21' WHERE role = 'guarantor'")
        )
    shown = way.signing("guarantor")
    assert not shown["may_sign"] and "过有效期" in shown["blocked_by"][0]
    refused = way.sign("guarantor", expect=409)
    assert refused["code"] == "SIGNING_BLOCKED"
    assert refused["allowed"]["blocked_by"] == shown["blocked_by"]


def test_documents_are_read_by_their_parties_only(way: Signers) -> None:
    number = way.signing()["contract_no"]

    def status(kind: str, who: str, level: str = "L2") -> int:
        headers = {"Chedai-Actor": who, "Chedai-Level": level, "Chedai-Channel": "web"}
        path = f"/contracts/{number}/documents/{kind}.pdf"
        return way.client.get(path, headers=headers).status_code

    spouse, guarantor = way.who("co_borrower"), way.who("guarantor")
    for kind in ("contract", "cost_sheet", "schedule", "authorisation"):
        assert [status(kind, who) for who in (way.me, spouse, guarantor)] == [200, 200, 200]
    assert status("guarantee", guarantor) == status("guarantee", way.me) == 200
    assert status("guarantee", spouse) == 404
    for stranger in ("customer:U20261121-00000000", "party:T20261121-00000000"):
        assert status("contract", stranger) == 404
    assert status("contract", way.me, "L1") == 403
    assert way.document("authorisation") != way.document("authorisation", "co_borrower")


def test_versions_grow_and_their_hashes_are_chained(way: Signers) -> None:
    way.sign()
    way.sign("co_borrower")
    with way.office.database.transaction() as session:
        found = documents(session, way)
        assert all(chain_holds(session, document.document_id) for document in found)
        contract = next(d for d in found if d.kind == "contract")
        session.execute(sa.text("ALTER TABLE contract_files DISABLE TRIGGER USER"))
        first = (ContractFile.document_id == contract.document_id, ContractFile.version == 1)
        content = session.scalars(sa.select(ContractFile.content).where(*first)).one()
        otherwise = content[:99] + bytes([content[99] ^ 1]) + content[100:]
        kept = sa.text("set_byte(content, 99, get_byte(content, 99) # 1)")
        for forged in (otherwise, kept):  # sealed anew with a changed byte; the seal itself changed
            session.execute(sa.update(ContractFile).where(*first).values(content=forged))
            session.expire_all()
            assert not chain_holds(session, contract.document_id)
        session.rollback()


def test_two_at_once_both_end_up_signed(way: Signers) -> None:
    roles = ("borrower", "co_borrower", "guarantor")
    way.refresh()
    parties = {role: way.party(role) for role in roles}
    bodies = {role: {"hash": way.signing(role)["hash"], "agreed": True} for role in roles}
    actors = {role: way.who(role) for role in roles}

    def sign(role: str) -> None:
        way.post(f"/parties/{parties[role]}/signature", bodies[role], who=actors[role])

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(sign, roles))
    assert len(signatures(way)) == 3
    assert way.state in ("SIGNED_ALL", "PRE_DISBURSE_CHECK")
    found = way.verify(way.document("contract"))
    assert found["intact"] and len(found["signatures"]) == 3


def test_the_same_person_twice_at_once_signs_once(way: Signers) -> None:
    party, body = way.party(), {"hash": way.signing()["hash"], "agreed": True}

    def sign(_: int) -> int:
        headers = {"Chedai-Actor": way.me, "Chedai-Level": "L3", "Chedai-Channel": "web", **key()}
        path = f"/parties/{party}/signature"
        return way.client.post(path, json=body, headers=headers).status_code

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(sign, range(2))) == [200, 409]
    assert len(signatures(way)) == 1


def test_a_refusal_ends_the_contract_and_its_certificates(way: Signers) -> None:
    way.sign()
    number, pdf = way.signing()["contract_no"], way.document("contract")
    guarantor = way.party("guarantor")
    said = way.post(
        f"/parties/{guarantor}/refusal", {"reason": "想再考虑"}, who=f"party:{guarantor}"
    )
    assert said["state"] == "APPROVED_WITH_CONDITIONS"
    with way.office.database.transaction() as session:
        assert session.get_one(Contract, number).voided_at is not None
        mine = sa.select(IssuedCertificate).where(IssuedCertificate.party_id == way.party())
        assert session.scalars(mine).one().revoked_at is not None
    found = way.verify(pdf)
    assert found["state"] == "void" and found["on_record"]
    assert way.signing("co_borrower", expect=404)["code"] == "CONTRACT_UNKNOWN"
    assert way.sign_blindly("co_borrower")["code"] == "CONTRACT_UNKNOWN"


def test_who_signed_cannot_refuse_any_more(way: Signers) -> None:
    way.sign()
    refused = way.post(f"/parties/{way.party()}/refusal", {"reason": "不签了"}, expect=409)
    assert refused["code"] == "ALREADY_SIGNED"


def test_the_code_on_a_document_leads_to_its_contract(way: Signers) -> None:
    way.sign()
    number = way.signing()["contract_no"]
    with way.office.database.transaction() as session:
        fingerprint = session.get_one(Contract, number).fingerprint
    answer = way.client.get(f"/contracts/{number}", params={"hash": fingerprint[:16]}).json()
    assert answer["fingerprint"] == fingerprint and answer["state"] == "open"
    assert [each["name_masked"] for each in answer["signatures"]] == ["白**"]
    for wrong in ("0" * 16, fingerprint[1:17]):
        told = way.client.get(f"/contracts/{number}", params={"hash": wrong})
        assert told.status_code == 404
