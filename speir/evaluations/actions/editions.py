"""Sealing an edition of a broad view, beginning the next, and keeping an edition's documents."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core import jobs
from speir.core.errors import Refused
from speir.evaluations import policy
from speir.evaluations.models import (
    Answer,
    Citation,
    Edition,
    EditionDocument,
    EditionItem,
    EditionJudgement,
    Evaluation,
    Judgement,
)
from speir.evaluations.queries.audiences import narrower
from speir.evaluations.queries.records import record_of
from speir.evaluations.rules.record import Record
from speir.evaluations.rules.record_text import digest, to_json
from speir.trail.actions import record as record_in_trail
from speir.trail.actions import seal_waiting
from speir.trail.queries.chains import head as trail_head


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
    # What was done up to now is sealed first, so that the edition's head stands for it; a long backlog is the clock's.
    seal_waiting(batches=2)
    now = timezone.now()
    # What fewer may read than the edition stands in it without its words, the same for everybody.
    hidden = narrower(evaluation)
    record = record_of(
        evaluation,
        hidden=hidden,
        sealed_on=timezone.localdate(now).isoformat(),
        sealed_by=by.name,
        trail_head=trail_head(),
    )
    content = to_json(record)
    made = Edition.objects.create(
        evaluation=evaluation,
        number=evaluation.edition,
        sealed_at=now,
        sealed_by=by.person_id,
        sealed_by_name=by.name,
        content=content,
        digest=digest(content),
    )
    cited = Citation.objects.filter(judgement__evaluation=evaluation).order_by()
    EditionItem.objects.bulk_create(
        EditionItem(edition=made, item_id=item_id, number=number)
        for item_id, number in cited.values_list("item_id", "judgement__indicator__number")
    )
    _index(made, record)
    path = evaluation.told
    record_in_trail(
        by=by, verb="sealed", about="broad view", about_id=evaluation.id, path=path, detail=made.digest
    )
    jobs.defer("reports.keep_edition", edition_id=made.id)
    return made


def _index(edition: Edition, record: Record) -> None:
    """Keep what the edition judges in rows beside its text, so that many can be read beside others."""
    rows = Judgement.objects.filter(evaluation_id=edition.evaluation_id)
    stands = {judged.number: judged.provisional for judged in record.judgements}
    EditionJudgement.objects.bulk_create(
        EditionJudgement(
            edition=edition,
            indicator_id=indicator_id,
            level_id=level_id,
            not_evaluated=not_evaluated,
            sure=sure,
            provisional=stands[number],
        )
        for number, indicator_id, level_id, not_evaluated, sure in rows.values_list(
            "indicator__number", "indicator_id", "level_id", "not_evaluated", "sure"
        )
    )


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
    path = evaluation.told
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
def keep_document(
    *, edition_id: str, format: str, body: bytes, body_digest: str, made_from: str = ""
) -> None:
    """Keep an edition's document byte for byte; one that is kept already stays as it is.

    `made_from` is the digest of the text that it was made from: where words were removed meanwhile it is not kept, and
    the disposal has had others made.
    """
    if made_from:
        edition = Edition.objects.select_for_update(no_key=True).get(pk=edition_id)
        if digest(edition.content) != made_from:
            return
    EditionDocument.objects.get_or_create(
        edition_id=edition_id,
        format=format,
        defaults={"body": body, "digest": body_digest, "made_at": timezone.now()},
    )
