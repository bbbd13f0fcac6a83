"""The register's world: 100,000 pieces of evidence and a million links, of themes and of citations.

An agency has ten teams. Of its pieces seven in ten are open to all of it, the others to the team that wrote them; one
in fifty stands beside no judgement. Another agency, with 100 pieces, is there for whoever reads next to nothing. The
trail is left out: nothing that is measured here looks at it.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bench.bulk import store
from bench.ids import quick_id
from bench.texts import text
from speir.accounts.models import Person
from speir.evaluations.models import Citation, Evaluation, Judgement
from speir.evidence.models import Item, ItemTheme, Words
from speir.evidence.rules.finding import first_words, rest_of_words
from speir.evidence.rules.items import usual_validity
from speir.frameworks.rules.structure import Framework
from speir.organisations.models import Membership, Unit

TEAMS, ELSEWHERE = 10, 100
VIEWS, THEMES, CITED, UNCITED = 1_000, 3, 8, 50
END = dt.datetime(2026, 6, 30, tzinfo=dt.UTC)
LONG_AGO = dt.date(2020, 1, 1)
# In one piece of a hundred, in one of ten thousand.
SELDOM, RARE = "attendance", "ptarmigan"
SPEAKS_OF = ("happens", "happens", "impact", "intended", "")
TAKEN_AS = ("fact", "fact", "opinion", "")
TRIAGE = ("", "", "none", "uncertain", "concern")
VOICES = ((), (), (), ("children",), ("families",), ("staff",))
STANCES = ("supports", "supports", "qualifies", "contradicts")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece as it is planned: what actions would be told, and of which judgements, by number, it stands beside."""

    kind: str
    shows: str
    account: str
    origin: str
    from_day: dt.date
    to_day: dt.date
    speaks_of: str
    taken_as: str
    triage: str
    voices: tuple[str, ...]
    themes: dict[str, str]
    cited: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """What is measured, as ids: who reads most of it and who reads next to nothing, a piece, a team."""

    member: str
    small: str
    item_id: str
    team: str
    items: int
    links: int


def piece(framework: Framework, number: int, judgements: int) -> Piece:
    """Return the plan of a piece: one number always gives one plan."""
    chance = random.Random(number)
    account = text(f"account {number}", 3)
    account += f" It is about {SELDOM}." if number % 100 == 3 else ""
    account += f" A {RARE} was seen." if number % 10_000 == 3 else ""
    day = (END - dt.timedelta(days=number % 1_800)).date()
    themes = chance.sample([theme.path for theme in framework.theme_by_path.values()], THEMES)
    beside = chance.sample(range(judgements), CITED) if number % UNCITED else []
    return Piece(
        kind=chance.choice(framework.source_kinds).key,
        shows=text(f"shows {number}", 1)[:300],
        account=account,
        origin="Minutes of the quality group" if number % 3 == 0 else "",
        from_day=day - dt.timedelta(days=30),
        to_day=day,
        speaks_of=chance.choice(SPEAKS_OF),
        taken_as=chance.choice(TAKEN_AS),
        triage=chance.choice(TRIAGE),
        voices=chance.choice(VOICES),
        themes={theme: chance.choice(("strength", "weakness", "both")) for theme in themes},
        cited=tuple((at, chance.choice(STANCES)) for at in beside),
    )


class Rows:
    """Planned pieces as rows of the four tables that hold them."""

    def __init__(self) -> None:
        self.items: list[tuple[Any, ...]] = []
        self.words: list[tuple[Any, ...]] = []
        self.themes: list[tuple[Any, ...]] = []
        self.citations: list[tuple[Any, ...]] = []

    def add(
        self, planned: Piece, unit: str, home: str, by: Person, at: dt.datetime, judgements: list[str]
    ) -> str:
        """Put a piece in line; return its id."""
        item_id = quick_id()
        until = usual_validity(planned.from_day, planned.to_day, at.date())
        plain = (
            planned.kind,
            planned.shows,
            planned.account,
            planned.origin,
            planned.from_day,
            planned.to_day,
        )
        said = (planned.speaks_of, planned.taken_as, planned.triage)
        voices = tuple(one in planned.voices for one in ("children", "families", "staff", "public"))
        who = (by.id, by.id, by.name, at, until)
        self.items.append((item_id, unit, home, *plain, *said, *voices, *who))
        rest = rest_of_words(planned.account, planned.origin)
        self.words.append((item_id, first_words(planned.shows), rest))
        self.themes += [(quick_id(), item_id, theme, bears) for theme, bears in planned.themes.items()]
        self.citations += [
            (quick_id(), judgements[where], item_id, stance, at, by.name) for where, stance in planned.cited
        ]
        return item_id

    def store(self) -> int:
        """Store what is in line; return how many links that was."""
        store(Item, ITEM, self.items)
        store(Words, ("item_id", "first", "rest"), self.words)
        links = store(ItemTheme, ("id", "item_id", "theme", "bears"), self.themes)
        return links + store(Citation, CITATION, self.citations)


ITEM = (
    *("id", "unit_id", "home_id", "kind", "shows", "account", "origin", "from_day", "to_day"),
    *("speaks_of", "taken_as", "triage", "voice_children", "voice_families", "voice_staff", "voice_public"),
    *("owner", "written_by", "written_by_name", "written_at", "valid_until"),
)
CITATION = ("id", "judgement_id", "item_id", "stance", "made_at", "made_by_name")


def load(framework: Framework, items: int, views: int = VIEWS) -> Kept:
    """Store the world, of so many pieces."""
    agency, elsewhere = unit("Invented Agency", "agency", None), unit("Another Agency", "agency", None)
    teams = [unit(f"Team {number + 1}", "team", agency) for number in range(TEAMS)]
    Unit.objects.bulk_create([agency, elsewhere, *teams])
    people = [Person(id=quick_id(), name=f"Member of team {at + 1}", password="!") for at in range(TEAMS)]
    small = Person(id=quick_id(), name="Somebody elsewhere", password="!")
    Person.objects.bulk_create([*people, small])
    roles = [*zip(people, teams, strict=True), (small, elsewhere)]
    Membership.objects.bulk_create(
        Membership(id=quick_id(), person=person, unit=where, role="evaluator", starts=LONG_AGO)
        for person, where in roles
    )
    judgements = list(_judgements(framework, agency, teams, views))
    rows = Rows()
    first = ""
    for number in range(items):
        at, team = END - dt.timedelta(minutes=number * 15), number % TEAMS
        home = agency if number % 10 < 7 else teams[team]
        planned = piece(framework, number, len(judgements))
        made = rows.add(planned, teams[team].id, home.id, people[team], at, judgements)
        first = first or made
    for number in range(min(items, ELSEWHERE)):
        planned = piece(framework, number * 97, len(judgements))
        rows.add(planned, elsewhere.id, elsewhere.id, small, END - dt.timedelta(hours=number), judgements)
    return Kept(people[0].id, small.id, first, teams[0].id, len(rows.items), rows.store())


def _judgements(framework: Framework, agency: Unit, teams: list[Unit], views: int) -> Iterator[str]:
    """Store broad views that are open to the whole agency; yield the ids of their judgements."""
    made, judged = [], []
    for number in range(views):
        view_id, team = quick_id(), teams[number % TEAMS]
        first = dt.date(2021 + number % 5, 1, 1)
        view = (view_id, team.id, agency.id, framework.id, f"Broad view {number}", first)
        made.append((*view, first.replace(month=12, day=31), END))
        judged += [(quick_id(), view_id, indicator.id) for indicator in framework.indicators]
    names = ("id", "unit_id", "home_id", "framework_id", "title", "period_from", "period_to", "begun_at")
    store(Evaluation, names, made)
    store(Judgement, ("id", "evaluation_id", "indicator_id"), judged)
    yield from (row[0] for row in judged)


def unit(name: str, kind: str, parent: Unit | None) -> Unit:
    """Return a unit that is not stored yet."""
    made = Unit(id=quick_id(), name=name, kind=kind, parent=parent)
    made.root = parent.root if parent else made
    made.path = f"{parent.path if parent else ''}{made.id}/"
    return made
