"""What the gate looks at, read for many customers at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.callbacks.models import CallbackRequest
from backoffice.care.gate import Contact, Facts, Trouble
from backoffice.care.models import CareDecision, CareSwitch
from backoffice.care.rules import PUSH, gate
from backoffice.clock.service import SHANGHAI
from backoffice.consents.models import Consent
from backoffice.loans.looking import RUNNING
from backoffice.loans.models import Loan
from backoffice.loans.running_models import Due
from backoffice.servicing.models import OPEN, Errand, ShownOffer

MARKETING = gate().rule("consent").needs["purposes"]


def gather(
    session: Session, moments: Mapping[str, datetime], without: Iterable[str] = ()
) -> dict[str, Facts]:
    """The facts of customers, each at its instant; `without` these decisions and offers."""
    session.flush()
    people, left_out = list(moments), list(without)
    if not people:
        return {}
    oldest = min(at.astimezone(SHANGHAI).date() for at in moments.values())
    since = oldest - timedelta(days=gate().most_days())
    given, off = _consents(session, people)
    late = _late(session, people, oldest, since)
    troubles = _troubles(session, people, oldest, since)
    contacts = _contacts(session, people, left_out, since)
    declined = _declined(session, people, since)
    return {
        person: Facts(
            at=at.astimezone(SHANGHAI),
            purposes=frozenset(given[person]),
            switched_off_on=off.get(person),
            late_on=late.get(person),
            troubles=tuple(troubles[person]),
            contacts=tuple(contacts[person]),
            declined=declined[person],
        )
        for person, at in moments.items()
    }


def _consents(
    session: Session, people: list[str]
) -> tuple[Mapping[str, set[str]], Mapping[str, date]]:
    """What is agreed to; and since when nothing is wanted: switched off, or all taken back.

    Switched on again after that, care may come; offers need a new consent.
    """
    rows = session.execute(
        sa.select(Consent.subject_id, Consent.purpose, Consent.withdrawn_at).where(
            Consent.subject_kind == "customer",
            Consent.subject_id.in_(people),
            Consent.purpose.in_(MARKETING),
        )
    ).all()
    given: dict[str, set[str]] = defaultdict(set)
    back: dict[str, datetime] = {}
    for person, purpose, withdrawn_at in rows:
        if withdrawn_at is None:
            given[person].add(purpose)
        else:
            back[person] = max(back.get(person, withdrawn_at), withdrawn_at)
    off = {person: at for person, at in back.items() if not given[person]}
    switches = sa.select(CareSwitch).where(CareSwitch.customer_id.in_(people))
    for said in session.scalars(switches, execution_options={"populate_existing": True}):
        if not said.wanted:
            off[said.customer_id] = said.changed_at
        elif said.customer_id in off and off[said.customer_id] <= said.changed_at:
            del off[said.customer_id]
    return given, {person: at.astimezone(SHANGHAI).date() for person, at in off.items()}


def _late(session: Session, people: list[str], today: date, since: date) -> dict[str, date]:
    """The newest day on which something was overdue."""
    newest = sa.func.max(sa.func.coalesce(Due.paid_on, today))
    query = (
        sa.select(Loan.customer_id, newest)
        .join(Due, Due.contract_no == Loan.contract_no)
        .where(
            Loan.customer_id.in_(people),
            sa.or_(
                sa.and_(Due.paid_on.is_(None), Due.due_date < today, Loan.state.in_(RUNNING)),
                sa.and_(Due.paid_on > Due.due_date, Due.paid_on >= since),
            ),
        )
        .group_by(Loan.customer_id)
    )
    return dict(session.execute(query).tuples().all())


def _troubles(
    session: Session, people: list[str], today: date, since: date
) -> Mapping[str, list[Trouble]]:
    """Complaints and distress, errands of a hard time, cars that are lost."""
    found: dict[str, list[Trouble]] = defaultdict(list)
    rules = gate()
    asked = sa.select(
        CallbackRequest.owner_id, CallbackRequest.reason, CallbackRequest.requested_at
    ).where(
        CallbackRequest.owner_kind == "customer",
        CallbackRequest.owner_id.in_(people),
        CallbackRequest.reason.in_(rules.trouble_callbacks),
        CallbackRequest.requested_at >= datetime.combine(since, time(), SHANGHAI),
    )
    for person, reason, at in session.execute(asked):
        trouble = Trouble(rules.trouble_callbacks[reason], at.astimezone(SHANGHAI).date())
        found[person].append(trouble)
    errands = (
        sa.select(Loan.customer_id, Errand)
        .join(Errand, Errand.contract_no == Loan.contract_no)
        .where(Loan.customer_id.in_(people), Errand.errand.in_(rules.trouble_errands))
    )
    for person, errand in session.execute(errands).tuples():
        opened = errand.opened_at.astimezone(SHANGHAI).date()
        going_on = errand.state in OPEN
        what = rules.trouble_errands[errand.errand]
        found[person].append(Trouble(what, errand.ended_on or opened, going_on))
    hurt = sa.select(Loan.customer_id, Loan.total_loss, Loan.collection_paused_on).where(
        Loan.customer_id.in_(people),
        Loan.state.in_(RUNNING),
        sa.or_(Loan.total_loss.is_not(None), Loan.collection_paused_on.is_not(None)),
    )
    for person, lost, paused_on in session.execute(hurt):
        what = "accident" if lost else "hardship"
        found[person].append(Trouble(what, paused_on or today, open=True))
    return found


def _contacts(
    session: Session, people: list[str], left_out: list[str], since: date
) -> Mapping[str, list[Contact]]:
    found: dict[str, list[Contact]] = defaultdict(list)
    pushed = sa.select(CareDecision.customer_id, CareDecision.decided_on).where(
        CareDecision.customer_id.in_(people),
        CareDecision.decided_on >= since,
        CareDecision.situation == PUSH,
        CareDecision.allowed,
        CareDecision.kept_back.is_(False),
        CareDecision.decision_no.not_in(left_out),
    )
    for person, on in session.execute(pushed.distinct()):
        found[person].append(Contact(on, pushed=True, marketing=False))
    shown = sa.select(ShownOffer.customer_id, ShownOffer.shown_on).where(
        ShownOffer.customer_id.in_(people),
        ShownOffer.shown_on >= since,
        ShownOffer.offer_id.not_in(left_out),
    )
    for person, on in session.execute(shown):
        found[person].append(Contact(on, pushed=False, marketing=True))
    return found


def _declined(session: Session, people: list[str], since: date) -> Mapping[str, dict[str, date]]:
    found: dict[str, dict[str, date]] = defaultdict(dict)
    query = sa.select(
        ShownOffer.customer_id, ShownOffer.kind, sa.func.max(ShownOffer.declined_on)
    ).where(ShownOffer.customer_id.in_(people), ShownOffer.declined_on >= since)
    for person, topic, on in session.execute(
        query.group_by(ShownOffer.customer_id, ShownOffer.kind)
    ):
        if on is not None:
            found[person][topic] = on
    return found
