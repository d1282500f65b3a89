"""What settling on a day costs, as its card and as the values of a sentence."""

from decimal import Decimal
from typing import Any

from actions.shared import loans
from actions.shared.wording import entry, phrase
from foundation import zh
from foundation.cards import Card, SettlementQuote, card

Json = dict[str, Any]
SUMS = (
    "principal_outstanding",
    "accrued_interest",
    "early_fee",
    "subsidy_clawback",
    "overdue",
    "total",
)
NOTES = ("saving_note", "assumed_note", "lien")


def settlement(loan: Json, trial: Json) -> Card:
    """The card: each part with its reason, what it saves and what it costs."""
    figures = trial["figures"]
    data = SettlementQuote(
        quote_id=trial["trial_id"],
        valid_until=trial["valid_until"],
        parts=figures["parts"],
        **{name: figures[name] for name in ("contract_no", "settle_on", *SUMS)},
        **{name: figures[name] for name in NOTES if figures[name]},
    )
    lines = [
        phrase(
            "settlement.part", label=part["label"], amount=zh.yuan(part["amount"]), why=part["why"]
        )
        for part in figures["parts"]
    ]
    head = phrase("settlement.card_text", **values(loan, figures))
    notes = [figures[name] for name in NOTES if figures[name]]
    return card(entry("settlement.card_title"), "\n".join([head, *lines, *notes]), data)


def values(loan: Json, figures: Json) -> Json:
    """What a sentence or the confirm card says of it; a part that is nothing is empty."""
    drawn = figures["card"]
    parts = {
        name: phrase("shared.yuan", amount=zh.yuan(figures[name])) if Decimal(figures[name]) else ""
        for name in ("subsidy_clawback", "overdue", "credit")
    }
    return {
        "car": loans.car(loan),
        "day": loans.full_day(figures["settle_on"]),
        "card": phrase("loans.card", bank=drawn["bank_name"], tail=drawn["tail"]) if drawn else "",
        "saving": figures["saving_note"],
        "assumed": figures["assumed_note"] or "",
        "lien": figures["lien"] or "",
        **{name: zh.yuan(figures[name]) for name in SUMS},
        **parts,
    }
