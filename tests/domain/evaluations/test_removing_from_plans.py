"""Words leave plans that are kept to start closer looks from, and these can be read as before."""

from __future__ import annotations

import pytest

from speir.evaluations.actions.looks.groups import add as add_group
from speir.evaluations.actions.looks.starting import keep, plan_from, remove_template
from speir.evaluations.actions.removing import dispose, remove
from speir.evaluations.models import LookTemplate, Question, Way
from speir.evaluations.queries import removable
from speir.evaluations.queries.looks.starting import choices, plan_of
from tests import world_look

WORD = "zebrafish"


@pytest.fixture
def kept(cast):
    """Two plans of one closer look, kept with the word in every corner; the closer look itself does not say it."""
    look = world_look.look(cast.team, cast.lead)
    world_look.planned(look, cast.lead)
    add_group(look_id=look.id, by_what="age", text="Under fives", by=cast.lead.actor)
    for name in ("Our way", "Our other way"):
        keep(look_id=look.id, name=name, by=cast.lead.actor)
    for row in LookTemplate.objects.all():
        content = row.content.replace("Do we pass on", f"{WORD} pass on").replace(
            "Two focus", f"{WORD} focus"
        )
        content = content.replace("Staff can say", f"{WORD} " + "long " * 190).replace("Under fives", WORD)
        content = content.replace("How well do", f"{WORD} do").replace(row.name, f"{row.name} {WORD}")
        LookTemplate.objects.filter(pk=row.pk).update(content=content, name=f"{row.name} {WORD}")
    return look


def removed(look, cast, *, whole=False):
    looked = removable.look(cast.lead.actor, look.id, WORD)
    return remove(
        evaluation_id=look.id,
        words=WORD,
        places=[one.key for one in looked.found],
        reason="person",
        whole=whole,
        by=cast.lead.actor,
    )


@pytest.mark.parametrize("whole", [False, True])
def test_words_are_found_and_removed_in_every_text_of_kept_plans(cast, kept, whole):
    assert removed(kept, cast, whole=whole) == 12
    assert WORD not in "".join(row.content + row.name for row in LookTemplate.objects.all())
    _ours, own = choices(cast.lead.actor, cast.team.path)
    assert len(own) == 2
    assert len({row.name for row in LookTemplate.objects.all()}) == 2
    plan = plan_of(cast.lead.actor, cast.team.path, own[0].key)
    assert plan.parts[0].questions[0].count("emoved") == 1
    other = world_look.look(cast.team, cast.lead)
    plan_from(look_id=other.id, key=own[0].key, by=cast.lead.actor)
    assert Question.objects.filter(look=other).count() == Way.objects.filter(look=other).count() == 1


def test_whoever_may_not_begin_where_a_plan_is_kept_does_not_find_it(cast, kept):
    assert removable.look(cast.lead.actor, kept.id, WORD).found
    LookTemplate.objects.update(unit=cast.elsewhere)
    assert not removable.look(cast.lead.actor, kept.id, WORD).found


def test_a_plan_stays_when_the_closer_look_goes_from_which_it_was_kept(cast, kept):
    before = [row.content for row in LookTemplate.objects.order_by("id")]
    dispose(about="broad view", thing_id=kept.id, by=cast.lead.actor)
    assert [row.content for row in LookTemplate.objects.order_by("id")] == before


def test_a_plan_that_is_taken_away_says_nothing_any_more(cast, kept):
    for row in LookTemplate.objects.all():
        remove_template(template_id=row.id, by=cast.lead.actor)
    assert {row.content for row in LookTemplate.objects.all()} == {""}
    assert removed(kept, cast) == 2
