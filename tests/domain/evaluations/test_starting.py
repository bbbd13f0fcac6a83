"""Starting a closer look's plan from one that is there, and keeping a plan to start others from."""

from __future__ import annotations

import pytest

from speir.core.errors import NotAllowed, NotYours, Refused, Unfit
from speir.core.ids import new_id
from speir.evaluations.actions.looks import lines, starting
from speir.evaluations.models import Feature, Group, Look, LookTemplate, Question, Way
from speir.evaluations.queries.looks import keeping
from speir.evaluations.queries.looks import starting as queries
from speir.evaluations.rules.looks.plans import from_text
from speir.evaluations.rules.saving import mark
from speir.mentions.models import KeptMention
from speir.mentions.rules import Keeping, Waits, mentions
from speir.trail.models import Entry
from tests import world, world_look
from tests.world_look import themes_of

pytestmark = pytest.mark.django_db
COLUMNS = (Question, Way, Feature)


@pytest.fixture
def cast():
    return world.cast()


@pytest.fixture
def look(cast):
    return world_look.look(cast.team, cast.lead)


def counts(look: Look) -> list[int]:
    return [column.objects.filter(look=look).count() for column in COLUMNS]


def planned(look, by, text="Do we pass on what others need to know?", column="question", theme=None):
    theme = themes_of("3.2")[0] if theme is None else theme
    return lines.add(
        look_id=look.id, column=column, number="3.2", theme=theme, text=text, how="files", by=by.actor
    )


def kept(look, by, name="Sharing, the way we look at it", **more):
    return starting.keep(look_id=look.id, name=name, by=by.actor, **more)


def test_the_lines_of_chosen_themes_come_in_with_their_ways_numbers_and_groups(cast, look):
    made = starting.plan_from(look_id=look.id, key="sharing", by=cast.lead.actor)
    plan = queries.plan_of(cast.lead.actor, "", "sharing")
    chosen = [part for part in plan.parts if f"hmie-2005/{part.theme}" in themes_of("3.2")[:2]]
    assert counts(look) == [
        sum(len(part.questions) for part in chosen),
        sum(len(part.ways) for part in chosen),
        sum(len(part.features) for part in chosen),
    ]
    assert made == sum(counts(look))
    assert Way.objects.filter(look=look, how="files", number=5).exists()
    assert set(Question.objects.filter(look=look).values_list("theme", flat=True)) == set(
        themes_of("3.2")[:2]
    )
    positions = list(
        Question.objects.filter(look=look).order_by("position").values_list("position", flat=True)
    )
    assert positions == list(range(1, len(positions) + 1))
    assert Group.objects.filter(look=look).count() == len(plan.groups)
    look.refresh_from_db()
    assert look.starting == "sharing"
    assert Entry.objects.filter(verb="started the plan of", about_id=look.id).count() == 1


def test_sent_twice_the_lines_come_in_once(cast, look):
    starting.plan_from(look_id=look.id, key="sharing", by=cast.lead.actor)
    before = counts(look), Group.objects.count()
    assert starting.plan_from(look_id=look.id, key="sharing", by=cast.lead.actor) == 0
    assert (counts(look), Group.objects.count()) == before
    assert Entry.objects.filter(verb="started the plan of", about_id=look.id).count() == 1


def test_a_theme_that_has_a_line_already_is_left_as_it_is_and_others_go_after_what_stands(cast, look):
    mine = planned(look, cast.lead)
    starting.plan_from(look_id=look.id, key="sharing", by=cast.lead.actor)
    of_theme = Question.objects.filter(look=look, theme=themes_of("3.2")[0])
    assert list(of_theme) == [mine]
    others = Question.objects.filter(look=look, theme=themes_of("3.2")[1])
    assert others
    assert all(one.position > mine.position for one in others)


def test_a_line_that_was_taken_out_does_not_bring_the_plan_in_a_second_time(cast, look):
    starting.plan_from(look_id=look.id, key="sharing", by=cast.lead.actor)
    for column, name in ((Question, "question"), (Way, "way"), (Feature, "feature")):
        for line in column.objects.filter(look=look):
            lines.take_out(look_id=look.id, column=name, line_id=line.id, by=cast.lead.actor)
    assert starting.plan_from(look_id=look.id, key="sharing", by=cast.lead.actor) == 0


def test_of_a_plan_without_a_chosen_theme_only_its_groups_come(cast, look):
    assert starting.plan_from(look_id=look.id, key="referrals", by=cast.lead.actor) == 0
    assert counts(look) == [0, 0, 0]
    assert Group.objects.filter(look=look).exists()


def test_only_who_plans_starts_a_plan_and_only_from_one_that_there_is(cast, look):
    with pytest.raises(NotAllowed):
        starting.plan_from(look_id=look.id, key="sharing", by=cast.reader.actor)
    with pytest.raises(NotYours):
        starting.plan_from(look_id=look.id, key="sharing", by=cast.stranger.actor)
    with pytest.raises(NotYours):
        starting.plan_from(look_id=look.id, key="no-such-plan", by=cast.lead.actor)


def test_a_kept_plan_starts_another_closer_look_with_the_same_lines(cast, look):
    planned(look, cast.lead)
    planned(look, cast.lead, "Read five files", "way")
    planned(look, cast.lead, "Whatever else there is", theme="")
    row = kept(look, cast.lead)
    other = world_look.look(cast.team, cast.lead, title="Another")
    assert starting.plan_from(look_id=other.id, key=row.id, by=cast.lead.actor) == 3
    assert list(Question.objects.filter(look=other).order_by("position").values_list("text", "theme")) == [
        ("Do we pass on what others need to know?", themes_of("3.2")[0]),
        ("Whatever else there is", ""),
    ]
    assert Way.objects.get(look=other).text == "Read five files"
    entry = Entry.objects.get(verb="started the plan of", about_id=other.id)
    assert entry.detail == "one of their own"


def test_what_is_kept_has_no_person_no_day_and_nothing_that_was_found(cast, look):
    way = planned(look, cast.lead, "Read five files", "way")
    Way.objects.filter(pk=way.pk).update(person=cast.evaluator.person, number=5)
    question = planned(look, cast.lead)
    Question.objects.filter(pk=question.pk).update(answer="Not often", state="answered")
    gone = planned(look, cast.lead, "Left out again")
    lines.take_out(look_id=look.id, column="question", line_id=gone.id, by=cast.lead.actor)
    content = kept(look, cast.lead).content
    assert "Read five files" in content
    assert cast.evaluator.person.name not in content
    assert cast.evaluator.person.id not in content
    assert "Not often" not in content
    assert "Left out again" not in content
    plan = from_text(content, key="x")
    assert plan.said.about_words == world_look.SAID.about_words
    assert [way.number for part in plan.parts for way in part.ways] == [5]


def test_sent_twice_a_plan_is_kept_once_and_a_name_stands_once_in_a_unit(cast, look):
    planned(look, cast.lead)
    one = new_id()
    first = kept(look, cast.lead, template_id=one)
    assert kept(look, cast.lead, template_id=one).pk == first.pk == one
    with pytest.raises(Unfit) as broken:
        kept(look, cast.lead, name="  Sharing, the way  we look at it")
    assert [refused.code for refused in broken.value.broken] == ["plan-name-taken"]
    starting.remove_template(template_id=first.id, by=cast.lead.actor)
    assert kept(look, cast.lead).pk != first.pk


def test_an_empty_plan_is_one_with_themes_alone_and_is_kept_as_such(cast, look):
    row = kept(look, cast.lead)
    assert [part.theme for part in from_text(row.content, key="").parts] == [
        theme.removeprefix("hmie-2005/") for theme in sorted(themes_of("3.2")[:2])
    ]


def test_a_name_that_mentions_somebody_waits_until_it_is_explained(cast, look):
    name = "How Callum Fraser is heard"
    with pytest.raises(Waits) as waits:
        kept(look, cast.lead, name=name)
    assert not LookTemplate.objects.exists()
    _text, found = waits.value.fields["name"]
    shown = frozenset(one.token for one in found)
    row = kept(look, cast.lead, name=name, keeping=Keeping("nobody", shown))
    assert row.name == name


def test_what_somebody_explained_in_a_line_is_explained_where_the_plan_starts_and_nothing_else_stays(
    cast, look
):
    text = "What did Callum Fraser see?"
    shown = frozenset(one.token for one in mentions(text))
    lines.add(
        look_id=look.id,
        column="question",
        number="3.2",
        text=text,
        keeping=Keeping("nobody", shown),
        by=cast.lead.actor,
    )
    old = planned(look, cast.lead)
    Question.objects.filter(pk=old.pk).update(text="Written by Mhairi Sinclair before anybody asked.")
    row = kept(look, cast.lead)
    assert text in row.content
    assert "Mhairi" not in row.content
    other = world_look.look(cast.team, cast.lead, title="Another")
    before = KeptMention.objects.count()
    starting.plan_from(look_id=other.id, key=row.id, by=cast.lead.actor)
    line = Question.objects.get(look=other, text=text)
    assert KeptMention.objects.count() == before + 1
    again = lines.reword(
        look_id=other.id,
        column="question",
        line_id=line.id,
        text=text + " And who goes there?",
        base=mark(text),
        by=cast.lead.actor,
    )
    assert again.text.endswith("goes there?")


def test_a_plan_may_be_kept_for_the_units_above_where_one_begins_there_and_nowhere_else(cast, look):
    units = keeping.to_keep(cast.lead.actor, look.id).units
    assert units[0].id == cast.team.id
    with pytest.raises(Unfit):
        kept(look, cast.lead, unit_id=new_id())
    assert keeping.to_keep(cast.reader.actor, look.id).units == ()
    with pytest.raises(NotAllowed):
        kept(look, cast.reader)
    with pytest.raises(NotYours):
        kept(look, cast.stranger)


def test_a_finished_closer_looks_plan_may_still_be_kept_but_not_started_anew(cast, look):
    planned(look, cast.lead)
    Look.objects.filter(pk=look.pk).update(finished_at=look.evaluation.begun_at)
    assert kept(look, cast.lead)
    with pytest.raises(Refused):
        starting.plan_from(look_id=look.id, key="sharing", by=cast.lead.actor)


def test_the_choices_are_the_three_and_those_kept_where_one_begins(cast, look):
    planned(look, cast.lead)
    row = kept(look, cast.lead)
    ours, own = queries.choices(cast.lead.actor)
    assert [one.key for one in ours] == ["help", "sharing", "referrals"]
    assert [(one.key, one.name, one.kept_by, one.may_remove, one.questions) for one in own] == [
        (row.id, row.name, cast.lead.person.name, True, 1)
    ]
    assert queries.choices(cast.lead.actor, cast.team.path)[1] == own
    assert queries.choices(cast.stranger.actor)[1] == ()
    assert queries.choices(cast.reader.actor, cast.team.path)[1] == ()
    with pytest.raises(NotYours):
        queries.plan_of(cast.stranger.actor, "", row.id)
    with pytest.raises(NotYours):
        queries.plan_of(cast.reader.actor, cast.team.path, row.id)


def test_a_plan_that_was_taken_away_is_chosen_no_more_and_closer_looks_keep_their_lines(cast, look):
    planned(look, cast.lead)
    row = kept(look, cast.lead)
    other = world_look.look(cast.team, cast.lead, title="Another")
    starting.plan_from(look_id=other.id, key=row.id, by=cast.lead.actor)
    with pytest.raises(NotYours):
        starting.remove_template(template_id=row.id, by=cast.stranger.actor)
    starting.remove_template(template_id=row.id, by=cast.lead.actor)
    assert queries.choices(cast.lead.actor)[1] == ()
    with pytest.raises(NotYours):
        queries.plan_of(cast.lead.actor, "", row.id)
    with pytest.raises(NotYours):
        starting.remove_template(template_id=row.id, by=cast.lead.actor)
    assert Question.objects.filter(look=other).count() == 1
    assert Entry.objects.filter(verb="took away", about_id=row.id).count() == 1


def test_choosing_asks_the_database_the_same_however_many_plans_are_kept(
    cast, look, django_assert_max_num_queries
):
    planned(look, cast.lead)
    for at in range(6):
        kept(look, cast.lead, name=f"Plan {at}")
    queries.choices(cast.lead.actor)
    with django_assert_max_num_queries(3):
        queries.choices(cast.lead.actor)
