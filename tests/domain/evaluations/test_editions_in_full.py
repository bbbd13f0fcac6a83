"""An edition keeps what was written of its evidence, and words are found and removed in it wherever they stand."""

from __future__ import annotations

import datetime as dt
from typing import Any

from speir.evaluations.models import Edition
from speir.evaluations.queries.editions import edition
from speir.evaluations.rules.record import RecordLink
from speir.evidence.actions import withdrawing
from speir.evidence.models import Item, ItemLink, OwnKind
from speir.evidence.rules.links import Link
from tests import world
from tests.factories.names import NAME, NOTE, take_out

TOLD: dict[str, Any] = {
    "account": "Two readers read each file.\n\nThey agreed in ten.",
    "origin": "Case file reading",
    "taken_as": "opinion",
    "triage": "uncertain",
    "voices": ("staff", "public"),
    "valid_until": dt.date(2026, 3, 1),
    "links": (Link("https://example.org/report", "The report"),),
}


def sealed_evidence(cast, view):
    world.seal(view, cast.lead)
    (judgement,) = (j for j in edition(cast.lead.actor, view.id, 1).record.judgements if j.number == "1.1")
    return judgement


def test_an_edition_keeps_all_that_was_said_of_a_piece_of_evidence(cast, clock):
    view = world.begun(cast)
    world.cite(view, "1.1", cast.evaluator, **TOLD)
    judgement = sealed_evidence(cast, view)
    (piece,) = judgement.evidence
    assert (piece.account, piece.origin, piece.taken_as, piece.triage) == (
        TOLD["account"],
        "Case file reading",
        "opinion",
        "uncertain",
    )
    assert piece.voices == ("staff", "public")
    assert piece.links == (RecordLink("https://example.org/report", "The report"),)
    assert (piece.valid_until, piece.withdrawn_on) == ("2026-03-01", "")
    assert judgement.ground[:4] == (
        "Confirmed by 1 kind of source: look for another.",
        "Reviews of case files.",
        "One piece tells of what happens.",
        "It carries the views of staff and the public.",
    )


def test_an_edition_says_what_was_stale_on_its_day_and_goes_on_saying_that(cast, clock):
    view = world.begun(cast)
    world.cite(view, "1.1", cast.evaluator, valid_until=clock.now.date() - dt.timedelta(days=1))
    world.cite(view, "1.1", cast.evaluator, kind="surveys", valid_until=clock.now.date())
    judgement = sealed_evidence(cast, view)
    assert {piece.kind: piece.stale for piece in judgement.evidence} == {"case_files": True, "surveys": False}
    assert "One piece of evidence is stale: is it still so?" in judgement.advice
    clock.forward(days=400)
    again = edition(cast.lead.actor, view.id, 1).record.judgements[0]
    assert again == judgement


def test_a_sealed_edition_keeps_what_it_cited_when_the_piece_is_corrected_or_withdrawn(cast, clock):
    view = world.begun(cast)
    item = world.cite(view, "1.1", cast.evaluator, **TOLD)
    before = sealed_evidence(cast, view)
    withdrawing.withdraw(item_id=item, why="The wrong files.", by=cast.lead.actor)
    assert edition(cast.lead.actor, view.id, 1).record.judgements[0] == before
    assert edition(cast.lead.actor, view.id, 1).intact


def test_a_piece_that_was_withdrawn_before_stands_in_the_edition_with_the_reason(cast, clock):
    view = world.begun(cast)
    item = world.cite(view, "1.1", cast.evaluator)
    withdrawing.withdraw(item_id=item, why="The wrong files.", by=cast.lead.actor)
    judgement = sealed_evidence(cast, view)
    assert (judgement.pieces, judgement.confirmed) == (0, "No evidence yet")
    assert judgement.evidence[0].line[-1] == "withdrawn: The wrong files."
    assert judgement.evidence[0].withdrawn_on == clock.now.date().isoformat()


def test_a_piece_that_is_not_open_to_all_readers_stands_there_without_any_of_its_words(cast, clock):
    view = world.begun(cast)
    world.cite(view, "1.1", cast.evaluator, only_me=True, **TOLD)
    sealed_evidence(cast, view)
    text = Edition.objects.get().content
    for words in ("Two readers", "Case file reading", "The report", "example.org", "opinion"):
        assert words not in text


def test_a_name_is_removed_from_an_account_its_links_and_an_own_kind_in_an_edition(cast, clock):
    own = OwnKind.objects.create(unit=cast.team, name=f"Notes of {NAME}")
    view = world.begun(cast)
    item = world.cite(view, "1.1", cast.evaluator, kind=f"own/{own.id}", links=TOLD["links"])
    # As it could stand there from before anybody was asked about it.
    Item.objects.filter(pk=item).update(account=f"Of {NAME}.", origin=f"From {NAME}.")
    ItemLink.objects.update(words=NAME)
    world.seal(view, cast.lead)
    assert NAME in Edition.objects.get().content
    take_out(view, cast.lead)
    assert NAME not in Edition.objects.get().content
    shown = edition(cast.lead.actor, view.id, 1)
    assert shown.intact
    (piece,) = shown.record.judgements[0].evidence
    assert (piece.account, piece.origin) == (f"Of {NOTE}.", f"From {NOTE}.")
    assert piece.links[0].words == NOTE
