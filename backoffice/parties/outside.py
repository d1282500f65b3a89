"""What the outside is asked about parties, in one place."""

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.orm import Session

from backoffice.office import office_of
from backoffice.parties.models import Party
from backoffice.providers.assembly import Providers, providers_of
from backoffice.providers.errors import ProviderError
from backoffice.providers.ports import Person
from backoffice.refusals import Refusal

Answer = TypeVar("Answer")


def person_of(party: Party) -> Person:
    """A party as he is named to others; raises `Refusal` (ID_MISSING) while unknown."""
    if party.name is None or party.id_no is None:
        raise Refusal("ID_MISSING")
    return Person(name=party.name, id_no=party.id_no, phone=party.phone)


def asked(session: Session, ask: Callable[[Providers], Answer]) -> Answer:
    """An answer from outside; raises `Refusal` (OUTSIDE_SILENT) when there is none just now."""
    try:
        return ask(providers_of(office_of(session)))
    except ProviderError as error:
        raise Refusal("OUTSIDE_SILENT") from error
