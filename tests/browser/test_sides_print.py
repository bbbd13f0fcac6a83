"""All contributions side by side are printed broad, on A4 and on A3: every organisation stands on the sheet."""

from __future__ import annotations

import re

import pytest

from tests.browser.situations import Situations
from tests.browser.windows import Opens

# What a sheet that lies across leaves within the margins of joint.css, in CSS pixels.
SHEETS = {"A4": 1047, "A3": 1512}
BEYOND = """(wide) => [...document.querySelectorAll(".matrix :is(th, td)")]
    .filter((cell) => cell.getBoundingClientRect().right > wide + 1 || cell.scrollWidth > cell.clientWidth + 1)
    .map((cell) => cell.innerText)"""


@pytest.mark.parametrize("paper", SHEETS)
def test_every_organisation_stands_on_a_sheet_that_is_broad(
    opens: Opens, ordinary: Situations, paper: str
) -> None:
    there, many = ordinary.crowd
    for lead, joint, names in (
        (there.lead, many, there.members),
        (ordinary.committee.lead, ordinary.joint, ("Health", "Police")),
    ):
        page = opens(lead.person, width=SHEETS[paper])
        page.goto(f"/joint/{joint.id}/matrix/?view=grid")
        page.emulate_media(media="print")
        heads = page.locator(".matrix thead").inner_text()
        assert not [name for name in names if name not in heads]
        assert page.evaluate(BEYOND, SHEETS[paper]) == []
        printed = page.pdf(format=paper, prefer_css_page_size=True)
        boxes = set(re.findall(rb"/MediaBox\s*\[([^\]]*)\]", printed))
        for _left, _top, wide, high in (map(float, box.split()) for box in boxes):
            assert wide > high
            assert round(wide) == {"A4": 843, "A3": 1191}[paper]
