"""`/loans/{no}/insurance`: the policy on file, what the contract asks, a new policy handed in."""

import hashlib
from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated, Literal

import sqlalchemy as sa
from fastapi import APIRouter, File, Form, UploadFile
from pydantic import BaseModel, Field
from sqlalchemy.orm import Session

from backoffice.audit.actors import CurrentActor, Level
from backoffice.audit.trail import command
from backoffice.documents import repository, service
from backoffice.documents.context import values_of
from backoffice.documents.endpoints import contents_of
from backoffice.documents.intake import pages_of
from backoffice.documents.judging import Status
from backoffice.documents.models import Paper
from backoffice.documents.schemas import HandedIn
from backoffice.documents.sealing import Sealer
from backoffice.documents.values import period_of
from backoffice.forms import money
from backoffice.idempotency.service import RequiredKey
from backoffice.loans.endpoints import ContractNo
from backoffice.loans.looking import RUNNING
from backoffice.loans.models import Loan
from backoffice.loans.service import loan_for
from backoffice.office import CurrentOffice, office_of
from backoffice.problem_schemas import refuses
from backoffice.refusals import Refusal
from backoffice.reminders.dates import make_known
from backoffice.servicing.insurance_models import Policy
from backoffice.wording import wording

WORDS = wording("servicing/wording/insurance.yml")
DUTIES = ("keep", "covers", "beneficiary", "tell")
DOCUMENT = "insurance_policy"
SOON = timedelta(days=30)
COVERS = ("third_party", "damage", "compulsory")
router = APIRouter()


class PolicyView(BaseModel):
    """A policy on file; its number only in part."""

    policy_no_masked: str
    insurer: str | None
    valid_from: str
    valid_to: str
    covers: dict[str, str]


class InsuranceView(BaseModel):
    """How the car is insured, what is asked of its owner, where a new policy is handed in."""

    contract_no: str
    policy: PolicyView | None
    standing: Literal["ok", "soon", "expired", "none"]
    standing_zh: str
    days_left: int | None
    duties: list[str]
    free_choice_note: str
    upload_page: str


class PutOnFile(BaseModel):
    """Take the accepted paper as the policy from now on."""

    paper_id: str = Field(pattern=r"^[A-Za-z0-9-]{1,40}$")
    confirm: Literal[True]


class HandInPolicy(BaseModel):
    """What was handed in, for remembering the answer."""

    contract_no: str
    files: list[str]


def policy_of(session: Session, contract_no: str) -> Policy | None:
    """The policy that lasts longest."""
    query = sa.select(Policy).where(Policy.contract_no == contract_no)
    return session.scalars(query.order_by(Policy.valid_to.desc()).limit(1)).one_or_none()


def insurance_ends(session: Session, first: date, last: date) -> list[tuple[str, str, date]]:
    """Running loans whose cover ends between two days: contract, customer, the last day."""
    ends = (
        sa.select(Policy.contract_no, sa.func.max(Policy.valid_to).label("ends_on"))
        .group_by(Policy.contract_no)
        .subquery()
    )
    query = (
        sa.select(Loan.contract_no, Loan.customer_id, ends.c.ends_on)
        .join(ends, ends.c.contract_no == Loan.contract_no)
        .where(Loan.state.in_(RUNNING), ends.c.ends_on.between(first, last))
        .order_by(Loan.contract_no)
    )
    return [(row[0], row[1], row[2]) for row in session.execute(query)]


def _standing(policy: Policy | None, today: date) -> str:
    if policy is None:
        return "none"
    if policy.valid_to < today:
        return "expired"
    return "soon" if policy.valid_to <= today + SOON else "ok"


def insurance_view(session: Session, loan: Loan) -> InsuranceView:
    """The insurance as its customer sees it."""
    today = office_of(session).clock.business_date()
    policy = policy_of(session, loan.contract_no)
    standing = _standing(policy, today)
    shown = policy and PolicyView(
        policy_no_masked=f"{policy.policy_no[:4]}****{policy.policy_no[-4:]}",
        insurer=policy.insurer,
        valid_from=policy.valid_from.isoformat(),
        valid_to=policy.valid_to.isoformat(),
        covers=policy.covers,
    )
    return InsuranceView.model_validate(
        {
            "contract_no": loan.contract_no,
            "policy": shown,
            "standing": standing,
            "standing_zh": WORDS.say(f"standing_{standing}"),
            "days_left": (policy.valid_to - today).days if policy else None,
            "duties": [WORDS.say(f"duty_{name}") for name in DUTIES],
            "free_choice_note": WORDS.say("free_choice"),
            "upload_page": f"/service/loans/{loan.contract_no}/insurance",
        }
    )


def put_on_file(session: Session, loan: Loan, paper: Paper) -> Policy:
    """The policy that an accepted paper shows; the same paper is one policy.

    Raises `Refusal` (POLICY_NOT_READ) for a paper that was not accepted.
    """
    if paper.document != DOCUMENT or paper.status != Status.ACCEPTED:
        raise Refusal("POLICY_NOT_READ")
    office = office_of(session)
    values = values_of(Sealer(office.settings.papers_key), paper)
    period = period_of(values["period"])
    if period.start is None or period.end is None:
        raise Refusal("POLICY_NOT_READ")
    number = values["policy_no"][:40]
    policy = session.get(Policy, (loan.contract_no, number))
    if policy is None:
        covers = {name: money(Decimal(values[name])) for name in COVERS if name in values}
        policy = Policy(
            contract_no=loan.contract_no,
            policy_no=number,
            insurer=None,
            valid_from=period.start,
            valid_to=period.end,
            covers=covers,
            paper_id=paper.paper_id,
            noted_at=office.clock.now(),
        )
        session.add(policy)
        session.flush()
        newest = policy_of(session, loan.contract_no)
        assert newest is not None
        ends = newest.valid_to
        make_known(session, loan.customer_id, "insurance", ends, loan.contract_no)
    return policy


@router.get("/loans/{contract_no}/insurance", responses=refuses(404, 422))
def read_insurance(
    contract_no: ContractNo, office: CurrentOffice, actor: CurrentActor
) -> InsuranceView:
    """The policy on file and what the contract asks."""
    with office.database.transaction() as session:
        return insurance_view(session, loan_for(session, actor, contract_no))


@router.post(
    "/loans/{contract_no}/papers", status_code=201, responses=refuses(400, 403, 404, 409, 422, 503)
)
def hand_in_policy(
    contract_no: ContractNo,
    office: CurrentOffice,
    actor: CurrentActor,
    key: RequiredKey,
    document: Annotated[Literal["insurance_policy"], Form()],
    file: Annotated[list[UploadFile], File()],
) -> HandedIn:
    """Hand in a policy; it is read at once by the reading process."""
    actor.require(Level.L1)
    with office.database.transaction() as session:
        loan_for(session, actor, contract_no)
    contents = contents_of(file)
    service.scan(office, contents)
    digests = [hashlib.sha256(content).hexdigest() for content in contents]
    pages = pages_of(contents)
    request = HandInPolicy(contract_no=contract_no, files=digests)
    with office.database.transaction() as session:
        loan_for(session, actor, contract_no)

        def perform() -> HandedIn:
            return service.keep(session, document, pages, contract_no=contract_no)

        return command(
            session, actor, key, "servicing.policy", contract_no, request, perform, HandedIn
        )


@router.post("/loans/{contract_no}/insurance", responses=refuses(403, 404, 409, 422))
def take_policy(
    contract_no: ContractNo,
    request: PutOnFile,
    office: CurrentOffice,
    actor: CurrentActor,
    key: RequiredKey,
) -> InsuranceView:
    """Put the policy on file that an accepted paper shows."""
    actor.require(Level.L1)
    with office.database.transaction() as session:
        loan = loan_for(session, actor, contract_no)
        paper = repository.own_paper(session, actor, request.paper_id, lock=True)
        if paper.contract_no != contract_no:
            raise Refusal("PAPER_UNKNOWN")

        def perform() -> InsuranceView:
            put_on_file(session, loan, paper)
            return insurance_view(session, loan)

        return command(
            session, actor, key, "servicing.insure", contract_no, request, perform, InsuranceView
        )
