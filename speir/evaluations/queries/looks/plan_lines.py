"""The lines of a closer look's plan as they stand, all three columns at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import (
    CharField,
    DateField,
    F,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
    Value,
)

from speir.access.actor import Actor
from speir.core.compiled import Compiled
from speir.core.text import day, number
from speir.evaluations.models import Feature, Question, Way
from speir.evaluations.rules.looks.naming import COUNTED, how_beside
from speir.evidence import policy as evidence

COLUMNS = ("question", "way", "feature")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the plan. `how` to `number` are those of a way of finding out, `cites` to `item` those of a feature.

    `item_shows` is what the piece of evidence that it cites shows, empty where that is not open to the reader.
    """

    id: str
    column: str
    text: str
    theme: str
    illustration: str
    state: str = ""
    how: str = ""
    person: str = ""
    due: dt.date | None = None
    number: int | None = None
    cites: str = ""
    item: str = ""
    item_shows: str = ""

    @property
    def assigned(self) -> tuple[str, ...]:
        """How, of how many, by whom and by when one finds out, each in a few words."""
        if not self.how:
            return ()
        said = [beside] if (beside := how_beside(self.how, self.text)) else []
        if self.number:
            said.append(f"{number(self.number)} {COUNTED[self.how][self.number > 1]}")
        if self.person:
            said.append(self.person)
        if self.due:
            said.append(f"by {day(self.due)}")
        return tuple(said)


def read_lines(rows: Iterable[tuple[Any, ...]]) -> list[tuple[str, Line]]:
    """Return rows of `lines_for` as lines, each with its indicator's id."""
    return [
        (
            indicator,
            Line(
                one,
                column,
                text,
                theme,
                made_of,
                state,
                how,
                who or "",
                due,
                count,
                cites,
                item or "",
                it or "",
            ),
        )
        for (
            column,
            _place,
            one,
            indicator,
            theme,
            text,
            made_of,
            state,
            how,
            who,
            due,
            count,
            cites,
            item,
            it,
        ) in rows
    ]


@lru_cache(maxsize=128)
def lines_for(actor: Actor, _today: dt.date) -> Compiled:
    """Return the query for the lines of a plan as this actor reads it today: all that its SQL goes by."""
    return Compiled(lambda look_id: _columns_of(actor, look_id), blanks=1)


def _columns_of(actor: Actor, look_id: str) -> QuerySet[Any, Any]:
    none = Value("", output_field=CharField())
    no_day, no_number = Value(None, output_field=DateField()), Value(None, output_field=IntegerField())
    shown = evidence.visible_to(actor).filter(pk=OuterRef("cites_item")).order_by().values("shows")[:1]
    nothing: dict[str, Any] = {
        "kept_how": none,
        "who": none,
        "day": no_day,
        "count": no_number,
        "said": none,
        "item": none,
        "shows": none,
    }
    ways = _rows(
        Way.objects.all(),
        look_id,
        "way",
        nothing | {"kept_how": F("how"), "who": F("person__name"), "day": F("due"), "count": F("number")},
        F("state"),
    )
    questions = _rows(Question.objects.all(), look_id, "question", nothing, F("state"))
    features = _rows(
        Feature.objects.all(),
        look_id,
        "feature",
        nothing
        | {
            "said": F("cites"),
            "item": F("cites_item_id"),
            "shows": Subquery(shown, output_field=TextField()),
        },
        none,
    )
    # The ways come first: what the days and numbers of the others are, empty as they stand, is taken from theirs.
    return ways.union(questions, features, all=True).order_by("column", "position", "id")


def _rows(
    rows: QuerySet[Any], look_id: str, column: str, more: dict[str, Any], state: Any
) -> QuerySet[Any, Any]:
    found: QuerySet[Any, Any] = (
        rows.filter(look_id=look_id, removed_at=None)
        .annotate(column=Value(column, output_field=CharField()), how_far=state, **more)
        .order_by()
        .values_list(
            "column",
            "position",
            "id",
            "indicator_id",
            "theme",
            "text",
            "illustration",
            "how_far",
            *more,
        )
    )
    return found
