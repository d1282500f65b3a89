"""The sandbox authority: made once, keys kept encrypted, certificates short and revocable."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from cryptography import x509
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import serialization
from cryptography.x509.oid import NameOID

from backoffice.clock.service import SHANGHAI
from backoffice.database import Database
from backoffice.office import Office
from backoffice.signing.authority import Person
from backoffice.signing.keys import KeyBox
from backoffice.signing.models import IssuedCertificate, KeyHolder
from backoffice.signing.ports import AuthorityMissing, authority_of
from backoffice.signing.sandbox_authority import SandboxAuthority
from foundation.settings import SANDBOX_PAPERS_KEY
from tests.backoffice.conftest import make_settings

AT = datetime(2026, 11, 21, 12, 0, tzinfo=SHANGHAI)
OTHER_SECRET = "b3RoZXItcGFwZXJzLWtleS1vdGhlci1zZWNyZXQtMTIzNDU="
WHO = Person("T1", "白小川", "a1" * 16)


@pytest.fixture
def database(copied_database: str) -> Database:
    opened = Database(copied_database)
    with opened.transaction() as session:
        session.execute(sa.delete(KeyHolder))
    return opened


def test_two_at_once_found_one_authority(database: Database) -> None:
    authority = SandboxAuthority(SANDBOX_PAPERS_KEY)

    def seal(_: int) -> str:
        with database.transaction() as session:
            return authority.seal(session).serial

    with ThreadPoolExecutor(3) as pool:
        assert len(set(pool.map(seal, range(3)))) == 1
    with database.transaction() as session:
        names = set(session.scalars(sa.select(KeyHolder.name)))
    assert names == {"root", "issuing", "seal", "timestamp"}
    database.close()


def test_keys_at_rest_are_no_keys(database: Database) -> None:
    authority = SandboxAuthority(SANDBOX_PAPERS_KEY)
    with database.transaction() as session:
        authority.seal(session)
        holders = list(session.scalars(sa.select(KeyHolder)))
    for holder in holders:
        with pytest.raises(ValueError, match=r".*"):
            serialization.load_der_private_key(holder.sealed_key, password=None)
        with pytest.raises(InvalidTag):
            KeyBox(OTHER_SECRET).open(holder.name, holder.sealed_key)
        with pytest.raises(InvalidTag):
            KeyBox(SANDBOX_PAPERS_KEY).open("other", holder.sealed_key)
        KeyBox(SANDBOX_PAPERS_KEY).open(holder.name, holder.sealed_key)
    database.close()


def test_a_person_s_certificate_is_his_short_and_signed_by_the_issuer(database: Database) -> None:
    authority = SandboxAuthority(SANDBOX_PAPERS_KEY)
    with database.transaction() as session:
        first, second = (authority.person(session, WHO, AT) for _ in range(2))
        trust = authority.trust(session, AT)
    assert first.serial != second.serial
    certificate = x509.load_der_x509_certificate(first.certificate.dump())
    issuing = x509.load_der_x509_certificate(trust.others[0].dump())
    root = x509.load_der_x509_certificate(trust.roots[0].dump())
    certificate.verify_directly_issued_by(issuing)
    issuing.verify_directly_issued_by(root)
    assert certificate.not_valid_after_utc - certificate.not_valid_before_utc <= timedelta(days=1.1)
    names = {a.oid: a.value for a in certificate.subject}
    assert names[NameOID.COMMON_NAME] == "白小川" and names[NameOID.SERIAL_NUMBER] == "a1" * 16
    usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    assert usage.content_commitment and not usage.key_cert_sign
    database.close()


def test_revoked_certificates_stand_on_the_list(database: Database) -> None:
    authority = SandboxAuthority(SANDBOX_PAPERS_KEY)
    with database.transaction() as session:
        used = authority.person(session, WHO, AT)
        authority.revoke(session, used.serial, AT + timedelta(hours=1))
        kept = authority.person(session, WHO, AT)
        lists = authority.trust(session, AT + timedelta(hours=2)).revocation_lists
        row = session.get_one(IssuedCertificate, used.serial)
        assert row.revoked_at == AT + timedelta(hours=1)
    issued = x509.load_der_x509_crl(lists[1])
    assert issued.get_revoked_certificate_by_serial_number(int(used.serial, 16)) is not None
    assert issued.get_revoked_certificate_by_serial_number(int(kept.serial, 16)) is None
    database.close()


def test_outside_the_sandbox_nobody_certifies_by_default(copied_database: str) -> None:
    secrets = dict.fromkeys(
        ("backoffice_token", "rasa_token", "rasa_channel_secret", "edge_signing_key"), "else"
    )
    settings = make_settings(
        copied_database, sandbox=False, vault_key=OTHER_SECRET, papers_key=OTHER_SECRET, **secrets
    )
    office = Office.over(Database(copied_database), settings)
    with pytest.raises(AuthorityMissing):
        authority_of(office)
    office.database.close()
