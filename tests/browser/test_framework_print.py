"""On paper a theme of the framework is read on one sheet, and nothing asks to be pressed."""

from __future__ import annotations

from tests import world
from tests.browser.situations import Situations
from tests.browser.windows import Opens

# A4 without the margins of print.css, in CSS pixels.
WIDE, HIGH = 672, 986


def test_every_theme_fits_on_a_sheet_of_its_own_and_is_not_broken(opens: Opens, ordinary: Situations) -> None:
    page = opens(ordinary.cast.reader.person, width=WIDE)
    page.emulate_media(media="print")
    for indicator in world.framework().indicators:
        page.goto(f"/frameworks/hmie-2005/{indicator.number}/")
        themes = page.locator(".theme--wide")
        assert themes.count() == len(indicator.themes)
        for theme in themes.all():
            box = theme.bounding_box()
            assert box is not None
            assert box["height"] < HIGH, indicator.number
            assert theme.evaluate("theme => getComputedStyle(theme).breakInside") == "avoid"
