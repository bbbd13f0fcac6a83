"""A person who has only a keyboard: what they reach, and whether they see where they are."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Error, Locator, Page, expect

from tests.browser.windows import PATIENCE

# Where the focus is, and whether a person can see that it is there.
FOCUS = """() => {
    const e = document.activeElement;
    if (!e || e === document.body || e === document.documentElement) return null;
    const style = getComputedStyle(e);
    const box = e.getBoundingClientRect();
    const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    const seen = box.width > 1 && box.height > 1 && box.bottom > 0 && box.right > 0
        && box.top < innerHeight && box.left < innerWidth;
    const middle = [Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1),
        Math.min(Math.max(box.top + Math.min(box.height / 2, 40), 1), innerHeight - 1)];
    const top = document.elementFromPoint(...middle);
    const covered = !(top && (e.contains(top) || top.contains(e) || e.closest("label")?.contains(top)));
    return { what: e.outerHTML.slice(0, 110), ring, seen, covered };
}"""
# What Tab should reach: everything that does something, a group of radio buttons once.
REACHABLE = """() => {
    const groups = new Set();
    return [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
        .filter((e) => e.tabIndex >= 0 && !e.disabled && e.checkVisibility({ visibilityProperty: true }))
        .filter((e) => {
            if (e.type !== "radio") return true;
            const group = e.name + (e.form ? e.form.action : "");
            return groups.has(group) ? false : groups.add(group);
        }).length;
}"""


class Keys:
    """Only keys, and after each Tab a look at where the focus is."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def focus(self) -> dict[str, Any] | None:
        found: dict[str, Any] | None = whole(self.page, lambda: self.page.evaluate(FOCUS))
        return found

    def look(self) -> dict[str, Any] | None:
        """See where the focus is. The page may need a moment to scroll there."""
        ends = time.monotonic() + PATIENCE / 1000
        while (at := self.focus()) and not (at["ring"] and at["seen"] and not at["covered"]):
            assert time.monotonic() < ends, f"the focus cannot be seen: {at}"
            self.page.wait_for_timeout(50)
        return at

    def to(self, target: Locator, key: str = "Tab") -> None:
        """Press Tab until the focus is there."""
        here = "e => e === document.activeElement"
        until(lambda: self._step(key), lambda: bool(whole(self.page, lambda: target.evaluate(here))))

    def choose(self, target: Locator, group: Locator, key: str = "Tab") -> None:
        """Choose a radio button: Tab to its group, then the arrow keys, or Space on the one that is there."""
        in_group = "es => es.some(e => e === document.activeElement)"
        expect(target).to_be_attached()
        until(lambda: self._step(key), lambda: bool(whole(self.page, lambda: group.evaluate_all(in_group))))
        here = "e => e === document.activeElement"
        if target.evaluate(here):
            self.page.keyboard.press("Space")
        else:
            until(lambda: self.page.keyboard.press("ArrowDown"), lambda: bool(target.evaluate(here)))
        self.look()
        expect(target).to_be_checked()

    def press(self, target: Locator, with_key: str = "Enter") -> None:
        self.to(target)
        self.page.keyboard.press(with_key)

    def write(self, target: Locator, text: str) -> None:
        self.to(target)
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.insert_text(text)

    def walk(self) -> int:
        """Go once round the page; how many places the focus stopped at. Fails in a trap."""
        for stops in range(400):
            self.page.keyboard.press("Tab")
            if self.look() is None:
                return stops
        raise AssertionError("Tab never leaves this page")

    def _step(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.look()


def whole(page: Page, ask: Callable[[], Any]) -> Any:
    """Ask a page; and ask the next one, where a press before has just led there and this one is going."""
    for _ in range(20):
        try:
            return ask()
        except Error as gone:
            if "Execution context was destroyed" not in gone.message:
                raise
            page.wait_for_load_state()
    return ask()


def until(step: Callable[[], None], reached: Callable[[], bool]) -> None:
    """Press on until it is reached; 200 presses are more than any page needs."""
    for _ in range(200):
        if reached():
            return
        step()
    raise AssertionError("the keyboard does not reach it")
