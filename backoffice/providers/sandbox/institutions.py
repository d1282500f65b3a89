"""Played: credit bureau, mortgage registry, invoice registry, seller, malware scanner."""

import hashlib
from datetime import timedelta
from decimal import Decimal

import sqlalchemy as sa

from backoffice.lending.validation.vehicle import vin_valid
from backoffice.providers.errors import AuthorisationMissing
from backoffice.providers.models import SandboxSellerEvent
from backoffice.providers.ports import (
    CreditQuery,
    CreditReport,
    FileNoted,
    FileUpdate,
    InvoiceAnswer,
    InvoiceQuery,
    MortgageAnswer,
    MortgageFiling,
    ScanAnswer,
    SellerStatus,
)
from backoffice.providers.sandbox.outside import Outside, Raw, Told, known

PURPOSE = "credit_query"
# What an authorisation is good for at most.
AUTHORISED_DAYS = 30
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
BAD_RECORDS: dict[str, Raw] = {
    "overdue": {"overdue_now": "6800.00", "worst_overdue_days": 95, "late_payments": 7},
    "debt": {"debt_monthly": "18000.00", "open_accounts": 11},
    "queries": {"recent_queries": 24},
    "fraud": {"fraud_flags": ["dishonest_debtor"]},
    "not_found": {"found": False, "open_accounts": 0, "debt_monthly": 0, "recent_queries": 0},
}


def _number(letter: str, *parts: str) -> str:
    """A number that is the same for the same question."""
    return f"{letter}{hashlib.sha256('|'.join(parts).encode()).hexdigest()[:12].upper()}"


class SandboxCreditBureau:
    """Answers only to a written authorisation of the right purpose that is not stale."""

    def __init__(self, outside: Outside) -> None:
        self._outside = outside

    def query(self, query: CreditQuery) -> CreditReport:
        """The person's report; raises `AuthorisationMissing`."""
        authorisation, now = query.authorisation, self._outside.clock.now()
        age = now - authorisation.authorised_at
        if authorisation.purpose != PURPOSE or age > timedelta(days=AUTHORISED_DAYS):
            raise AuthorisationMissing("no authorisation for this query")
        person = query.person

        def answer(told: Told) -> Raw:
            entry = known(person.id_no) or {}
            report: Raw = {
                "report_no": _number("CR", person.id_no, authorisation.reference),
                "queried_at": now,
                "open_accounts": 1,
                "debt_monthly": Decimal(entry.get("debt", 0)),
                "overdue_now": Decimal(0),
                "worst_overdue_days": 0,
                "late_payments": 0,
                "recent_queries": 1,
            } | {name: str(value) for name, value in entry.get("bureau", {}).items()}
            if told.manner == "no":
                report |= BAD_RECORDS.get(told.reason or "", BAD_RECORDS["overdue"])
            return report

        return self._outside.ask(
            "credit_bureau", (person.id_no, person.phone), answer, CreditReport
        )


class SandboxBureauFile:
    """Notes whatever the lender reports about a person."""

    def __init__(self, outside: Outside) -> None:
        self._outside = outside

    def update(self, update: FileUpdate) -> FileNoted:
        """Bring an entry up to date."""

        def answer(told: Told) -> Raw:
            if told.manner == "no":
                return {"noted": False, "reason": told.reason or "person_unknown"}
            return {"noted": True, "note_no": _number("BN", update.reference)}

        subjects = (update.person.id_no, update.person.phone)
        return self._outside.ask("bureau_file", subjects, answer, FileNoted)


class SandboxMortgageRegistry:
    """Registers every car whose number can be true."""

    def __init__(self, outside: Outside) -> None:
        self._outside = outside

    def register(self, filing: MortgageFiling) -> MortgageAnswer:
        """File a mortgage."""

        def answer(told: Told) -> Raw:
            if told.manner == "no":
                return {"registered": False, "reason": told.reason or "owner_differs"}
            if not vin_valid(filing.vin):
                return {"registered": False, "reason": "vin_unknown"}
            return {
                "registered": True,
                "registration_no": _number("DY", filing.contract_no, filing.vin),
                "title_no": _number("LB", filing.vin),
                "registered_on": self._outside.clock.business_date(),
            }

        subjects = (filing.owner_id_no, filing.contract_no, filing.vin)
        return self._outside.ask("mortgage_registry", subjects, answer, MortgageAnswer)


class SandboxInvoiceRegistry:
    """Believes every invoice that is not of tomorrow."""

    def __init__(self, outside: Outside) -> None:
        self._outside = outside

    def check(self, query: InvoiceQuery) -> InvoiceAnswer:
        """Whether the invoice was issued like this."""

        def answer(told: Told) -> Raw:
            if told.manner == "no":
                return {"genuine": False, "reason": told.reason or "not_found"}
            if query.issued_on > self._outside.clock.business_date():
                return {"genuine": False, "reason": "not_found"}
            return {"genuine": True}

        return self._outside.ask(
            "invoice_registry", (query.number, query.vin), answer, InvoiceAnswer
        )


class SandboxSeller:
    """Tells what was played of the seller's side."""

    def __init__(self, outside: Outside) -> None:
        self._outside = outside

    def status(self, application_no: str) -> SellerStatus:
        """How the purchase stands; told "no", nothing happened yet."""

        def answer(told: Told) -> Raw:
            query = (
                sa.select(SandboxSellerEvent)
                .where(SandboxSellerEvent.application_no == application_no)
                .order_by(SandboxSellerEvent.sequence)
            )
            with self._outside.database.transaction() as session:
                rows = [] if told.manner == "no" else list(session.scalars(query))
            return {"events": [{"kind": r.kind, "at": r.at, "facts": r.facts} for r in rows]}

        return self._outside.ask("seller", (application_no,), answer, SellerStatus)


class SandboxScanner:
    """Finds the harmless string that the makers of scanners agreed to find."""

    def __init__(self, outside: Outside) -> None:
        self._outside = outside

    def scan(self, content: bytes) -> ScanAnswer:
        """Whether the file is free of it."""

        def answer(told: Told) -> Raw:
            found = told.manner == "no" or EICAR in content
            return {"clean": not found, "signature": "EICAR-Test-File" if found else None}

        return self._outside.ask("malware_scanner", (), answer, ScanAnswer)
