"""Whether a signed file is what was signed: every byte, every signature, every certificate.

Cryptography alone cannot see a change in the few bytes that no signature covers (the filling of
the last signature's container, certificates put beside it); those are compared with how this
house writes them, so that no byte of a file can be another one.
"""

import io
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from asn1crypto import cms
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from backoffice.signing.authority import Trust

# What a broken file makes the library complain of is a finding, told as such, not an incident.
for _name in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)

ALLOWED_CHANGES = (ModificationLevel.NONE, ModificationLevel.LTA_UPDATES,
                   ModificationLevel.FORM_FILLING)  # fmt: skip
COVERED = (SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION)


@dataclass(frozen=True, slots=True)
class Finding:
    """One signature as it was found."""

    field: str
    signer: str | None
    serial: str | None
    signed_at: datetime | None
    intact: bool
    trusted: bool


@dataclass(frozen=True)
class Verdict:
    """All signatures of a file; `readable`: it is a PDF at all."""

    readable: bool
    findings: Sequence[Finding] = field(default_factory=tuple)
    covered: bool = False

    @property
    def intact(self) -> bool:
        """Whether there are signatures, all good, and nothing was added after the last one."""
        good = all(found.intact and found.trusted for found in self.findings)
        return self.readable and bool(self.findings) and good and self.covered


def _context(trust: Trust, moment: datetime) -> ValidationContext:
    return ValidationContext(
        trust_roots=list(trust.roots),
        other_certs=list(trust.others),
        crls=list(trust.revocation_lists),
        moment=moment,
        revocation_mode="hard-fail",
        retroactive_revinfo=True,
        allow_fetching=False,
    )


def _stamped_at(signature: EmbeddedPdfSignature) -> datetime:
    """The time in a signature's timestamp, before anything of it is checked."""
    for attribute in signature.signer_info["unsigned_attrs"]:
        if attribute["type"].native == "signature_time_stamp_token":
            stamped = attribute["values"][0]["content"]["encap_content_info"]
            moment: datetime = stamped["content"].parsed["gen_time"].native
            return moment
    raise ValueError("a signature without timestamp")


def _as_written(signature: EmbeddedPdfSignature, trust: Trust) -> bool:
    """Whether the container is filled with zeros, and holds no certificate of a stranger."""
    raw = signature.pkcs7_content
    content = cms.ContentInfo.load(raw)
    size = len(content.dump(force=True))
    if any(raw[size:]) or raw[:size] != content.dump(force=True):
        return False
    known = {bytes(one.dump()) for one in (*trust.roots, *trust.others)}
    own = bytes(signature.signer_cert.dump())
    held = {bytes(choice.chosen.dump()) for choice in content["content"]["certificates"]}
    return held <= known | {own}


def _plain_hex(pdf: bytes, signature: EmbeddedPdfSignature) -> bool:
    """Whether the container is written in upper-case digits, as signatures are."""
    ranges = [int(edge) for edge in signature.byte_range]
    gap = pdf[ranges[1] : ranges[2]]
    return gap == b"<" + signature.pkcs7_content.hex().upper().encode() + b">"


def _examine(pdf: bytes, signature: EmbeddedPdfSignature, trust: Trust) -> Finding:
    signed_at = _stamped_at(signature)
    context = _context(trust, signed_at)
    status: Any = validate_pdf_signature(signature, context, ts_validation_context=context)
    stamp = status.timestamp_validity
    intact = (
        status.intact
        and status.valid
        and status.coverage in COVERED
        and status.modification_level in ALLOWED_CHANGES
        and stamp is not None
        and stamp.intact
        and stamp.valid
        and _as_written(signature, trust)
        and _plain_hex(pdf, signature)
    )
    certificate = signature.signer_cert
    return Finding(
        field=signature.field_name,
        signer=certificate.subject.native.get("common_name"),
        serial=f"{certificate.serial_number:x}",
        signed_at=signed_at,
        intact=bool(intact),
        trusted=bool(status.trusted and stamp is not None and stamp.trusted),
    )


def _finding(pdf: bytes, signature: EmbeddedPdfSignature, trust: Trust) -> Finding:
    try:
        return _examine(pdf, signature, trust)
    except Exception:  # whatever a changed file makes the reader stumble over, it is not intact
        return Finding(str(signature.field_name), None, None, None, False, False)


def examine(pdf: bytes, trust: Trust) -> Verdict:
    """Check every signature of a file against `trust`; never raises for a broken file."""
    try:
        reader = PdfFileReader(io.BytesIO(pdf), strict=True)
        signatures = list(reader.embedded_regular_signatures)
        findings = [_finding(pdf, signature, trust) for signature in signatures]
        covered = bool(signatures) and max(
            int(signature.byte_range[2]) + int(signature.byte_range[3]) for signature in signatures
        ) == len(pdf)
    except Exception:  # see above
        return Verdict(readable=False)
    return Verdict(True, tuple(findings), covered)
