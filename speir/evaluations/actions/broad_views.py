"""Beginning a broad view, and changing its title and period."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.decide import nearest
from speir.access.permissions import Permission
from speir.core import ids
from speir.core.errors import Refused, Unfit
from speir.core.text import one_line, period
from speir.evaluations import policy
from speir.evaluations.actions import beside
from speir.evaluations.actions.carrying import carry
from speir.evaluations.models import Answer, Contribution, Edition, Evaluation, Judgement, Offer
from speir.evaluations.queries.emptiness import held_with, of_joint, written
from speir.evaluations.rules import beginning, discarding
from speir.evaluations.rules.answering import CAPACITY
from speir.frameworks.queries import current
from speir.mentions.actions import waiting
from speir.mentions.rules import Keeping, Waits
from speir.organisations.policy import require as require_unit
from speir.organisations.rules import unit_of
from speir.retention.queries.holds import require_free
from speir.sharing import actions as sharing
from speir.trail.actions import record as record_in_trail

OPEN_TO_OTHERS = "Colleagues can read this broad view already. Begin another to have one for yourself alone."


@transaction.atomic
def begin(
    *,
    unit_id: str,
    framework_key: str,
    title: str,
    period_from: dt.date | None,
    period_to: dt.date | None,
    evaluation_id: str = "",
    only_me: bool = False,
    start_from: str = "",
    keeping: Keeping | None = None,
    by: Actor,
) -> Evaluation:
    """Begin a broad view of a unit, with a judgement to come for every indicator and an answer for every question.

    With `start_from`, the id of a sealed edition, what that one said comes back to be checked (`carrying.carry`).
    Sent twice with one `evaluation_id`, it begins once; sent again with another title or period (after Back, say) it
    is described anew, and kept for its owner alone if they now say so. Raises NotYours, NotAllowed, Unfit, and Refused
    when it is sealed by then, or is to be for one alone after something was written in it, and Waits for a
    title that mentions somebody.
    """
    unit = require_unit(by, Permission.START_EVALUATION, unit_id, lock=True)
    before = policy.visible_to(by).filter(pk=evaluation_id, unit=unit).first() if evaluation_id else None
    if before is not None:
        if only_me and not before.only_me:
            _keep_to_owner(before, by)
        if start_from:
            _start(before, start_from, by)
        now = before.title, before.period_from, before.period_to
        if now == (one_line(title), period_from, period_to):
            return before
        return describe(
            evaluation_id=before.id,
            title=title,
            period_from=period_from,
            period_to=period_to,
            base=beginning.description_mark(*now),
            keeping=keeping,
            by=by,
        )
    broken = beginning.check(title, period_from, period_to, timezone.localdate())
    if broken or period_from is None or period_to is None:
        raise Unfit(broken)
    shown = current(framework_key)
    evaluation = Evaluation(
        unit=unit,
        framework_id=shown.id,
        title=one_line(title),
        period_from=period_from,
        period_to=period_to,
        begun_at=timezone.now(),
        begun_by_name=by.name,
        home_id=unit_of(nearest(by, Permission.START_EVALUATION, unit.path) or unit.path),
        owner=by.person_id,
        only_me=only_me,
    )
    if ids.is_id(evaluation_id) and not Evaluation.objects.filter(pk=evaluation_id).exists():
        evaluation.id = evaluation_id
    _ask(evaluation, keeping, by)
    evaluation.save(force_insert=True)
    Judgement.objects.bulk_create(
        Judgement(evaluation=evaluation, indicator_id=i.id) for i in shown.indicators
    )
    questions = ["", *(question.number for question in shown.key_questions), CAPACITY]
    Answer.objects.bulk_create(Answer(evaluation=evaluation, question=question) for question in questions)
    record_in_trail(by=by, verb="began", about="broad view", about_id=evaluation.id, path=evaluation.told)
    if start_from:
        _start(evaluation, start_from, by)
    return evaluation


def _start(evaluation: Evaluation, edition_id: str, by: Actor) -> None:
    """Carry an edition forward into what begins: all of it begins or nothing does."""
    try:
        carry(evaluation_id=evaluation.id, edition_id=edition_id, by=by)
    except Refused as refused:
        if refused.field != "start":
            raise
        raise Unfit([refused]) from None


def _keep_to_owner(evaluation: Evaluation, by: Actor) -> None:
    """Keep for its owner alone what they began a moment ago as open (Back, then ticked), while nothing is written."""
    if evaluation.owner != by.person_id or any(written(evaluation)):
        raise Refused("view-open-to-others", OPEN_TO_OTHERS)
    evaluation.only_me = True
    evaluation.save(update_fields=["only_me"])
    path = evaluation.told
    record_in_trail(by=by, verb="kept alone", about="broad view", about_id=evaluation.id, path=path)


@transaction.atomic
def describe(
    *,
    evaluation_id: str,
    title: str,
    period_from: dt.date | None,
    period_to: dt.date | None,
    base: str,
    keeping: Keeping | None = None,
    by: Actor,
) -> Evaluation:
    """Change a broad view's title and period; `base` is `description_mark` of those that the form was opened with.

    Sent twice, it is changed once. Raises NotYours, NotAllowed, Unfit, and Refused while it is sealed or when somebody
    changed them meanwhile; Waits for a title that mentions somebody.
    """
    evaluation = policy.require(by, Permission.START_EVALUATION, evaluation_id, lock=True)
    if evaluation.sealed:
        raise Refused("view-sealed", policy.SEALED)
    broken = beginning.check(title, period_from, period_to, timezone.localdate())
    if broken or period_from is None or period_to is None:
        raise Unfit(broken)
    now = beginning.description_mark(evaluation.title, evaluation.period_from, evaluation.period_to)
    new = beginning.description_mark(one_line(title), period_from, period_to)
    if now == new:
        return evaluation  # a form sent twice: the second finds what the first has saved
    if now != base:
        said = f"{evaluation.title}, {period(evaluation.period_from, evaluation.period_to)}"
        sentence = (
            f"Somebody changed this meanwhile. It now says: {said}. Save again to put yours in its place."
        )
        raise Refused("view-changed", sentence, "title")
    before = evaluation.title
    evaluation.title, evaluation.period_from, evaluation.period_to = one_line(title), period_from, period_to
    if evaluation.title != before:
        _ask(evaluation, keeping, by)
    evaluation.save(update_fields=["title", "period_from", "period_to"])
    record_in_trail(
        by=by,
        verb="described",
        about="broad view",
        about_id=evaluation.id,
        path=evaluation.told,
    )
    return evaluation


@transaction.atomic
def discard(*, evaluation_id: str, by: Actor) -> str:
    """Remove a broad view in which nothing has been written; return its title. The unit's evidence stays.

    Where it was to answer a joint broad view, that goes back to the broad view of what was handed in to it, or has not
    begun to be answered any more. Raises NotYours, NotAllowed, and Refused as soon as anything was written, by whoever
    and however it stands, while somebody is answering a joint broad view with it, or where it is a joint one itself.
    """
    evaluation = policy.require(by, Permission.START_EVALUATION, evaluation_id, lock=True)
    # Whoever writes holds one of these rows: a save under way is waited for and seen, and a later one finds none.
    judgements = Judgement.objects.filter(evaluation=evaluation)
    answers = Answer.objects.filter(evaluation=evaluation)
    list(judgements.select_for_update().values_list("id"))
    list(answers.select_for_update().values_list("id"))
    if of_joint(evaluation):
        raise discarding.JOINT
    for broken in discarding.check(written(evaluation)):
        raise broken
    require_free(held_with(evaluation))
    title, path = evaluation.title, evaluation.told
    days = period(evaluation.period_from, evaluation.period_to)
    sharing.end_all(about=policy.ABOUT, about_id=evaluation.id, path=path, by=by)
    _leave_contributions(evaluation)
    Offer.objects.filter(
        judgement__in=judgements
    ).delete()  # the closer look stays, and can be offered elsewhere
    judgements.delete()
    answers.delete()
    evaluation.delete()
    record_in_trail(
        by=by, verb="discarded", about="broad view", about_id=evaluation_id, path=path, detail=days
    )
    return title


def _leave_contributions(evaluation: Evaluation) -> None:
    """Have nobody answer with a broad view that goes: who handed something in answers with that one's again.

    Whoever answers holds their contribution and waits for the broad view: that is never waited for the other way round.
    """
    answering = Contribution.objects.filter(evaluation=evaluation)
    free = answering.select_for_update(no_key=True, skip_locked=True).values_list("pk", flat=True)
    if answering.count() > len(list(free)):
        raise discarding.ANSWERING
    given = Edition.objects.filter(pk=OuterRef("edition")).values("evaluation")
    answering.update(evaluation=Subquery(given))


def _ask(evaluation: Evaluation, keeping: Keeping | None, by: Actor) -> None:
    place = beside.place_of(evaluation, "title", "broad view", evaluation.id)
    found = waiting(place=place, text=evaluation.title, keeping=keeping, by=by)
    if found:
        raise Waits({"title": (evaluation.title, found)})
