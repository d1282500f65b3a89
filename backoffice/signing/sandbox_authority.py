"""The sandbox's certification authority: made once, its keys kept encrypted in the database.

Its certificates have no legal weight. Private keys live in this module and in `keys.py` only; a
party's key exists for one signing event and is never stored.
"""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from sqlalchemy.orm import Session

from backoffice.signing import certificates as made
from backoffice.signing.authority import Credential, Person, Trust
from backoffice.signing.keys import KeyBox, PrivateKey
from backoffice.signing.models import IssuedCertificate, KeyHolder

ROOT, ISSUING, TIMESTAMP, SEAL = "root", "issuing", "timestamp", "seal"
_ONE_AT_A_TIME = sa.text("SELECT pg_advisory_xact_lock(hashtext('signing_authority'))")


def as_asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    """The same certificate as the PDF library takes it."""
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))


class SandboxCredential:
    """A key held in memory for as long as it is used."""

    def __init__(
        self,
        certificate: x509.Certificate,
        key: ec.EllipticCurvePrivateKey,
        chain: Sequence[x509.Certificate],
    ) -> None:
        self._certificate = certificate
        self._key = key
        self._chain = chain

    @property
    def certificate(self) -> asn1_x509.Certificate:
        """The signer's certificate."""
        return as_asn1(self._certificate)

    @property
    def chain(self) -> Sequence[asn1_x509.Certificate]:
        """The certificates between it and the root."""
        return [as_asn1(certificate) for certificate in self._chain]

    @property
    def serial(self) -> str:
        """The certificate's serial number in hex."""
        return f"{self._certificate.serial_number:x}"

    def sign(self, message: bytes) -> bytes:
        """ECDSA over SHA-256 of `message`, DER."""
        return self._key.sign(message, ec.ECDSA(hashes.SHA256()))


class SandboxAuthority:
    """Root, issuing authority, the lender's seal and the timestamp service of the sandbox."""

    def __init__(self, secret: str) -> None:
        self._box = KeyBox(secret)

    def _load(self, session: Session, name: str) -> tuple[x509.Certificate, PrivateKey]:
        holder = session.get(KeyHolder, name)
        if holder is None:
            session.execute(_ONE_AT_A_TIME)
            holder = session.get(KeyHolder, name)
        if holder is None:
            self._found(session)
            holder = session.get_one(KeyHolder, name)
        certificate = x509.load_der_x509_certificate(holder.certificate)
        return certificate, self._box.open(name, holder.sealed_key)

    def _found(self, session: Session) -> None:
        root_key, issuing_key = made.new_key(), made.new_key()
        root = made.authority_certificate(ROOT, root_key, None, root_key)
        issuing = made.authority_certificate(ISSUING, issuing_key, root, root_key)
        seal_key, timestamp_key = made.new_key(), made.new_timestamp_key()
        name = made.WORDS.say(SEAL)
        seal = made.signer_certificate(name, seal_key, issuing, issuing_key)
        timestamp = made.timestamp_certificate(timestamp_key, issuing, issuing_key)
        holders: list[tuple[str, x509.Certificate, PrivateKey]] = [
            (ROOT, root, root_key),
            (ISSUING, issuing, issuing_key),
            (SEAL, seal, seal_key),
            (TIMESTAMP, timestamp, timestamp_key),
        ]
        for holder, certificate, key in holders:
            encoded = certificate.public_bytes(Encoding.DER)
            sealed = self._box.seal(holder, key)
            session.add(KeyHolder(name=holder, certificate=encoded, sealed_key=sealed))
        session.flush()

    def person(self, session: Session, who: Person, at: datetime) -> Credential:
        """A fresh certificate for one signing event of a person, good for a day."""
        issuing, issuing_key = self._load(session, ISSUING)
        key = made.new_key()
        certificate = made.signer_certificate(
            who.name, key, issuing, issuing_key, at=at, serial=who.id_hash
        )
        credential = SandboxCredential(certificate, key, [issuing])
        session.add(
            IssuedCertificate(
                serial=credential.serial,
                party_id=who.party_id,
                certificate=certificate.public_bytes(Encoding.DER),
                issued_at=at,
                expires_at=certificate.not_valid_after_utc,
            )
        )
        session.flush()
        return credential

    def seal(self, session: Session) -> Credential:
        """The lender's electronic seal."""
        issuing, _ = self._load(session, ISSUING)
        certificate, key = self._load(session, SEAL)
        assert isinstance(key, ec.EllipticCurvePrivateKey)
        return SandboxCredential(certificate, key, [issuing])

    def timestamping(self, session: Session) -> tuple[x509.Certificate, PrivateKey]:
        """Certificate and key of the timestamp service, for the sandbox's service alone."""
        return self._load(session, TIMESTAMP)

    def revoke(self, session: Session, serial: str, at: datetime) -> None:
        """From `at` on a certificate is good for nothing new."""
        session.execute(
            sa.update(IssuedCertificate)
            .where(IssuedCertificate.serial == serial, IssuedCertificate.revoked_at.is_(None))
            .values(revoked_at=at)
        )

    def trust(self, session: Session, at: datetime) -> Trust:
        """What signatures are checked against, with lists as of `at`."""
        root, root_key = self._load(session, ROOT)
        issuing, issuing_key = self._load(session, ISSUING)
        rows = session.execute(
            sa.select(IssuedCertificate.serial, IssuedCertificate.revoked_at).where(
                IssuedCertificate.revoked_at.is_not(None)
            )
        )
        revoked = [(int(serial, 16), since) for serial, since in rows if since is not None]
        lists = [
            made.revocation_list(root, root_key, [], at),
            made.revocation_list(issuing, issuing_key, revoked, at),
        ]
        return Trust([as_asn1(root)], [as_asn1(issuing)], lists)
