"""The page that checks whether a contract is the one that was signed."""

from pathlib import Path

from playwright.sync_api import BrowserContext, expect

from tests.browser.conftest import shot, watched
from tests.browser.fake_edge_party import PDF
from tests.browser.fake_texts import HASH
from tests.browser.reach import assert_fits


def test_the_code_on_a_contract_leads_to_a_record(context: BrowserContext, fake_edge: str) -> None:
    page = watched(context)
    page.goto(f"{fake_edge}/verify?contract=C202611210001&hash={HASH[:16]}")
    expect(page.get_by_text("各方都已签署")).to_be_visible()
    expect(page.get_by_text("许*安")).to_be_visible()
    shot(page, "proof-record")
    assert_fits(page)
    page.goto(f"{fake_edge}/verify?contract=C202611210001&hash={HASH[16:24]}{HASH[:8]}")
    expect(page.get_by_role("alert")).to_contain_text("没有找到这个码")


def test_one_changed_byte_is_told(context: BrowserContext, fake_edge: str, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.pdf", tmp_path / "bad.pdf"
    good.write_bytes(PDF)
    bad.write_bytes(PDF[:-2] + b"x")
    page = watched(context)
    page.goto(f"{fake_edge}/verify")
    page.locator("input[type=file]").set_input_files(str(good))
    expect(page.get_by_text("签署后没有被改过")).to_be_visible()
    page.locator("input[type=file]").set_input_files(str(bad))
    expect(page.get_by_text("文件被改动过")).to_be_visible()
    shot(page, "proof-file")
    assert_fits(page)
