"""A process really killed in the middle of any step goes on, and nothing is done twice."""

import json
import signal
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from backoffice.applications.models import Decision, PurchaseFact, Transition
from backoffice.deliveries.models import Delivery
from backoffice.loans.models import LedgerEntry, Loan, ScheduleVersion
from backoffice.office import Resting
from backoffice.parties.models import Link
from backoffice.risk.models import CreditReport
from backoffice.signing.models import Contract
from tests.backoffice.applications.journey import Journey
from tests.backoffice.workflows.nursery import Task, run

DECIDING = (
    "ask_bureau:after",
    "keep_report:inside",
    "decide:inside",
    "decide:after",
    "go_on:inside",
    "tell:inside",
    "send:after",
    "remember:inside",
)


class Edge(ThreadingHTTPServer):
    """An edge that takes every delivery and counts how often each came."""

    def __init__(self) -> None:
        self.came: Counter[str] = Counter()
        edge = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                edge.came[json.loads(self.rfile.read(length))["delivery_id"]] += 1
                taken = b'{"receipts": []}'
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(taken)))
                self.end_headers()
                self.wfile.write(taken)

            def log_message(self, format: str, *args: object) -> None:
                """Silent."""

        super().__init__(("127.0.0.1", 0), Handler)


@contextmanager
def listening() -> Iterator[Edge]:
    edge = Edge()
    thread = threading.Thread(target=edge.serve_forever, daemon=True)
    thread.start()
    try:
        yield edge
    finally:
        edge.shutdown()
        thread.join()


def rest(journey: Journey) -> None:
    """From now on work is only ordered."""
    journey.office.work = Resting()
    journey.office.database.stirred = lambda: None


def task(url: str, edge: Edge, die_at: str = "", who: str = "backoffice") -> Task:
    """A worker over a database, that dies at a moment or ends the work."""
    environment = {
        "BACKOFFICE_DATABASE_URL": url,
        "EDGE_URL": f"http://127.0.0.1:{edge.server_port}",
        "WORK": "durable",
        "EXECUTOR_ID": who,
        "LOG_LEVEL": "WARNING",
        "DIE_AT": die_at,
    }
    return Task("tests.backoffice.workflows.mortal", environment=environment)


def lives(*tasks: Task) -> list[int]:
    """Let processes live at the same time; how each ended: well, or killed."""
    ended = run(*tasks)
    for one in ended:
        if one.code not in (0, -signal.SIGKILL):
            pytest.fail(one.wrote)
    return [one.code for one in ended]


def survive(journey: Journey, moments: tuple[str, ...]) -> Edge:
    """Let one worker after the other die at the moments, then let one end the work."""
    url = journey.office.database.url
    with listening() as edge:
        for moment in moments:
            assert lives(task(url, edge, moment)) == [-signal.SIGKILL], moment
        assert lives(task(url, edge)) == [0]
    return edge


def rows(journey: Journey, table: Any, *where: Any) -> list[Any]:
    with journey.office.database.transaction() as session:
        return list(session.scalars(sa.select(table).where(*where)))


def changes(journey: Journey) -> Counter[str]:
    found = rows(journey, Transition, Transition.application_no == journey.number)
    return Counter(change.to_state for change in found)


def everything_was_told_once(journey: Journey, edge: Edge) -> None:
    kept = rows(journey, Delivery, Delivery.customer_id == journey.customer_id)
    assert kept and all(delivery.delivered_at for delivery in kept)
    # The edge may hear of a message again after a death; it knows it by its number.
    assert {delivery.delivery_id for delivery in kept} <= set(edge.came)


def test_deciding_survives_every_death(own: TestClient) -> None:
    journey = Journey(own).open()
    journey.identify()
    journey.fill()
    rest(journey)
    journey.authorise()
    edge = survive(journey, DECIDING)
    assert journey.state == "PRE_APPROVED"
    assert set(changes(journey).values()) == {1}
    assert len(rows(journey, CreditReport, CreditReport.party_id == journey.party())) == 1
    assert len(rows(journey, Decision, Decision.application_no == journey.number)) == 1
    everything_was_told_once(journey, edge)


SIGNED = (
    "begin:after",
    "keep_seller:inside",
    "file_mortgage:after",
    "keep_mortgage:inside",
    "pay_out:inside",
    "pay_out:after",
)


def test_paying_out_survives_every_death(own: TestClient) -> None:
    journey = Journey(own).to_approved()
    journey.read_cost()
    journey.seller("down_payment_received", "insured", "invoice_issued")
    rest(journey)
    journey.sign()
    edge = survive(journey, SIGNED)
    assert journey.state == "ACTIVATED"
    assert set(changes(journey).values()) == {1}
    loans = rows(journey, Loan, Loan.application_no == journey.number)
    assert len(loans) == 1
    booked = rows(journey, LedgerEntry, LedgerEntry.contract_no == loans[0].contract_no)
    assert sorted(entry.kind for entry in booked) == ["activation", "entrusted_payment"]
    versions = rows(journey, ScheduleVersion, ScheduleVersion.contract_no == loans[0].contract_no)
    assert [version.version for version in versions] == [1]
    mortgaged = rows(
        journey, PurchaseFact,
        PurchaseFact.application_no == journey.number, PurchaseFact.kind == "mortgaged",
    )  # fmt: skip
    assert len(mortgaged) == 1
    everything_was_told_once(journey, edge)


def test_checking_papers_and_the_contract_survive_every_death(own: TestClient) -> None:
    journey = Journey(own).to_pre_approved()
    journey.papers()
    rest(journey)
    journey.bind_card()
    survive(journey, ("authorised_parties:after", "decide:inside", "decide:after"))
    assert journey.state == "APPROVED"
    journey.read_cost()
    survive(journey, ("generate:inside", "generate:after"))
    assert journey.state == "CONTRACT_GENERATED"
    assert set(changes(journey).values()) == {1}
    contracts = rows(journey, Contract, Contract.application_no == journey.number)
    assert [contract.contract_no for contract in contracts] == [journey.shown["contract_no"]]


def test_time_that_is_over_survives_every_death(own: TestClient) -> None:
    journey = Journey(own).open()
    body = {"role": "guarantor", "relation": "父亲", "phone": "15400009500"}
    journey.post(f"/applications/{journey.number}/parties", body)
    journey.post(f"/parties/{journey.party('guarantor')}/link")
    rest(journey)
    own.post("/sandbox/clock", json={"business_date": "2026-12-30"})
    survive(journey, ("expire:before", "expire:inside", "expire:after"))
    assert journey.state == "EXPIRED"
    assert changes(journey)["EXPIRED"] == 1
    states = [link.state for link in rows(journey, Link)]
    assert len(states) == 1 and states[0] in ("expired", "revoked")
