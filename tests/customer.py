"""A customer at the message API, as any client would be."""

import re
import uuid
from dataclasses import dataclass, field
from typing import Any

import requests

Message = dict[str, Any]


def buttons_in(document: Any) -> list[Message]:
    """Every button found anywhere in a message."""
    if isinstance(document, dict):
        if "label" in document and ("payload" in document or "url" in document):
            return [document]
        return [button for value in document.values() for button in buttons_in(value)]
    if isinstance(document, list):
        return [button for value in document for button in buttons_in(value)]
    return []


@dataclass
class Customer:
    """One session at the edge; `said` keeps the messages of the last turn."""

    edge: str
    token: str = ""
    conversation_id: str = ""
    said: list[Message] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.http = requests.Session()
        if not self.token:
            opened = self.http.post(f"{self.edge}/api/sessions", timeout=10)
            opened.raise_for_status()
            self.token = opened.json()["token"]
            self.conversation_id = opened.json()["conversation_id"]
        self.http.headers["Authorization"] = f"Bearer {self.token}"

    def send(self, **body: Any) -> requests.Response:
        """POST /api/messages as it is, for tests of refusals."""
        return self.http.post(f"{self.edge}/api/messages", json=body, timeout=30)

    def say(self, text: str) -> list[Message]:
        """Say something and take the answer."""
        return self._turn({"text": text})

    def press(self, label: str) -> list[Message]:
        """Press the first button of the last turn whose label contains `label`."""
        for action in self.actions():
            if label in action["label"] and action.get("payload"):
                return self._turn({"payload": action["payload"]})
        labels = [action["label"] for action in self.actions()]
        raise LookupError(f"no button «{label}» among {labels}")

    def press_exactly(self, label: str) -> list[Message]:
        """Press the last button of the last turn that is called `label`."""
        found = [one for one in self.actions() if one["label"] == label and one.get("payload")]
        if not found:
            raise LookupError(
                f"no button «{label}» among {[one['label'] for one in self.actions()]}"
            )
        return self._turn({"payload": found[-1]["payload"]})

    def login(self, phone: str, *, resume: bool = False) -> None:
        """Prove the phone with the code that the sandbox sent; the talk goes on.

        With `resume` a session in which nothing was said goes on in the account's newest talk.
        """
        body: Message = {"phone": phone}
        self._post("/api/login/code", body)
        outbox = self.http.get(f"{self.edge}/sandbox/outbox", params={"to": phone}, timeout=10)
        mails = [mail for mail in outbox.json()["items"] if mail.get("text")]
        code = re.findall(r"(?<!\d)\d{6}(?!\d)", mails[-1]["text"])[0]
        given = body | {"code": code, "resume": resume}
        self.conversation_id = self._post("/api/login", given)["conversation_id"]

    def prove(self, phone: str, last4: str) -> None:
        """Prove more on the page: the ends of the ID, then a fresh signing code (L3)."""
        self._post("/api/step-up", {"id_last4": last4})
        self._post("/api/step-up/sign/code", {})
        outbox = self.http.get(f"{self.edge}/sandbox/outbox", params={"to": phone}, timeout=10)
        texts = [mail["text"] for mail in outbox.json()["items"] if mail.get("text")]
        word = "签署验证码是 "
        code = next(text.split(word)[1][:6] for text in reversed(texts) if word in text)
        self._post("/api/step-up/sign", {"code": code})

    def _post(self, path: str, body: Message) -> Message:
        answer = self.http.post(self.edge + path, json=body, timeout=30)
        assert answer.status_code == 200, f"{path}: {answer.text}"
        document: Message = answer.json()
        return document

    def _turn(self, body: Message) -> list[Message]:
        body["client_message_id"] = uuid.uuid4().hex
        answer = self.send(**body)
        assert answer.status_code == 200, answer.text
        self.said = answer.json()["messages"]
        return self.said

    def actions(self) -> list[Message]:
        """All buttons of the last turn, those inside a card's items among them."""
        return [button for message in self.said for button in buttons_in(message)]

    def cards(self, name: str | None = None) -> list[Message]:
        """Cards of the last turn."""
        cards = [message["card"] for message in self.said if "card" in message]
        return [card for card in cards if name is None or card["name"] == name]

    def text(self) -> str:
        """Everything of the last turn as plain text."""
        return "\n".join(m["card"]["text"] if "card" in m else m["text"] for m in self.said)

    def history(self, after: int = 0) -> list[Message]:
        """The conversation so far."""
        answer = self.http.get(f"{self.edge}/api/messages", params={"after": after}, timeout=10)
        answer.raise_for_status()
        messages: list[Message] = answer.json()["messages"]
        return messages
