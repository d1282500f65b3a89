"""Papers over HTTP, everything real: sealed, read by the machine, judged, told to others."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient
from PIL import Image, ImageStat

from backoffice.applications.finding import party_of
from backoffice.deliveries.models import Delivery
from backoffice.documents import work
from backoffice.documents.models import Paper, PaperPage
from backoffice.providers.sandbox.institutions import EICAR
from backoffice.risk.evidence import evidenced_income
from foundation.cards import validate
from tests.backoffice.applications.journey import Journey, acting, key
from tests.backoffice.people import PEOPLE
from tests.specimens import camera, cards, people, proofs, records
from tests.specimens.camera import jpeg, on_a_table
from tests.specimens.people import Person

GOOD = PEOPLE["good"]
ME = Person(
    GOOD["name"],
    GOOD["id_no"],
    "测试省霁城市望和路1号",
    "霁城市公安局望和分局",
    GOOD["phone"],
    valid_from=date(2020, 1, 1),
    valid_to=date(2040, 1, 1),
    employer="霁城测试有限公司",
    income=20000,
)
FRONT, BACK = jpeg(on_a_table(cards.id_front(ME))), jpeg(on_a_table(cards.id_back(ME)))
HIDDEN = jpeg(camera.glaring(on_a_table(cards.id_front(ME)), (0.6, 0.78), 0.1))
Json = dict[str, Any]


class Papers(Journey):
    """A journey that hands in files."""

    def hand_in(
        self, document: str, *files: bytes, who: str | None = None, role: str = "borrower",
        headers: dict[str, str] | None = None,
    ) -> Any:  # fmt: skip
        """The raw answer."""
        return self.client.post(
            f"/parties/{self.party(role)}/papers",
            data={"document": document},
            files=[("file", (f"{n}.bin", content)) for n, content in enumerate(files)],
            headers={**acting(who or self.me), **(headers or key())},
        )

    def handed_in(self, document: str, *files: bytes, **options: Any) -> Json:
        """The paper after it was read."""
        answer = self.hand_in(document, *files, **options)
        assert answer.status_code == 201, answer.text
        assert answer.json()["status"] == "checking"
        return self.get(f"/papers/{answer.json()['paper_id']}", who=options.get("who"))

    def told(self, paper: Json) -> Delivery:
        """What the customer was told of a paper after it was read."""
        with self.office.database.transaction() as session:
            return session.get_one(Delivery, f"paper:{paper['paper_id']}:0")

    def item(self, document: str) -> Json:
        """The line of the checklist."""
        items = self.get(f"/applications/{self.number}/documents")["items"]
        return next(item for item in items if item["document"] == document)

    def field(self, name: str) -> Json:
        """A field of the application."""
        return next(field for field in self.refresh()["fields"] if field["name"] == name)


@pytest.fixture
def papers(own: TestClient) -> Papers:
    """An open application whose borrower agreed to the use of his ID."""
    journey = Papers(own)
    journey.open()
    journey.consent("id_image")
    return journey


def test_both_sides_fill_the_application(papers: Papers) -> None:
    front = papers.handed_in("id_card", FRONT)
    assert (front["status"], front["title"], front["sides"]) == (
        "accepted",
        "身份证人像面",
        ["front"],
    )
    shown = {field["name"]: field["value"] for field in front["fields"]}
    assert shown["name"] == "白**"
    assert ME.id_no[4:14] not in str(front)
    assert papers.item("id_card")["status"] == "missing"
    papers.handed_in("id_card", BACK)
    assert papers.item("id_card")["status"] == "accepted"
    assert papers.field("id_no")["source"] == "ocr"
    assert papers.field("id_valid_to")["value"] == "2040-01-01"
    assert papers.refresh()["typed_count"] == 0
    first = papers.told(front)
    assert first.text == "身份证人像面已通过校验。"
    assert first.card is not None and validate(first.card).data["paper_id"] == front["paper_id"]


def test_a_refused_paper_says_what_and_how(papers: Papers) -> None:
    other = jpeg(on_a_table(cards.id_front(people.GU)))
    papers.handed_in("id_card", FRONT)
    found = papers.handed_in("id_card", other)
    assert (found["status"], found["problem"]) == (
        "rejected",
        "上面的姓名或证件号不是这位申请人的。",
    )
    assert found["fix"].startswith("请上传申请人本人名下的")
    assert papers.told(found).text == f"身份证人像面没有通过：{found['problem']}{found['fix']}"
    # What was accepted before still counts.
    papers.handed_in("id_card", BACK)
    assert papers.item("id_card")["status"] == "accepted"


def test_what_cannot_be_read_twice_is_typed_and_looked_at(papers: Papers) -> None:
    first = papers.handed_in("id_card", HIDDEN)
    assert (first["status"], first["problem"]) == ("rejected", "照片上有反光，挡住了字。")
    second = papers.handed_in("id_card", HIDDEN)
    assert second["status"] == "confirm"
    ask = [field["name"] for field in second["fields"] if field["confirm"]]
    assert ask == ["id_no"]
    path = f"/papers/{second['paper_id']}/confirm"
    papers.post(path, {"fields": {"id_no": "12"}}, expect=422)
    papers.post(path, {"fields": {"name": "别人"}}, expect=422)
    done = papers.post(path, {"fields": {"id_no": ME.id_no.lower()}})
    assert done["status"] == "accepted"
    assert ME.id_no not in str(done)
    papers.post(path, {"fields": {"id_no": ME.id_no}}, expect=409)
    with papers.office.database.transaction() as session:
        row = session.get_one(Paper, second["paper_id"])
        assert (row.review, row.corrected) == (["typed_by_hand"], ["id_no"])


def test_a_typed_number_that_cannot_be_is_refused(papers: Papers) -> None:
    papers.handed_in("id_card", HIDDEN)
    second = papers.handed_in("id_card", HIDDEN)
    wrong = ME.id_no[:-1] + ("1" if ME.id_no[-1] != "1" else "2")
    done = papers.post(f"/papers/{second['paper_id']}/confirm", {"fields": {"id_no": wrong}})
    assert (done["status"], done["problem"]) == ("rejected", "身份证号码的校验位对不上。")


def test_pages_of_a_pdf(papers: Papers) -> None:
    scanned = camera.pdf([proofs.income_proof(ME)])
    found = papers.handed_in("income_proof", scanned)
    assert (found["status"], found["problem"], found["pages"]) == ("accepted", None, 1)
    assert papers.field("employer_name")["value"] == ME.employer


def test_without_consent_no_picture_of_the_id(own: TestClient) -> None:
    journey = Papers(own)
    journey.open()
    answer = journey.hand_in("id_card", FRONT)
    assert (answer.status_code, answer.json()["code"]) == (403, "CONSENT_REQUIRED")
    assert answer.json()["allowed"] == {"purpose": "id_image"}


def test_papers_of_others_do_not_exist(papers: Papers) -> None:
    mine = papers.handed_in("id_card", FRONT)
    stranger = Papers(papers.client, person="second")
    stranger.customer_id = papers.client.post(
        "/customers/resolve", json={"phone": PEOPLE["second"]["phone"]}
    ).json()["customer_id"]
    path = f"/papers/{mine['paper_id']}"
    for method, where, body in (
        ("GET", path, None),
        ("GET", f"{path}/pages/1", None),
        ("POST", f"{path}/confirm", {"fields": {"id_no": "1"}}),
        ("DELETE", path, None),
    ):
        refused = stranger.call(method, where, body, expect=404)
        assert refused["code"] == "PAPER_UNKNOWN"
    answer = papers.hand_in("id_card", FRONT, who=stranger.me)
    assert (answer.status_code, answer.json()["code"]) == (404, "PARTY_UNKNOWN")
    refused = stranger.get(f"/applications/{papers.number}/documents", expect=404)
    assert refused["code"] == "APPLICATION_UNKNOWN"


def test_a_page_is_shown_to_its_owner_with_a_watermark(papers: Papers) -> None:
    mine = papers.handed_in("id_card", FRONT)
    path = f"/papers/{mine['paper_id']}/pages"
    shown = papers.client.get(f"{path}/1", headers=acting(papers.me))
    assert shown.headers["content-type"] == "image/jpeg"
    assert shown.headers["cache-control"] == "no-store"
    drawn = Image.open(BytesIO(shown.content))
    assert ImageStat.Stat(drawn).stddev[0] > 0
    assert shown.content != FRONT
    papers.get(f"{path}/2", expect=404)


def test_pages_and_values_are_sealed_at_rest(papers: Papers) -> None:
    mine = papers.handed_in("id_card", FRONT)
    with papers.office.database.transaction() as session:
        page = session.get_one(PaperPage, (mine["paper_id"], 1))
        row = session.get_one(Paper, mine["paper_id"])
        kept = session.execute(sa.text("SELECT row_to_json(p)::text FROM papers p")).scalars().all()
    assert b"\xff\xd8\xff" not in page.sealed[:64]
    assert row.reading is not None and ME.id_no.encode() not in row.reading
    assert ME.name not in "".join(kept) and ME.id_no not in "".join(kept)


def test_removed_is_gone(papers: Papers) -> None:
    mine = papers.handed_in("id_card", FRONT)
    path = f"/papers/{mine['paper_id']}"
    papers.call("DELETE", path)
    papers.get(path, expect=404)
    with papers.office.database.transaction() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(PaperPage)) == 0


def test_the_same_key_hands_in_once(papers: Papers) -> None:
    headers = key()
    answers = [papers.hand_in("id_card", BACK, headers=headers).json() for _ in range(2)]
    assert answers[0]["paper_id"] == answers[1]["paper_id"]


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"a text", 422, "PAPER_FORMAT"),
        (EICAR, 422, "PAPER_INFECTED"),
        (FRONT + EICAR, 422, "PAPER_INFECTED"),
    ],
    ids=["text", "eicar", "eicar behind a picture"],
)
def test_unsafe_files(papers: Papers, content: bytes, status: int, code: str) -> None:
    answer = papers.hand_in("id_card", content)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_while_nobody_can_scan_nothing_is_taken(papers: Papers) -> None:
    papers.post("/sandbox/providers/malware_scanner", {"answer": "down"}, who="system")
    answer = papers.hand_in("id_card", FRONT)
    assert (answer.status_code, answer.json()["code"]) == (503, "PAPER_NOT_SCANNED")


def test_a_register_that_denies_and_one_that_is_silent(papers: Papers) -> None:
    told = {"answer": "no", "reason": "mismatch", "for": ME.id_no}
    papers.post("/sandbox/providers/identity_register", told, who="system")
    denied = papers.handed_in("id_card", FRONT)
    assert denied["problem"] == "姓名和身份证号码与登记信息不一致。"
    papers.post("/sandbox/providers/identity_register", {**told, "answer": "down"}, who="system")
    assert papers.handed_in("id_card", FRONT)["status"] == "accepted"


def test_a_machine_that_breaks_leaves_nobody_waiting(
    papers: Papers, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("a picture that breaks the machine")

    monkeypatch.setattr(work, "read", broken)
    found = papers.handed_in("id_card", FRONT)
    assert (found["status"], found["problem"]) == (
        "rejected",
        "这份材料暂时没有读成功，不是您的问题。",
    )


def test_a_small_loan_with_much_paid_down_needs_no_proof_of_income(own: TestClient) -> None:
    plan = {"product_key": "AXD", "trim_key": "xingzhi-110p", "term_months": 36}
    journey = Papers(own, plan={**plan, "down_payment_pct": 50})
    journey.to_pre_approved()
    item = journey.item("income_proof")
    assert (item["required"], item["why"][:6]) == ("waived", "这次不用交：")
    assert journey.item("driving_licence")["required"] is True


def test_the_checklist_by_customer_type(own: TestClient) -> None:
    journey = Papers(own)
    journey.open()
    items = journey.get(f"/applications/{journey.number}/documents")["items"]
    needed = [(item["document"], item["required"], item["stage"]) for item in items]
    assert needed == [
        ("id_card", True, "decision"),
        ("driving_licence", True, "decision"),
        ("bank_card", False, "decision"),
        ("income_proof", True, "decision"),
        ("down_payment_receipt", True, "activation"),
        ("vehicle_invoice", True, "activation"),
        ("insurance_policy", True, "activation"),
    ]
    assert all(item["status"] == "missing" and item["why"] for item in items)


@pytest.mark.parametrize(
    ("document", "forge"),
    [("tax_record", {"months": 3}), ("social_insurance_record", {"wrong_at": 1})],
)
def test_a_record_handed_in_as_proof_of_income_is_taken_for_what_it_is(
    papers: Papers, document: str, forge: Json
) -> None:
    """It does for the line of the checklist, and its income is what the decision counts with."""
    draw = getattr(records, document)
    sheet = draw(replace(ME, income=18000))
    found = papers.handed_in("income_proof", jpeg(on_a_table(sheet)))
    assert (found["document"], found["status"], found["problem"]) == (document, "accepted", None)
    item = papers.item("income_proof")
    assert (item["status"], item["paper_id"]) == ("accepted", found["paper_id"])
    assert papers.field("employer_name")["value"] == ME.employer
    with papers.office.database.transaction() as session:
        party = party_of(session, papers.party())
        assert evidenced_income(session, party) == Decimal("18000.00")
    bad = papers.handed_in("income_proof", jpeg(on_a_table(draw(ME, **forge))))
    assert (bad["document"], bad["status"]) == (document, "rejected")
    assert papers.item("income_proof")["status"] == "accepted"
    way = papers.told(bad).card["actions"][0]["url"]
    assert way == "/apply?step=upload&document=income_proof"


def test_who_lives_elsewhere_may_show_where(papers: Papers) -> None:
    papers.handed_in("id_card", FRONT)
    papers.call("PATCH", f"/applications/{papers.number}/fields", {"fields": {"city": "成都"}})
    item = papers.item("residence_proof")
    assert (item["required"], item["status"]) == (False, "missing")
    letter = records.residence_letter(ME, address="四川省成都市武侯区样本路18号")
    assert papers.handed_in("residence_proof", jpeg(on_a_table(letter)))["status"] == "accepted"
    assert papers.item("residence_proof")["status"] == "accepted"


def test_a_statement_does_instead_of_a_letter(papers: Papers) -> None:
    person = replace(ME, card_no="6200000000000000067")
    found = papers.handed_in("bank_statement", jpeg(on_a_table(proofs.bank_statement(person))))
    assert (found["status"], found["problem"]) == ("accepted", None)
    assert papers.item("income_proof")["status"] == "accepted"
