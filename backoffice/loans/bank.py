"""The lender's bank as the ledger sees it: a batch of debits in, an answer to each.

A reference is drawn once, however often it is asked: so a batch may be sent again after a crash.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, insert
from sqlalchemy.orm import Session

from backoffice.database import Database
from backoffice.lending.money import ZERO, r2
from backoffice.loans.running_models import SandboxBankDebit, SandboxBankOrder
from backoffice.providers.errors import ProviderMissing

if TYPE_CHECKING:
    from backoffice.office import Office


class Outcome(StrEnum):
    """What became of a debit; pending is asked again."""

    OK = "ok"
    PARTIAL = "partial"
    FAILED = "failed"
    PENDING = "pending"


class Reason(StrEnum):
    """Why a debit failed."""

    INSUFFICIENT_FUNDS = "INSUFFICIENT_FUNDS"
    CARD_INVALID = "CARD_INVALID"
    LIMIT = "LIMIT"
    AUTH_REVOKED = "AUTH_REVOKED"
    BANK_DOWN = "BANK_DOWN"


HALF_PCT = 50
TEXTS = ARRAY(sa.Text)
# The card will not give anything on another day either: only another card helps.
FINAL = (Reason.CARD_INVALID, Reason.AUTH_REVOKED)


@dataclass(frozen=True, slots=True)
class DebitOrder:
    """A sum to be drawn under a mandate."""

    reference: str
    contract_no: str
    mandate_no: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class DebitAnswer:
    """What was drawn of an order, and why not all of it."""

    reference: str
    outcome: Outcome
    drawn: Decimal = ZERO
    code: Reason | None = None


class Bank(Protocol):
    """Draws from customers' cards and pays back to them."""

    def collect(self, orders: Sequence[DebitOrder]) -> list[DebitAnswer]:
        """One answer an order, in any order."""
        ...


class SandboxBank:
    """Draws everything, unless told otherwise about a contract.

    Told to be slow it says pending first and draws at the second question.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def collect(self, orders: Sequence[DebitOrder]) -> list[DebitAnswer]:
        """The answers; what was answered once for good stays."""
        with self._database.transaction() as session:
            given = _given(session, orders)
            told = _told(session, orders)
            answers = []
            for order in orders:
                before = given.get(order.reference)
                if before is None:
                    answers.append(_first_answer(order, told.get(order.contract_no)))
                elif before.outcome is Outcome.PENDING:
                    answers.append(DebitAnswer(order.reference, Outcome.OK, order.amount))
                else:
                    answers.append(before)
            _keep(session, [a for a in answers if given.get(a.reference) != a])
        return answers


def _given(session: Session, orders: Sequence[DebitOrder]) -> dict[str, DebitAnswer]:
    references = sa.func.unnest(sa.bindparam("references", [o.reference for o in orders], TEXTS))
    query = sa.select(SandboxBankDebit).where(SandboxBankDebit.reference.in_(sa.select(references)))
    return {
        row.reference: DebitAnswer(
            row.reference, Outcome(row.outcome), row.drawn, Reason(row.code) if row.code else None
        )
        for row in session.scalars(query)
    }


def _told(session: Session, orders: Sequence[DebitOrder]) -> dict[str, SandboxBankOrder]:
    contracts = sa.func.unnest(sa.bindparam("numbers", [o.contract_no for o in orders], TEXTS))
    query = sa.select(SandboxBankOrder).where(
        SandboxBankOrder.contract_no.in_(sa.select(contracts))
    )
    return {row.contract_no: row for row in session.scalars(query)}


def _first_answer(order: DebitOrder, told: SandboxBankOrder | None) -> DebitAnswer:
    match told.event if told else "debit_ok":
        case "debit_failed":
            code = Reason(told.code) if told and told.code else Reason.INSUFFICIENT_FUNDS
            return DebitAnswer(order.reference, Outcome.FAILED, ZERO, code)
        case "debit_partial":
            share = told.share_pct if told and told.share_pct is not None else HALF_PCT
            drawn = r2(order.amount * share / 100)
            if drawn:
                code = Reason.INSUFFICIENT_FUNDS
                return DebitAnswer(order.reference, Outcome.PARTIAL, drawn, code)
            return DebitAnswer(order.reference, Outcome.FAILED, ZERO, Reason.INSUFFICIENT_FUNDS)
        case "down":
            return DebitAnswer(order.reference, Outcome.FAILED, ZERO, Reason.BANK_DOWN)
        case "slow":
            return DebitAnswer(order.reference, Outcome.PENDING)
        case _:
            return DebitAnswer(order.reference, Outcome.OK, order.amount)


_KEEP = sa.text(
    """
    INSERT INTO sandbox_bank_debits (reference, outcome, code, drawn)
    SELECT * FROM unnest(CAST(:references AS text[]), CAST(:outcomes AS text[]),
        CAST(:codes AS text[]), CAST(:sums AS numeric[]))
    ON CONFLICT (reference) DO UPDATE
        SET outcome = EXCLUDED.outcome, code = EXCLUDED.code, drawn = EXCLUDED.drawn
    """
)


def _keep(session: Session, answers: Sequence[DebitAnswer]) -> None:
    if answers:
        session.execute(
            _KEEP,
            {
                "references": [a.reference for a in answers],
                "outcomes": [str(a.outcome) for a in answers],
                "codes": [str(a.code) if a.code else None for a in answers],
                "sums": [a.drawn for a in answers],
            },
        )


def tell(session: Session, contract_no: str, event: str, code: str | None, pct: int | None) -> None:
    """Let the sandbox's bank answer so about a contract from now on."""
    values = {"event": event, "code": code, "share_pct": pct}
    session.execute(
        insert(SandboxBankOrder)
        .values(contract_no=contract_no, **values)
        .on_conflict_do_update(index_elements=["contract_no"], set_=values)
    )


def bank_of(office: "Office") -> Bank:
    """The bank that draws for this office; raises `ProviderMissing` outside the sandbox."""
    if not office.settings.sandbox:
        raise ProviderMissing("direct_debit", "no bank is configured")
    return SandboxBank(office.database)
