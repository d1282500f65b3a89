"""Lets a reference person go through his application as he would have, on the days he did."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.applications import members
from backoffice.applications.fields import put
from backoffice.applications.finding import find, parties_of
from backoffice.applications.opening import open_application
from backoffice.applications.progress import fields_changed, papers_changed
from backoffice.audit.actors import SYSTEM, Actor, Kind, Level
from backoffice.clock.service import Clock
from backoffice.consents.purposes import purposes
from backoffice.consents.schemas import GiveConsent
from backoffice.consents.service import give
from backoffice.database import STIRRED
from backoffice.deliveries.models import Delivery
from backoffice.office import Office
from backoffice.parties import authorisation, cards, identity
from backoffice.parties.models import Party
from backoffice.parties.schemas import Authorise, BindCard, CheckResult, InviteParty
from backoffice.quotes.schemas import QuoteRequest
from backoffice.quotes.service import give_quote
from backoffice.reference.papers import accepted_paper
from backoffice.workflows.inline import InlineRunner
from backoffice.workflows.models import WorkOrder

Raw = Mapping[str, Any]
ID_PERIOD = "2020-01-01 - {until}"
VALID_TO = "2035-08-01"
CHANNEL = "web"


@dataclass
class Story:
    """One person's application; `at` sets the day and the time of day."""

    office: Office
    person: Raw
    number: str = ""
    _now: list[datetime] = field(default_factory=list)

    @property
    def customer(self) -> Actor:
        """The person as a customer, sure enough for everything."""
        return Actor(Kind.CUSTOMER, self.person["no"], Level.L3, CHANNEL)

    def at(self, moment: str) -> "Story":
        """From now on it is `moment`."""
        now = datetime.fromisoformat(moment)
        # Outside the sandbox the clock is the wall's: here a wall that shows the story's time.
        self.office.clock = Clock(self.office.database, sandbox=False, wall=lambda: now)
        return self

    @contextmanager
    def doing(self) -> Iterator[Session]:
        """A transaction, and after it the work that it ordered."""
        with self.office.database.transaction() as session:
            yield session
            session.info.pop(STIRRED, None)
        InlineRunner(self.office).wake()

    def party(self, session: Session, role: str = "borrower") -> Party:
        """The person's party, or somebody's who carries the loan with him."""
        return next(p for p in parties_of(session, self.number) if p.role == role)

    def apply(self, plan: QuoteRequest, number: str) -> None:
        """Quote and open the application under its number."""
        quote = give_quote(self.office, plan).quote.quote_id
        self.number = number
        with self.doing() as session:
            open_application(session, self.customer, self.person["no"], quote, number)

    def _actor(self, party: Party) -> Actor:
        if party.role == "borrower":
            return self.customer
        return Actor(Kind.PARTY, party.party_id, Level.L3, CHANNEL)

    def consent(self, session: Session, party: Party, *wanted: str) -> None:
        """Agree to purposes, one by one."""
        for purpose in wanted:
            version = purposes()[purpose].version
            request = GiveConsent.model_validate(
                {
                    "purpose": purpose,
                    "granted": True,
                    "party_id": party.party_id,
                    "text_version": version,
                }
            )
            give(session, self._actor(party), request)

    def identify(self, known: Raw, address: str, role: str = "borrower") -> None:
        """ID card, consents, a live face, the register."""
        with self.doing() as session:
            party = self.party(session, role)
            self.consent(session, party, "id_image", "face_verify")
            period = ID_PERIOD.format(until=known.get("id_valid_to", VALID_TO))
            values = {"name": known["name"], "id_no": known["id_no"], "address": address}
            accepted_paper(session, party, "id_card", {**values, "period": period})
            papers_changed(session, self.number)
        with self.doing() as session:
            started = identity.start(session, self.party(session, role))
        with self.doing() as session:
            check = identity.find_check(session, started.check_id)
            told = CheckResult(outcome="passed", score="0.96", liveness=True)
            identity.take_result(session, SYSTEM, check, told)

    def authorise(self, role: str = "borrower") -> None:
        """Read the authorisation and agree; what follows is decided."""
        with self.doing() as session:
            party = self.party(session, role)
            self.consent(session, party, authorisation.PURPOSE)
            text_hash = authorisation.hash_of(authorisation.text_for(session, party))
            request = Authorise(text_hash=text_hash, dwell_ms=14_000, scrolled_to_end=True)
            authorisation.authorise(session, self._actor(party), party, request)

    def fill(self, values: Mapping[str, str], role: str = "borrower") -> None:
        """Type fields."""
        with self.doing() as session:
            put(session, self.party(session, role), values, "typed", typed=True)
            fields_changed(session, find(session, self.number, lock=True), self.customer)

    def paper(
        self, document: str, role: str = "borrower", rows: tuple[Any, ...] = (), **values: str
    ) -> None:
        """Hand in a paper that is accepted."""
        with self.doing() as session:
            accepted_paper(session, self.party(session, role), document, values, rows)
            papers_changed(session, self.number)

    def bind_card(self, card_no: str) -> None:
        """Bind the card, by the bank's own check."""
        with self.doing() as session:
            party = self.party(session)
            self.consent(session, party, "bank_card")
            request = BindCard(card_no=card_no, reserved_phone=party.phone)
            cards.bind(session, self.customer, party, request)

    def invite(self, role: str, known: Raw) -> None:
        """Invite somebody to carry the loan too."""
        with self.doing() as session:
            request = InviteParty.model_validate({"role": role, **_invited(known)})
            members.invite(session, find(session, self.number, lock=True), request)

    def everything_was_told(self) -> None:
        """What was said then is not said again."""
        with self.office.database.transaction() as session:
            session.execute(
                sa.update(Delivery)
                .where(Delivery.delivered_at.is_(None))
                .values(delivered_at=Delivery.at)
            )
            session.execute(
                sa.update(WorkOrder)
                .where(WorkOrder.kind == "deliver", WorkOrder.done_at.is_(None))
                .values(handed_over_at=sa.func.now(), done_at=sa.func.now())
            )


def _invited(known: Raw) -> dict[str, str]:
    return {"relation": known["relation"], "name": known["name"], "phone": known["phone"]}


def money(amount: object) -> str:
    """A sum as fields keep it."""
    return f"{Decimal(str(amount)):.2f}"
