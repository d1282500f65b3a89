"""A bank that answers when more is owed by now: what is due is paid, the rest goes back."""

from typing import Any

import pytest

from backoffice.loans import rolling
from backoffice.loans.bank import DebitAnswer, Outcome, SandboxBank
from backoffice.loans.looking import look
from backoffice.loans.models import Loan
from backoffice.office import Office
from backoffice.servicing import daily
from backoffice.servicing.models import Errand
from tests.backoffice.loans.conftest import roll
from tests.backoffice.servicing.conftest import P06


def test_an_answer_that_comes_too_late_settles_nothing(
    ordered: tuple[Office, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    office, request_no = ordered

    class Waiting(SandboxBank):
        def collect(self, orders: Any) -> Any:
            return [DebitAnswer(order.reference, Outcome.PENDING) for order in orders]

    for module in (daily, rolling):
        monkeypatch.setattr(module, "bank_of", lambda asked: Waiting(asked.database))
    roll(office, "2026-12-21")
    monkeypatch.undo()
    with office.database.transaction() as session:
        assert session.get_one(Errand, request_no).state == "DRAWING"
    roll(office, "2026-12-23")
    with office.database.transaction() as session:
        errand = session.get_one(Errand, request_no)
        assert (errand.state, errand.failure) == ("FAILED", "late")
        at = look(session, session.get_one(Loan, P06))
        assert (at.loan.state, at.paid_periods, at.standing.credit) == ("ACTIVE", 15, 0)
