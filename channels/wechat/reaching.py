"""The way of a notice into WeChat: to a fan of the customer who follows, else not at all."""

from channels.deliveries.ways import Instead
from channels.wechat.client import Closed, Gone, Refused, Spent, Unreachable, WeChatError
from channels.wechat.fans import Fan, Fans
from channels.wechat.rendering import Rendering
from channels.wechat.replies import Out
from channels.wechat.sending import Sender
from foundation.log import logger

log = logger(__name__)
PAGE = "/service"
_WORDS: dict[type[WeChatError], str] = {
    Unreachable: "unreachable", Closed: "closed", Spent: "spent", Gone: "gone", Refused: "refused",
}  # fmt: skip


class Reaching:
    """Tries the customer's fans, the newest binding first."""

    def __init__(self, fans: Fans, sender: Sender, rendering: Rendering) -> None:
        self._fans = fans
        self._sender = sender
        self._rendering = rendering

    async def _followers(self, customer_id: str) -> list[Fan]:
        return [fan for fan in await self._fans.of_customer(customer_id) if fan.subscribed]

    async def bound(self, customer_id: str) -> bool:
        """Whether he is bound in WeChat and follows."""
        return bool(await self._followers(customer_id))

    async def reach(self, customer_id: str, title: str, instead: Instead) -> str | None:
        """None when the text was brought; else in a word why WeChat did not take it."""
        why: str | None = "gone"
        for fan in reversed(await self._followers(customer_id)):
            why = await self._bring(fan, title, instead)
            if why is None:
                break
        return why

    async def _bring(self, fan: Fan, title: str, instead: Instead) -> str | None:
        out = Out(instead.text, title=title, url=self._rendering.page(PAGE), important=True)
        try:
            await self._sender.reach(fan, out, instead)
        except WeChatError as error:
            log.info("wechat.notice.untold", fan_id=fan.fan_id, errcode=error.errcode)
            return _WORDS.get(type(error), "refused")
        return None
