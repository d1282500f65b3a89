"""Loans of a test's own, lived until the first business date, and any errand asked for on them."""

from decimal import Decimal
from typing import Any

from backoffice.loans.seeding import seed_loans
from backoffice.office import Office
from tests.backoffice.servicing.conftest import Desk

Json = dict[str, Any]
PRODUCTS = [
    {"key": "AXD", "type": "equal_instalment"},
    {"key": "SXD", "type": "equal_principal"},
    {"key": "QXD", "type": "balloon"},
    {"key": "SXZ", "type": "finance_lease"},
]


def live(office: Office, who: str, number: str, **entry: Any) -> str:
    """Add a contract of a customer with its history; its number."""
    usual = {
        "no": number,
        "product": "AXD",
        "vehicle": "xingzhi",
        "vin": "L0TEST00XTJ000006",
        "plate": "T0100",
        "vehicle_price": 200000,
        "amount": "150000",
        "annual_rate_pct": "4.99",
        "term": 36,
        "balloon": "0",
        "due_day": 20,
    }
    persona = {"no": who, "repay_card": "6200000000000000067", "contract": usual | entry}
    with office.database.transaction() as session:
        seed_loans(session, {"products": PRODUCTS, "vehicles": [], "personas": [persona]})
    return number


class Errands(Desk):
    """A customer who tries and orders one kind of errand."""

    kind = "prepayment"

    def attempt(self, expect: int = 200, **body: Any) -> Json:
        path = f"/loans/{self.loan}/trials/{self.kind}"
        return self.post(path, body, level="L1", expect=expect)

    def confirm(
        self, trial: Json, choice: str | None, details: Json | None = None, *, expect: int = 200,
        **how: Any,
    ) -> Json:  # fmt: skip
        body = {
            "errand": self.kind, "trial_id": trial["trial_id"], "hash": trial["hash"],
            "confirm": True, "choice": choice, "details": details or {},
        }  # fmt: skip
        return self.post(f"/loans/{self.loan}/errands", body, expect=expect, **how)

    def errand(self, errand: Json) -> Json:
        return self.get(f"/errands/{errand['request_no']}")

    def schedule(self) -> list[Json]:
        items: list[Json] = self.get(f"/loans/{self.loan}/schedule")["rows"]
        return items


def option(figures: Json, effect: str) -> Json:
    """One of the effects that were shown."""
    found: Json = next(each for each in figures["options"] if each["effect"] == effect)
    return found


def owed(desk: Desk) -> Decimal:
    """What the loan still owes."""
    return Decimal(desk.shown()["principal_outstanding"])
