"""A message from a phone: stop is done and receipted, anything else is told where to talk."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from channels.accounts.sms import Sms
from channels.conversations.wire import SHANGHAI
from channels.forwarding.office import As, Office
from channels.health.metrics import TEXTS
from channels.texts.words import says_stop
from channels.vault.cipher import Cipher
from channels.vault.numbers import masked
from channels.wording import say
from foundation.log import logger

log = logger(__name__)
_BY_TEXT = As("system", "L0", "sms")


@dataclass(frozen=True, slots=True)
class Text:
    """One message; the provider's number of it is the same for every delivery."""

    message_id: str
    phone: str
    text: str


class Texts:
    """Answers what phones say."""

    def __init__(
        self, office: Office, sms: Sms, cipher: Cipher, now: Callable[[], datetime], page: str
    ) -> None:
        self._office = office
        self._sms = sms
        self._cipher = cipher
        self._now = now
        self._page = page

    async def take(self, told: Text) -> None:
        """Do what it asks, once; raises the problem when it could not be done."""
        stop = says_stop(told.text)
        if stop:
            await self._stop(told)
        else:
            await self._elsewhere(told)
        outcome = "stop" if stop else "other"
        TEXTS.labels(outcome).inc()
        log.info("texts.taken", phone=masked("phone", told.phone), outcome=outcome)

    async def _stop(self, told: Text) -> None:
        """First done, then said: when it cannot be done, the provider delivers again."""
        key = f"text-{told.message_id}"
        body = {"phone": told.phone}
        await self._office.ask("POST", "/care/stops", _BY_TEXT, key=key, json=body)
        await self._sms.send(told.phone, say("sms.stopped"), key)

    async def _elsewhere(self, told: Text) -> None:
        """Once a day and phone, so that two machines do not talk to each other."""
        day = self._now().astimezone(SHANGHAI).date()
        phone = self._cipher.digest(f"text|{told.phone}").hex()
        text = say("sms.elsewhere", page=self._page)
        await self._sms.send(told.phone, text, f"text-other-{phone}-{day}")
