"""The states of an item's own page."""

from __future__ import annotations

from tests import world
from tests.browser.pages import Opening, state
from tests.browser.situations import Situations


@state("evidence:item", "as its writer")
def _(s: Situations) -> Opening:
    item = world.cite(
        s.begun(), "1.1", s.cast.evaluator, shows=s.text("What is seen."), account="- One\n- Two"
    )
    return Opening(s.cast.evaluator.person, f"/evidence/{item}/")
