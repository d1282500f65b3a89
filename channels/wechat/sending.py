"""Sending to a fan: a customer-service message, else a template message, else a short message."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

from channels.accounts.sms import Sms
from channels.deliveries.ways import Instead
from channels.wechat.client import Client, Closed, Gone, Refused, Spent, WeChatError
from channels.wechat.fans import Fan, Fans
from channels.wechat.metrics import SENT
from channels.wechat.rendering import Rendering
from channels.wechat.replies import Out
from channels.wechat.results import Results
from channels.wechat.settings import WeChatSettings
from channels.wechat.wording import phrase
from foundation.log import logger
from foundation.problems import Problem

log = logger(__name__)
_FIELD = 20  # characters that a field of a template message holds
_SEND, _TYPING = "/cgi-bin/message/custom/send", "/cgi-bin/message/custom/typing"
_TEMPLATE = "/cgi-bin/message/template/send"


def _field(text: str) -> str:
    return text if len(text) <= _FIELD else f"{text[: _FIELD - 1]}…"


class Sender:
    """Brings one message to one fan, whatever way is open."""

    def __init__(
        self, client: Client, fans: Fans, rendering: Rendering, sms: Sms, results: Results,
        settings: WeChatSettings, now: Callable[[], datetime], *, base_url: str,
    ) -> None:  # fmt: skip
        self._client = client
        self._fans = fans
        self._rendering = rendering
        self._sms = sms
        self._results = results
        self._settings = settings
        self._now = now
        self._base_url = base_url

    def window_open(self, fan: Fan) -> bool:
        """Whether he wrote in the last 48 hours."""
        window = timedelta(hours=self._settings.window_hours)
        return fan.heard_at is not None and self._now() - fan.heard_at < window

    async def send(self, fan: Fan, out: Out) -> None:
        """Send the message; raises the `WeChatError` when it could not be brought to him.

        What somebody has to be told (`important`) takes the next way when one is closed; the
        rest waits until he writes again.
        """
        try:
            if not self.window_open(fan):
                raise Closed("48 hours are over")
            await self._client.call(_SEND, out.call(self._fans.openid(fan)))
            SENT.labels("service", "sent").inc()
        except (Closed, Spent, Gone) as error:
            SENT.labels("service", type(error).__name__.lower()).inc()
            if not out.important:
                raise
            await self._otherwise(fan, out, error)

    async def _otherwise(self, fan: Fan, out: Out, error: WeChatError) -> None:
        phone = self._fans.phone(fan)
        instead = Instead(phone, self._short_text(out)) if phone else None
        if not isinstance(error, Gone) and await self._template(fan, out, instead):
            return
        if not await self._short(fan, out):
            raise error

    async def reach(self, fan: Fan, out: Out, instead: Instead) -> None:
        """Bring him this one message, as a template message where he may not be written to.

        Raises the `WeChatError` when it could not be brought; no other way is taken. WeChat shows
        the template message of a delivery once.
        """
        try:
            if not self.window_open(fan):
                raise Closed("48 hours are over")
            await self._client.call(_SEND, out.call(self._fans.openid(fan)))
            SENT.labels("service", "sent").inc()
        except (Closed, Spent) as error:
            SENT.labels("service", type(error).__name__.lower()).inc()
            if not await self._template(fan, out, instead):
                raise error

    async def _template(self, fan: Fan, out: Out, instead: Instead | None) -> bool:
        if not self._settings.template_notice:
            return False
        title = out.title or phrase("notice_fallback")
        fields = {
            "thing1": _field(title),
            "thing2": _field(re.sub(phrase("notice_needless"), "", out.text)),
            "time3": self._now().astimezone().strftime("%Y-%m-%d %H:%M"),
            "remark": phrase("notice_remark"),
        }
        body: dict[str, object] = {
            "touser": self._fans.openid(fan),
            "template_id": self._settings.template_notice,
            "url": out.url or self._rendering.page("/"),
            "data": {name: {"value": value} for name, value in fields.items()},
        }
        if instead and instead.delivery_id:
            body["client_msg_id"] = instead.delivery_id
        try:
            document = await self._client.call(_TEMPLATE, body)
        except (Closed, Spent, Gone, Refused) as error:
            SENT.labels("template", type(error).__name__.lower()).inc()
            return False
        SENT.labels("template", "sent").inc()
        return await self._results.sent(fan, str(document.get("msgid", "")), instead)

    def _short_text(self, out: Out) -> str:
        title = out.title or phrase("notice_fallback")
        return phrase("sms_notice", title=title, url=self._base_url)

    async def _short(self, fan: Fan, out: Out) -> bool:
        phone = self._fans.phone(fan)
        if phone is None:
            return False
        try:
            await self._sms.send(phone, self._short_text(out))
        except Problem:
            SENT.labels("sms", "failed").inc()
            return False
        SENT.labels("sms", "sent").inc()
        return True

    async def typing(self, fan: Fan) -> None:
        """Show him that an answer is being written; of no consequence when it fails."""
        try:
            await self._client.call(
                _TYPING, {"touser": self._fans.openid(fan), "command": "Typing"}
            )
        except WeChatError as error:
            log.info("wechat.typing.failed", reason=str(error))
