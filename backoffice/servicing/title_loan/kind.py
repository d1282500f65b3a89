"""The title book lent out: ordered, shipped on its day, brought back; else a person calls."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.audit.actors import Actor, Level
from backoffice.callbacks.schemas import RequestCallback
from backoffice.callbacks.service import take
from backoffice.clock.service import SHANGHAI
from backoffice.clock.working_time import working_days_after
from backoffice.deliveries.service import deliver_talk
from backoffice.lending.money import ZERO
from backoffice.loans.looking import Look, look
from backoffice.loans.models import Loan
from backoffice.office import office_of
from backoffice.refusals import Refusal
from backoffice.servicing.errands import cited, find, open_errand, refuse_with
from backoffice.servicing.kinds import Kind, Shown, at_level
from backoffice.servicing.models import OPEN, Errand
from backoffice.servicing.schemas import OrderErrand
from backoffice.servicing.views import step
from backoffice.wording import wording
from foundation.zh import day

WORDS = wording("servicing/wording/title_loan.yml")
ERRAND = "title_loan"
SHIPS_WITHIN, RETURN_WITHIN = 3, timedelta(days=30)
OUT = "RELEASING"


def reasons(session: Session, at: Look) -> list[str]:
    """Why the book cannot be lent now; empty when it can."""
    found = []
    if not at.running or at.loan.lien is None:
        found.append(WORDS.say("no_book"))
    if at.overdue:
        found.append(WORDS.say("overdue"))
    out = sa.select(Errand.request_no).where(
        Errand.contract_no == at.loan.contract_no,
        Errand.errand == ERRAND,
        Errand.state.in_(OPEN),
    )
    if session.scalars(out).first() is not None:
        found.append(WORDS.say("out"))
    return found


def figures(at: Look, reason: str) -> dict[str, Any]:
    """When it is shipped, until when it comes back."""
    ship_by = working_days_after(at.today, SHIPS_WITHIN)
    return {
        "contract_no": at.loan.contract_no,
        "reason": reason,
        "reason_zh": WORDS.say(f"reason_{reason}"),
        "ship_by": ship_by.isoformat(),
        "return_by": (ship_by + RETURN_WITHIN).isoformat(),
        "note": WORDS.say("note", days=RETURN_WITHIN.days),
    }


def order_title(session: Session, actor: Actor, loan: Loan, request: OrderErrand) -> Errand:
    """Raises `Refusal`: ERRAND_OPEN, TRIAL_VOID, ERRAND_NOT_NOW."""
    trial = cited(session, loan, ERRAND, request.trial_id, request.hash)
    refuse_with(reasons(session, look(session, loan)))
    ship_by = date.fromisoformat(trial.figures["ship_by"])
    return open_errand(session, trial, ship_by, ZERO, exclusive=False)


def _tell(session: Session, errand: Errand, what: str, **facts: Any) -> None:
    loan = session.get_one(Loan, errand.contract_no)
    text = WORDS.say(f"told_{what}", **facts)
    number = f"errand:{errand.request_no}:{what}"
    deliver_talk(session, number, loan.customer_id, "service", text)


def ship(session: Session, request_no: str, at: datetime) -> None:
    """The book leaves; from now on thirty days."""
    errand = find(session, request_no, lock=True)
    if errand.state != "CONFIRMED":
        return
    on = at.astimezone(SHANGHAI).date()
    back = on + RETURN_WITHIN
    errand.state, errand.effective_on = OUT, back
    errand.details = {**errand.details, "shipped_on": on.isoformat()}
    _tell(session, errand, "shipped", back=day(back))
    session.flush()


def _overdue(session: Session, errand: Errand) -> None:
    office, loan = office_of(session), session.get_one(Loan, errand.contract_no)
    request = RequestCallback.model_validate(
        {
            "owner": {"kind": "customer", "id": loan.customer_id},
            "reason": WORDS.say("callback_reason"),
            "summary": WORDS.say("callback_summary", contract_no=loan.contract_no),
        }
    )
    take(session, office.catalogue(), office.clock.now(), request)
    errand.details = {**errand.details, "called": True}
    _tell(session, errand, "overdue")
    session.flush()


def each_day(session: Session, today: date) -> None:
    """A person calls about books that did not come back, once."""
    late = sa.select(Errand).where(
        Errand.errand == ERRAND, Errand.state == OUT, Errand.effective_on < today
    )
    for errand in session.scalars(late.with_for_update()):
        if "called" not in errand.details:
            _overdue(session, errand)


def next_day(session: Session, after: date) -> date | None:
    """The day after the next book should be back."""
    query = sa.select(sa.func.min(Errand.effective_on)).where(
        Errand.errand == ERRAND, Errand.state == OUT, Errand.effective_on >= after
    )
    found: date | None = session.scalar(query)
    return found + timedelta(days=1) if found else None


def play(session: Session, errand: Errand, event: str, facts: Mapping[str, Any]) -> None:
    """The archive: `shipped`, `returned`; raises `Refusal` (ERRAND_NOTHING_TO_PLAY)."""
    now = office_of(session).clock.now()
    if event == "shipped" and errand.state == "CONFIRMED":
        ship(session, errand.request_no, now)
    elif event == "returned" and errand.state == OUT:
        errand.state, errand.ended_on = "DONE", now.date()
        _tell(session, errand, "returned")
    else:
        raise Refusal("ERRAND_NOTHING_TO_PLAY")


def show(session: Session, errand: Errand, loan: Loan) -> Shown:
    """How the loan of the book stands."""
    state, told = errand.state, errand.details
    shipped = date.fromisoformat(told["shipped_on"]) if "shipped_on" in told else None
    ship_by = date.fromisoformat(errand.figures["ship_by"])
    back = errand.effective_on if shipped else date.fromisoformat(errand.figures["return_by"])
    over = {"DONE": "done", OUT: "doing"}.get(state, "waiting")
    steps = [step("confirmed", WORDS.say("step_confirmed"), "done", errand.opened_at.date())]
    gone = "failed" if state == "CANCELLED" else "done" if shipped else "doing"
    steps.append(step("shipped", WORDS.say("step_shipped"), gone, shipped, (ship_by, ship_by)))
    if state != "CANCELLED":
        label = WORDS.say("step_returned")
        steps.append(step("returned", label, over, errand.ended_on, (back, back)))
    key = "next_called" if "called" in told and state == OUT else f"next_{state}"
    return Shown(
        steps=steps,
        who={"CONFIRMED": "lender", OUT: "customer"}.get(state, "nobody"),
        next=WORDS.say(key, ship_by=day(ship_by), back=day(back)),
        what=WORDS.say("what", reason=errand.figures["reason_zh"]),
        amount=ZERO,
        state=WORDS.say(f"state_{state}"),
    )


KIND = Kind(
    name=ERRAND,
    level=at_level(Level.L3),
    changes_contract=True,
    order=order_title,
    show=show,
    on_day=ship,
    play=play,
    daily=(each_day,),
    next_day=next_day,
)
