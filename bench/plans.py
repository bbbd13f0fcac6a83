"""A broad view, fully filled, as a plan: what the bulk loader stores at once and the actions make one by one."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass

from bench.texts import text
from speir.evaluations.rules.answering import CAPACITY
from speir.frameworks.rules.structure import Framework

SPEAKS_OF = ("happens", "happens", "impact", "intended")
STANCES = ("supports", "supports", "supports", "qualifies", "contradicts")
SURE = ("well_evidenced", "well_evidenced", "some_doubt", "not_yet_known")
BEARS = ("strength", "weakness", "both")


@dataclass(frozen=True, slots=True)
class PlannedItem:
    """An item of evidence; `first` and `second` are (indicator's number, stance) of the two that cite it."""

    kind: str
    shows: str
    account: str
    from_day: dt.date
    to_day: dt.date
    speaks_of: str
    voices: tuple[str, ...]
    themes: dict[str, str]
    first: tuple[str, str]
    second: tuple[str, str]
    by: int


@dataclass(frozen=True, slots=True)
class PlannedJudgement:
    """A judgement; `before` is the level that was chosen first, empty where the first choice stood."""

    number: str
    before: str
    choice: str
    why: str
    sure: str
    strengths: str
    improvements: str
    by: int


@dataclass(frozen=True, slots=True)
class Plan:
    """A broad view; `by` counts through the team's people, whoever they are."""

    title: str
    period_from: dt.date
    period_to: dt.date
    items: tuple[PlannedItem, ...]
    judgements: tuple[PlannedJudgement, ...]
    answers: dict[str, str]


def plan(framework: Framework, seed: str, year: int) -> Plan:
    """Return the plan of one broad view: 18 indicators, five citations each, an answer to every question."""
    chance = random.Random(seed)
    return Plan(
        title=f"Broad view {year}",
        period_from=dt.date(year, 1, 1),
        period_to=dt.date(year, 12, 31),
        items=tuple(_items(framework, seed, year, chance)),
        judgements=tuple(_judgements(framework, seed, chance)),
        answers={
            question: text(f"{seed}/answer/{question}", 4)
            for question in ("", *(q.number for q in framework.key_questions), CAPACITY)
        },
    )


def _items(framework: Framework, seed: str, year: int, chance: random.Random) -> list[PlannedItem]:
    """Every indicator writes two items or three by turns and cites those of the one before it: five in all."""
    items = []
    indicators = framework.indicators
    for at, indicator in enumerate(indicators):
        follower = indicators[(at + 1) % len(indicators)]
        for turn in range(2 + at % 2):
            month = chance.randint(1, 9)
            items.append(
                PlannedItem(
                    kind=chance.choice(framework.source_kinds).key,
                    shows=text(f"{seed}/item/{at}/{turn}", 1),
                    account=text(f"{seed}/account/{at}/{turn}", 2),
                    from_day=dt.date(year - 1, month, 1),
                    to_day=dt.date(year - 1, month + 2, 28),
                    speaks_of=chance.choice(SPEAKS_OF),
                    voices=("children",) if turn == 0 and at % 4 == 0 else (),
                    themes={
                        indicator.themes[turn % len(indicator.themes)].path: chance.choice(BEARS),
                        follower.themes[0].path: chance.choice(BEARS),
                    },
                    first=(indicator.number, chance.choice(STANCES)),
                    second=(follower.number, chance.choice(STANCES)),
                    by=(at + turn),
                )
            )
    return items


def _judgements(framework: Framework, seed: str, chance: random.Random) -> list[PlannedJudgement]:
    levels = [level.key for level in framework.levels]
    made = []
    for at, indicator in enumerate(framework.indicators):
        choice = chance.choice(levels)
        before = chance.choice([level for level in levels if level != choice]) if at % 2 else ""
        made.append(
            PlannedJudgement(
                number=indicator.number,
                before=before,
                choice=choice,
                why="The files that we read since then say otherwise." if before else "",
                sure=chance.choice(SURE),
                strengths=text(f"{seed}/strengths/{at}", 6),
                improvements=text(f"{seed}/improvements/{at}", 5),
                by=at,
            )
        )
    return made
