"""Answering the key questions and the overarching question, in people's own words."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.errors import Refused
from speir.evaluations import policy
from speir.evaluations.actions import beside
from speir.evaluations.models import Answer
from speir.trail.actions import record as record_in_trail


def answer(
    *, evaluation_id: str, question: str, typed: beside.Field, by: Actor
) -> tuple[Answer, beside.Outcome]:
    """Save the answer to a key question (its number; empty for the overarching one); as `judgements.record` does.

    Raises NotYours, NotAllowed, and Refused while the broad view is sealed; the text is kept for its writer then too.
    """
    try:
        return _answer(evaluation_id, question, typed, by)
    except Refused as refused:
        if refused.code != policy.SEALED_CODE:
            raise
        evaluation = policy.require(by, Permission.WRITE_JUDGEMENTS, evaluation_id)
        text = Answer.objects.get(evaluation=evaluation, question=question).text
        raise beside.kept_while_sealed(evaluation, {f"answer/{question}": (typed, text)}, by) from refused


@transaction.atomic
def _answer(
    evaluation_id: str, question: str, typed: beside.Field, by: Actor
) -> tuple[Answer, beside.Outcome]:
    row = policy.require_answer(by, Permission.WRITE_JUDGEMENTS, evaluation_id, question)
    out = beside.Outcome(current={"text": row.text})
    out.refused.update(beside.texts_too_long({"text": typed}, {"text": row.text}))
    if not out.refused:
        place = beside.place_of(row.evaluation, f"answer/{question}", "key question", row.id)
        hand = beside.Hand(row.written_by, row.written_by_name, row.written_at)
        value = beside.settle(
            row.evaluation, place, "text", typed, row.text, hand=hand, text=True, out=out, by=by
        )
        if value is not None:
            beside.keep_earlier(row.evaluation, place, row.text, value, hand=hand, by=by)
            row.text = value
            row.written_by, row.written_by_name, row.written_at = by.person_id, by.name, timezone.now()
            row.save(update_fields=["text", "written_by", "written_by_name", "written_at"])
            path = row.evaluation.told
            record_in_trail(by=by, verb="answered", about="key question", about_id=row.id, path=path)
            out.current["text"] = value
    return row, out
