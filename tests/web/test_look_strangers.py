"""What is written in a closer look is read by nobody who does not belong there, at any address or any id."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.urls import NoReverseMatch, reverse

from speir.evaluations.actions.looks import follow_ups, starting
from speir.evaluations.rules.looks.following import Follow
from speir.evaluations.rules.saving import mark
from speir.organisations.actions import roles
from speir.organisations.models import Membership
from tests import world, world_look
from tests import world_look_judging as made
from tests import world_moderation as together
from tests.web.browsing import browser
from tests.web.places import WORDS
from tests.web.test_joint_strangers import text_of

pytestmark = pytest.mark.django_db
MARK = "zebrafish"
SAID = f"We saw the {MARK}."
# Taking away what is not there is done already; nothing is said of what was asked for.
# Evidence that is cited in a closer look is shared at the one address that there is for it.
NOTHING_THERE = ("broad_views:discard", "broad_views:uncite", "broad_views:evidence_sharing")
COLUMNS = ("question", "way", "feature")


def marked(cast: world.Cast, *, only_me: bool = False) -> dict[str, str]:
    """A word that stands nowhere else in every text of a closer look; return what stands in the addresses."""
    lead = cast.lead
    about = replace(
        world_look.SAID,
        **dict.fromkeys(
            ("about_words", "area_words", "takes_part", "left_out", "how_long", "cost", "purpose"), SAID
        ),
    )
    look = world_look.look(cast.team, lead, said=about, title=f"The look of the {MARK}", only_me=only_me)
    question, way, feature = world_look.planned(look, lead)
    for line in (question, way, feature):
        type(line).objects.filter(pk=line.pk).update(text=SAID)
    made.answered(question, lead, SAID)
    item = made.cited(look, lead, shows=SAID)
    made.seen(feature, way, lead, text=SAID)
    group = made.wanted(look, lead, SAID)
    sitting = world_look.sat(look, lead, way, services=SAID, what=SAID)
    note = world_look.noted(sitting, lead, SAID, world_look.themes_of("3.2")[0])
    theme = world_look.themes_of("3.2")[0]
    made.judged(look, theme, lead, strengths=SAID, weaknesses=SAID)
    world.write(world_look.evaluation_of(look), "3.2", lead, choice="good", strengths=SAID)
    follow = follow_ups.add(look_id=look.id, said=Follow(kind="training", text=SAID), by=lead.actor)
    template = starting.keep(look_id=look.id, name=f"Plan of the {MARK}", by=lead.actor)
    meeting = together.meeting(world_look.evaluation_of(look), lead, ("3.2",))
    together.joined(meeting, lead)
    turn = together.opened(meeting, lead, "3.2")
    together.judged(turn, lead, "weak", SAID)
    together.revealed(turn, lead)
    together.agreed(turn, lead, reason=SAID)
    return {
        "look_id": look.id,
        "evaluation_id": look.id,
        "way_id": way.id,
        "line_id": question.id,
        "column": "question",
        "act": "up",
        "number": "3.2",
        "key": theme.rpartition("/")[2],
        "theme": theme.rpartition("/")[2],
        "sitting_id": sitting.id,
        "noted_id": note.id,
        "follow_id": follow.id,
        "template_id": template.id,
        "question_id": question.id,
        "feature_id": feature.id,
        "group_id": group.id,
        "item_id": item,
        "aside": "0" * 16,
        "aside_id": "0" * 16,
        "act_id": "0" * 16,
        "format": "docx",
        "moderation_id": meeting.id,
        "round_id": turn.id,
    }


def addresses(at: dict[str, str]) -> list[str]:
    """Every address of closer looks, and those of judging together and of evidence that take its ids."""
    found = [
        reverse(name, kwargs={word: at[word] for word in words})
        for name, words in WORDS.items()
        if name.partition(":")[0] in {"looks", "moderation", "evidence"} and words <= at.keys()
    ]
    more = [
        f"/closer-looks/{at['look_id']}/plan/{column}/{at[f'{column}_id']}/"
        for column in COLUMNS
        if f"{column}_id" in at
    ]
    return [*found, *more, "/evidence/", "/", "/broad-views/", "/trail/", "/keeping/"]


def strangers(cast: world.Cast) -> dict[str, Any]:
    inspector = world.colleague("Iain Macrae", cast.team, "inspector", cast.lead)
    world.room(cast.lead, cast.team, inspector)
    gone = world.colleague("Gone Grant", cast.team, "evaluator", cast.lead)
    roles.end(membership_id=Membership.objects.get(person=gone.person).id, by=cast.lead.actor)
    return {
        "nobody": None,
        "an inspector with a room": inspector,
        "an administrator": world.colleague("Keeper Kerr", cast.team, "administrator", cast.lead),
        "whose role ended": gone,
        "somebody elsewhere": cast.stranger,
    }


def leaks(who: dict[str, Any], everywhere: list[str]) -> list[tuple[str, str, int]]:
    found = []
    for name, somebody in who.items():
        client = browser(somebody)
        for address in everywhere:
            status, text = text_of(client, address)
            if MARK in text or status >= 500:
                found.append((name, address, status))
    return found


def test_no_address_tells_a_word_to_somebody_who_does_not_belong_there(cast):
    everywhere = addresses(marked(cast))
    told = {one for one in everywhere if MARK in text_of(browser(cast.lead), one)[1]}
    assert len(told) > 15
    assert leaks(strangers(cast), everywhere) == []


def test_what_is_for_one_person_alone_is_read_by_no_colleague(cast):
    at = marked(cast, only_me=True)
    template = at.pop("template_id")
    everywhere = [one for one in addresses(at) if one != reverse("looks:starting")]
    assert template
    assert leaks({"reader": cast.reader, "evaluator": cast.evaluator} | strangers(cast), everywhere) == []


def test_broad_view_addresses_know_no_closer_look(cast):
    at = marked(cast)
    typed = {"strengths": "Through the wrong door", "base_strengths": mark(SAID), "text": "x", "why": "Why."}
    wrong = []
    client = browser(cast.lead)
    for name, words in WORDS.items():
        space = name.partition(":")[0]
        if space not in {"broad_views", "joint", "trends", "calendar", "rooms"}:
            continue
        full = at | {
            "other": at["look_id"],
            "joint_id": at["look_id"],
            "contribution_id": at["look_id"],
            "question": "1",
            "step_id": "0" * 16,
            "offer_id": "0" * 16,
            "number": "3.2",
            "unit_id": cast.team.id,
        }
        if not words & {"evaluation_id", "joint_id", "contribution_id"} or not words <= full.keys():
            continue
        try:
            address = reverse(name, kwargs={word: full[word] for word in words})
        except NoReverseMatch:  # the number of an edition
            address = reverse(name, kwargs={word: (full | {"number": 1})[word] for word in words})
        if name in NOTHING_THERE:
            continue
        for method in ("get", "post"):
            status = getattr(client, method)(address, typed if method == "post" else None).status_code
            if status not in {404, 405}:
                wrong.append((name, method, status))
    assert not wrong, wrong


def test_ids_of_another_look_are_not_there_under_ones_own(cast):
    at = marked(cast)
    mine = world_look.look(cast.team, cast.evaluator)
    wrong = []
    client = browser(cast.evaluator)
    for name, words in WORDS.items():
        inner = words & {
            "way_id",
            "line_id",
            "sitting_id",
            "noted_id",
            "follow_id",
            "question_id",
            "feature_id",
            "group_id",
            "item_id",
        }
        if not name.startswith("looks:") or name == "looks:uncite" or not inner or not words <= at.keys():
            continue
        address = reverse(name, kwargs={word: (at | {"look_id": mine.id})[word] for word in words})
        for method in ("get", "post"):
            answer = getattr(client, method)(
                address, {"text": "x", "base": "", "seen": "seen"} if method == "post" else None
            )
            if answer.status_code not in {404, 405, 400} or MARK in answer.content.decode():
                wrong.append((name, method, answer.status_code))
    assert not wrong, wrong
