"""A customer on his way through an application, over HTTP, for tests."""

import uuid
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from fastapi.testclient import TestClient

from backoffice.applications.finding import party_of
from backoffice.applications.service import papers_changed
from backoffice.office import Office
from backoffice.reference.papers import accepted_paper
from tests.backoffice.people import CARD, PEOPLE

Json = dict[str, Any]
PLAN = {"product_key": "AXD", "trim_key": "xingzhi-110p", "term_months": 36, "down_payment_pct": 30}


def key() -> dict[str, str]:
    """A fresh idempotency key."""
    return {"Idempotency-Key": uuid.uuid4().hex}


def acting(who: str, level: str = "L3", channel: str = "web") -> dict[str, str]:
    """The headers of an actor."""
    return {"Chedai-Actor": who, "Chedai-Level": level, "Chedai-Channel": channel}


@dataclass
class Journey:
    """One customer's application, from the quote on."""

    client: TestClient
    person: str = "good"
    level: str = "L3"
    plan: Json = field(default_factory=lambda: dict(PLAN))
    customer_id: str = ""
    number: str = ""
    shown: Json = field(default_factory=dict)

    @property
    def office(self) -> Office:
        """The office behind the client."""
        office: Office = self.client.app.state.office  # type: ignore[attr-defined]
        return office

    @property
    def me(self) -> str:
        """The customer as an actor."""
        return f"customer:{self.customer_id}"

    def call(
        self, method: str, path: str, body: Any = None, *, who: str | None = None,
        level: str | None = None, expect: int = 200, headers: dict[str, str] | None = None,
    ) -> Json:  # fmt: skip
        """Call as the customer, or as somebody else."""
        sent = {**acting(who or self.me, level or self.level), **(headers or key())}
        answer = self.client.request(method, path, json=body, headers=sent)
        assert answer.status_code == expect, (path, answer.status_code, answer.text)
        found: Json = answer.json()
        return found

    def post(self, path: str, body: Any = None, **options: Any) -> Json:
        return self.call("POST", path, body or {}, **options)

    def get(self, path: str, **options: Any) -> Json:
        return self.call("GET", path, **options)

    def refresh(self) -> Json:
        """The application as it is now."""
        self.shown = self.get(f"/applications/{self.number}")
        return self.shown

    @property
    def state(self) -> str:
        state: str = self.refresh()["state"]
        return state

    def party(self, role: str = "borrower") -> str:
        """The number of a party."""
        found = [p for p in self.refresh()["parties"] if p["role"] == role]
        number: str = found[-1]["party_id"]
        return number

    def open(self) -> "Journey":
        """Log in, quote, apply."""
        phone = PEOPLE[self.person]["phone"]
        self.customer_id = self.client.post("/customers/resolve", json={"phone": phone}).json()[
            "customer_id"
        ]
        quote = self.client.post("/quotes", json=self.plan).json()["quote"]["quote_id"]
        body = {"customer_id": self.customer_id, "quote_id": quote}
        self.shown = self.post("/applications", body)
        self.number = self.shown["application_no"]
        return self

    def paper(self, document: str, role: str = "borrower", **values: str) -> None:
        """An accepted paper of a party, and what follows from it."""
        party_id = self.party(role)
        with self.office.database.transaction() as session:
            accepted_paper(session, party_of(session, party_id), document, values)
            papers_changed(session, self.number)

    def consent(self, *purposes: str, party_id: str | None = None, who: str | None = None) -> None:
        for purpose in purposes:
            subject = {"party_id": party_id or self.party()}
            body = {"purpose": purpose, "granted": True, "text_version": "1", **subject}
            self.post("/consents", body, who=who)

    def identify(
        self, role: str = "borrower", person: str | None = None, outcome: str = "passed"
    ) -> Json:
        """ID papers, consents, live face, register."""
        party_id = self.party(role)
        who = self.me if role == "borrower" else f"party:{party_id}"
        known = PEOPLE[person or self.person]
        self.consent("id_image", "face_verify", party_id=party_id, who=who)
        self.paper(
            "id_card", role, name=known["name"], id_no=known["id_no"], address=known["address"],
            period="2020-01-01 - 2040-01-01",
        )  # fmt: skip
        check = self.post(f"/parties/{party_id}/real-person", who=who)
        told = {"outcome": outcome, "score": "0.97", "liveness": True}
        path = f"/providers/real-person/{check['check_id']}/result"
        return self.post(path, told, who="system")

    def fill(self) -> Json:
        """The fields that nobody knew."""
        fields = {
            "employment": "salaried",
            "income_monthly": "20000",
            "employer_name": "霁城测试有限公司",
            "employer_phone": "0571-88880000",
            "city": "杭州",
        }
        body = {"fields": fields, "typed": ["income_monthly", "employer_name", "employer_phone"]}
        return self.call("PATCH", f"/applications/{self.number}/fields", body)

    def authorise(self, role: str = "borrower", **options: Any) -> Json:
        """Read the authorisation to its end and agree."""
        party_id = self.party(role)
        who = self.me if role == "borrower" else f"party:{party_id}"
        self.consent("credit_query", party_id=party_id, who=who)
        text = self.get(f"/parties/{party_id}/credit-authorisation", who=who)
        body = {"text_hash": text["text_hash"], "dwell_ms": 12000, "scrolled_to_end": True}
        return self.post(f"/parties/{party_id}/credit-authorisation", body, who=who, **options)

    def bind_card(self, card: str = CARD, phone: str | None = None) -> Json:
        party_id = self.party()
        self.consent("bank_card")
        body = {"card_no": card, "reserved_phone": phone or PEOPLE[self.person]["phone"]}
        return self.post(f"/parties/{party_id}/bank-card", body)

    def papers(self) -> None:
        """Everything that the decision needs."""
        known = PEOPLE[self.person]
        self.paper("driving_licence", licence_no=known["id_no"], name=known["name"])
        self.paper(
            "income_proof", name=known["name"], income_monthly="20000.00",
            employer_name="霁城测试有限公司", employer_phone="0571-88880000",
        )  # fmt: skip

    def read_cost(self, role: str = "borrower") -> Json:
        """Read the cost sheet to its end, for as long as it takes, and confirm it."""
        party_id = self.party(role)
        who = self.me if role == "borrower" else f"party:{party_id}"
        sheet = self.get(f"/parties/{party_id}/cost-sheet", who=who)
        with self.office.database.transaction() as session:
            session.execute(
                sa.text("UPDATE cost_sheet_showings SET clock = clock - interval '15 seconds'")
            )
        body = {
            "text_hash": sheet["text_hash"], "shown_at": sheet["shown_at"],
            "dwell_ms": 12000, "scrolled_to_end": True,
        }  # fmt: skip
        return self.post(f"/parties/{party_id}/cost-sheet/confirm", body, who=who)

    def sign(self, role: str = "borrower", **options: Any) -> Json:
        """Sign everything that has a place for the party."""
        party_id = self.party(role)
        who = self.me if role == "borrower" else f"party:{party_id}"
        if role != "borrower":
            self.read_cost(role)
        shown = self.get(f"/parties/{party_id}/signing", who=who)
        body = {"hash": shown["hash"], "agreed": True, "code_ref": "SMS-TEST"}
        return self.post(f"/parties/{party_id}/signature", body, who=who, **options)

    def seller(self, *events: str, **facts: str) -> None:
        """What happens at the dealer's."""
        for event in events:
            body = {"event": event, **facts}
            self.post(f"/sandbox/seller/{self.number}", body, who="system")

    def to_pre_approved(self) -> "Journey":
        self.open()
        self.identify()
        self.fill()
        self.authorise()
        return self

    def to_approved(self) -> "Journey":
        self.to_pre_approved()
        self.papers()
        self.bind_card()
        return self
