"""Reading own reflections: the list, one to write in, and themes to take."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.access.roles import ROLES
from speir.accounts.queries import names_of
from speir.core.text import clean, day, headline
from speir.evaluations import policy
from speir.evaluations.models import Given, Reflection
from speir.evaluations.queries.asides import Aside, drafts
from speir.evaluations.rules.reflecting import TEXTS
from speir.evaluations.rules.saving import Held
from speir.evidence.queries.items import Evidence, shown
from speir.frameworks.queries import all_current
from speir.frameworks.queries import framework as read_framework
from speir.frameworks.rules.searching import find
from speir.frameworks.rules.structure import Framework, Indicator, Theme
from speir.organisations.models import Unit
from speir.sharing.policy import acts_on_each
from speir.sharing.queries import Near, partnerships_near, people_near
from speir.sharing.rules import Home

PAGE = 20
RECENT = 5


@dataclass(frozen=True, slots=True)
class Heading:
    """What every page of a reflection says of it, and what its reader may do. `owner` is empty for one's own.

    `writers` are colleagues who write in it, as (id, name), the reader left out; `shared`: somebody else reads it.
    """

    id: str
    theme: Theme
    indicator: Indicator
    framework: Framework
    unit: str
    home: Home
    day: str
    demonstration: bool
    owner: str
    writers: tuple[tuple[str, str], ...]
    shared: bool
    discarded: bool
    may_write: bool

    @property
    def dated(self) -> str:
        """Its theme and day on one line."""
        return f"{self.theme.title} · {self.day}"

    @property
    def mine(self) -> bool:
        """Whether the reader began it."""
        return not self.owner


@dataclass(frozen=True, slots=True)
class LastTime:
    """What the reader said, when they took this theme before, that they would do."""

    id: str
    day: str
    doing: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A reflection to write in or to read; `held` are drafts of the reader's own, `given` what was given from it."""

    heading: Heading
    values: Mapping[str, str]
    last: LastTime | None
    asides: tuple[Aside, ...]
    held: Mapping[str, Held]
    given: tuple[Evidence, ...]
    earlier: tuple[tuple[str, str, str, dt.datetime | None], ...]
    by: str
    at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Line:
    """A reflection in the list: `says` is the beginning of what stands in it, `doing` what its writers will do."""

    id: str
    theme: str
    indicator: str
    day: str
    says: str
    doing: str
    owner: str
    writers: tuple[str, ...]
    shared: bool
    demonstration: bool


@dataclass(frozen=True, slots=True)
class ThemeChoice:
    """A theme that can be taken, and the indicator that it belongs to."""

    theme: Theme
    indicator: Indicator


def heading(actor: Actor, row: Reflection) -> Heading:
    """Return what every page says of a reflection that was fetched through policy. Three queries."""
    writers = list(row.writers.values_list("person_id", flat=True))
    names = names_of([row.owner, *writers])
    framework = read_framework(row.framework_id, row.framework.stamp)
    theme, indicator = _theme(framework, row.theme)
    return Heading(
        id=row.id,
        theme=theme,
        indicator=indicator,
        framework=framework,
        unit=row.home.name,
        home=row.kept,
        day=day(timezone.localtime(row.begun_at).date()),
        demonstration=row.home.demonstration,
        owner="" if row.owner == actor.person_id else names.get(row.owner, ""),
        writers=tuple((one, names.get(one, "")) for one in writers if one != actor.person_id),
        shared=bool(acts_on_each(policy.REFLECTION, [row.id])[row.id]),
        discarded=row.discarded_at is not None,
        may_write=policy.writes(actor, row, actor.person_id in writers) and row.discarded_at is None,
    )


def one(actor: Actor, reflection_id: str) -> Heading:
    """Return what every page of a reflection says of it. Four queries. Raises NotYours."""
    return heading(actor, policy.require_reflection(actor, reflection_id))


def opened(actor: Actor, reflection_id: str) -> Opened:
    """Return a reflection. Eight queries, three more where evidence was given from it. Raises NotYours.

    What was given from it, what it said before and the last time are for those alone who write in it.
    """
    row = policy.require_reflection(actor, reflection_id)
    head = heading(actor, row)
    values = {name: str(getattr(row, name)) for name in TEXTS}
    kept = row.set_aside.filter(person_id=actor.person_id).order_by("at")
    asides = tuple(Aside(a.id, a.place, a.text, a.base, a.at) for a in kept)
    held = drafts(row.id, "", asides, values) if head.may_write else {}
    hands = [(getattr(row, f"{n}_at"), getattr(row, f"{n}_by_name")) for n in TEXTS]
    at, by = max(((at, by) for at, by in hands if at), default=(None, ""))
    return Opened(
        heading=head,
        values=values,
        last=_last_time(actor, row) if head.may_write else None,
        asides=tuple(a for a in asides if a.id not in {one.aside for one in held.values()}),
        held=held,
        given=_given(actor, row) if head.may_write else (),
        earlier=tuple(
            (e.place, e.text, e.written_by_name, e.written_at)
            for e in (row.earlier_texts.order_by("-replaced_at") if head.may_write else ())
        ),
        by=by,
        at=at,
    )


def listing(actor: Actor, *, words: str = "", page: int = 1) -> tuple[list[Line], bool]:
    """Return a page of the reflections that the actor may see, latest first, and whether there are older ones.

    All `words` occur in what they say, in their theme or their indicator. Five queries.
    """
    rows = policy.reflections_of(actor).select_related("framework", "home")
    asked = clean(words).split()[:10]
    themes = every_theme() if asked else []
    for word in asked:
        within = Q(theme__in=_titled(word, themes))
        for name in TEXTS:
            within |= Q(**{f"{name}__icontains": word})
        rows = rows.filter(within)
    start = (page - 1) * PAGE
    rows = rows.order_by("-written_at", "id").prefetch_related("writers")
    found = list(rows[start : start + PAGE + 1])
    people = {row.owner for row in found} | {w.person_id for row in found for w in row.writers.all()}
    names = names_of(people - {actor.person_id})
    acts = acts_on_each(policy.REFLECTION, [row.id for row in found])
    return [_line(row, names, bool(acts[row.id])) for row in found[:PAGE]], len(found) > PAGE


def recent(actor: Actor) -> list[ThemeChoice]:
    """Return the themes that the actor took last, the latest first. Two queries at most."""
    rows = _own(actor).order_by("-begun_at").values_list("theme", flat=True)[: RECENT * 4]
    choices = {choice.theme.path: choice for choice in every_theme()}
    return [choices[path] for path in dict.fromkeys(rows) if path in choices][:RECENT]


def every_theme() -> list[ThemeChoice]:
    """Return every theme that can be taken, in the order of its framework. One query."""
    return [
        ThemeChoice(theme, indicator)
        for framework in all_current()
        for indicator in framework.indicators
        for theme in indicator.themes
    ]


def themes_with(words: str) -> list[ThemeChoice]:
    """Return the themes in which the framework's finder finds these words, or that belong to what it finds."""
    found = []
    for framework in all_current():
        for place in find(framework, words).places:
            if place.kind == "indicator":
                indicator = framework.by_number[place.number]
                keys = {theme.key for theme in place.themes}
                found += [
                    ThemeChoice(theme, indicator)
                    for theme in indicator.themes
                    if place.titled or place.numbered or theme.key in keys
                ]
            elif place.kind == "key_question":
                question = framework.question_by_number[place.number]
                found += [ThemeChoice(theme, its) for its in question.indicators for theme in its.themes]
    return list({choice.theme.path: choice for choice in found}.values())


def with_near(actor: Actor, reflection_id: str) -> tuple[Heading, list[Near]]:
    """Return a reflection's heading and, to its owner, who could write in it too. Seven queries. Raises NotYours."""
    row = policy.require_reflection(actor, reflection_id)
    head = heading(actor, row)
    return head, may_join(actor, row) if head.mine else []


def may_join(actor: Actor, row: Reflection) -> list[Near]:
    """Return who near a reflection could write in it, the nearest first. Three queries."""
    home = Unit.objects.select_related("root").get(pk=row.home_id)
    reflect = [role for role, may in ROLES.items() if Permission.REFLECT in may]
    return people_near(actor, home, partnerships_near(home), reflect)


def given_from(actor: Actor, item_id: str) -> tuple[str, str] | None:
    """Return id and day of the reflection that an item was given from, for whoever writes in it; None for others."""
    rows = Reflection.objects.filter(policy.writers_own(actor), given__item=item_id, discarded_at=None)
    found = rows.values_list("id", "begun_at").first()
    return (found[0], day(timezone.localtime(found[1]).date())) if found else None


def _own(actor: Actor) -> QuerySet[Reflection]:
    return Reflection.objects.filter(policy.writers_own(actor), discarded_at=None)


def _last_time(actor: Actor, row: Reflection) -> LastTime | None:
    """What was said in the latest reflection on the same theme that the actor writes in and that is older than this."""
    rows = _own(actor).filter(theme=row.theme, begun_at__lt=row.begun_at).exclude(doing="")
    last = rows.order_by("-begun_at").first()
    if last is None:
        return None
    at = last.doing_at or last.begun_at
    return LastTime(last.id, day(timezone.localtime(at).date()), last.doing)


def _given(actor: Actor, row: Reflection) -> tuple[Evidence, ...]:
    rows = Given.objects.filter(reflection=row).select_related("item").order_by("at")
    return tuple(shown(given.item for given in rows if given.item.owner == actor.person_id))


def _line(row: Reflection, names: Mapping[str, str], shared: bool) -> Line:
    framework = read_framework(row.framework_id, row.framework.stamp)
    theme, indicator = _theme(framework, row.theme)
    return Line(
        id=row.id,
        theme=theme.title,
        indicator=f"{indicator.number} {indicator.title}",
        day=day(timezone.localtime(row.begun_at).date()),
        says=headline(row.happens or row.known),
        doing=headline(row.doing),
        owner=names.get(row.owner, ""),
        writers=tuple(names[w.person_id] for w in row.writers.all() if w.person_id in names),
        shared=shared,
        demonstration=row.home.demonstration,
    )


def _theme(framework: Framework, path: str) -> tuple[Theme, Indicator]:
    theme = framework.theme_by_path[path]
    return theme, next(its for its in framework.indicators if theme in its.themes)


def _titled(word: str, themes: Iterable[ThemeChoice]) -> list[str]:
    """Return those themes whose title, or whose indicator's number or title, holds a word."""
    word = word.casefold()
    return [
        choice.theme.path
        for choice in themes
        if word in f"{choice.theme.title} {choice.indicator.number} {choice.indicator.title}".casefold()
    ]
