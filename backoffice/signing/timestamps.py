"""The port to whoever says when something was signed (RFC 3161), and the sandbox's own.

Production names a service: `HTTPTimeStamper(url)` of the PDF library is one already.
"""

from collections.abc import Callable
from datetime import datetime

from asn1crypto import keys, tsp, x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.sign.timestamps import DummyTimeStamper, TimeStamper, TimestampRequestError
from pyhanko_certvalidator.registry import SimpleCertificateStore
from sqlalchemy.orm import Session

from backoffice.signing.keys import PrivateKey
from backoffice.signing.sandbox_authority import SandboxAuthority, as_asn1

# Room in a signature for its certificates and its timestamp, in hex digits.
ROOM = 16384

__all__ = [
    "ROOM",
    "Control",
    "SandboxTimestamps",
    "TimeStamper",
    "TimestampRequestError",
    "sandbox_stamper",
]

# Asked before each stamp; raises `TimestampRequestError` when the service is told to fail.
Control = Callable[[], None]


class SandboxTimestamps(DummyTimeStamper):
    """Stamps with the business clock; can be told to be slow, down, or to say no."""

    def __init__(
        self,
        certificate: x509.Certificate,
        key: keys.PrivateKeyInfo,
        chain: list[x509.Certificate],
        at: datetime,
        control: Control,
    ) -> None:
        known = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        known.register_multiple(chain)
        super().__init__(certificate, key, known, fixed_dt=at)
        self._control = control

    def request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """The answer to a request for a stamp."""
        self._control()
        return super().request_tsa_response(req)


def _asn1_key(key: PrivateKey) -> keys.PrivateKeyInfo:
    plain = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return keys.PrivateKeyInfo.load(plain)


def sandbox_stamper(
    session: Session, authority: SandboxAuthority, at: datetime, control: Control
) -> TimeStamper:
    """The sandbox's timestamp service as of `at`."""
    certificate, key = authority.timestamping(session)
    chain = list(authority.trust(session, at).others)
    return SandboxTimestamps(as_asn1(certificate), _asn1_key(key), chain, at, control)
