"""Every paper that is sealed can be checked by anybody: by its code, and byte by byte."""

from collections.abc import Iterator, Mapping
from itertools import product

import cv2
import numpy
import pypdfium2
import pytest
import sqlalchemy as sa
from alembic import command
from fastapi.testclient import TestClient

from backoffice.database import Database
from backoffice.migrate import alembic_config
from backoffice.signing.models import SealedPaper
from backoffice.signing.rendering import TEMPLATES
from foundation.database import Server
from tests.backoffice.applications.journey import acting
from tests.backoffice.changes.conftest import Counter
from tests.backoffice.changes.test_contact import address
from tests.backoffice.conftest import _copy as copy_of
from tests.backoffice.conftest import make_settings, running_client
from tests.backoffice.servicing import test_hardship as hardship
from tests.backoffice.servicing.conftest import P06, P08, P11, Desk
from tests.backoffice.servicing.test_lease_end import P10, Lessee
from tests.backoffice.signing.signers import Signers

# Template of the paper → the kind under which it is on record; contracts answer for themselves.
SEALED = {
    "loan_schedule": "schedule",
    "loan_statement": "statement",
    "settlement_proof": "settlement_proof",
    "lien_letter": "lien_letter",
    "loan_supplement": "supplement",
    "renewal_agreement": "renewal_agreement",
    "debit_authorisation": "debit_authorisation",
    "mortgage_city_letter": "mortgage_city_letter",
}
OF_CONTRACTS = {
    "contract_loan", "contract_finance_lease", "contract_sale_leaseback", "contract_extension",
    "cost_sheet", "schedule", "schedule_extension", "authorisation", "guarantee",
    "guarantee_extension",
}  # fmt: skip
CONTRACT_FILES = ("contract", "cost_sheet", "schedule", "authorisation", "guarantee")
NAMES = ("罗", "唐", "宋", "韩", "秋白")


def read(client: TestClient, path: str, who: str) -> bytes:
    answer = client.get(path, headers=acting(who, "L2"))
    assert answer.status_code == 200, answer.text
    return bytes(answer.content)


def _from_loans(client: TestClient) -> Iterator[tuple[str, bytes]]:
    for kind in ("schedule", "statement"):
        yield kind, read(client, f"/loans/{P06}/documents/{kind}.pdf", "customer:P06")
    for kind in ("settlement_proof", "lien_letter"):
        yield kind, read(client, f"/loans/{P11}/documents/{kind}.pdf", "customer:P11")
    luo = Desk(client, "customer:P08", P08)
    asked = hardship.ask(luo, hardship.tried(luo), "capitalise")
    hardship.sign(luo, hardship.play(luo, asked, "approve"))
    yield "supplement", read(client, f"/loans/{P08}/documents/supplement.pdf", luo.who)
    lessee = Lessee(client, "customer:P10", P10)
    lessee.confirm(lessee.attempt(), "renew", {"months": 24})
    path = f"/loans/{P10}/documents/renewal_agreement.pdf"
    yield "renewal_agreement", read(client, path, lessee.who)


def _from_changes(client: TestClient) -> Iterator[tuple[str, bytes]]:
    counter = Counter(client)
    counter.consent("id_image", "face_verify", "bank_card")
    card = counter.order_card(counter.try_card())["request_no"]
    moved = address(counter, city="成都", address="武侯区望和路 9 号", level="L2")["request_no"]
    counter.decide(moved)
    for number, kind in ((card, "debit_authorisation"), (moved, "mortgage_city_letter")):
        yield kind, read(client, f"/changes/{number}/documents/{kind}.pdf", counter.who)


@pytest.fixture(scope="module")
def desk(database_server: Server, seeded: str) -> Iterator[TestClient]:
    with (
        copy_of(database_server, "sealed_papers") as url,
        running_client(make_settings(url)) as client,
    ):
        yield client


@pytest.fixture(scope="module")
def papers(desk: TestClient) -> Mapping[str, bytes]:
    """One paper of every kind, got as its customer gets it."""
    return {**dict(_from_loans(desk)), **dict(_from_changes(desk))}


def code_on(pdf: bytes) -> dict[str, str]:
    """What the code that is printed on a paper says, as a camera reads it."""
    readers = (cv2.QRCodeDetector(), cv2.QRCodeDetectorAruco())
    with pypdfium2.PdfDocument(pdf) as document:
        # The code stands on the last page; a camera is held nearer until it reads.
        for page, scale in product(reversed(list(document)), (3, 2, 4, 5)):
            image = numpy.array(page.render(scale=scale).to_pil().convert("RGB"))
            for reader in readers:
                if address := reader.detectAndDecode(image)[0]:
                    _, _, query = address.partition("/verify?")
                    return dict(each.split("=") for each in query.split("&"))
    raise AssertionError("no code on the paper")


def asked(client: TestClient, code: dict[str, str]) -> tuple[int, dict[str, object]]:
    answer = client.get(f"/contracts/{code['contract']}", params={"hash": code["hash"]})
    return answer.status_code, answer.json()


def verified(client: TestClient, pdf: bytes) -> dict[str, object]:
    kind = {"Content-Type": "application/pdf"}
    found: dict[str, object] = client.post("/contracts/verify", content=pdf, headers=kind).json()
    return found


def test_every_template_with_a_code_is_known() -> None:
    coded = ("proof(document)", "signing_page(")
    found = {
        each.stem
        for each in TEMPLATES.glob("*.html")
        if each.stem not in ("parts", "clauses") and any(c in each.read_text() for c in coded)
    }
    assert found == SEALED.keys() | OF_CONTRACTS


@pytest.mark.parametrize("kind", SEALED.values())
def test_its_code_leads_to_it(kind: str, papers: Mapping[str, bytes], desk: TestClient) -> None:
    status, told = asked(desk, code_on(papers[kind]))
    assert status == 200
    assert (told["kind"], told["state"], told["issuer"]) == (kind, "sealed", "霁川汽车金融有限公司")
    assert told["title"] and str(told["sealed_at"]).startswith("2026-11-21")
    assert told["signatures"] == [] and not any(name in str(told) for name in NAMES)


@pytest.mark.parametrize("kind", SEALED.values())
def test_one_byte_changed_is_seen(kind: str, papers: Mapping[str, bytes], desk: TestClient) -> None:
    told = verified(desk, papers[kind])
    assert told["intact"] and told["on_record"] and told["kind"] == kind
    changed = bytearray(papers[kind])
    changed[len(changed) // 2] ^= 1
    told = verified(desk, bytes(changed))
    assert not told["intact"] and not told["on_record"] and told["title"] is None


def test_an_unknown_code_is_told_kindly(papers: Mapping[str, bytes], desk: TestClient) -> None:
    code = code_on(papers["statement"])
    for wrong in ({**code, "hash": "0" * 16}, {**code, "contract": P08}, {**code, "contract": "X"}):
        status, told = asked(desk, wrong)
        assert (status, told["code"]) == (404, "SEALED_PAPER_UNKNOWN")
        assert "PDF" in str(told["title"])


def test_what_was_sealed_before_is_entered_from_its_files(
    papers: Mapping[str, bytes], desk: TestClient
) -> None:
    def entered() -> list[tuple[object, ...]]:
        with database.transaction() as session:
            rows = session.execute(sa.select(*columns).order_by(SealedPaper.sha256))
            return [tuple(row) for row in rows]

    office = desk.app.state.office  # type: ignore[attr-defined]
    url = office.settings.backoffice_database_url
    database, columns = Database(url), SealedPaper.__table__.columns
    before = entered()
    config = alembic_config(url)
    command.downgrade(config, "0014_visits")
    command.upgrade(config, "0015_sealed_papers")
    assert len(before) >= len(papers) and entered() == before
    database.close()


@pytest.mark.parametrize("kind", CONTRACT_FILES)
def test_what_belongs_to_a_contract_leads_to_the_contract(kind: str, signed: Signers) -> None:
    pdf = signed.document(kind)
    status, told = asked(signed.client, code_on(pdf))
    assert (status, told["state"], told["kind"]) == (200, "complete", "contract")
    assert all("*" in str(each["name_masked"]) for each in told["signatures"])  # type: ignore[attr-defined]
    found = verified(signed.client, pdf)
    assert found["intact"] and found["kind"] == kind
