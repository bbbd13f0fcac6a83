"""The demonstration's committee does something now, by the same actions as any other, and once."""

from __future__ import annotations

import pytest

from speir.access.actor import SYSTEM
from speir.evaluations.actions import demonstration as evaluations
from speir.guard.detectors import find
from speir.improvement.actions import demonstration
from speir.improvement.models import Action, Answering, Candidate, Meeting, Priority, Progress, Proof, Tracked
from speir.improvement.rules.naming import State
from speir.trail.models import Entry

pytestmark = pytest.mark.django_db


def test_what_the_committee_does_now_is_made_once_also_where_the_rest_was_there_before():
    view = evaluations.load(by=SYSTEM)  # as an installation has it that was set up before
    assert not Priority.objects.exists()
    assert demonstration.load(by=SYSTEM).id == view.id
    counts = [model.objects.count() for model in (Priority, Action, Answering, Candidate, Meeting, Tracked)]
    demonstration.load(by=SYSTEM)
    assert [
        model.objects.count() for model in (Priority, Action, Answering, Candidate, Meeting, Tracked)
    ] == counts
    assert min(counts) > 1

    states = set(Action.objects.values_list("state", flat=True))
    assert {State.STUCK, State.IMPACT_SHOWN, State.NO_DIFFERENCE, State.PROPOSED} <= states
    [proof] = Proof.objects.all()
    assert proof.item.speaks_of == "impact"
    assert proof.item.to_day
    assert proof.action.begun_on
    assert proof.item.to_day > proof.action.begun_on
    # Those who lead say how far they have come: it is not one person who says it all.
    assert Progress.objects.values("by_name").distinct().count() > 3
    assert Entry.objects.filter(about="action").exists()


def test_nothing_in_it_looks_like_somebody():
    demonstration.load(by=SYSTEM)
    texts = [
        *Priority.objects.values_list("title", "difference", "responsibility_words"),
        *Action.objects.values_list("title", "target", "shows", "resources", "said"),
        *Answering.objects.values_list("source", "heard", "decided", "happened"),
        *Candidate.objects.values_list("note", "reason"),
        *Tracked.objects.values_list("text", "reference", "whom", "outcome"),
    ]
    assert not [found for row in texts for text in row for found in find(text)]
