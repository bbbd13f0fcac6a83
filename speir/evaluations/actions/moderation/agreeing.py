"""Writing down what people agreed after the reveal, or that they do not agree. What was written before stays."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.errors import Refused, Unfit
from speir.core.text import clean
from speir.evaluations import policy as views
from speir.evaluations.actions import beside, judgements
from speir.evaluations.actions.moderation.rounds import NOT_REVEALED
from speir.evaluations.models import Agreement, Judgement
from speir.evaluations.policy import moderation as policy
from speir.evaluations.queries.values import values_of
from speir.evaluations.rules import moderating
from speir.evaluations.rules.judging import NOT_EVALUATED
from speir.evaluations.rules.looks.naming import KIND_WORDS
from speir.evaluations.rules.saving import mark
from speir.frameworks.queries import framework as read_framework
from speir.mentions.actions import waiting
from speir.mentions.rules import Keeping, Waits
from speir.trail.actions import record

CHANGED_CODE = "agreement-level-changed"


@transaction.atomic
def agree(
    *,
    round_id: str,
    agreed: bool,
    reason: str,
    choice: str = "",
    sure: str = "",
    base: str = "",
    base_sure: str = "",
    keeping: Keeping | None = None,
    by: Actor,
) -> Agreement:
    """Write down what people agreed of a revealed indicator, or with `agreed` false that they do not agree; and why.

    A level that was agreed is written into the broad view as its judgement, with the reason. `base` and `base_sure`
    mark what stood there when the form was opened. The same sent twice is written once, while it stands in the broad
    view; other words later stand in its place, and both stay. Raises NotYours, NotAllowed, Unfit, Waits, and Refused
    before the reveal, while the broad view is sealed, or with CHANGED_CODE where somebody changed the judgement
    meanwhile.
    """
    row = policy.require_leading_round(by, round_id, lock=True)
    evaluation = row.moderation.evaluation
    if row.revealed_at is None:
        raise NOT_REVEALED
    shown = read_framework(evaluation.framework_id, evaluation.framework.stamp)
    broken = moderating.check_agreement(
        agreed=agreed, choice=choice, sure=sure, reason=reason, levels=shown.levels
    )
    if broken:
        raise Unfit(broken)
    said = clean(reason)
    level = shown.level_by_key.get(choice) if agreed else None
    none = agreed and choice == NOT_EVALUATED
    given = (agreed, level.id if level else None, none, sure if agreed else "", said)
    before = row.agreements.order_by("-at", "-id").first()
    number = row.indicator.number
    judgement = views.require_judgement(
        by, Permission.WRITE_JUDGEMENTS, evaluation.id, number, lock=agreed, kinds=views.ANY
    )
    same = before and given == (
        before.agreed,
        before.level_id,
        before.not_evaluated,
        before.sure,
        before.reason,
    )
    if before and same and (not agreed or _stands(judgement, choice, sure)):
        return before
    place = beside.place_of(evaluation, f"{number}/why", "judgement", judgement.id)
    if found := waiting(place=place, text=said, keeping=keeping, by=by):
        raise Waits({"reason": (said, found)})
    if agreed:
        _write(judgement, choice, sure, said, (base, base_sure), by)
    made = Agreement.objects.create(
        round=row,
        agreed=agreed,
        level_id=given[1],
        not_evaluated=none,
        sure=given[3],
        reason=said,
        by=by.person_id,
        by_name=by.name,
        at=timezone.now(),
    )
    row.closed_at = made.at
    row.save(update_fields=["closed_at"])
    record(
        by=by,
        verb="agreed in" if agreed else "did not agree in",
        about="moderation",
        about_id=row.moderation_id,
        path=evaluation.told,
        detail=number,
    )
    return made


def _stands(judgement: Judgement, choice: str, sure: str) -> bool:
    """Return whether the broad view still says what was agreed: somebody may have changed it since."""
    shown = read_framework(judgement.evaluation.framework_id, judgement.evaluation.framework.stamp)
    now = values_of(judgement, shown)
    return now["choice"] == choice and sure in ("", now["sure"])


def _write(
    judgement: Judgement, choice: str, sure: str, reason: str, base: tuple[str, str], by: Actor
) -> None:
    """Write the level into the broad view, never over what somebody changed since the form was opened."""
    shown = read_framework(judgement.evaluation.framework_id, judgement.evaluation.framework.stamp)
    now = values_of(judgement, shown)
    for name, new, seen in (("choice", choice, base[0]), ("sure", sure, base[1])):
        if now[name] != new and mark(now[name]) != seen:
            by_name = judgement.written_by_name or "Somebody"
            where = KIND_WORDS[judgement.evaluation.kind]
            raise Refused(
                CHANGED_CODE,
                f"{by_name} has changed this judgement in the {where} since you opened this page. "
                "Look at what stands there now; then write it down again if it still holds.",
                "choice",
            )
    typed = {"choice": beside.Field(choice, mark(now["choice"]))}
    if sure:
        typed["sure"] = beside.Field(sure, mark(now["sure"]))
    _row, out = judgements.record(
        evaluation_id=judgement.evaluation_id,
        number=judgement.indicator.number,
        typed=typed,
        why=reason,
        by=by,
    )
    if out.stuck:
        raise Unfit([out.refused[name] for name in out.refused] or [Refused(CHANGED_CODE, "Try again.", "")])
