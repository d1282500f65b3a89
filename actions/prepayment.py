"""Repaying a part early: how much, and sooner done or less a month, each with what it saves."""

from decimal import Decimal
from typing import Any

from actions.shared import amounts, asides, cues, loans, presses
from actions.shared.asides import AGREED
from actions.shared.errand_forms import ErrandForm
from actions.shared.errands import cites
from actions.shared.needs import money, plain
from actions.shared.turn import Said, Turn
from actions.shared.wording import entry, phrase
from foundation import zh
from foundation.cards import Action, Card, PrepaymentOption, PrepaymentQuote, card

Json = dict[str, Any]
AMOUNT, EFFECT = "prepay_amount", "prepay_effect"
SHORTEN, REDUCE = "shorten_term", "reduce_payment"
# Sums that are no part payment whatever the talk.
OTHER_SUMS = frozenset({"price", "income", "other_debt", "down_payment", "monthly_payment"})


class PrepaymentForm(ErrandForm):
    """The sum, both effects beside each other, the choice; then the confirmation."""

    form = "prepayment_form"
    errand = "prepayment"
    page = "prepay"
    intent = "partial_prepayment"
    entries = frozenset({"partial_prepayment"})
    forgets = (AMOUNT, EFFECT)
    takes_values = True
    answered_by = {
        AMOUNT: frozenset({"amount"}),
        EFFECT: frozenset({"ordinal", "amount"}),
        AGREED: frozenset({"amount"}),
    }

    def name(self) -> str:
        return "prepayment_form"

    def is_mine(self, turn: Turn) -> bool:
        """Which effect is an answer, whatever it was taken for."""
        chosen = cues.value("prepay_effect", turn.text) is not None
        return (chosen and turn.question in {EFFECT, AGREED}) or super().is_mine(turn)

    def hear(self, turn: Turn) -> list[str]:
        """The sum, and which effect."""
        told = []
        sums = [one for one in turn.said if one.entity == "amount" and not one.confirm]
        said = next((one for one in sums if one.role not in OTHER_SUMS), None)
        if said is not None:
            turn.set(AMOUNT, money(plain(said.value)))
            told.append(AMOUNT)
        effect = turn.first("known") or cues.value("prepay_effect", turn.text)
        if effect is None and turn.question == EFFECT:
            effect = {1: SHORTEN, 2: REDUCE}.get(turn.first("ordinal") or 0)
        if effect in {SHORTEN, REDUCE}:
            turn.set(EFFECT, effect)
            told.append(EFFECT)
        return told

    def settled(self, turn: Turn, loan: Json) -> None:
        """There is nothing left to repay."""
        turn.say("utter_prepayment_settled", car=loans.car(loan))

    def default(self, turn: Turn, slot: str) -> tuple[Any, str] | None:
        """Who does not mind which gets the first way, said aloud; it can be changed."""
        options = asides.here(turn).get("items") or []
        if slot != EFFECT or not options:
            return None
        return options[0]["effect"], phrase("prepayment.assumed", label=options[0]["label"])

    async def begin(self, turn: Turn, loan: Json) -> str | None:
        """The sum; what both effects do; the one that is wanted."""
        if not self.window(turn, loan, "prepay"):
            return None
        amount = turn.get(AMOUNT)
        if amount is None:
            asides.put(turn, self.form, AMOUNT)
            return AMOUNT
        trial = await self._shown(turn, loan, amount)
        if trial is None and loans.cannot_be_drawn(loan):
            turn.say("utter_errand_first_that")
            return None
        if trial is None:
            asides.put(turn, self.form, AMOUNT)
            return self.ask_anew(turn, AMOUNT)
        options = trial["figures"]["options"]
        chosen = next((one for one in options if one["effect"] == turn.get(EFFECT)), None)
        if len(options) == 1:
            chosen = options[0]
        if chosen is None:
            buttons = [{"title": one["label"], "payload": _press(one)} for one in options]
            asides.put(turn, self.form, EFFECT, items=options, buttons=buttons, trial=trial)
            return EFFECT
        turn.set(EFFECT, chosen["effect"])
        facts = cites(trial, choice=chosen["effect"])
        return self.confirm(turn, "prepayment.confirm", facts, **_values(loan, trial, chosen))

    async def _shown(self, turn: Turn, loan: Json, amount: str) -> Json | None:
        """The trial of a sum with its card; what was shown already is not shown twice."""
        kept = self.kept(turn, loan)
        if kept and Decimal(kept["figures"]["amount"]) == Decimal(amount):
            return kept
        trial = await self.figures(turn, loan, {"amount": amount})
        if trial is not None:
            turn.show(_card(loan, trial))
        return trial


def _press(option: Json) -> str:
    return presses.payload("partial_prepayment", [Said("known", option["effect"])])


def _card(loan: Json, trial: Json) -> Card:
    """Both ways beside each other, each with the button that takes it."""
    figures = trial["figures"]
    options = [
        PrepaymentOption(
            **{name: one[name] for name in PrepaymentOption.model_fields if one.get(name)},
            action=Action(label=one["label"], payload=_press(one)),
        )
        for one in figures["options"]
    ]
    sums = ("total", "principal_before", "principal_after")
    data = PrepaymentQuote(
        quote_id=trial["trial_id"],
        amount=figures["amount"],
        effective_on=figures["effective_on"],
        early_fee=figures["early_fee"],
        options=options,
        **{name: figures[name] for name in sums},
    )
    head = phrase("prepayment.card_text", **_sums(loan, figures))
    lines = [
        phrase("prepayment.noted_option" if one.get("note") else "prepayment.option", **_of(one))
        for one in figures["options"]
    ]
    return card(entry("prepayment.card_title"), "\n".join([head, *lines]), data)


def _sums(loan: Json, figures: Json) -> Json:
    drawn = figures["card"]
    return {
        "car": loans.car(loan),
        "day": loans.full_day(figures["effective_on"]),
        "amount": amounts.yuan(figures["amount"]),
        "fee": zh.yuan(figures["early_fee"]),
        "pct": zh.percent(figures["early_fee_pct"]),
        "total": zh.yuan(figures["total"]),
        "before": zh.yuan(figures["principal_before"]),
        "after": zh.yuan(figures["principal_after"]),
        "card": phrase("loans.card", bank=drawn["bank_name"], tail=drawn["tail"]) if drawn else "",
    }


def _of(option: Json) -> Json:
    return {
        "label": option["label"],
        "payment": zh.yuan(option["new_payment"]),
        "last_payment": zh.yuan(option["new_last_payment"]),
        "last": loans.full_day(option["new_last_due"]),
        "periods": option["remaining_periods"],
        "interest": zh.yuan(option["interest_total"]),
        "saved": zh.yuan(option["interest_saved"]),
        "net": zh.yuan(option["net_saving"]),
        "note": option.get("note") or "",
    }


def _values(loan: Json, trial: Json, option: Json) -> Json:
    """What the confirm card says; a gain only where there is one, the note tells a loss."""
    told = _of(option)
    gains = Decimal(option["net_saving"]) > 0
    due = loan["balloon_due"]
    balloon = {"amount": zh.yuan(loan["balloon"]), "due": loans.full_day(due)} if due else None
    return {
        **_sums(loan, trial["figures"]),
        **told,
        "rate": zh.percent(loan["annual_rate_pct"]),
        "saving": told["note"] or phrase("prepayment.saving", **told),
        "gain": phrase("shared.yuan", amount=told["net"]) if gains else "",
        "balloon": phrase("prepayment.balloon", **balloon)
        if balloon and not option.get("note")
        else "",
    }
