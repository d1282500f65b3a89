"""Puts signature fields, stamps and signatures into PDFs, each as an increment of the file."""

import io
from collections.abc import Mapping
from dataclasses import dataclass

from asn1crypto import algos
from pyhanko.pdf_utils.content import ImportedPdfPage
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter, append_signature_field
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from backoffice.signing.authority import Credential
from backoffice.signing.timestamps import ROOM

DIGEST = "sha256"
# An upper bound of an ECDSA signature on P-256.
SIGNATURE_BYTES = 72


class CredentialSigner(Signer):
    """Lets the PDF library sign with a credential of the authority."""

    def __init__(self, credential: Credential) -> None:
        known = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        known.register_multiple(credential.chain)
        super().__init__(
            embed_roots=False,
            signing_cert=credential.certificate,
            cert_registry=known,
            signature_mechanism=algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}),
        )
        self._credential = credential

    async def async_sign_raw(
        self, data: bytes, digest_algorithm: str, dry_run: bool = False
    ) -> bytes:
        """The raw signature over `data`."""
        if dry_run:
            return bytes(SIGNATURE_BYTES)
        if digest_algorithm != DIGEST:
            raise ValueError(f"no signatures over {digest_algorithm}")
        return self._credential.sign(data)


class _StampPage(ImportedPdfPage):
    """A stamp drawn as a one-page PDF, taken from memory."""

    def __init__(self, drawn: bytes) -> None:
        super().__init__(io.BytesIO(drawn))  # type: ignore[no-untyped-call]

    def render(self) -> bytes:
        page = self._ensure_writer.import_page_as_xobject(PdfFileReader(self.file_name))
        self.resources.xobject["/Stamp"] = page
        left, low, right, high = page.get_object()["/BBox"]
        self.box = BoxConstraints(width=abs(right - left), height=abs(high - low))
        return b"/Stamp Do"


_FILLING = SimpleBoxLayoutRule(
    x_align=AxisAlignment.ALIGN_MID, y_align=AxisAlignment.ALIGN_MID, margins=Margins(1, 1, 1, 1)
)


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a page, counted from 0; -1 is the last. Points from the lower left corner."""

    page: int
    left: float
    low: float
    right: float
    high: float


def with_fields(pdf: bytes, boxes: Mapping[str, Box]) -> bytes:
    """The document with empty signature fields, so that signing later only fills them."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    for name, box in boxes.items():
        corners = (round(box.left), round(box.low), round(box.right), round(box.high))
        spec = SigFieldSpec(name, on_page=box.page, box=corners)
        append_signature_field(writer, spec)
    out = io.BytesIO()
    writer.write(out)  # type: ignore[no-untyped-call]
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class Act:
    """One signature in one field: by whom, why, drawn how."""

    field: str
    name: str
    reason: str
    stamp: bytes


def sign(pdf: bytes, credential: Credential, timestamps: TimeStamper, act: Act) -> bytes:
    """The document with one more signature (PAdES with a timestamp); what was there stays.

    Raises `TimestampRequestError` when the timestamp service does not answer.
    """
    meta = PdfSignatureMetadata(
        field_name=act.field,
        md_algorithm=DIGEST,
        subfilter=SigSeedSubFilter.PADES,
        name=act.name,
        reason=act.reason,
    )
    signer = PdfSigner(
        meta,
        CredentialSigner(credential),
        timestamper=timestamps,
        stamp_style=StaticStampStyle(
            border_width=0, background=_StampPage(act.stamp), background_layout=_FILLING
        ),
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    out = signer.sign_pdf(writer, existing_fields_only=True, bytes_reserved=ROOM)
    signed = out.getvalue()
    assert isinstance(signed, bytes)
    return signed
