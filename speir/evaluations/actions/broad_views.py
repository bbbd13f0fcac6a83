"""Beginning a broad view, sealing an edition of it, beginning the next."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.decide import nearest
from speir.access.permissions import Permission
from speir.core import ids, jobs
from speir.core.errors import Refused, Unfit
from speir.core.text import one_line, period
from speir.evaluations import policy
from speir.evaluations.models import Answer, Edition, EditionDocument, Evaluation, Judgement
from speir.evaluations.queries.records import record_of
from speir.evaluations.rules import beginning
from speir.evaluations.rules.record import digest, to_json
from speir.frameworks.queries import current
from speir.organisations.policy import require as require_unit
from speir.organisations.rules import unit_of
from speir.trail.actions import record as record_in_trail


@transaction.atomic
def begin(
    *,
    unit_id: str,
    framework_key: str,
    title: str,
    period_from: dt.date | None,
    period_to: dt.date | None,
    evaluation_id: str = "",
    by: Actor,
) -> Evaluation:
    """Begin a broad view of a unit, with a judgement to come for every indicator and an answer for every question.

    Sent twice with one `evaluation_id`, it begins once; sent again with another title or period (after Back, say) it
    is described anew. Raises NotYours, NotAllowed, Unfit, and Refused when it is sealed by then.
    """
    unit = require_unit(by, Permission.START_EVALUATION, unit_id, lock=True)
    before = policy.visible_to(by).filter(pk=evaluation_id, unit=unit).first() if evaluation_id else None
    if before is not None:
        now = before.title, before.period_from, before.period_to
        if now == (one_line(title), period_from, period_to):
            return before
        return describe(
            evaluation_id=before.id,
            title=title,
            period_from=period_from,
            period_to=period_to,
            base=beginning.description_mark(*now),
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
    )
    if ids.is_id(evaluation_id) and not Evaluation.objects.filter(pk=evaluation_id).exists():
        evaluation.id = evaluation_id
    evaluation.save(force_insert=True)
    Judgement.objects.bulk_create(
        Judgement(evaluation=evaluation, indicator_id=i.id) for i in shown.indicators
    )
    questions = ["", *(question.number for question in shown.key_questions)]
    Answer.objects.bulk_create(Answer(evaluation=evaluation, question=question) for question in questions)
    record_in_trail(by=by, verb="began", about="broad view", about_id=evaluation.id, path=unit.path)
    return evaluation


@transaction.atomic
def describe(
    *,
    evaluation_id: str,
    title: str,
    period_from: dt.date | None,
    period_to: dt.date | None,
    base: str,
    by: Actor,
) -> Evaluation:
    """Change a broad view's title and period; `base` is `description_mark` of those that the form was opened with.

    Sent twice, it is changed once. Raises NotYours, NotAllowed, Unfit, and Refused while it is sealed or when somebody
    changed them meanwhile.
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
        raise Refused("view-changed", f"Somebody has changed this meanwhile. It now says: {said}.", "title")
    evaluation.title, evaluation.period_from, evaluation.period_to = one_line(title), period_from, period_to
    evaluation.save(update_fields=["title", "period_from", "period_to"])
    record_in_trail(
        by=by,
        verb="described",
        about="broad view",
        about_id=evaluation.id,
        path=evaluation.unit.path,
        detail=title,
    )
    return evaluation


@transaction.atomic
def seal(*, evaluation_id: str, edition: int | None = None, by: Actor) -> Edition:
    """Seal the broad view as a dated edition; from now on it can be read, not changed.

    Its whole record is kept as text with a digest; the worker makes its documents. `edition` is the one that the
    person looked at. Raises NotYours, NotAllowed, and Refused when it is sealed already or another edition is open.
    """
    evaluation = policy.require(by, Permission.LOCK_EVALUATION, evaluation_id, lock=True)
    if evaluation.sealed:
        raise Refused("view-sealed", "This broad view is sealed already.")
    _check_edition(evaluation, edition)
    # Hold every row, so that a save that was acknowledged is in the edition and a later one is refused.
    list(Judgement.objects.select_for_update().filter(evaluation=evaluation).values_list("id"))
    list(Answer.objects.select_for_update().filter(evaluation=evaluation).values_list("id"))
    Judgement.objects.filter(evaluation=evaluation).update(frozen=True)
    Answer.objects.filter(evaluation=evaluation).update(frozen=True)
    evaluation.sealed = True
    evaluation.save(update_fields=["sealed"])
    now = timezone.now()
    content = to_json(record_of(evaluation, sealed_on=timezone.localdate(now).isoformat(), sealed_by=by.name))
    made = Edition.objects.create(
        evaluation=evaluation,
        number=evaluation.edition,
        sealed_at=now,
        sealed_by=by.person_id,
        sealed_by_name=by.name,
        content=content,
        digest=digest(content),
    )
    path = evaluation.unit.path
    record_in_trail(
        by=by, verb="sealed", about="broad view", about_id=evaluation.id, path=path, detail=made.digest
    )
    jobs.defer("reports.keep_edition", edition_id=made.id)
    return made


@transaction.atomic
def reopen(*, evaluation_id: str, edition: int | None = None, by: Actor) -> Evaluation:
    """Begin the next edition; the sealed one, which the person looked at (`edition`), stays as it is.

    Raises NotYours, NotAllowed, and Refused when it is not sealed or another edition was sealed since.
    """
    evaluation = policy.require(by, Permission.LOCK_EVALUATION, evaluation_id, lock=True)
    if not evaluation.sealed:
        raise Refused("view-open", "This broad view is open already.")
    _check_edition(evaluation, edition)
    evaluation.sealed = False
    evaluation.edition += 1
    evaluation.save(update_fields=["sealed", "edition"])
    Judgement.objects.filter(evaluation=evaluation).update(frozen=False)
    Answer.objects.filter(evaluation=evaluation).update(frozen=False)
    path = evaluation.unit.path
    record_in_trail(by=by, verb="reopened", about="broad view", about_id=evaluation.id, path=path)
    return evaluation


def _check_edition(evaluation: Evaluation, meant: int | None) -> None:
    """Refuse what an old page asks for: sealing is for ever, so nobody seals an edition that they did not look at."""
    if meant is not None and meant != evaluation.edition:
        sentence = (
            f"This page is older than edition {evaluation.edition}, which is the present one. Open it again."
        )
        raise Refused("edition-other", sentence)


@transaction.atomic
def keep_document(*, edition_id: str, format: str, body: bytes, body_digest: str) -> None:
    """Keep an edition's document byte for byte; one that is kept already stays as it is."""
    EditionDocument.objects.get_or_create(
        edition_id=edition_id,
        format=format,
        defaults={"body": body, "digest": body_digest, "made_at": timezone.now()},
    )
