"""Whatever is confirmed while processes die, or two work at once, has its effect exactly once.

Every kind of errand is confirmed at the same moment, so that one death hits them all; what is left
is compared with a copy of the same back office in which nobody died.
"""

import json
import signal
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
import sqlalchemy as sa
from sqlalchemy.engine import make_url

from backoffice.audit.models import AuditRecord
from backoffice.callbacks.models import CallbackRequest
from backoffice.database import Database
from backoffice.deliveries.models import Delivery
from backoffice.loans.models import LedgerEntry, LedgerPosting, Loan, ScheduleVersion
from backoffice.loans.running_models import Debit, Payment
from backoffice.servicing.kinds import kinds
from backoffice.servicing.lease_end.models import (
    InspectionBooking,
    LeaseRenewal,
    SandboxDealerOrder,
)
from backoffice.servicing.models import Errand, Proof
from tests.backoffice.conftest import make_settings, running_client
from tests.backoffice.loans import books
from tests.backoffice.servicing.confirming import BY_KIND, Command, prepared
from tests.backoffice.workflows.nursery import Task
from tests.backoffice.workflows.test_killed import Edge, listening, lives, task

END = "2027-01-07"
KILLED = -signal.SIGKILL
AT_ONCE = ("conclude:inside", "prove:after", "tell:inside")
ON_THEIR_DAYS = ("conclude:inside", "prove:inside", "tell:after")
# What is left at ten dies in the first errand's transaction, after a debit, in another's, again.
ROLLS = ("do_on_day:1", "collect:2", "do_on_day:3", "do_on_day:2")
SAME = {
    "errands": (Errand.contract_no, Errand.errand, Errand.state, Errand.effective_on),
    "loans": (Loan.contract_no, Loan.state, Loan.due_day, Loan.months, Loan.settled_on),
    "payments": (Payment.contract_no, Payment.source, Payment.amount),
    "debits": (Debit.contract_no, Debit.purpose, Debit.due_on, Debit.state, Debit.drawn),
    "schedules": (ScheduleVersion.contract_no, ScheduleVersion.version, ScheduleVersion.reason),
    "proofs": (Proof.contract_no, Proof.kind),
    "renewals": (LeaseRenewal.contract_no,),
    "bookings": (InspectionBooking.dealer_id, InspectionBooking.starts_at, InspectionBooking.place),
    "dealer": (SandboxDealerOrder.act, SandboxDealerOrder.sequence),
    "told": (Delivery.customer_id, Delivery.kind, Delivery.text),
    "calls": (CallbackRequest.owner_id, CallbackRequest.reason),
    "audit": (AuditRecord.command, AuditRecord.subject, AuditRecord.actor, AuditRecord.level),
}


def left(url: str) -> dict[str, Any]:
    """Everything that the confirmations led to, each with how often, without drawn numbers."""
    database = Database(url)
    with database.transaction() as session:
        found: dict[str, Any] = {
            name: Counter(tuple(row) for row in session.execute(sa.select(*columns)))
            for name, columns in SAME.items()
        }
        booked = sa.select(
            LedgerEntry.contract_no, LedgerEntry.kind, LedgerEntry.booked_on,
            LedgerPosting.account, LedgerPosting.amount,
        ).join(LedgerPosting)  # fmt: skip
        found["ledger"] = Counter(tuple(row) for row in session.execute(booked))
        assert books.unbalanced(session) == []
        assert books.kept(session) == books.replayed(session)
    database.close()
    return found


@contextmanager
def copy_of(url: str) -> Iterator[str]:
    """The same back office once more; nobody is connected to the first."""
    address = make_url(url)
    name = f"{address.database}_again"
    server = address.set(drivername="postgresql", database="postgres")
    told = server.render_as_string(hide_password=False)
    with psycopg.connect(told, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{address.database}"')
    try:
        yield address.set(database=name).render_as_string(hide_password=False)
    finally:
        with psycopg.connect(told, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


class Days:
    """A back office from the confirmations to the balloon's day, in processes that may die."""

    def __init__(self, url: str, edge: Edge, commands: Sequence[Command]) -> None:
        self.url, self.edge, self.commands = url, edge, commands

    def send(self, commands: Sequence[Command], moment: str = "") -> Task:
        environment = {"BACKOFFICE_DATABASE_URL": self.url, "LOG_LEVEL": "WARNING"}
        told = json.dumps([tuple(each) for each in commands])
        return Task("tests.backoffice.workflows.sending", (told, moment), environment)

    def confirm(self, moment: str = "") -> Task:
        return self.send(self.commands, moment)

    def roll(self, moment: str = "") -> Task:
        return self.send([Command("/sandbox/clock", {"business_date": END}, {})], moment)

    def work(self, die_at: str = "", who: str = "backoffice") -> Task:
        return task(self.url, self.edge, die_at, who)

    def die(self, *tasks: Task) -> None:
        for each in tasks:
            assert lives(each) == [KILLED], each.arguments[1:] or each.environment["DIE_AT"]

    def live(self, *tasks: Task) -> None:
        assert set(lives(*tasks)) == {0}

    def undisturbed(self) -> dict[str, Any]:
        for each in (self.confirm(), self.work(), self.roll(), self.work()):
            self.live(each)
        return left(self.url)

    def disturbed(self) -> dict[str, Any]:
        before = left(self.url)
        self.die(self.confirm("before"))
        assert left(self.url) == before
        self.die(self.confirm("after"))
        self.live(self.confirm(), self.confirm())
        self.die(*map(self.work, AT_ONCE))
        self.live(self.work("twice"), self.work("twice", "another"))
        self.die(*map(self.roll, ROLLS))
        self.live(self.roll(), self.roll())
        self.die(*map(self.work, ON_THEIR_DAYS))
        self.live(self.work("twice"), self.work("twice", "another"))
        return left(self.url)


def test_every_kind_of_errand_is_among_them() -> None:
    assert set(BY_KIND) == set(kinds())


def test_whoever_dies_between_confirmation_and_receipt_there_is_one_effect(
    copied_database: str,
) -> None:
    with running_client(make_settings(copied_database)) as client:
        commands = prepared(client)
    with copy_of(copied_database) as calm, listening() as edge:
        expected = Days(calm, edge, commands).undisturbed()
        found = Days(copied_database, edge, commands).disturbed()
    for name, rows in expected.items():
        assert found[name] == rows, name
    done = {(contract, state) for contract, _, state, _ in expected["errands"]}
    assert {state for _, state in done} >= {"DONE", "RELEASING"}
