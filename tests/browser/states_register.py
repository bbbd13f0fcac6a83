"""The states of the evidence register."""

from __future__ import annotations

from speir.evidence.actions.searches import save as save_search
from tests.browser.pages import Opening, heading, state
from tests.browser.situations import Situations


@state("evidence:register", "with evidence")
def _(s: Situations) -> Opening:
    assert s.filled
    return Opening(s.cast.lead.person, "/evidence/", heading("Evidence"))


@state("evidence:register", "with words found and filters in force", enlarged=True)
def _(s: Situations) -> Opening:
    assert s.filled
    return Opening(s.cast.lead.person, "/evidence/?words=child&kind=case_files&stands=mine&withdrawn=also")


@state("evidence:register", "with nothing found")
def _(s: Situations) -> Opening:
    assert s.filled
    return Opening(s.cast.lead.person, "/evidence/?words=zebra&kind=case_files")


def kept(s: Situations) -> str:
    name = f"{s.text('Plans that families were told of')[:60]} {next(s.numbers)}"  # each of another name
    return save_search(name=name, words="plan", by=s.cast.evaluator.actor).id


@state("evidence:searches", "with one")
def _(s: Situations) -> Opening:
    assert kept(s)
    return Opening(s.cast.evaluator.person, "/evidence/searches/")


@state("evidence:searches", "with none")
def _(s: Situations) -> Opening:
    return Opening(s.newcomer.person, "/evidence/searches/")


@state("evidence:search_new", "filled")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, "/evidence/searches/new/?words=plan&kind=surveys")


@state("evidence:search", "filled")
def _(s: Situations) -> Opening:
    return Opening(s.cast.evaluator.person, f"/evidence/searches/{kept(s)}/")


@state("evidence:narrow", "empty")
def _(s: Situations) -> Opening:
    assert s.filled
    return Opening(s.cast.lead.person, "/evidence/narrow/")


@state("evidence:narrow", "with mistakes", enlarged=True)
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, "/evidence/narrow/?words=child&since=soon")


@state("evidence:register", "with none")
def _(s: Situations) -> Opening:
    return Opening(s.newcomer.person, "/evidence/", heading("Evidence"))
