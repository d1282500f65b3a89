"""What somebody does on the pages of the real product: papers, proofs, reading, signing."""

import re
from dataclasses import dataclass
from pathlib import Path

import requests
from playwright.sync_api import Locator, Page, expect

from backoffice.lending.validation.bank_card import luhn_digit
from backoffice.lending.validation.identity import check_sign
from tests.browser.conftest import shot
from tests.specimens import camera, cards, people, proofs

READ_MS = 60_000  # a paper is really read by a machine
STEP_MS = 30_000
ADDRESS = "四川省成都市武侯区样本路18号3栋502室"


def somebody(name: str, phone: str, first_17: str, income: int) -> people.Person:
    """A fictional person of the region that is given to nobody."""
    number = first_17 + check_sign(first_17)
    return people.Person(name, number, ADDRESS, "成都市公安局武侯分局", phone, income=income)


def card_of(person: people.Person) -> str:
    """The number of somebody's bank card."""
    card = "620000000000" + person.phone[-5:] + "1"
    return card + luhn_digit(card)


def papers(person: people.Person, folder: Path) -> dict[str, str]:
    """Photographs of somebody's papers, by what they show."""
    drawn = {
        "front": cards.id_front(person),
        "back": cards.id_back(person),
        "licence": cards.driving_licence(person),
        "income": proofs.income_proof(person),
        "card": cards.bank_card(card_of(person)),
    }
    found = {}
    for name, paper in drawn.items():
        path = folder / f"{person.phone}-{name}.jpg"
        path.write_bytes(camera.jpeg(camera.on_a_table(paper)))
        found[name] = str(path)
    return found


@dataclass
class Phone:
    """Somebody with his telephone: the page open on it, and the messages that came."""

    page: Page
    edge: str
    person: people.Person
    papers: dict[str, str]

    def messages(self) -> list[str]:
        """The text messages so far."""
        answer = requests.get(
            f"{self.edge}/sandbox/outbox", params={"to": self.person.phone}, timeout=10
        )
        return [item["text"] for item in answer.json()["items"] if item["kind"] == "sms"]

    def await_message(self, words: str, before: int = 0) -> str:
        """The newest message after the first `before` ones that fits."""
        for _ in range(150):
            for text in reversed(self.messages()[before:]):
                if found := re.search(words, text):
                    return found.group(1)
            self.page.wait_for_timeout(200)
        raise AssertionError(f"no message with {words}")

    def code_after(self, button: Locator, word: str = "验证码是") -> str:
        """The code that is sent when a button is pressed."""
        before = len(self.messages())
        button.click()
        return self.await_message(rf"{word} (\d{{6}})", before)

    def sign_in(self) -> None:
        page = self.page
        page.get_by_label("手机号").fill(self.person.phone)
        code = self.code_after(page.get_by_role("button", name="获取验证码"))
        page.get_by_label("6 位验证码").fill(code)
        page.get_by_role("button", name="登录并继续").click()

    def prove(self) -> None:
        """By the phone and the end of the own ID, as a link asks."""
        page = self.page
        page.get_by_label("身份证号最后 6 位").fill(self.person.id_no[-6:])
        code = self.code_after(page.get_by_role("button", name="获取验证码"))
        page.get_by_label("6 位验证码").fill(code)
        page.get_by_role("button", name="确认", exact=True).click()

    def show_identity(self) -> None:
        """Both sides of the ID, then the living person."""
        page = self.page
        page.get_by_role("checkbox", name="身份证照片").check()
        files = page.locator("input[type=file]")
        files.first.set_input_files(self.papers["front"])
        files.nth(1).set_input_files(self.papers["back"])
        page.get_by_role("checkbox", name="人脸核验").check(timeout=READ_MS)
        page.get_by_role("button", name="开始真人核验").click()
        frame = page.frame_locator("iframe.provider")
        frame.get_by_role("button", name="核验通过").click()

    def read(self, box: str, tick: str, go: str) -> None:
        """A text to its end, for as long as it takes, and yes to it."""
        page = self.page
        text = page.get_by_role("region", name=box)
        expect(text).to_be_visible(timeout=STEP_MS)
        text.evaluate("box => { box.scrollTop = box.scrollHeight; }")
        page.get_by_role("checkbox", name=tick).check()
        button = page.get_by_role("button", name=go)
        expect(button).to_be_enabled(timeout=STEP_MS)
        button.click()

    def authorise(self) -> None:
        self.read("征信查询授权书", "我已读完，同意查询", "同意并授权")

    def read_costs(self, go: str) -> None:
        self.read("综合融资成本明示表", "我已看完，清楚", go)

    def hand_in(self, title: str, paper: str) -> None:
        """A paper from the list, until it was taken."""
        row = self.page.locator(".list__item", has_text=title).first
        row.get_by_role("button", name=f"上传{title}").click(timeout=STEP_MS)
        sheet = self.page.get_by_role("dialog", name=title)
        sheet.locator("input[type=file]").set_input_files(self.papers[paper])
        sheet.get_by_role("button", name="上传", exact=True).click()

    def sign(self, picture: str) -> None:
        """Every document opened, agreed to, and signed with a fresh code."""
        page = self.page
        looks = page.get_by_role("button", name=re.compile("^打开看"))
        expect(looks.first).to_be_visible(timeout=STEP_MS)
        for index in range(looks.count()):
            looks.nth(index).click()
            sheet = page.get_by_role("dialog")
            expect(sheet.locator(".pdf__page canvas").first).to_be_visible(timeout=STEP_MS)
            page.keyboard.press("Escape")
            expect(sheet).to_have_count(0)
        page.get_by_role("checkbox", name="我已看过以上文件").check()
        shot(page, picture)
        name = page.get_by_role("button", name="签名", exact=True)
        code = self.code_after(name, "签署验证码是")
        sheet = page.get_by_role("dialog", name="签名验证码")
        sheet.get_by_label("6 位验证码").fill(code)
        sheet.get_by_role("button", name="确认").click()
