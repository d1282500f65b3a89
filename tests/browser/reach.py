"""What everybody needs of a page: nothing sideways, large targets, names, no word cut."""

from typing import Any

from playwright.sync_api import Page

TARGET = 44

_SMALL = """
(least) => Array.from(document.querySelectorAll('button, a[href], input, select, textarea'))
  .filter((node) => node.checkVisibility && node.checkVisibility())
  .filter((node) => !node.classList.contains('skip-link'))
  .map((node) => [node.outerHTML.slice(0, 90), node.getBoundingClientRect()])
  .filter(([, box]) => box.width < least - 0.5 || box.height < least - 0.5)
  .map(([html, box]) => `${Math.round(box.width)}x${Math.round(box.height)} ${html}`)
"""
_UNNAMED = """
() => Array.from(document.querySelectorAll('button, a[href], input, select, textarea'))
  .filter((node) => {
    const label = node.getAttribute('aria-label') || node.textContent.trim()
      || (node.labels && node.labels.length && node.labels[0].textContent.trim());
    return !label;
  })
  .map((node) => node.outerHTML.slice(0, 120))
"""
_SIDEWAYS = """
() => [document.documentElement, document.body, document.querySelector('.log')]
  .filter(Boolean)
  .filter((node) => node.scrollWidth > node.clientWidth + 1)
  .map((node) => `${node.tagName}.${node.className} ${node.scrollWidth} > ${node.clientWidth}`)
"""
# A word sticks out when its box leaves the card it stands in; what scrolls by itself may.
_OUTSIDE = """
() => {
  const found = [];
  for (const card of document.querySelectorAll('.card, .bubble, .sheet, .panel')) {
    const frame = card.getBoundingClientRect();
    const walker = document.createTreeWalker(card, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const home = node.parentElement;
      if (!node.data.trim() || home.closest('.visually-hidden')) continue;
      if (home.closest('.table-scroll, .slides__track, .vehicles, .need__line + *')) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const box = range.getBoundingClientRect();
      if (box.width && (box.right > frame.right + 1 || box.left < frame.left - 1))
        found.push(`${node.data.trim().slice(0, 40)} ${box.right} > ${frame.right}`);
    }
  }
  return found;
}
"""


def _none(found: Any) -> None:
    assert found == [], "\n".join(found)


def assert_no_sideways_scroll(page: Page) -> None:
    """The page never scrolls sideways; only tables and rows of cards do by themselves."""
    _none(page.evaluate(_SIDEWAYS))


def assert_targets(page: Page) -> None:
    """Whatever is pressed is at least 44 px each way."""
    _none(page.evaluate(_SMALL, TARGET))


def assert_named(page: Page) -> None:
    """Every control has a name."""
    _none(page.evaluate(_UNNAMED))


def assert_words_inside(page: Page) -> None:
    """No word leaves its card."""
    _none(page.evaluate(_OUTSIDE))


def assert_fits(page: Page) -> None:
    """Nothing sideways, nothing too small to press, nothing without a name, no script error."""
    assert_no_sideways_scroll(page)
    assert_words_inside(page)
    assert_targets(page)
    assert_named(page)
    assert page.errors == []  # type: ignore[attr-defined]
