"""A customer on his way through an extension, and those who sign with him, over HTTP."""

import uuid
from typing import Any

import sqlalchemy as sa

from backoffice.applications.finding import party_of
from backoffice.applications.service import papers_changed
from backoffice.parties.models import Party
from backoffice.reference.papers import accepted_paper
from tests.backoffice.applications.journey import acting
from tests.backoffice.people import PEOPLE
from tests.backoffice.servicing.conftest import Desk

Json = dict[str, Any]
P09 = "C202312070009"
CARD, PHONE = "6200000000000000091", "15400000009"


class Extending(Desk):
    """P09 at the back office, and whoever he forwards a link to."""

    request_no = ""

    def tried(self, **body: Any) -> Json:
        return self.post(f"/loans/{self.loan}/trials/extension", body, level="L1")

    def ordered(self, trial: Json, months: str = "24", **how: Any) -> Json:
        body = {
            "errand": "extension", "trial_id": trial["trial_id"], "hash": trial["hash"],
            "confirm": True, "choice": months,
        }  # fmt: skip
        answer = self.post(f"/loans/{self.loan}/errands", body, **how)
        self.request_no = answer.get("request_no", "")
        return answer

    def errand(self) -> Json:
        return self.get(f"/errands/{self.request_no}")

    @property
    def case(self) -> Json:
        found: Json = self.errand()["figures"]["case"]
        return found

    def party(self, role: str = "borrower") -> str:
        return next(str(p["party_id"]) for p in self.case["parties"] if p["role"] == role)

    def as_party(self, role: str) -> str:
        return self.who if role == "borrower" else f"party:{self.party(role)}"

    def send(self, who: str, method: str, path: str, body: Json | None, expect: int = 200) -> Json:
        headers = {**acting(who, "L3"), "Idempotency-Key": uuid.uuid4().hex}
        answer = self.client.request(method, path, json=body, headers=headers)
        assert answer.status_code == expect, (path, answer.status_code, answer.text)
        found: Json = answer.json()
        return found

    def consent(self, role: str, *purposes: str) -> None:
        for purpose in purposes:
            body = {
                "purpose": purpose, "granted": True, "text_version": "1",
                "party_id": self.party(role),
            }  # fmt: skip
            self.send(self.as_party(role), "POST", "/consents", body)

    def authorise(self, role: str = "borrower") -> None:
        who, path = self.as_party(role), f"/parties/{self.party(role)}/credit-authorisation"
        self.consent(role, "credit_query")
        text = self.send(who, "GET", path, None)
        assert "展期" in text["text"]
        read = {"text_hash": text["text_hash"], "dwell_ms": 12000, "scrolled_to_end": True}
        self.send(who, "POST", path, read)

    def bind_card(self) -> None:
        self.consent("borrower", "bank_card")
        body = {"card_no": CARD, "reserved_phone": PHONE}
        told = self.send(self.who, "POST", f"/parties/{self.party()}/bank-card", body)
        assert told["status"] == "done", told

    def read_cost(self, role: str = "borrower") -> Json:
        who, path = self.as_party(role), f"/parties/{self.party(role)}/cost-sheet"
        sheet = self.send(who, "GET", path, None)
        with self.office.database.transaction() as session:
            session.execute(
                sa.text("UPDATE cost_sheet_showings SET clock = clock - interval '15 seconds'")
            )
        body = {
            "text_hash": sheet["text_hash"], "shown_at": sheet["shown_at"],
            "dwell_ms": 12000, "scrolled_to_end": True,
        }  # fmt: skip
        self.send(who, "POST", f"{path}/confirm", body)
        return sheet

    def link(self, role: str) -> Json:
        """The link is made and forwarded, opened, and its person proves himself."""
        made = self.post(f"/parties/{self.party(role)}/link")
        token = made["url"].split("#")[1]
        opened = self.send("system", "POST", "/links/open", {"token": token})
        with self.office.database.transaction() as session:
            id_no = session.get_one(Party, opened["party_id"]).id_no or "000000"  # not known yet
        proof = {"token": token, "phone_code_ok": True, "id_last6": id_no[-6:]}
        self.send("system", "POST", f"/links/{opened['party_id']}/prove", proof)
        return opened

    def paper(self, document: str, role: str = "borrower", **values: str) -> None:
        """An accepted paper of a party, and what follows from it."""
        with self.office.database.transaction() as session:
            accepted_paper(session, party_of(session, self.party(role)), document, values)
            papers_changed(session, self.case["application_no"])

    def invite(self, person: str, role: str = "guarantor") -> None:
        """Somebody else is named, gets his link, and opens it."""
        known = PEOPLE[person]
        body = {"role": role, "relation": "叔叔", **{n: known[n] for n in ("name", "phone")}}
        number = self.case["application_no"]
        self.send(self.who, "POST", f"/applications/{number}/parties", body)
        self.link(role)

    def join(self, person: str, role: str = "guarantor") -> None:
        """Who was invited shows who he is and what he earns, and lets the bureau be asked."""
        known = PEOPLE[person]
        self.consent(role, "id_image")
        self.paper(
            "id_card", role, name=known["name"], id_no=known["id_no"], address=known["address"],
            period="2020-01-01 - 2040-01-01",
        )  # fmt: skip
        self.show_face(role)
        self.paper("income_proof", role, name=known["name"], income_monthly="12000.00")
        self.authorise(role)

    def show_face(self, role: str) -> None:
        who, party_id = self.as_party(role), self.party(role)
        self.consent(role, "face_verify")
        check = self.send(who, "POST", f"/parties/{party_id}/real-person", {})
        told = {"outcome": "passed", "score": "0.97", "liveness": True}
        path = f"/providers/real-person/{check['check_id']}/result"
        self.send("system", "POST", path, told)

    def sign(self, role: str = "borrower", expect: int = 200) -> Json:
        who, party_id = self.as_party(role), self.party(role)
        shown = self.send(who, "GET", f"/parties/{party_id}/signing", None)
        body = {"hash": shown["hash"], "agreed": True, "code_ref": "SMS-TEST"}
        return self.send(who, "POST", f"/parties/{party_id}/signature", body, expect)

    def sign_by_link(self, role: str) -> None:
        self.link(role)
        self.show_face(role)
        self.read_cost(role)
        self.sign(role)

    def to_signing(self, months: str = "24", **asked: Any) -> Json:
        self.ordered(self.tried(**asked), months)
        self.authorise()
        self.bind_card()
        self.read_cost()
        return self.errand()

    def signed_by_all(self) -> Json:
        self.sign()
        self.sign_by_link("co_borrower")
        self.sign_by_link("guarantor")
        return self.errand()
