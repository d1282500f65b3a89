"""A picture a fan sends: the paper his application waits for, asked when there are several."""

from typing import Any

from channels.forwarding.current import current_application
from channels.forwarding.office import As, Office
from channels.sessions.callers import Caller, Callers
from channels.uploads.service import Uploads
from channels.uploads.staging import Paper
from channels.wechat.client import Client, WeChatError
from channels.wechat.fans import Fan, Fans
from channels.wechat.rendering import Rendering
from channels.wechat.replies import Out
from channels.wechat.wording import phrase
from foundation.log import logger
from foundation.problems import Problem

Json = dict[str, Any]
log = logger(__name__)
_WANTED = {"missing", "rejected"}
_TWO_SIDES = {"id_card", "bank_card", "driving_licence"}
_SIDES = ("front", "back")
_MOST = 12
APPLY = "/apply"


class Pictures:
    """Takes pictures to the uploads; nothing of them is kept here, only WeChat's own handle."""

    def __init__(
        self, client: Client, fans: Fans, callers: Callers, office: Office, uploads: Uploads,
        rendering: Rendering,
    ) -> None:  # fmt: skip
        self._client = client
        self._fans = fans
        self._callers = callers
        self._office = office
        self._uploads = uploads
        self._rendering = rendering

    def _page(self, name: str) -> Out:
        page = self._rendering.page
        return Out(phrase(name, apply=page(APPLY), account=page("/account")))

    async def sent(self, fan: Fan, media_id: str) -> Out:
        """A picture came: hand it in, or ask what it is."""
        caller = await self._callers.find(fan.token_hash)
        if caller.kind != "customer":
            return self._page("image_unbound")
        try:
            choices = await self._wanted(caller, media_id)
        except Problem as problem:
            if problem.response_code == "NO_APPLICATION":
                return Out(phrase("image_no_application"))
            return self._page("image_failed")
        if not choices:
            return self._page("image_not_here")
        if len(choices) == 1:
            return await self._hand_in(caller, choices[0])
        listed = [
            phrase("choice", number=number, label=choice["label"])
            for number, choice in enumerate(choices, start=1)
        ]
        await self._fans.offer(fan, choices)
        return Out(phrase("image_which", choices="\n".join(listed)))

    async def chosen(self, fan: Fan, choice: dict[str, str]) -> Out:
        """The fan said which paper his picture is."""
        await self._fans.offer(fan, [])
        caller = await self._callers.find(fan.token_hash)
        if caller.kind != "customer":
            return self._page("image_unbound")
        return await self._hand_in(caller, choice)

    async def _wanted(self, caller: Caller, media_id: str) -> list[dict[str, str]]:
        application = await current_application(self._office, caller)
        path = f"/applications/{application['application_no']}/documents"
        listed = await self._office.json("GET", path, As.caller(caller))
        own = {
            party["party_id"]
            for party in application.get("parties") or []
            if party.get("role") == "borrower"
        }
        choices: list[dict[str, str]] = []
        for item in listed.get("items") or []:
            if item.get("status") in _WANTED and item.get("party_id") in own:
                choices += _choices(item, media_id)
        return choices[:_MOST]

    async def _hand_in(self, caller: Caller, choice: dict[str, str]) -> Out:
        paper = Paper(choice["party"], choice["document"], choice.get("side") or None)
        try:
            picture = await self._client.media(choice["media"])
            await self._uploads.whole(caller, paper, [picture])
        except WeChatError as error:
            log.warning("wechat.picture.failed", reason=str(error))
            return self._page("image_failed")
        except Problem as problem:
            return Out(phrase("image_refused", reason=problem.response_title))
        return Out(phrase("image_taken", document=choice["label"]))


def _choices(item: Json, media_id: str) -> list[dict[str, str]]:
    """What a picture may be of one paper: itself, or one of its sides."""
    document, title = str(item["document"]), str(item.get("title") or item["document"])
    base = {"payload": "", "media": media_id, "document": document, "party": item["party_id"]}
    if document not in _TWO_SIDES:
        return [{**base, "label": title}]
    return [
        {**base, "side": side, "label": f"{title}（{phrase(f'side_{side}')}）"} for side in _SIDES
    ]
