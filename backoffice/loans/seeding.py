"""The reference portfolio: contracts of the personas with their whole history, booked as it was.

Nothing is set: each loan is activated, and every instalment, debit and payment until the first
business date goes through the same statements as in the daily roll.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.clock.service import FIRST_SANDBOX_DATE, SHANGHAI
from backoffice.database import Database
from backoffice.lending.contract_schedule import ContractSchedule, DatedRow
from backoffice.lending.due_dates import FirstPeriod, due_dates, interest_for_days
from backoffice.lending.schedule import Schedule, build
from backoffice.lending.terms import Method, Terms
from backoffice.loans.co_signers import CoSigner
from backoffice.loans.debits import HOURS
from backoffice.loans.dues import age, book_due
from backoffice.loans.ledger import Account, Booking, book
from backoffice.loans.mandates import open_mandate
from backoffice.loans.models import Loan
from backoffice.loans.paying import receive, set_off_all
from backoffice.loans.running_models import Debit, LoanStanding, RolledDay
from backoffice.loans.schedules import open_schedule
from backoffice.office import Office
from backoffice.providers.banks import bank_of
from foundation.settings import Settings

Raw = Mapping[str, Any]
ROLES = ("co_borrower", "guarantor")


def activated_on(contract_no: str) -> date:
    """The day of activation, which stands in the contract's number."""
    return date(int(contract_no[1:5]), int(contract_no[5:7]), int(contract_no[7:9]))


def _terms(entry: Raw, method: Method) -> Terms:
    return Terms(
        method,
        Decimal(entry["amount"]),
        Decimal(entry["annual_rate_pct"]),
        entry["term"],
        balloon=Decimal(entry["balloon"]),
    )


def _dated(schedule: Schedule, since: date, first_due: date) -> ContractSchedule:
    """The schedule on its days; the first period with interest for the days it has."""
    terms = schedule.terms
    days = (first_due - since).days
    interest = interest_for_days(terms.principal, terms.annual_rate_pct, days)
    extra = interest - schedule.rows[0].interest
    first = FirstPeriod(first_due, days, interest, schedule.first_payment + extra, extra)
    dates = due_dates(first_due, terms.months)
    rows = [
        DatedRow(row.period, due, row.payment, row.principal, row.interest, row.balance)
        for row, due in zip(schedule.rows, dates, strict=True)
    ]
    rows[0] = rows[0]._replace(payment=first.payment, interest=first.interest)
    return ContractSchedule(schedule, first, tuple(rows))


def _vehicle(entry: Raw, names: Mapping[str, tuple[str, str]]) -> dict[str, Any]:
    trim_key = entry.get("trim")
    name, trim = names.get(trim_key or entry["vehicle"], ("", ""))
    return {
        "vehicle_key": entry["vehicle"],
        "trim_key": trim_key,
        "name": name,
        "trim": trim,
        "price": f"{Decimal(entry['vehicle_price']):.2f}",
        "vin": entry["vin"],
        "plate": entry["plate"],
    }


def _row(persona: Raw, method: Method, names: Mapping[str, tuple[str, str]]) -> dict[str, Any]:
    entry = persona["contract"]
    terms, since = _terms(entry, method), activated_on(entry["no"])
    leased = {"contract_km", "current_km"}
    return {
        "contract_no": entry["no"],
        "customer_id": persona["no"],
        "product_key": entry["product"],
        "state": "ACTIVE",
        "principal": terms.principal,
        "annual_rate_pct": terms.annual_rate_pct,
        "months": terms.months,
        "terms": {
            "method": str(method),
            "principal": str(terms.principal),
            "annual_rate_pct": str(terms.annual_rate_pct),
            "months": terms.months,
            "balloon": str(terms.balloon),
            "steps": [],
            "lump": "0.00",
            "lump_every": 12,
            "interest_only": 0,
            "timing": "arrears",
        },
        "vehicle": _vehicle(entry, names),
        "due_day": entry["due_day"],
        "activated_on": since,
        "activated_at": datetime.combine(since, time(10), SHANGHAI),
        "autopay": entry.get("autopay", True),
        "lease": {k: entry[k] for k in leased} if leased <= set(entry) else None,
        "lien": entry.get("lien")
        or ({"status": "REGISTERED"} if "contract_km" not in entry else None),
        "total_loss": entry.get("total_loss"),
    }


def _activate(
    session: Session, loan: Loan, schedule: Schedule, first_due: date
) -> ContractSchedule:
    dated = _dated(schedule, loan.activated_on, first_due)
    open_schedule(session, loan, dated)
    owed = Account.LEASE_RECEIVABLE if loan.kind == "lease" else Account.LOAN_RECEIVABLE
    number, day, amount = loan.contract_no, loan.activated_on, loan.principal
    sides = {owed: amount, Account.DEALER_PAYABLE: -amount}
    paid = {Account.DEALER_PAYABLE: amount, Account.BANK: -amount}
    book(session, Booking(number, f"{number}:loan", "activation", day, sides))
    book(session, Booking(number, f"{number}:paid_out", "entrusted_payment", day, paid))
    return dated


def _at(day: date) -> datetime:
    return datetime.combine(day, HOURS[0], SHANGHAI)


def _tried(session: Session, loan: Loan, due: date, on: date, nth: int, **answer: Any) -> Debit:
    """A debit of the past, with the bank's answer."""
    number = loan.contract_no
    debit = Debit(
        contract_no=number,
        reference=f"due:{number}:{due}:{nth}",
        purpose="due",
        due_on=due,
        nth=nth,
        asked_on=on,
        asked_at=_at(on),
        answered_at=_at(on),
        **answer,
    )
    session.add(debit)
    session.flush()
    return debit


def _pay(session: Session, loan: Loan, due: date, mandate_no: int | None) -> None:
    """What was due on a day came in on it: from the card, or by transfer where none is known."""
    standing = session.get_one(LoanStanding, loan.contract_no, populate_existing=True)
    source, reference = "transfer", f"transfer:{loan.contract_no}:{due}"
    if mandate_no is not None:
        answer = {"state": "ok", "amount": standing.due, "drawn": standing.due}
        debit = _tried(session, loan, due, due, 1, mandate_no=mandate_no, **answer)
        source, reference = "debit", f"debit:{debit.reference}"
    at = _at(due)
    receive(session, loan.contract_no, standing.due, source, reference, due, at)
    set_off_all(session, at, loan.contract_no)


def _live(
    session: Session, loan: Loan, entry: Raw, dated: ContractSchedule, mandate_no: int | None
) -> None:
    """Everything that happened to a contract until the first business date."""
    number = loan.contract_no
    for row in dated.rows:
        if row.due_date > FIRST_SANDBOX_DATE:
            break
        book_due(session, row.due_date, _at(row.due_date), [number])
        if row.period <= entry["paid_periods"]:
            _pay(session, loan, row.due_date, mandate_no)
            continue
        open_ = row.payment
        failed = {date.fromisoformat(f["date"]): f["code"] for f in entry.get("failed_debits", [])}
        for day in range(row.due_date.toordinal(), FIRST_SANDBOX_DATE.toordinal() + 1):
            on = date.fromordinal(day)
            age(session, on, _at(on), [number])
            if on in failed:
                nth = 1 if on == row.due_date else 3 + (on - row.due_date).days
                answer = {"state": "failed", "code": failed[on], "amount": open_}
                _tried(session, loan, row.due_date, on, nth, mandate_no=mandate_no, **answer)


def _open(
    session: Session, persona: Raw, method: Method, names: Mapping[str, tuple[str, str]]
) -> None:
    entry = persona["contract"]
    loan = Loan(**_row(persona, method, names))
    session.add(loan)
    session.flush()
    session.refresh(loan)
    first_due = date.fromisoformat(entry["first_due"])
    dated = _activate(session, loan, build(_terms(entry, method)), first_due)
    mandate_no = None
    if "repay_card" in persona:
        card = bank_of(persona["repay_card"])
        mandate = open_mandate(
            session,
            loan.contract_no,
            persona["repay_card"],
            card.bank if card else "",
            loan.activated_on,
        )
        mandate_no = mandate.mandate_no
    _add_co_signers(session, loan.contract_no, persona)
    _live(session, loan, entry, dated, mandate_no)


def _add_co_signers(session: Session, contract_no: str, persona: Raw) -> None:
    """Who signed the contract beside the borrower."""
    for position, role in enumerate(ROLES):
        known = persona.get(role)
        if known is not None:
            income = known.get("income_monthly")
            session.add(
                CoSigner(
                    contract_no=contract_no,
                    position=position,
                    role=role,
                    relation=known.get("relation"),
                    name=known["name"],
                    id_no=known["id_no"],
                    phone=known["phone"],
                    income_monthly=None if income is None else Decimal(income),
                )
            )
    session.flush()


def seed_portfolio(database: Database, settings: Settings, catalogue: Raw) -> int:
    """Add the personas' contracts that are not there yet; how many."""
    office = Office.over(database, settings)
    with office.database.transaction() as session:
        return seed_loans(session, catalogue)


def seed_loans(session: Session, catalogue: Raw) -> int:
    """Add the personas' contracts that are not there yet; how many."""
    methods = {entry["key"]: Method(entry["type"]) for entry in catalogue["products"]}
    names = dict(_names(catalogue["vehicles"]))
    added = 0
    for persona in catalogue["personas"]:
        entry = persona.get("contract")
        if not entry or session.get(Loan, entry["no"]) is not None:
            continue
        _open(session, persona, methods[entry["product"]], names)
        added += 1
    if session.scalar(sa.select(sa.func.count()).select_from(RolledDay)) == 0:
        session.add(RolledDay(day=FIRST_SANDBOX_DATE, stage=1 + len(HOURS)))
    return added


def _names(vehicles: Iterable[Raw]) -> Iterable[tuple[str, tuple[str, str]]]:
    """The names of a car by its version, and by itself."""
    for vehicle in vehicles:
        yield vehicle["key"], (vehicle["name"], "")
        for trim in vehicle["trims"]:
            yield trim["key"], (vehicle["name"], trim["name"])
