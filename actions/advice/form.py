"""The form that learns what the customer needs and ends in a recommendation.

At most one question a turn, in the adviser's order, nothing asked that is known; as soon as two or
three facts allow, it recommends and asks one refining question at most.
"""

from actions.advice import recommending
from actions.shared import amounts, catalogue, cues, needs, needs_shown, plan, questions
from actions.shared.tasks import Task
from actions.shared.turn import Turn
from actions.shared.wording import entry, phrase

CAR = ("vehicle_model", "trim", "price", "on_the_road")
DOWN = ("down_payment", "down_payment_pct")
MEANS = (*DOWN, "monthly_payment", "term_months", "product")
REFINING = tuple(entry("shared.refining_questions"))


def knows(turn: Turn, names: tuple[str, ...]) -> bool:
    """Whether any of these needs has a value."""
    return any(turn.get(name) is not None for name in names)


class AdviceForm(Task):
    """Discovery, recommendation and refinement."""

    form = "advice_form"
    entries = frozenset({"ask_recommendation"})

    def name(self) -> str:
        return "advice_form"

    async def answer(self, turn: Turn) -> None:
        """Leave what was pointed at or thought over to their own answers; else advise."""
        if plan.said_quote(turn):
            turn.follow("action_choose")
        elif turn.get("advice_wanted") is not None:
            await self._advise_anew(turn)
        elif turn.form == self.form and cues.heard("think_it_over", turn.text):
            turn.follow("action_leave_alone")
        elif plan.referred(turn) and turn.intent in {"inform", "affirm", "ask_recommendation"}:
            turn.follow("action_choose")
        elif turn.intent == "inform" and turn.get("plan") and turn.form != self.form:
            turn.follow("action_adjust_plan")
        else:
            await super().answer(turn)

    def is_mine(self, turn: Turn) -> bool:
        """Without a plan a what-if or a bare «算一下» is a need; a car's name answers which car."""
        names_the_car = turn.question == "vehicle_model" and turn.first("vehicle_model")
        if turn.intent == "adjust_plan" and not turn.get("plan"):
            return True
        if turn.intent == "calculate_payment" and not turn.said and not turn.question:
            return True
        return super().is_mine(turn) or (turn.intent == "ask_vehicle" and bool(names_the_car))

    async def _advise_anew(self, turn: Turn) -> None:
        """Another capability changed the needs and wants a new recommendation, with its reason."""
        before = turn.get("advice_wanted")
        turn.set("advice_wanted", None)
        turn.set("advice_request", None)
        if turn.form != self.form:
            self.enter(turn)
        await self.go_on(turn, None, [], before)

    async def next_question(self, turn: Turn) -> str | None:
        """The next discovery question, or None when a recommendation is possible."""
        skipped = turn.get("advice_skipped") or []
        missing: tuple[str, ...]
        if knows(turn, CAR):
            missing = () if knows(turn, MEANS) else ("down_payment",)
        elif turn.get("monthly_payment") is not None:
            missing = () if knows(turn, DOWN) else ("down_payment",)
        else:
            thinks_of_use = knows(turn, ("usage", "min_seats", "powertrain"))
            missing = ("price",) if thinks_of_use else ("vehicle_model", "price")
        return next((slot for slot in missing if slot not in skipped), None)

    def still_open(self, turn: Turn, slot: str) -> bool:
        """A question that other values made needless is not put again."""
        if slot in {"vehicle_model", "price"}:
            return not knows(turn, (*CAR, "monthly_payment"))
        return not knows(turn, MEANS) if slot in DOWN else super().still_open(turn, slot)

    async def give_back(self, turn: Turn, changed: list[str]) -> str:
        """What was understood, and a fact about the car that was named."""
        if not changed:
            return "" if turn.get("assumed") or needs.known(turn) else entry("advice.begin")
        noted = await needs_shown.noted(turn, changed)
        return noted + await _about_vehicle(turn, changed)

    async def assume(self, turn: Turn, slot: str) -> str:
        """Go on with a default, said aloud."""
        turn.set("advice_skipped", [*(turn.get("advice_skipped") or []), slot])
        defaults = entry("advice.defaults").get(slot, {})
        for need, value in defaults.items():
            needs.put(turn, need, value, assumed=True)
        vehicle = await catalogue.trim(turn.get("trim")) if "trim" in defaults else None
        named = f"{vehicle[0]['name']} {vehicle[1]['name']}" if vehicle else ""
        sentences = entry("advice.assume")
        return str(sentences.get(slot, sentences["otherwise"])).format(vehicle=named)

    async def finish(self, turn: Turn, before: str) -> None:
        """Recommend; then one refining question, or none."""
        request = needs.recommendation_request(turn)
        if turn.get("advice_request") == request and turn.get("plan"):
            text = phrase("advice.unchanged", before=before)
            turn.say_text(text, buttons=entry("advice.buttons"))
            turn.end_form()
            turn.asked = True
            return
        found = await recommending.recommend(turn, request, before)
        turn.set("advice_request", request)
        self._refine(turn, found)

    def _refine(self, turn: Turn, found: bool) -> None:
        asked = turn.get("advice_refined") or []
        skipped = turn.get("advice_skipped") or []
        open_slots = [
            slot
            for slot in REFINING
            if turn.get(slot) is None and slot not in skipped and slot not in asked
        ]
        unanswered = self._unanswered(turn, skipped)
        if found and unanswered and not turn.get("advice_quiet"):
            questions.ask(turn, unanswered)
            return
        enough = len(asked) >= entry("advice.refining_questions") or turn.get("advice_quiet")
        if found and open_slots and not enough:
            turn.set("advice_refined", [*asked, open_slots[0]])
            questions.ask(turn, open_slots[0])
            return
        turn.end_form()
        if found:
            turn.say_text(entry("advice.invite"), buttons=entry("advice.buttons"))
        turn.asked = True

    def _unanswered(self, turn: Turn, skipped: list[str]) -> str | None:
        """The refining question that was open when something else was said."""
        slot = turn.open_question
        waits = slot in REFINING and turn.get(str(slot)) is None and slot not in skipped
        return slot if waits else None


async def _about_vehicle(turn: Turn, changed: list[str]) -> str:
    if "vehicle_model" in changed:
        found = await catalogue.vehicle(turn.get("vehicle_model"))
        if not found:
            return ""
        prices = sorted((trim["price"] for trim in found["trims"]), key=float)
        few = len(prices) == 1 or turn.get("trim")
        return phrase(
            "advice.vehicle_facts_one" if few else "advice.vehicle_facts",
            name=found["name"],
            count=len(prices),
            low=amounts.yuan(prices[0]),
            high=amounts.yuan(prices[-1]),
        )
    if "min_seats" in changed:
        seats = turn.get("min_seats")
        fitting = [item["name"] for item in await catalogue.vehicles() if item["seats"] >= seats]
        names = phrase("shared.comma").join(fitting)
        return phrase("advice.fits", seats=seats, names=names) if fitting else ""
    return ""
