"""The running back office: what every endpoint may ask for."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from backoffice.catalogue.snapshot import Catalogue
from backoffice.catalogue.store import CatalogueStore
from backoffice.clock.service import Clock
from backoffice.database import Database
from foundation.settings import Settings


@dataclass(frozen=True)
class Office:
    """Settings, database, clock and catalogue of this process."""

    settings: Settings
    database: Database
    clock: Clock
    catalogues: CatalogueStore

    @classmethod
    def open(cls, settings: Settings) -> "Office":
        """Connect lazily to the database that `settings` name."""
        database = Database(settings.backoffice_database_url)
        clock = Clock(database, settings.sandbox)
        return cls(settings, database, clock, CatalogueStore(database))

    def catalogue(self) -> Catalogue:
        """The catalogue in force on the business date."""
        return self.catalogues.at(self.clock.business_date())

    def forget(self) -> None:
        """Read clock and catalogue anew at the next question."""
        self.clock.forget()
        self.catalogues.forget()


async def _office(request: Request) -> Office:
    office: Office = request.app.state.office
    return office


CurrentOffice = Annotated[Office, Depends(_office)]
