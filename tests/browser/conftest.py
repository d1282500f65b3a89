"""A browser, an edge to look at, and pages in three sizes."""

import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.fake_edge import DIST, create

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
SHOTS = Path(__file__).parent / "shots"
Visit = Callable[..., Page]
Stage = Callable[..., None]
SESSION = """
async () => {
  const opened = await fetch('/api/sessions', {method: 'POST', body: '{}'});
  localStorage.setItem('chedai.session', JSON.stringify(await opened.json()));
}
"""
SIZES = {"phone": (360, 740), "tablet": (768, 1024), "desk": (1440, 900)}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; the sandbox of the browser itself needs more rights than tests have."""
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def fake_edge() -> Iterator[str]:
    """The address of the fake edge, serving the built page."""
    assert (DIST / "index.html").exists(), "build the page first: npm run build in web/"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    config = uvicorn.Config(create(), port=port, log_level="warning", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    for _ in range(100):
        if server.started:
            break
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(5)


@pytest.fixture(scope="session")
def edge(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a running edge."""
    given = os.environ.get("EDGE_URL")
    yield given.rstrip("/") if given else request.getfixturevalue("stack").edge


@pytest.fixture
def fault(fake_edge: str) -> Callable[..., Any]:
    """Breaks something at the fake edge."""

    def make(**wish: Any) -> Any:
        return httpx.post(f"{fake_edge}/fault", json=wish).raise_for_status().json()

    return make


@pytest.fixture
def context(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """A fresh visitor at the size the test is parametrised with (phone by default)."""
    size = getattr(request, "param", "phone")
    width, height = SIZES[size]
    made = browser.new_context(
        viewport={"width": width, "height": height},
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        has_touch=size == "phone",
    )
    made.set_default_timeout(5000)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext, fake_edge: str) -> Page:
    """The chat page, open and empty; a script error fails the test."""
    return opened(context, fake_edge)


def opened(context: BrowserContext, address: str) -> Page:
    """A page that fails loudly: script errors are raised by the next check of `errors`."""
    page = watched(context)
    page.goto(address)
    page.get_by_role("textbox", name="想问什么").wait_for()
    return page


def watched(context: BrowserContext) -> Page:
    """A page whose script errors are kept in `errors`."""
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.errors = errors  # type: ignore[attr-defined]
    return page


def say(page: Page, text: str) -> None:
    """Type and send as a customer does."""
    box = page.get_by_role("textbox", name="想问什么")
    box.fill(text)
    box.press("Enter")


def shot(page: Page, name: str) -> None:
    """A picture to look at."""
    SHOTS.mkdir(exist_ok=True)
    page.wait_for_timeout(250)  # longer than any motion
    page.screenshot(path=SHOTS / f"{name}.png")


@pytest.fixture
def visit(context: BrowserContext, fake_edge: str, fault: Callable[..., Any]) -> Visit:
    """Opens a page in a scene of the application, signed in at a level."""

    def open_page(scene: str | None, path: str = "/apply", level: str = "L1") -> Page:
        page = watched(context)
        page.goto(fake_edge)
        page.evaluate(SESSION)
        fault(scene=scene, level=level)
        page.goto(f"{fake_edge}{path}")
        return page

    return open_page


def picture(folder: Path, name: str, size: tuple[int, int] = (3200, 2000)) -> str:
    """A photo as a camera makes it, larger than is needed."""
    path = folder / name
    image = Image.effect_noise((size[0] // 4, size[1] // 4), 60).resize(size)
    image.convert("RGB").save(path, quality=95)
    return str(path)


def give_last_four(page: Page) -> None:
    """The last four of the ID, asked before something important."""
    sheet = page.get_by_role("dialog", name="再确认一次是您本人")
    sheet.get_by_label("身份证号最后 4 位").fill("0022")
    shot(page, "apply-stepup")
    sheet.get_by_role("button", name="确认").click()


@pytest.fixture
def stage(fake_edge: str) -> Iterator[Stage]:
    """Stages the running loans; everything is taken back afterwards."""

    def make(**wish: Any) -> None:
        httpx.post(f"{fake_edge}/fault/service", json=wish).raise_for_status()

    make()
    yield make
    make()


def whole(page: Page, name: str) -> None:
    """A picture of the whole page, to look at."""
    SHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png", full_page=True)
