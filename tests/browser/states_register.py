"""The states of the evidence register."""

from __future__ import annotations

from tests.browser.pages import Opening, heading, state
from tests.browser.situations import Situations


@state("evidence:register", "with evidence")
def _(s: Situations) -> Opening:
    assert s.filled
    return Opening(s.cast.lead.person, "/evidence/", heading("Evidence"))


@state("evidence:register", "with none")
def _(s: Situations) -> Opening:
    return Opening(s.newcomer.person, "/evidence/", heading("Evidence"))
