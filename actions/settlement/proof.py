"""After the last payment: the proof of settlement, and how far the lien's release is."""

from typing import Any

from actions.shared import cues, errands_shown, loans, office
from actions.shared.answer import Answer
from actions.shared.turn import Turn
from actions.shared.wording import entry, phrase
from foundation.backoffice import BackOfficeRefused
from foundation.cards import Action, Card, Timeline, card

Json = dict[str, Any]
ERRAND = "settlement"


class ActionTellProof(Answer):
    """Where the proof is, and the steps of the release; what comes first while the loan runs."""

    def name(self) -> str:
        return "action_tell_proof"

    async def answer(self, turn: Turn) -> None:
        _tell_in_general(turn)
        items = [] if loans.of_another(turn) else await loans.own(turn)
        over = [loan for loan in items if loan["state"] == loans.SETTLED]
        named = turn.first("vehicle_model") or turn.first("contract")
        loan = await loans.chosen(
            turn, "request_settlement_proof", items if named else over or items
        )
        if loan is None:
            return
        if loan["state"] == loans.SETTLED:
            await _tell_settled(turn, loan)
        elif any(one["errand"] == ERRAND for one in loan["errands"]):
            turn.follow("action_tell_errand")
        else:
            turn.say("utter_proof_not_settled", car=loans.car(loan))


def _tell_in_general(turn: Turn) -> None:
    """What was asked about proof, title or record besides one's own."""
    kind = cues.value("asked_about.proof", turn.text) if turn.text else None
    if kind and not loans.of_another(turn):
        turn.say_text(str(entry(f"settlement.proof.asked.{kind}")))


async def _tell_settled(turn: Turn, loan: Json) -> None:
    lien = await _lien(turn, loan) if loan["lien"] else None
    turn.show(_way(loan, lien) if lien else _contract(loan))
    turn.say(
        "utter_proof_and_lien" if lien else "utter_proof",
        car=loans.car(loan),
        day=loans.full_day(loan["settled_on"]),
        next=lien["next"]["label"] if lien else "",
    )


async def _lien(turn: Turn, loan: Json) -> Json | None:
    """The way of the release; None where there is none to tell."""
    try:
        return await office.ask("lien", turn.actor, loan["contract_no"])
    except BackOfficeRefused:
        return None


def _page(loan: Json) -> Action:
    url = phrase("settlement.proof.page", number=loan["contract_no"])
    return Action(label=entry("settlement.proof.download"), url=url)


def _contract(loan: Json) -> Card:
    shown = loans.contract_card(loan)
    shown.actions = [_page(loan)]
    return shown


def _way(loan: Json, lien: Json) -> Card:
    data = Timeline(
        application_no=loan["contract_no"],
        state=lien["state"],
        state_zh=lien["state_zh"],
        steps=errands_shown.steps(lien["steps"]),
        next_action=lien["next"]["label"],
    )
    words = entry("settlement.proof.way")
    text = "\n".join(
        [
            words["text"].format(car=loans.car(loan), next=lien["next"]["label"]),
            *(errands_shown.line(step) for step in lien["steps"]),
        ]
    )
    return card(words["title"], text, data, [_page(loan)])
