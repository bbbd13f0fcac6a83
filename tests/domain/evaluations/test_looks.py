"""A closer look begins, chooses its themes and plans line by line; who may not, finds it shut or finds nothing."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.utils import timezone

from speir.core.errors import NotAllowed, NotYours, Refused, Unfit
from speir.core.ids import new_id
from speir.evaluations import policy
from speir.evaluations.actions import sharing
from speir.evaluations.actions.holding import hold_view
from speir.evaluations.actions.looks import beginning, finishing, lines
from speir.evaluations.models import EarlierText, Evaluation, Judgement, Look, Question
from speir.evaluations.rules.saving import mark
from speir.mentions.rules import Waits
from speir.trail.models import Entry
from tests import world, world_look

FIRST = world_look.themes_of


@pytest.fixture
def look(cast):
    return world_look.look(cast.team, cast.lead)


def begin(cast, by, **changed):
    asked = {
        "unit_id": cast.team.id,
        "framework_key": world.FRAMEWORK,
        "title": "How we share",
        "period_from": dt.date(2026, 3, 2),
        "period_to": dt.date(2026, 4, 30),
        "said": world_look.SAID,
        "themes": FIRST("3.2")[:1],
    }
    return beginning.begin(**asked | changed, by=by.actor)


def ask(look, by, text="Do we share?", **more):
    return lines.add(look_id=look.id, column="question", number="3.2", text=text, by=by.actor, **more)


def themes(look, by, wanted, before=None):
    stand = list(look.themes.values_list("theme", flat=True))
    given = {"themes": wanted, "before": stand if before is None else before}
    return beginning.choose_themes(look_id=look.id, by=by.actor, **given)


# Beginning


def test_it_begins_once_with_a_judgement_for_each_indicator_and_is_no_broad_view(cast):
    one = new_id()
    for _ in range(2):
        begin(cast, cast.lead, look_id=one, themes=[*FIRST("3.2")[:2], *FIRST("1.1")[:1]])
    look = Look.objects.get()
    assert (look.id, look.evaluation_id) == (one, one)
    numbers = Judgement.objects.filter(evaluation=one).order_by("indicator__number")
    assert list(numbers.values_list("indicator__number", flat=True)) == ["1.1", "3.2"]
    assert not policy.visible_to(cast.lead.actor).exists()
    assert Entry.objects.get(verb="began").about == "closer look"


def test_who_may_not_begin_begins_nothing(cast):
    with pytest.raises(NotAllowed):
        begin(cast, cast.reader)
    with pytest.raises(NotYours):
        begin(cast, cast.stranger)
    assert not Evaluation.objects.exists()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": " "}, "title"),
        ({"themes": []}, "themes"),
        ({"themes": ["hmie-2005/3.2/invented"]}, "themes"),
        ({"said": replace(world_look.SAID, reason="because")}, "reason"),
        ({"said": replace(world_look.SAID, about_words=" ")}, "about_words"),
        ({"said": replace(world_look.SAID, area="moon")}, "area"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(cast, changed, field):
    with pytest.raises(Unfit) as unfit:
        begin(cast, cast.lead, **changed)
    assert field in [one.field for one in unfit.value.broken]
    assert not Look.objects.exists()


def test_a_text_that_may_name_somebody_waits_and_nothing_begins(cast):
    with pytest.raises(Waits) as waits:
        begin(cast, cast.lead, said=replace(world_look.SAID, left_out="What Callum Fraser said"))
    assert set(waits.value.fields) == {"left_out"}
    assert not Look.objects.exists()


# Themes


def test_choosing_themes_leaves_what_another_chose_meanwhile_and_never_what_is_written_about(cast, look):
    stand = list(look.themes.values_list("theme", flat=True))
    more = FIRST("1.1")[0]
    themes(look, cast.lead, [*stand, more])
    themes(look, cast.evaluator, [stand[0]], before=stand)  # a form from before that
    assert set(look.themes.values_list("theme", flat=True)) == {stand[0], more}
    assert Judgement.objects.filter(evaluation=look.id).count() == 2
    ask(look, cast.lead, theme=stand[0])
    with pytest.raises(Unfit):
        themes(look, cast.lead, [more])
    assert look.themes.filter(theme=stand[0]).exists()
    with pytest.raises(NotAllowed):
        themes(look, cast.reader, [more])
    with pytest.raises(NotYours):
        themes(look, cast.stranger, [more])


# The plan


def test_a_line_sent_twice_is_added_once_and_only_to_what_is_looked_at(cast, look):
    one = new_id()
    for _ in range(2):
        ask(look, cast.lead, line_id=one)
    assert Question.objects.get().id == one
    with pytest.raises(NotYours):
        ask(look, cast.lead, theme=FIRST("1.1")[0])
    with pytest.raises(NotYours):
        lines.add(look_id=look.id, column="question", number="1.1", text="Another", by=cast.lead.actor)
    for text in (" ", "x" * 1001):
        with pytest.raises(Unfit):
            ask(look, cast.lead, text)
    with pytest.raises(NotAllowed):
        ask(look, cast.reader)
    with pytest.raises(NotYours):
        ask(look, cast.stranger)


def test_a_stale_line_says_what_stands_and_the_earlier_text_is_kept(cast, look, clock):
    row = ask(look, cast.lead)
    again = {"look_id": look.id, "column": "question", "line_id": row.id}
    lines.reword(**again, text="Do we share well?", base=mark("Do we share?"), by=cast.evaluator.actor)
    with pytest.raises(Refused) as refused:
        lines.reword(**again, text="Mine", base=mark("Do we share?"), by=cast.lead.actor)
    assert "Do we share well?" in refused.value.sentence
    row.refresh_from_db()
    assert row.text == "Do we share well?"
    assert EarlierText.objects.get().text == "Do we share?"


def test_a_line_of_another_closer_look_is_not_there(cast, look):
    row = ask(look, cast.lead)
    other = world_look.look(cast.team, cast.lead, title="Another")
    for act in (lines.take_out, lines.put_back):
        with pytest.raises(NotYours):
            act(look_id=other.id, column="question", line_id=row.id, by=cast.lead.actor)
        with pytest.raises(NotYours):
            act(look_id=look.id, column="way", line_id=row.id, by=cast.lead.actor)


def test_a_finished_one_is_not_planned(cast, look):
    row = ask(look, cast.lead)
    finishing.finish(look_id=look.id, by=cast.lead.actor)
    for change in (
        lambda: ask(look, cast.lead),
        lambda: themes(look, cast.lead, [FIRST("1.1")[0]]),
        lambda: lines.take_out(look_id=look.id, column="question", line_id=row.id, by=cast.lead.actor),
        lambda: lines.reword(
            look_id=look.id, column="question", line_id=row.id, text="x", base="", by=cast.lead.actor
        ),
        lambda: beginning.discard(look_id=look.id, by=cast.lead.actor),
    ):
        with pytest.raises(Refused) as refused:
            change()
        assert refused.value.code == policy.FINISHED_CODE


# Discarding


def test_an_empty_one_is_discarded_whole(cast, look):
    with pytest.raises(NotAllowed):
        beginning.discard(look_id=look.id, by=cast.reader.actor)
    with pytest.raises(NotYours):
        beginning.discard(look_id=look.id, by=cast.stranger.actor)
    beginning.discard(look_id=look.id, by=cast.lead.actor)
    assert not Evaluation.objects.exists()
    assert Entry.objects.get(verb="discarded").about_id == look.id


def line_taken_out(cast, look):
    row = ask(look, cast.lead)
    lines.take_out(look_id=look.id, column="question", line_id=row.id, by=cast.lead.actor)


def what_follows(cast, look):
    look.follow_ups.create(kind="training", text="A course", written_at=timezone.now())


def level(cast, look):
    world.write(world_look.evaluation_of(look), "3.2", cast.lead, choice="good")


def shared(cast, look):
    audience = f"named:{cast.reader.person.id}"
    share = {"why": "They asked.", "ends": None, "with_evidence": False, "by": cast.lead.actor}
    sharing.share(evaluation_id=look.id, audience=audience, **share)


def opened_again(cast, look):
    finishing.finish(look_id=look.id, by=cast.lead.actor)
    finishing.reopen(look_id=look.id, text="More to hear.", by=cast.lead.actor)


def held(cast, look):
    hold_view(evaluation_id=look.id, why="An inquiry", by=cast.lead.actor)


@pytest.mark.parametrize("what", [line_taken_out, what_follows, level, shared, opened_again, held])
def test_what_holds_anything_is_not_discarded(cast, look, what):
    what(cast, look)
    with pytest.raises(Refused):
        beginning.discard(look_id=look.id, by=cast.lead.actor)
    assert Look.objects.filter(pk=look.id).exists()
