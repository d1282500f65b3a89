"""The calls about how a customer is reminded."""

from typing import Any

from foundation.backoffice_applications import Actor, ApplicationCalls

Json = dict[str, Any]


class ReminderCalls(ApplicationCalls):
    """Part of `BackOffice`."""

    def reminders(self, actor: Actor, customer_id: str) -> Json:
        """How he is reminded now, what cannot be left off, what is ahead."""
        return self._get(actor, "/reminders", customer_id=customer_id)

    def set_reminders(self, actor: Actor, request: Json, key: str) -> Json:
        """Be reminded otherwise: `{customer_id, lead_days?, channel?, quiet_hours?, confirm}`."""
        return self._do(actor, "/reminders", request, key, "PUT")
