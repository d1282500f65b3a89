"""P05 of the seed: his contract is made, he signed it, his wife has not yet."""

import sqlalchemy as sa
from fastapi.testclient import TestClient

from backoffice.clock.service import SHANGHAI
from backoffice.office import Office
from backoffice.parties.models import Party
from backoffice.signing.models import Confirmation, Contract, Signature
from tests.backoffice.signing.signers import Signers

NUMBER = "A2026110003"


def test_p05_signed_on_the_19th_and_his_file_verifies(client: TestClient) -> None:
    office: Office = client.app.state.office  # type: ignore[attr-defined]
    with office.database.transaction() as session:
        contract = session.scalars(
            sa.select(Contract).where(Contract.application_no == NUMBER)
        ).one()
        signature = session.scalars(
            sa.select(Signature).where(Signature.contract_no == contract.contract_no)
        ).one()
        party = session.get_one(Party, signature.party_id)
        confirmed = session.scalars(
            sa.select(Confirmation).where(Confirmation.text_hash == contract.cost_sheet_hash)
        ).all()
    assert signature.signed_at.astimezone(SHANGHAI).isoformat() == "2026-11-19T20:14:00+08:00"
    assert party.name == "周麦冬" and party.signed_at == signature.signed_at
    assert party.party_id in {each.party_id for each in confirmed}
    way = Signers(client, number=NUMBER, customer_id="P05")
    told = way.signing()
    status = {each["role"]: each["status"] for each in told["parties"]}
    assert status == {"borrower": "signed", "co_borrower": "pending"}
    found = way.verify(way.document("contract"))
    assert found["intact"] and found["state"] == "open"
    (only,) = found["signatures"]
    assert only["signer"] == "周麦冬" and only["signed_at"] == "2026-11-19T20:14:00+08:00"
