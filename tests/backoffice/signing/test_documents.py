"""Documents as files: read by readers that are not ours."""

import io
import re

import cv2
import numpy
import pikepdf
import pypdfium2
import pytest
from pypdf import PdfReader

from backoffice.signing.capitals import capitals
from tests.backoffice.signing.deals import V1, V3, V4, V8, V9, deal, documents
from tests.backoffice.signing.signers import Signers

CASES = {"AXD": V1, "QXD": V3, "LX24": V4, "SXZ": V8, "HZ": V9}


def text_of(pdf: bytes) -> str:
    """All text, without the blanks that lines and justification bring."""
    pages = PdfReader(io.BytesIO(pdf)).pages
    return re.sub(r"\s+", "", "".join(page.extract_text() for page in pages))


@pytest.fixture(scope="module")
def made() -> dict[str, dict[str, bytes]]:
    """The documents of one deal of each kind."""
    return {
        key: {kind: each.pdf for kind, each in documents(deal(key, terms, guarantor=True)).items()}
        for key, terms in CASES.items()
    }


def test_the_right_contract_by_kind(made: dict[str, dict[str, bytes]]) -> None:
    titles = {"AXD": "汽车抵押贷款合同", "SXZ": "融资租赁合同", "HZ": "售后回租合同"}
    for key, title in titles.items():
        assert title in text_of(made[key]["contract"])[:200]
    for key in ("SXZ", "HZ"):
        for kind in ("contract", "cost_sheet", "schedule", "guarantee"):
            assert "贷款" not in text_of(made[key][kind]), (key, kind)


def test_the_contract_says_the_figures_and_the_people(made: dict[str, dict[str, bytes]]) -> None:
    text = text_of(made["QXD"]["contract"])
    for said in (
        "181,860.00元", "人民币壹拾捌万壹仟捌佰陆拾元整", "4.49%", "3,044.71元", "90,930.00元",
        "白小川", "青小山", "蓝小溪", "连带清偿责任", "实际天数", "展期", "自由选择",
        "C202611190005",
    ):  # fmt: skip
        assert said in text, said
    assert "连带责任保证" in text_of(made["QXD"]["guarantee"])
    assert "4,049.48" in text_of(made["LX24"]["contract"])
    assert "厂家贴息" not in text_of(made["AXD"]["contract"])
    assert "退车" in text_of(made["SXZ"]["contract"])


def test_the_schedule_says_quote_and_stub(made: dict[str, dict[str, bytes]]) -> None:
    text = text_of(made["AXD"]["schedule"])
    assert "30/360" in text and "第一期计息30天" in text and "首个还款日为2026-12-22" in text
    assert "4,495.02" in text and "2029-11-22" in text


def test_the_contract_names_the_hashes_of_its_annexes(made: dict[str, dict[str, bytes]]) -> None:
    import hashlib

    text = text_of(made["AXD"]["contract"])
    for kind in ("cost_sheet", "schedule"):
        assert hashlib.sha256(made["AXD"][kind]).hexdigest() in text


def test_every_page_is_numbered_and_marked_as_a_sample(made: dict[str, dict[str, bytes]]) -> None:
    for kind, pdf in made["QXD"].items():
        pages = PdfReader(io.BytesIO(pdf)).pages
        for index, page in enumerate(pages, 1):
            text = re.sub(r"\s+", "", page.extract_text())
            assert f"第{index}页/共{len(pages)}页" in text, kind
            assert "沙箱样本，无法律效力" in text and "C202611190005" in text, kind


def test_pdf_a_with_its_metadata(made: dict[str, dict[str, bytes]]) -> None:
    for kind, raw in made["AXD"].items():
        with pikepdf.open(io.BytesIO(raw)) as pdf, pdf.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "B")
            assert "C202611190005" in str(metadata["dc:title"])
            keywords = str(pdf.docinfo["/Keywords"])
            assert f"kind={kind}" in keywords and "ai_generated=false" in keywords
            assert pdf.Root.OutputIntents[0].S == "/GTS_PDFA1"
            assert "/JavaScript" not in (pdf.Root.get("/Names") or {})


def fonts_of(raw: bytes) -> list[pikepdf.Object]:
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        return [
            (str(o.BaseFont), bool("/ToUnicode" in o), "/FontFile3" in d or "/FontFile2" in d)
            for o in pdf.objects
            if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/Font"
            and o.get("/Subtype") == "/Type0"
            for d in [o.DescendantFonts[0].FontDescriptor]
        ]  # fmt: skip


def test_fonts_are_embedded_subsets(made: dict[str, dict[str, bytes]], signed: Signers) -> None:
    for raw in (*made["AXD"].values(), signed.document("contract")):
        fonts = fonts_of(raw)
        assert fonts and len(raw) < 600_000
        for name, searchable, embedded in fonts:
            assert re.fullmatch(r"/[A-Z]{6}\+.+", name) and searchable and embedded, name
        assert any("CJK" in name for name, _, _ in fonts)


def test_the_code_on_paper_leads_to_the_verification(made: dict[str, dict[str, bytes]]) -> None:
    document = pypdfium2.PdfDocument(made["AXD"]["contract"])
    found = []
    for page in document:
        image = numpy.array(page.render(scale=3).to_pil().convert("RGB"))
        found.append(cv2.QRCodeDetector().detectAndDecode(image)[0])
    (address,) = [each for each in found if each]
    assert re.fullmatch(
        r"http://127\.0\.0\.1:8000/verify\?contract=C202611190005&hash=[0-9a-f]{16}", address
    )


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        ("237160.00", "人民币贰拾叁万柒仟壹佰陆拾元整"),
        ("100000.00", "人民币壹拾万元整"),
        ("10005.05", "人民币壹万零伍元零伍分"),
        ("3044.71", "人民币叁仟零肆拾肆元柒角壹分"),
        ("1000010.50", "人民币壹佰万零壹拾元伍角"),
    ],
)
def test_sums_in_capitals(amount: str, written: str) -> None:
    assert capitals(amount) == written
