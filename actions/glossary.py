"""Explains a word of the trade, with the customer's own numbers when a plan is on the table."""

from typing import Any

from actions.shared import glossary, instalments
from actions.shared.answer import Answer
from actions.shared.turn import Turn
from actions.shared.wording import entry, phrase
from foundation.cards import Term, card

Json = dict[str, Any]


class ActionExplainTerm(Answer):
    """The `term` card by key, name or alias; a product's name goes to the product's explanation."""

    returns_to_plan = True

    def name(self) -> str:
        return "action_explain_term"

    async def answer(self, turn: Turn) -> None:
        found = glossary.terms().get(turn.first("finance_term") or "")
        found = found or glossary.named_in(turn.text)
        if turn.first("rate") is not None or turn.first("flat_rate") is not None:
            turn.follow("action_explain_rates")
        elif found:
            _explain(turn, found)
        elif turn.first("product"):
            turn.follow("action_explain_product")
        else:
            turn.say("utter_term_unknown")


def _explain(turn: Turn, term: Json) -> None:
    text = phrase("glossary.card_text", **{k: term[k] for k in ("term", "plain", "example")})
    data = Term(key=term["key"], term=term["term"], plain=term["plain"], example=term["example"])
    turn.show(card(term["term"], text, data))
    own = entry("glossary.own").get(term["key"])
    quote = turn.get("plan")
    if own and quote:
        sentence = own.format(
            name=instalments.name(quote),
            line=instalments.line(quote),
            rates=instalments.rates(quote),
            down=instalments.down_payment(quote),
        )
        turn.say("utter_term_own_numbers", sentence=sentence)
