"""Texts that were set aside for their writer: taken up into the field after all, or thrown away."""

from __future__ import annotations

from django.db import transaction

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.errors import NotYours, Refused
from speir.evaluations import policy
from speir.evaluations.actions.answers import answer
from speir.evaluations.actions.beside import Field
from speir.evaluations.actions.judgements import record
from speir.evaluations.actions.looks.answers import answer as answer_question
from speir.evaluations.actions.looks.theme_findings import write
from speir.evaluations.models import Answer, Judgement, Question, SetAside, ThemeFinding
from speir.evaluations.queries.emptiness import held_with
from speir.evaluations.rules.saving import mark
from speir.retention.queries.holds import require_free
from speir.trail.actions import record as record_in_trail

ELSEWHERE = "Copy this text into the box that it was typed for: it cannot be added there from here."
CHANGED = "Somebody changed the field at the same moment. Look at what it says now, and press again."


@transaction.atomic
def take_up(*, evaluation_id: str, aside: str, by: Actor) -> None:
    """Add a text of one's own that was set aside to the end of its field, where anybody can change it.

    Where it may identify somebody, both together wait in the field as a draft of one's own. Raises NotYours (also for
    anybody else's), NotAllowed, and Refused: sealed, too long together, changed meanwhile.
    """
    evaluation = policy.require(by, Permission.WRITE_JUDGEMENTS, evaluation_id, kinds=policy.ANY)
    kept = SetAside.objects.filter(pk=aside, evaluation=evaluation, person_id=by.person_id).first()
    if kept is None:
        raise NotYours
    kept.delete()  # first: where both together wait as a draft, that is another row
    where, _slash, name = kept.place.partition("/")
    if where not in {"answer", "answered", "theme"} and "." not in where:
        raise Refused("aside-of-another-page", ELSEWHERE)
    if where == "theme":
        finding = ThemeFinding.objects.get(pk=name.partition("/")[0], look=evaluation_id)
        name = name.partition("/")[2]
        current = getattr(finding, name)
        typed = Field(f"{current}\n\n{kept.text}".strip(), mark(current))
        _finding, out = write(look_id=evaluation_id, theme=finding.theme, typed={name: typed}, by=by)
    elif where == "answered":
        current = Question.objects.get(pk=name, look=evaluation_id).answer
        typed = Field(f"{current}\n\n{kept.text}".strip(), mark(current))
        _question, out = answer_question(
            look_id=evaluation_id, question_id=name, typed={"answer": typed}, by=by
        )
    elif where == "answer":
        current = Answer.objects.get(evaluation=evaluation, question=name).text
        typed = Field(f"{current}\n\n{kept.text}".strip(), mark(current))
        _row, out = answer(evaluation_id=evaluation_id, question=name, typed=typed, by=by)
    elif name == "why":
        _judgement, out = record(evaluation_id=evaluation_id, number=where, typed={}, why=kept.text, by=by)
    else:
        judgement = Judgement.objects.filter(evaluation=evaluation, indicator__number=where).first()
        if judgement is None:
            raise NotYours
        current = getattr(judgement, name)
        typed = Field(f"{current}\n\n{kept.text}".strip(), mark(current))
        _judgement, out = record(evaluation_id=evaluation_id, number=where, typed={name: typed}, by=by)
    for refused in out.refused.values():
        raise refused
    if out.conflicts:
        raise Refused("changed-meanwhile", CHANGED)


@transaction.atomic
def discard(*, evaluation_id: str, aside: str, by: Actor) -> None:
    """Throw away a text of one's own that was set aside; anybody else's stays.

    Raises NotYours, and Refused while a legal hold stands.
    """
    evaluation = policy.require(by, Permission.READ_EVALUATIONS, evaluation_id, kinds=policy.ANY)
    require_free(held_with(evaluation))
    gone, _ = SetAside.objects.filter(pk=aside, evaluation=evaluation, person_id=by.person_id).delete()
    if gone:
        path = evaluation.told
        record_in_trail(by=by, verb="discarded", about="set-aside text", about_id=aside, path=path)
