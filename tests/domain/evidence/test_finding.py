"""What is found among evidence: what somebody asked for, and nothing that is not theirs."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db.models import Q
from django.utils import timezone

from speir.core.words import asked
from speir.evidence import policy
from speir.evidence.actions import items as actions
from speir.evidence.actions.withdrawing import withdraw
from speir.evidence.models import Item, OwnKind, Words
from speir.evidence.queries import finding
from speir.evidence.rules.finding import COUNTED, Wanted
from speir.organisations.actions import add_unit
from speir.sharing.models import Sharing
from tests import world
from tests.domain.evidence.test_finding_words import find, know
from tests.factories import names

TODAY = dt.date(2026, 3, 2)


def shows(found):
    return {line.item.shows for line in found.lines}


def look(cast, by=None, **wanted):
    return finding.find((by or cast.reader).actor, Wanted(**wanted), today=TODAY)


FILTERS: list[tuple[dict[str, object], dict[str, object]]] = [
    ({"theme": "hmie-2005/1.1/trust"}, {"themes": {"hmie-2005/1.1/trust": "both"}}),
    ({"theme": "hmie-2005/1.1/"}, {"themes": {"hmie-2005/1.1/trust": "both"}}),
    ({"kind": "surveys"}, {"kind": "surveys"}),
    ({"voice": "children"}, {"voices": ("children", "staff")}),
    ({"voice": "public"}, {"voices": ("public",)}),
    ({"speaks_of": "impact"}, {"speaks_of": "impact"}),
    ({"taken_as": "opinion"}, {"taken_as": "opinion"}),
    ({"triage": "concern"}, {"triage": "concern"}),
    ({"since": dt.date(2025, 7, 1)}, {"to_day": dt.date(2025, 7, 1)}),
    ({"until": dt.date(2025, 3, 1)}, {"from_day": dt.date(2025, 3, 1)}),
    ({"since": dt.date(2026, 1, 1)}, {"from_day": dt.date(2026, 1, 5), "to_day": None}),
    ({"stale": True}, {"valid_until": TODAY - dt.timedelta(days=1)}),
    ({"mine": True}, {"by": "reader"}),
]


@pytest.mark.parametrize(("wanted", "has"), FILTERS, ids=[next(iter(f[0])) for f in FILTERS])
def test_each_filter_finds_what_has_it_and_nothing_else(cast, clock, wanted, has):
    who = cast.lead if has.get("by") else cast.evaluator
    item = {key: value for key, value in has.items() if key != "by"}
    know(cast, by=cast.evaluator, shows="Not this.", valid_until=TODAY)
    know(cast, by=who, **({"valid_until": TODAY} | item), shows="This.")
    reader = cast.lead if has.get("by") else cast.reader
    assert shows(look(cast, by=reader)) == {"This.", "Not this."}
    assert shows(look(cast, by=reader, **wanted)) == {"This."}


def test_an_own_kind_is_a_filter_too(cast):
    kind = OwnKind.objects.create(unit=cast.team, name="Huddles")
    know(cast, shows="This.", kind=f"own/{kind.id}")
    know(cast, shows="Not this.")
    assert shows(look(cast, kind=f"own/{kind.id}")) == {"This."}


def test_a_unit_takes_in_all_below_it(cast):
    agency = world.unit_of(cast.lead, "An agency", "agency")
    below = add_unit(under=agency.id, name="A team below", kind="team", by=cast.lead.actor)
    know(cast, unit=agency, by=cast.lead, shows="Of the agency.")
    know(cast, unit=below, by=cast.lead, shows="Of the team below.")
    know(cast, shows="Of another team.")
    assert shows(look(cast, by=cast.lead, unit=agency.id)) == {"Of the agency.", "Of the team below."}
    assert shows(look(cast, by=cast.lead, unit=below.id)) == {"Of the team below."}


def test_what_is_withdrawn_is_left_out_unless_it_is_asked_for(cast):
    item = know(cast, shows="Withdrawn.")
    know(cast, shows="It stands.")
    withdraw(item_id=item.id, why="It was counted twice.", by=cast.evaluator.actor)
    assert shows(look(cast)) == {"It stands."}
    assert shows(look(cast, withdrawn="also")) == {"It stands.", "Withdrawn."}
    assert shows(look(cast, withdrawn="only")) == {"Withdrawn."}


# Few are looked at one by one: all that say the words, those of them that are used nowhere, or none.
@pytest.mark.parametrize("few", [2_000, 2, 1, 0])
@pytest.mark.parametrize("words", ["", "this", "stands here"])
def test_what_is_cited_nowhere_is_a_condition_that_comes_from_above(cast, few, words, monkeypatch):
    know(cast, shows="This stands here.")
    know(cast, shows="This stands here too.")
    cited = know(cast, shows="Not this, which stands here.")

    def condition(of: str) -> Q:
        return ~Q(**{f"{of}__in": [cited.id]})

    monkeypatch.setattr(finding, "FEW", few)
    found = finding.find(
        cast.reader.actor, Wanted(uncited=True, words=asked(words)), today=TODAY, uncited=condition
    )
    assert shows(found) == {"This stands here.", "This stands here too."}
    assert found.count == 2


@pytest.mark.parametrize("few", [2_000, 0])
def test_neither_pieces_nor_counts_nor_order_tell_of_what_is_not_the_readers(cast, few, monkeypatch):
    monkeypatch.setattr(finding, "FEW", few)
    know(cast, shows="Kestrels were seen.", account="")
    know(cast, shows="Owls were seen.", account="kestrel")
    before = [find(cast, typed) for typed in ("kestrel", "owl kestrel", "seen", "")]
    for _ in range(5):
        know(cast, unit=cast.elsewhere, by=cast.stranger, shows="Kestrels, owls: kestrels were seen.")
    actions.write(
        unit_id=cast.team.id,
        framework=world.framework(),
        draft=world.draft(shows="My own kestrel."),
        only_me=True,
        by=cast.evaluator.actor,
    )
    assert [find(cast, typed) for typed in ("kestrel", "owl kestrel", "seen", "")] == before
    assert find(cast, "kestrel", by=cast.evaluator).count == 3
    assert find(cast, "kestrel", by=world.somebody("Nobody here")).lines == ()


def test_what_is_found_without_words_is_all_that_policy_lets_somebody_see(cast):
    """Each list that is cut short by itself, against the one condition that decides."""
    committee = world.unit_of(cast.lead, "The committee", "partnership")
    know(cast, shows="Of the team.")
    know(cast, unit=committee, by=cast.lead, shows="Of the committee.")
    mine = know(cast, shows="Mine alone.")
    Item.objects.filter(pk=mine.pk).update(only_me=True)
    shared = know(cast, unit=cast.elsewhere, by=cast.stranger, shows="Shared.")
    named = know(cast, unit=cast.elsewhere, by=cast.stranger, shows="Shared by name.")
    world_share(shared, f"team:{cast.team.id}", cast)
    world_share(named, f"named:{cast.reader.person.id}", cast)
    for who in (cast.lead, cast.evaluator, cast.reader, cast.stranger, world.somebody("Nobody here")):
        seen = set(policy.visible_to(who.actor).values_list("shows", flat=True))
        assert shows(look(cast, by=who)) == seen


def world_share(item, audience, cast):
    scope, _colon, whom = audience.partition(":")
    Sharing.objects.create(
        about="evidence",
        about_id=item.id,
        scope=scope,
        unit_id=whom if scope != "named" else None,
        person_id=whom if scope == "named" else None,
        why="x",
        starts=timezone.localdate(),
        at=timezone.now(),
    )


def test_no_more_is_counted_than_a_page_would_say(cast, monkeypatch):
    monkeypatch.setattr(finding, "COUNTED", 2)
    for number in range(5):
        know(cast, shows=f"Number {number}.")
    found = finding.find(cast.reader.actor, Wanted(), today=TODAY, most=2)
    assert found.count == 3
    assert COUNTED == 1_000


def test_removed_words_are_found_no_more_and_what_is_left_is(cast):
    view = names.with_a_name(cast)
    assert find(cast, "torquil").count or find(cast, "torquil", withdrawn="also").count
    names.take_out(view, cast.lead)
    assert find(cast, "torquil", withdrawn="also").count == 0
    assert not Words.objects.filter(Q(first__contains="torquil") | Q(rest__contains="torquil")).exists()
    assert find(cast, "may", withdrawn="also").count
