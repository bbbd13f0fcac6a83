"""axe-core finds nothing on any page, wide or narrow, whatever state it is in."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.pages import NOT_PAGES, STATES, State, addresses, named
from tests.browser.site import ROOT
from tests.browser.situations import Situations
from tests.browser.windows import Opens

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
NUMBERS = {"400", "401", "403", "404", "409"}


def test_every_address_has_a_page_in_the_list_or_a_reason_for_having_none() -> None:
    listed = {state.address for state in STATES}
    missing = set(addresses()) - listed - set(NOT_PAGES)
    assert not missing, f"no state in tests/browser/states.py: {sorted(missing)}"
    gone = (listed | set(NOT_PAGES)) - set(addresses()) - NUMBERS
    assert not gone, f"no such address any more: {sorted(gone)}"


@pytest.mark.parametrize("state", named())
def test_axe_finds_nothing_wide_or_narrow(state: State, opens: Opens, ordinary: Situations) -> None:
    page = state.open(opens, ordinary, 1280)
    page.evaluate(AXE.read_text())
    found = _axe(page)
    page.set_viewport_size({"width": 360, "height": 780})
    found += [line for line in _axe(page, "at 360 px ") if line not in found]
    assert not found, "\n".join(found)


def _axe(page: Page, where: str = "") -> list[str]:
    result: dict[str, Any] = page.evaluate(
        "standards => axe.run({runOnly: {type: 'tag', values: standards}, resultTypes: ['violations']})",
        STANDARDS,
    )
    assert result["testEngine"]["name"] == "axe-core"
    return [
        f"{where}{rule['id']}: {rule['help']}: {node['html'][:160]} {node['failureSummary'][:300]}"
        for rule in result["violations"]
        for node in rule["nodes"]
    ]
