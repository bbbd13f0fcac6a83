"""Who can read what a unit is going to do, removing words from it and holding it, in their states."""

from __future__ import annotations

from tests.browser.pages import Opening, state
from tests.browser.situations import Situations
from tests.browser.states_removing import look
from tests.world_improvement_words import Full, full


def _full(s: Situations) -> Full:
    return full(s.cast, s.text("What happened to Torquil shows it."))


@state("improvement:sharing", "shared with somebody by name", enlarged=True)
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, f"/improvement/priorities/{_full(s).priority.id}/sharing/")


@state("improvement:tracked_sharing", "with the form")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, f"/improvement/tracked/{_full(s).tracked.id}/sharing/")


@state("improvement:heard_sharing", "for somebody who may not share it")
def _(s: Situations) -> Opening:
    return Opening(s.cast.reader.person, f"/improvement/heard/{_full(s).answering.id}/sharing/")


@state("improvement:hold", "to be set")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, f"/improvement/priorities/{_full(s).priority.id}/hold/")


@state("improvement:remove", "with where the words stand", enlarged=True)
def _(s: Situations) -> Opening:
    return Opening(
        s.cast.lead.person, f"/improvement/priorities/{_full(s).priority.id}/remove/", look("Torquil")
    )


@state("improvement:remove_words", "before anything was looked for")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, f"/improvement/{s.cast.team.id}/remove/")
