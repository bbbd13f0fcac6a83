"""A text that may identify somebody is a draft of its writer alone until it is mended or explained."""

from __future__ import annotations

import logging

import pytest

from speir.core.errors import Refused
from speir.evaluations.actions import answers, judgements, set_aside
from speir.evaluations.actions.beside import Field
from speir.evaluations.actions.broad_views import describe
from speir.evaluations.actions.editions import reopen
from speir.evaluations.models import Answer, EarlierText, Judgement, LevelChange, SetAside
from speir.evaluations.queries import panels, records
from speir.evaluations.rules.record_text import to_json
from speir.evaluations.rules.saving import mark
from speir.evidence.models import EarlierItem, Item
from speir.mentions.rules import Keeping, Reason, Waits, mentions
from speir.trail.models import Entry
from tests import world

NAMED = "Callum Fraser told his teacher."


@pytest.fixture
def view(cast):
    return world.begun(cast)


def save(view, by, text, base="", number="1.1", **more):
    typed = {"strengths": Field(text, mark(base), **more)}
    return judgements.record(evaluation_id=view.id, number=number, typed=typed, by=by.actor)[1]


def draft(view, who, name="strengths"):
    return panels.panel(who.actor, view.id, "1.1").held.get(name)


def keeping(text):
    return Keeping(Reason.KNOWN, frozenset(one.token for one in mentions(text)))


def test_it_is_held_for_its_writer_and_nobody_else_sees_it(cast, view):
    out = save(view, cast.evaluator, NAMED)
    assert out.held["strengths"].text == NAMED
    assert (out.saved, out.conflicts) == ({}, {})
    assert world.values(view, "1.1")["strengths"] == ""
    assert draft(view, cast.evaluator).text == NAMED
    for other in (cast.lead, cast.reader):
        panel = panels.panel(other.actor, view.id, "1.1")
        assert (panel.held, panel.asides) == ({}, ())


def test_it_is_in_no_record_no_edition_no_history_no_trail_and_no_log(cast, view, caplog):
    caplog.set_level(logging.DEBUG, logger="speir")
    save(view, cast.evaluator, NAMED)
    world.say(view, "1", NAMED, cast.evaluator)
    world.write(view, "1.2", cast.evaluator, choice="good", why=NAMED)
    edition = world.seal(view, cast.lead)
    told = [
        to_json(records.opened(cast.lead.actor, view.id).record),
        edition.content,
        *EarlierText.objects.values_list("text", flat=True),
        *LevelChange.objects.values_list("why", flat=True),
        *Entry.objects.values_list("detail", flat=True),
        caplog.text,
    ]
    assert not [text for text in told if "Callum" in text]
    assert records.unsettled(cast.lead.actor, view.id) == ["1.1", "1.2"]


def test_the_other_fields_of_the_form_are_saved_all_the_same(cast, view):
    out = world.write(
        view, "1.1", cast.evaluator, strengths=NAMED, improvements="Plans are late.", choice="good"
    )
    assert set(out.saved) == {"improvements", "choice"}
    assert set(out.held) == {"strengths"}


def test_typing_on_goes_on_in_the_same_draft_also_in_the_middle_of_it(cast, view):
    first = save(view, cast.evaluator, "Callum is").held["strengths"]
    middle = "We saw that Callum is"
    save(view, cast.evaluator, middle, aside=first.aside, seen=mark("Callum is"))
    save(view, cast.evaluator, f"{middle} well")
    assert SetAside.objects.get().text == f"{middle} well"


def test_two_tabs_that_go_apart_keep_a_text_each(cast, view):
    first = save(view, cast.evaluator, "Callum is").held["strengths"]
    opened = {"aside": first.aside, "seen": mark("Callum is")}
    save(view, cast.evaluator, "Callum is well", **opened)
    save(view, cast.evaluator, "Now Callum sleeps", **opened)
    panel = panels.panel(cast.evaluator.actor, view.id, "1.1")
    assert panel.held["strengths"].text == "Now Callum sleeps"
    assert [aside.text for aside in panel.asides] == ["Callum is well"]


def test_a_mended_text_is_saved_and_its_draft_is_gone(cast, view):
    held = save(view, cast.evaluator, NAMED).held["strengths"]
    save(view, cast.evaluator, "[a child] told a teacher.", aside=held.aside, seen=mark(NAMED))
    assert world.values(view, "1.1")["strengths"] == "[a child] told a teacher."
    assert not SetAside.objects.exists()


def test_a_text_taken_back_to_what_was_saved_leaves_no_draft(cast, view):
    held = save(view, cast.evaluator, NAMED).held["strengths"]
    save(view, cast.evaluator, "", aside=held.aside, seen=mark(NAMED))
    assert not SetAside.objects.exists()


def test_an_explained_text_is_saved_and_recorded_and_not_asked_again(cast, view):
    held = save(view, cast.evaluator, NAMED).held["strengths"]
    save(view, cast.evaluator, NAMED, aside=held.aside, seen=mark(NAMED), keep=keeping(NAMED))
    assert world.values(view, "1.1")["strengths"] == NAMED
    assert not SetAside.objects.exists()
    entry = Entry.objects.get(verb="kept a mention in")
    assert (entry.about_id, entry.person_name) == (world.row(view, "1.1").id, cast.evaluator.name)
    assert "Callum" not in entry.detail
    more = f"{NAMED} It went well."
    assert save(view, cast.lead, more, base=NAMED).saved == {"strengths": more}


def test_one_who_saved_meanwhile_is_a_conflict_and_the_draft_is_set_aside(cast, view):
    held = save(view, cast.evaluator, NAMED).held["strengths"]
    world.write(view, "1.1", cast.lead, strengths="Seen early.")
    panel = panels.panel(cast.evaluator.actor, view.id, "1.1")
    assert (panel.values["strengths"], panel.held) == ("Seen early.", {})
    assert [aside.text for aside in panel.asides] == [NAMED]
    out = save(view, cast.evaluator, f"{NAMED} Yes.", aside=held.aside, seen=mark(NAMED))
    assert out.conflicts["strengths"].theirs == "Seen early."
    kept = SetAside.objects.get()
    assert (kept.text, kept.base) == (f"{NAMED} Yes.", "")


@pytest.mark.parametrize(("choose", "text"), [("mine", NAMED), ("both", f"Seen early.\n\n{NAMED}")])
def test_a_conflict_decided_for_ones_own_text_holds_it_until_it_is_mended(cast, view, choose, text):
    world.write(view, "1.1", cast.lead, strengths="Seen early.")
    conflict = save(view, cast.evaluator, NAMED).conflicts["strengths"]
    out = save(view, cast.evaluator, NAMED, choose=choose, seen=mark("Seen early."), aside=conflict.aside)
    assert out.held["strengths"].text == text
    assert SetAside.objects.get().text == text
    assert world.values(view, "1.1")["strengths"] == "Seen early."
    held = out.held["strengths"]
    clean = {"base": "Seen early.", "aside": held.aside, "seen": mark(text)}
    assert save(view, cast.evaluator, "Seen early, and heard.", **clean).saved
    assert not SetAside.objects.exists()


def test_what_waits_while_somebody_seals_stays_a_draft(cast, view):
    held = save(view, cast.evaluator, NAMED).held["strengths"]
    world.seal(view, cast.lead)
    with pytest.raises(Refused, match="kept for you"):
        save(view, cast.evaluator, f"{NAMED} Yes.", aside=held.aside, seen=mark(NAMED))
    panel = panels.panel(cast.evaluator.actor, view.id, "1.1")
    assert [aside.text for aside in panel.asides] == [f"{NAMED} Yes."]
    reopen(evaluation_id=view.id, by=cast.lead.actor)
    set_aside.take_up(evaluation_id=view.id, aside=panel.asides[0].id, by=cast.evaluator.actor)
    assert draft(view, cast.evaluator).text == f"{NAMED} Yes."
    assert world.values(view, "1.1")["strengths"] == ""


def test_a_draft_left_alone_stands_there_again_after_sealing_and_reopening(cast, view):
    save(view, cast.evaluator, NAMED)
    world.seal(view, cast.lead)
    assert draft(view, cast.evaluator) is None
    assert [aside.text for aside in panels.panel(cast.evaluator.actor, view.id, "1.1").asides] == [NAMED]
    reopen(evaluation_id=view.id, by=cast.lead.actor)
    assert draft(view, cast.evaluator).text == NAMED


def test_a_text_from_before_this_was_asked_goes_into_history_without_its_mentions(cast, view):
    Judgement.objects.filter(evaluation=view).update(strengths=NAMED, strengths_by_name="Somebody")
    Answer.objects.filter(evaluation=view).update(text=NAMED, written_by_name="Somebody")
    world.write(view, "1.1", cast.lead, strengths="Seen early.")
    world.say(view, "1", "We listen.", cast.lead)
    assert set(EarlierText.objects.values_list("text", flat=True)) == {"[name] told his teacher."}


def test_an_answer_is_held_in_the_same_way(cast, view):
    out = world.say(view, "1", NAMED, cast.evaluator)
    assert out.held["text"].text == NAMED
    opened = records.opened(cast.evaluator.actor, view.id)
    assert opened.held["1"].text == NAMED
    assert records.opened(cast.lead.actor, view.id).held == {}
    typed = Field("We listen.", mark(""), aside=opened.held["1"].aside, seen=mark(NAMED))
    answers.answer(evaluation_id=view.id, question="1", typed=typed, by=cast.evaluator.actor)
    assert not SetAside.objects.exists()


def test_a_reason_for_a_level_waits_and_the_level_is_saved(cast, view):
    out = world.write(view, "1.1", cast.evaluator, choice="good", why=NAMED)
    assert out.saved == {"choice": "good"}
    assert out.held["why"].text == NAMED
    assert LevelChange.objects.get().why == ""
    assert draft(view, cast.evaluator, "why").text == NAMED
    assert draft(view, cast.lead, "why") is None
    again = {"why": Field("The files say so.", "", aside=out.held["why"].aside, seen=mark(NAMED))}
    judgements.record(
        evaluation_id=view.id, number="1.1", typed=again, why="The files say so.", by=cast.evaluator.actor
    )
    assert sorted(LevelChange.objects.values_list("why", flat=True)) == ["", "The files say so."]
    assert not SetAside.objects.exists()


def test_a_reason_that_waits_is_for_the_level_it_was_typed_for_and_for_no_other(cast, view):
    out = world.write(view, "1.1", cast.evaluator, choice="good", why=NAMED)
    assert not out.why_done
    world.write(view, "1.1", cast.lead, choice="weak")
    panel = panels.panel(cast.evaluator.actor, view.id, "1.1")
    assert (panel.held, [aside.text for aside in panel.asides]) == ({}, [NAMED])
    assert world.row(view, "1.1").reason == ""


def test_a_reason_that_is_explained_stands_beside_its_level(cast, view):
    held = world.write(view, "1.1", cast.evaluator, choice="good", why=NAMED).held["why"]
    typed = {"why": Field(NAMED, "", aside=held.aside, seen=mark(NAMED), keep=keeping(NAMED))}
    out = judgements.record(
        evaluation_id=view.id, number="1.1", typed=typed, why=NAMED, by=cast.evaluator.actor
    )[1]
    assert out.why_done
    assert world.row(view, "1.1").reason == NAMED
    assert not SetAside.objects.exists()


def test_a_reason_that_is_emptied_leaves_no_draft(cast, view):
    held = world.write(view, "1.1", cast.evaluator, choice="good", why=NAMED).held["why"]
    typed = {"why": Field("", "", aside=held.aside, seen=mark(NAMED))}
    judgements.record(evaluation_id=view.id, number="1.1", typed=typed, by=cast.evaluator.actor)
    assert not SetAside.objects.exists()


def test_an_item_that_may_identify_somebody_is_not_written_until_it_is_explained(cast, view):
    with pytest.raises(Waits) as waits:
        world.cite(view, "1.1", cast.evaluator, shows=NAMED)
    text, found = waits.value.fields["shows"]
    assert (text, [one.words for one in found]) == (NAMED, ["Callum Fraser"])
    assert not Item.objects.exists()


def test_an_item_from_before_this_was_asked_is_kept_without_its_mentions(cast, view):
    item = world.cite(view, "1.1", cast.evaluator)
    Item.objects.update(shows=NAMED)
    from speir.evaluations.actions.citations import change_cited

    change = {"evaluation_id": view.id, "number": "1.1", "item_id": item, "stance": "supports"}
    unchanged = world.draft(shows=NAMED, kind="surveys")
    change_cited(**change, draft=unchanged, revision=1, by=cast.evaluator.actor)
    change_cited(**change, draft=world.draft(), revision=2, by=cast.evaluator.actor)
    assert set(EarlierItem.objects.values_list("shows", flat=True)) == {"[name] told his teacher."}


def test_a_title_that_names_somebody_waits_and_once_explained_the_trail_does_not_say_it(cast, view):
    days = {"period_from": view.period_from, "period_to": view.period_to}
    change = {"evaluation_id": view.id, "base": world.described(view), "by": cast.lead.actor, **days}
    title = "Broad view after Callum Fraser"
    with pytest.raises(Waits):
        describe(title=title, **change)
    assert describe(title=title, keeping=keeping(title), **change).title == title
    assert [entry.detail for entry in Entry.objects.filter(verb="described")] == [""]


def test_nobody_begins_a_broad_view_of_a_person(cast):
    with pytest.raises(Waits):
        world.begun(cast, title="Callum Fraser")
