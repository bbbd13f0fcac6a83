"""Saying how far a question of a closer look is answered, and its answer in words."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.errors import Refused
from speir.evaluations.actions import beside
from speir.evaluations.models import Question
from speir.evaluations.policy import FINISHED_CODE
from speir.evaluations.policy.looks import LOOK, require_line, require_look
from speir.evaluations.rules.looks.saying import check_state
from speir.trail.actions import record as record_in_trail

FIELDS = ("answer", "state")
TAKEN_OUT = beside.Shut(
    "question-taken-out",
    "This question was taken out of the plan meanwhile.",
    "This question was taken out of the plan meanwhile. What you typed is kept for you alone, and stands beside the "
    "question once it is put back.",
)


def place_of_answer(question_id: str) -> str:
    """Return where texts of an answer are set aside and earlier ones kept."""
    return f"answered/{question_id}"


def answer(
    *, look_id: str, question_id: str, typed: Mapping[str, beside.Field], by: Actor
) -> tuple[Question, beside.Outcome]:
    """Save what was typed of a question: its `answer`, and how far it is answered (`state`); each settled by itself.

    Raises NotYours, NotAllowed, and Refused once the closer look is finished or the question taken out of its plan;
    the text is kept for its writer then too.
    """
    try:
        return _answer(look_id, question_id, typed, by)
    except Refused as refused:
        shut = {FINISHED_CODE: beside.FINISHED_NOW, TAKEN_OUT.code: TAKEN_OUT}.get(refused.code)
        if shut is None or "answer" not in typed:
            raise
        look = require_look(by, look_id)
        rows = Question.objects.filter(pk=question_id, look=look)
        texts = {place_of_answer(row.id): (typed["answer"], row.answer) for row in rows}
        raise beside.kept_while_sealed(look.evaluation, texts, by, shut) from refused


@transaction.atomic
def _answer(
    look_id: str, question_id: str, typed: Mapping[str, beside.Field], by: Actor
) -> tuple[Question, beside.Outcome]:
    row = require_line(by, Permission.WRITE_JUDGEMENTS, Question, look_id, question_id)
    if row.removed_at is not None:
        raise Refused(TAKEN_OUT.code, TAKEN_OUT.sentence)
    evaluation = row.look.evaluation
    current = {"answer": row.answer, "state": row.state}
    out = beside.Outcome(current=dict(current))
    out.refused.update(
        beside.texts_too_long({n: f for n, f in typed.items() if n == "answer"}, {"answer": row.answer})
    )
    if "state" in typed:
        out.refused.update((broken.field, broken) for broken in check_state(typed["state"].value))
    place = beside.place_of(evaluation, place_of_answer(row.id), LOOK, row.look_id)
    hand = beside.Hand(row.answer_by, row.answer_by_name, row.answer_at)
    for name in FIELDS:
        if name in typed and name not in out.refused:
            text = name == "answer"
            value = beside.settle(
                evaluation, place, name, typed[name], current[name], hand=hand, text=text, out=out, by=by
            )
            if value is not None and text:
                beside.keep_earlier(evaluation, place, row.answer, value, hand=hand, by=by)
            if value is not None:
                setattr(row, name, value)
    if out.saved:
        row.answer_by, row.answer_by_name, row.answer_at = by.person_id, by.name, timezone.now()
        row.save(update_fields=[*out.saved, "answer_by", "answer_by_name", "answer_at"])
        out.current.update(out.saved)
        record_in_trail(
            by=by,
            verb="answered a question of",
            about="closer look",
            about_id=row.look_id,
            path=evaluation.told,
        )
    return row, out
