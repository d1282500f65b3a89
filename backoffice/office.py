"""The running back office: what every endpoint, step and service may ask for."""

from dataclasses import dataclass, field
from typing import Annotated, Protocol

from fastapi import Depends, Request
from sqlalchemy.orm import Session

from backoffice.catalogue.snapshot import Catalogue
from backoffice.catalogue.store import CatalogueStore
from backoffice.clock.service import Clock
from backoffice.database import Database
from foundation.settings import Settings


class Runner(Protocol):
    """Does the work that commands order."""

    def start(self) -> None:
        """Begin, with what was left behind first."""

    def stop(self) -> None:
        """Stop taking work."""

    def wake(self) -> None:
        """There is something to do."""

    def healthy(self) -> bool:
        """Whether work is being done."""
        ...


class Resting:
    """Does no work: for seeding and for reading."""

    def start(self) -> None:
        """Nothing to start."""

    def stop(self) -> None:
        """Nothing to stop."""

    def wake(self) -> None:
        """The work waits for a process that does it."""

    def healthy(self) -> bool:
        """Always."""
        return True


def _runner(office: "Office") -> Runner:
    if office.settings.work == "inline":
        from backoffice.workflows.inline import InlineRunner

        return InlineRunner(office)
    from backoffice.workflows.durable import DurableRunner

    return DurableRunner(office)


@dataclass
class Office:
    """Settings, database, clock, catalogue and work of this process."""

    settings: Settings
    database: Database
    clock: Clock
    catalogues: CatalogueStore
    work: Runner = field(default_factory=Resting)

    @classmethod
    def open(cls, settings: Settings) -> "Office":
        """Connect lazily to the database that `settings` name; work starts with `work.start`."""
        office = cls.over(Database(settings.backoffice_database_url), settings)
        office.work = _runner(office)
        office.database.stirred = office.work.wake
        return office

    @classmethod
    def over(cls, database: Database, settings: Settings) -> "Office":
        """An office over a database that does no work by itself."""
        clock = Clock(database, settings.sandbox)
        office = cls(settings, database, clock, CatalogueStore(database))
        database.info["office"] = office
        return office

    def catalogue(self) -> Catalogue:
        """The catalogue in force on the business date."""
        return self.catalogues.at(self.clock.business_date())

    def forget(self) -> None:
        """Read clock and catalogue anew at the next question."""
        self.clock.forget()
        self.catalogues.forget()


def office_of(session: Session) -> Office:
    """The office whose session it is."""
    office: Office = session.info["office"]
    return office


async def _office(request: Request) -> Office:
    office: Office = request.app.state.office
    return office


CurrentOffice = Annotated[Office, Depends(_office)]
