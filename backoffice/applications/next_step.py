"""The one thing that comes next: who has to do it, and on which page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from backoffice.applications.conditions import stands
from backoffice.applications.field_rules import WORDS as FIELD_WORDS
from backoffice.applications.finding import DRIVER
from backoffice.applications.lifecycle import OPEN, State
from backoffice.applications.models import Application, Condition, HandoverBooking, Review
from backoffice.applications.referrals import Referral
from backoffice.applications.schemas import DocumentView, NextView
from backoffice.clock.service import SHANGHAI
from backoffice.customers.endpoints import mask_name
from backoffice.parties.models import Party
from backoffice.wording import wording
from foundation.zh import day, moment

WORDS = wording("applications/wording/next.yml")
MISSING = wording("loans/wording/readiness.yml")
AND = "\u3001"
MOST_NAMED = 3


@dataclass(frozen=True)
class Standing:
    """All that decides what comes next."""

    application: Application
    parties: Sequence[Party]
    missing_fields: Sequence[str]
    documents: Sequence[DocumentView]
    conditions: Sequence[Condition]
    disbursement_missing: Sequence[str]
    booking: HandoverBooking | None
    dealer: str
    review: Review | None
    case: Referral | None
    driver: Party | None
    reapply: str
    linked: frozenset[str]  # parties whose link is alive

    @property
    def borrower(self) -> Party:
        """The borrower."""
        return next(party for party in self.parties if party.role == "borrower")

    @property
    def others(self) -> list[Party]:
        """Co-borrowers and guarantors."""
        return [party for party in self.parties if party.role != "borrower"]

    def needed(self, party_id: str, stage: str = "decision") -> list[DocumentView]:
        """The party's papers that are still to be given at a stage."""
        return [
            item
            for item in self.documents
            if (item.party_id, item.stage, item.required) == (party_id, stage, True)
            and item.status in ("missing", "rejected")
        ]

    @property
    def reading(self) -> bool:
        """Whether a paper is being read."""
        return any(item.status in ("uploaded", "checking") for item in self.documents)


def _say(who: str, key: str, page: str, party: Party | None = None, **figures: object) -> NextView:
    if party is not None:
        figures.setdefault("person", mask_name(party.name) or party.relation)
    return NextView.model_validate(
        {
            "who": who,
            "key": key,
            "label": WORDS.say(f"{key}_label", **figures),
            "detail": WORDS.say(f"{key}_detail", **figures),
            "takes": WORDS.say(f"{key}_takes"),
            "page": page,
            "party_id": party.party_id if party else None,
        }
    )


def named(names: Sequence[str]) -> str:
    """The first names of a list, as people say it."""
    return AND.join(names[:MOST_NAMED])


def _fields(at: Standing) -> NextView:
    labels = [FIELD_WORDS.say(name) for name in at.missing_fields]
    return _say("you", "fields", "fields", at.borrower, fields=named(labels))


def _draft(at: Standing) -> NextView:
    if any(item.document == "id_card" for item in at.needed(at.borrower.party_id)):
        return _say("you", "id_card", "upload", at.borrower)
    if at.reading and at.borrower.id_no is None:
        return _say("us", "reading", "wait")
    return _say("you", "verify", "verify", at.borrower)


def _identified(at: Standing) -> NextView:
    return _fields(at) if at.missing_fields else _say("you", "authorise", "authorise", at.borrower)


def _his_turn(at: Standing, party: Party) -> NextView:
    """A co-signer's turn; without a living link the borrower sends him one first."""
    if party.party_id in at.linked:
        return _say("party", "party", "wait", party)
    return _say("you", "send_link", "fields", party)


def _waiting_for_other(at: Standing) -> NextView | None:
    for party in at.others:
        if not stands(party):
            return _his_turn(at, party)
    for party in at.others:
        if needed := at.needed(party.party_id):
            titles = named([item.title for item in needed])
            return _say("party", "papers", "wait", party, papers=titles)
    return _waiting_for_driver(at)


def _waiting_for_driver(at: Standing) -> NextView | None:
    """A named driver hands his licence in himself, by a link of his own."""
    if at.driver is None or not at.needed(at.driver.party_id):
        return None
    if at.driver.party_id in at.linked:
        return _say("party", "driver", "wait", at.driver)
    return _say("you", "send_link_driver", "fields", at.driver)


def _papers(at: Standing) -> NextView:
    if at.missing_fields:
        return _fields(at)
    if needed := at.needed(at.borrower.party_id):
        titles = named([item.title for item in needed])
        return _say("you", "papers", "upload", at.borrower, papers=titles)
    if at.borrower.card != "done":
        return _say("you", "card", "card", at.borrower)
    return _waiting_for_other(at) or _say("us", "reading", "wait")


def _approving(at: Standing) -> NextView:
    """The papers are looked at: by the policy, or by a person until a day."""
    if at.case is not None:
        return _say("us", "person", "wait", due_by=until(at.case.due_by))
    return _say("us", "approving", "wait")


def _conditions(at: Standing) -> NextView:
    unmet = [condition.code for condition in at.conditions if condition.met_at is None]
    if "replace_signer" in unmet:
        return _say("you", "replace_signer", "fields")
    for code, role in (("guarantor_signature", "guarantor"), ("co_borrower", "co_borrower")):
        if code in unmet:
            found = next((party for party in at.others if party.role == role), None)
            if found is None:
                return _say("you", f"invite_{role}", "fields", person="")
            return _his_turn(at, found)
    if "down_payment_receipt" in unmet:
        return _say("you", "receipt", "upload", at.borrower)
    return _approving(at)


def _signing(at: Standing) -> NextView:
    if at.borrower.signature != "signed":
        return _say("you", "sign", "sign", at.borrower)
    for party in at.others:
        if party.signature != "signed":
            if party.party_id in at.linked:
                return _say("party", "sign_party", "wait", party)
            return _say("you", "send_link_sign", "fields", party)
    return _say("us", "disbursing", "wait")


def _disbursing(at: Standing) -> NextView:
    for code, key in (("down_payment", "receipt"), ("insurance", "insurance")):
        if code in at.disbursement_missing:
            return _say("you", key, "upload", at.borrower)
    if at.disbursement_missing:
        labels = [MISSING.say(code) for code in at.disbursement_missing]
        return _say("us", "disburse", "wait", missing=named(labels))
    return _say("us", "disbursing", "wait")


def _activated(at: Standing) -> NextView:
    if at.booking is None:
        return _say("you", "delivery", "delivery")
    when = moment(at.booking.starts_at.astimezone(SHANGHAI))
    return _say("you", "booked", "delivery", when=when, dealer=at.dealer)


def _declined(at: Standing) -> NextView:
    if at.review is not None and at.review.decided_at is None:
        return _say("us", "review", "wait", due_by=until(at.review.due_by))
    return _say("you", "declined", "none", reapply=at.reapply)


def until(at: datetime) -> str:
    """A day by which something is done, in words."""
    return day(at.astimezone(SHANGHAI).date())


_BY_STATE: dict[State, Callable[[Standing], NextView]] = {
    State.DRAFT: _draft,
    State.ID_VERIFIED: _identified,
    State.CREDIT_AUTHORISED: lambda at: _say("us", "deciding", "wait"),
    State.MANUAL_REVIEW: lambda at: _say("us", "manual", "wait"),
    State.PRE_APPROVED: _papers,
    State.NEEDS_DOCS: _papers,
    State.DOCS_CHECKING: _approving,
    State.APPROVED_WITH_CONDITIONS: _conditions,
    State.APPROVED: lambda at: _say("you", "cost", "cost", at.borrower),
    State.COST_CONFIRMED: lambda at: _say("us", "generating", "wait"),
    State.CONTRACT_GENERATED: _signing,
    State.SIGNING: _signing,
    State.SIGNED_ALL: lambda at: _say("us", "disbursing", "wait"),
    State.PRE_DISBURSE_CHECK: _disbursing,
    State.ACTIVATED: _activated,
    State.DELIVERED: lambda at: _say("us", "done", "none"),
    State.DECLINED: _declined,
    State.CANCELLED: lambda at: _say("us", "over", "none"),
    State.EXPIRED: lambda at: _say("us", "over", "none"),
}


def next_step(at: Standing) -> NextView:
    """What comes next in the state the application is in."""
    return _BY_STATE[State(at.application.state)](at)


def next_for_party(at: Standing, party: Party) -> NextView:
    """What comes next for a co-signer, seen by himself."""
    if party.role == "borrower":
        return next_step(at)
    state = State(at.application.state)
    if state not in OPEN:
        return _say("us", "over", "none")
    if party.role == DRIVER:
        if at.needed(party.party_id):
            return _say("you", "drive", "upload", party)
        if any(
            item.party_id == party.party_id and item.status != "accepted" for item in at.documents
        ):
            return _say("us", "reading", "wait")
        return _say("us", "driver_done", "wait")
    if party.identity != "done":
        if any(item.document == "id_card" for item in at.needed(party.party_id)):
            return _say("you", "id_card", "upload", party)
        return _say("you", "verify", "verify", party)
    if party.authorised_at is None and not party.carried:
        return _say("you", "authorise", "authorise", party)
    if needed := at.needed(party.party_id):
        return _say("you", "papers", "upload", party, papers=named([item.title for item in needed]))
    if state in (State.CONTRACT_GENERATED, State.SIGNING) and party.signature != "signed":
        return _say("you", "sign", "sign", party)
    return _say("us", "party_done", "wait")
