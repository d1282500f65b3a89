"""What is asked about insurance: answered first, then the own policy, then where a new one goes."""

from typing import Any

from actions.shared import asides, cues, loans, office, presses, sentences
from actions.shared.answer import Answer
from actions.shared.turn import Said, Turn
from actions.shared.wording import entry, phrase
from foundation.cards import Action, Card, Upload, card

Json = dict[str, Any]
LOSS = "total_loss"
LOSS_PRESSES = frozenset({LOSS, f"cancel_{LOSS}", "report_loss"})
# Asked so, the own policy belongs to the answer.
ABOUT_ONES_OWN = frozenset({"lapsed", "expiry", "renew", "hand_in", "duties"})
HAND_IN = frozenset({"lapsed", "expiry", "renew", "hand_in"})


class ActionTellInsurance(Answer):
    """Free choice, duties, lapses, payouts; the own policy to whom it belongs."""

    def name(self) -> str:
        return "action_tell_insurance"

    async def answer(self, turn: Turn) -> None:
        if _lost(turn):
            await _total_loss(turn)
            return
        kind = _asked(turn)
        own = await _own(turn) if kind in ABOUT_ONES_OWN else None
        if own is None:
            turn.say("utter_insurance", answer=entry("insurance.answers")[kind])
        else:
            loan, found = own
            told = _standing(loan, found)
            if kind in HAND_IN or found["standing"] != "ok":
                turn.show(hand_in(loan))
            turn.say("utter_insurance_own", answer=_own_answer(kind, found), standing=told)
        turn.asked = not turn.form


def _asked(turn: Turn) -> str:
    """What is asked: pressed, or heard."""
    pressed = turn.first("known")
    if pressed in entry("insurance.answers"):
        return str(pressed)
    return str(cues.value("insurance.asked", turn.text) or "otherwise")


def _lost(turn: Turn) -> bool:
    pressed = turn.first("known")
    return pressed in LOSS_PRESSES or cues.heard("insurance.lost", turn.text)


async def _total_loss(turn: Turn) -> None:
    """A customer hears his own figures; who is not known hears the rule and may log in."""
    if turn.is_customer and not loans.of_another(turn):
        turn.follow("total_loss_form")
        return
    if loans.of_another(turn):
        turn.say("utter_loan_of_another")
        return
    turn.show(asides.login_card(entry("account.apply_page")))
    again = presses.payload("ask_insurance", [Said("known", LOSS)])
    turn.say(
        "utter_total_loss_rule", buttons=[{"title": entry("loans.logged_in"), "payload": again}]
    )
    turn.asked = not turn.form


async def _own(turn: Turn) -> tuple[Json, Json] | None:
    """The one running loan that is meant, and what stands on file of its insurance."""
    running = [one for one in await loans.own(turn) if one["state"] != loans.SETTLED]
    loan = loans.picked(turn, running) if running and not loans.of_another(turn) else None
    if loan is None:
        return None
    return loan, await office.ask("insurance", turn.actor, loan["contract_no"])


def _own_answer(kind: str, found: Json) -> str:
    """What the own contract asks, where that was the question; else the general answer."""
    if kind != "duties":
        return str(entry("insurance.answers")[kind])
    return phrase("insurance.duties", duties=sentences.joined(found["duties"]))


def _standing(loan: Json, found: Json) -> str:
    policy = found["policy"] or {}
    until = policy.get("valid_to")
    return phrase(
        f"insurance.standing.{found['standing']}",
        car=loans.car(loan),
        insurer=policy.get("insurer") or "",
        until=loans.full_day(until) if until else "",
    )


def hand_in(loan: Json) -> Card:
    """Where a policy is handed in."""
    url = phrase("errands.page", number=loan["contract_no"], page="insurance")
    title = str(entry("insurance.upload.title"))
    data = Upload(document="insurance_policy", url=url, title=title)
    action = Action(label=entry("insurance.upload.action"), url=url)
    return card(title, phrase("insurance.upload.text", car=loans.car(loan)), data, [action])
