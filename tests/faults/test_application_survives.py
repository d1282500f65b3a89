"""Every process dies once in every state of an application; it ends as it would have."""

import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest
import requests

from tests.browser.applying import card_of, papers, somebody
from tests.customer import Customer
from tests.running import Running, running

PROCESSES = ("BACKOFFICE_PORT", "READER_PORT", "EDGE_PORT", "RASA_PORT", "ACTIONS_PORT")
PATIENCE_SECONDS = 240
READING_SECONDS = 11  # the cost sheet is read for ten seconds by the server's clock
PLAN = {"product_key": "AXD", "trim_key": "xingzhi-110p", "term_months": 36, "down_payment_pct": 30}
# The states in which it rests until somebody acts; the others may pass while a death is prepared.
RESTING = {"DRAFT", "ID_VERIFIED", "APPROVED", "CONTRACT_GENERATED", "ACTIVATED"}
Json = dict[str, Any]


def insist(call: Callable[[], requests.Response]) -> Json:
    """The answer of a call that is made again while a part is gone, as a page would."""
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            answer = call()
            if answer.status_code < 500 and answer.status_code != 429:
                assert answer.status_code < 300, f"{answer.request.path_url}: {answer.text}"
                found: Json = answer.json()
                return found
        except requests.RequestException:
            pass
        assert time.monotonic() < until, "a part never came back"
        time.sleep(0.5)


class Applicant:
    """Somebody who applies at the edge's API while everything around him dies."""

    def __init__(self, stack: Running, folder: Path) -> None:
        self.stack = stack
        self.person = somebody("宋知行", "15400912345", "99010219920817023", 15000)
        self.papers = papers(self.person, folder)
        self.customer = Customer(stack.edge)
        self.customer.login(self.person.phone)
        self.died_in: list[str] = []
        self.number = self.party = ""

    def post(self, path: str, **body: Any) -> Json:
        key = {"Idempotency-Key": uuid.uuid4().hex}
        url = self.stack.edge + path
        return insist(lambda: self.customer.http.post(url, json=body, headers=key, timeout=60))

    def get(self, path: str) -> Json:
        return insist(lambda: self.customer.http.get(self.stack.edge + path, timeout=20))

    def everything_dies(self) -> None:
        """All processes are killed; the state in which that happened is remembered."""
        self.died_in.append(self.state())
        for port in PROCESSES:
            try:
                self.stack.kill(port)
            except (LookupError, psutil.NoSuchProcess):
                continue  # not yet back from the last time
        self.stack.wait_healthy(PATIENCE_SECONDS)

    def state(self) -> str:
        return str(self.get("/api/applications/current")["state"])

    def until(self, *states: str) -> str:
        until = time.monotonic() + PATIENCE_SECONDS
        while (state := self.state()) not in states:
            assert time.monotonic() < until, f"still {state}"
            time.sleep(0.5)
        return state

    def agree(self, *purposes: str) -> None:
        texts = self.get(f"/api/consents?party_id={self.party}")["items"]
        version = {item["purpose"]: item.get("text_version") or item["version"] for item in texts}
        for purpose in purposes:
            given = {"purpose": purpose, "granted": True, "text_version": version[purpose]}
            self.post("/api/consents", **given, party_id=self.party)

    def hand_in(self, document: str, paper: str, **more: str) -> str:
        photo = Path(self.papers[paper]).read_bytes()
        url = f"{self.stack.edge}/api/uploads"
        file = {"file": ("photo.jpg", photo, "image/jpeg")}
        data = {"document": document, **more}
        answer = insist(lambda: self.customer.http.post(url, data=data, files=file, timeout=60))
        return str(answer.get("paper_id") or "")

    def taken(self, paper_id: str) -> None:
        """The paper was read; what was read uncertainly is confirmed as it was read."""
        until = time.monotonic() + PATIENCE_SECONDS
        while (paper := self.get(f"/api/papers/{paper_id}"))["status"] == "checking":
            assert time.monotonic() < until, paper
            time.sleep(0.5)
        assert paper["status"] == "accepted", paper

    def code(self, word: str) -> str:
        mails = self.stack_mails()
        return next(t.split(f"{word}是 ")[1][:6] for t in reversed(mails) if f"{word}是 " in t)

    def stack_mails(self) -> list[str]:
        url = f"{self.stack.edge}/sandbox/outbox?to={self.person.phone}"
        return [mail["text"] for mail in insist(lambda: requests.get(url, timeout=10))["items"]]


def _identify(one: Applicant) -> None:
    one.agree("id_image", "face_verify", "credit_query", "bank_card")
    one.hand_in("id_card", "front", side="front")
    one.everything_dies()
    one.taken(one.hand_in("id_card", "back", side="back"))
    check = one.post(f"/api/parties/{one.party}/real-person")["check_id"]
    one.post(f"/sandbox/real-person/{check}/result", outcome="passed")
    one.until("ID_VERIFIED")
    one.everything_dies()


def _authorise(one: Applicant) -> None:
    fields = {"employment": "salaried", "income_monthly": "15000.00", "city": "成都",
              "employer_name": one.person.employer, "employer_phone": "028-88880000"}  # fmt: skip
    url = f"{one.stack.edge}/api/applications/{one.number}/fields"
    saved = {"fields": fields, "typed": ["income_monthly", "employer_name", "employer_phone"]}
    insist(lambda: one.customer.http.patch(url, json=saved, timeout=30))
    text = one.get(f"/api/parties/{one.party}/credit-authorisation")
    time.sleep(READING_SECONDS)
    read = {"text_hash": text["text_hash"], "dwell_ms": 12000, "scrolled_to_end": True}
    one.post(f"/api/parties/{one.party}/credit-authorisation", **read)
    one.everything_dies()
    one.until("PRE_APPROVED", "NEEDS_DOCS")
    one.everything_dies()


def _hand_in_papers(one: Applicant) -> None:
    card = {"card_no": card_of(one.person), "reserved_phone": one.person.phone}
    bound = one.post(f"/api/parties/{one.party}/bank-card", **card)
    assert bound["status"] == "done", bound
    one.hand_in("driving_licence", "licence")
    one.hand_in("income_proof", "income")
    one.everything_dies()
    one.until("APPROVED")
    one.everything_dies()


def _sign(one: Applicant) -> None:
    sheet = one.get(f"/api/parties/{one.party}/cost-sheet")
    time.sleep(READING_SECONDS)
    read = {"text_hash": sheet["text_hash"], "dwell_ms": 12000, "scrolled_to_end": True}
    one.post(f"/api/parties/{one.party}/cost-sheet/confirm", **read)
    one.everything_dies()
    one.until("CONTRACT_GENERATED")
    one.everything_dies()
    shown = one.get(f"/api/parties/{one.party}/signing")
    one.post("/api/step-up/sign/code")
    one.post("/api/step-up/sign", code=one.code("签署验证码"))
    one.post(f"/api/parties/{one.party}/signature", hash=shown["hash"], agreed=True)
    one.everything_dies()


def _pay_out(one: Applicant) -> None:
    for event in ("down_payment_received", "invoice_issued", "insured", "registered"):
        path = f"/sandbox/seller/{one.number}"
        insist(lambda: one.stack.call_backoffice("POST", path, json={"event": event}))  # noqa: B023
        if event == "down_payment_received":
            one.everything_dies()
    one.until("ACTIVATED")
    one.everything_dies()


@pytest.mark.stack
def test_an_application_ends_as_it_would_have(tmp_path: Path) -> None:
    with running() as stack:
        one = Applicant(stack, tmp_path)
        quote = one.post("/api/quotes", **PLAN)["quote"]["quote_id"]
        opened = one.post("/api/applications", quote_id=quote)
        one.number, one.party = opened["application_no"], opened["parties"][0]["party_id"]
        for part in (_identify, _authorise, _hand_in_papers, _sign, _pay_out):
            part(one)
        assert one.state() == "ACTIVATED"
        loan = one.get("/api/loans")["items"]
        assert len(loan) == 1
        rows = one.get(f"/api/loans/{loan[0]['contract_no']}/schedule")["rows"]
        assert len(rows) == PLAN["term_months"] and rows[-1]["balance"] == "0.00"
        told = [mail for mail in one.stack_mails() if "验证码" not in mail]
        assert len(told) == len(set(told)), told
        assert {*one.died_in} >= RESTING, one.died_in
