"""Every text that people wrote of what is to be done, as it stands, as it was, and as it was told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Model, QuerySet

from speir.evaluations.queries.written import OUTSIDE
from speir.evaluations.queries.written_evidence import BEFORE, SINCE, Written, on_day
from speir.improvement.models import (
    Action,
    ActionStep,
    Answering,
    Candidate,
    CandidateStep,
    EarlierText,
    Finding,
    Meeting,
    NothingNow,
    OwnPlan,
    Priority,
    PriorityStep,
    Progress,
    TakenUp,
    Tracked,
)
from speir.improvement.policy.priorities import ABOUT as PRIORITY
from speir.improvement.policy.sharing import ANSWERING, TRACKED
from speir.improvement.rules.stood_texts import texts
from speir.retention.models import Hold, Review
from speir.sharing.models import Outside, Sharing

# What a unit weighed, put off and plans by itself, which belongs to none of its priorities; named by the unit's id.
CHOOSING = "choosing"
Thing = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Scope:
    """Within what the actor may remove words: priorities, tracked things and answerings by their kind and id.

    `unit_id` is the unit whose weighing belongs to it, empty where that is not theirs to change.
    """

    things: Mapping[Thing, Priority | Tracked | Answering]
    unit_id: str = ""

    def ids(self, about: str) -> list[str]:
        """Return the ids of the things of a kind."""
        return [one for kind, one in self.things if kind == about]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with texts: of which kind of thing, the path to that thing's id, which columns and what each is called.

    `marked` is the path to the id by which the table's mentions are kept, and `at` the column that says when it was
    told, empty for what stands there now. `places`: under what field a column is asked about, where not its own name.
    """

    model: type[Model]
    about: str
    of: str
    columns: Mapping[str, str]
    marked: str = "pk"
    at: str = ""
    places: Mapping[str, str] | None = None


TABLES = (
    Table(
        Priority,
        PRIORITY,
        "pk",
        {
            "title": "Priority",
            "difference": "What will be different",
            "responsibility_words": "Whose responsibility it is",
        },
    ),
    Table(
        PriorityStep,
        PRIORITY,
        "priority_id",
        {"text": "Why a priority was closed or opened again"},
        marked="priority_id",
        at="at",
        places={"text": "reason"},
    ),
    Table(Finding, PRIORITY, "priority_id", {"words": "Finding that a priority answers"}),
    Table(
        Action,
        PRIORITY,
        "priority_id",
        {
            "title": "Action",
            "resources": "Resources of an action",
            "target": "Target of an action",
            "shows": "What would show that an action worked",
            "said": "How far an action has come",
        },
    ),
    Table(
        ActionStep,
        PRIORITY,
        "action__priority_id",
        {"text": "Step of an action"},
        marked="action_id",
        places={"text": "step:{row.pk}"},
    ),
    Table(
        Progress,
        PRIORITY,
        "action__priority_id",
        {"text": "How far an action had come"},
        marked="action_id",
        at="at",
        places={"text": "said"},
    ),
    Table(
        Tracked,
        TRACKED,
        "pk",
        {
            "text": "What is tracked",
            "reference": "Where it stands",
            "whom": "Whom it is for",
            "outcome": "What came of it",
        },
    ),
    Table(TakenUp, TRACKED, "tracked_id", {"who": "Who took it up", "what": "What was taken up"}),
    Table(
        Answering,
        ANSWERING,
        "pk",
        {
            "source": "Whose views were heard",
            "heard": "What was heard",
            "decided": "What was decided",
            "happened": "What happened",
        },
    ),
    Table(
        Candidate,
        CHOOSING,
        "unit_id",
        {"words": "Candidate", "note": "What was weighed", "reason": "Why it was parked or left"},
    ),
    Table(
        CandidateStep,
        CHOOSING,
        "candidate__unit_id",
        {"reason": "Why a candidate was parked or left"},
        marked="candidate_id",
        at="at",
    ),
    Table(NothingNow, CHOOSING, "unit_id", {"reason": "Why nothing is done at present"}),
    Table(OwnPlan, CHOOSING, "unit_id", {"name": "Plan of one’s own"}),
    Table(Meeting, CHOOSING, "unit_id", {"name": "Meeting"}),
)
WHY = (
    (Sharing, "Why it is shared", "at"),
    (Hold, "Why it is held", "since"),
    (Review, "Why it is kept", "at"),
)


def written(inside: Scope) -> Iterator[Written]:
    """Yield every text in this scope. Under thirty queries, whatever its size."""
    names: dict[str, Thing] = {}
    for table in TABLES:
        ids = [inside.unit_id] if table.about == CHOOSING else inside.ids(table.about)
        if any(ids):
            yield from _of_table(table, ids, names)
    yield from _earlier(names)
    for about in (PRIORITY, TRACKED, ANSWERING):
        if ids := inside.ids(about):
            yield from _beside(about, ids)


def _of_table(table: Table, ids: Collection[str], names: dict[str, Thing]) -> Iterator[Written]:
    """Yield a table's texts; `names` learns to which thing each row belongs."""
    rows: QuerySet[Any] = table.model._default_manager.filter(**{f"{table.of}__in": ids})
    for row in rows.annotate(of_thing=F(table.of), marked=F(table.marked)).order_by("pk"):
        names[row.pk] = (table.about, row.of_thing)
        at: dt.datetime | None = getattr(row, table.at) if table.at else None
        for place, said, text in texts(row.stood) if isinstance(row, PriorityStep) else ():
            on = on_day(row.at)
            yield Written(table.about, row.of_thing, PriorityStep, row.pk, place, text, "", said, SINCE, on)
        for field, said in table.columns.items():
            if text := getattr(row, field):
                place = (table.places or {}).get(field, field).format(row=row)
                yield Written(
                    table.about,
                    row.of_thing,
                    table.model,
                    row.pk,
                    field,
                    text,
                    said=said,
                    how=SINCE if at else "",
                    on=on_day(at) if at else None,
                    mark=f"improvement/{row.marked}/{place}",
                )


def _earlier(names: Mapping[str, Thing]) -> Iterator[Written]:
    said = {field: said for table in TABLES for field, said in table.columns.items()}
    for row in EarlierText.objects.filter(about_id__in=list(names)).order_by("about_id", "-replaced_at"):
        about, about_id = names[row.about_id]
        yield Written(
            about,
            about_id,
            EarlierText,
            row.pk,
            "text",
            row.text,
            said=said.get(row.field, "A text"),
            how=BEFORE,
            on=on_day(row.replaced_at),
        )


def _beside(about: str, ids: Collection[str]) -> Iterator[Written]:
    """Yield why things are shared, held and kept, and what was told of sharing them outside Speir."""
    for model, said, at in WHY:
        rows: QuerySet[Any] = model.objects.filter(about=about, about_id__in=ids).exclude(why="")
        for row in rows:
            on = on_day(getattr(row, at))
            yield Written(about, row.about_id, model, row.pk, "why", row.why, said=said, how=SINCE, on=on)
    for told in Outside.objects.filter(about=about, about_id__in=ids):
        mark = f"{about}/{told.about_id}/outside"
        for field, said in OUTSIDE.items():
            text = getattr(told, field)
            yield Written(about, told.about_id, Outside, told.pk, field, text, "", said, SINCE, told.on, mark)
