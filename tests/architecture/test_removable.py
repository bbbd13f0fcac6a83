"""Words can be removed from every column that people's own words reach."""

from __future__ import annotations

import pytest
from django.utils import timezone

from speir.evaluations.actions.looks.starting import keep
from speir.evaluations.models import ApprovalStep, Edition, Joint, Look, Moderation, SetAside
from speir.evaluations.queries import removable
from speir.evaluations.queries.written import written
from speir.evaluations.rules.looks.describing import TEXTS
from speir.retention.models import Hold, Review
from speir.sharing.models import Outside, Sharing
from speir.web.shell.typed import COLUMNS
from tests import world, world_look
from tests.factories.names import with_a_name

OWN = "its owner writes a reflection anew, or discards it: then every word of it is deleted"
# What is no text about children, and where it is changed instead.
NOT_HERE = {
    "accounts.Person.name": "its person changes it",
    "accounts.Person.email": "its person changes it",
    "accounts.SignInAddress.sent_to": "an address at work, which goes with the invitation",
    "notices.Notice.to": "an address at work, which goes with the notice",
    "organisations.Unit.locality": "described anew by whoever manages the unit",
    "organisations.Unit.name": "renamed by whoever manages the unit",
    "evaluations.Reflection.happens": OWN,
    "evaluations.Reflection.known": OWN,
    "evaluations.Reflection.doing": OWN,
    "evaluations.ReflectionEarlier.text": OWN,
    "evaluations.ReflectionAside.text": OWN,
    "evaluations.Planned.title": "whoever plans changes it; no earlier one is kept",
    "evaluations.Planned.words": "whoever plans changes them; no earlier ones are kept",
    "evaluations.PlannedFor.words": "whoever plans changes them; no earlier ones are kept",
    "evaluations.Inspection.title": "whoever records it corrects it; no earlier one is kept",
    "evaluations.Inspection.link": "whoever records it corrects it; no earlier one is kept",
    "sharing.Room.name": "its keeper changes it",
    "evaluations.TrendNote.text": "its writer, or whoever leads, changes it or deletes it for good",
    "organisations.EarlierName.name": "an organisation's name as it was, for what was written then",
    "evidence.SavedSearch.asked": "its owner deletes it",
    "evidence.Words.first": "made anew of what is left of the piece, by the action that removes words from it",
    "evidence.Words.rest": "made anew of what is left of the piece, by the action that removes words from it",
    "organisations.Contact.who": "set again by whoever manages the unit",
}
_OURS = COLUMNS["organisations.Unit.path"]


def a_look_full_of_words(cast):
    """A closer look of the team with a text in every column that holds one."""
    look = world_look.look(cast.team, cast.lead)
    Look.objects.filter(pk=look.id).update(**dict.fromkeys(TEXTS, "x"))
    question, way, feature = world_look.planned(look, cast.lead)
    type(question).objects.filter(pk=question.pk).update(answer="x", removed_at=timezone.now())
    type(feature).objects.filter(pk=feature.pk).update(cites="x")
    look.groups.create(by_what="age", text="x")
    sitting = way.sittings.create(on=timezone.now().date(), services="x", what="x", written_at=timezone.now())
    sitting.notes.create(text="x", written_at=timezone.now())
    feature.sightings.create(way=way, seen="seen", text="x", at=timezone.now())
    look.theme_findings.create(theme="x", strengths="x", weaknesses="x")
    look.follow_ups.create(kind="training", text="x", whom="x", outcome="x", written_at=timezone.now())
    keep(look_id=look.id, name="x", by=cast.lead.actor)
    look.steps.create(said="reopened", text="x", at=timezone.now())
    return look


@pytest.mark.django_db
def test_every_column_that_holds_what_people_wrote_is_looked_through(cast, clock):
    view = with_a_name(cast)
    thing = {"about": "broad view", "about_id": view.id, "by": ""}
    Sharing.objects.create(
        **thing, scope="named", person=cast.reader.person, why="x", starts=clock.now.date(), at=clock.now
    )
    Outside.objects.create(
        **thing, on=clock.now.date(), who="x", with_whom="x", why="x", how="letter", at=clock.now
    )
    Hold.objects.create(**thing, path="", why="x", since=clock.now)
    Review.objects.create(
        **thing, path="", kept_as="edition", outcome="keep", why="x", again=clock.now.date(), at=clock.now
    )
    SetAside.objects.create(evaluation=view, place="1.1/why", person=cast.lead.person, text="x", at=clock.now)
    joint = Joint.objects.create(evaluation=view, invitation="x", due=clock.now.date(), begun_at=clock.now)
    asked = joint.contributions.create(organisation=cast.team, last="invited")
    asked.steps.create(move="returned", text="x", at=clock.now)
    held = Moderation.objects.create(evaluation=view, opened_at=clock.now)
    who = held.evaluators.create(name="x", standpoint="x", joined_at=clock.now)
    indicator = world.row(view, "1.1").indicator
    turn = held.rounds.create(indicator=indicator, position=1, opened_at=clock.now, revealed_at=clock.now)
    turn.views.create(evaluator=who, not_evaluated=True, why="x", at=clock.now)
    turn.agreements.create(agreed=False, reason="x", at=clock.now)
    ApprovalStep.objects.create(edition=Edition.objects.get(), said="asked", text="x", at=clock.now)
    a_look_full_of_words(cast)
    looked = {
        f"{text.model._meta.label}.{'content' if text.model.__name__ == 'Edition' else text.field.partition('/')[0]}"
        for text in written(
            removable.scope(cast.lead.actor, world.row(view, "1.1").evaluation), cast.lead.person.id
        )
    }
    wanted = {
        column
        for column, source in COLUMNS.items()
        if source != _OURS
        and column not in NOT_HERE
        and not column.startswith(("trail.", "frameworks", "improvement."))
    }
    assert looked == wanted
