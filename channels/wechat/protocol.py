"""WeChat's message form: signatures, the plain and the encrypted envelope, what a message says.

The one place that knows the library. Anything that cannot be read is `Malformed`, anything that
is not WeChat's is `Forged`; nothing of what was sent stands in either.
"""

import hashlib
import hmac
import secrets
import struct
from dataclasses import dataclass
from typing import Any
from xml.parsers.expat import ExpatError

import xmltodict
from wechatpy.crypto import WeChatCrypto
from wechatpy.exceptions import InvalidAppIdException

from channels.wechat.settings import WeChatSettings

_LONGEST_OPENID = 64


class Malformed(ValueError):
    """No message of WeChat's form."""


class Forged(ValueError):
    """The signature or the app id is not right."""


@dataclass(frozen=True, slots=True)
class Query:
    """What stands in the address of a call from WeChat."""

    signature: str
    timestamp: str
    nonce: str
    encrypt_type: str = ""
    msg_signature: str = ""

    @property
    def encrypted(self) -> bool:
        """Whether the body is encrypted."""
        return self.encrypt_type == "aes"


@dataclass(frozen=True, slots=True)
class Incoming:
    """One message or event. `key` is the same for every delivery of it."""

    kind: str
    openid: str
    account: str
    created: int
    key: str
    values: dict[str, str]

    def get(self, name: str) -> str:
        """A value, empty when it is not there."""
        return self.values.get(name, "")


def signature(*parts: str) -> str:
    """WeChat's signature over those parts."""
    return hashlib.sha1("".join(sorted(parts)).encode(), usedforsecurity=False).hexdigest()


def _equal(given: str, *parts: str) -> bool:
    return hmac.compare_digest(given.encode(), signature(*parts).encode())


class Protocol:
    """Reads and writes WeChat's messages for one account."""

    def __init__(self, settings: WeChatSettings) -> None:
        self._token = settings.token
        self._plain = settings.plain
        self._crypto = (
            WeChatCrypto(settings.token, settings.aes_key, settings.app_id)
            if settings.aes_key
            else None
        )

    def check(self, query: Query) -> None:
        """The address is signed by WeChat; else `Forged`."""
        if not _equal(query.signature, self._token, query.timestamp, query.nonce):
            raise Forged("signature")

    def open(self, query: Query, body: bytes) -> bytes:
        """The message in its envelope: the plain XML.

        Raises `Forged` or `Malformed`; plain messages are forged where only encrypted ones go.
        """
        self.check(query)
        if not query.encrypted:
            if not self._plain:
                raise Forged("not encrypted")
            return body
        if self._crypto is None:
            raise Forged("no key")
        sealed = _members(body).get("Encrypt")
        if not isinstance(sealed, str):
            raise Malformed("nothing encrypted")
        if not _equal(query.msg_signature, self._token, query.timestamp, query.nonce, sealed):
            raise Forged("message signature")
        try:
            plain: str = self._crypto.decrypt_message(
                {"Encrypt": sealed}, query.msg_signature, query.timestamp, query.nonce
            )
        except InvalidAppIdException as error:
            raise Forged("app id") from error
        except (ValueError, IndexError, struct.error) as error:
            raise Malformed("cannot be decrypted") from error
        return plain.encode()

    def seal(self, query: Query, document: str) -> str:
        """A reply in the envelope in which the message came."""
        if not query.encrypted or not document:
            return document
        assert self._crypto is not None
        sealed: str = self._crypto.encrypt_message(document, secrets.token_hex(8), query.timestamp)
        return sealed


def _members(body: bytes) -> dict[str, Any]:
    """The members of `<xml>`; no document type and no entity is ever read."""
    if b"<!" in body.partition(b"<xml")[0]:
        raise Malformed("markup declarations")
    try:
        parsed = xmltodict.parse(body, disable_entities=True)["xml"]
    except (ExpatError, ValueError, KeyError, RecursionError) as error:
        raise Malformed("no XML") from error
    if not isinstance(parsed, dict):
        raise Malformed("no members")
    return parsed


def parse(body: bytes) -> Incoming:
    """The message in the plain XML; raises `Malformed`."""
    values = {k: v for k, v in _members(body).items() if isinstance(v, str)}
    openid, account = values.get("FromUserName", ""), values.get("ToUserName", "")
    created, kind = values.get("CreateTime", ""), values.get("MsgType", "").lower()
    if not openid or len(openid) > _LONGEST_OPENID or not openid.isascii() or not kind:
        raise Malformed("no sender or kind")
    if not created.isdecimal() or len(created) > 12:
        raise Malformed("no time")
    if kind == "event":
        event = values.get("Event", "").lower()
        about = values.get("EventKey") or values.get("MsgID", "")
        key = f"{openid}|{created}|{event}|{about}"
        return Incoming(f"event.{event}", openid, account, int(created), key, values)
    number = values.get("MsgId", "")
    if not number.isdecimal() or len(number) > 24:
        raise Malformed("no message id")
    return Incoming(kind, openid, account, int(created), f"{openid}|{number}", values)
