"""Gathers what the policy looks at, out of fields, reports, papers and the quote."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.applications.fields import saved
from backoffice.applications.finding import parties_of
from backoffice.applications.models import Application, Field
from backoffice.applications.papers import paper_flags
from backoffice.applications.purposes import for_loan
from backoffice.applications.reading import quote_of, stored_quote
from backoffice.applications.states import still_open
from backoffice.customers.models import Customer
from backoffice.lending.affordability import burden, counted_income
from backoffice.lending.money import ZERO, one_decimal, two_decimals
from backoffice.lending.validation.identity import (
    IdentityNumberWrong,
    age_fault,
    parse_identity,
)
from backoffice.office import office_of
from backoffice.parties.models import Party
from backoffice.quotes.schemas import Quote
from backoffice.risk.evidence import evidenced_income
from backoffice.risk.models import CreditReport
from backoffice.risk.policy import Fact, policy

# Nobody is told a share above this.
MOST_PCT = Decimal(999)


@dataclass(frozen=True)
class Incomes:
    """What comes in and goes out each month, of all who carry the loan."""

    counted: Decimal
    declared: Decimal
    evidenced: Decimal | None
    debts: Decimal


def newest_report(session: Session, party_id: str) -> dict[str, object] | None:
    """A party's newest credit report."""
    query = sa.select(CreditReport.report).where(CreditReport.party_id == party_id)
    return session.scalars(
        query.order_by(CreditReport.authorisation_id.desc()).limit(1)
    ).one_or_none()


def _money(field: Field | None) -> Decimal:
    return Decimal(field.value) if field else ZERO


def _amount(value: object) -> Decimal:
    return ZERO if value is None else Decimal(str(value))


def incomes(session: Session, application: Application, carriers: Sequence[Party]) -> Incomes:
    """Incomes and debts of borrower and co-borrowers; evidenced ones count before declared."""
    caps = office_of(session).catalogue().caps
    counted = declared = debts = ZERO
    borrower_evidence: Decimal | None = None
    for party in carriers:
        fields = saved(session, party.party_id)
        said = _money(fields.get("income_monthly"))
        shown = evidenced_income(session, party)
        business = party.role == "borrower" and application.customer_type != "private"
        counted += counted_income(shown if shown is not None else said, business, caps)
        if party.role == "borrower":
            declared, borrower_evidence = said, shown
        report = newest_report(session, party.party_id) or {}
        known = _amount(report.get("debt_monthly"))
        debts += max(known, _money(fields.get("other_debt_monthly")))
    return Incomes(counted, declared, borrower_evidence, debts)


def _burden(session: Session, quote: Quote, money: Incomes) -> dict[str, Fact]:
    if money.counted <= 0:
        return {"burden": "red", "pti_pct": None, "dti_pct": None}
    caps = office_of(session).catalogue().caps
    weight = burden(Decimal(quote.highest_payment), money.counted, money.debts, caps)
    return {
        "burden": str(weight.grade),
        "pti_pct": min(one_decimal(weight.pti), MOST_PCT),
        "dti_pct": min(one_decimal(weight.dti), MOST_PCT),
    }


def _ages(session: Session, parties: Sequence[Party], months: int) -> bool:
    today = office_of(session).clock.business_date()
    for party in parties:
        if party.id_no is None:
            continue
        try:
            born = parse_identity(party.id_no, today, fictional=True).born
        except IdentityNumberWrong:
            return True
        if age_fault(born, today, months, party.role) is not None:
            return True
    return False


def _purchase(session: Session, quote: Quote) -> dict[str, Fact]:
    catalogue = office_of(session).catalogue()
    cap = catalogue.rules["term_cap"]["new_months"]
    price, loan = Decimal(quote.price or "0"), Decimal(quote.loan_amount)
    trim = catalogue.trims.get(quote.trim_key or "")
    base = min(price, trim.price) if trim else price
    share = two_decimals(loan * 100 / base) if base else MOST_PCT
    limit = Decimal(100)
    vehicle = catalogue.vehicles.get(quote.vehicle_key or "")
    if vehicle is not None:
        limit = catalogue.ltv_cap(vehicle, catalogue.product(quote.product_key))
    return {
        "months_over_cap": quote.term_months - int(cap),
        "ltv_pct": share,
        "ltv_over_cap": max(share - limit, ZERO),
        "loan": loan,
    }


def _asked(session: Session, application: Application, quote: Quote) -> dict[str, Fact]:
    """What is asked for: a car's loan, or more months for a balloon."""
    if for_loan(application):
        return _purchase(session, quote)
    prolonged = stored_quote(session, application).answer["extension"]
    cap = office_of(session).catalogue().rules["term_cap"]["new_months"]
    return {
        "months_over_cap": prolonged["months_before"] + quote.term_months - int(cap),
        "loan": Decimal(quote.loan_amount),
    }


def _bureau(session: Session, parties: Sequence[Party]) -> dict[str, Fact]:
    """The worst of all reports; what no report tells is not known."""
    reports = [report for p in parties if (report := newest_report(session, p.party_id))]
    names = ("overdue_now", "worst_overdue_days", "late_payments", "recent_queries")
    found: dict[str, Fact] = {
        name: max((_amount(report.get(name)) for report in reports), default=None) for name in names
    }
    found["thin_file"] = any(report.get("found") is False for report in reports)
    return found


def _used_elsewhere(session: Session, party: Party) -> int:
    """How often the party's number stands in another open application, under another name."""
    names = (
        sa.select(Party.name)
        .join(Application, Application.application_no == Party.application_no)
        .where(
            Party.id_no_index == party.id_no,
            Party.application_no != party.application_no,
            Party.removed_at.is_(None),
            still_open(),
        )
    )
    return sum(name is not None and name != party.name for name in session.scalars(names))


def _flags(session: Session, parties: Sequence[Party]) -> dict[str, Fact]:
    """What does not fit together: numbers shared by people who are not the same."""
    stolen = odd = 0
    phones = [party.phone for party in parties]
    numbers = [party.id_no for party in parties if party.id_no]
    for party in parties:
        told = (newest_report(session, party.party_id) or {}).get("fraud_flags") or ()
        stolen += len(told) if isinstance(told, (list, tuple)) else 0
        stolen += _used_elsewhere(session, party) if party.id_no else 0
        employer = saved(session, party.party_id).get("employer_phone")
        odd += employer is not None and employer.value in phones
    odd += len(phones) - len(set(phones))
    stolen += len(numbers) - len(set(numbers))
    return {"hard_fraud_flags": stolen, "fraud_flags": odd}


def _first_job(session: Session, application: Application, parties: Sequence[Party]) -> bool:
    if any(party.role == "guarantor" and party.authorised_at for party in parties):
        return False
    customer = session.get_one(Customer, application.customer_id)
    return (
        customer.first_job_months is not None
        and customer.first_job_months < policy().first_job_months
    )


def _to_review(session: Session, parties: Sequence[Party]) -> int:
    """What a person should look at in papers and corrections."""
    corrected = sum(
        field.corrected for p in parties for field in saved(session, p.party_id).values()
    )
    return corrected + sum(len(paper_flags(session, party)) for party in parties)


def gather(session: Session, application: Application) -> dict[str, Fact]:
    """All facts of an application as they are now."""
    parties = parties_of(session, application.application_no)
    carriers = [party for party in parties if party.role != "guarantor"]
    quote = quote_of(session, application)
    new = [party for party in parties if not party.carried]
    money = incomes(session, application, carriers)
    gap: Decimal | None = None
    if money.evidenced is not None and money.declared > 0:
        gap = one_decimal((money.declared - money.evidenced) * 100 / money.declared)
    pending = any(p.role == "co_borrower" and p.authorised_at is None for p in new)
    return {
        "age_fault": _ages(session, new, quote.term_months),
        **_asked(session, application, quote),
        **_burden(session, quote, money),
        **_bureau(session, parties),
        **_flags(session, parties),
        "income_gap_pct": gap,
        "papers_to_review": _to_review(session, parties),
        "co_borrower_pending": pending,
        "first_job_short": _first_job(session, application, parties),
        **{f"{name}_monthly": value for name, value in asdict(money).items()},
    }
