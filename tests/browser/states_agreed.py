"""The pages on which a partnership reads what was agreed, and anybody how an indicator went over time."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.pages import Opening, press, state
from tests.browser.situations import Situations


@state("joint:agreed", "as the lead officer, with one still to be agreed")
def _(s: Situations) -> Opening:
    return Opening(s.agreed.lead.person, f"/joint/{s.agreed_joint.id}/agreed/")


@state("joint:agreed", "as an organisation that takes part, to which it is not open")
def _(s: Situations) -> Opening:
    joint = s.agreed_joint
    return Opening(s.agreed.members["Police"].lead.person, f"/joint/{joint.id}/agreed/")


@state("joint:agreed", "as the chair, once it is sealed")
def _(s: Situations) -> Opening:
    return Opening(s.committee_sealed.chair.person, f"/joint/{s.sealed_joint.id}/agreed/")


@state("joint:agreed", "with nothing handed in")
def _(s: Situations) -> Opening:
    return Opening(s.agreed.reader.person, f"/joint/{s.asked_joint.id}/agreed/")


@state("broad_views:indicator", "of an agreed broad view, beside what the organisations judged")
def _(s: Situations) -> Opening:
    return Opening(s.agreed.lead.person, f"/broad-views/{s.agreed_joint.evaluation_id}/1.1/")


@state("broad_views:indicator", "of an agreed broad view, as somebody who reads it")
def _(s: Situations) -> Opening:
    return Opening(s.agreed.chief.person, f"/broad-views/{s.agreed_joint.evaluation_id}/1.3/")


@state("broad_views:answers", "of an agreed broad view, signed by the chair")
def _(s: Situations) -> Opening:
    return Opening(s.agreed.lead.person, f"/broad-views/{s.agreed_joint.evaluation_id}/answers/")


@state("broad_views:edition", "of an agreed broad view, as its lead officer who can share it")
def _(s: Situations) -> Opening:
    view = s.sealed_joint.evaluation_id
    return Opening(s.committee_sealed.lead.person, f"/broad-views/{view}/editions/1/")


@state("broad_views:sharing", "with the partnership that was offered")
def _(s: Situations) -> Opening:
    view, unit = s.sealed_joint.evaluation_id, s.committee_sealed.unit.id
    path = f"/broad-views/{view}/sharing/?audience=partnership:{unit}"
    return Opening(s.committee_sealed.lead.person, path)


@state("broad_views:since_other", "with a level that moved")
def _(s: Situations) -> Opening:
    old, new = s.followed[0], s.followed[1]
    path = f"/broad-views/{new.evaluation_id}/editions/1/since/{old.evaluation_id}/1/"
    return Opening(s.cast.reader.person, path)


@state("broad_views:since", "with nothing changed")
def _(s: Situations) -> Opening:
    view = s.followed[0].evaluation_id
    return Opening(s.cast.reader.person, f"/broad-views/{view}/editions/1/since/1/")


@state("trends:trend", "over six years, with what fell between")
def _(s: Situations) -> Opening:
    assert s.followed
    assert s.fell
    return Opening(s.cast.lead.person, f"/trends/?unit={s.cast.team.id}&indicator=3.2")


@state("trends:trend", "of an indicator without a level")
def _(s: Situations) -> Opening:
    assert s.followed
    return Opening(s.cast.reader.person, f"/trends/?unit={s.cast.team.id}&indicator=5.4")


@state("trends:trend", "to choose an indicator")
def _(s: Situations) -> Opening:
    assert s.followed
    return Opening(s.cast.lead.person, f"/trends/?unit={s.cast.team.id}")


@state("trends:trend", "with nothing sealed")
def _(s: Situations) -> Opening:
    return Opening(s.cast.stranger.person, "/trends/")


@state("trends:patterns", "within an agency", enlarged=True)
def _(s: Situations) -> Opening:
    there = s.organisation
    return Opening(there.reader.person, f"/trends/patterns/?unit={there.unit.id}&indicator=3.2")


@state("trends:patterns", "to choose within whom")
def _(s: Situations) -> Opening:
    return Opening(s.organisation.lead.person, "/trends/patterns/")


@state("trends:patterns", "with nothing sealed")
def _(s: Situations) -> Opening:
    return Opening(s.cast.stranger.person, "/trends/patterns/")


@state("trends:note_new", "empty")
def _(s: Situations) -> Opening:
    assert s.followed
    return Opening(s.cast.evaluator.person, f"/trends/{s.cast.team.id}/hmie-2005/3.2/new/")


@state("trends:note_new", "sent empty")
def _(s: Situations) -> Opening:
    assert s.followed
    path = f"/trends/{s.cast.team.id}/hmie-2005/3.2/new/"
    return Opening(s.cast.evaluator.person, path, press("Save"))


def _named(page: Page, s: Situations) -> None:
    page.get_by_label("On which day?").fill("3 March 2025")
    page.get_by_label("An action").check()
    page.get_by_label("In a sentence").fill("Kirsty McLeod, born 3.4.2015, was seen.")
    press("Save")(page, s)


@state("trends:note_new", "with a name in it")
def _(s: Situations) -> Opening:
    assert s.followed
    return Opening(s.cast.evaluator.person, f"/trends/{s.cast.team.id}/hmie-2005/3.2/new/", _named)


@state("trends:note", "as its writer")
def _(s: Situations) -> Opening:
    return Opening(s.cast.evaluator.person, f"/trends/notes/{s.fell}/")


@state("trends:note_remove", "as whoever leads")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, f"/trends/notes/{s.fell}/remove/")
