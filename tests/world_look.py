"""A closer look at information sharing, brought about through actions."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from speir.core.ids import new_id
from speir.evaluations.actions.beside import Field
from speir.evaluations.actions.looks import beginning, lines, notes, sittings
from speir.evaluations.models import Evaluation, Feature, Look, Note, Question, Sitting, Way
from speir.evaluations.rules.looks.describing import Description, Origin
from speir.evaluations.rules.looks.finding import About
from speir.evaluations.rules.saving import mark
from speir.organisations.models import Unit
from tests import world
from tests.world import FRAMEWORK, Somebody

SAID = Description(
    reason="own_wish",
    about="question",
    about_words="How well do we share what we know about a child?",
    area="locality",
    area_words="The services around two schools",
    takes_part="Health visiting, education and social work",
    left_out="Work with adults on their own",
    how_long="Six weeks",
    cost="Two afternoons for each of us",
    purpose="To learn how sharing helps",
)


def look(
    unit: Unit,
    by: Somebody,
    *,
    said: Description = SAID,
    themes: tuple[str, ...] = (),
    title: str = "How we share information",
    only_me: bool = False,
    prompted: str = "",
) -> Look:
    """A closer look that has begun, with nothing planned yet."""
    return beginning.begin(
        unit_id=unit.id,
        framework_key=FRAMEWORK,
        title=title,
        period_from=dt.date(2026, 3, 2),
        period_to=dt.date(2026, 4, 30),
        said=said,
        themes=themes or themes_of("3.2")[:2],
        look_id=new_id(),
        origin=Origin(prompted=prompted),
        only_me=only_me,
        by=by.actor,
    )


def themes_of(number: str) -> tuple[str, ...]:
    """The stable keys of an indicator's themes."""
    return tuple(theme.path for theme in world.framework().by_number[number].themes)


def planned(look: Look, by: Somebody, *, number: str = "3.2") -> tuple[Question, Way, Feature]:
    """A question, a way and a feature of the first theme."""
    theme = next(one for one in themes_of(number) if look.themes.filter(theme=one).exists())
    made = [
        lines.add(
            look_id=look.id,
            column=column,
            number=number,
            theme=theme,
            text=text,
            how="focus_group",
            by=by.actor,
        )
        for column, text in (
            ("question", "Do we pass on what others need to know?"),
            ("way", "Two focus groups of staff from three services"),
            ("feature", "Staff can say what they passed on, to whom and why"),
        )
    ]
    question, way, feature = made
    assert isinstance(question, Question)
    assert isinstance(way, Way)
    assert isinstance(feature, Feature)
    return question, way, feature


def evaluation_of(look: Look) -> Evaluation:
    """Its evaluation as it stands."""
    return Evaluation.objects.get(pk=look.id)


def sat(look: Look, by: Somebody, way: Way | None = None, **about: object) -> Sitting:
    """A sitting of a way of this closer look, with six people of two services."""
    # The clock of some tests stands before that day.
    on = min(dt.date(2026, 3, 10), timezone.localdate())
    said = {"on": on, "number_present": 6, "services": "health visiting and education"}
    return sittings.begin(
        look_id=look.id,
        way_id=(way or planned(look, by)[1]).id,
        about=About(**(said | about)),  # type: ignore[arg-type]
        sitting_id=new_id(),
        by=by.actor,
    )


def noted(sitting: Sitting, by: Somebody, text: str = "They ring each other first.", theme: str = "") -> Note:
    """A note of a sitting."""
    row, out = notes.write(
        look_id=sitting.way.look_id,
        sitting_id=sitting.id,
        note_id=new_id(),
        theme=theme,
        typed=Field(text, mark("")),
        by=by.actor,
    )
    assert not out.stuck
    return row
