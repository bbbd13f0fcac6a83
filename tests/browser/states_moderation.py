"""The pages of judging together in their states."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from speir.evaluations.actions.moderation import agreeing, sitting
from speir.evaluations.models import Moderation, Round
from tests import world_moderation as together
from tests.browser.pages import Opening, press, state
from tests.browser.situations import Situations

WHY = "Families were seen within a day in most records, and where they were not nobody said why."


def going_on(s: Situations, *, joined: bool = True) -> tuple[Moderation, Round]:
    """A meeting of the team about 1.1 and 3.2, open; the evaluator has judged, and one of two without a device."""
    made = together.meeting(s.begun(), s.cast.lead, ("1.1", "3.2"))
    if joined:
        together.joined(made, s.cast.evaluator)
        names = [together.named(made, s.cast.lead, s.name(name)[:190] + tail) for name, tail in NAMED]
    row = together.opened(made, s.cast.lead)
    if joined:
        together.judged(row, s.cast.evaluator, "adequate", s.text(WHY), "well_evidenced")
        together.judged(row, s.cast.lead, "very_good", s.text("Help came early."), place=names[0].id)
    return made, row


NAMED = (("Fergus Baird", " 1"), ("Ailsa Munro", " 2"))


def shown(s: Situations) -> tuple[Moderation, Round]:
    made, row = going_on(s)
    together.judged(row, s.cast.lead, "weak", place=str(made.evaluators.filter(person=None).last().id))
    together.revealed(row, s.cast.lead)
    return made, row


def joint_shown(s: Situations) -> tuple[Moderation, Round]:
    """The same in a joint broad view, where two organisations speak."""
    health, police = s.committee.members["Health"], s.committee.members["Police"]
    made = together.meeting(s.joint.evaluation, s.committee.lead, ("1.1", "1.3"))
    together.joined(made, health.evaluator, health.lead, police.evaluator)
    row = together.opened(made, s.committee.lead)
    together.judged(row, health.evaluator, "weak", s.text("Families waited six weeks."))
    together.judged(row, health.lead, "adequate", s.text("It depends on where you live."))
    together.judged(row, police.evaluator, "good", s.text(WHY), "well_evidenced")
    together.revealed(row, s.committee.lead)
    return made, row


def at(made: Moderation, below: str = "") -> str:
    return f"/moderation/{made.id}/{below}"


@state("moderation:of", "empty, as who leads")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, f"/moderation/of/{s.begun().id}/")


@state("moderation:of", "one going on, one agreed, as who leads", enlarged=True)
def _(s: Situations) -> Opening:
    made, row = shown(s)
    together.agreed(row, s.cast.lead, "good", s.text("Both surveys say so."))
    return Opening(s.cast.lead.person, f"/moderation/of/{made.evaluation_id}/")


@state("moderation:of", "over, with how alike people judged", enlarged=True)
def _(s: Situations) -> Opening:
    made = together.judged_by_two(s.begun(), s.cast)
    sitting.end(moderation_id=made.id, by=s.cast.lead.actor)

    def steps(page: Page, _s: Situations) -> None:
        page.evaluate("document.querySelectorAll('.alike').forEach(each => { each.open = true })")
        expect(page.get_by_text("Krippendorff’s alpha")).to_be_visible()

    return Opening(s.cast.reader.person, f"/moderation/of/{made.evaluation_id}/", steps)


@state("moderation:of", "empty, as a reader")
def _(s: Situations) -> Opening:
    return Opening(s.cast.reader.person, f"/moderation/of/{s.begun().id}/")


@state("moderation:joint", "with one agreed")
def _(s: Situations) -> Opening:
    _made, row = joint_shown(s)
    agreeing.agree(
        round_id=row.id, agreed=False, reason=s.text("It depends on the town."), by=s.committee.lead.actor
    )
    return Opening(s.committee.lead.person, f"/moderation/joint/{s.joint.id}/")


@state("moderation:begin", "of a team")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, f"/moderation/of/{s.begun().id}/begin/?indicator=1.1")


@state("moderation:begin", "of a joint broad view, with mistakes")
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        page.get_by_label("By post").first.check()
        press("Begin")(page, s)
        expect(page.get_by_role("alert")).to_be_visible()

    return Opening(s.committee.lead.person, f"/moderation/of/{s.joint.evaluation_id}/begin/", steps)


@state("moderation:room", "to join, for one of several")
def _(s: Situations) -> Opening:
    made = together.meeting(s.joint.evaluation, s.committee.lead, ("1.1",))
    return Opening(s.committee.members["Health"].evaluator.person, at(made))


@state("moderation:room", "joined, before the first indicator")
def _(s: Situations) -> Opening:
    made = together.meeting(s.begun(), s.cast.lead)
    together.joined(made, s.cast.evaluator)
    return Opening(s.cast.evaluator.person, at(made))


@state("moderation:room", "judging", enlarged=True)
def _(s: Situations) -> Opening:
    made, _row = going_on(s, joined=False)
    together.joined(made, s.cast.evaluator)
    return Opening(s.cast.evaluator.person, at(made))


@state("moderation:room", "judged and waiting")
def _(s: Situations) -> Opening:
    return Opening(s.cast.evaluator.person, at(going_on(s)[0]))


@state("moderation:room", "by post")
def _(s: Situations) -> Opening:
    made = together.by_post(s.begun(), s.cast.lead)
    together.joined(made, s.cast.evaluator)
    together.judged(together.round_of(made), s.cast.evaluator, "good")
    return Opening(s.cast.evaluator.person, at(made))


@state("moderation:room", "as a reader")
def _(s: Situations) -> Opening:
    return Opening(s.cast.reader.person, at(going_on(s)[0]))


@state("moderation:room", "ended")
def _(s: Situations) -> Opening:
    made = together.meeting(s.begun(), s.cast.lead)
    together.joined(made, s.cast.evaluator)
    sitting.end(moderation_id=made.id, by=s.cast.lead.actor)
    return Opening(s.cast.evaluator.person, at(made))


@state("moderation:join", "anew")
def _(s: Situations) -> Opening:
    return Opening(s.cast.evaluator.person, at(going_on(s)[0], "join/"))


@state("moderation:round", "changing what was judged")
def _(s: Situations) -> Opening:
    made, row = going_on(s)
    return Opening(s.cast.evaluator.person, at(made, f"{row.id}/?change=1"))


@state("moderation:round", "with a level missing and a name")
def _(s: Situations) -> Opening:
    made, row = going_on(s)

    def steps(page: Page, s: Situations) -> None:
        page.get_by_label("Good", exact=True).check()
        page.get_by_label("Why, in a sentence").fill("Torquil Macrae told his teacher.")
        press("Keep my judgement, hidden")(page, s)
        expect(page.get_by_text("This may name a child")).to_be_visible()

    return Opening(s.cast.evaluator.person, at(made, f"{row.id}/?change=1"), steps, 200)


@state("moderation:round", "revealed, as who took part", enlarged=True)
def _(s: Situations) -> Opening:
    made, row = shown(s)
    return Opening(s.cast.evaluator.person, at(made, f"{row.id}/"))


@state("moderation:round", "revealed and agreed twice, of a joint broad view")
def _(s: Situations) -> Opening:
    made, row = joint_shown(s)
    for reason in ("It depends on the town.", "We still see it differently."):
        agreeing.agree(round_id=row.id, agreed=False, reason=s.text(reason), by=s.committee.lead.actor)
    together.judged(row, s.committee.members["Health"].lead, "good", s.text("I have thought again."))
    return Opening(s.committee.members["Police"].lead.person, at(made, f"{row.id}/"))


@state("moderation:lead", "before the first indicator")
def _(s: Situations) -> Opening:
    made = together.meeting(s.begun(), s.cast.lead)
    together.joined(made, s.cast.evaluator, s.cast.lead)
    return Opening(s.cast.lead.person, at(made, "lead/"))


@state("moderation:lead", "judging", enlarged=True)
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, at(going_on(s)[0], "lead/"))


@state("moderation:lead", "revealed")
def _(s: Situations) -> Opening:
    return Opening(s.committee.lead.person, at(joint_shown(s)[0], "lead/"))


@state("moderation:lead", "agreed")
def _(s: Situations) -> Opening:
    made, row = shown(s)
    together.agreed(row, s.cast.lead, "good", s.text("Both surveys say so."), "some_doubt")
    return Opening(s.cast.lead.person, at(made, "lead/"))


@state("moderation:lead", "by post")
def _(s: Situations) -> Opening:
    made = together.by_post(s.begun(), s.cast.lead)
    together.joined(made, s.cast.evaluator)
    return Opening(s.cast.lead.person, at(made, "lead/"))


@state("moderation:people", "empty")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, at(together.meeting(s.begun(), s.cast.lead), "people/"))


@state("moderation:people", "with somebody still to judge", enlarged=True)
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, at(going_on(s)[0], "people/"))


@state("moderation:hand", "empty")
def _(s: Situations) -> Opening:
    made, row = going_on(s)
    who = made.evaluators.filter(person=None).order_by("name").last()
    return Opening(s.cast.lead.person, at(made, f"{row.id}/for/{who.id}/"))


@state("moderation:ask", "with people to choose")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, at(together.by_post(s.begun(), s.cast.lead), "ask/"))


@state("moderation:agree", "empty")
def _(s: Situations) -> Opening:
    made, row = shown(s)
    return Opening(s.cast.lead.person, at(made, f"{row.id}/agree/"))


@state("moderation:agree", "with mistakes")
def _(s: Situations) -> Opening:
    made, row = shown(s)

    def steps(page: Page, s: Situations) -> None:
        page.get_by_label("We agree on this").check()
        press("Write it down")(page, s)
        expect(page.get_by_role("alert")).to_be_visible()

    return Opening(s.cast.lead.person, at(made, f"{row.id}/agree/"), steps)


@state("moderation:reveal", "asked first")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, at(going_on(s)[0], "lead/"), press("Reveal together"))
