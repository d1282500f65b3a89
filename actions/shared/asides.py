"""What stands beside an open question: a card to confirm, buttons, a list to pick from.

Slot `beside`: form → `{"slot", "card", "buttons", "items", "key", "facts", "plan"}`, all but the
first optional. It comes back with the question after a digression. `key` is the idempotency key of
what a confirm card commits: the same for as long as the card says the same, so that a second press
has no second effect. `done` keeps the last keys that were carried out.
"""

from typing import Any

from actions.shared import instalments, presses
from actions.shared.turn import Buttons, Said, Turn
from actions.shared.wording import entry, phrase
from foundation.cards import Action, Card, Verify, card

Json = dict[str, Any]
LOGIN, AGREED = "login", "agreed"
REMEMBERED = 5


def put(turn: Turn, form: str, slot: str, **more: Any) -> None:
    """Let this stand beside the question for `slot` of `form`."""
    turn.set("beside", {**(turn.get("beside") or {}), form: {"slot": slot, **more}})


def of(turn: Turn, form: str | None) -> Json | None:
    """What stands beside the question of a form."""
    found: Json | None = (turn.get("beside") or {}).get(form)
    return found


def drop(turn: Turn, form: str | None) -> None:
    """Take it away."""
    left = {name: aside for name, aside in (turn.get("beside") or {}).items() if name != form}
    turn.set("beside", left or None)


def here(turn: Turn) -> Json:
    """What stands beside the question that is open now; empty when nothing does."""
    aside = of(turn, turn.form)
    return aside if aside and aside["slot"] == turn.question else {}


def outdated(turn: Turn, form: str | None) -> bool:
    """Whether the time of the figures beside a form's question has passed."""
    good_to = ((of(turn, form) or {}).get("trial") or {}).get("good_to")
    today = turn.metadata.get("business_date")
    return bool(good_to and today and good_to < today)


def renew(turn: Turn, form: str) -> None:
    """Let a form make its figures anew in this turn, whatever else the message said."""
    aside = of(turn, form) or {}
    turn.set("beside", {**(turn.get("beside") or {}), form: aside | {"anew": turn.message_id}})


def renewing(turn: Turn, form: str | None) -> bool:
    """Whether this turn came to the form for that."""
    return (of(turn, form) or {}).get("anew") == turn.message_id


def form_of(turn: Turn, key: str) -> str | None:
    """The form whose confirm card has this key."""
    asides = (turn.get("beside") or {}).items()
    return next((form for form, aside in asides if aside.get("key") == key), None)


def remember_done(turn: Turn, key: str, number: str) -> None:
    """Remember that this was carried out, and under which number."""
    turn.set("done", [*(turn.get("done") or []), {"key": key, "number": number}][-REMEMBERED:])


def done(turn: Turn, key: str) -> str | None:
    """The number under which this was carried out."""
    found = [item["number"] for item in turn.get("done") or [] if item["key"] == key]
    return found[0] if found else None


def login_card(url: str) -> Card:
    """Log in by phone and code, on the page."""
    action = Action(label=entry("account.log_in"), url=url)
    data = Verify(kind="otp", url=url)
    return card(entry("account.card_title"), entry("account.card_text"), data, [action])


def ask(turn: Turn, slot: str, before: str) -> None:
    """Put the open question with what stands beside it."""
    aside = here(turn)
    if slot == LOGIN and turn.is_customer:
        turn.say("utter_logged_in", before=before)
        return
    if _overtaken(turn, aside):
        _ask_which_plan(turn, aside, before)
        return
    if slot == LOGIN:
        turn.show(login_card(entry("account.apply_page")))
    elif aside.get("card"):
        turn.show(Card.model_validate(aside["card"]))
    turn.say(f"utter_ask_{turn.form}_{slot}", before=before, buttons=aside.get("buttons") or [])


def _overtaken(turn: Turn, aside: Json) -> bool:
    """Whether the plan under discussion is another than the one on the confirm card."""
    current = turn.get("plan")
    planned = aside.get("plan")
    return bool(planned and current and current["quote_id"] != planned["quote_id"])


def _ask_which_plan(turn: Turn, aside: Json, before: str) -> None:
    buttons: Buttons = [
        {
            "title": phrase("shared.apply_for", name=instalments.name(quote)),
            "payload": presses.payload("apply_loan", [Said("quote", quote["quote_id"])]),
        }
        for quote in (turn.get("plan"), aside["plan"])
    ]
    turn.say_text(before + phrase("shared.which_plan"), buttons)
