"""The calls about what is known of a customer."""

from typing import Any

from foundation.backoffice_applications import Actor, ApplicationCalls

Json = dict[str, Any]


class RecordCalls(ApplicationCalls):
    """Part of `BackOffice`."""

    def record(self, actor: Actor, customer_id: str) -> Json:
        """`{sections[]: {title, purpose, kept, items[]}}`: what is known, with source and day."""
        return self._get(actor, "/record", customer_id=customer_id)

    def try_deletion(self, actor: Actor, customer_id: str) -> Json:
        """`{goes[], stays[], note}`: what deleting would remove and what stays; nothing done."""
        return self._get(actor, "/record/deletion", customer_id=customer_id)

    def delete_record(self, actor: Actor, customer_id: str, key: str) -> Json:
        """Delete what may be deleted: a receipt."""
        request = {"customer_id": customer_id, "confirm": True}
        return self._do(actor, "/record/deletion", request, key)
