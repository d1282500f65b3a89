"""The balloon over more months: may it be, which ways there are, what each costs, who signs."""

from decimal import Decimal
from typing import Any

from actions.shared import amounts, asides, cues, loans, presses, questions, sentences
from actions.shared.asides import AGREED
from actions.shared.errand_forms import ErrandForm
from actions.shared.errands import cites
from actions.shared.needs import money, plain
from actions.shared.turn import Said, Turn
from actions.shared.wording import entry, phrase
from foundation import zh
from foundation.backoffice import BackOfficeRefused
from foundation.cards import Action, Card, ExtensionOption, ExtensionOptions, card

Json = dict[str, Any]
MONTHS, PAY_FIRST = "extension_months", "extension_pay_first"
BEARABLE = "ok"
BORROWER = "borrower"


class ExtensionForm(ErrandForm):
    """The ways beside each other, the term that is wanted; then the confirmation."""

    form = "extension_form"
    errand = "extension"
    page = "extend"
    intent = "extend_balloon"
    entries = frozenset({"extend_balloon"})
    forgets = (MONTHS, PAY_FIRST)
    answered_by = {
        MONTHS: frozenset({"term", "amount", "ordinal"}),
        AGREED: frozenset({"term", "amount"}),
    }

    def name(self) -> str:
        return "extension_form"

    def is_mine(self, turn: Turn) -> bool:
        """«先还三万» in the middle is the part of the balloon that is paid at once."""
        first = turn.intent == "partial_prepayment" and turn.first("amount") is not None
        return first or super().is_mine(turn)

    def hear(self, turn: Turn) -> list[str]:
        """The term, and what is paid of the balloon at once."""
        told = []
        months = turn.first("term") or self._of_place(turn)
        if months is not None:
            turn.set(MONTHS, int(months))
            told.append(MONTHS)
        first = next((said.value for said in turn.said if _is_paid_first(said)), None)
        if first is not None:
            turn.set(PAY_FIRST, money(plain(first)))
            told.append(PAY_FIRST)
        elif turn.first("known") == "all":
            turn.set(PAY_FIRST, None)
            told.append(PAY_FIRST)
        return told

    def _of_place(self, turn: Turn) -> int | None:
        place, items = turn.first("ordinal"), asides.here(turn).get("items") or []
        if place is None or not 1 <= int(place) <= len(items):
            return None
        return int(items[int(place) - 1]["term_months"])

    def fits(self, loan: Json) -> bool:
        """Only what has a balloon at its end, and is no lease."""
        return bool(Decimal(loan["balloon"])) and loan["lease"] is None

    def settled(self, turn: Turn, loan: Json) -> None:
        """There is no balloon left."""
        turn.say("utter_extension_settled", car=loans.car(loan))

    def default(self, turn: Turn, slot: str) -> tuple[Any, str] | None:
        """Who does not know gets the shortest term that is easily borne, said aloud."""
        items = asides.here(turn).get("items") or []
        if slot != MONTHS or not items:
            return None
        months = next(
            (one["term_months"] for one in items if one.get("affordability") == BEARABLE),
            items[-1]["term_months"],
        )
        return months, phrase("extension.assumed", months=months)

    async def without_value(self, turn: Turn, asked: str) -> str | None:
        """A half, a third: the sum is asked for, nothing is guessed."""
        if cues.heard("a_share_first", turn.text) and not self.told(turn):
            questions.ask(turn, asked, str(entry("extension.say_the_sum")))
            return None
        return await super().without_value(turn, asked)

    async def begin(self, turn: Turn, loan: Json) -> str | None:
        """Why not and what mends it; else the ways, and the one that is wanted."""
        if not self.window(turn, loan, "extend"):
            return None
        trial = await self._shown(turn, loan)
        if trial is None:
            return None
        options = trial["figures"]["options"]
        chosen = next((one for one in options if one["term_months"] == turn.get(MONTHS)), None)
        if chosen is None:
            self._ask_months(turn, trial, options)
            return MONTHS
        facts = cites(trial, choice=str(chosen["term_months"]))
        return self.confirm(turn, "extension.confirm", facts, **_values(loan, trial, chosen))

    def _ask_months(self, turn: Turn, trial: Json, options: list[Json]) -> None:
        wanted = turn.get(MONTHS)
        if wanted is not None:
            terms = phrase("shared.comma").join(str(one["term_months"]) for one in options)
            turn.say_text(phrase("extension.not_offered", wanted=wanted, terms=terms))
            turn.set(MONTHS, None)
        buttons = [
            {
                "title": phrase("extension.choose", months=one["term_months"]),
                "payload": presses.payload("extend_balloon", [Said("term", one["term_months"])]),
            }
            for one in options
        ]
        asides.put(turn, self.form, MONTHS, items=options, buttons=buttons, trial=trial)

    async def _shown(self, turn: Turn, loan: Json) -> Json | None:
        """The trial with its card; None when it cannot be, which was said with the ways out."""
        first = turn.get(PAY_FIRST)
        kept = self.kept(turn, loan)
        if kept and _same_sum(kept, first):
            return kept
        try:
            trial = await self.trial(turn, loan, {"pay_first": first})
        except BackOfficeRefused as refusal:
            if refusal.status != 422 or first is None:
                raise
            turn.say_text(refusal.title)
            turn.set(PAY_FIRST, None)
            trial = await self.trial(turn, loan, {})
        if not trial["eligible"]:
            reasons = sentences.joined(trial["reasons"])
            turn.say("utter_extension_not_now", car=loans.car(loan), reasons=reasons)
            return None
        turn.show(_card(loan, trial))
        return trial


def _is_paid_first(said: Said) -> bool:
    roles = {None, "prepayment", "lump_sum"}
    return said.entity == "amount" and not said.confirm and said.role in roles


def _same_sum(trial: Json, first: str | None) -> bool:
    return Decimal(trial["figures"].get("pay_first") or 0) == Decimal(first or 0)


def _card(loan: Json, trial: Json) -> Card:
    """The ways beside each other, each with the button that takes it."""
    figures = trial["figures"]
    options = [
        ExtensionOption(
            **{name: one[name] for name in ExtensionOption.model_fields if one.get(name)},
            action=Action(
                label=phrase("extension.choose", months=one["term_months"]),
                payload=presses.payload("extend_balloon", [Said("term", one["term_months"])]),
            ),
        )
        for one in figures["options"]
    ]
    more = {
        name: figures[name]
        for name in ("pay_first", "extended_amount", "rate_note")
        if figures.get(name)
    }
    data = ExtensionOptions(
        options=options,
        eligible=trial["eligible"],
        reasons=trial["reasons"],
        **{name: figures[name] for name in ("contract_no", "balloon", "balloon_due")},
        **more,
    )
    head = phrase("extension.card_text", **_common(loan, figures))
    lines = [phrase("extension.option", **_of(one)) for one in figures["options"]]
    return card(entry("extension.card_title"), "\n".join([head, *lines]), data)


def _common(loan: Json, figures: Json) -> Json:
    first = Decimal(figures.get("pay_first") or 0)
    others = [
        phrase(
            "extension.signer",
            role=entry(f"application.roles.{one['role']}"),
            name=one["name_masked"],
        )
        for one in figures.get("signers") or []
        if one["role"] != BORROWER
    ]
    signers = [str(entry("extension.yourself")), *others]
    return {
        "car": loans.car(loan),
        "balloon": zh.yuan(figures["balloon"]),
        "due": loans.full_day(figures["balloon_due"]),
        "first": phrase("extension.first", amount=amounts.yuan(first)) if first else "",
        "pay_first": amounts.yuan(first) if first else "",
        "extended": zh.yuan(figures.get("extended_amount") or figures["balloon"]),
        "signers": phrase("shared.comma").join(signers),
        "decide_by": zh.day(figures["decide_by"]) if figures.get("decide_by") else "",
        "rate_note": figures.get("rate_note") or "",
        "ahead": sentences.joined(figures.get("steps_ahead") or []),
    }


def _of(option: Json) -> Json:
    return {
        "months": option["term_months"],
        "rate": zh.percent(option["annual_rate_pct"]),
        "payment": zh.yuan(option["monthly_payment"]),
        "last_payment": zh.yuan(option["last_payment"]),
        "last": loans.full_day(option["last_due"]) if option.get("last_due") else "",
        "interest": zh.yuan(option["total_interest"]),
        "note": option.get("note") or "",
    }


def _values(loan: Json, trial: Json, option: Json) -> Json:
    return _common(loan, trial["figures"]) | _of(option)
