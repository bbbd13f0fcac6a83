"""Recording what people judge of an indicator."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import partial

from django.db import transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.errors import Refused
from speir.core.text import clean
from speir.evaluations import policy
from speir.evaluations.actions import beside
from speir.evaluations.models import Judgement, LevelChange
from speir.evaluations.queries.values import values_of
from speir.evaluations.rules.judging import FIELDS, NOT_EVALUATED, TEXTS, Sure
from speir.evaluations.rules.looks.naming import Kind
from speir.evaluations.rules.saving import mark
from speir.frameworks.queries import framework as read_framework
from speir.frameworks.rules.structure import Framework
from speir.trail.actions import record as record_in_trail

LONGEST_WHY = 1000
# What keeps a judgement from being changed, by the code of its refusal: an edition, or the end of a closer look.
SHUT = {one.code: one for one in (beside.SEALED_NOW, beside.FINISHED_NOW)}
LEVEL_CHANGED = (
    "Somebody has changed the level since you opened this page, so this reason is not saved. "
    "Look at the level that stands now, then give the reason for it."
)
GIVEN_UP_CODE = "why-given-up"
GIVEN_UP = (
    "You typed this reason for the level that does not stand, so it is not saved. "
    "Change it to the reason for the level that stands, or empty the box."
)


def record(
    *,
    evaluation_id: str,
    number: str,
    typed: Mapping[str, beside.Field],
    why: str = "",
    why_seen: str = "",
    kinds: frozenset[Kind] = policy.ANY,
    by: Actor,
) -> tuple[Judgement, beside.Outcome]:
    """Save what was typed of one indicator; return the judgement and what became of each field.

    Fields that nobody else changed meanwhile are saved; a field that somebody did comes back as a conflict with both
    texts, and the typed one is kept for its writer. A field out of range comes back refused, by name; the others
    are saved all the same, and so where a text may identify somebody: it is held, as a draft of its writer alone.
    A change of level is added to its history with `why`, which is the reason that stands from then on; a change
    without a reason leaves none. `why_seen` marks a reason that its writer was told is for another level than the one
    that stands; `typed["why"]` says which draft the reason is, if any.
    Raises NotYours, NotAllowed, and Refused while the broad view is sealed; texts are kept for their writer then too.
    """
    try:
        return _record(evaluation_id, number, typed, (why, why_seen), kinds, by)
    except Refused as refused:
        if refused.code not in SHUT:
            raise
        row = policy.require_judgement(by, Permission.WRITE_JUDGEMENTS, evaluation_id, number, kinds=kinds)
        texts = {f"{number}/{name}": (typed[name], getattr(row, name)) for name in TEXTS if name in typed}
        raise beside.kept_while_sealed(row.evaluation, texts, by, SHUT[refused.code]) from refused


@transaction.atomic
def _record(
    evaluation_id: str,
    number: str,
    typed: Mapping[str, beside.Field],
    given: tuple[str, str],
    kinds: frozenset[Kind],
    by: Actor,
) -> tuple[Judgement, beside.Outcome]:
    why, why_seen = given
    row = policy.require_judgement(
        by, Permission.WRITE_JUDGEMENTS, evaluation_id, number, lock=True, kinds=kinds
    )
    shown = read_framework(row.evaluation.framework_id, row.evaluation.framework.stamp)
    current = values_of(row, shown)
    out = beside.Outcome(current=dict(current))
    out.refused.update(_refused(shown, typed, current, why))
    for name in FIELDS:
        if name in typed and name not in out.refused:
            place = beside.place_of(row.evaluation, f"{number}/{name}", "judgement", row.id)
            hand = _hand(row, name)
            text = name in TEXTS
            value = beside.settle(
                row.evaluation, place, name, typed[name], current[name], hand=hand, text=text, out=out, by=by
            )
            if value is not None and text:
                beside.keep_earlier(
                    row.evaluation,
                    place,
                    current[name],
                    value,
                    hand=hand,
                    by=by,
                    rested_on=partial(_rested_on, row, hand.at),
                )
    reason = _unless_held(row, number, _reason(row, clean(why), why_seen, out), typed, out, by)
    if "choice" in out.saved or reason:
        row.reason = reason or _given_before(row, current["choice"])
    if out.saved or reason:
        _write(row, shown, out.saved, by)
        out.current.update(out.saved)
    if out.saved or reason:
        fields = ", ".join([*out.saved, *(["why"] if reason else [])])
        path = row.evaluation.told
        record_in_trail(by=by, verb="recorded", about="judgement", about_id=row.id, path=path, detail=fields)
    if "choice" in out.saved or reason:
        LevelChange.objects.create(
            judgement=row,
            before=current["choice"],
            after=out.current["choice"],
            why=row.reason,
            by=by.person_id,
            by_name=by.name,
            at=timezone.now(),
        )
    return row, out


def _reason(row: Judgement, why: str, seen: str, out: beside.Outcome) -> str:
    """Return the reason to record now. It belongs to the level it was typed for; it is never given to another one."""
    if not why or "why" in out.refused:
        return ""
    if "choice" in out.behind:
        out.refused["why"] = Refused("why-level-changed", LEVEL_CHANGED, "why")
    elif ("choice" in out.chosen and "choice" not in out.saved) or mark(why) == seen:
        out.refused["why"] = Refused(GIVEN_UP_CODE, GIVEN_UP, "why")
    elif not {"choice"} & (out.refused.keys() | out.conflicts.keys()):  # else it waits in the form
        out.why_done = True
        if why != row.reason:
            return why
        # The same reason twice: a form sent again, or the reason of the level before still in the form.
    return ""


def _unless_held(
    row: Judgement,
    number: str,
    reason: str,
    typed: Mapping[str, beside.Field],
    out: beside.Outcome,
    by: Actor,
) -> str:
    """Return the reason, or nothing where it waits because of what it mentions: a level's history is for ever.

    It waits for its level: beside another one that somebody chooses meanwhile it is a text set aside.
    """
    place = beside.place_of(row.evaluation, f"{number}/why", "judgement", row.id)
    box = typed.get("why", beside.Field("", ""))
    if not reason:
        if out.why_done or not clean(box.value):
            beside.let_go(row.evaluation, place.field, box, clean(box.value), by)
        return ""
    level = out.saved.get("choice", out.current["choice"])
    out.why_done = not beside.hold(row.evaluation, place, "why", box, reason, level, out=out, by=by)
    return reason if out.why_done else ""


def _given_before(row: Judgement, before: str) -> str:
    """Return the reason that was given while no level stood yet: it is the first level's, whichever comes first."""
    if before or not row.reason:
        return ""
    latest = row.level_changes.order_by("-at").values_list("before", "after").first()
    return row.reason if latest == ("", "") else ""


def _rested_on(row: Judgement, since: dt.datetime | None) -> bool:
    """Return whether a closer look began from this judgement after that moment: it shows what stood there then."""
    return since is not None and row.looks.filter(evaluation__begun_at__gte=since).exists()


def _hand(row: Judgement, name: str) -> beside.Hand:
    """Return who wrote what stands in a field: a text's own writer, and for a choice whoever saved the row last."""
    if name in TEXTS:
        return beside.Hand(*(getattr(row, f"{name}_{what}") for what in ("by", "by_name", "at")))
    return beside.Hand(row.written_by, row.written_by_name, row.written_at)


def _refused(
    shown: Framework, typed: Mapping[str, beside.Field], current: Mapping[str, str], why: str
) -> dict[str, Refused]:
    texts = {name: typed[name] for name in TEXTS if name in typed}
    refused = dict(beside.texts_too_long(texts, current))
    choice = typed["choice"].value if "choice" in typed else ""
    if choice and choice != NOT_EVALUATED and choice not in shown.level_by_key:
        names = ", ".join(level.name.lower() for level in shown.levels)
        refused["choice"] = Refused(
            "level-unknown", f"“{choice[:40]}” is not a level. Choose {names}.", "choice"
        )
    sure = typed["sure"].value if "sure" in typed else ""
    if sure and sure not in set(Sure):
        refused["sure"] = Refused("sure-unknown", "Choose how sure you are from the list.", "sure")
    if len(why) > LONGEST_WHY:
        refused["why"] = Refused(
            "why-too-long", f"Give the reason in at most {LONGEST_WHY:,} characters.", "why"
        )
    return refused


def _write(row: Judgement, shown: Framework, saved: Mapping[str, str], by: Actor) -> None:
    fields, now = ["written_by", "written_by_name", "written_at", "wording", "reason"], timezone.now()
    if "choice" in saved:
        level = shown.level_by_key.get(saved["choice"])
        row.level_id = level.id if level else None
        row.not_evaluated = saved["choice"] == NOT_EVALUATED
        fields += ["level", "not_evaluated"]
    for name in ("sure", *TEXTS):
        if name in saved:
            setattr(row, name, saved[name])
            fields.append(name)
            if name in TEXTS:
                hand = {f"{name}_by": by.person_id, f"{name}_by_name": by.name, f"{name}_at": now}
                for field, value in hand.items():
                    setattr(row, field, value)
                fields += hand
    if "done" in saved:
        row.done = bool(saved["done"])
        fields.append("done")
    row.written_by, row.written_by_name, row.written_at = by.person_id, by.name, now
    row.wording_id = shown.official.id if shown.official else shown.ours.id
    row.save(update_fields=fields)
