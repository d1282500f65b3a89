"""The calls about applications, parties, consents and loans; every one names its actor."""

from abc import abstractmethod
from collections.abc import Mapping
from typing import Any, NamedTuple

Json = dict[str, Any]


class Actor(NamedTuple):
    """Who acts, how surely known, from where: `customer:U1`, `L1`, `web`."""

    who: str
    level: str
    channel: str

    def headers(self) -> dict[str, str]:
        """The headers that name the actor."""
        return {
            "Chedai-Actor": self.who,
            "Chedai-Level": self.level,
            "Chedai-Channel": self.channel,
        }


class ApplicationCalls:
    """Part of `BackOffice`."""

    @abstractmethod
    def _call(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
        actor: Actor | None = None,
    ) -> Json: ...

    def _get(self, actor: Actor, path: str, **params: Any) -> Json:
        return self._call("GET", path, params=params, actor=actor)

    def _do(
        self, actor: Actor, path: str, body: Json | None, key: str, method: str = "POST"
    ) -> Json:
        return self._call(method, path, body=body, idempotency_key=key, actor=actor)

    # -- the application -------------------------------------------------------------------------
    def applications(self, actor: Actor, customer_id: str) -> Json:
        """`{items}`: a customer's applications, newest first."""
        return self._get(actor, "/applications", customer_id=customer_id)

    def open_application(self, actor: Actor, request: Json, idempotency_key: str) -> Json:
        """Apply for the loan of a quote: `{customer_id, quote_id}` → the application."""
        return self._do(actor, "/applications", request, idempotency_key)

    def cancel_application(self, actor: Actor, number: str, reason: str, key: str) -> Json:
        """Take the application back."""
        return self._do(actor, f"/applications/{number}/cancel", {"reason": reason}, key)

    def ask_review(self, actor: Actor, number: str, reason: str, key: str) -> Json:
        """Ask that a person looks at a refusal again."""
        return self._do(actor, f"/applications/{number}/review", {"reason": reason}, key)

    # -- those who carry it with the borrower ------------------------------------------------------
    def send_link(self, actor: Actor, party_id: str, key: str) -> Json:
        """Send a party the way in anew; the old one ends: `{url, expires_at, sms_sent}`."""
        return self._do(actor, f"/parties/{party_id}/link", None, key)

    def revoke_link(self, actor: Actor, party_id: str, key: str) -> Json:
        """End a party's way in."""
        return self._do(actor, f"/parties/{party_id}/link", None, key, "DELETE")

    def remove_party(self, actor: Actor, number: str, party_id: str, key: str) -> Json:
        """Take a party off the application, before anything is signed."""
        path = f"/applications/{number}/parties/{party_id}"
        return self._do(actor, path, None, key, "DELETE")

    def signing(self, actor: Actor, party_id: str) -> Json:
        """What a party signs: `{contract_no, documents, may_sign, blocked_by, parties, …}`."""
        return self._get(actor, f"/parties/{party_id}/signing")

    # -- the car and the loan ----------------------------------------------------------------------
    def delivery_slots(self, actor: Actor, number: str) -> Json:
        """`{dealer, slots}`: when the car can be handed over."""
        return self._get(actor, f"/applications/{number}/delivery-slots")

    def book_delivery(self, actor: Actor, number: str, starts_at: str, key: str) -> Json:
        """Book the handover: the application."""
        path = f"/applications/{number}/delivery"
        return self._do(actor, path, {"starts_at": starts_at}, key)

    def loans(self, actor: Actor, customer_id: str) -> Json:
        """`{items}`: a customer's loans."""
        return self._get(actor, "/loans", customer_id=customer_id)

    def loan_schedule(self, actor: Actor, contract_no: str) -> Json:
        """The schedule in force: `{rows, totals, note}`."""
        return self._get(actor, f"/loans/{contract_no}/schedule")

    def payments(self, actor: Actor, contract_no: str) -> Json:
        """`{rows, receipts, debits}`, each newest first; the first row is what comes next."""
        return self._get(actor, f"/loans/{contract_no}/payments")

    def try_pay_now(self, actor: Actor, contract_no: str) -> Json:
        """What repaying now would draw: `{trial_id, hash, figures, eligible, reasons}`."""
        path = f"/loans/{contract_no}/trials/pay_now"
        return self._call("POST", path, actor=actor)

    def repay_now(self, actor: Actor, contract_no: str, request: Json, key: str) -> Json:
        """Draw what a trial showed: `{request_no, state, what, effective, next}`."""
        return self._do(actor, f"/loans/{contract_no}/payments", request, key)

    # -- consents ---------------------------------------------------------------------------------
    def consents(self, actor: Actor, customer_id: str) -> Json:
        """`{items}`: every purpose, and whether the customer agreed to it."""
        return self._get(actor, "/consents", customer_id=customer_id)

    def change_consent(self, actor: Actor, request: Json, key: str) -> Json:
        """Agree to a purpose or take it back: the item."""
        return self._do(actor, "/consents", request, key)
