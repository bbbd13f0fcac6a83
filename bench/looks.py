"""A closer look of a team at four indicators, with a plan, two hundred pieces of evidence, and what is seen in them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from bench.ids import quick_id
from speir.evaluations.models import (
    Citation,
    Evaluation,
    Feature,
    Group,
    Heard,
    Judgement,
    Look,
    LookTheme,
    Note,
    Question,
    Sighting,
    Sitting,
    ThemeFinding,
    Way,
)
from speir.evaluations.rules.looks.naming import How, Kind, Seen
from speir.evidence.models import Item, ItemTheme
from speir.frameworks.rules.structure import Framework
from speir.organisations.models import Unit

PIECES, INDICATORS = 200, 4
STARTED = dt.datetime(2026, 2, 2, 9, 0, tzinfo=dt.UTC)
SAID = "Staff of all three services could say what they had passed on, to whom and why they had done so."
KINDS = ("case_files", "surveys", "observation", "interviews")


def store(framework: Framework, unit: Unit, name: str) -> tuple[str, int]:
    """Store it; return its id and how many rows it is."""
    hand = {"written_by_name": name, "written_at": STARTED}
    view = Evaluation(
        id=quick_id(),
        kind=Kind.CLOSER_LOOK.value,
        unit=unit,
        home=unit,
        framework_id=framework.id,
        title="How we share information",
        period_from=STARTED.date(),
        period_to=STARTED.date() + dt.timedelta(days=60),
        begun_at=STARTED,
        begun_by_name=name,
    )
    look = Look(
        id=view.id, evaluation=view, reason="own_wish", about="question", about_words="Do we share well?"
    )
    chosen = [one for one in framework.indicators if len(one.themes) > 1][:INDICATORS]
    themes = [(one, theme.path) for one in chosen for theme in one.themes]
    levels = framework.levels
    judgements = [
        Judgement(
            id=quick_id(), evaluation=view, indicator_id=one.id, level_id=levels[1].id, strengths=SAID, **hand
        )
        for one in chosen
    ]
    columns: tuple[list[Question], list[Way], list[Feature]] = ([], [], [])
    for at, (one, path) in enumerate(themes):
        line = {"look": look, "indicator_id": one.id, "theme": path, **hand}
        for place in range(3):
            text = f"{SAID} {at}.{place}"
            columns[0].append(Question(id=quick_id(), text=text, position=place, **line))
            how = list(How)[(at + place) % len(How)].value
            columns[1].append(Way(id=quick_id(), text=text, position=place, how=how, number=2, **line))
            columns[2].append(Feature(id=quick_id(), text=text, position=place, **line))
    ways, features = columns[1], columns[2]
    items = [
        Item(
            id=quick_id(),
            unit=unit,
            home=unit,
            kind=KINDS[at % len(KINDS)],
            shows=f"{SAID} {at}",
            speaks_of="happens",
            valid_until=STARTED.date() + dt.timedelta(days=730),
            **hand,
        )
        for at in range(PIECES)
    ]
    bears = [
        ItemTheme(
            id=quick_id(),
            item=item,
            theme=themes[at % len(themes)][1],
            bears=("strength", "weakness")[at % 2],
        )
        for at, item in enumerate(items)
    ]
    of = {one.indicator_id: one for one in judgements}
    cited = [
        Citation(
            id=quick_id(),
            judgement=of[themes[at % len(themes)][0].id],
            item=item,
            stance="contradicts" if at % 9 == 0 else "supports",
            made_at=STARTED,
            made_by_name=name,
        )
        for at, item in enumerate(items)
    ]
    sittings = [Sitting(id=quick_id(), way=way, on=STARTED.date(), number_present=6, **hand) for way in ways]
    notes = [
        Note(
            id=quick_id(),
            sitting=sittings[at % len(sittings)],
            theme=themes[at % len(themes)][1],
            text=SAID,
            **hand,
        )
        for at in range(PIECES)
    ]
    seen = [
        Sighting(
            id=quick_id(),
            feature=features[at % len(features)],
            item=item,
            seen=list(Seen)[at % 3].value,
            at=STARTED,
        )
        for at, item in enumerate(items)
    ]
    groups = [
        Group(id=quick_id(), look=look, by_what="age", text=f"Group {at}", position=at) for at in range(8)
    ]
    heard = [Heard(id=quick_id(), group=group, sitting=sittings[at]) for at, group in enumerate(groups[:6])]
    found = [
        ThemeFinding(id=quick_id(), look=look, theme=path, strengths=SAID, weaknesses=SAID)
        for _one, path in themes
    ]
    chosen_themes = [
        LookTheme(id=quick_id(), look=look, indicator_id=one.id, theme=path) for one, path in themes
    ]
    every: tuple[list[Any], ...] = (
        *([view], [look], chosen_themes, judgements, *columns, items, bears, cited),
        *(sittings, notes, seen, groups, heard, found),
    )
    for rows in every:
        type(rows[0])._default_manager.bulk_create(rows)
    return view.id, sum(len(rows) for rows in every)
