"""Following, scanning a code, unbinding from inside WeChat."""

from channels.binding.service import Bindings
from channels.wechat.fans import Fan
from channels.wechat.protocol import Incoming
from channels.wechat.rendering import Rendering
from channels.wechat.replies import Out
from channels.wechat.wording import phrase

_AFTER_FOLLOWING = "qrscene_"
ACCOUNT = "/account"


class Scanning:
    """What is answered when somebody follows, scans or wants to be unbound."""

    def __init__(self, bindings: Bindings, rendering: Rendering) -> None:
        self._bindings = bindings
        self._rendering = rendering

    async def scanned(self, fan: Fan, incoming: Incoming) -> Out | None:
        """A code of ours binds; following without one is welcomed."""
        scene = incoming.get("EventKey").removeprefix(_AFTER_FOLLOWING)
        if scene:
            bound = await self._bindings.scanned(fan, scene)
            if bound is not None:
                return Out(phrase("bound", phone=bound))
            return Out(phrase("ticket_gone"))
        if fan.customer_id or fan.told_seq:
            return Out(phrase("welcome_again"))
        return Out(phrase("welcome", account=self._rendering.page(ACCOUNT)))

    async def unbind(self, fan: Fan) -> Out:
        """The fan says that he wants to be unbound."""
        if not fan.customer_id:
            return Out(phrase("not_bound"))
        await self._bindings.unbind(fan)
        return Out(phrase("unbound_here"))
