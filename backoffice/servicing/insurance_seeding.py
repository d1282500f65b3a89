"""The policies of the reference portfolio: each runs from an anniversary of its contract."""

from datetime import timedelta
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.clock.service import FIRST_SANDBOX_DATE
from backoffice.forms import money
from backoffice.lending.due_dates import add_months
from backoffice.loans.looking import RUNNING
from backoffice.loans.models import Loan
from backoffice.reminders.dates import make_known
from backoffice.servicing.insurance_models import Policy
from backoffice.wording import wording

YEAR = 12
THIRD_PARTY, COMPULSORY = Decimal(2_000_000), Decimal(200_000)
WORDS = wording("servicing/wording/insurance.yml")


def seed_policies(session: Session) -> int:
    """Add policies for running contracts of the portfolio that have none; how many."""
    known = sa.select(Policy.contract_no)
    loans = session.scalars(
        sa.select(Loan).where(
            Loan.state.in_(RUNNING),
            Loan.application_no.is_(None),
            Loan.contract_no.not_in(known),
        )
    )
    added = 0
    for loan in loans:
        since = loan.activated_on
        while add_months(since, YEAR) <= FIRST_SANDBOX_DATE:
            since = add_months(since, YEAR)
        covers = {"third_party": money(THIRD_PARTY), "compulsory": money(COMPULSORY)}
        session.add(
            Policy(
                contract_no=loan.contract_no,
                policy_no=f"PDAA{since:%Y%m%d}{loan.contract_no[-4:]}",
                insurer=WORDS.say("sample_insurer"),
                valid_from=since,
                valid_to=add_months(since, YEAR) - timedelta(days=1),
                covers={**covers, "damage": loan.vehicle["price"]},
                noted_at=loan.activated_at,
            )
        )
        added += 1
    session.flush()
    _ends_known(session)
    return added


def _ends_known(session: Session) -> None:
    """Of each contract of the portfolio the end of its newest policy is reminded of."""
    newest = (
        sa.select(Loan.customer_id, Loan.contract_no, sa.func.max(Policy.valid_to))
        .join(Policy, Policy.contract_no == Loan.contract_no)
        .where(Loan.state.in_(RUNNING), Loan.application_no.is_(None))
        .group_by(Loan.customer_id, Loan.contract_no)
    )
    for customer_id, contract_no, ends_on in session.execute(newest):
        make_known(session, customer_id, "insurance", ends_on, contract_no)
