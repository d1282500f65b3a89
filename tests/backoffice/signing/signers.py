"""A customer with co-signers on the way from the approval to the last signature, for tests."""

from typing import Any

import sqlalchemy as sa
from fastapi.testclient import TestClient

from tests.backoffice.applications.journey import Journey, acting
from tests.backoffice.people import PEOPLE

Json = dict[str, Any]
# A sheet is read in the database's time: a test puts the showing back instead of waiting.
READ_AGO = sa.text("UPDATE cost_sheet_showings SET clock = clock - interval '15 seconds'")


class Signers(Journey):
    """An application with its signers; `roles` are invited before the papers."""

    def who(self, role: str) -> str:
        """The actor who is this party."""
        return self.me if role == "borrower" else f"party:{self.party(role)}"

    def invite(self, role: str, person: str, relation: str = "") -> None:
        """Invite somebody who then proves who he is and authorises."""
        known = PEOPLE[person]
        relation = relation or {"co_borrower": "配偶", "guarantor": "父亲"}[role]
        body = {"role": role, "relation": relation, "name": known["name"], "phone": known["phone"]}
        self.post(f"/applications/{self.number}/parties", body)
        self.identify(role, person)
        self.authorise(role)

    def missing_papers(self) -> None:
        """Whatever papers the decision still needs, of everybody."""
        roles = {party["party_id"]: party["role"] for party in self.refresh()["parties"]}
        for item in self.shown["documents"]:
            needed = item["required"] is True and item["stage"] == "decision"
            if needed and item["status"] == "missing" and item["document"] != "id_card":
                self.paper(item["document"], roles[item["party_id"]], income_monthly="20000.00")

    def read_sheet(self, role: str = "borrower") -> Json:
        return self.get(f"/parties/{self.party(role)}/cost-sheet", who=self.who(role))

    def long_ago(self) -> None:
        """Everybody was shown his sheet fifteen seconds ago."""
        with self.office.database.transaction() as session:
            session.execute(READ_AGO)

    def confirm_sheet(self, role: str = "borrower", expect: int = 200, **other: Any) -> Json:
        """Read the sheet for long enough and confirm it."""
        shown = self.read_sheet(role)
        self.long_ago()
        body = {
            "text_hash": shown["text_hash"], "shown_at": shown["shown_at"], "dwell_ms": 14000,
            "scrolled_to_end": True, **other,
        }  # fmt: skip
        path = f"/parties/{self.party(role)}/cost-sheet/confirm"
        return self.post(path, body, who=self.who(role), expect=expect)

    def signing(self, role: str = "borrower", **options: Any) -> Json:
        return self.get(f"/parties/{self.party(role)}/signing", who=self.who(role), **options)

    def sign(self, role: str = "borrower", **options: Any) -> Json:
        body = {"hash": self.signing(role)["hash"], "agreed": True, "code_ref": "sms-1"}
        return self.post(
            f"/parties/{self.party(role)}/signature", body, who=self.who(role), **options
        )

    def sign_blindly(self, role: str) -> Json:
        """Sign without having looked: what is answered."""
        body = {"hash": "0" * 64, "agreed": True}
        path = f"/parties/{self.party(role)}/signature"
        return self.post(path, body, who=self.who(role), expect=404)

    def document(self, kind: str, role: str = "borrower", who: str | None = None) -> bytes:
        """A document's newest version."""
        number = self.refresh()["contract_no"]
        answer = self.client.get(
            f"/contracts/{number}/documents/{kind}.pdf", headers=acting(who or self.who(role))
        )
        assert answer.status_code == 200, answer.text
        return answer.content

    def verify(self, pdf: bytes) -> Json:
        answer = self.client.post(
            "/contracts/verify", content=pdf, headers={"Content-Type": "application/pdf"}
        )
        assert answer.status_code == 200, answer.text
        found: Json = answer.json()
        return found


def to_contract(client: TestClient, *others: tuple[str, str], **options: Any) -> Signers:
    """An application whose contract is made; `others` are (role, person)."""
    way = Signers(client, **options)
    way.to_pre_approved()
    for role, person in others:
        way.invite(role, person)
    way.papers()
    way.bind_card()
    way.missing_papers()
    assert way.state == "APPROVED", (way.shown["state"], way.shown["next"], way.shown["documents"])
    way.confirm_sheet()
    assert way.state == "CONTRACT_GENERATED", way.shown["state"]
    return way
