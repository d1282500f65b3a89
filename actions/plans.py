"""Keeps the plan under discussion, shows the kept ones and the schedule."""

from actions.shared import instalments, office, plan, schedules
from actions.shared.answer import Answer
from actions.shared.turn import Turn
from actions.shared.wording import entry, phrase
from foundation import zh


class ActionKeepPlan(Answer):
    """Keeps the quote a button named, one pointed at, or the one under discussion."""

    intercepts = False

    def name(self) -> str:
        return "action_keep_plan"

    async def answer(self, turn: Turn) -> None:
        quote_id = plan.said_quote(turn) or _pointed_at(turn)
        if not quote_id:
            turn.say("utter_nothing_to_keep")
            return
        request = {"owner": turn.owner, "quote_id": quote_id}
        kept = await office.ask("keep_plan", request, f"keep-{turn.owner['id']}-{quote_id}")
        turn.set("plans_kept", [*(turn.get("plans_kept") or []), quote_id])
        quote = kept["quote"]
        for_good = turn.owner["kind"] == "customer"
        turn.say(
            "utter_plan_kept" if for_good else "utter_plan_kept_for_visit",
            plan_no=kept["plan_no"],
            name=instalments.full_name(quote),
            valid=zh.day(quote["valid_until"][:10]),
        )


def _pointed_at(turn: Turn) -> str | None:
    shown = turn.get("shown") or {}
    pointed = plan.referred(turn) if shown.get("kind") in {"quotes", "plans"} else None
    chosen = pointed or turn.get("plan")
    return str(chosen["quote_id"]) if chosen else None


class ActionListPlans(Answer):
    """The kept plans, newest first, each as a quote card."""

    def name(self) -> str:
        return "action_list_plans"

    async def answer(self, turn: Turn) -> None:
        owner = turn.owner
        items = (await office.ask("plans", owner["kind"], owner["id"]))["items"]
        if not items:
            turn.say("utter_no_plans")
            return
        for place, item in enumerate(items[: entry("plans.most_shown")], start=1):
            lead = phrase("plans.lead", plan_no=item["plan_no"])
            title = phrase("plans.title", place=place)
            turn.show(plan.quote_card(item["quote"], title, lead=lead))
        shown = [{"key": item["plan_no"], **item["quote"]} for item in items]
        plan.remember_shown(turn, "plans", shown)
        turn.say("utter_plans_listed", count=len(items))


class ActionShowSchedule(Answer):
    """The schedule of the plan under discussion, instalment by instalment."""

    returns_to_plan = True

    def name(self) -> str:
        return "action_show_schedule"

    async def answer(self, turn: Turn) -> None:
        quote = turn.get("plan")
        if not quote:
            turn.follow("action_show_loan_schedule")
            return
        found = await office.ask("schedule", quote["quote_id"])
        heading = phrase(
            "plans.schedule", name=instalments.name(quote), line=instalments.line(quote)
        )
        turn.show(schedules.shown(found, heading))
        turn.say("utter_schedule_note", note=found["note"])
