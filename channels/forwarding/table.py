"""Which calls of the pages go on to the back office: what is not listed here does not exist.

The paths are the back office's; in the edge they stand behind `/api`.
"""

import re
from dataclasses import dataclass
from typing import Literal

from channels.accounts.levels import Level

L0, L1, L2, L3 = Level.L0, Level.L1, Level.L2, Level.L3
Who = Literal["customer", "party"]
CUSTOMER: frozenset[Who] = frozenset({"customer"})
BOTH: frozenset[Who] = frozenset({"customer", "party"})


@dataclass(frozen=True, slots=True)
class Way:
    """One allowed call; of level L0, visitors may ask it too.

    `own`: where the customer's (or party's) own number is written by the edge, over whatever was
    sent. `file`: streamed. `then`: what the edge does after it was done. `reveal`: numbers that may
    be sent as tokens of the vault.
    """

    method: str
    path: str
    says: str
    level: Level = L1
    who: frozenset[Who] = CUSTOMER
    own: Literal["query", "body"] | None = None
    query: tuple[str, ...] = ()
    file: bool = False
    then: Literal["end_links", "begin_check", "cite_code"] | None = None
    reveal: tuple[str, ...] = ()

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names in the path."""
        return tuple(re.findall(r"{(\w+)}", self.path))


APPLICATION = "/applications/{application_no}"
PARTY = "/parties/{party_id}"
PAPER = "/papers/{paper_id}"
LOAN = "/loans/{contract_no}"
ERRAND = "/errands/{request_no}"

CHANGE = "/changes/{request_no}"

WAYS = (
    Way("GET", "/applications", "The customer's applications, newest first.", own="query"),
    Way("POST", "/applications", "Applies for the loan of a quote.", own="body"),
    Way("GET", APPLICATION, "One application."),
    Way("PATCH", f"{APPLICATION}/fields", "Saves what was filled in."),
    Way("POST", f"{APPLICATION}/cancel", "Takes the application back."),
    Way("POST", f"{APPLICATION}/review", "Asks that a person looks again."),
    Way("POST", f"{APPLICATION}/parties", "Invites a co-borrower or guarantor."),
    Way("DELETE", f"{APPLICATION}/parties/{{party_id}}", "Takes a party off.", then="end_links"),
    Way("POST", f"{APPLICATION}/pauses", "Reports a pause at a step."),
    Way("GET", f"{APPLICATION}/documents", "The papers that are needed, and how each stands."),
    Way("GET", f"{APPLICATION}/delivery-slots", "When the car can be handed over."),
    Way("POST", f"{APPLICATION}/delivery", "Books the handover."),
    Way("GET", PARTY, "The party as it stands.", who=BOTH),
    Way("POST", f"{PARTY}/real-person", "Begins a real-person check.", who=BOTH,
        then="begin_check"),
    Way("POST", f"{PARTY}/video-appointment", "Asks for a person on video instead.", who=BOTH),
    Way("GET", f"{PARTY}/credit-authorisation", "The text to read to its end.", who=BOTH),
    Way("POST", f"{PARTY}/credit-authorisation", "Authorises the query.", level=L2, who=BOTH),
    Way("POST", f"{PARTY}/bank-card", "Names the card to pay from.", who=BOTH),
    Way("POST", f"{PARTY}/link", "Sends the way in anew; the old one ends.", then="end_links"),
    Way("DELETE", f"{PARTY}/link", "Ends the way in.", then="end_links"),
    Way("GET", f"{PARTY}/cost-sheet", "What the loan costs, in full.", level=L2, who=BOTH),
    Way("POST", f"{PARTY}/cost-sheet/confirm", "Confirms that it was read.", level=L2, who=BOTH),
    Way("GET", f"{PARTY}/signing", "What is to be signed, and by whom.", level=L2, who=BOTH),
    Way("POST", f"{PARTY}/signature", "Signs.", level=L3, who=BOTH, then="cite_code"),
    Way("POST", f"{PARTY}/refusal", "Refuses to sign.", level=L2, who=BOTH),
    Way("GET", PAPER, "A paper and what was read of it.", who=BOTH),
    Way("POST", f"{PAPER}/confirm", "Confirms or corrects what was read.", who=BOTH),
    Way("DELETE", PAPER, "Takes a paper back.", who=BOTH),
    Way("GET", f"{PAPER}/pages/{{number}}", "A page of a paper.", who=BOTH, file=True),
    Way("GET", "/consents", "What is agreed to.", who=BOTH, own="query", query=("party_id",)),
    Way("POST", "/consents", "Agrees to a purpose or takes it back.", who=BOTH, own="body"),
    Way("GET", "/contracts/{contract_no}/documents/{kind}.pdf", "A document of the contract.",
        level=L2, who=BOTH, file=True),
    Way("GET", "/record", "All that is known of the customer.", own="query"),
    Way("GET", "/record.json", "The same as a file.", level=L2, own="query", file=True),
    Way("GET", "/record.pdf", "The same as a document.", level=L2, own="query", file=True),
    Way("GET", "/record/deletion", "What deleting would remove and what stays.", own="query"),
    Way("POST", "/record/deletion", "Deletes what may be deleted.", level=L2, own="body"),
    Way("POST", "/record/corrections", "Puts one thing right.", level=L2, own="body"),
    Way("GET", "/visits", "The customer's visits.", own="query"),
    Way("POST", "/dealers/nearest", "Showrooms by their distance from a place.", level=L0),
    Way("GET", "/dealers/{dealer_id}/slots", "When one dealer has time.", level=L0,
        query=("from_day",)),
    Way("GET", "/cities", "Cities with showrooms.", level=L0),
    Way("GET", "/visits/slots", "When the dealers of a city have time.", level=L0,
        query=("city", "from_day")),
    Way("POST", "/visits", "Books a test drive or a visit.", own="body"),
    Way("POST", "/visits/{visit_no}/move", "Another time instead."),
    Way("POST", "/visits/{visit_no}/cancel", "Leaves a visit."),
    Way("GET", "/visits/{visit_no}/appointment.ics", "It for a calendar.", file=True),
    Way("GET", "/leads", "What was passed on to dealers.", own="query"),
    Way("POST", "/leads", "Passes a wish on to a dealer.", own="body"),
    Way("POST", "/leads/{lead_no}/revoke", "Takes it back."),
    Way("GET", "/loans", "The customer's loans.", own="query"),
    Way("GET", LOAN, "One loan."),
    Way("GET", f"{LOAN}/schedule", "Its instalments, one by one."),
    Way("GET", "/reminders", "How the customer is reminded.", own="query"),
    Way("PUT", "/reminders", "Lets him be reminded otherwise.", own="body"),
    Way("GET", "/reminders/calendar.ics", "The days ahead for a calendar.", own="query", file=True),
    Way("GET", f"{LOAN}/payments", "What was due, what came in, which debits were tried."),
    Way("POST", f"{LOAN}/payments", "Repays now from the card on file."),
    Way("POST", f"{LOAN}/trials/{{kind}}", "Figures of an errand; nothing is done."),
    Way("POST", f"{LOAN}/errands", "Does what a trial showed.", then="cite_code"),
    Way("GET", f"{LOAN}/documents", "The papers there are of it."),
    Way("GET", f"{LOAN}/documents/{{kind}}.pdf", "A paper of it.", level=L2, file=True),
    Way("GET", "/changes", "Changes of the customer's data, and what is on file.", own="query"),
    Way("GET", CHANGE, "How a change stands."),
    Way("POST", f"{CHANGE}/cancel", "Leaves a change while nothing was done."),
    Way("POST", f"{CHANGE}/real-person", "Begins a real-person check.", level=L2),
    Way("POST", f"{CHANGE}/video-appointment", "Asks for a person on video instead.", level=L2),
    Way("GET", f"{CHANGE}/documents/{{kind}}.pdf", "A paper of a change.", level=L2, file=True),
    Way("POST", "/changes/id_card", "Begins to renew the ID card.", level=L2, own="body"),
    Way("POST", "/changes/bank_card/trial", "Checks another card with its bank.", own="body",
        reveal=("card_no",)),
    Way("POST", "/changes/bank_card", "Signs for another card.", level=L3, then="cite_code"),
    Way("POST", "/changes/address/trial", "What an address would change.", own="body"),
    Way("POST", "/changes/address", "Takes another address.", own="body"),
    Way("GET", f"{LOAN}/lien", "How far the release of the mortgage is."),
    Way("GET", f"{LOAN}/insurance", "The policy on file and what the contract asks."),
    Way("POST", f"{LOAN}/insurance", "Puts an accepted policy on file."),
    Way("GET", ERRAND, "How an errand stands."),
    Way("GET", f"{ERRAND}/agreement.pdf", "The agreement to read.", level=L2, file=True),
    Way("POST", f"{ERRAND}/agreement", "Signs it.", level=L3, then="cite_code"),
    Way("POST", f"{ERRAND}/cancel", "Leaves an errand while no money moved."),
    Way("GET", f"{ERRAND}/appointment/slots", "Where and when an inspection could be instead."),
    Way("POST", f"{ERRAND}/appointment", "Moves an inspection to another slot.", level=L2),
    Way("GET", f"{ERRAND}/appointment.ics", "The inspection as a calendar file.", file=True),
    Way("POST", f"{ERRAND}/report", "Accepts an inspection's report, or disputes it.", level=L2),
    Way("POST", "/offers/{offer_id}/decline", "No to an offer, remembered."),
    Way("GET", "/offers", "The offers the customer was shown.", own="query"),
    Way("GET", "/offers/{offer_id}/why", "Why an offer was shown."),
    Way("GET", "/care", "Whether care and offers may come.", own="query"),
    Way("PUT", "/care", "Switches them off or on.", own="body"),
    Way("GET", "/care/decisions", "Why something was said, or not.", own="query"),
)  # fmt: skip
