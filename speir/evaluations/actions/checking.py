"""Checking what came back from an earlier edition: still true, changed, or back to not yet checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.errors import NotYours, Refused
from speir.evaluations import policy
from speir.evaluations.actions import citations, judgements
from speir.evaluations.actions.beside import Field
from speir.evaluations.models import Carried, Citation, Judgement
from speir.evaluations.queries.carrying import said_before
from speir.evaluations.queries.values import values_of
from speir.evaluations.rules.carrying import FIELD_OF, ORDER, Checked, What, cited, said_of
from speir.evaluations.rules.record import RecordJudgement
from speir.evaluations.rules.saving import mark
from speir.evidence.rules.items import is_stale
from speir.frameworks.queries import framework as read_framework
from speir.trail.actions import record as record_in_trail

JUDGED = "This was judged anew already, so the earlier level is not put over it. Mark it as changed, or look again."
WRITTEN = (
    "Something is written in this field already, so the earlier text is not put over it. "
    "Add the earlier text to its end, or mark it as changed."
)
CLOSED = "This piece of evidence is not open to you, so you cannot use it here. Its owner can share it."
STALE = (
    "This piece of evidence is older than its owner says it holds for. Confirm it by itself if it still does."
)
HELD = "A text that came back may identify somebody. It waits in its field: see beside it."


@dataclass(frozen=True, slots=True)
class Came:
    """What came of it: how many things were confirmed, and of what was left not yet checked a sentence each."""

    done: int
    left: tuple[str, ...] = ()


@transaction.atomic
def confirm(*, evaluation_id: str, number: str, thing_id: str, add: bool = False, by: Actor) -> Came:
    """Say that one thing is still true, and put it where it counts: a level, a text, or a citation.

    Nothing that somebody has written meanwhile is written over; with `add` an earlier text goes to the end of what
    stands. A text that may identify somebody waits as a draft and is not confirmed. Done twice, it is done once.
    Raises NotYours, NotAllowed, and Refused: sealed, judged or written meanwhile, withdrawn, not open.
    """
    row, thing = _locked(evaluation_id, number, thing_id, by)
    if thing.state != Checked.NOT_YET:
        return Came(0)
    _source, before = said_before(by, row.evaluation, number)
    return _confirm(row, number, thing, before, add, by)


@transaction.atomic
def confirm_all(*, evaluation_id: str, number: str, by: Actor) -> Came:
    """Say that all that came back of one indicator is still true, and put each where it counts.

    What cannot be put without a look of its own stays not yet checked, each with its sentence: a field in which
    something is written, evidence that is stale, withdrawn or not open. Raises NotYours, NotAllowed, Refused (sealed).
    """
    row = policy.require_judgement(by, Permission.WRITE_JUDGEMENTS, evaluation_id, number, lock=True)
    things = list(row.carried.filter(state=Checked.NOT_YET).select_related("item"))
    if not things:
        return Came(0)
    _source, before = said_before(by, row.evaluation, number)
    came = [_evidence(row, number, [one for one in things if one.item], before, by)]
    for thing in sorted((one for one in things if not one.item), key=lambda one: ORDER[one.what]):
        try:
            with transaction.atomic():
                came.append(_confirm(row, number, thing, before, False, by))
        except Refused as refused:
            came.append(Came(0, (refused.sentence,)))
    left = dict.fromkeys(sentence for one in came for sentence in one.left)
    return Came(sum(one.done for one in came), tuple(left))


@transaction.atomic
def change(*, evaluation_id: str, number: str, thing_id: str, by: Actor) -> str:
    """Say that something has changed: it stays readable beside the judgement and does not count. Return what it is.

    Raises NotYours, NotAllowed, Refused (sealed).
    """
    row, thing = _locked(evaluation_id, number, thing_id, by)
    if thing.state == Checked.NOT_YET:
        _say(row, thing, Checked.CHANGED, by=by)
    return str(thing.what)


@transaction.atomic
def undo(*, evaluation_id: str, number: str, thing_id: str, by: Actor) -> bool:
    """Put something back to not yet checked, and take away again what confirming it put into the judgement.

    What somebody has changed since stays as it is; return whether all was taken away. Raises NotYours, NotAllowed,
    Refused (sealed).
    """
    row, thing = _locked(evaluation_id, number, thing_id, by)
    if thing.state == Checked.NOT_YET:
        return True
    taken = not thing.put or _take_away(row, number, thing, by)
    _say(row, thing, Checked.NOT_YET, by=by)
    return taken


def _locked(evaluation_id: str, number: str, thing_id: str, by: Actor) -> tuple[Judgement, Carried]:
    """Return the judgement, locked, with one thing that came back: whoever checks it waits for the other."""
    row = policy.require_judgement(by, Permission.WRITE_JUDGEMENTS, evaluation_id, number, lock=True)
    thing = row.carried.filter(pk=thing_id).first()
    if thing is None:
        raise NotYours
    return row, thing


def _confirm(
    row: Judgement, number: str, thing: Carried, before: RecordJudgement, add: bool, by: Actor
) -> Came:
    """Put one thing where it counts and say that it is still true. Raises Refused."""
    if thing.what == What.EVIDENCE:
        put: bool | None = _cite(row, number, before, thing.item_id or "", by)
    else:
        put = _put(row, number, before, thing.what, add, by)
    if put is None:
        return Came(0, (HELD,))
    _say(row, thing, Checked.STILL_TRUE, put=put, by=by)
    return Came(1)


def _evidence(row: Judgement, number: str, things: list[Carried], before: RecordJudgement, by: Actor) -> Came:
    """Cite again what can be cited without a look of its own, all at once; say of the rest why it cannot."""
    left, stances = [], {}
    for thing in things:
        item, citation = thing.item, cited(before, thing.item_id or "")
        if item is None or citation is None:
            left.append(CLOSED)
        elif item.withdrawn_at is not None:
            left.append(citations.WITHDRAWN)
        elif is_stale(item.valid_until, timezone.localdate()):
            left.append(STALE)
        else:
            stances[item.id] = citation.stance
    there = set(row.citations.values_list("item_id", flat=True))
    anew = citations.cite_again(evaluation_id=row.evaluation_id, number=number, stances=stances, by=by)
    done = 0
    for thing in things:
        if thing.item_id in stances and thing.item_id in anew | there:
            _say(row, thing, Checked.STILL_TRUE, put=thing.item_id in anew, by=by)
            done += 1
        elif thing.item_id in stances:
            left.append(CLOSED)
    return Came(done, tuple(left))


def _now(row: Judgement, what: str) -> str:
    """Return what stands in the field of a level or a text."""
    shown = read_framework(row.evaluation.framework_id, row.evaluation.framework.stamp)
    return values_of(row, shown)[FIELD_OF[What(what)]]


def _put(
    row: Judgement, number: str, before: RecordJudgement, what: str, add: bool, by: Actor
) -> bool | None:
    """Put a level or a text into its field. Return whether it was put, or None where it waits as a draft."""
    said, now, field = said_of(before, what), _now(row, what), FIELD_OF[What(what)]
    if now == said:
        return False
    if now and what == What.LEVEL:
        raise Refused("carried-judged", JUDGED, field)
    if now and not add:
        raise Refused("carried-written", WRITTEN, field)
    typed = {field: Field(f"{now}\n\n{said}".strip(), mark(now))}
    why = before.reason if what == What.LEVEL else ""
    _row, out = judgements.record(evaluation_id=row.evaluation_id, number=number, typed=typed, why=why, by=by)
    for refused in out.refused.values():
        raise refused
    return None if field in out.held else True


def _cite(row: Judgement, number: str, before: RecordJudgement, item_id: str, by: Actor) -> bool:
    """Cite a piece of evidence as it was cited then. Return whether it was not cited here before."""
    citation = cited(before, item_id)
    if citation is None:
        raise Refused("carried-closed", CLOSED)
    if Citation.objects.filter(judgement=row, item=item_id).exists():
        return False
    try:
        citations.cite(
            evaluation_id=row.evaluation_id, number=number, item_id=item_id, stance=citation.stance, by=by
        )
    except NotYours:
        raise Refused("carried-closed", CLOSED) from None
    return True


def _take_away(row: Judgement, number: str, thing: Carried, by: Actor) -> bool:
    """Take away what a confirmation put, where it still stands there as it was put. Return whether it was."""
    view = row.evaluation_id
    if thing.what == What.EVIDENCE:
        try:
            citations.uncite(evaluation_id=view, number=number, item_id=thing.item_id or "", by=by)
        except NotYours:
            return (
                False  # it is not open to them by now: whose words they cannot read, they could not put back
            )
        return True
    _source, before = said_before(by, row.evaluation, number)
    said, now, field = said_of(before, thing.what), _now(row, thing.what), FIELD_OF[What(thing.what)]
    if thing.what == What.LEVEL:
        rest = "" if now == said else None
    else:
        rest = "" if now == said else now.removesuffix(f"\n\n{said}")
    if rest is None or rest == now:
        return False
    judgements.record(evaluation_id=view, number=number, typed={field: Field(rest, mark(now))}, by=by)
    return True


def _say(row: Judgement, thing: Carried, state: Checked, *, put: bool = False, by: Actor) -> None:
    """Note how a thing stands, and tell the trail."""
    checked = state != Checked.NOT_YET
    thing.state, thing.put = state, put
    thing.at = timezone.now() if checked else None
    thing.by, thing.by_name = (by.person_id, by.name) if checked else ("", "")
    thing.save(update_fields=["state", "put", "at", "by", "by_name"])
    told: dict[str, Any] = {
        "about_id": row.id,
        "path": row.evaluation.told,
        "detail": str(thing.what),
        "by": by,
    }
    if state == Checked.STILL_TRUE:
        record_in_trail(verb="confirmed", about="judgement", **told)
    elif state == Checked.CHANGED:
        record_in_trail(verb="marked as changed", about="judgement", **told)
    else:
        record_in_trail(verb="took back the check of", about="judgement", **told)
