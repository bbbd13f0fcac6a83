"""The board of a closer look and its judging, in their states."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from speir.evaluations.actions.looks import lines
from speir.evaluations.models import Feature, Look, Question, Way
from tests import world, world_look
from tests import world_look_judging as made
from tests import world_moderation as together
from tests.browser.pages import Opening, state
from tests.browser.situations import Situations


def themes(look: Look) -> list[str]:
    return list(look.themes.order_by("theme").values_list("theme", flat=True))


def begun(s: Situations) -> Look:
    """A closer look with nothing planned."""
    return world_look.look(
        s.cast.team, s.cast.lead, title=s.name("How we share information"), themes=world_look.themes_of("3.2")
    )


def line(s: Situations, look: Look, column: str, text: str, theme: str, how: str = "focus_group") -> object:
    return lines.add(
        look_id=look.id,
        column=column,
        number="3.2",
        theme=theme,
        text=s.text(text),
        how=how,
        by=s.cast.lead.actor,
    )


def known(s: Situations) -> Look:
    """A closer look with something in every corner: answers, contradictions, people not heard."""
    look, by = begun(s), s.cast.evaluator
    first, second = themes(look)[:2]
    asked = [
        line(s, look, "question", text, first)
        for text in (
            "Do we pass on what others need to know?",
            "Do families know what we share, and with whom?",
            "Does what we share change what happens for the child?",
        )
    ]
    staff, files, families = (
        line(s, look, "way", text, first, how)
        for text, how in (
            ("Two focus groups of staff from three services", "focus_group"),
            ("Twelve files of children who were referred twice", "files"),
            ("Talk with families in the family centre", "interview"),
        )
    )
    looked = [
        line(s, look, "feature", text, theme)
        for text, theme in (
            ("Staff can say what they passed on, to whom and why", first),
            ("The reason is written down where something is not shared", first),
            ("Families were asked, or told why not", second),
            ("Somebody outside office hours knows what was agreed", second),
        )
    ]
    assert isinstance(asked[0], Question)
    assert isinstance(asked[1], Question)
    made.answered(
        asked[0], by, s.text("Health visitors and schools do; adult services hear late, if at all.")
    )
    made.answered(asked[1], by, s.text("Some were told in a letter. Few could say what it meant."), "partly")
    assert isinstance(staff, Way)
    assert isinstance(files, Way)
    assert isinstance(families, Way)
    features = [one for one in looked if isinstance(one, Feature)]
    item = made.cited(
        look, by, shows=s.text("In nine of twelve files somebody wrote down what was passed on.")
    )
    made.cited(
        look,
        by,
        stance="contradicts",
        shows=s.text("Minutes of May: three referrals reached nobody."),
        kind="minutes",
    )
    made.seen(features[0], staff, by, "seen", s.text("Both groups gave examples."))
    made.seen(features[0], item, by, "seen")
    made.seen(features[0], files, by, "not_seen", s.text("The files stop in May."))
    made.seen(features[1], files, by, "partly")
    made.seen(features[2], staff, by, "not_seen")
    made.heard(made.wanted(look, by, s.text("Children of primary school age")), families)
    made.wanted(look, by, s.text("Families who speak Polish at home"), "language")
    made.wanted(look, by, s.text("Families on the islands"), "area")
    made.judged(
        look,
        first,
        by,
        strengths=s.text("Health visitors and schools tell each other early, and can say why."),
        weaknesses=s.text("Adult services are told late; out of hours nobody knows what was agreed."),
    )
    return look


def at(look: Look, below: str) -> str:
    return f"/closer-looks/{look.id}/{below}"


@state("looks:board", "empty")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, at(begun(s), "board/"))


@state("looks:board", "full, with contradictions", enlarged=True)
def _(s: Situations) -> Opening:
    return Opening(s.cast.evaluator.person, at(known(s), "board/"))


@state("looks:board", "as a reader")
def _(s: Situations) -> Opening:
    return Opening(s.cast.reader.person, at(known(s), "board/"))


@state("looks:board", "finished")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, at(made.finished(known(s)), "board/"))


@state("looks:answer", "written")
def _(s: Situations) -> Opening:
    look = known(s)
    row = look.questions.order_by("position")[0]
    return Opening(s.cast.evaluator.person, at(look, f"board/questions/{row.id}/"))


@state("looks:answer", "written at once by two", enlarged=True)
def _(s: Situations) -> Opening:
    look = known(s)
    row = look.questions.order_by("position")[0]

    def steps(page: Page, s: Situations) -> None:
        made.answered(row, s.cast.lead, s.text("They do, but not at night."), "partly")
        page.get_by_label("What do you know?").fill(s.text("They do in working hours."))
        page.get_by_label("What do you know?").blur()
        expect(page.get_by_text("Both are here.").first).to_be_visible()

    return Opening(s.cast.evaluator.person, at(look, f"board/questions/{row.id}/"), steps)


@state("looks:sightings", "seen here and not there")
def _(s: Situations) -> Opening:
    look = known(s)
    row = look.features.order_by("position")[0]
    return Opening(s.cast.evaluator.person, at(look, f"board/features/{row.id}/"))


@state("looks:sightings", "as a reader")
def _(s: Situations) -> Opening:
    look = known(s)
    row = look.features.order_by("position")[0]
    return Opening(s.cast.reader.person, at(look, f"board/features/{row.id}/"))


@state("looks:groups", "some, and the form")
def _(s: Situations) -> Opening:
    return Opening(s.cast.evaluator.person, at(known(s), "board/groups/"))


@state("looks:group", "to be reworded")
def _(s: Situations) -> Opening:
    look = known(s)
    row = look.groups.order_by("position")[0]
    return Opening(s.cast.evaluator.person, at(look, f"board/groups/{row.id}/"))


@state("looks:judging", "one indicator without a level")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, at(known(s), "judging/"))


@state("looks:indicator", "themes written, no level", enlarged=True)
def _(s: Situations) -> Opening:
    return Opening(s.cast.evaluator.person, at(known(s), "judging/3.2/"))


@state("looks:indicator", "agreed together, and finished")
def _(s: Situations) -> Opening:
    look = known(s)
    view = world_look.evaluation_of(look)
    meeting = together.meeting(view, s.cast.lead, ("3.2",))
    together.joined(meeting, s.cast.evaluator)
    row = together.opened(meeting, s.cast.lead, "3.2")
    together.judged(row, s.cast.evaluator, "adequate", s.text("It depends on the hour."))
    together.revealed(row, s.cast.lead)
    together.agreed(row, s.cast.lead, "adequate", s.text("The files and the groups say so."))
    return Opening(s.cast.reader.person, at(made.finished(look), "judging/3.2/"))


@state("looks:history", "one level")
def _(s: Situations) -> Opening:
    look = known(s)
    world.write(world_look.evaluation_of(look), "3.2", s.cast.lead, choice="good", why=s.text("It is so."))
    return Opening(s.cast.reader.person, at(look, "judging/3.2/history/"))


@state("looks:evidence_new", "empty")
def _(s: Situations) -> Opening:
    return Opening(s.cast.evaluator.person, at(known(s), "judging/3.2/evidence/new/"))


@state("looks:evidence_cite", "nothing else yet")
def _(s: Situations) -> Opening:
    return Opening(s.cast.evaluator.person, at(known(s), "judging/3.2/evidence/cite/"))


@state("looks:evidence", "to be changed")
def _(s: Situations) -> Opening:
    look = known(s)
    item = made.cited(look, s.cast.evaluator, shows=s.text("Reports came in time."))
    return Opening(s.cast.evaluator.person, at(look, f"judging/3.2/evidence/{item}/"))
