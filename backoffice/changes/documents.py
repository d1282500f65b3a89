"""The documents that changes left: those about a loan, and all of a customer's."""

from collections.abc import Callable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.changes.authorising import KIND as DEBIT
from backoffice.changes.letters import KIND as LETTER
from backoffice.changes.models import Change, ChangeDocument
from backoffice.changes.schemas import OwnDocument
from backoffice.changes.sealing import WORDS
from backoffice.clock.service import SHANGHAI
from backoffice.loans.models import Loan
from foundation.zh import full_day

Concerns = Callable[[Change, ChangeDocument, Loan], bool]
# An authorisation is about its contract; a letter about every mortgage that stood when it was made.
ABOUT: dict[str, Concerns] = {
    DEBIT: lambda change, document, loan: change.contract_no == loan.contract_no,
    LETTER: lambda change, document, loan: loan.lien is not None and _ran_when(document, loan),
}


def _ran_when(document: ChangeDocument, loan: Loan) -> bool:
    made_on = document.made_at.astimezone(SHANGHAI).date()
    return loan.activated_on <= made_on and (loan.settled_on is None or made_on < loan.settled_on)


def _kept(session: Session, customer_id: str) -> list[tuple[Change, ChangeDocument]]:
    query = (
        sa.select(Change, ChangeDocument)
        .join(ChangeDocument, ChangeDocument.request_no == Change.request_no)
        .where(Change.customer_id == customer_id)
        .options(sa.orm.defer(ChangeDocument.content))
        .order_by(ChangeDocument.made_at.desc(), ChangeDocument.request_no.desc())
    )
    return [(change, document) for change, document in session.execute(query)]


def _shown(change: Change, document: ChangeDocument) -> OwnDocument:
    number, kind = change.request_no, document.kind
    made_on = document.made_at.astimezone(SHANGHAI).date()
    title = WORDS.say(f"{kind}_title")
    return OwnDocument(
        request_no=number,
        contract_no=change.contract_no,
        kind=kind,
        label=WORDS.say("dated", title=title, day=full_day(made_on)),
        made_on=made_on.isoformat(),
        url=f"/changes/{number}/documents/{kind}.pdf",
    )


def papers_of(session: Session, customer_id: str) -> list[OwnDocument]:
    """All of a customer's, newest first."""
    return [_shown(change, document) for change, document in _kept(session, customer_id)]


def papers_about(session: Session, loan: Loan) -> list[OwnDocument]:
    """Those that concern a loan, newest first."""
    return [
        _shown(change, document)
        for change, document in _kept(session, loan.customer_id)
        if ABOUT[document.kind](change, document, loan)
    ]
