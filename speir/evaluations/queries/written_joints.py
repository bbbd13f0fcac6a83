"""Every text that people wrote in joint broad views and in moderations, as part of their broad view."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Model, Q

from speir.evaluations.models import Agreement, ContributionStep, Evaluator, HiddenView, Joint
from speir.evaluations.policy import ABOUT
from speir.evaluations.queries.written_evidence import SINCE, Written, on_day
from speir.evaluations.rules import moderating
from speir.evaluations.rules.asking import Move
from speir.evaluations.rules.saving import place_key

MOVES = {
    Move.DECLINED.value: "Why an organisation does not take part",
    Move.SUBMITTED.value: "Why it was handed in with gaps",
    Move.RETURNED.value: "Question about what was handed in",
    Move.EXTENDED.value: "Why an organisation was given longer",
}
MOVED = "Note about what was handed in"


def joints_written(views: Collection[str], person_id: str) -> Iterator[Written]:
    """Yield the texts of joint broad views and moderations of these broad views, by their ids. Five queries.

    A view that is still hidden is shown to nobody else, so it is yielded to its evaluator alone.
    """
    for joint in Joint.objects.filter(evaluation__in=views).exclude(invitation=""):
        mark = f"{joint.id}/invitation"
        yield _one(
            joint.evaluation_id, Joint, joint.id, "invitation", joint.invitation, "", "Invitation", mark=mark
        )
    theirs = Q(contribution__joint__evaluation__in=views) | Q(contribution__evaluation__in=views)
    steps = ContributionStep.objects.filter(theirs).exclude(text="").select_related("contribution__joint")
    for step in steps.order_by("at"):
        asked = step.contribution.joint.evaluation_id
        about = asked if asked in views else str(step.contribution.evaluation_id)
        said = MOVES.get(step.move, MOVED)
        mark = f"{step.contribution_id}/moves"
        yield _one(about, ContributionStep, step.id, "text", step.text, "", said, at=step.at, mark=mark)
    yield from _moderation(views, person_id)


def _moderation(views: Collection[str], person_id: str) -> Iterator[Written]:
    for who in Evaluator.objects.filter(moderation__evaluation__in=views).select_related("moderation"):
        about = who.moderation.evaluation_id
        for field, said in (("name", "Who judged"), ("standpoint", "For whom somebody judged")):
            # A person with an account changes their own name.
            if getattr(who, field) and (field == "standpoint" or who.person_id is None):
                mark = moderating.place_of_standpoint(who.moderation_id, who.person_id or who.id)
                text, at = getattr(who, field), who.joined_at
                yield _one(about, Evaluator, who.id, field, text, "", said, at=at, mark=mark)
    seen = Q(round__revealed_at__isnull=False) | Q(evaluator__person=person_id or None)
    hidden = HiddenView.objects.filter(seen, round__moderation__evaluation__in=views).exclude(why="")
    agreed = Agreement.objects.filter(round__moderation__evaluation__in=views)
    for rows, model, field, said in (
        (hidden, HiddenView, "why", "Why somebody judged so"),
        (agreed, Agreement, "reason", "Why this was agreed, or was not"),
    ):
        for row in rows.select_related("round__moderation", "round__indicator").order_by("at"):
            where = row.round
            about, number = where.moderation.evaluation_id, where.indicator.number
            mark = (
                moderating.place_of_view(where.id, row.evaluator_id)
                if isinstance(row, HiddenView)
                else place_key(about, f"{number}/why")
            )
            yield _one(about, model, row.id, field, getattr(row, field), number, said, at=row.at, mark=mark)


def still_hidden(views: Collection[str], person_id: str) -> Iterator[Written]:
    """Yield what others than this person judged and nobody may read yet: it goes with all words of a broad view."""
    rows = HiddenView.objects.filter(round__moderation__evaluation__in=views, round__revealed_at=None)
    others = rows.exclude(evaluator__person__isnull=False, evaluator__person=person_id).exclude(why="")
    for row in others.select_related("round__moderation", "round__indicator"):
        where = row.round
        mark = moderating.place_of_view(where.id, row.evaluator_id)
        about, number = where.moderation.evaluation_id, where.indicator.number
        yield _one(about, HiddenView, row.id, "why", row.why, number, "", at=row.at, mark=mark)


def both_sides(steps: Collection[str]) -> list[tuple[str, str, str]]:
    """Return to which broad views these moves belong, as a legal hold stands on them: the joint one, and their own.

    Four queries, none for none.
    """
    if not steps:
        return []
    found: set[tuple[str, str, str]] = set()
    for side in ("contribution__joint__evaluation", "contribution__evaluation"):
        for path in ("unit__path", "home__path"):
            rows = ContributionStep.objects.filter(pk__in=steps, **{f"{side}__isnull": False})
            found |= {(ABOUT, *row) for row in rows.values_list(f"{side}_id", f"{side}__{path}")}
    return sorted(found)


def _one(
    about: str,
    model: type[Model],
    row_id: str,
    field: str,
    text: str,
    number: str,
    said: str,
    *,
    at: Any = None,
    mark: str = "",
) -> Written:
    how, on = (SINCE, on_day(at)) if at else ("", None)
    return Written(ABOUT, about, model, row_id, field, text, number, said, how, on, mark)
