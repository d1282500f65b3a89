"""The customer's own loans: found, told apart by the car, said with what belongs to them."""

import re
from decimal import Decimal
from typing import Any

from actions.shared import asides, cues, office, presses
from actions.shared.turn import Buttons, Said, Turn
from actions.shared.wording import entry, phrase
from foundation import zh
from foundation.cards import Card, Contract, card

Json = dict[str, Any]
MOST_CARS = 4
SETTLED = "SETTLED"


async def own(turn: Turn) -> list[Json]:
    """The customer's loans, newest first; a visitor has none."""
    if not turn.is_customer:
        return []
    items: list[Json] = (await office.ask("loans", turn.actor, turn.owner["id"]))["items"]
    return items


async def chosen(turn: Turn, intent: str, items: list[Json] | None = None) -> Json | None:
    """The loan that is meant; None when it was said why there is none, or asked which one.

    `intent` is what a button that names the car asks for again; `items` narrows the choice.
    """
    turn.asked = not turn.form
    if of_another(turn):
        turn.say("utter_loan_of_another")
        return None
    if not turn.is_customer:
        ask_login(turn, intent)
        return None
    found = await own(turn) if items is None else items
    if none_meant(turn, found):
        return None
    loan = picked(turn, found)
    if loan is None:
        turn.say("utter_which_loan", buttons=cars(found, intent))
        turn.asked = True
        return None
    turn.set("loan", loan["contract_no"])
    return loan


def none_meant(turn: Turn, items: list[Json]) -> bool:
    """Whether no loan of these can be meant, which is said then."""
    numbers = _numbers(turn)
    if not items:
        turn.say("utter_no_loan")
    elif numbers and not any(loan["contract_no"] in numbers for loan in items):
        turn.say("utter_loan_of_another")
    else:
        return False
    return True


def of_another(turn: Turn) -> bool:
    """Whether somebody else's loan is asked about: nothing is told of it, not even that it is."""
    return cues.heard("others_loan", turn.text)


def ask_login(turn: Turn, intent: str) -> None:
    """The way in; afterwards the same is asked again."""
    turn.show(asides.login_card(entry("account.apply_page")))
    again = {"title": entry("loans.logged_in"), "payload": presses.payload(intent)}
    turn.say("utter_loan_login", buttons=[again])


def first_payment(turn: Turn, loan: Json) -> bool:
    """Say why the first instalment differs, when that was asked; whether it was."""
    if not cues.heard("first_payment", turn.text):
        return False
    turn.say("utter_first_payment", note=loan["first_payment_note"] or entry("loans.first_alike"))
    return True


def _numbers(turn: Turn) -> list[str]:
    pressed = turn.first("contract")
    return [pressed] if pressed else re.findall(entry("loans.number_pattern"), turn.text.upper())


def picked(turn: Turn, items: list[Json]) -> Json | None:
    """By number, by the car that was said, the only running one, the one talked about before."""
    numbers = _numbers(turn)
    named = [loan for loan in items if loan["contract_no"] in numbers] or _by_car(turn, items)
    left = named or items
    running = [loan for loan in left if loan["state"] != SETTLED] or left
    if len(running) == 1:
        return running[0]
    return next((loan for loan in running if loan["contract_no"] == turn.get("loan")), None)


def _by_car(turn: Turn, items: list[Json]) -> list[Json]:
    said = [str(value) for value in turn.values("vehicle_model")]
    keys = [(loan, loan["vehicle"]["vehicle_key"]) for loan in items]
    return [loan for loan, key in keys if key and any(one.startswith(key) for one in said)]


def cars(items: list[Json], intent: str, known: str | None = None) -> Buttons:
    """One button a car; `known` is what it says besides where the intent alone leads elsewhere."""
    names = [loan["vehicle"]["name"] for loan in items]
    more = [Said("known", known)] if known else []
    return [
        {
            "title": car(loan, with_plate=names.count(loan["vehicle"]["name"]) > 1),
            "payload": presses.payload(intent, [Said("contract", loan["contract_no"]), *more]),
        }
        for loan in items[:MOST_CARS]
    ]


def car(loan: Json, *, with_plate: bool = False) -> str:
    """The car as it is called; with its plate where two have one name."""
    name, plate = str(loan["vehicle"]["name"]), loan["vehicle"]["plate"]
    return phrase("loans.with_plate", name=name, plate=plate) if with_plate and plate else name


def full_day(iso: str) -> str:
    """A date with its year."""
    return phrase("loans.full_day", year=iso[:4], day=zh.day(iso))


def repay_card(loan: Json) -> str:
    """The card that is drawn from, as it is called."""
    found = loan["repay_card"]
    if not found:
        return str(entry("loans.no_card"))
    known = phrase("loans.card", bank=found["bank_name"], tail=found["tail"])
    return known if found["usable"] else known + str(entry("loans.card_refused"))


def cannot_be_drawn(loan: Json) -> bool:
    """Whether the card, or money that is on its way back, stands against any debit."""
    drawn_from = loan["repay_card"]
    return drawn_from is None or not drawn_from["usable"] or bool(Decimal(loan["credit"]))


def terms(loan: Json) -> str:
    """What belongs beside every payment: product, term, rate and what is left to the end."""
    kind = "lease" if loan["lease"] else "balloon" if Decimal(loan["balloon"]) else "plain"
    return phrase(
        f"loans.terms.{kind}",
        product=loan["product_name"],
        amount=zh.yuan(loan["amount"]),
        rate=zh.percent(loan["annual_rate_pct"]),
        term=loan["term_months"],
        paid=loan["paid_periods"],
        balloon=zh.yuan(loan["balloon"]),
        due=full_day(loan["balloon_due"] or loan["last_due"]),
    )


def overdue_values(loan: Json) -> Json:
    """The figures of a loan that is late, for a response."""
    late = loan["overdue"]
    return {
        "car": car(loan),
        "days": loan["days_past_due"],
        "amount": zh.yuan(late["amount"]),
        "penalty": zh.yuan(late["penalty"]),
        "per_day": zh.yuan(late["penalty_per_day"]),
        "total": zh.yuan(loan["due_total"]),
    }


def contract_card(loan: Json) -> Card:
    """The loan as it stands, with its next due date."""
    due, amount = loan["next_due_date"], loan["next_due_amount"]
    coming = ""
    if due and amount:
        coming = phrase("loans.next_due", due=zh.day(due), amount=zh.yuan(amount))
    text = phrase(
        "loans.contract_text",
        number=loan["contract_no"],
        coming=coming,
        principal=zh.yuan(loan["principal_outstanding"]),
        term=loan["term_months"],
        paid=loan["paid_periods"],
    )
    fields = {name: loan[name] for name in Contract.model_fields if loan[name] is not None}
    data = Contract(**fields | {"vehicle": loan["vehicle"]["name"]})
    return card(entry("loans.contract_title"), text, data)
