"""The pages of a joint broad view in their states."""

from __future__ import annotations

from tests.browser.pages import Opening, state
from tests.browser.situations import Situations


@state("joint:overview", "as its lead officer, with two handed in")
def overview(s: Situations) -> Opening:
    return Opening(s.committee.lead.person, f"/joint/{s.joint.id}/")
