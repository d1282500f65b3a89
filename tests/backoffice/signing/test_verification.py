"""Signed files checked by others' tools, and changed files found out, wherever they are changed."""

import base64
import hashlib
import io
import random
import subprocess
from datetime import datetime
from pathlib import Path

import pytest
from asn1crypto import cms
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject

from backoffice.signing.authority import Trust
from backoffice.signing.ports import authority_of
from backoffice.signing.verification import examine
from tests.backoffice.signing.signers import Signers

FLIPS = 40


@pytest.fixture(scope="module")
def contract(signed: Signers) -> bytes:
    return signed.document("contract")


@pytest.fixture(scope="module")
def trust(signed: Signers) -> Trust:
    office = signed.office
    with office.database.transaction() as session:
        return authority_of(office).trust(session, office.clock.now())


def dictionaries(pdf: bytes) -> list[DictionaryObject]:
    """The signature dictionaries, in the order of signing, by a reader that is not ours."""
    fields = PdfReader(io.BytesIO(pdf)).get_fields() or {}
    found = [f["/V"].get_object() for f in fields.values() if f.get("/FT") == "/Sig" and "/V" in f]
    return sorted(found, key=lambda each: int(each["/ByteRange"][2]) + int(each["/ByteRange"][3]))


def signed_part(pdf: bytes, dictionary: DictionaryObject) -> tuple[bytes, bytes]:
    """The bytes that a signature covers, and its container."""
    a, b, c, d = (int(edge) for edge in dictionary["/ByteRange"])
    return pdf[a : a + b] + pdf[c : c + d], bytes.fromhex(pdf[a + b + 1 : c - 1].decode())


def test_three_signatures_each_over_the_whole_file_of_its_time(contract: bytes) -> None:
    found = dictionaries(contract)
    assert len(found) == 3
    for dictionary in found:
        assert dictionary["/SubFilter"] == "/ETSI.CAdES.detached"
        a, b, c, d = (int(edge) for edge in dictionary["/ByteRange"])
        assert a == 0 and contract[c + d - 7 : c + d].rstrip().endswith(b"%%EOF")
    last = found[-1]["/ByteRange"]
    assert int(last[2]) + int(last[3]) == len(contract)


def test_digest_and_signature_by_hand(contract: bytes) -> None:
    for dictionary in dictionaries(contract):
        covered, container = signed_part(contract, dictionary)
        data = cms.ContentInfo.load(container)["content"]
        info = data["signer_infos"][0]
        attributes = {a["type"].native: a["values"][0] for a in info["signed_attrs"]}
        assert attributes["message_digest"].native == hashlib.sha256(covered).digest()
        assert "signing_certificate_v2" in attributes
        serial = info["sid"].chosen["serial_number"].native
        held = {
            c.chosen.serial_number: x509.load_der_x509_certificate(c.chosen.dump())
            for c in data["certificates"]
        }
        public = held[serial].public_key()
        assert isinstance(public, ec.EllipticCurvePublicKey) and public.curve.name == "secp256r1"
        signed = info["signed_attrs"].untag().dump()
        public.verify(info["signature"].native, signed, ec.ECDSA(hashes.SHA256()))
        stamped = [a for a in info["unsigned_attrs"] if "time_stamp" in a["type"].native]
        imprint = stamped[0]["values"][0]["content"]["encap_content_info"]["content"].parsed
        digest = hashlib.sha256(info["signature"].native).digest()
        assert imprint["message_imprint"]["hashed_message"].native == digest


def test_openssl_agrees(contract: bytes, signed: Signers, tmp_path: Path) -> None:
    authority = signed.client.get("/signing/authority").json()
    root, issuing = (
        x509.load_der_x509_certificate(base64.b64decode(each)) for each in authority["certificates"]
    )
    assert issuing.issuer == root.subject
    pem = tmp_path / "root.der"
    pem.write_bytes(base64.b64decode(authority["certificates"][0]))
    turn = ["openssl", "x509", "-inform", "DER", "-in", str(pem), "-out", str(tmp_path / "r.pem")]
    subprocess.run(turn, check=True)
    found = signed.verify(contract)["signatures"]
    for dictionary, told in zip(dictionaries(contract), found, strict=True):
        at = str(int(datetime.fromisoformat(told["signed_at"]).timestamp()))
        covered, container = signed_part(contract, dictionary)
        (tmp_path / "data").write_bytes(covered)
        (tmp_path / "sig").write_bytes(cms.ContentInfo.load(container).dump())
        command = [
            "openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", str(tmp_path / "sig"),
            "-content", str(tmp_path / "data"), "-CAfile", str(tmp_path / "r.pem"),
            "-purpose", "any", "-attime", at, "-out", str(tmp_path / "out"),
        ]  # fmt: skip
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr


def places(pdf: bytes) -> list[int]:
    """Places all over a file, and in and around each container."""
    chosen = random.Random(20261121).sample(range(len(pdf)), FLIPS)
    for dictionary in dictionaries(pdf):
        _, b, c, d = (int(edge) for edge in dictionary["/ByteRange"])
        chosen += [b, b + 1, b + 9, b + 700, b + 2500, (b + c) // 2, c - 2, c - 1, c, c + d - 2]
    return chosen


def test_one_byte_changed_anywhere_is_seen(contract: bytes, trust: Trust) -> None:
    assert examine(contract, trust).intact
    unseen = []
    for place in places(contract):
        changed = bytearray(contract)
        changed[place] ^= 1 << place % 8
        if examine(bytes(changed), trust).intact:
            unseen.append(place)
    assert unseen == []


def test_changed_digits_in_other_writing_are_seen(contract: bytes, trust: Trust) -> None:
    _, b, c, _ = (int(edge) for edge in dictionaries(contract)[-1]["/ByteRange"])
    changed = contract[:b] + contract[b:c].lower() + contract[c:]
    assert changed != contract and not examine(changed, trust).intact


def test_cut_lengthened_and_rewritten_files_are_not_intact(
    contract: bytes, trust: Trust, signed: Signers
) -> None:
    first = sum(int(edge) for edge in dictionaries(contract)[0]["/ByteRange"][2:])
    assert examine(contract[:first], trust).intact  # the file as it was after the first signature
    for changed in (contract[:-1], contract + b"\n", contract[: len(contract) // 2], b"", b"%PDF-"):
        assert not examine(changed, trust).intact
    writer = PdfWriter(clone_from=io.BytesIO(contract))
    out = io.BytesIO()
    writer.write(out)
    told = signed.verify(out.getvalue())
    assert not told["intact"] and not told["on_record"]


def test_words_added_after_signing_are_seen(contract: bytes, trust: Trust) -> None:
    writer = PdfWriter(io.BytesIO(contract), incremental=True)
    writer.add_metadata({"/Title": "another title"})
    writer.pages[0].rotate(90)
    out = io.BytesIO()
    writer.write(out)
    assert out.getvalue().startswith(contract[:-64])
    assert not examine(out.getvalue(), trust).intact


def test_a_stranger_s_authority_is_not_trusted(contract: bytes, trust: Trust) -> None:
    verdict = examine(contract, Trust([], [], []))
    assert not verdict.intact and not any(finding.trusted for finding in verdict.findings)


def test_unsigned_but_handed_out_is_on_record(signed: Signers) -> None:
    schedule = signed.document("schedule")
    told = signed.verify(schedule)
    assert told["intact"] and told["kind"] == "schedule" and len(told["signatures"]) == 1
    assert not signed.verify(b"hello")["intact"]
    empty = signed.client.post(
        "/contracts/verify", content=b"", headers={"Content-Type": "application/pdf"}
    )
    assert empty.status_code == 422
