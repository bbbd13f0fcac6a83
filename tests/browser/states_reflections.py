"""The states of the pages of own reflection."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from speir.evaluations.actions import reflections, reflections_shared
from tests.browser.pages import Opening, post, press, state
from tests.browser.situations import Situations

LIST = "/reflections/"


@state("reflections:list", "empty, for somebody who may reflect")
def _(s: Situations) -> Opening:
    return Opening(s.in_two_units.person, LIST)


@state("reflections:list", "empty, for somebody whose role does not reflect")
def _(s: Situations) -> Opening:
    return Opening(s.cast.reader.person, LIST)


@state("reflections:list", "with some", enlarged=True)
def _(s: Situations) -> Opening:
    assert s.reflected
    return Opening(s.practitioner.person, LIST)


@state("reflections:list", "nothing found")
def _(s: Situations) -> Opening:
    return Opening(s.practitioner.person, f"{LIST}?words=zzz")


@state("reflections:take", "with what was taken lately")
def _(s: Situations) -> Opening:
    assert s.reflected
    return Opening(s.practitioner.person, f"{LIST}new/")


@state("reflections:take", "found, in one of two units", enlarged=True)
def _(s: Situations) -> Opening:
    return Opening(s.in_two_units.person, f"{LIST}new/?words=risk")


@state("reflections:take", "nothing found")
def _(s: Situations) -> Opening:
    return Opening(s.practitioner.person, f"{LIST}new/?words=zzz")


@state("reflections:reflection", "taken again, nothing written yet")
def _(s: Situations) -> Opening:
    assert s.reflected
    return Opening(s.practitioner.person, f"{LIST}{s.reflection().id}/")


@state("reflections:reflection", "written with a colleague", enlarged=True)
def _(s: Situations) -> Opening:
    return Opening(s.practitioner.person, f"{LIST}{s.reflected.id}/")


@state("reflections:reflection", "as a colleague who writes in it")
def _(s: Situations) -> Opening:
    return Opening(s.cast.evaluator.person, f"{LIST}{s.reflected.id}/")


@state("reflections:reflection", "with a name in it", enlarged=True)
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        post("known", "Callum Fraser told his teacher.")(page, s)
        expect(page.get_by_text("This may name a child").first).to_be_visible()

    return Opening(s.practitioner.person, f"{LIST}{s.reflection(happens='One.').id}/", steps)


@state("reflections:reflection", "typed by two at once", enlarged=True)
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        page.evaluate("document.getElementById('base_happens').value = ''")
        post("happens", s.text("What I typed."))(page, s)
        expect(page.get_by_text("Which shall stand?").first).to_be_visible()

    return Opening(s.practitioner.person, f"{LIST}{s.reflection(happens='What I saved.').id}/", steps)


@state("reflections:reflection", "as a reader")
def _(s: Situations) -> Opening:
    made = s.reflection(happens="We knock and wait.", doing="Ring first.")
    reflections_shared.share(
        reflection_id=made.id,
        audience=f"agency:{s.cast.team.id}",
        why=s.text("They asked."),
        ends=None,
        by=s.practitioner.actor,
    )
    return Opening(s.cast.reader.person, f"{LIST}{made.id}/")


@state("reflections:reflection", "discarded")
def _(s: Situations) -> Opening:
    made = s.reflection(happens="We knock and wait.")
    reflections.discard(reflection_id=made.id, by=s.practitioner.actor)
    return Opening(s.practitioner.person, f"{LIST}{made.id}/")


@state("reflections:writers", "with a colleague")
def _(s: Situations) -> Opening:
    return Opening(s.practitioner.person, f"{LIST}{s.reflected.id}/with/")


@state("reflections:writers", "with mistakes", enlarged=True)
def _(s: Situations) -> Opening:
    return Opening(s.practitioner.person, f"{LIST}{s.reflection(happens='One.').id}/with/", press("Add"))


@state("reflections:writers", "as a colleague who writes in it")
def _(s: Situations) -> Opening:
    return Opening(s.cast.evaluator.person, f"{LIST}{s.reflected.id}/with/")


@state("reflections:give", "as it begins")
def _(s: Situations) -> Opening:
    return Opening(s.practitioner.person, f"{LIST}{s.reflected.id}/evidence/")


@state("reflections:give", "with mistakes", enlarged=True)
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        page.get_by_label("When was that?").fill("some day")
        press("Give")(page, s)
        expect(page.get_by_role("alert")).to_be_visible()

    return Opening(s.practitioner.person, f"{LIST}{s.reflection().id}/evidence/", steps)


@state("reflections:sharing", "with nobody yet")
def _(s: Situations) -> Opening:
    return Opening(s.practitioner.person, f"{LIST}{s.reflected.id}/sharing/")
