"""A running contract: where it stands, what comes next and when, its schedule."""

from decimal import Decimal
from typing import Any

from actions.shared import loans, office, presses, schedules
from actions.shared.answer import Answer
from actions.shared.turn import Said, Turn
from actions.shared.wording import entry, phrase
from foundation import zh

Json = dict[str, Any]


class ActionTellContract(Answer):
    """What is left, for how long, on which terms; in the words of a loan or of a lease."""

    def name(self) -> str:
        return "action_tell_contract"

    async def answer(self, turn: Turn) -> None:
        items = [] if loans.of_another(turn) else await loans.own(turn)
        loan = await loans.chosen(turn, "ask_contract", items)
        if loan is None or loans.first_payment(turn, loan):
            return
        turn.show(loans.contract_card(loan))
        _tell(turn, loan)
        if others := [item for item in items if item is not loan]:
            turn.say_text(_others(others))


def _tell(turn: Turn, loan: Json) -> None:
    if loan["state"] == loans.SETTLED:
        turn.say("utter_contract_settled", car=loans.car(loan), day=_settled_on(loan))
    elif loan["days_past_due"]:
        turn.say("utter_contract_overdue", terms=loans.terms(loan), **loans.overdue_values(loan))
    elif loan["total_loss"]:
        turn.say("utter_contract_total_loss", **_values(loan))
    elif loan["lease"]:
        turn.say("utter_contract_lease", **_values(loan))
    else:
        turn.say("utter_contract_running", **_values(loan))


def _values(loan: Json) -> Json:
    return {
        "car": loans.car(loan),
        "principal": zh.yuan(loan["principal_outstanding"]),
        "remaining": loan["remaining_periods"],
        "last": loans.full_day(loan["last_due"]),
        "terms": loans.terms(loan),
    }


def _settled_on(loan: Json) -> str:
    return loans.full_day(loan["settled_on"]) if loan["settled_on"] else ""


def _others(others: list[Json]) -> str:
    named = [
        phrase("loans.other", car=loans.car(item, with_plate=True), state=item["state_zh"])
        for item in others
    ]
    return phrase("loans.others", items=phrase("shared.comma").join(named))


class ActionTellNextPayment(Answer):
    """How much, when, from which card; what is late comes first."""

    def name(self) -> str:
        return "action_tell_next_payment"

    async def answer(self, turn: Turn) -> None:
        loan = await loans.chosen(turn, "ask_next_payment")
        if loan is None or loans.first_payment(turn, loan):
            return
        if loan["state"] == loans.SETTLED:
            turn.say("utter_next_settled", car=loans.car(loan), day=_settled_on(loan))
        elif loan["days_past_due"]:
            turn.say(
                "utter_next_overdue", card=loans.repay_card(loan), **loans.overdue_values(loan)
            )
        elif loan["next_due_date"]:
            _tell_next(turn, loan)
        else:
            turn.say("utter_next_nothing", **_values(loan))


def _tell_next(turn: Turn, loan: Json) -> None:
    due = loan["next_due_date"]
    turn.say(
        "utter_next_rent" if loan["lease"] else "utter_next_payment",
        car=loans.car(loan),
        due=zh.day(due),
        amount=zh.yuan(loan["next_due_amount"]),
        card=loans.repay_card(loan),
        terms=loans.terms(loan),
        notes=_notes(loan),
    )


def _notes(loan: Json) -> str:
    """What besides matters for this payment."""
    notes = []
    if loan["balloon_due"] == loan["next_due_date"] and not loan["lease"]:
        notes.append(phrase("contracts.with_balloon", balloon=zh.yuan(loan["balloon"])))
    if not loan["paid_periods"] and loan["first_payment_note"]:
        notes.append(loan["first_payment_note"])
    if Decimal(loan["credit"]):
        notes.append(phrase("contracts.credit", credit=zh.yuan(loan["credit"])))
    if not loan["autopay"]:
        notes.append(entry("contracts.no_autopay"))
    if loan["total_loss"]:
        notes.append(entry("contracts.total_loss"))
    return "".join(notes)


class ActionShowLoanSchedule(Answer):
    """The schedule of the running loan; of the plan, where there is a plan and no loan."""

    def name(self) -> str:
        return "action_show_loan_schedule"

    async def answer(self, turn: Turn) -> None:
        plan = turn.get("plan")
        another = loans.of_another(turn)
        if plan and not another and (turn.first("quote") or not await loans.own(turn)):
            turn.follow("action_show_schedule")
            return
        loan = await loans.chosen(turn, "ask_schedule")
        if loan is None or loans.first_payment(turn, loan):
            return
        found = await office.ask("loan_schedule", turn.actor, loan["contract_no"])
        heading = phrase("contracts.schedule", car=loans.car(loan), terms=loans.terms(loan))
        turn.show(schedules.shown(found, heading))
        turn.say("utter_loan_schedule", note=found["note"], buttons=_to_plan(plan))


def _to_plan(plan: Json | None) -> list[dict[str, str]]:
    if not plan:
        return []
    press = presses.payload("ask_schedule", [Said("quote", plan["quote_id"])])
    return [{"title": entry("contracts.of_the_plan"), "payload": press}]
