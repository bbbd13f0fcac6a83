"""What each role may do is one page, in a browser and on paper."""

from __future__ import annotations

import re

from tests.browser.situations import Situations
from tests.browser.windows import Opens


def test_what_each_role_may_do_is_printed_on_one_page_that_is_broad(
    opens: Opens, ordinary: Situations
) -> None:
    page = opens(ordinary.cast.reader.person, width=1280)
    page.goto("/people/roles/")
    printed = page.pdf(prefer_css_page_size=True)
    (box,) = re.findall(rb"/MediaBox\s*\[([^\]]*)\]", printed)
    _left, _top, wide, high = map(float, box.split())
    assert wide > high
