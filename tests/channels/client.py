"""A customer's client at the message API."""

import re
import time
import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import requests

if TYPE_CHECKING:
    from tests.channels.world import World

Json = dict[str, Any]


class Client:
    """A customer's client at the message API."""

    def __init__(self, world: "World") -> None:
        self.world = world
        self.http = requests.Session()
        self.http.trust_env = False
        opened = self.http.post(f"{world.url}/api/sessions", timeout=5)
        assert opened.status_code == 200, opened.text
        self.use(**opened.json())

    def use(self, token: str, conversation_id: str) -> None:
        self.token, self.conversation_id = token, conversation_id
        self.http.headers["Authorization"] = f"Bearer {token}"

    def post(self, path: str, **body: Any) -> requests.Response:
        return self.http.post(f"{self.world.url}{path}", json=body, timeout=20)

    def get(self, path: str, **params: Any) -> requests.Response:
        return self.http.get(f"{self.world.url}{path}", params=params, timeout=10)

    def ask(self, method: str, path: str, **options: Any) -> requests.Response:
        """Any call."""
        return self.http.request(method, f"{self.world.url}{path}", timeout=20, **options)

    def send(self, **body: Any) -> requests.Response:
        body.setdefault("client_message_id", uuid.uuid4().hex)
        return self.post("/api/messages", **body)

    def say(self, text: str, **more: Any) -> list[Json]:
        """Say something; the lines of the answer."""
        answer = self.send(text=text, **more)
        assert answer.status_code == 200, answer.text
        messages: list[Json] = answer.json()["messages"]
        return messages

    def history(self, after: int = 0, **params: Any) -> list[Json]:
        answer = self.get("/api/messages", after=after, **params)
        assert answer.status_code == 200, answer.text
        messages: list[Json] = answer.json()["messages"]
        return messages

    def wait_history(self, enough: Callable[[list[Json]], bool], seconds: float = 8) -> list[Json]:
        """The talk, as soon as `enough` says so."""
        until = time.monotonic() + seconds
        while True:
            lines = self.history()
            if enough(lines):
                return lines
            assert time.monotonic() < until, f"still: {lines}"
            time.sleep(0.05)

    @staticmethod
    def wait_for(enough: Callable[[], bool], seconds: float = 15) -> None:
        """Return as soon as `enough` says so."""
        until = time.monotonic() + seconds
        while not enough():
            assert time.monotonic() < until, "it did not happen"
            time.sleep(0.05)

    def sign_in(self, phone: str) -> requests.Response:
        assert self.post("/api/login/code", phone=phone).status_code == 200
        return self.post("/api/login", phone=phone, code=self.code(phone))

    def code(self, phone: str) -> str:
        """The newest code that was sent to `phone`."""
        mails = self.get("/sandbox/outbox", to=phone).json()["items"]
        found = re.search(r"(?<!\d)\d{6}(?!\d)", mails[-1]["text"])
        assert found, mails
        return found.group()
