"""From a monthly payment alone to a price: what car a payment carries."""

from actions.shared import amounts, needs, office
from actions.shared.turn import Turn
from actions.shared.wording import entry, phrase


async def price_from_payment(turn: Turn) -> str:
    """Let the back office solve for the price and assume it; the sentence that says so."""
    if turn.get("monthly_payment") is None:
        return ""
    request = {
        "target": "max_price",
        "product_key": entry("products.standard"),
        "term_months": turn.get("term_months") or entry("products.standard_term"),
        "monthly_payment": needs.money(needs.plain(turn.get("monthly_payment"))),
    }
    down = "down_payment" if turn.get("down_payment") is not None else "down_payment_pct"
    if turn.get(down) is None:
        needs.put(turn, "down_payment_pct", 30, assumed=True)
        down = "down_payment_pct"
    value = needs.plain(turn.get(down))
    request[down] = needs.money(value) if down == "down_payment" else str(value)
    solved = await office.ask("solve", request)
    needs.put(turn, "price", {"min": None, "max": float(solved["value"])}, assumed=True)
    return phrase(
        "advice.price_from_payment",
        monthly=amounts.yuan(turn.get("monthly_payment")),
        down=amounts.yuan(value) if down == "down_payment" else f"{value}%",
        price=amounts.yuan(solved["value"]),
    )
