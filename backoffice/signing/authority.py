"""The port to whoever certifies signatures: a licensed authority, or the sandbox's own.

A production authority issues a certificate for one signing event and signs in its own hardware;
this code never sees a private key. Timestamps are a port of their own (`timestamps.py`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from asn1crypto import x509
from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Person:
    """Who signs, as the certificate names him; `id_hash` stands for the identity number."""

    party_id: str
    name: str
    id_hash: str


class Credential(Protocol):
    """A certificate and the ability to sign with its key, once or for long."""

    @property
    def certificate(self) -> x509.Certificate:
        """The signer's certificate."""
        ...

    @property
    def chain(self) -> Sequence[x509.Certificate]:
        """The certificates between it and the root."""
        ...

    @property
    def serial(self) -> str:
        """The certificate's serial number in hex."""
        ...

    def sign(self, message: bytes) -> bytes:
        """ECDSA over SHA-256 of `message`, DER."""
        ...


@dataclass(frozen=True, slots=True)
class Trust:
    """What a verifier needs: roots, other certificates, lists of revoked ones."""

    roots: Sequence[x509.Certificate]
    others: Sequence[x509.Certificate]
    revocation_lists: Sequence[bytes]


class SigningAuthority(Protocol):
    """Issues and revokes certificates."""

    def person(self, session: Session, who: Person, at: datetime) -> Credential:
        """A fresh certificate for one signing event of a person."""
        ...

    def seal(self, session: Session) -> Credential:
        """The lender's electronic seal."""
        ...

    def revoke(self, session: Session, serial: str, at: datetime) -> None:
        """From `at` on a certificate is good for nothing new."""
        ...

    def trust(self, session: Session, at: datetime) -> Trust:
        """What signatures are checked against."""
        ...
