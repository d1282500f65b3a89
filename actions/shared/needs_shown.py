"""How the needs are said back to the customer: in a phrase, and as the card `needs`."""

from actions.shared import amounts, catalogue, needs
from actions.shared.turn import Turn
from actions.shared.wording import entry, phrase
from foundation import zh
from foundation.cards import Action, Card, Need, Needs, card


async def shown(turn: Turn, need: str) -> str:
    """The need's value for people: 20 万以上, 30%, 听澜, 总利息少."""
    value = turn.get(need)
    field = entry(f"needs.fields.{need}")
    if need == "vehicle_model":
        found = await catalogue.vehicle(value)
        return str(found["name"]) if found else str(value)
    if need == "trim":
        both = await catalogue.trim(value)
        return f"{both[0]['name']} {both[1]['name']}" if both else str(value)
    if need == "product":
        product = await catalogue.product(value)
        types = entry("needs.product_types")
        return str(types.get(value) or (product or {}).get("name") or value)
    if "choices" in field:
        return str(field["choices"].get(value, value))
    if field.get("unit") == "yuan":
        return amounts.yuan(value)
    if field.get("unit") == "percent":
        return zh.percent(str(value))
    return str(field.get("shown", "{value}")).format(value=value)


async def noted(turn: Turn, changed: list[str]) -> str:
    """«记下了：…» for the needs just taken; empty when none."""
    facts = [
        f"{entry(f'needs.fields.{need}.label')} {await shown(turn, need)}"
        for need in changed
        if turn.get(need) is not None and need != "customer_type"
    ]
    return phrase("needs.noted", facts=phrase("shared.comma").join(facts)) if facts else ""


async def needs_card(turn: Turn) -> Card:
    """Everything known, each field with the button (same place) that corrects it."""
    items = []
    for need in needs.known(turn):
        assumed = needs.is_assumed(turn, need)
        items.append(
            Need(
                field=need,
                label=entry(f"needs.fields.{need}.label"),
                value=turn.get(need),
                shown=await shown(turn, need),
                source="assumed" if assumed else "said",
            )
        )
    lines = [
        phrase(
            "needs.item_assumed" if item.source == "assumed" else "needs.item",
            label=item.label,
            shown=item.shown,
        )
        for item in items
    ]
    actions = [
        Action(
            label=phrase("needs.change", label=item.label),
            payload=f'/go_back{{"need:{item.field}": true}}',
        )
        for item in items
    ]
    text = entry("needs.intro") + phrase("shared.stop").join(lines)
    return card(entry("needs.title"), text, Needs(items=items), actions)
