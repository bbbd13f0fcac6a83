"""What is decided about a candidate: made a priority, parked, nothing at present; and taken back."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.errors import Refused, Unfit
from speir.core.text import clean
from speir.improvement.actions import priorities
from speir.improvement.actions.candidates import CHANGED, CHANGED_CODE, row_of, thing
from speir.improvement.actions.earlier import Hand, explain, keep
from speir.improvement.models import Candidate, CandidateStep, Finding, Priority
from speir.improvement.policy.candidates import ABOUT, require_unit
from speir.improvement.queries.candidates import candidate
from speir.improvement.rules.choosing import Decided, Found, check_decided
from speir.improvement.rules.naming import Decision, Source, Standing
from speir.improvement.rules.priorities import Said
from speir.improvement.rules.texts import asked_about
from speir.mentions.rules import Explained
from speir.trail.actions import record as record_in_trail

AGREE = Permission.AGREE_IMPROVEMENT
VERBS = {Decision.PARKED.value: "parked", Decision.NOTHING.value: "left", "": "took back"}


@transaction.atomic
def choose(
    *,
    unit_id: str,
    framework_key: str,
    of: str,
    title: str,
    priority_id: str,
    base: str,
    keeping: Explained = None,
    by: Actor,
) -> Priority:
    """Make a priority of a candidate: it is proposed, and answers what the candidate rests on. Sent twice, made once.

    `priority_id` is a new id that the form brought; `base` marks what was decided when it was opened. Raises NotYours,
    NotAllowed, Unfit, Waits, and Refused where somebody decided meanwhile.
    """
    unit = require_unit(by, AGREE, unit_id, lock=True)
    row = row_of(unit, framework_key, of)
    if row.priority is not None and row.priority_id == priority_id and row.decision == Decision.CHOSEN:
        if row.priority.title != clean(title):  # sent again, after Back, say, with another name
            raise Refused(CHANGED_CODE, CHANGED)
        return row.priority
    if base != Decided(row.decision, row.reason, row.again_on).base:
        raise Refused(CHANGED_CODE, CHANGED)
    shown = candidate(by, unit_id, of, framework_key).line
    priority = priorities.propose(
        unit_id=unit_id,
        framework_key=framework_key,
        said=Said(title=title),
        priority_id=priority_id,
        keeping=keeping,
        by=by,
    )
    Finding.objects.bulk_create(
        _finding(priority, one, at, by) for at, one in enumerate(shown.found or (_bare(row),))
    )
    row.priority = priority
    _decide(row, Decided(Decision.CHOSEN.value), by)
    _told(row, "chose", by)
    return priority


@transaction.atomic
def leave(
    *,
    unit_id: str,
    framework_key: str,
    of: str,
    said: Decided,
    base: str,
    asked: dt.date | None = None,
    keeping: Explained = None,
    by: Actor,
) -> Candidate:
    """Park a candidate, or do nothing about it at present, for a reason. Said twice, it is decided once.

    `asked` is a day in the past that was asked about already. Raises NotYours, NotAllowed, Unfit, Waits, and Refused
    where somebody decided meanwhile.
    """
    unit = require_unit(by, AGREE, unit_id, lock=True)
    row = row_of(unit, framework_key, of)
    again = said.again_on if said.decision == Decision.PARKED else None
    now, stands = Decided(said.decision, clean(said.reason), again), _stands(row)
    if now == stands:
        return row
    if base != stands.base:
        raise Refused(CHANGED_CODE, CHANGED)
    broken = check_decided(now) + asked_about(again, timezone.localdate(), "again_on", asked)
    if broken:
        raise Unfit(broken)
    new, old = {"reason": now.reason}, {"reason": stands.reason}
    explain(thing(row), new, old, keeping=keeping, by=by)
    keep(thing(row), new, old, hand=Hand("", row.written_by_name, None), by=by)
    _decide(row, now, by)
    _told(row, VERBS[now.decision], by)
    return row


@transaction.atomic
def take_back(*, unit_id: str, framework_key: str, of: str, base: str, by: Actor) -> Candidate:
    """Take back what was decided: it is undecided again. A priority that was made of it stays. Done twice, done once.

    Raises NotYours, NotAllowed, and Refused where somebody decided something else meanwhile.
    """
    unit = require_unit(by, AGREE, unit_id, lock=True)
    row = row_of(unit, framework_key, of)
    stands = _stands(row)
    if not stands.decision:
        return row
    if base != stands.base:
        raise Refused(CHANGED_CODE, CHANGED)
    if row.decision == Decision.CHOSEN and _only_begun(row.priority_id or ""):
        priorities.take_out(priority_id=row.priority_id or "", by=by)
    row.priority = None
    _decide(row, Decided(), by)
    _told(row, "took back", by)
    return row


def _only_begun(priority_id: str) -> bool:
    """Return whether a priority has nothing in it yet but what it was made with, so that it goes with the decision.

    It is locked: whoever adds something at this moment is waited for.
    """
    priority = Priority.objects.select_for_update(no_key=True).filter(pk=priority_id).first()
    return (
        priority is not None
        and priority.state == Standing.PROPOSED
        and priority.removed_at is None
        and not priority.difference
        and not priority.actions.exists()
    )


def _stands(row: Candidate) -> Decided:
    return Decided(row.decision, row.reason, row.again_on)


def _decide(row: Candidate, now: Decided, by: Actor) -> None:
    row.decision, row.reason, row.again_on = now.decision, now.reason, now.again_on
    if not row.written_by_name:
        row.written_by, row.written_by_name = by.person_id, by.name
    row.save()
    CandidateStep.objects.create(
        candidate=row,
        decision=now.decision,
        reason=now.reason,
        by=by.person_id,
        by_name=by.name,
        at=timezone.now(),
    )


def _bare(row: Candidate) -> Found:
    """Return what a priority answers where nothing that was found speaks for it any more."""
    return Found(source=Source.OWN, id="", number=row.number, on=timezone.localdate(), text=row.words)


def _finding(priority: Priority, one: Found, position: int, by: Actor) -> Finding:
    """Return a finding as the priority keeps it: what it says in words, and the row that it comes from."""
    level = f"{one.level.name}. " if one.level else ""
    return Finding(
        priority=priority,
        source=one.source,
        number=one.number,
        theme=one.theme,
        words=f"{level}{one.text or one.differs}".strip(),
        judgement_id=one.judgement or None,
        look_id=one.id if one.source == Source.LOOK else None,
        inspection_id=one.id if one.source == Source.INSPECTION else None,
        position=position,
        written_by=by.person_id,
        written_by_name=by.name,
        written_at=timezone.now(),
    )


def _told(row: Candidate, verb: str, by: Actor) -> None:
    record_in_trail(by=by, verb=verb, about=ABOUT, about_id=row.id, path=row.unit.path)
