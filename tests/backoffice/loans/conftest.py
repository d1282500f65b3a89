"""An office over the reference portfolio, and how tests move its days."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from backoffice.database import Database
from backoffice.loans.bank import tell
from backoffice.loans.looking import Look, look
from backoffice.loans.models import Loan
from backoffice.loans.rolling import roll_to
from backoffice.office import Office
from tests.backoffice.conftest import make_settings

Roll = Callable[[str], None]
Looked = Callable[[str], Look]
Told = Callable[..., None]


@pytest.fixture
def office(copied_database: str) -> Iterator[Office]:
    """An office of one test alone; it does no work by itself."""
    settings = make_settings(copied_database)
    database = Database(copied_database)
    yield Office.over(database, settings)
    database.close()


def roll(office: Office, to: str) -> None:
    """Move the sandbox's date with all its work."""
    roll_to(office, date.fromisoformat(to), enter=lambda s, day: office.clock.move(s, day))
    office.clock.forget()


@pytest.fixture
def rolled(office: Office) -> Roll:
    """Rolls the office to a day."""
    return lambda to: roll(office, to)


def looked_at(office: Office, contract_no: str) -> Look:
    """A loan as it stands."""
    with office.database.transaction() as session:
        return look(session, session.get_one(Loan, contract_no))


@pytest.fixture
def looking(office: Office) -> Looked:
    """Looks at a loan of the office."""
    return lambda contract_no: looked_at(office, contract_no)


@pytest.fixture
def bank_told(office: Office) -> Told:
    """Tells the sandbox's bank how to answer about a loan."""

    def told(contract_no: str, event: str, code: str | None = None, pct: int | None = None) -> None:
        with office.database.transaction() as session:
            tell(session, contract_no, event, code, pct)

    return told
