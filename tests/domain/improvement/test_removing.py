"""Words leave priorities, actions and all beside them for good, and who removed them, when and why stays."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.utils import timezone

from speir.core.errors import NotAllowed, Refused, Unfit
from speir.evaluations.actions.holding import end as end_hold
from speir.evaluations.actions.holding import hold_unit
from speir.evaluations.actions.removing import dispose as dispose_below
from speir.evidence.actions import items
from speir.frameworks.queries import current
from speir.improvement import models as i
from speir.improvement.actions import holding, removing
from speir.improvement.queries import removable
from speir.improvement.queries.written import written
from speir.improvement.rules.closing import both_in
from speir.mentions.actions import keep_at_once
from speir.mentions.models import KeptMention
from speir.mentions.rules import mentions
from speir.retention.models import Disposal
from speir.retention.queries import disposals
from speir.trail.actions import seal_waiting
from speir.web.shell.typed import COLUMNS
from tests import world, world_improvement
from tests.world_improvement_words import full

NAME = "Skye Macnab"
SAID = f"What happened to {NAME} shows it."
_OURS = COLUMNS["organisations.Unit.path"]
pytestmark = pytest.mark.django_db


def places(cast: world.Cast, words: str = NAME) -> list[str]:
    return [one.key for one in removable.look(cast.lead.actor, cast.team.id, words).found]


def take_out(cast: world.Cast, **more: object) -> int:
    asked = {"unit_id": cast.team.id, "words": NAME, "places": places(cast), "reason": "child"} | more
    return removing.remove(**asked, by=cast.lead.actor)  # type: ignore[arg-type]


def everywhere() -> list[str]:
    """Where the name still stands, in whichever column of whichever table."""
    texts = [
        (model, column.name)
        for model in apps.get_models()
        if model.__module__.startswith("speir.")
        for column in model._meta.local_concrete_fields
        if column.get_internal_type() in {"CharField", "TextField"}
    ]
    word = NAME.split()[1]
    return [
        f"{model._meta.label}.{name}"
        for model, name in texts
        if model._default_manager.filter(**{f"{name}__contains": word})
    ]


def test_every_column_that_holds_what_people_wrote_is_looked_through(cast, clock):
    full(cast, SAID)
    inside = removable.scope(cast.lead.actor, cast.team.id)
    looked = {f"{text.model._meta.label}.{text.field.partition('/')[0]}" for text in written(inside)}
    wanted = {
        column for column, source in COLUMNS.items() if column.startswith("improvement.") and source != _OURS
    }
    wanted |= {
        f"sharing.{name}" for name in ("Sharing.why", "Outside.why", "Outside.who", "Outside.with_whom")
    }
    assert looked == wanted | {"retention.Hold.why", "retention.Review.why"}


@pytest.mark.parametrize("whole", [False, True])
def test_a_name_leaves_every_text_and_every_history(cast, clock, whole):
    full(cast, SAID)
    assert len(everywhere()) > 30
    many = len(places(cast))
    assert take_out(cast, whole=whole) == many
    assert everywhere() == []
    left = i.Progress.objects.get(state="stuck").text
    assert "[removed on 2 March 2026: a child could be identified]" in left
    assert left.startswith("What happened to") is not whole
    assert places(cast) == []
    both = both_in(i.PriorityStep.objects.get(said="closed").stood)
    assert both is not None
    assert both.now.level == "Good"
    assert "[removed on 2 March 2026" in both.now.reason


def test_the_log_and_the_trail_say_who_removed_it_and_why_and_hold_no_word(cast, clock):
    full(cast, SAID)
    take_out(cast)
    seal_waiting()
    lines = disposals.log(cast.lead.actor).lines
    assert {line.about for line in lines} == {"priority", "tracked", "answering", "choosing"}
    assert all(line.whole and line.by == cast.lead.name for line in lines)
    assert all(NAME not in str(row.__dict__) for row in Disposal.objects.all())


def test_two_plans_whose_names_become_the_same_are_told_apart(cast, clock):
    done = full(cast, SAID)
    i.OwnPlan.objects.create(unit=cast.team, name=f"{SAID} Too.", made_at=clock.now)
    take_out(cast, whole=True)
    names = set(i.OwnPlan.objects.values_list("name", flat=True))
    assert len(names) == 2
    assert i.OwnPlan.objects.get(pk=done.plan.pk).name in names


def test_what_was_kept_of_it_is_forgotten(cast, clock):
    row = world_improvement.priority(cast.team, cast.lead)
    place = f"improvement/{row.id}/difference"
    said = "Ring 0131 496 0123 about it."
    i.Priority.objects.filter(pk=row.pk).update(difference=said)
    keep_at_once(mentions=[(place, one) for one in mentions(said)])
    assert KeptMention.objects.filter(place=place).exists()
    words = "0131 496 0123"
    take_out(cast, words=words, places=places(cast, words))
    assert not KeptMention.objects.filter(place=place).exists()


def test_only_the_ticked_places_are_changed(cast, clock):
    full(cast, SAID)
    seen = places(cast)
    one = next(place for place in seen if place.startswith("finding"))
    assert take_out(cast, places=[one]) == 1
    assert places(cast) == [place for place in seen if place != one]


def test_a_place_that_changed_meanwhile_stops_it_all(cast, clock):
    done = full(cast, SAID)
    seen = places(cast)
    i.Finding.objects.filter(pk=done.finding.pk).update(words="Something else")
    with pytest.raises(Unfit):
        take_out(cast, places=seen)
    assert len(places(cast)) == len(seen) - 1


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"words": "x"}, "words-too-few"),
        ({"places": []}, "places-none"),
        ({"reason": "because"}, "reason-unknown"),
    ],
)
def test_it_says_what_is_missing(cast, clock, more, code):
    full(cast, SAID)
    with pytest.raises(Unfit) as unfit:
        take_out(cast, **more)
    assert [one.code for one in unfit.value.broken] == [code]


@pytest.mark.parametrize("who", ["evaluator", "reader"])
def test_only_whoever_leads_there_removes_words(cast, clock, who):
    full(cast, SAID)
    with pytest.raises(NotAllowed):
        removable.look(getattr(cast, who).actor, cast.team.id, NAME)
    with pytest.raises(NotAllowed):
        removing.remove(
            unit_id=cast.team.id, words=NAME, places=["x"], reason="child", by=getattr(cast, who).actor
        )


def test_of_what_is_for_its_owner_alone_nobody_above_is_shown_a_word(cast, clock):
    full(cast, SAID)
    mine = world_improvement.priority(cast.team, cast.evaluator, title="Mine")
    i.Priority.objects.filter(pk=mine.pk).update(only_me=True, difference=SAID)
    assert all(mine.id not in place for place in places(cast))
    found = removable.look(cast.evaluator.actor, cast.team.id, NAME, priority_id=mine.id).found
    assert [one.key for one in found] == [f"priority-{mine.id}-difference"]
    sent = {"unit_id": cast.team.id, "words": NAME, "places": [found[0].key], "reason": "child"}
    assert removing.remove(**sent, by=cast.evaluator.actor) == 1
    assert disposals.log(cast.lead.actor).lines == ()


def test_while_a_hold_stands_on_the_priority_no_word_of_it_or_its_actions_goes(cast, clock):
    done = full(cast, SAID)
    holding.hold_priority(priority_id=done.priority.id, why="An inquiry.", by=cast.lead.actor)
    of_it = [place for place in places(cast) if place.startswith(("priority-", "action-", "progress-"))]
    for place in of_it:
        with pytest.raises(Refused) as refused:
            take_out(cast, places=[place])
        assert refused.value.code == "on-hold"
    beside = [place for place in places(cast) if place.startswith("tracked-")]
    assert take_out(cast, places=beside) == len(beside)


def test_a_hold_on_a_priority_keeps_the_evidence_that_shows_the_impact_of_its_actions(cast, clock):
    row = world_improvement.action(world_improvement.priority(cast.team, cast.lead, agreed=True), cast.lead)
    item = items.write(
        unit_id=cast.team.id, framework=current(world.FRAMEWORK), draft=world.draft(), by=cast.lead.actor
    )
    proof = i.Proof.objects.create(action=row, item=item, at=timezone.now())
    held = holding.hold_priority(priority_id=proof.action.priority_id, why="An inquiry.", by=cast.lead.actor)
    with pytest.raises(Refused) as refused:
        dispose_below(about="evidence", thing_id=proof.item_id, by=cast.lead.actor)
    assert refused.value.code == "on-hold"
    assert refused.value.sentence.startswith(
        "A priority rests on this evidence, and a legal hold stands on that"
    )
    end_hold(hold_id=held.id, by=cast.lead.actor)
    assert dispose_below(about="evidence", thing_id=proof.item_id, by=cast.lead.actor)


def test_a_hold_on_the_unit_keeps_everything(cast, clock):
    full(cast, SAID)
    hold_unit(unit_id=cast.team.id, why="An inquiry.", by=cast.lead.actor)
    for place in places(cast):
        with pytest.raises(Refused):
            take_out(cast, places=[place])


def test_what_another_unit_plans_is_not_ones_own_to_remove(cast, clock):
    theirs = world_improvement.priority(cast.elsewhere, cast.stranger)
    i.Priority.objects.filter(pk=theirs.pk).update(difference=SAID)
    assert places(cast) == []
