"""What I have to do, boards in their orders, and their months."""

from __future__ import annotations

from functools import lru_cache

from django.utils import timezone

from speir.improvement.models import NothingNow
from tests import world, world_boards
from tests.browser.pages import Opening, state
from tests.browser.situations import Situations
from tests.world_boards import Busy


@lru_cache(maxsize=4)
def busy(s: Situations) -> Busy:
    """A committee with something of each sort, made once for all states in one situation."""
    return world_boards.busy(s.word)


@state("improvement:mine", "with something of each sort", enlarged=True)
def _(s: Situations) -> Opening:
    return Opening(busy(s).committee.lead.person, "/improvement/")


@state("improvement:mine", "with nothing to do")
def _(s: Situations) -> Opening:
    return Opening(s.cast.reader.person, "/improvement/")


@state("improvement:mine", "without a unit")
def _(s: Situations) -> Opening:
    return Opening(world.somebody(s.name("Nobody yet")).person, "/improvement/")


@state("improvement:board", "under its priorities", enlarged=True)
def _(s: Situations) -> Opening:
    committee = busy(s).committee
    return Opening(committee.lead.person, f"/improvement/{committee.unit.id}/")


@state("improvement:board", "by date, to choose whose", enlarged=True)
def _(s: Situations) -> Opening:
    committee = busy(s).committee
    return Opening(committee.lead.person, f"/improvement/{committee.unit.id}/?by=date&choose=whose")


@state("improvement:board", "nothing at present")
def _(s: Situations) -> Opening:
    somebody = world.somebody(s.name("Lead of a small team"))
    unit = world.unit_of(somebody, s.name("A small team"))
    NothingNow.objects.create(
        unit=unit,
        reason=s.text("We finish what we began last year."),
        by_name=somebody.name,
        at=timezone.now(),
        again_on=timezone.localdate(),
    )
    return Opening(somebody.person, f"/improvement/{unit.id}/")


@state("improvement:timeline", "with what was and what is to come", enlarged=True)
def _(s: Situations) -> Opening:
    committee = busy(s).committee
    return Opening(committee.lead.person, f"/improvement/{committee.unit.id}/timeline/")
