"""On paper a theme of the framework is read on one sheet, and nothing asks to be pressed."""

from __future__ import annotations

from tests import world
from tests.browser.situations import Situations
from tests.browser.windows import Opens

# A4 without the margins of print.css, in CSS pixels.
WIDE, HIGH = 672, 986


SHEETS = """() => [...document.querySelectorAll(".theme--wide")].map((theme) =>
    [theme.getBoundingClientRect().height, getComputedStyle(theme).breakInside])"""


def test_every_theme_fits_on_a_sheet_of_its_own_and_is_not_broken(opens: Opens, ordinary: Situations) -> None:
    page = opens(ordinary.cast.reader.person, width=WIDE)
    page.emulate_media(media="print")
    wrong = []
    for indicator in world.framework().indicators:
        page.goto(f"/frameworks/hmie-2005/{indicator.number}/")
        sheets: list[tuple[float, str]] = page.evaluate(SHEETS)
        assert len(sheets) == len(indicator.themes)
        wrong += [
            f"theme {at} of {indicator.number}: {height} px, {broken}"
            for at, (height, broken) in enumerate(sheets, 1)
            if not 0 < height < HIGH or broken != "avoid"
        ]
    assert not wrong
