"""How WeChat's server brings a message to the account's: signed, encrypted, up to three times."""

import base64
import hashlib
import secrets
import struct
from typing import Any
from xml.sax.saxutils import escape

import httpx
import xmltodict
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from channels.wechat.sandbox.state import Account, Json, SandboxFan, State

_BLOCK = 32


def sign(*parts: str) -> str:
    """The signature of the public description."""
    return hashlib.sha1("".join(sorted(parts)).encode(), usedforsecurity=False).hexdigest()


class Envelope:
    """The encrypted form of the public description, written here anew on purpose."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._key = base64.b64decode(account.aes_key + "=")

    def _cipher(self) -> Cipher[modes.CBC]:
        return Cipher(algorithms.AES(self._key), modes.CBC(self._key[:16]))

    def seal(self, document: str, app_id: str | None = None) -> str:
        """The document encrypted for the account."""
        plain = document.encode()
        whole = secrets.token_bytes(16) + struct.pack(">I", len(plain)) + plain
        whole += (app_id or self._account.app_id).encode()
        pad = _BLOCK - len(whole) % _BLOCK
        encryptor = self._cipher().encryptor()
        sealed = encryptor.update(whole + bytes([pad]) * pad) + encryptor.finalize()
        return base64.b64encode(sealed).decode()

    def open(self, sealed: str) -> str:
        """The document the account encrypted; ValueError when it is none."""
        decryptor = self._cipher().decryptor()
        whole = decryptor.update(base64.b64decode(sealed)) + decryptor.finalize()
        whole = whole[: -whole[-1]]
        (length,) = struct.unpack(">I", whole[16:20])
        if whole[20 + length :].decode() != self._account.app_id:
            raise ValueError("another app")
        return whole[20 : 20 + length].decode()


def xml(values: Json) -> str:
    """`<xml>` with text members; numbers bare, texts in CDATA."""
    members = []
    for name, value in values.items():
        if isinstance(value, int):
            members.append(f"<{name}>{value}</{name}>")
        else:
            text = str(value).replace("]]>", "]]]]><![CDATA[>")
            members.append(f"<{name}><![CDATA[{text}]]></{name}>")
    return f"<xml>{''.join(members)}</xml>"


class Delivery:
    """Brings messages to the account and shows what it answers."""

    def __init__(self, state: State) -> None:
        self._state = state

    def query(self, document: str, *, encrypted: bool) -> tuple[dict[str, str], str]:
        """The address's parameters and the body for a document."""
        account = self._state.account
        stamp, nonce = str(int(self._state.now().timestamp())), secrets.token_hex(5)
        params = {"signature": sign(account.token, stamp, nonce), "timestamp": stamp}
        params["nonce"] = nonce
        if not encrypted:
            return params, document
        sealed = Envelope(account).seal(document)
        params["encrypt_type"] = "aes"
        params["msg_signature"] = sign(account.token, stamp, nonce, sealed)
        body = f"<xml><ToUserName>{escape(account.original_id)}</ToUserName>"
        return params, f"{body}<Encrypt><![CDATA[{sealed}]]></Encrypt></xml>"

    def document(self, fan: SandboxFan, kind: str, values: Json) -> str:
        """A fan's message or event as WeChat writes it."""
        head: Json = {
            "ToUserName": self._state.account.original_id,
            "FromUserName": fan.openid,
            "CreateTime": int(self._state.now().timestamp()),
            "MsgType": kind,
        }
        tail: Json = {} if kind == "event" else {"MsgId": secrets.randbelow(10**15) + 10**18}
        return xml(head | values | tail)

    async def bring(self, fan: SandboxFan, kind: str, **values: Any) -> None:
        """Deliver, again when nothing good came back in time; then tell the fan of the failure."""
        document = self.document(fan, kind, values)
        account = self._state.account
        for _ in range(account.deliveries):
            params, body = self.query(document, encrypted=account.encrypted)
            try:
                async with httpx.AsyncClient(trust_env=False) as http:
                    answer = await http.post(
                        account.callback_url, params=params, content=body.encode(),
                        headers={"Content-Type": "text/xml"}, timeout=account.answer_seconds,
                    )  # fmt: skip
                if answer.status_code == 200 and self._answered(fan, answer.text):
                    return
            except httpx.HTTPError:
                continue
        if kind != "event":
            self._state.show(fan, **{"from": "system", "kind": "fault"})

    def _answered(self, fan: SandboxFan, text: str) -> bool:
        """Show the passive reply; whether it was one, or none was meant."""
        if text.strip() in ("", "success"):
            return True
        try:
            reply = self._opened(xmltodict.parse(text)["xml"])
            shown = _shown(reply)
        except (ValueError, KeyError, TypeError, struct.error):
            return False
        if reply.get("ToUserName") != fan.openid:
            return False
        self._state.show(fan, **{"from": "account", "way": "passive"}, **shown)
        return True

    def _opened(self, reply: Json) -> Json:
        account = self._state.account
        if "Encrypt" not in reply:
            if account.encrypted:
                raise ValueError("not encrypted")
            return reply
        parts = (account.token, reply["TimeStamp"], reply["Nonce"], reply["Encrypt"])
        if reply["MsgSignature"] != sign(*parts):
            raise ValueError("signature")
        opened: Json = xmltodict.parse(Envelope(account).open(reply["Encrypt"]))["xml"]
        return opened


def _shown(reply: Json) -> Json:
    if reply["MsgType"] == "text":
        if len(reply["Content"].encode()) > 2048:
            raise ValueError("too long")
        return {"kind": "text", "text": reply["Content"]}
    article = reply["Articles"]["item"]
    return {
        "kind": "news", "title": article["Title"], "text": article["Description"],
        "url": article["Url"],
    }  # fmt: skip
