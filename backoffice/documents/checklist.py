"""Which papers an application needs, how each stands, and what the accepted ones show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.applications.finding import DRIVER, parties_of, people_of
from backoffice.applications.finding import find as find_application
from backoffice.applications.models import Application, Decision, Field, PurchaseFact
from backoffice.applications.schemas import DocumentView
from backoffice.consents.service import granted_since
from backoffice.documents import repository
from backoffice.documents.context import accepted_values
from backoffice.documents.judging import Status
from backoffice.documents.kinds import data, kinds, words
from backoffice.documents.models import Paper
from backoffice.documents.sealing import Sealer
from backoffice.documents.values import period_of
from backoffice.office import office_of
from backoffice.parties.models import Party
from backoffice.quotes.repository import find as find_quote
from backoffice.risk.models import CreditReport
from backoffice.wording import wording

PROBLEMS = wording("documents/wording/problems.yml")
WHY = wording("documents/wording/checklist.yml")
WAIVED = "waived"
TOLD = "told"
NAMED = "named"
EXCUSED = (WAIVED, TOLD, NAMED)
# What the seller tells of the purchase needs no paper of the customer's.
TOLD_BY = {
    "down_payment_receipt": "down_payment_received",
    "vehicle_invoice": "invoice_issued",
    "insurance_policy": "insured",
}
# A named driver's stands for the borrower's own.
LICENCE = "driving_licence"
DRIVING = "named_driver"
CLEAN_OVERDUE_DAYS = 30
# What the account shows counts before what was taxed, that before what an employer writes, and that
# before the base of contributions, which has a floor and a ceiling.
INCOME = (
    ("bank_statement", "regular_income"),
    ("tax_record", "income_monthly"),
    ("income_proof", "income_monthly"),
    ("social_insurance_record", "income_monthly"),
    ("bank_statement", "inflow_monthly"),
)


@dataclass(frozen=True)
class Needed:
    """A paper that a party hands in; `either`: any one of these will do."""

    document: str
    stage: str
    either: tuple[str, ...]
    required: bool | str = True


@dataclass(frozen=True)
class PaperFacts:
    """What a party's accepted papers show; `values` by field name of the application.

    `corrected`: fields that the customer changed where the machine had read something else.
    """

    income_monthly: Decimal | None = None
    id_valid_to: date | None = None
    id_valid_for_ever: bool = False
    values: Mapping[str, str] = field(default_factory=dict)
    corrected: frozenset[str] = frozenset()
    review: tuple[str, ...] = ()


def _conditions(session: Session, application: Application, party: Party) -> dict[str, bool]:
    others = [p for p in parties_of(session, application.application_no) if p != party]
    return {
        "marriage": any(p.relation in words("spouse") for p in others),
        "elsewhere": _elsewhere(session, party),
    }


def _elsewhere(session: Session, party: Party) -> bool:
    """Whether the party lives in another city than the address says that is known of him."""
    told = {
        field.name: field.value
        for field in session.scalars(sa.select(Field).where(Field.party_id == party.party_id))
    }
    city, address = told.get("city"), told.get("address")
    return bool(city and address and city not in address)


def _small_loan(session: Session, application: Application, limits: Mapping[str, Any]) -> bool:
    """A small loan with a high down payment and a clean report needs no proof of income."""
    quote = find_quote(session, application.quote_id).answer["quote"]
    reports = session.scalars(
        sa.select(CreditReport.report)
        .join(Party, Party.party_id == CreditReport.party_id)
        .where(Party.application_no == application.application_no, Party.role == "borrower")
    ).all()
    clean = bool(reports) and all(
        Decimal(str(report.get("overdue_now") or 0)) == 0
        and int(report.get("worst_overdue_days") or 0) < CLEAN_OVERDUE_DAYS
        for report in reports
    )
    share = Decimal(quote.get("down_payment_pct") or 0)
    loan = Decimal(quote["loan_amount"])
    return clean and loan <= limits["most_loan"] and share >= limits["least_down_pct"]


def required(session: Session, application: Application, party: Party) -> list[Needed]:
    """The papers of a party, by role and customer type, with what the decision asked for."""
    rules = data("checklist.yml")
    of_role = rules[party.role]
    entries = of_role.get(application.customer_type) or of_role.get("any") or of_role["private"]
    if party.carried:  # his papers came with the contract
        entries = []
    conditions = _conditions(session, application, party)
    told = _told(session, application)
    named = any(p.role == DRIVER for p in people_of(session, application.application_no))
    needed = {}
    for entry in entries:
        if not conditions.get(entry.get("if", ""), True):
            continue
        document = entry["document"]
        wanted: bool | str = entry.get("required", True)
        if entry.get("waiver") and _small_loan(
            session, application, rules["waivers"]["small_loan"]
        ):
            wanted = WAIVED
        if TOLD_BY.get(document) in told:
            wanted = TOLD
        if document == LICENCE and named and party.role == "borrower":
            wanted = NAMED
        either = tuple(entry.get("either", (document,)))
        needed[document] = Needed(document, entry["stage"], either, wanted)
    if party.role == "borrower":
        for document in _asked_for(session, application):
            needed[document] = Needed(document, "decision", (document,))
    return list(needed.values())


def _told(session: Session, application: Application) -> set[str]:
    """What the seller's side has told of the purchase."""
    kinds_told = sa.select(PurchaseFact.kind).where(
        PurchaseFact.application_no == application.application_no
    )
    return set(session.scalars(kinds_told))


def _asked_for(session: Session, application: Application) -> Sequence[str]:
    """Papers that the newest decision asked for by name."""
    missing = session.scalar(
        sa.select(Decision.missing)
        .where(Decision.application_no == application.application_no)
        .order_by(Decision.id.desc())
        .limit(1)
    )
    return [document for document in missing or () if document in kinds()]


def _status(papers: list[Paper], needed: Needed) -> tuple[str, Paper | None]:
    """How a need stands: the best of what will do; a card needs both its sides."""
    found: list[tuple[str, Paper | None]] = []
    for document in needed.either:
        sides = kinds()[document].sides if kinds()[document].both_sides else (None,)
        parts = [repository.standing(papers, document, side) for side in sides]
        found.append(_worst(parts))
    order = (Status.ACCEPTED, Status.CONFIRM, Status.CHECKING, Status.REJECTED, "missing")
    return min(found, key=lambda each: order.index(each[0]))


def _worst(parts: list[Paper | None]) -> tuple[str, Paper | None]:
    there = [paper for paper in parts if paper is not None]
    for status in (Status.REJECTED, Status.CONFIRM, Status.CHECKING):
        for paper in there:
            if paper.status == status:
                return status, paper
    if len(there) < len(parts):
        return "missing", None
    return Status.ACCEPTED, there[-1]


def sentences(paper: Paper) -> tuple[str | None, str | None]:
    """What is wrong with a paper, or worth knowing, and how to mend it."""
    if paper.code is None:
        return None, None
    problem = PROBLEMS.say(paper.code, **paper.figures)
    if "page" in paper.figures:
        problem = PROBLEMS.say("on_page", problem=problem, **paper.figures)
    return problem, PROBLEMS.say(f"{paper.code}_fix", **paper.figures)


def _view(party: Party, needed: Needed, papers: list[Paper]) -> DocumentView:
    status, paper = _status(papers, needed)
    problem, fix = sentences(paper) if paper else (None, None)
    return DocumentView.model_validate(
        {
            "document": needed.document,
            "required": needed.required,
            "status": "uploaded" if status == Status.CONFIRM else status,
            "problem": problem,
            "fix": fix,
            "paper_id": paper.paper_id if paper else None,
            "title": kinds()[needed.document].title,
            "party_id": party.party_id,
            "why": WHY.say(str(needed.required) if needed.required in EXCUSED else needed.document),
            "stage": needed.stage,
        }
    )


def _papers_of(session: Session, party: Party) -> list[Paper]:
    """The papers of a party; of a driver nothing counts that he does not agree to any more."""
    if party.role == DRIVER and DRIVING not in granted_since(session, [party.party_id]):
        return []
    return repository.of_party(session, party.party_id)


def items(session: Session, application: Application) -> list[DocumentView]:
    """Every paper that is needed, party by party, and every other one that was handed in."""
    found: list[DocumentView] = []
    for party in people_of(session, application.application_no):
        papers = _papers_of(session, party)
        needs = required(session, application, party)
        covered = {document for need in needs for document in need.either}
        more = {paper.document for paper in papers} - covered
        needs += [Needed(document, "decision", (document,), False) for document in sorted(more)]
        found += [_view(party, need, papers) for need in needs]
    return found


def place_of(session: Session, paper: Paper) -> Needed | None:
    """The need that a party's paper is for: the one of its name, else one that it does for."""
    if paper.party_id is None:
        return None
    party = session.get_one(Party, paper.party_id)
    needs = required(session, find_application(session, party.application_no), party)
    exact = (need for need in needs if need.document == paper.document)
    return next(exact, next((need for need in needs if paper.document in need.either), None))


def complete(session: Session, application_no: str, stage: str = "decision") -> bool:
    """Whether every paper that must be there for a stage is accepted."""
    application = find_application(session, application_no)
    return all(
        item.status == "accepted"
        for item in items(session, application)
        if item.required is True and item.stage == stage
    )


def facts(session: Session, party_id: str) -> PaperFacts:
    """What a party's accepted papers show."""
    sealer = Sealer(office_of(session).settings.papers_key)
    read = accepted_values(session, sealer, party_id)
    sources = {
        target: next(((d, name) for d, name in known if name in read.get(d, {})), ("", ""))
        for target, known in data("facts.yml").items()
    }
    values = {target: read[d][name] for target, (d, name) in sources.items() if d}
    period = read.get("id_card", {}).get("period")
    end = period_of(period).end if period else None
    if end is not None:
        values["id_valid_to"] = end.isoformat()
    papers = [p for p in repository.of_party(session, party_id) if p.status == Status.ACCEPTED]
    review = sorted({code for paper in papers for code in paper.review})
    changed = {(paper.document, name) for paper in papers for name in paper.corrected}
    corrected = frozenset(target for target, source in sources.items() if source in changed)
    return PaperFacts(
        _income(read), end, bool(period and end is None), values, corrected, tuple(review)
    )


def _income(read: Mapping[str, Mapping[str, str]]) -> Decimal | None:
    """What comes in a month, by the weight of who says it."""
    shown = next(
        (read[document][name] for document, name in INCOME if name in read.get(document, {})), None
    )
    return Decimal(shown) if shown else None
