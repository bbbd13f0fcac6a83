"""The demonstration where there is none yet: it is loaded once, beside what is there, and not without a framework."""

from __future__ import annotations

import pytest

from speir.access.actor import SYSTEM
from speir.accounts.models import Person
from speir.core.errors import NotYours
from speir.evaluations.actions import demonstration
from speir.evaluations.models import Edition, Evaluation
from speir.evaluations.queries import lists
from speir.evidence.models import Item
from speir.frameworks.models import Framework
from speir.organisations.models import Unit
from tests import world

pytestmark = pytest.mark.django_db


def test_loaded_twice_it_is_there_once():
    first = demonstration.load(by=SYSTEM)
    people, items = Person.objects.count(), Item.objects.count()
    views = Evaluation.objects.count(), Edition.objects.count()
    assert demonstration.load(by=SYSTEM).id == first.id
    assert (Evaluation.objects.count(), Edition.objects.count()) == views
    assert (Person.objects.count(), Item.objects.count()) == (people, items)


def test_ones_own_broad_views_come_before_a_demonstration_begun_later():
    cast = world.cast()
    own = world.begun(cast)
    demonstration.visit(person=cast.lead.person, by=cast.lead.actor)
    lines = lists.listing(world.Somebody(cast.lead.person).actor).lines
    assert [line.demonstration for line in lines] == [False, True, True]
    assert lines[0].id == own.id


def test_without_the_framework_there_is_no_demonstration():
    Framework.objects.all().delete()
    with pytest.raises(NotYours):
        demonstration.load(by=SYSTEM)
    assert not Unit.objects.exists()
