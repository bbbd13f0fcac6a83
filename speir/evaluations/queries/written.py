"""Every text that people wrote in broad views and evidence, as it stands, as it was, and as it was sealed."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from speir.evaluations.models import (
    Answer,
    ApprovalStep,
    EarlierText,
    Edition,
    Evaluation,
    Judgement,
    LevelChange,
    LookTemplate,
    SetAside,
)
from speir.evaluations.policy import ABOUT
from speir.evaluations.queries.written_evidence import BEFORE, SINCE, Written, evidence_written, on_day
from speir.evaluations.queries.written_joints import joints_written
from speir.evaluations.queries.written_looks import TITLE, looks_written, said_of, templates_written
from speir.evaluations.rules.answering import CAPACITY, CAPACITY_TITLE
from speir.evaluations.rules.approving import Said, place_of_approving
from speir.evaluations.rules.looks.naming import Kind
from speir.evaluations.rules.saving import place_key
from speir.evaluations.rules.sealed_texts import texts
from speir.evidence.models import Item
from speir.evidence.policy import ABOUT as EVIDENCE
from speir.retention.models import Hold, Review
from speir.sharing.models import Outside, Sharing

SAID = {
    "strengths": "What we do well",
    "improvements": "What needs to improve",
    "why": "Why this level",
    "text": "In our own words",
}
APPROVING = {
    Said.APPROVED.value: "Note with an approval",
    Said.TAKEN_BACK.value: "Why an approval was taken back",
    Said.ASKED.value: "Question before approving",
    Said.ANSWERED.value: "Answer to a chief officer",
}
OUTSIDE = {
    "who": "Who shared it outside Speir",
    "with_whom": "With whom it was shared outside Speir",
    "why": "Why it was shared outside Speir",
}
SET_ASIDE = "kept for you alone"


@dataclass(frozen=True, slots=True)
class Scope:
    """Within which the actor may remove words, by id: broad views, and evidence.

    `templates` are plans that are kept where `beside`, one of these views, belongs.
    """

    views: Mapping[str, Evaluation]
    items: Mapping[str, Item]
    beside: str = ""
    templates: Mapping[str, LookTemplate] = dataclasses.field(default_factory=dict)


def written(inside: Scope, person_id: str) -> Iterator[Written]:
    """Yield every text in this scope; of what was set aside only what this person typed. Under thirty queries."""
    views = list(inside.views)
    for view in inside.views.values():
        yield Written(
            ABOUT,
            view.id,
            Evaluation,
            view.id,
            "title",
            view.title,
            said="Title",
            mark=place_key(view.id, "title" if view.kind == Kind.BROAD_VIEW else TITLE),
        )
    yield from _judgements(views)
    yield from _answers(views)
    yield from _earlier(views)
    yield from _editions(views)
    yield from _approving(views)
    yield from set_aside(SetAside.objects.filter(evaluation__in=views, person_id=person_id))
    yield from joints_written(views, person_id)
    yield from looks_written(views)
    yield from templates_written(inside.templates.values(), inside.beside)
    yield from evidence_written(inside.items)
    things = {ABOUT: inside.views, EVIDENCE: inside.items}
    for model, said, at in (
        (Sharing, "Why it is shared", "at"),
        (Hold, "Why it is held", "since"),
        (Review, "Why it is kept", "at"),
    ):
        for about, ids in things.items():
            rows: QuerySet[Any] = model.objects.filter(about=about, about_id__in=list(ids)).exclude(why="")
            for note in rows:
                yield Written(
                    about,
                    note.about_id,
                    model,
                    note.id,
                    "why",
                    note.why,
                    "",
                    said,
                    SINCE,
                    on_day(getattr(note, at)),
                )
    for about, ids in things.items():
        yield from _outside(about, ids)


def _outside(about: str, ids: Iterable[str]) -> Iterator[Written]:
    for row in Outside.objects.filter(about=about, about_id__in=list(ids)).order_by("on"):
        mark = f"{about}/{row.about_id}/outside"
        for field, said in OUTSIDE.items():
            text = getattr(row, field)
            yield Written(about, row.about_id, Outside, row.id, field, text, "", said, SINCE, row.on, mark)


def set_aside(rows: Iterable[SetAside]) -> Iterator[Written]:
    """Yield texts that wait with their writer."""
    for row in rows:
        number, said = _place(row.place)
        yield Written(
            ABOUT,
            row.evaluation_id,
            SetAside,
            row.id,
            "text",
            row.text,
            number,
            said,
            SET_ASIDE,
            on_day(row.at),
        )


def _judgements(views: list[str]) -> Iterator[Written]:
    rows = Judgement.objects.filter(evaluation__in=views).select_related("indicator")
    for row in rows.order_by("indicator__number"):
        number = row.indicator.number
        for field, name in (("strengths", "strengths"), ("improvements", "improvements"), ("reason", "why")):
            text = getattr(row, field)
            if text:
                mark = f"{row.evaluation_id}/{number}/{name}"
                yield Written(
                    ABOUT,
                    row.evaluation_id,
                    Judgement,
                    row.id,
                    field,
                    text,
                    number,
                    SAID[name],
                    mark=mark,
                )
    changes = LevelChange.objects.filter(judgement__evaluation__in=views).exclude(why="")
    for change in changes.select_related("judgement__indicator").order_by("at"):
        yield Written(
            ABOUT,
            change.judgement.evaluation_id,
            LevelChange,
            change.id,
            "why",
            change.why,
            change.judgement.indicator.number,
            SAID["why"],
            SINCE,
            on_day(change.at),
        )


def _answers(views: list[str]) -> Iterator[Written]:
    for row in Answer.objects.filter(evaluation__in=views).exclude(text="").order_by("question"):
        mark = f"{row.evaluation_id}/answer/{row.question}"
        yield Written(
            ABOUT,
            row.evaluation_id,
            Answer,
            row.id,
            "text",
            row.text,
            *_answered(row.question),
            mark=mark,
        )


def _earlier(views: list[str]) -> Iterator[Written]:
    for row in EarlierText.objects.filter(evaluation__in=views).order_by("place", "-replaced_at"):
        number, said = _place(row.place)
        yield Written(
            ABOUT,
            row.evaluation_id,
            EarlierText,
            row.id,
            "text",
            row.text,
            number,
            said,
            BEFORE,
            on_day(row.replaced_at),
        )


def _editions(views: list[str]) -> Iterator[Written]:
    for row in Edition.objects.filter(evaluation__in=views).order_by("number"):
        for found in texts(row.content):
            yield Written(
                ABOUT,
                row.evaluation_id,
                Edition,
                row.id,
                found.place,
                found.text,
                found.number,
                found.said,
                f"in edition {row.number}, sealed",
                on_day(row.sealed_at),
            )


def _approving(views: list[str]) -> Iterator[Written]:
    rows = ApprovalStep.objects.filter(edition__evaluation__in=views).exclude(text="")
    for row in (
        rows.select_related("edition")
        .only("said", "text", "at", "edition__evaluation", "edition__number")
        .order_by("at")
    ):
        view, number = row.edition.evaluation_id, row.edition.number
        yield Written(
            ABOUT,
            view,
            ApprovalStep,
            row.id,
            "text",
            row.text,
            said=APPROVING[row.said],
            how=f"about edition {number},",
            on=on_day(row.at),
            mark=place_of_approving(view, number),
        )


def _answered(question: str) -> tuple[str, str]:
    """Return the number of a question and what its answer is called; what has no number is called by its name."""
    return ("", CAPACITY_TITLE) if question == CAPACITY else (question, SAID["text"])


def _place(place: str) -> tuple[str, str]:
    if said := said_of(place):
        return "", said
    where, _slash, name = place.partition("/")
    return _answered(name) if where == "answer" else (where, SAID.get(name, name))
