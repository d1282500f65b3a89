"""What goes out to WeChat: a text or an article, as a passive reply or over the API."""

import time
from dataclasses import dataclass, field
from typing import Any

from wechatpy.replies import ArticlesReply, TextReply

from channels.wechat.protocol import Incoming


@dataclass(frozen=True, slots=True)
class Out:
    """One message for a fan. `upto`: the talk's position that is told with it.

    `buttons` are the choices a number stands for once this was shown; None leaves them.
    An article has an address, a text has none.
    """

    text: str
    upto: int | None = None
    buttons: list[dict[str, str]] | None = field(default=None, compare=False)
    title: str = ""
    url: str = ""
    important: bool = False

    def kept(self) -> dict[str, Any]:
        """The form in which it is remembered for a redelivery."""
        return {"text": self.text, "title": self.title, "url": self.url}

    def call(self, openid: str) -> dict[str, Any]:
        """The body of the customer-service message."""
        if not self.url:
            return {"touser": openid, "msgtype": "text", "text": {"content": self.text}}
        article = {"title": self.title, "description": self.text, "url": self.url}
        return {"touser": openid, "msgtype": "news", "news": {"articles": [article]}}

    def reply(self, incoming: Incoming) -> str:
        """The XML of the passive reply."""
        head = {"source": incoming.account, "target": incoming.openid, "time": int(time.time())}
        if not self.url:
            return str(TextReply(content=_inside(self.text), **head).render())
        reply = ArticlesReply(**head)
        reply.add_article(
            {"title": _inside(self.title), "description": _inside(self.text),
             "url": _inside(self.url), "image": ""}
        )  # fmt: skip
        return str(reply.render())


def _inside(text: str) -> str:
    """`text` as it may stand in a CDATA section."""
    return text.replace("]]>", "]]]]><![CDATA[>")
