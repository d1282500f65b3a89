"""The release of a mortgage: its steps, and the registry's word that it is done."""

from datetime import date
from typing import Any, Literal

import sqlalchemy as sa
from fastapi import APIRouter
from pydantic import BaseModel
from sqlalchemy.orm import Session

from backoffice.audit.actors import CurrentActor
from backoffice.clock.working_time import working_days_after
from backoffice.deliveries.service import deliver_talk
from backoffice.loans.dues import hold
from backoffice.loans.endpoints import ContractNo
from backoffice.loans.models import Loan
from backoffice.loans.service import loan_for
from backoffice.office import CurrentOffice, office_of
from backoffice.problem_schemas import refuses
from backoffice.refusals import Refusal
from backoffice.servicing.models import Errand
from backoffice.servicing.schemas import ErrandStep, NextStep
from backoffice.servicing.views import step
from backoffice.wording import wording
from foundation.zh import day

WORDS = wording("servicing/wording/lien.yml")
FILED_AFTER, RELEASED_AFTER, RELEASED_BY = 1, 7, 15
PENDING, RELEASED = "RELEASE_PENDING", "RELEASED"
router = APIRouter()


class LienView(BaseModel):
    """How far the release is; `electronic`: the registry does it without the title book."""

    contract_no: str
    state: Literal["none", "REGISTERED", "RELEASE_PENDING", "RELEASED"]
    state_zh: str
    electronic: bool
    steps: list[ErrandStep]
    next: NextStep
    note: str


class TellRegistry(BaseModel):
    """What the registry of the sandbox does."""

    event: Literal["released"]


def _steps(loan: Loan, lien: dict[str, Any], today: date) -> list[dict[str, Any]]:
    settled = loan.settled_on
    electronic = bool(lien.get("e_release"))
    keys = ("settled", "filed", "released") if electronic else ("settled", "book", "released")
    if settled is None:
        return [step(key, WORDS.say(f"step_{key}"), "waiting") for key in keys]
    filed = working_days_after(settled, FILED_AFTER)
    span = working_days_after(settled, RELEASED_AFTER), working_days_after(settled, RELEASED_BY)
    done = lien["status"] == RELEASED
    ended = date.fromisoformat(lien["released_on"]) if lien.get("released_on") else None
    out = done or today >= filed
    return [
        step(keys[0], WORDS.say("step_settled"), "done", settled),
        step(
            keys[1],
            WORDS.say(f"step_{keys[1]}"),
            "done" if out else "doing",
            filed if out else None,
            (filed, filed),
        ),
        step(
            keys[2],
            WORDS.say("step_released"),
            "done" if done else "doing" if out else "waiting",
            ended,
            span,
        ),
    ]


def lien_view(session: Session, loan: Loan) -> LienView:
    """The release as its customer sees it."""
    today = office_of(session).clock.business_date()
    lien: dict[str, Any] = loan.lien or {}
    state, electronic = lien.get("status", "none"), bool(lien.get("e_release"))
    steps = _steps(loan, lien, today) if lien else []
    last = working_days_after(loan.settled_on, RELEASED_BY) if loan.settled_on else None
    late = state == PENDING and last is not None and today > last
    key = "next_late" if late else f"next_{state}"
    return LienView.model_validate(
        {
            "contract_no": loan.contract_no,
            "state": state,
            "state_zh": WORDS.say(f"state_{state}"),
            "electronic": electronic,
            "steps": steps,
            "next": {
                "who": "lender" if state == PENDING else "nobody",
                "label": WORDS.say(key, last=day(last) if last else ""),
                "page": None,
            },
            "note": WORDS.say("note_electronic" if electronic else "note_book") if lien else "",
        }
    )


def released(session: Session, contract_no: str) -> None:
    """The registry released the mortgage: noted and told once, errands that waited for it end.

    Raises `Refusal` (ERRAND_NOTHING_TO_PLAY) where none is to be released.
    """
    hold(session, [contract_no])
    loan = session.get(Loan, contract_no, populate_existing=True)
    lien = loan.lien if loan is not None else None
    if loan is None or lien is None or lien["status"] not in (PENDING, RELEASED):
        raise Refusal("ERRAND_NOTHING_TO_PLAY")
    if lien["status"] == RELEASED:
        return
    today = office_of(session).clock.business_date()
    loan.lien = {**lien, "status": RELEASED, "released_on": today.isoformat()}
    session.execute(
        sa.update(Errand)
        .where(
            Errand.contract_no == contract_no,
            Errand.state == "RELEASING",
            Errand.errand != "title_loan",
        )
        .values(state="DONE", ended_on=today)
    )
    text = WORDS.say("told_electronic" if lien.get("e_release") else "told_book")
    deliver_talk(session, f"lien:{contract_no}", loan.customer_id, "service", text)
    session.flush()


def play(session: Session, errand: Errand, event: str, _facts: Any) -> None:
    """The registry's word through an errand; raises `Refusal` (ERRAND_NOTHING_TO_PLAY)."""
    if event != "released" or errand.state not in ("RELEASING", "DONE"):
        raise Refusal("ERRAND_NOTHING_TO_PLAY")
    released(session, errand.contract_no)
    session.refresh(errand)


@router.get("/loans/{contract_no}/lien", responses=refuses(404, 422))
def read_lien(contract_no: ContractNo, office: CurrentOffice, actor: CurrentActor) -> LienView:
    """How far the release of the mortgage is."""
    with office.database.transaction() as session:
        return lien_view(session, loan_for(session, actor, contract_no))


@router.post("/sandbox/liens/{contract_no}", responses=refuses(403, 404, 409, 422))
def tell_registry(contract_no: ContractNo, told: TellRegistry, office: CurrentOffice) -> LienView:
    """Let the sandbox's registry release a mortgage."""
    if not office.settings.sandbox:
        raise Refusal("SANDBOX_ONLY")
    with office.database.transaction() as session:
        if session.get(Loan, contract_no) is None:
            raise Refusal("LOAN_UNKNOWN")
        released(session, contract_no)
        return lien_view(session, session.get_one(Loan, contract_no))
