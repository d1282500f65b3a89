"""An edge with a WeChat beside it that is played, and fans as a test speaks for them."""

import asyncio
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import requests
import xmltodict
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from channels.app import create_app
from channels.assembly import assemble
from channels.settings import EdgeSettings
from channels.wechat.sandbox.delivery import Delivery, Envelope, sign, xml
from channels.wechat.sandbox.install import PREFIX, alone
from channels.wechat.sandbox.state import Account, State
from channels.wechat.settings import WeChatSettings
from foundation.settings import Settings
from tests.channels.world import Json, Outside, Served, World, free_port

SHORT = {
    "reply_seconds": 0.9, "typing_seconds": 0.2, "sweep_seconds": 0.2, "backoff_seconds": 0.02,
    "untaken_seconds": 4.0,
}  # fmt: skip


CITIES = [{"city": "上海", "dealers": 2}, {"city": "北京", "dealers": 2}]
NORTH = 35.0  # as the back office would measure: nearer to Beijing than to Shanghai


@dataclass
class Around(Outside):
    """The outside with showrooms, an application and its papers."""

    documents: list[Json] = field(default_factory=list)
    papers: list[Json] = field(default_factory=list)
    slots: dict[str, Json] = field(default_factory=dict)
    paper_seconds: float = 0.0

    async def cities(self, request: Request) -> Response:
        return JSONResponse({"items": CITIES}, 200 if self.backoffice_up else 503)

    async def nearest(self, request: Request) -> Response:
        asked = await request.json()
        item = CITIES[1] if asked["latitude"] > NORTH else CITIES[0]
        return JSONResponse({"items": [item]}, 200 if self.backoffice_up else 503)

    async def applications(self, request: Request) -> Response:
        party = {"party_id": "T1", "role": "borrower", "id_masked": "990***********001X"}
        application = {"application_no": "A1", "parties": [party], "commands": ["cancel"]}
        return JSONResponse({"items": [application] if self.documents else []})

    async def checklist(self, request: Request) -> Response:
        return JSONResponse({"items": self.documents})

    async def paper(self, request: Request) -> Response:
        await asyncio.sleep(self.paper_seconds)
        form = await request.form()
        content = await form["file"].read()  # type: ignore[union-attr]
        paper = {"document": form["document"], "side": form.get("side"), "content": content}
        self.papers.append(paper | {"actor": request.headers["chedai-actor"]})
        return JSONResponse({"paper_id": f"p-{len(self.papers)}", "status": "checking"})

    async def tracker(self, request: Request) -> Response:
        return JSONResponse({"slots": self.slots.get(request.path_params["talk"], {})})

    async def events(self, request: Request) -> Response:
        slots = self.slots.setdefault(request.path_params["talk"], {})
        slots |= {each["name"]: each["value"] for each in await request.json()}
        return JSONResponse({})

    def app(self) -> Starlette:
        routes = [
            Route("/cities", self.cities),
            Route("/dealers/nearest", self.nearest, methods=["POST"]),
            Route("/applications", self.applications),
            Route("/applications/A1/documents", self.checklist),
            Route("/parties/T1/papers", self.paper, methods=["POST"]),
            Route("/conversations/{talk}/tracker", self.tracker),
            Route("/conversations/{talk}/tracker/events", self.events, methods=["POST"]),
            *super().app().routes,
        ]
        return Starlette(routes=routes)


class WeChatWorld(World):
    """A world whose edge has a WeChat account. Times are those of WeChat, shortened alike."""

    def __init__(self, database_url: str, **switches: Any) -> None:
        self.channel: Json = {**SHORT, **switches.pop("channel", {})}
        super().__init__(database_url, **{"answer_seconds": 0.6, **switches})
        self.served.stop()
        self.outside: Around = Around()
        self.served = Served(self.outside.app()).start()
        self.edge_port = free_port()
        self.account = Account(
            callback_url=f"http://127.0.0.1:{self.edge_port}/wechat", answer_seconds=1.2
        )
        self.wechat = State(self.account, now=self.clock)
        self.wechat_served = Served(alone(self.wechat)).start()

    def start(self, engine_url: str | None = None) -> "WeChatWorld":
        url = self.served.url
        given = Settings(
            channels_database_url=self.database_url, BACKOFFICE_URL=url,
            RASA_URL=engine_url or url, ACTIONS_URL=url,
            edge_port=self.edge_port, **self.settings_extra,
        )  # fmt: skip
        switches = EdgeSettings(**{"sandbox": given.sandbox, **self.switches})
        address = self.wechat_served.url + PREFIX
        channel = WeChatSettings(
            sandbox=True, api_url=f"{address}/api", authorize_url=address, **self.channel
        )
        self.parts = assemble(given, switches, now=self.clock, wechat=channel)
        self.edge = Served(create_app(given, switches, self.parts), self.edge_port).start()
        return self

    def stop(self) -> None:
        super().stop()
        self.wechat_served.stop()

    def fan(
        self, openid: str = "oFanOne0000000000000000001", *, follows: bool = True
    ) -> "FanPhone":
        phone = FanPhone(self, openid)
        known = self.wechat.fan(openid)
        assert known is not None
        known.adopted, known.subscribed = False, follows
        return phone

    @staticmethod
    def wait_for(enough: Callable[[], bool], seconds: float = 8) -> None:
        """Return as soon as `enough` says so."""
        until = time.monotonic() + seconds
        while not enough():
            assert time.monotonic() < until, "it did not happen"
            time.sleep(0.05)

    # -- speaking as WeChat's server, by hand -----------------------------------------------------
    def deliver(
        self, document: str, *, encrypted: bool = True, at: int | None = None, nonce: str = "",
        patience: float = 10, **changes: str,
    ) -> requests.Response:  # fmt: skip
        """One delivery; `changes` spoil parameters of the address."""
        stamp = str(at if at is not None else int(self.clock().timestamp()))
        nonce = nonce or secrets.token_hex(6)
        params = {"timestamp": stamp, "nonce": nonce}
        params["signature"] = sign(self.account.token, stamp, nonce)
        body = document
        if encrypted:
            sealed = Envelope(self.account).seal(document)
            params["encrypt_type"] = "aes"
            params["msg_signature"] = sign(self.account.token, stamp, nonce, sealed)
            body = f"<xml><ToUserName>gh</ToUserName><Encrypt><![CDATA[{sealed}]]></Encrypt></xml>"
        return requests.post(
            f"{self.url}/wechat",
            params=params | changes,
            data=body.encode(),
            timeout=patience,
        )

    def opened(self, answer: requests.Response) -> Json:
        """A passive reply, decrypted where it is encrypted; {} for `success`."""
        assert answer.status_code == 200, answer.text
        if answer.text == "success":
            return {}
        reply: Json = xmltodict.parse(answer.text)["xml"]
        if "Encrypt" in reply:
            parts = (self.account.token, reply["TimeStamp"], reply["Nonce"], reply["Encrypt"])
            assert reply["MsgSignature"] == sign(*parts)
            reply = xmltodict.parse(Envelope(self.account).open(reply["Encrypt"]))["xml"]
        return reply


def message(openid: str, text: str, number: int | None = None, **more: Any) -> str:
    """A text message as WeChat writes it."""
    values: Json = {
        "ToUserName": "gh_sandbox0001", "FromUserName": openid, "CreateTime": int(time.time()),
        "MsgType": "text", "Content": text,
        "MsgId": number or secrets.randbelow(10**15) + 10**18,
    }  # fmt: skip
    return xml(values | more)


def event(openid: str, kind: str, key: str = "", at: int | None = None, **more: Any) -> str:
    """An event as WeChat writes it."""
    values: Json = {
        "ToUserName": "gh_sandbox0001", "FromUserName": openid,
        "CreateTime": at or int(time.time()), "MsgType": "event", "Event": kind, "EventKey": key,
    }  # fmt: skip
    return xml(values | more)


@dataclass
class FanPhone:
    """A fan with his telephone, over the played WeChat's own interface."""

    world: WeChatWorld
    openid: str

    def _post(self, path: str, **body: Any) -> requests.Response:
        url = f"{self.world.wechat_served.url}{PREFIX}/telephone/{self.openid}{path}"
        answer = requests.post(url, json=body, timeout=10)
        assert answer.status_code == 200, answer.text
        return answer

    def writes(self, text: str) -> None:
        self._post("/text", text=text)

    def speaks(self, text: str) -> None:
        self._post("/voice", text=text)

    def presses(self, key: str) -> None:
        self._post("/menu", key=key)

    def scans(self, key: str) -> None:
        self._post("/scan", key=key)

    def follows(self) -> None:
        self._post("/follow")

    def leaves(self) -> None:
        self._post("/unfollow")

    def is_at(self, latitude: float, longitude: float, label: str = "") -> None:
        self._post("/location", latitude=latitude, longitude=longitude, label=label)

    def sends_picture(self, content: bytes, kind: str = "image/png") -> None:
        url = f"{self.world.wechat_served.url}{PREFIX}/telephone/{self.openid}/image"
        answer = requests.post(url, data=content, headers={"Content-Type": kind}, timeout=10)
        assert answer.status_code == 200, answer.text

    @property
    def screen(self) -> list[Json]:
        return list(self.world.wechat.fans[self.openid].shown)

    def read(self) -> list[str]:
        """What the account has said so far."""
        return [m.get("text") or "" for m in self.screen if m["from"] == "account"]

    def waits(self, enough: Callable[[list[str]], bool], seconds: float = 8) -> list[str]:
        """What the account said, as soon as `enough` says so."""
        until = time.monotonic() + seconds
        while True:
            said = self.read()
            if enough(said):
                return said
            assert time.monotonic() < until, f"still: {self.screen}"
            time.sleep(0.02)

    def gets(self, write: Callable[[], None]) -> str:
        """What comes next after doing something."""
        before = len(self.read())
        write()
        return self.waits(lambda said: len(said) > before)[before]

    def hears(self, part: str, seconds: float = 8) -> list[str]:
        """Everything said, once something with `part` in it is."""
        return self.waits(lambda said: any(part in text for text in said), seconds)

    def ways(self) -> list[str]:
        return [m["way"] for m in self.screen if m["from"] == "account"]


def bring(world: WeChatWorld, openid: str, kind: str, **values: Any) -> None:
    """Let the played WeChat deliver something and wait until it is through."""
    fan = world.wechat.fan(openid)
    assert fan is not None
    asyncio.run(Delivery(world.wechat).bring(fan, kind, **values))
