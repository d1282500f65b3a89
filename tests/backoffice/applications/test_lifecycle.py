"""The transition table: every legal change works, every other one is refused with 409."""

from datetime import datetime, timedelta, timezone

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.applications.finding import find
from backoffice.applications.lifecycle import OPEN, TABLE, Command, State, legal, target
from backoffice.applications.models import Application, Transition
from backoffice.applications.moving import move
from backoffice.audit.actors import SYSTEM
from backoffice.database import Database
from backoffice.office import Office
from backoffice.refusals import Refusal
from tests.backoffice.conftest import make_settings

# The states and ways of the domain's table, written down once more by hand.
WAYS = {
    ("DRAFT", "ID_VERIFIED"), ("ID_VERIFIED", "CREDIT_AUTHORISED"),
    ("CREDIT_AUTHORISED", "ID_VERIFIED"), ("CREDIT_AUTHORISED", "PRE_APPROVED"),
    ("CREDIT_AUTHORISED", "NEEDS_DOCS"), ("CREDIT_AUTHORISED", "MANUAL_REVIEW"),
    ("CREDIT_AUTHORISED", "DECLINED"), ("MANUAL_REVIEW", "PRE_APPROVED"),
    ("MANUAL_REVIEW", "NEEDS_DOCS"), ("MANUAL_REVIEW", "DECLINED"),
    ("PRE_APPROVED", "DOCS_CHECKING"), ("NEEDS_DOCS", "DOCS_CHECKING"),
    ("DOCS_CHECKING", "APPROVED"), ("DOCS_CHECKING", "APPROVED_WITH_CONDITIONS"),
    ("DOCS_CHECKING", "NEEDS_DOCS"), ("DOCS_CHECKING", "DECLINED"),
    ("APPROVED_WITH_CONDITIONS", "APPROVED"), ("APPROVED", "COST_CONFIRMED"),
    ("COST_CONFIRMED", "CONTRACT_GENERATED"), ("CONTRACT_GENERATED", "SIGNING"),
    ("SIGNING", "SIGNED_ALL"), ("CONTRACT_GENERATED", "APPROVED_WITH_CONDITIONS"),
    ("SIGNING", "APPROVED_WITH_CONDITIONS"), ("SIGNED_ALL", "PRE_DISBURSE_CHECK"),
    ("PRE_DISBURSE_CHECK", "ACTIVATED"), ("ACTIVATED", "DELIVERED"),
    ("DECLINED", "PRE_APPROVED"), ("DECLINED", "NEEDS_DOCS"), ("DECLINED", "APPROVED"),
    ("DECLINED", "APPROVED_WITH_CONDITIONS"),
}  # fmt: skip
ENDS = {(str(state), end) for state in OPEN for end in ("CANCELLED", "EXPIRED")}


@pytest.fixture(scope="module")
def office(shared_database: str) -> Office:
    """An office over the database that nobody else changes: everything is rolled back."""
    return Office.over(Database(shared_database), make_settings(shared_database))


def fresh(session: Session, state: State) -> Application:
    """An application put into a state."""
    quote = session.scalar(sa.text("SELECT quote_id FROM applications LIMIT 1"))
    now = datetime.now(timezone(timedelta(hours=8)))
    application = Application(
        application_no="A-TEST", customer_id="P12", quote_id=quote, state=state, round=1,
        customer_type="private", opened_at=now, offer_valid_to=now + timedelta(days=30),
    )  # fmt: skip
    session.add(application)
    session.flush()
    return application


def test_the_table_is_the_domains() -> None:
    assert {(str(s), str(rule.target)) for rule in TABLE for s in rule.sources} == WAYS | ENDS


def test_a_command_leads_one_way() -> None:
    pairs = [(state, rule.command) for rule in TABLE for state in rule.sources]
    assert len(pairs) == len(set(pairs))


def test_ends_lead_nowhere() -> None:
    for state in (State.DELIVERED, State.CANCELLED, State.EXPIRED):
        assert legal(state) == []


@pytest.mark.parametrize("state", list(State), ids=str)
def test_every_command_in_every_state(office: Office, state: State) -> None:
    for command in Command:
        with office.database.transaction() as session:
            application = fresh(session, state)
            to = target(state, command)
            if to is None:
                with pytest.raises(Refusal) as refused:
                    move(session, application, command, SYSTEM, "tried")
                assert refused.value.response_status == 409
                allowed = refused.value.extra["allowed"]
                assert allowed["state"] == state
                assert allowed["commands"] == [str(c) for c in legal(state)]
                assert application.state == state
            else:
                move(session, application, command, SYSTEM, "tried")
                assert application.state == to
                change = session.scalars(
                    sa.select(Transition).where(Transition.application_no == "A-TEST")
                ).one()
                assert (change.from_state, change.to_state) == (state, to)
                assert (change.actor, change.reason, change.command) == ("system", "tried", command)
                assert change.at is not None
            session.rollback()


def test_what_changed_is_never_changed_afterwards(office: Office) -> None:
    for statement in (
        "UPDATE application_transitions SET reason = 'other'",
        "DELETE FROM application_transitions",
        "UPDATE audit_trail SET actor = 'nobody'",
        "DELETE FROM audit_trail",
        "UPDATE ledger_postings SET amount = 1",
        "DELETE FROM schedule_instalments",
    ):
        with office.database.transaction() as session:
            table = statement.split()[1 if statement.startswith("UPDATE") else 2]
            filled = session.scalar(sa.text(f"SELECT count(*) FROM {table}"))
            if filled:
                with pytest.raises(sa.exc.DatabaseError, match="never changed or removed"):
                    session.execute(sa.text(statement))
            session.rollback()


def test_nobody_else_changes_what_is_locked(office: Office) -> None:
    with office.database.transaction() as session:
        number = session.scalar(sa.select(Application.application_no).limit(1))
        assert number is not None
        find(session, number, lock=True)
        with office.database.transaction() as other:
            other.execute(sa.text("SET LOCAL lock_timeout = '100ms'"))
            with pytest.raises(sa.exc.OperationalError):
                find(other, number, lock=True)
            other.rollback()
