"""The pages of a joint broad view in their states."""

from __future__ import annotations

from tests.browser.pages import Opening, state
from tests.browser.situations import Situations


@state("joint:overview", "as its lead officer, with two handed in")
def overview(s: Situations) -> Opening:
    return Opening(s.committee.lead.person, f"/joint/{s.joint.id}/")


@state("joint:matrix", "with two handed in and a third to come", enlarged=True)
def side_by_side(s: Situations) -> Opening:
    return Opening(s.committee.lead.person, f"/joint/{s.joint.id}/matrix/")


@state("joint:matrix", "by level, for somebody of an organisation", enlarged=True)
def by_level(s: Situations) -> Opening:
    who = s.committee.members["Police"].evaluator.person
    return Opening(who, f"/joint/{s.joint.id}/matrix/?view=list&order=number")


@state("joint:matrix", "with more organisations than stand across the page", enlarged=True)
def many(s: Situations) -> Opening:
    there, joint = s.crowd
    return Opening(there.lead.person, f"/joint/{joint.id}/matrix/?view=grid")


@state("joint:row", "for somebody of an organisation, whose own evidence is open", enlarged=True)
def row(s: Situations) -> Opening:
    return Opening(s.committee.members["Police"].evaluator.person, f"/joint/{s.joint.id}/matrix/1.1/")


@state("joint:from", "as another organisation reads it")
def handed_in(s: Situations) -> Opening:
    here = s.committee.members
    return Opening(here["Police"].evaluator.person, f"/joint/{s.joint.id}/from/{here['Health'].unit.id}/")


@state("joint:patterns", "with two kinds of organisation", enlarged=True)
def patterns(s: Situations) -> Opening:
    return Opening(s.committee.lead.person, f"/joint/{s.joint.id}/patterns/?indicator=1.1")
