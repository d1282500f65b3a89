"""How the contract's tests talk to an implementation of the ports: arrange an answer, then ask.

A new implementation adds a harness of its own to `HARNESSES` in the contract's conftest.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol

from backoffice.clock.service import SHANGHAI
from backoffice.providers.assembly import Providers
from backoffice.providers.ports import (
    CreditQuery,
    FileUpdate,
    FourFactors,
    InvoiceQuery,
    MortgageFiling,
    Person,
    RealPersonCallback,
    RealPersonStart,
    WrittenAuthorisation,
)

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=SHANGHAI)
STRANGER = Person(name="试用人", id_no="990120199001010018", phone="15400009999")


class Harness(Protocol):
    """An implementation and the strings by which its outside is moved."""

    providers: Providers

    def arrange(self, port: str, manner: str, reason: str | None = None) -> None:
        """Let the outside answer like this: yes, no, slow, down, malformed."""
        ...


@dataclass(frozen=True)
class Question:
    """One question to a port, and how to see a yes and a no in its answer."""

    ask: Callable[[Providers], Any]
    yes: Callable[[Any], bool]
    reason: str | None = None


def authorisation(purpose: str = "credit_query", at: datetime = NOW) -> WrittenAuthorisation:
    return WrittenAuthorisation(
        reference="CA-1", purpose=purpose, text_hash="a" * 64, authorised_at=at
    )


def _real_person(providers: Providers) -> Any:
    started = providers.real_person.start(
        RealPersonStart(person=STRANGER, return_url="http://127.0.0.1/apply")
    )
    return providers.real_person.result(
        RealPersonCallback(
            check_id=started.check_id, outcome="passed", score=Decimal("0.97"), liveness=True
        )
    )


def _card(providers: Providers) -> Any:
    return providers.bank_card.check(
        FourFactors(
            name=STRANGER.name,
            id_no=STRANGER.id_no,
            card_no="6200000000000000067",
            phone=STRANGER.phone or "",
        )
    )


QUESTIONS: dict[str, Question] = {
    "identity_register": Question(
        lambda p: p.identity_register.check(STRANGER), lambda a: a.matches, "not_found"
    ),
    "real_person": Question(_real_person, lambda a: a.passed, "not_alive"),
    "bank_card": Question(_card, lambda a: a.passed, "limit"),
    "credit_bureau": Question(
        lambda p: p.credit_bureau.query(
            CreditQuery(person=STRANGER, authorisation=authorisation())
        ),
        lambda a: a.overdue_now == 0 and a.worst_overdue_days == 0,
    ),
    "bureau_file": Question(
        lambda p: p.bureau_file.update(
            FileUpdate(reference="X-1", person=STRANGER, id_valid_to=None, on=NOW.date())
        ),
        lambda a: a.noted,
        "person_unknown",
    ),
    "mortgage_registry": Question(
        lambda p: p.mortgage_registry.register(
            MortgageFiling(
                contract_no="C202611210001",
                vin="L0TEST007TJ000111",
                owner_name=STRANGER.name,
                owner_id_no=STRANGER.id_no,
                mortgagee="霁川汽车金融",
            )
        ),
        lambda a: a.registered and bool(a.registration_no),
        "frozen",
    ),
    "invoice_registry": Question(
        lambda p: p.invoice_registry.check(
            InvoiceQuery(
                code="199992600099",
                number="99000021",
                issued_on=date(2026, 11, 18),
                total=Decimal("259800.00"),
                vin="L0TEST007TJ000111",
            )
        ),
        lambda a: a.genuine,
        "cancelled",
    ),
    "seller": Question(
        lambda p: p.seller.status("A2026110021"),
        lambda a: [event.kind for event in a.events] == ["down_payment_received"],
    ),
    "malware_scanner": Question(
        lambda p: p.malware_scanner.scan(b"a harmless file"), lambda a: a.clean
    ),
}
