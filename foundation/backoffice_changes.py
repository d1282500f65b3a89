"""The calls about a customer's own data: identity card, repayment card, phone, address."""

from typing import Any

from foundation.backoffice_applications import Actor, ApplicationCalls

Json = dict[str, Any]


class ChangeCalls(ApplicationCalls):
    """Part of `BackOffice`."""

    def changes(self, actor: Actor, customer_id: str) -> Json:
        """`{items, identity, phone_masked, city, cards}`: changes newest first, what is on file."""
        return self._get(actor, "/changes", customer_id=customer_id)

    def change(self, actor: Actor, request_no: str) -> Json:
        """Where a change stands: `{kind, state, steps, next, receipt, figures, …}`."""
        return self._get(actor, f"/changes/{request_no}")

    def open_change(self, actor: Actor, kind: str, request: Json, key: str) -> Json:
        """Order a change of `kind` (id_card, bank_card, phone, address): the change."""
        return self._do(actor, f"/changes/{kind}", request, key)

    def try_card_change(self, actor: Actor, request: Json, key: str) -> Json:
        """Check another card with its bank: `{trial_id, hash, figures, eligible, reasons}`.

        A try counts (three a day); the same key again is the same try.
        """
        return self._do(actor, "/changes/bank_card/trial", request, key)

    def try_address_change(self, actor: Actor, request: Json) -> Json:
        """What an address would change, nothing done: `{figures, level, eligible, reasons}`."""
        return self._call("POST", "/changes/address/trial", body=request, actor=actor)

    def cancel_change(self, actor: Actor, request_no: str, key: str) -> Json:
        """Leave a change while it can be left: the change."""
        return self._do(actor, f"/changes/{request_no}/cancel", None, key)
