"""Copies of what was signed and what the loan did: which there are, and where they are fetched."""

from typing import Any

from actions.shared import cues, loans, office
from actions.shared.answer import Answer
from actions.shared.turn import Turn
from actions.shared.wording import entry, phrase
from foundation.cards import Action, Card, DocumentItem, Documents, card

Json = dict[str, Any]
# From this level on a document opens by itself; below, the page asks for one more proof first.
OPENS_AT_ONCE = frozenset({"L2", "L3"})
# No copy of ours: a person, or the showroom.
BY_PERSON = frozenset({"invoice", "invoice_car", "paper"})


class ActionListLoanDocuments(Answer):
    """The documents of the own loan with the way to each; invoices and paper by a person."""

    def name(self) -> str:
        return "action_list_loan_documents"

    async def answer(self, turn: Turn) -> None:
        kind = cues.value("copies", turn.text)
        if kind == "guarantor" and not loans.of_another(turn):
            turn.say("utter_copies_guarantor")
            turn.asked = not turn.form
            return
        loan = await loans.chosen(turn, "request_contract_copy")
        if loan is None:
            return
        found = await office.ask("loan_documents", turn.actor, loan["contract_no"])
        turn.show(_card(turn, loan, found["items"]))
        response = "utter_copies_by_person" if kind in BY_PERSON else "utter_copies"
        first = entry("copies.first").get(kind, "") if kind else ""
        turn.say(response, first=first, opening=_opening(turn))


def _opening(turn: Turn) -> str:
    known = turn.actor.level in OPENS_AT_ONCE
    return str(entry("copies.opens_at_once" if known else "copies.opens_after_proof"))


def _card(turn: Turn, loan: Json, items: list[Json]) -> Card:
    """What can be fetched now; what is not ready yet is named with that."""
    lines = [
        DocumentItem(
            document=item["kind"],
            required="",
            status="accepted" if item["ready"] else "missing",
            title=item["label"],
            status_zh=entry("copies.ready" if item["ready"] else "copies.not_ready"),
        )
        for item in items
    ]
    told = [
        phrase("copies.line" if item["ready"] else "copies.line_not_ready", label=item["label"])
        for item in items
    ]
    head = phrase("copies.card_text", car=loans.car(loan), number=loan["contract_no"])
    text = head + phrase("shared.stop").join(told)
    actions = _ways(turn, loan, [item for item in items if item["ready"]])
    return card(
        phrase("copies.card_title", car=loans.car(loan)), text, Documents(items=lines), actions
    )


def _ways(turn: Turn, loan: Json, ready: list[Json]) -> list[Action]:
    if turn.actor.level in OPENS_AT_ONCE:
        return [
            Action(
                label=phrase("copies.fetch", label=item["label"]),
                url=phrase("copies.at_the_edge", url=item["url"]),
            )
            for item in ready
        ]
    url = phrase("copies.page", number=loan["contract_no"])
    return [Action(label=entry("copies.fetch_on_page"), url=url)]
