"""What the dialogue understood in one talk, carried over into another that goes on.

Only wishes and figures said by the customer; never where a form stands or what was just shown.
"""

from typing import Any

import httpx

from foundation.log import logger

log = logger(__name__)
CARRIED = (
    "vehicle_model", "trim", "price", "on_the_road", "loan_amount", "down_payment",
    "down_payment_pct", "monthly_payment", "term_months", "balloon_pct", "product", "income",
    "other_debt", "employment", "customer_type", "keep_years", "annual_mileage", "cash_shape",
    "lump_sum", "cash_discount", "deposit_rate_pct", "goal", "early_repay", "usage", "powertrain",
    "min_seats", "end_choice", "city", "assumed", "plan",
)  # fmt: skip


class Knowledge:
    """Reads and writes slots over the engine's own interface."""

    def __init__(self, http: httpx.AsyncClient, token: str) -> None:
        self._http = http
        self._token = token

    async def carry(self, source: str, target: str) -> int:
        """Give `target` what only `source` knows; how much that was. A silent engine: nothing."""
        try:
            known, there = await self._slots(source), await self._slots(target)
            missing = {
                name: known[name]
                for name in CARRIED
                if known.get(name) is not None and there.get(name) is None
            }
            if "plan" in missing and there.get("product") is not None:
                del missing["plan"]
            if not missing:
                return 0
            events = [{"event": "slot", "name": n, "value": v} for n, v in missing.items()]
            path = f"/conversations/{target}/tracker/events"
            answer = await self._http.post(path, params={"token": self._token}, json=events)
            answer.raise_for_status()
        except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
            log.warning("binding.knowledge", error=type(error).__name__)
            return 0
        log.info("binding.carried", slots=sorted(missing), conversation_id=target)
        return len(missing)

    async def _slots(self, conversation_id: str) -> dict[str, Any]:
        path = f"/conversations/{conversation_id}/tracker"
        params = {"token": self._token, "include_events": "NONE"}
        answer = await self._http.get(path, params=params)
        answer.raise_for_status()
        slots: dict[str, Any] = answer.json()["slots"]
        return slots
