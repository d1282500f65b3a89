"""The calls about errands on a running loan: figures first, then one command that cites them."""

from typing import Any

from foundation.backoffice_applications import Actor, ApplicationCalls

Json = dict[str, Any]


class ServicingCalls(ApplicationCalls):
    """Part of `BackOffice`."""

    def try_errand(self, actor: Actor, contract_no: str, kind: str, body: Json) -> Json:
        """What an errand would cost and bring, nothing done: `{trial_id, hash, figures, …}`."""
        path = f"/loans/{contract_no}/trials/{kind}"
        return self._call("POST", path, body=body, actor=actor)

    def order_errand(self, actor: Actor, contract_no: str, request: Json, key: str) -> Json:
        """Do what a trial showed: `{errand, trial_id, hash, confirm}` → the errand."""
        return self._do(actor, f"/loans/{contract_no}/errands", request, key)

    def errand(self, actor: Actor, request_no: str) -> Json:
        """Where an errand stands: `{state, steps, next, receipt, documents, …}`."""
        return self._get(actor, f"/errands/{request_no}")

    def cancel_errand(self, actor: Actor, request_no: str, key: str) -> Json:
        """Leave an errand while it can be left: the errand."""
        return self._do(actor, f"/errands/{request_no}/cancel", None, key)

    def offers(self, actor: Actor, customer_id: str) -> Json:
        """The offers a customer was shown: `{items: [{offer_id, state, declined_until, …}]}`."""
        return self._get(actor, "/offers", customer_id=customer_id)

    def decline_offer(self, actor: Actor, offer_id: str, key: str) -> Json:
        """No to an offer: `{offer_id, remembered_until}`."""
        return self._do(actor, f"/offers/{offer_id}/decline", None, key)
