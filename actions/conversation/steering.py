"""Yes, no, stop, go back, start anew, and the tasks that were left for another."""

from actions.shared import asides, doubts, needs, needs_shown, offers, plan, questions, routes
from actions.shared.answer import Answer
from actions.shared.closing import ANSWERS
from actions.shared.turn import Turn
from actions.shared.wording import entry

# A need whose question another slot of the advice form stands for.
ASKED_AS = {
    "trim": "vehicle_model",
    "down_payment_pct": "down_payment",
    "on_the_road": "price",
    "loan_amount": "price",
}
ADVICE = "advice_form"
KEPT_BY_RESTART = frozenset({"plans_kept", "done", "finance_optout", "misses"})


class ActionConfirm(Answer):
    """A yes: the reading of a number, the offer just made, or the plan just shown."""

    def name(self) -> str:
        return "action_confirm"

    async def answer(self, turn: Turn) -> None:
        place = turn.first("reading") or turn.first("ordinal") or 1
        settled = doubts.settle(turn, int(place))
        if settled:
            _run_again(turn, settled)
        elif offers.stands(turn):
            turn.follow(offers.take(turn, agreed=True) or "action_listen")
        elif plan.referred(turn):
            turn.follow("action_choose")
        elif turn.get("plan") and not turn.form:
            turn.say("utter_choose_quote", buttons=entry("plan.after_choice"))
        else:
            turn.say("utter_nothing_to_confirm")


def _run_again(turn: Turn, wish: doubts.Json) -> None:
    queue = {"message": turn.message_id, "current": wish, "rest": turn.further_wishes}
    turn.set("pending_wishes", queue)
    intent = wish["intent"]["name"]
    to_form = turn.form and intent in ANSWERS
    turn.follow(str(turn.form) if to_form else routes.action_for(intent))


class ActionDecline(Answer):
    """A no to the offer just made, to both readings of a number, or to nothing in particular."""

    def name(self) -> str:
        return "action_decline"

    async def answer(self, turn: Turn) -> None:
        if turn.get("doubt"):
            turn.set("doubt", None)
            turn.say("utter_say_number_again")
            turn.asked = True
            return
        follow = offers.take(turn, agreed=False)
        if follow:
            turn.follow(follow)
        else:
            turn.say("utter_declined")


class ActionTryAgain(Answer):
    """Runs the wish that an outage left unanswered."""

    intercepts = False

    def name(self) -> str:
        return "action_try_again"

    async def answer(self, turn: Turn) -> None:
        unserved = turn.get("unserved")
        turn.set("unserved", None)
        _run_again(turn, unserved["wish"])
        if turn.form:
            turn.follow(turn.form)


class ActionSayNoLonger(Answer):
    """A confirm card pressed again: done already, or no longer standing; nothing is done."""

    intercepts = False

    def name(self) -> str:
        return "action_say_no_longer"

    async def answer(self, turn: Turn) -> None:
        number = asides.done(turn, str(turn.first("commit")))
        if number:
            turn.say("utter_done_already", number=number)
        else:
            turn.say("utter_confirm_gone")


class ActionStop(Answer):
    """Ends the running task; what was said is kept."""

    def name(self) -> str:
        return "action_stop"

    async def answer(self, turn: Turn) -> None:
        if turn.form:
            asides.drop(turn, turn.form)
            turn.end_form()
            turn.say("utter_stopped")
        else:
            turn.say("utter_stopped" if turn.get("plan") else "utter_nothing_to_stop")


class ActionGoBack(Answer):
    """Shows what is known with a button for each field, or asks the one that was pressed anew."""

    def name(self) -> str:
        return "action_go_back"

    async def answer(self, turn: Turn) -> None:
        pressed = next((said.role for said in turn.said if said.entity == "need"), None)
        if not pressed and turn.said:
            turn.follow("action_adjust_plan" if turn.get("plan") else "advice_form")
        elif pressed in needs.ALL:
            await self._ask_anew(turn, str(pressed))
        elif needs.known(turn):
            turn.show(await needs_shown.needs_card(turn))
            turn.say("utter_what_to_change")
            turn.asked = True
        else:
            turn.say("utter_needs_nothing")

    async def _ask_anew(self, turn: Turn, need: str) -> None:
        slot = ASKED_AS.get(need, need)
        label = entry(f"needs.fields.{need}.label")
        shown = await needs_shown.shown(turn, need) if turn.get(need) is not None else ""
        if slot in entry("needs.asked_by_advice"):
            if turn.form != ADVICE:
                turn.start(ADVICE)
            questions.ask(turn, slot)
        else:
            turn.say("utter_change_need", label=label, shown=shown)
            turn.asked = True


class ActionRestart(Answer):
    """Forgets the needs, the plans under discussion and every open task."""

    def name(self) -> str:
        return "action_restart_talk"

    async def answer(self, turn: Turn) -> None:
        turn.end_form()
        for slot, value in turn.tracker.current_slot_values().items():
            if value is not None and slot not in KEPT_BY_RESTART:
                turn.set(slot, None)
        turn.say("utter_restarted")
        turn.asked = True


class ActionResume(Answer):
    """Goes on with the task left last: its open question comes back."""

    intercepts = False

    def name(self) -> str:
        return "action_resume"

    async def answer(self, turn: Turn) -> None:
        parked = turn.get("parked") or []
        if turn.form and turn.question:
            questions.ask_again(turn)
        elif parked:
            turn.follow(parked[-1])
        else:
            turn.say("utter_nothing_parked")


class ActionDropParked(Answer):
    """Lets the task left last go."""

    intercepts = False

    def name(self) -> str:
        return "action_drop_parked"

    async def answer(self, turn: Turn) -> None:
        parked = turn.get("parked") or []
        if parked:
            turn.set("parked", parked[:-1] or None)
            asides.drop(turn, parked[-1])
        elif turn.form:
            turn.end_form()
        turn.say("utter_dropped_parked")
        turn.asked = True
