"""Played: identity register, real-person check, bank card check."""

import secrets
from datetime import timedelta
from decimal import Decimal

from backoffice.lending.validation.bank_card import card_fault
from backoffice.lending.validation.identity import (
    FICTIONAL_REGION,
    IdentityNumberWrong,
    parse_identity,
)
from backoffice.providers.banks import bank_of, card_ranges
from backoffice.providers.models import SandboxCheck
from backoffice.providers.ports import (
    CardAnswer,
    FourFactors,
    Person,
    RealPersonCallback,
    RealPersonResult,
    RealPersonStart,
    RealPersonStarted,
    RegisterAnswer,
)
from backoffice.providers.sandbox.outside import Outside, Raw, Told, known

CHECK_MINUTES = 15
# Below this likeness two faces are not one person's.
LEAST_SCORE = Decimal("0.80")
SHOWN_SCORE = Decimal("0.96")


class SandboxIdentityRegister:
    """Knows the reference people by name; everybody else with a fictional number exists too."""

    def __init__(self, outside: Outside) -> None:
        self._outside = outside

    def check(self, person: Person) -> RegisterAnswer:
        """Whether name and number belong together."""
        subjects = (person.id_no, person.phone)

        def answer(told: Told) -> Raw:
            if told.manner == "no":
                return {"matches": False, "reason": told.reason or "mismatch"}
            reason = self._against(person)
            return {"matches": reason is None, "reason": reason}

        return self._outside.ask("identity_register", subjects, answer, RegisterAnswer)

    def _against(self, person: Person) -> str | None:
        entry = known(person.id_no)
        if entry is not None:
            return None if entry["name"] == person.name else "mismatch"
        try:
            parse_identity(person.id_no, self._outside.clock.business_date(), fictional=True)
        except IdentityNumberWrong:
            return "not_found"
        return None if person.id_no.startswith(str(FICTIONAL_REGION)) else "not_found"


class SandboxRealPerson:
    """Begins checks whose page the edge shows; believes the page unless told otherwise."""

    def __init__(self, outside: Outside, pages: str) -> None:
        self._outside = outside
        self._pages = pages

    def start(self, request: RealPersonStart) -> RealPersonStarted:
        """Begin a check."""
        person = request.person

        def answer(told: Told) -> Raw:
            check_id = f"RP-{secrets.token_hex(8)}"
            expires = self._outside.clock.now() + timedelta(minutes=CHECK_MINUTES)
            with self._outside.database.transaction() as session:
                session.add(SandboxCheck(check_id=check_id, expires_at=expires, **dict(person)))
            url = f"{self._pages}/sandbox/real-person/{check_id}"
            return {"check_id": check_id, "url": url, "expires_at": expires}

        subjects = (person.id_no, person.phone)
        return self._outside.ask("real_person", subjects, answer, RealPersonStarted)

    def result(self, callback: RealPersonCallback) -> RealPersonResult:
        """The provider's word on a check."""
        with self._outside.database.transaction() as session:
            check = session.get(SandboxCheck, callback.check_id)
        subjects = (check.id_no, check.phone) if check else ()

        def answer(told: Told) -> Raw:
            reason = self._against(callback, check, told)
            score, alive = callback.score or SHOWN_SCORE, callback.liveness
            if reason is not None and callback.outcome == "passed":
                score, alive = min(score, Decimal("0.31")), reason != "not_alive"
            return {"passed": reason is None, "score": score, "liveness": alive, "reason": reason}

        return self._outside.ask("real_person", subjects, answer, RealPersonResult)

    def _against(
        self, callback: RealPersonCallback, check: SandboxCheck | None, told: Told
    ) -> str | None:
        if check is None:
            return "unknown"
        if check.expires_at < self._outside.clock.now():
            return "expired"
        if callback.outcome == "abandoned":
            return "abandoned"
        if told.manner == "no":
            return told.reason or "face_differs"
        if not callback.liveness:
            return "not_alive"
        close = callback.outcome == "passed" and (callback.score or SHOWN_SCORE) >= LEAST_SCORE
        return None if close else "face_differs"


class SandboxBankCard:
    """Believes cards of the test range; knows the reference people's phones and cards."""

    def __init__(self, outside: Outside) -> None:
        self._outside = outside

    def check(self, factors: FourFactors) -> CardAnswer:
        """Whether the four belong together."""

        def answer(told: Told) -> Raw:
            found = bank_of(factors.card_no)
            bank = found.bank if found else None
            reason = told.reason or "card_status" if told.manner == "no" else _against(factors)
            return {"passed": reason is None, "reason": reason, "bank": bank}

        subjects = (factors.id_no, factors.phone, factors.card_no)
        return self._outside.ask("bank_card", subjects, answer, CardAnswer)


def _against(factors: FourFactors) -> str | None:
    fault = card_fault(factors.card_no, card_ranges())
    if fault is not None:
        return "credit_card" if fault == "credit" else "unknown_card"
    entry = known(factors.id_no)
    if entry is None:
        return None
    if entry["name"] != factors.name:
        return "name_or_id"
    if entry["phone"] != factors.phone:
        return "reserved_phone"
    return None
