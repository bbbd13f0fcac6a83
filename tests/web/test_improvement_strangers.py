"""What a unit is going to do is read by nobody who does not belong there or has no part in it, at any address or id."""

from __future__ import annotations

from typing import Any

import pytest

from speir.organisations.actions import roles
from speir.organisations.models import Membership
from tests import world, world_improvement
from tests.web.browsing import browser
from tests.web.places import WORDS
from tests.web.test_joint_strangers import text_of
from tests.world_improvement_addresses import addresses, ids, standing
from tests.world_improvement_words import full

pytestmark = pytest.mark.django_db
MARK = "zebrafish"
SAID = f"We saw the {MARK}."
BESIDE = ("/", "/trail/", "/keeping/", "/keeping/removed/", "/evidence/", "/broad-views/", "/account/")
# They name nothing but whoever asks.
OWN = {"improvement:mine", "improvement:letters"}


def strangers(cast: world.Cast) -> dict[str, Any]:
    inspector = world.colleague("Iain Macrae", cast.team, "inspector", cast.lead)
    world.room(cast.lead, cast.team, inspector)
    gone = world.colleague("Gone Grant", cast.team, "evaluator", cast.lead)
    roles.end(membership_id=Membership.objects.get(person=gone.person).id, by=cast.lead.actor)
    return {
        "nobody": None,
        "an inspector with a room": inspector,
        "an administrator": world.colleague("Keeper Kerr", cast.team, "administrator", cast.lead),
        "a reader of case files": world.colleague("File Fyfe", cast.team, "file_reader", cast.lead),
        "whose role ended": gone,
        "somebody elsewhere": cast.stranger,
    }


def leaks(who: dict[str, Any], everywhere: dict[str, str]) -> list[tuple[str, str, int]]:
    found = []
    for name, somebody in who.items():
        client = browser(somebody)
        for called, address in everywhere.items():
            status, text = text_of(client, address)
            if MARK in text or status >= 500:
                found.append((name, called, status))
    return found


def test_no_address_tells_a_word_to_somebody_who_does_not_belong_there(cast):
    everywhere = addresses(ids(cast, full(cast, SAID))) | {one: one for one in BESIDE}
    lead = browser(cast.lead)
    told = {name for name, one in everywhere.items() if MARK in text_of(lead, one)[1]}
    assert len(told) > 4, told
    assert leaks(strangers(cast), everywhere) == []


def test_what_is_for_one_person_alone_is_read_by_no_colleague(cast):
    done = full(cast, SAID, only_me=True)
    done.act.delete()  # by which a reader was let in
    everywhere = addresses(ids(cast, done)) | {one: one for one in BESIDE}
    colleague = world.colleague("Eilidh Bain", cast.team, "lead_officer", cast.lead)
    who = {"another lead": colleague, "evaluator": cast.evaluator, "reader": cast.reader}
    assert leaks(who, everywhere) == []


def test_nothing_is_done_by_somebody_who_does_not_belong_there(cast):
    done = full(cast, SAID)
    everywhere = addresses(ids(cast, done))
    who, before = strangers(cast), standing()
    typed = {
        **dict.fromkeys(
            ("title", "text", "difference", "words", "why", "name", "heard", "source"), "Mine now"
        ),
        **dict.fromkeys(("reason", "decided", "target", "note", "outcome"), "Mine now"),
        "state": "done",
        "decision": "parked",
        "move": "up",
    }
    wrong = []
    for name, somebody in who.items():
        client = browser(somebody)
        for called, address in everywhere.items():
            if called in OWN:
                continue
            status = client.post(address, typed).status_code
            allowed = {401, 302, 405} if somebody is None else {404, 405, 403}
            if status not in allowed:
                wrong.append((name, called, status))
    assert wrong == []
    assert standing() == before
    done.priority.refresh_from_db()
    done.action.refresh_from_db()
    assert (done.priority.title, done.action.state) == (SAID, "under_way")


def test_ids_of_another_priority_are_not_there_under_ones_own(cast):
    """A finding, a step, a proof, an act of sharing: each stands under its own priority or action alone."""
    done = full(cast, SAID)
    theirs = ids(cast, done)
    mine = world_improvement.priority(cast.team, cast.evaluator, title="Mine")
    doing = world_improvement.action(mine, cast.evaluator)
    own = theirs | {"priority_id": mine.id, "action_id": doing.id}
    inner = {"finding_id", "step_id", "proof_id", "act_id"}
    client, wrong, before = browser(cast.evaluator), [], standing()
    for name, address in addresses(own).items():
        if not (WORDS[name] & inner and WORDS[name] & {"priority_id", "action_id"}):
            continue
        for method in ("get", "post"):
            answer = getattr(client, method)(
                address, {"text": "x", "words": "x"} if method == "post" else None
            )
            if answer.status_code not in {404, 405} or MARK in answer.content.decode():
                wrong.append((name, method, answer.status_code))
    assert wrong == []
    assert standing() == before


def test_a_plan_and_a_meeting_of_one_unit_are_not_there_under_another(cast):
    done = full(cast, SAID)
    theirs = ids(cast, done) | {"unit_id": cast.elsewhere.id}
    client, wrong = browser(cast.stranger), []
    for name, address in addresses(theirs).items():
        if "unit_id" in WORDS[name] and WORDS[name] & {"plan_id", "meeting_id", "of", "tracked_id"}:
            for method in ("get", "post"):
                answer = getattr(client, method)(address)
                if answer.status_code not in {404, 405}:
                    wrong.append((name, method, answer.status_code))
    assert wrong == []


def test_what_was_never_there_looks_the_same_as_what_is_somebody_elses(clock, cast):
    done = full(cast, SAID)
    at = ids(cast, done)
    client = browser(cast.stranger)
    never = dict.fromkeys(at, "0" * 16) | {word: at[word] for word in ("sheet", "format")}
    for (name, theirs), nothing in zip(addresses(at).items(), addresses(never).values(), strict=True):
        if name in OWN:
            continue
        one, other = client.get(theirs), client.get(nothing)
        assert one.status_code == other.status_code, name
        if one.status_code == 404:
            assert one.content == other.content, name
