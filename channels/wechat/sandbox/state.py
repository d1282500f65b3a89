"""What the played WeChat knows: fans and what they see, tokens, pictures, codes, the menu."""

import asyncio
import itertools
import re
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

Json = dict[str, Any]
Sent = Callable[[str, str, Json], Awaitable[None]]
_OPENID = re.compile(r"[A-Za-z0-9_-]{6,64}")
# How many messages an account may send after each thing a fan does, and for how long.
ALLOWANCE = {"message": (5, 48 * 3600), "click": (3, 60), "subscribe": (3, 60), "scan": (3, 60)}
_MOST_SHOWN = 500


@dataclass
class Account:
    """The account being played for, as it would stand in WeChat's console."""

    app_id: str = "wxsandbox"
    secret: str = "sandbox"
    token: str = "sandbox"
    aes_key: str = "sandboxsandboxsandboxsandboxsandboxsandbox0"
    original_id: str = "gh_sandbox0001"
    callback_url: str = "http://127.0.0.1:8000/wechat"
    encrypted: bool = True
    templates: tuple[str, ...] = ("sandbox-notice",)
    token_seconds: int = 7200
    answer_seconds: float = 5.0
    deliveries: int = 3


@dataclass
class SandboxFan:
    """One fan: `shown` is his screen. `adopted`: he was never here and writes directly.

    `blocks`: he takes no notices of the account; WeChat tells it only afterwards.
    """

    openid: str
    nickname: str = ""
    colour: str = "#0e7c86"
    subscribed: bool = True
    adopted: bool = False
    did: str | None = None
    did_at: datetime | None = None
    spent: int = 0
    typing: bool = False
    blocks: bool = False
    shown: list[Json] = field(default_factory=list)


def _now() -> datetime:
    return datetime.now(UTC)


async def _untold(openid: str, kind: str, content: Json) -> None:
    return None


class State:
    """Everything in memory. `faults` maps a call's path to error codes still to be given.

    `endings`: what becomes of the next template messages; an empty one is never told.
    """

    def __init__(
        self, account: Account, *, now: Callable[[], datetime] = _now, sent: Sent = _untold
    ) -> None:
        self.account = account
        self.now = now
        self.sent = sent
        self.fans: dict[str, SandboxFan] = {}
        self.tokens: dict[str, datetime] = {}
        self.media: dict[str, tuple[str, bytes]] = {}
        self.scenes: dict[str, tuple[str, datetime]] = {}
        self.codes: dict[str, str] = {}
        self.menu: Json | None = None
        self.faults: dict[str, list[int]] = {}
        self.endings: list[str] = []
        self.calls: list[tuple[str, Json]] = []
        self.issued = 0
        self.numbers = itertools.count(1)
        self.jobs = itertools.count(secrets.randbelow(10**9) + 10**9)
        self.work: set[asyncio.Task[None]] = set()
        listed = yaml.safe_load(Path(__file__).with_name("fans.yml").read_text(encoding="utf-8"))
        for known in listed["fans"]:
            self.fans[known["openid"]] = SandboxFan(**known, subscribed=False)

    def fan(self, openid: str) -> SandboxFan | None:
        """The fan; one that nobody has seen writes to the account directly."""
        if openid not in self.fans and _OPENID.fullmatch(openid):
            self.fans[openid] = SandboxFan(openid, adopted=True)
        return self.fans.get(openid)

    def did(self, fan: SandboxFan, what: str) -> None:
        """The fan did something: the account may send again."""
        fan.did, fan.did_at, fan.spent = what, self.now(), 0

    def allowance(self, fan: SandboxFan) -> int:
        """0 when a message may be sent to the fan, else the error."""
        if not fan.subscribed:
            return 43004
        if fan.did is None or fan.did_at is None:
            return 0 if fan.adopted else 45015
        most, seconds = ALLOWANCE[fan.did]
        if self.now() - fan.did_at > timedelta(seconds=seconds):
            return 45015
        return 0 if fan.spent < most else 45047

    def show(self, fan: SandboxFan, **message: Any) -> Json:
        """Put something on the fan's screen."""
        shown = {"id": next(self.numbers), "at": self.now().isoformat(), **message}
        fan.shown.append(shown)
        del fan.shown[:-_MOST_SHOWN]
        if message.get("from") == "account":
            fan.typing = False
        return shown

    def issue(self, *, force: bool, end_others: bool) -> tuple[str, int]:
        """An access token and its seconds; the one that is good already, unless forced."""
        now = self.now()
        good = [token for token, until in self.tokens.items() if until > now]
        if good and not force:
            return good[-1], int((self.tokens[good[-1]] - now).total_seconds())
        if force or end_others:
            self.tokens.clear()
        token = secrets.token_urlsafe(48)
        self.issued += 1
        self.tokens[token] = now + timedelta(seconds=self.account.token_seconds)
        return token, self.account.token_seconds

    def fault(self, path: str) -> int:
        """The error this call is to give, if one was asked for."""
        waiting = self.faults.get(path) or []
        return waiting.pop(0) if waiting else 0

    def ending(self, fan: SandboxFan) -> str:
        """What becomes of a template message to the fan, as WeChat tells it later."""
        if self.endings:
            return self.endings.pop(0)
        return "failed:user block" if fan.blocks else "success"

    def spawn(self, work: Any) -> None:
        """Do something beside."""
        task = asyncio.create_task(work)
        self.work.add(task)
        task.add_done_callback(self.work.discard)
