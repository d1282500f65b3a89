"""Asks the credit bureau: once for an authorisation, only while it stands, only with consent."""

import json

from pydantic import BaseModel
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from backoffice.applications.finding import party_of
from backoffice.applications.moving import note
from backoffice.consents.service import granted_since, subjects_of
from backoffice.office import Office, office_of
from backoffice.parties.authorisation import PURPOSE, in_force
from backoffice.parties.models import Party
from backoffice.parties.outside import person_of
from backoffice.providers.assembly import providers_of
from backoffice.providers.errors import AuthorisationMissing, ProviderError
from backoffice.providers.ports import CreditQuery, WrittenAuthorisation
from backoffice.refusals import Refusal
from backoffice.risk.models import CreditReport
from backoffice.workflows.steps import Done, NotYet


class Asked(BaseModel):
    """What the bureau answered to which authorisation; nothing when it may not be asked."""

    authorisation_id: int | None = None
    report: str | None = None


def _question(session: Session, party: Party) -> tuple[int, CreditQuery] | None:
    """What may be asked now; None without authorisation or consent, or when it is answered."""
    given = in_force(session, party.party_id)
    if given is None or PURPOSE not in granted_since(session, subjects_of(session, party)):
        return None
    if session.get(CreditReport, given.id) is not None:
        return None
    return given.id, CreditQuery(
        person=person_of(party),
        authorisation=WrittenAuthorisation(
            reference=f"{party.party_id}-{given.id}",
            purpose=PURPOSE,
            text_hash=given.text_hash,
            authorised_at=given.authorised_at,
        ),
    )


def ask(office: Office, party_id: str) -> Asked:
    """The bureau's answer; the authorisation's number makes asking twice one query.

    Raises `NotYet` while the bureau does not answer.
    """
    with office.database.transaction() as session:
        try:
            question = _question(session, party_of(session, party_id))
        except Refusal:  # the party left meanwhile, or is not known well enough to be asked for
            return Asked()
    if question is None:
        return Asked()
    authorisation_id, query = question
    try:
        report = providers_of(office).credit_bureau.query(query)
    except AuthorisationMissing:
        return Asked()
    except ProviderError as error:
        raise NotYet(str(error)) from error
    return Asked(authorisation_id=authorisation_id, report=report.model_dump_json())


def keep(session: Session, party_id: str, asked: Asked) -> Done:
    """Keep an answer; a lawful query stays on record."""
    if asked.authorisation_id is None or asked.report is None:
        return Done(moved=False)
    party = session.get_one(Party, party_id)
    session.execute(
        insert(CreditReport)
        .values(
            authorisation_id=asked.authorisation_id,
            party_id=party_id,
            purpose=PURPOSE,
            report=json.loads(asked.report),
            queried_at=office_of(session).clock.now(),
        )
        .on_conflict_do_nothing()
    )
    note(session, party.application_no, "bureau_queried", "preapproval", role=party.role)
    return Done()
