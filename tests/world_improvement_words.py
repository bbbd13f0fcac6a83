"""What a team is going to do with a sentence in every column that holds one, written past the actions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from speir.improvement import models as i
from speir.improvement.rules.closing import Both, Stood
from speir.retention.models import Hold, Review
from speir.sharing.models import Outside, Sharing
from tests import world_improvement
from tests.world import Cast

DAY = dt.date(2026, 3, 2)


@dataclass(frozen=True)
class Full:
    """The things that hold them."""

    priority: i.Priority
    action: i.Action
    step: i.ActionStep
    finding: i.Finding
    candidate: i.Candidate
    plan: i.OwnPlan
    meeting: i.Meeting
    nothing: i.NothingNow
    tracked: i.Tracked
    taken_up: i.TakenUp
    answering: i.Answering
    act: Sharing


def _stood(said: str) -> Stood:
    """What a judgement said when a priority was closed."""
    level: dict[str, Any] = {"level": "Good", "level_key": "good", "position": 4, "sure": ""}
    texts: dict[str, Any] = dict.fromkeys(("reason", "strengths", "improvements", "of"), said)
    where = {"on": "3 March 2026", "by": "Morag", "place": "The team"}
    return Stood(number="1.1", title="An indicator", **level, **texts, **where)


def full(cast: Cast, said: str, *, only_me: bool = False) -> Full:
    """Everything of improvement in the team, each text of it this sentence; the lead officer's.

    `only_me`: what can be is theirs alone, and the rest says something else.
    """
    now = timezone.now()
    # What a unit weighs and plans is nobody's alone.
    everybodys = "We weighed it." if only_me else said
    priority = world_improvement.priority(cast.team, cast.lead, agreed=True)
    action = world_improvement.action(priority, cast.lead, state="under_way")
    action.progress.create(before="under_way", state="stuck", text=said, through="page", at=now)
    texts = dict.fromkeys(("title", "difference", "responsibility_words"), said)
    i.Priority.objects.filter(pk=priority.pk).update(**texts, only_me=only_me)
    texts = dict.fromkeys(("title", "resources", "target", "shows", "said"), said)
    i.Action.objects.filter(pk=action.pk).update(**texts)
    priority.steps.create(said="reopened", text=said, at=now)
    priority.steps.create(said="closed", stood=Both(_stood(said), _stood(said)).text(), at=now)
    candidate = i.Candidate.objects.create(
        unit=cast.team,
        framework=priority.framework,
        words=everybodys,
        note=everybodys,
        decision="parked",
        reason=everybodys,
        written_at=now,
    )
    candidate.steps.create(decision="parked", reason=everybodys, at=now)
    kept: dict[str, Any] = {"unit": cast.team, "home": cast.team, "owner": cast.lead.person.id}
    kept |= {"written_at": now, "only_me": only_me}
    words = dict.fromkeys(("text", "reference", "whom", "outcome"), said)
    tracked = i.Tracked.objects.create(kind="practice", **words, **kept)
    words = dict.fromkeys(("source", "heard", "decided", "happened"), said)
    answering = i.Answering.objects.create(voice="children", **words, **kept)
    for about, about_id in (
        ("priority", priority.pk),
        ("action", action.pk),
        ("tracked", tracked.pk),
        ("answering", answering.pk),
    ):
        i.EarlierText.objects.create(
            about=about, about_id=about_id, field="title", text=said, replaced_at=now
        )
    thing = {"about": "priority", "about_id": priority.pk, "by": ""}
    act = Sharing.objects.create(
        **thing, scope="named", person=cast.reader.person, why=said, starts=timezone.localdate(), at=now
    )
    Outside.objects.create(**thing, on=DAY, who=said, with_whom=said, why=said, how="letter", at=now)
    Review.objects.create(
        **thing, path="", kept_as="priority_open", outcome="keep", why=said, again=DAY, at=now
    )
    Hold.objects.create(**thing, path="", why=said, since=now, ended_at=now)
    return Full(
        priority=priority,
        action=action,
        step=action.steps.create(text=said, written_at=now),
        finding=priority.findings.create(source="own", words=said, written_at=now),
        candidate=candidate,
        plan=i.OwnPlan.objects.get_or_create(unit=cast.team, name=everybodys, defaults={"made_at": now})[0],
        meeting=i.Meeting.objects.create(unit=cast.team, name=everybodys, on=DAY, made_at=now),
        nothing=i.NothingNow.objects.get_or_create(
            unit=cast.team, ended_at=None, defaults={"reason": everybodys, "at": now}
        )[0],
        tracked=tracked,
        taken_up=tracked.taken_up.create(who=said, what=said, on=DAY, written_at=now),
        answering=answering,
        act=act,
    )
