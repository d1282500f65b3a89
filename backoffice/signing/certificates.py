"""How the sandbox authority's certificates and revocation lists are made."""

from collections.abc import Iterable
from datetime import datetime, timedelta, timezone

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from backoffice.signing.keys import PrivateKey
from backoffice.wording import wording

WORDS = wording("signing/wording/certificates.yml")
SHA256 = hashes.SHA256()
# The authority is older than any contract and outlives them all.
FIRST_DAY = datetime(2020, 1, 1, tzinfo=timezone.utc)
LAST_DAY = datetime(2049, 12, 31, tzinfo=timezone.utc)
PERSON_LASTS = timedelta(hours=24)
EARLIER = timedelta(minutes=5)  # clocks of signer and authority may differ by that
LIST_LASTS = timedelta(days=7)


def new_key() -> ec.EllipticCurvePrivateKey:
    """A fresh key on P-256."""
    return ec.generate_private_key(ec.SECP256R1())


def new_timestamp_key() -> rsa.RSAPrivateKey:
    """A fresh RSA key: timestamps are checked by the oldest readers."""
    return rsa.generate_private_key(65537, 2048)


def _subject(common_name: str, serial: str | None = None) -> x509.Name:
    parts = [
        x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, WORDS.say("organisation")),
        x509.NameAttribute(NameOID.COMMON_NAME, common_name),
    ]
    if serial is not None:
        parts.append(x509.NameAttribute(NameOID.SERIAL_NUMBER, serial))
    return x509.Name(parts)


def _usage(**granted: bool) -> x509.KeyUsage:
    names = (
        *("digital_signature", "content_commitment", "key_encipherment", "data_encipherment"),
        *("key_agreement", "key_cert_sign", "crl_sign", "encipher_only", "decipher_only"),
    )
    return x509.KeyUsage(**{name: granted.get(name, False) for name in names})


def _builder(
    subject: x509.Name,
    public: ec.EllipticCurvePublicKey | rsa.RSAPublicKey,
    issuer: x509.Certificate | None,
    since: datetime,
    until: datetime,
) -> x509.CertificateBuilder:
    authority = issuer.public_key() if issuer else public
    assert isinstance(authority, (ec.EllipticCurvePublicKey, rsa.RSAPublicKey))
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.subject if issuer else subject)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(authority), critical=False
        )
    )


def authority_certificate(
    name: str, key: PrivateKey, issuer: x509.Certificate | None, issuer_key: PrivateKey
) -> x509.Certificate:
    """A root (without issuer) or an issuing authority below it."""
    builder = _builder(_subject(WORDS.say(name)), key.public_key(), issuer, FIRST_DAY, LAST_DAY)
    depth = 0 if issuer else 1
    return (
        builder.add_extension(x509.BasicConstraints(ca=True, path_length=depth), critical=True)
        .add_extension(_usage(key_cert_sign=True, crl_sign=True), critical=True)
        .sign(issuer_key, SHA256)
    )


def signer_certificate(
    subject: str,
    key: PrivateKey,
    issuer: x509.Certificate,
    issuer_key: PrivateKey,
    *,
    at: datetime | None = None,
    serial: str | None = None,
) -> x509.Certificate:
    """A certificate to sign with: a person's for a day from `at` on, the lender's for long."""
    since = at - EARLIER if at else FIRST_DAY
    until = at + PERSON_LASTS if at else LAST_DAY
    builder = _builder(_subject(subject, serial), key.public_key(), issuer, since, until)
    return (
        builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(digital_signature=True, content_commitment=True), critical=True)
        .sign(issuer_key, SHA256)
    )


def timestamp_certificate(
    key: PrivateKey, issuer: x509.Certificate, issuer_key: PrivateKey
) -> x509.Certificate:
    """A certificate for timestamps and nothing else."""
    subject = _subject(WORDS.say("timestamp"))
    builder = _builder(subject, key.public_key(), issuer, FIRST_DAY, LAST_DAY)
    return (
        builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(digital_signature=True), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        .sign(issuer_key, SHA256)
    )


def revocation_list(
    issuer: x509.Certificate,
    issuer_key: PrivateKey,
    revoked: Iterable[tuple[int, datetime]],
    at: datetime,
) -> bytes:
    """The list of revoked certificates of an issuer as of `at`, DER."""
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer.subject)
        .last_update(at - EARLIER)
        .next_update(at + LIST_LASTS)
    )
    for serial, since in revoked:
        entry = (
            x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(since).build()
        )
        builder = builder.add_revoked_certificate(entry)
    return builder.sign(issuer_key, SHA256).public_bytes(Encoding.DER)
