"""Disposal: a child's name that was typed once leaves every text, and says by whom, when and why it left."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import models

from speir.core.errors import NotAllowed, NotYours, Unfit
from speir.core.ids import new_id
from speir.evaluations.actions import removing
from speir.evaluations.actions.citations import change_cited
from speir.evaluations.actions.sharing import share as share_view
from speir.evaluations.models import (
    Citation,
    EarlierText,
    Edition,
    Evaluation,
    Judgement,
    LevelChange,
    SetAside,
)
from speir.evaluations.queries import removable
from speir.evaluations.queries.editions import sealed_record
from speir.evaluations.queries.headings import heading
from speir.evidence.actions.items import Stale
from speir.evidence.actions.sharing import share as share_item
from speir.evidence.models import EarlierItem, Item, Likeness
from speir.mentions.models import KeptMention
from speir.mentions.queries import digest as kept_digest
from speir.mentions.rules import mentions
from speir.organisations.actions import add_unit
from speir.retention.models import Disposal, Removal
from speir.retention.queries.disposals import log
from speir.sharing.policy import may_dispose
from speir.trail.models import Entry
from tests import world
from tests.factories.names import LEFT, NAME, NOTE, TEXT, take_out, with_a_name


def every_text() -> dict[str, str]:
    """Every text of every row of every table of ours, by table, id and column."""
    found = {}
    for model in apps.get_models():
        for column in model._meta.concrete_fields:
            if isinstance(column, models.CharField | models.TextField):
                for pk, text in model._default_manager.values_list("pk", column.attname):
                    found[f"{model._meta.label} {pk} {column.name}"] = str(text or "")
    return found


def test_a_name_is_found_wherever_it_stands_with_what_stands_near_it(cast, clock):
    view = with_a_name(cast)
    looked = removable.look(cast.lead.actor, view.id, "torquil")
    kinds = {found.key.split("-")[0] for found in looked.found}
    assert kinds == {
        "evaluation",
        "judgement",
        "answer",
        "levelchange",
        "earliertext",
        "edition",
        "item",
        "itemlink",
        "itemfile",
        "earlieritem",
    }
    text = next(
        found
        for found in looked.found
        if found.key.startswith("judgement") and found.said == "What we do well"
    )
    assert (text.number, text.near) == ("1.1", (("We saw it with ", NAME, " in May."),))


def test_a_name_that_was_typed_once_is_nowhere_afterwards_and_a_note_stands_in_its_place(cast, clock):
    view = with_a_name(cast)
    assert [where for where, text in every_text().items() if NAME in text]
    shown = len(removable.look(cast.lead.actor, view.id, NAME).found)
    assert take_out(view, cast.lead) == shown
    assert [where for where, text in every_text().items() if NAME in text] == []
    assert removable.look(cast.lead.actor, view.id, NAME).found == ()
    assert world.row(view, "1.1").strengths == LEFT
    assert Evaluation.objects.get(pk=view.id).title == f"The year of {NOTE}"
    for model, column in ((EarlierText, "text"), (LevelChange, "why"), (EarlierItem, "shows")):
        assert {getattr(row, column) for row in model.objects.all()} >= {LEFT}


def test_only_what_was_ticked_is_removed(cast, clock):
    view = with_a_name(cast)
    [found] = [
        found
        for found in removable.look(cast.lead.actor, view.id, NAME).found
        if found.key.startswith("judgement") and found.said == "What we do well"
    ]
    assert (
        removing.remove(
            evaluation_id=view.id, words=NAME, places=[found.key], reason="child", by=cast.lead.actor
        )
        == 1
    )
    assert NOTE in world.row(view, "1.1").strengths
    assert NAME in world.row(view, "1.1").improvements


def test_the_whole_text_can_go_where_a_story_tells_who_it_is(cast, clock):
    view = with_a_name(cast)
    take_out(view, cast.lead, whole=True)
    assert world.row(view, "1.1").strengths == NOTE
    assert sealed_record(Edition.objects.get().id).record.judgements[0].strengths == NOTE


# What is written down


def test_the_log_says_who_when_why_of_what_and_how_many_places_and_never_the_words(cast, clock):
    view = with_a_name(cast)
    gone = take_out(view, cast.lead)
    lines = log(cast.lead.actor).lines
    assert {(line.by, line.why, line.about, line.whole) for line in lines} == {
        (cast.lead.name, "A child could be identified", "broad view", True),
        (cast.lead.name, "A child could be identified", "evidence", True),
    }
    assert sum(line.places for line in lines) == gone
    assert {line.at for line in lines} == {clock.now}


def test_each_thing_has_its_entry_in_the_trail_within_its_unit(cast, clock):
    view = with_a_name(cast)
    take_out(view, cast.lead)
    entries = Entry.objects.filter(verb="removed words from")
    assert set(entries.values_list("about", "path")) == {
        ("broad view", cast.team.path),
        ("evidence", cast.team.path),
    }
    assert entries.count() == Disposal.objects.count()
    assert all(NAME not in entry.detail for entry in entries)


def test_a_line_of_the_log_that_somebody_forged_is_told_from_the_others(cast, clock):
    view = with_a_name(cast)
    take_out(view, cast.lead)
    mine = Disposal.objects.filter(about="broad view").get()
    Removal.objects.create(disposal=mine, in_table="evaluations_edition", row_id=new_id(), fields="more")
    assert {line.about: line.whole for line in log(cast.lead.actor).lines if line.about == "broad view"} == {
        "broad view": False
    }


def test_others_read_no_log(cast, clock):
    view = with_a_name(cast)
    take_out(view, cast.lead)
    for other in (cast.evaluator, cast.reader, cast.stranger):
        assert log(other.actor).lines == ()


# Who may, and what they may not see


def test_who_does_not_lead_where_it_was_written_removes_nothing(cast):
    view = with_a_name(cast)
    for other, refusal in (
        (cast.reader, NotAllowed),
        (cast.evaluator, NotAllowed),
        (cast.stranger, NotYours),
    ):
        with pytest.raises(refusal):
            removable.look(other.actor, view.id, NAME)
        with pytest.raises(refusal):
            removing.remove(evaluation_id=view.id, words=NAME, places=["x"], reason="child", by=other.actor)


def test_whose_alone_it_is_removes_words_and_nobody_above_does(cast, clock):
    view = world.begun(cast)
    mine = world.cite(view, "1.1", cast.evaluator, only_me=True, shows="Only mine.")
    Item.objects.filter(pk=mine).update(shows=f"Only mine: {NAME}.")
    assert removable.look(cast.lead.actor, view.id, NAME).found == ()
    assert take_out(view, cast.evaluator) == 1
    assert Item.objects.get(pk=mine).shows == f"Only mine: {NOTE}."


def test_a_draft_that_waits_with_another_loses_the_words_and_nobody_learns_that_it_had_them(cast, clock):
    view = with_a_name(cast)
    waits = SetAside.objects.create(
        evaluation=view,
        place="1.2/strengths",
        person=cast.evaluator.person,
        text=f"{NAME} again, and more of mine.",
        at=clock.now,
    )
    looked = removable.look(cast.lead.actor, view.id, NAME)
    assert not [found for found in looked.found if found.key.startswith("setaside")]
    shown = len(looked.found)
    assert take_out(view, cast.lead, whole=True) == shown
    waits.refresh_from_db()
    assert waits.text == f"{NOTE} again, and more of mine."
    assert sum(line.places for line in log(cast.lead.actor).lines) == shown


def test_an_older_form_does_not_bring_the_words_back(cast, clock):
    view = with_a_name(cast)
    item = Item.objects.filter(citations__judgement__evaluation=view).order_by("-revision")[0]
    take_out(view, cast.lead)
    with pytest.raises(Stale):
        change_cited(
            evaluation_id=view.id,
            number="1.1",
            item_id=item.id,
            draft=world.draft(shows="What the older form said."),
            revision=item.revision,
            stance="supports",
            by=cast.evaluator.actor,
        )


def test_a_mention_that_was_kept_is_asked_about_again(cast, clock):
    view = world.filled(cast, ("1.1",))
    text = "We saw it with Torquil Macdonald in May."
    Judgement.objects.filter(evaluation=view, indicator__number="1.1").update(strengths=text)
    key = f"{view.id}/1.1/strengths"
    for mention in mentions(text):
        KeptMention.objects.create(place=key, digest=kept_digest(key, mention))
    assert KeptMention.objects.filter(place=key).exists()
    take_out(view, cast.lead, "Torquil Macdonald")
    assert not KeptMention.objects.filter(place=key).exists()


# Asking


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"words": "T"}, "words-too-few"),
        ({"words": "x" * 201}, "words-too-long"),
        ({"places": []}, "places-none"),
        ({"places": ["judgement-0000000000000000-strengths"]}, "places-changed"),
        ({"reason": "because"}, "reason-unknown"),
    ],
)
def test_what_is_asked_for_wrongly_is_said_and_nothing_goes(cast, given, code):
    view = with_a_name(cast)
    places = [found.key for found in removable.look(cast.lead.actor, view.id, NAME).found]
    asked: dict[str, Any] = {"words": NAME, "places": places, "reason": "child"} | given
    with pytest.raises(Unfit) as unfit:
        removing.remove(evaluation_id=view.id, by=cast.lead.actor, **asked)
    assert unfit.value.broken[0].code == code
    assert not Disposal.objects.exists()
    assert NAME in world.row(view, "1.1").strengths


def test_sent_twice_it_is_done_once(cast, clock):
    view = with_a_name(cast)
    places = [found.key for found in removable.look(cast.lead.actor, view.id, NAME).found]
    asked: dict[str, Any] = {"evaluation_id": view.id, "words": NAME, "places": places, "reason": "child"}
    removing.remove(by=cast.lead.actor, **asked)
    before = Disposal.objects.count()
    with pytest.raises(Unfit, match="changed something here meanwhile"):
        removing.remove(by=cast.lead.actor, **asked)
    assert Disposal.objects.count() == before


def test_a_title_that_has_no_room_for_the_note_becomes_the_note(cast, clock):
    view = world.begun(cast)
    Evaluation.objects.filter(pk=view.id).update(title=f"{NAME} " + "x" * 190)
    take_out(view, cast.lead)
    assert Evaluation.objects.get(pk=view.id).title == NOTE


def test_the_way_to_it_is_shown_to_those_alone_who_may(cast):
    """What a heading says without a query is what the decision says."""
    above = world.unit_of(cast.lead, "A partnership of its own", "partnership")
    below = add_unit(name="A team below", kind="team", under=above.id, by=cast.lead.actor)
    evaluator = world.colleague("Eilidh Grant", below, "evaluator", cast.lead)
    agency_lead = world.colleague("Rory Campbell", below, "agency_lead", cast.lead)
    for home, only_me, owner in (
        (above, False, cast.lead),
        (below, False, evaluator),
        (below, True, evaluator),
    ):
        view = world.begun(cast)
        Evaluation.objects.filter(pk=view.id).update(
            unit=below, home=home, only_me=only_me, owner=owner.person.id
        )
        row = Evaluation.objects.select_related("home", "unit").get(pk=view.id)
        for who in (cast.lead, evaluator, agency_lead, cast.reader, cast.stranger):
            assert heading(who.actor, row).may_remove is may_dispose(who.actor, row), (
                home,
                only_me,
                who.name,
            )
    assert may_dispose(evaluator.actor, row)
    assert not may_dispose(cast.lead.actor, row)


def test_evidence_that_others_cite_too_is_said_since_their_editions_are_theirs(cast, clock):
    view = with_a_name(cast)
    item = Item.objects.filter(unit=cast.team).order_by("pk")[0]
    share_item(
        item_id=item.id, audience=f"named:{cast.evaluator.person.id}", why="x", ends=None, by=cast.lead.actor
    )
    theirs = world.begun(cast, "What I found alone", by=cast.evaluator)
    Evaluation.objects.filter(pk=theirs.id).update(only_me=True, owner=cast.evaluator.person.id)
    Citation.objects.create(
        judgement=world.row(theirs, "1.1"), item=item, stance="supports", made_at=clock.now
    )
    assert removable.look(cast.lead.actor, view.id, NAME).beyond == ()  # it is not theirs to know
    share_view(
        evaluation_id=theirs.id,
        audience=f"named:{cast.lead.person.id}",
        why="x",
        ends=None,
        with_evidence=False,
        by=cast.evaluator.actor,
    )
    assert removable.look(cast.lead.actor, view.id, NAME).beyond == (f"{cast.team.name}: What I found alone",)
    assert removable.look(cast.lead.actor, view.id, "nowhere").beyond == ()


def test_nobody_above_learns_from_log_or_trail_that_words_left_what_is_its_owner_s_alone(cast, clock):
    item = Item.objects.get(pk=world.cite(world.begun(cast), "1.1", cast.evaluator, only_me=True))
    Item.objects.update(shows=TEXT)
    removing.dispose(about="evidence", thing_id=item.pk, by=cast.evaluator.actor)
    item.refresh_from_db()
    assert NAME not in item.shows
    assert [len(log(who.actor).lines) for who in (cast.evaluator, cast.lead)] == [1, 0]
    assert not Entry.objects.filter(verb="removed words from").exclude(path="").exists()


def test_what_an_item_is_found_by_goes_with_its_words(cast, clock):
    view = with_a_name(cast)
    named = Item.objects.filter(shows__contains=NAME).order_by("pk")[0]
    assert Likeness.objects.filter(pk=named.pk).exists()
    take_out(view, cast.lead)
    assert not Likeness.objects.filter(pk=named.pk).exists()
