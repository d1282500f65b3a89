"""P02 hears which two papers are missing, hands them in, one on the page and one in WeChat, and is
approved; everything running.
"""

import re
import time

import pytest

from tests.customer import Customer, Message
from tests.running import Running
from tests.specimens import camera, people, proofs
from tests.wechat.test_everything_running import Telephone

PATIENCE_SECONDS = 240  # two papers are really read, then decided


def _application(customer: Customer) -> Message:
    answer = customer.http.get(f"{customer.edge}/api/applications/current", timeout=20)
    assert answer.status_code == 200, answer.text
    found: Message = answer.json()
    return found


def _missing(application: Message) -> set[str]:
    papers = application["documents"]
    return {
        p["document"]
        for p in papers
        if p["required"] is True and p["status"] in ("missing", "rejected")
    }


def _hand_in(customer: Customer, document: str, photo: bytes) -> None:
    answer = customer.http.post(
        f"{customer.edge}/api/uploads",
        data={"document": document},
        files={"file": (f"{document}.jpg", photo, "image/jpeg")},
        timeout=60,
    )
    assert answer.status_code == 200, answer.text


def _send_in_wechat(customer: Customer, stack: Running, title: str, photo: bytes) -> None:
    phone = Telephone(stack, "oSandboxShenTing2000000000005")
    code = customer.http.post(f"{customer.edge}/api/bindings/wechat", timeout=10).json()
    assert "已经绑定" in phone.gets("scan", key=code["url"])
    told = phone.sends_photo(photo)
    if "哪一份" in told:
        (number,) = re.findall(rf"(\d+)\. {title}", told)
        told = phone.writes(number)
    assert f"《{title}》收到了" in told


def _until(customer: Customer, states: set[str]) -> Message:
    until = time.monotonic() + PATIENCE_SECONDS
    while (found := _application(customer))["state"] not in states:
        assert time.monotonic() < until, f"still {found['state']}: {found['documents']}"
        time.sleep(1)
    return found


@pytest.mark.stack
def test_two_papers_are_missing_and_bring_the_approval(stack: Running) -> None:
    customer = Customer(stack.edge)
    customer.login(people.SHEN.phone)
    assert {"bank_statement", "marriage_certificate"} <= _missing(_application(customer))
    customer.say("还差什么材料")
    assert "流水" in customer.text() and "结婚证" in customer.text()
    statement = proofs.bank_statement(people.SHEN)
    _hand_in(customer, "bank_statement", camera.jpeg(camera.on_a_table(statement)))
    certificate = proofs.marriage_certificate(people.SHEN, people.GU)
    _send_in_wechat(customer, stack, "结婚证", camera.jpeg(camera.on_a_table(certificate)))
    decided = {"APPROVED", "APPROVED_WITH_CONDITIONS", "DECLINED", "MANUAL_REVIEW"}
    assert _until(customer, decided)["state"] == "APPROVED"
    customer.say("批了没")
    assert "通过" in customer.text()
