"""P07 at the back office: what he changes about himself, over HTTP, everything real."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from backoffice.changes.models import CustomerIdentity
from backoffice.consents.purposes import purposes
from backoffice.deliveries.models import Delivery
from backoffice.office import Office
from tests.backoffice.applications.journey import acting
from tests.specimens import cards
from tests.specimens.camera import jpeg, on_a_table
from tests.specimens.people import Person

Json = dict[str, Any]
P07, CONTRACT = "P07", "C202602100007"
OLD_CARD, NEW_CARD = "6200000000000000075", "6200000000000001073"
PHONE, NEW_PHONE = "15400000007", "15400000707"
TANG = Person(
    "唐秋白",
    "990107198809030120",
    "陕西省西安市雁塔区样本路7号2栋301室",
    "西安市公安局雁塔分局",
    PHONE,
    valid_from=date(2006, 12, 8),
    valid_to=date(2026, 12, 8),
)
RENEWED = replace(TANG, valid_from=date(2026, 11, 10), valid_to=date(2046, 11, 10))


def front(person: Person = RENEWED) -> bytes:
    return jpeg(on_a_table(cards.id_front(person)))


def back(person: Person = RENEWED) -> bytes:
    return jpeg(on_a_table(cards.id_back(person)))


class Counter:
    """A customer at the back office's counter."""

    def __init__(self, client: TestClient, who: str = f"customer:{P07}") -> None:
        self.client, self.who = client, who

    @property
    def office(self) -> Office:
        office: Office = self.client.app.state.office  # type: ignore[attr-defined]
        return office

    @property
    def me(self) -> str:
        return self.who.partition(":")[2]

    def post(
        self, path: str, body: Json | None = None, *, expect: int = 200, level: str = "L3",
        key: str | None = None, who: str | None = None,
    ) -> Json:  # fmt: skip
        headers = {**acting(who or self.who, level), "Idempotency-Key": key or uuid.uuid4().hex}
        answer = self.client.post(path, json=body, headers=headers)
        assert answer.status_code == expect, (path, answer.status_code, answer.text)
        found: Json = answer.json()
        return found

    def get(self, path: str, *, expect: int = 200, level: str = "L2") -> Json:
        answer = self.client.get(path, headers=acting(self.who, level))
        assert answer.status_code == expect, (path, answer.text)
        found: Json = answer.json()
        return found

    def decide(self, request_no: str, expect: int = 200, **words: Any) -> Json:
        body = {"approved": True, "note": "seen", **words}
        path = f"/changes/{request_no}/decision"
        return self.post(path, body, who="staff:reviewer1", expect=expect)

    def consent(self, *names: str) -> None:
        for name in names:
            body = {
                "customer_id": self.me,
                "purpose": name,
                "granted": True,
                "text_version": purposes()[name].version,
                "method": "tick",
            }
            self.post("/consents", body)

    def move(self, day: str) -> None:
        self.post("/sandbox/clock", {"business_date": day})

    def tell(self, port: str, **told: Any) -> None:
        self.post(f"/sandbox/providers/{port}", told)

    def open_renewal(self) -> str:
        body = {"customer_id": self.me, "confirm": True}
        return str(self.post("/changes/id_card", body, level="L2")["request_no"])

    def hand_in(self, request_no: str, *files: bytes, expect: int = 201) -> Json:
        answer = self.client.post(
            f"/changes/{request_no}/papers",
            files=[("file", (f"{n}.jpg", content)) for n, content in enumerate(files)],
            headers={**acting(self.who, "L2"), "Idempotency-Key": uuid.uuid4().hex},
        )
        assert answer.status_code == expect, answer.text
        found: Json = answer.json()
        return self.get(f"/papers/{found['paper_id']}") if expect == 201 else found

    def face(self, request_no: str, outcome: str = "passed") -> Json:
        check = self.post(f"/changes/{request_no}/real-person")["check_id"]
        return self.answer(check, outcome)

    def answer(self, check_id: str, outcome: str = "passed") -> Json:
        measured = {"score": "0.9600", "liveness": outcome == "passed"}
        path = f"/providers/real-person/{check_id}/result"
        return self.post(path, {"outcome": outcome, **measured}, who="system")

    def change(self, request_no: str) -> Json:
        return self.get(f"/changes/{request_no}")

    def on_file(self) -> CustomerIdentity:
        with self.office.database.transaction() as session:
            return session.get_one(CustomerIdentity, self.me)

    def told(self) -> list[str]:
        """What was said in the conversation of changes, oldest first."""
        return [row.text for row in self._deliveries() if row.customer_id == self.me]

    def sms(self, phone: str = PHONE) -> list[str]:
        return [row.text for row in self._deliveries() if row.phone == phone]

    def _deliveries(self) -> list[Delivery]:
        query = sa.select(Delivery).where(Delivery.delivery_id.like("change:%"))
        with self.office.database.transaction() as session:
            return list(session.scalars(query.order_by(Delivery.at, Delivery.delivery_id)))

    def try_card(
        self, card: str = NEW_CARD, *, contract: str = CONTRACT, phone: str = PHONE, **how: Any
    ) -> Json:
        body = {
            "customer_id": how.pop("customer", self.me),
            "contract_no": contract,
            "card_no": card,
            "reserved_phone": phone,
        }
        return self.post("/changes/bank_card/trial", body, **{"level": "L1", **how})

    def order_card(self, trial: Json, **how: Any) -> Json:
        body = {"trial_id": trial["trial_id"], "hash": trial["hash"], "confirm": True}
        return self.post("/changes/bank_card", body, **how)


@pytest.fixture
def counter(own: TestClient) -> Counter:
    """P07 at a back office of one test alone, with the consents the errands need."""
    found = Counter(own)
    found.consent("id_image", "face_verify", "bank_card")
    return found


@pytest.fixture
def asking(own: TestClient) -> Callable[[str], Counter]:
    """Another customer there."""
    return lambda who: Counter(own, f"customer:{who}")
