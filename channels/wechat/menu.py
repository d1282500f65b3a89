"""The account's menu as data (`menu.yml`), and bringing it to WeChat.

`python -m channels.wechat.menu` compares what WeChat shows with the file and writes it anew.
"""

import asyncio
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from channels.wechat.client import Client, Refused
from channels.wechat.rendering import Rendering
from foundation.log import logger

Json = dict[str, Any]
log = logger(__name__)
_NO_MENU = 46003


@lru_cache(maxsize=1)
def groups() -> list[Json]:
    """The groups of the menu."""
    loaded = yaml.safe_load(Path(__file__).with_name("menu.yml").read_text(encoding="utf-8"))
    found: list[Json] = loaded["menu"]
    return found


def spoken(key: str) -> str | None:
    """What pressing the item of that key says; None for no item of ours."""
    for group in groups():
        for item in group["items"]:
            if item.get("key") == key:
                return str(item["say"])
    return None


def document(rendering: Rendering) -> Json:
    """The menu in WeChat's form."""

    def button(item: Json) -> Json:
        if "page" in item:
            return {"type": "view", "name": item["name"], "url": rendering.page(item["page"])}
        return {"type": "click", "name": item["name"], "key": item["key"]}

    return {
        "button": [
            {"name": group["name"], "sub_button": [button(item) for item in group["items"]]}
            for group in groups()
        ]
    }


async def sync(client: Client, rendering: Rendering) -> bool:
    """Bring the menu to WeChat; whether anything had to be changed."""
    wanted = document(rendering)
    try:
        shown = (await client.call("/cgi-bin/menu/get")).get("menu")
    except Refused as error:
        if error.errcode != _NO_MENU:
            raise
        shown = None
    if _plain(shown) == _plain(wanted):
        return False
    await client.call("/cgi-bin/menu/create", wanted)
    log.info("wechat.menu.written", groups=len(wanted["button"]))
    return True


def _plain(shown: Any) -> Any:
    """The menu without the empty members WeChat adds."""
    if isinstance(shown, dict):
        kept = {k: _plain(v) for k, v in shown.items() if k != "menuid"}
        return {k: v for k, v in kept.items() if v not in (None, [], "")}
    if isinstance(shown, list):
        return [_plain(item) for item in shown]
    return shown


async def _main() -> None:
    from channels.assembly import assemble
    from channels.settings import edge_settings
    from foundation.settings import settings

    parts = assemble(settings(), edge_settings(settings().sandbox))
    if parts.wechat is None:
        raise SystemExit("no WeChat account is configured (WECHAT_TOKEN, WECHAT_APP_ID, …)")
    await sync(parts.wechat.client, parts.wechat.rendering)
    await parts.wechat.close()


if __name__ == "__main__":
    asyncio.run(_main())
