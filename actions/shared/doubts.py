"""Ambiguous numbers (15.8, 4厘, 4个点) are confirmed with two buttons, never guessed.

The slot `doubt` keeps the wish and its readings until one is chosen: `{"wish": {…}, "index": n,
"readings": [{"label", "entity", "role", "value"}], "message"}`. Choosing runs the wish again
with that reading.
"""

from decimal import Decimal
from typing import Any

from actions.shared import amounts, cues
from actions.shared.turn import Said, Turn
from actions.shared.wording import entry

Json = dict[str, Any]


def open_for(turn: Turn) -> bool:
    """Ask about the first ambiguous number of this wish; False when there is none."""
    turn.said = [_settled_by_its_words(said) for said in turn.said]
    for index, said in enumerate(turn.said):
        if said.confirm:
            _ask(turn, index, said)
            return True
    return False


def _settled_by_its_words(said: Said) -> Said:
    """月费率0.33 says itself that it is a flat rate by the month."""
    if said.confirm != "rate_basis" or not cues.heard("flat_rate_said", said.text):
        return said
    monthly = float(Decimal(str(said.value)) / 12)
    return Said("flat_rate", monthly, "monthly_flat", text=said.text)


def _ask(turn: Turn, index: int, said: Said) -> None:
    kinds = entry(f"doubts.{_kind(said)}")
    readings = [_reading(kind, said) for kind in kinds.get(said.entity, kinds.get("amount"))]
    doubt = {"wish": wish_of(turn), "index": index, "readings": readings}
    turn.set("doubt", doubt | {"message": turn.message_id})
    buttons = [
        {"title": reading["label"], "payload": f'/affirm{{"reading": {place}}}'}
        for place, reading in enumerate(readings, start=1)
    ]
    if len(buttons) < 2:
        buttons.append({"title": entry("doubts.none_of_these"), "payload": "/deny"})
    turn.say("utter_confirm_number", said=said.text, buttons=buttons)


def _kind(said: Said) -> str:
    if said.confirm == "rate_basis" and cues.heard("per_mille", said.text):
        return "rate_basis_li"
    return str(said.confirm)


def _reading(kind: Json, said: Said) -> Json:
    number = said.value
    if kind.get("divide"):
        number = float(Decimal(str(said.value)) / Decimal(str(kind["divide"])))
    label = str(kind["label"]).format(yuan=amounts.yuan(number), number=f"{number:g}")
    return {
        "label": label,
        "entity": kind.get("entity", said.entity),
        "role": kind.get("role", said.role),
        "value": number,
    }


def wish_of(turn: Turn) -> Json:
    """The wish being answered, in the form in which it can be run again."""
    entities = [
        {
            "entity": said.entity,
            "value": said.value,
            "role": said.role,
            "confirm": said.confirm,
            "text": said.text,
        }
        for said in turn.said
    ]
    return {"intent": {"name": turn.intent}, "text": turn.text, "entities": entities}


def settle(turn: Turn, place: int) -> Json | None:
    """The wish with the reading at `place` (1-based) put in; None when no doubt is open."""
    doubt = turn.get("doubt")
    if not doubt:
        return None
    turn.set("doubt", None)
    readings = doubt["readings"]
    chosen = readings[place - 1] if 1 <= place <= len(readings) else readings[0]
    wish: Json = doubt["wish"]
    settled = {key: chosen[key] for key in ("entity", "role", "value")} | {"text": chosen["label"]}
    wish["entities"][doubt["index"]] = settled
    return wish
