"""The three ways out of a lease as their card, and as the values of a sentence."""

from typing import Any

from actions.shared import loans, presses, sentences
from actions.shared.turn import Said
from actions.shared.wording import entry, phrase
from foundation import zh
from foundation.cards import Action, Card, LeaseChoice, LeaseEnd, card

Json = dict[str, Any]
INTENTS = {"return": "return_vehicle", "buyout": "buy_out_vehicle", "renew": "renew_lease"}
KILOMETRES = ("contract_km", "current_km", "excess_km")
NOTES = ("km_note", "plate_note")


def lease_end(loan: Json, trial: Json) -> Card:
    """Each way with what is paid for it and the button that takes it."""
    figures = trial["figures"]
    choices = [
        LeaseChoice(
            **{name: one[name] for name in LeaseChoice.model_fields if one.get(name) is not None},
            action=Action(label=entry(f"lease_end.ways.{one['choice']}"), payload=_press(one)),
        )
        for one in figures["choices"]
    ]
    more = {
        name: figures[name]
        for name in (*KILOMETRES, *NOTES, "excess_km_fee")
        if figures.get(name) is not None
    }
    data = LeaseEnd(
        contract_no=figures["contract_no"],
        residual=figures["residual"],
        lease_end=figures["lease_end"],
        choices=choices,
        **more,
    )
    lines = [
        phrase(
            "lease_end.way",
            label=one.get("label") or entry(f"lease_end.ways.{one['choice']}"),
            amount=zh.yuan(one["amount"]),
            note=one["note"],
        )
        for one in figures["choices"]
    ]
    head = phrase("lease_end.card_text", **_common(loan, figures))
    notes = [figures[name] for name in NOTES if figures.get(name)]
    return card(entry("lease_end.card_title"), "\n".join([head, *lines, *notes]), data)


def _press(way: Json) -> str:
    said = [Said("known", way["choice"])]
    if way.get("months"):
        said.append(Said("term", way["months"]))
    return presses.payload(INTENTS[way["choice"]], said)


def _common(loan: Json, figures: Json) -> Json:
    return {
        "car": loans.car(loan),
        "end": loans.full_day(figures["lease_end"]),
        "residual": zh.yuan(figures["residual"]),
        "km_note": figures.get("km_note") or "",
        "km_fee": zh.yuan(figures["excess_km_fee"]) if figures.get("excess_km_fee") else "",
        "plate_note": figures.get("plate_note") or "",
    }


def values(loan: Json, figures: Json, way: Json) -> Json:
    """What the confirm card of one way says."""
    sums = {
        name: zh.yuan(way[name]) if way.get(name) else ""
        for name in ("monthly_payment", "last_payment", "total_interest")
    }
    rate = zh.percent(way["annual_rate_pct"]) if way.get("annual_rate_pct") else ""
    plan = phrase("lease_end.plan", rate=rate, **sums) if way["choice"] == "renew" else ""
    known = figures.get("km_note")
    return _common(loan, figures) | {
        "fee_now": "" if known else phrase("lease_end.fee_now", amount=zh.yuan(way["amount"])),
        "plan": way["note"] or plan,
        "amount": zh.yuan(way["amount"]),
        "note": way["note"],
        "months": way.get("months") or "",
        "steps": sentences.joined(way.get("steps") or []),
        **sums,
    }
