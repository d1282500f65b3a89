"""Signing when something fails in the middle: all or nothing, and once."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from backoffice.applications import service as applications
from tests.backoffice.signing.conftest import Stored
from tests.backoffice.signing.records import signatures, versions
from tests.backoffice.signing.signers import Signers

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize("answer", ["no", "down", "slow"])
def test_without_a_timestamp_nothing_is_signed(way: Signers, answer: str) -> None:
    told = {"answer": answer, "seconds": 60 if answer == "slow" else None}
    way.post("/sandbox/providers/timestamp", told, who="system")
    before = versions(way)
    refused = way.sign(expect=503)
    assert refused["code"] == "TIMESTAMP_UNAVAILABLE"
    assert signatures(way) == [] and versions(way) == before
    assert way.state == "CONTRACT_GENERATED"
    way.post("/sandbox/providers/timestamp", {"answer": None}, who="system")
    way.sign()
    assert len(signatures(way)) == 1


def test_a_seal_that_fails_leaves_the_last_signature_undone(
    way: Signers, monkeypatch: pytest.MonkeyPatch
) -> None:
    way.sign()
    way.sign("co_borrower")
    number = way.signing()["contract_no"]
    told = {"answer": "down", "for": number}
    way.post("/sandbox/providers/timestamp", told, who="system")
    assert way.sign("guarantor", expect=503)["code"] == "TIMESTAMP_UNAVAILABLE"
    assert len(signatures(way)) == 2 and way.state == "SIGNING"


DYING = """
import os, sys
from backoffice.applications import service as applications
from backoffice.audit.actors import Actor, Kind, Level
from backoffice.office import Office
from backoffice.signing import acts
from backoffice.signing.service import Evidence, documents_of, hash_for
from backoffice.applications.finding import find, borrower_of
from foundation.settings import Settings

office = Office.open(Settings(backoffice_database_url=sys.argv[1], work="inline"))
acts.applications.signed = lambda *_: os._exit(137)
with office.database.transaction() as session:
    party = borrower_of(session, sys.argv[2])
    contract = find(session, sys.argv[2]).contract_no
    shown = hash_for(documents_of(session, contract), party)
    customer = find(session, sys.argv[2]).customer_id
    actor = Actor(Kind.CUSTOMER, customer, Level.L3, "web")
    acts.sign(session, party.party_id, Evidence(actor, shown))
"""


def test_killed_between_signature_and_state_there_is_one_signature(
    way: Signers, contract_url: str, contracted: Stored
) -> None:
    died = subprocess.run(
        [sys.executable, "-c", DYING, contract_url, contracted.number],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False, timeout=300,
    )  # fmt: skip
    assert died.returncode == 137
    assert signatures(way) == [] and versions(way) == 7 and way.state == "CONTRACT_GENERATED"
    way.sign()
    assert len(signatures(way)) == 1 and way.state == "SIGNING"
    assert len(way.verify(way.document("contract"))["signatures"]) == 1


def test_an_error_after_signing_undoes_it(way: Signers, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("the database went away")

    with monkeypatch.context() as patched:
        patched.setattr(applications, "signed", fail)
        with pytest.raises(RuntimeError):
            way.sign()
    assert signatures(way) == []
    way.sign()
    assert len(signatures(way)) == 1
