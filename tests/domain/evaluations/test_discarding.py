"""A broad view begun by accident: it can go while nothing has been written in it, and stays from then on."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from speir.core.errors import NotAllowed, NotYours, Refused
from speir.evaluations.actions import broad_views, judgements, set_aside
from speir.evaluations.actions import editions as editions_actions
from speir.evaluations.actions.beside import Field
from speir.evaluations.models import Answer, Citation, Evaluation, Judgement, SetAside
from speir.evaluations.queries import emptiness
from speir.evaluations.rules.saving import mark
from speir.evidence.models import Item
from speir.trail.models import Entry
from tests import world


@pytest.fixture
def view(cast):
    return world.begun(cast, "Begun twice")


def discard(view, by):
    return broad_views.discard(evaluation_id=view.id, by=by.actor)


@pytest.mark.parametrize("who", ["lead", "evaluator"])
def test_who_may_begin_one_may_discard_one_and_the_trail_says_of_when_it_was(cast, view, who):
    other = world.filled(cast, ("1.1",))
    items = Item.objects.count()
    by = getattr(cast, who)
    assert emptiness.discardable(by.actor, view.id).kept_by == ""
    assert discard(view, by) == "Begun twice"
    assert list(Evaluation.objects.values_list("id", flat=True)) == [other.id]
    assert not Judgement.objects.filter(evaluation_id=view.id).exists()
    assert not Answer.objects.filter(evaluation_id=view.id).exists()
    assert (Judgement.objects.count(), Answer.objects.count(), Item.objects.count()) == (18, 7, items)
    entry = Entry.objects.get(verb="discarded")
    assert (entry.about, entry.about_id, entry.person_name, entry.path, entry.detail) == (
        "broad view",
        view.id,
        by.name,
        cast.team.path,
        "2025",  # no title: nothing that anybody wrote stands in the trail
    )


def test_the_trail_does_not_say_whom_a_discarded_title_named(cast, view):
    Evaluation.objects.update(title="Callum Fraser")
    discard(view, cast.lead)
    assert Entry.objects.get(verb="discarded").detail == "2025"


def test_a_reader_may_not_and_a_stranger_finds_nothing(cast, view):
    with pytest.raises(NotAllowed):
        discard(view, cast.reader)
    with pytest.raises(NotYours):
        discard(view, cast.stranger)
    assert Evaluation.objects.get() == view


def cleared(view, cast):
    """A text that was typed and deleted again: it is kept as an earlier text."""
    world.write(view, "1.1", cast.evaluator, strengths="They listen.")
    world.write(view, "1.1", cast.lead, strengths="")


def waiting(view, cast):
    """Somebody's text that only they see, with all else as it was at the beginning."""
    SetAside.objects.create(
        evaluation=view, place="answer/1", person=cast.evaluator.person, text="Mine.", at=view.begun_at
    )


WRITTEN = {
    "a text": lambda v, c: world.write(v, "5.4", c.evaluator, improvements="We write too little."),
    "a level": lambda v, c: world.write(v, "1.1", c.evaluator, choice="good"),
    "not evaluated": lambda v, c: world.write(v, "1.1", c.evaluator, choice="not_evaluated"),
    "a reason": lambda v, c: world.write(v, "1.1", c.evaluator, why="Families say so."),
    "how sure": lambda v, c: world.write(v, "1.1", c.evaluator, sure="some_doubt"),
    "done": lambda v, c: world.write(v, "1.1", c.evaluator, done="1"),
    "a citation": lambda v, c: world.cite(v, "1.1", c.evaluator),
    "an answer": lambda v, c: world.say(v, "3", "Well.", c.lead),
    "a text that was cleared": cleared,
    "a text set aside": waiting,
    "an edition": lambda v, c: world.seal(v, c.lead),
}


@pytest.mark.parametrize("what", WRITTEN)
def test_as_soon_as_anything_was_written_it_stays_whole(cast, view, what):
    WRITTEN[what](view, cast)
    entries, rows = Entry.objects.count(), list(Judgement.objects.order_by("id").values())
    with pytest.raises(Refused, match="It can be kept, and its title and period can be changed"):
        discard(view, cast.lead)
    assert emptiness.discardable(cast.lead.actor, view.id).kept_by
    assert Evaluation.objects.get() == view
    assert list(Judgement.objects.order_by("id").values()) == rows
    assert Entry.objects.count() == entries


def test_a_sealed_one_that_was_reopened_stays_too(cast, view):
    world.seal(view, cast.lead)
    editions_actions.reopen(evaluation_id=view.id, by=cast.lead.actor)
    with pytest.raises(Refused):
        discard(view, cast.lead)


def test_what_was_cited_and_taken_away_again_or_discarded_holds_nothing_back(cast, view):
    waiting(view, cast)
    set_aside.discard(evaluation_id=view.id, aside=SetAside.objects.get().id, by=cast.evaluator.actor)
    world.cite(view, "1.1", cast.evaluator)
    Citation.objects.all().delete()
    discard(view, cast.lead)
    assert Item.objects.count() == 1


def test_who_saves_after_that_is_told_that_it_is_gone_and_nothing_is_half_there(cast, view):
    discard(view, cast.lead)
    typed = {"strengths": Field("They listen.", mark(""))}
    with pytest.raises(NotYours):
        judgements.record(evaluation_id=view.id, number="1.1", typed=typed, by=cast.evaluator.actor)
    with pytest.raises(NotYours):
        discard(view, cast.lead)
    assert not Judgement.objects.exists()


def test_every_row_that_somebody_writes_in_is_held_before_it_is_looked_at(cast, view):
    """So that a save under way is waited for and seen: the database's own locks, where it has them."""
    with CaptureQueriesContext(connection) as asked:
        discard(view, cast.lead)
    held = [query["sql"] for query in asked if "FOR" in query["sql"].rpartition("WHERE")[2]]
    tables: tuple[str, ...] = ("evaluations_evaluation", "evaluations_judgement", "evaluations_answer")
    tables += ("sharing_sharing", "evaluations_contribution")
    wanted = list(tables) if connection.features.has_select_for_update else []
    assert [next(t for t in tables if f'FROM "{t}"' in sql) for sql in held if "FOR " in sql] == wanted
