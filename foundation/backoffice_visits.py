"""The calls about visits to dealers, and about what is passed on to them."""

from typing import Any

from foundation.backoffice_applications import Actor, ApplicationCalls

Json = dict[str, Any]


class VisitCalls(ApplicationCalls):
    """Part of `BackOffice`."""

    def visit_slots(self, city: str, from_day: str | None = None) -> Json:
        """`{items[]: {dealer, slots[]}}`: free times of a city's dealers from a day on."""
        params = {"city": city, **({"from_day": from_day} if from_day else {})}
        return self._call("GET", "/visits/slots", params=params)

    def visits(self, actor: Actor, customer_id: str) -> Json:
        """`{items}`: a customer's visits, newest first."""
        return self._get(actor, "/visits", customer_id=customer_id)

    def book_visit(self, actor: Actor, request: Json, key: str) -> Json:
        """Book `{customer_id, kind, dealer_id, starts_at, vehicle_key, confirm}`: the visit."""
        return self._do(actor, "/visits", request, key)

    def move_visit(self, actor: Actor, number: str, request: Json, key: str) -> Json:
        """Another time instead, `{dealer_id, starts_at}`: the visit."""
        return self._do(actor, f"/visits/{number}/move", request, key)

    def cancel_visit(self, actor: Actor, number: str, key: str) -> Json:
        """Leave a visit: the visit."""
        return self._do(actor, f"/visits/{number}/cancel", None, key)

    def leads(self, actor: Actor, customer_id: str) -> Json:
        """`{items}`: what was passed on to dealers."""
        return self._get(actor, "/leads", customer_id=customer_id)

    def open_lead(self, actor: Actor, request: Json, key: str) -> Json:
        """Pass `{customer_id, intent, dealer_id, vehicle_key, confirm}` on: the lead."""
        return self._do(actor, "/leads", request, key)

    def revoke_lead(self, actor: Actor, number: str, key: str) -> Json:
        """Take a lead back: the lead."""
        return self._do(actor, f"/leads/{number}/revoke", None, key)
