"""Every text that people wrote in closer looks, also in lines that were taken out, as part of their evaluation."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Model, QuerySet, Value

from speir.evaluations.models import (
    Feature,
    FollowUp,
    Group,
    Look,
    LookStep,
    LookTemplate,
    Note,
    Question,
    Sighting,
    Sitting,
    ThemeFinding,
    Way,
)
from speir.evaluations.policy import ABOUT
from speir.evaluations.queries.written_evidence import SINCE, Written, on_day
from speir.evaluations.rules.looks import plans
from speir.evaluations.rules.saving import place_key

TITLE = "look/title"
# Before the place of a text within a kept plan.
CONTENT = "content/"
IN_LOOK = {
    "reason_words": "Why the closer look is taken",
    "about_words": "What the closer look asks",
    "area_words": "Area of activity",
    "takes_part": "Who takes part",
    "left_out": "What is left out",
    "how_long": "How long it takes",
    "cost": "What it costs",
    "purpose": "What those who take part are told it is for",
    "confidentiality": "What those who take part are told of confidentiality",
    "afterwards": "What those who take part are told comes afterwards",
}


@dataclass(frozen=True, slots=True)
class Table:
    """A table with texts of a closer look: which columns, as what, at which place, and how its look is found.

    `indicator` is the path of an indicator's number, empty where its rows are of none.
    """

    model: type[Model]
    look: str
    columns: dict[str, tuple[str, str]]
    indicator: str = ""


# For each column what it is called, and its place as mentions and texts set aside name it, from the row's id.
TABLES = (
    Table(
        Question,
        "look",
        {
            "text": ("Question in the plan", "question/{row.id}"),
            "answer": ("Answer to a question", "answered/{row.id}"),
        },
        "indicator__number",
    ),
    Table(Way, "look", {"text": ("Way of finding out", "way/{row.id}")}, "indicator__number"),
    Table(
        Feature,
        "look",
        {
            "text": ("Feature to look for", "feature/{row.id}"),
            "cites": ("What asks for a feature", "cites/{row.id}"),
        },
        "indicator__number",
    ),
    Table(Group, "look", {"text": ("Who should be heard", "group/{row.id}")}),
    Table(
        Sitting,
        "way__look",
        {
            "services": ("Which services were there", "sitting/{row.id}/services"),
            "what": ("What was read or seen", "sitting/{row.id}/what"),
        },
    ),
    Table(Note, "sitting__way__look", {"text": ("Note", "note/{row.sitting_id}/{row.id}")}),
    Table(Sighting, "feature__look", {"text": ("What was seen of a feature", "sighting/{row.id}")}),
    Table(
        ThemeFinding,
        "look",
        {
            "strengths": ("Strengths of a theme", "theme/{row.id}/strengths"),
            "weaknesses": ("Weaknesses of a theme", "theme/{row.id}/weaknesses"),
        },
    ),
    Table(
        FollowUp,
        "look",
        {
            "text": ("What follows", "follow/{row.id}/text"),
            "whom": ("For whom something follows", "follow/{row.id}/whom"),
            "outcome": ("What came of what follows", "follow/{row.id}/outcome"),
        },
    ),
)


def looks_written(views: Collection[str]) -> Iterator[Written]:
    """Yield the texts of closer looks among these evaluations, by their ids. One query without any, else eleven."""
    looks = list(Look.objects.filter(pk__in=views))
    for look in looks:
        for field, said in IN_LOOK.items():
            if text := getattr(look, field):
                mark = place_key(look.id, f"look/{field}")
                yield Written(ABOUT, look.id, Look, look.id, field, text, said=said, mark=mark)
    if not looks:
        return
    for table in TABLES:
        yield from _of_table(table, [look.id for look in looks])
    steps = LookStep.objects.filter(look__in=looks).exclude(text="").order_by("at")
    for step in steps:
        yield Written(
            ABOUT,
            step.look_id,
            LookStep,
            step.id,
            "text",
            step.text,
            said="Why a closer look was opened again",
            how=SINCE,
            on=on_day(step.at),
            mark=place_key(step.look_id, "look/reopened"),
        )


def templates_written(templates: Iterable[LookTemplate], beside: str) -> Iterator[Written]:
    """Yield what people wrote in kept plans, found from the evaluation `beside`; `content`, and a place in it."""
    for one in templates:
        said = f"Plan that is kept: {one.name}"
        yield Written(ABOUT, beside, LookTemplate, one.id, "name", one.name, said=said)
        for place, text in plans.texts(one.content):
            if place == "name":  # the same as its own, and changed with that
                continue
            yield Written(ABOUT, beside, LookTemplate, one.id, f"{CONTENT}{place}", text, said=said)


def said_of(place: str) -> str:
    """Return what a text at such a place of a closer look is called, empty where the place is none of one."""
    where, _slash, name = place.partition("/")
    if where == "look":
        return "Title" if place == TITLE else IN_LOOK.get(name, "")
    field = name.rpartition("/")[2]
    if (where, field) == ("sitting", "said"):  # in one line, and kept nowhere but among earlier texts
        return "When it was and who was heard"
    for table in TABLES:
        for said, at in table.columns.values():
            parts = at.split("/")
            if parts[0] == where and (parts[-1].startswith("{") or parts[-1] == field):
                return said
    return ""


def _of_table(table: Table, looks: Collection[str]) -> Iterator[Written]:
    rows: QuerySet[Any] = table.model._default_manager.filter(**{f"{table.look}__in": looks})
    rows = rows.annotate(
        of_look=F(table.look), at_number=F(table.indicator) if table.indicator else Value("")
    )
    for row in rows.order_by("id"):
        look_id, number = row.of_look, row.at_number
        for field, (said, place) in table.columns.items():
            if text := getattr(row, field):
                mark = place_key(look_id, place.format(row=row))
                yield Written(ABOUT, look_id, table.model, row.pk, field, text, number, said, mark=mark)
