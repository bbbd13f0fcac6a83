"""What the pages read on which somebody says an answer, what was seen where, or who should be heard."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone

from speir.access.actor import Actor
from speir.core.errors import NotYours
from speir.core.ids import is_id
from speir.core.text import day, headline
from speir.evaluations.models import Citation, Feature, Group, Question, Sighting, Way
from speir.evaluations.policy.looks import require_look
from speir.evaluations.queries.asides import ASIDE, Aside, drafts
from speir.evaluations.queries.looks.board import features_of
from speir.evaluations.queries.looks.headings import LookPage, page_of
from speir.evaluations.rules.looks.board import Looked, looked
from speir.evaluations.rules.looks.saying import ITEM, WAY, sighting_mark, source_key
from speir.evaluations.rules.saving import Held
from speir.evidence.policy import hidden as hidden_items
from speir.sharing.rules import Home


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """A question as its page shows it: `values` are `answer` and `state` as a form holds them."""

    page: LookPage
    id: str
    number: str
    text: str
    values: Mapping[str, str]
    by: str
    on: str
    asides: tuple[Aside, ...]
    held: Mapping[str, Held]


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of a feature in a source; `name` is empty for evidence that is not open to the reader."""

    source: str
    name: str
    seen: str
    text: str
    by: str
    on: str
    base: str


@dataclass(frozen=True, slots=True)
class FeaturePage:
    """A feature as its page shows it, with what was said of it, and the sources in which it can be looked for."""

    page: LookPage
    looked: Looked
    said: tuple[Said, ...]
    ways: tuple[tuple[str, str], ...]
    pieces: tuple[tuple[str, str], ...]
    homes: Mapping[str, Home]

    def said_of(self, source: str) -> Said | None:
        """Return what was said of a source, if anything was."""
        return next((one for one in self.said if one.source == source), None)


@dataclass(frozen=True, slots=True)
class GroupLine:
    """People who should be heard."""

    id: str
    by_what: str
    text: str
    removed: bool


@dataclass(frozen=True, slots=True)
class GroupsPage:
    """The page of who should be heard."""

    page: LookPage
    groups: tuple[GroupLine, ...]
    taken_out: tuple[GroupLine, ...]


def question(actor: Actor, look_id: str, question_id: str) -> QuestionPage:
    """Return a question of the plan. Raises NotYours. Five queries, one more for a draft."""
    look = require_look(actor, look_id)
    page = page_of(actor, look)
    rows = Question.objects.filter(pk=question_id, look=look, removed_at=None).select_related("indicator")
    row = rows.first() if is_id(question_id) else None
    if row is None:
        raise NotYours
    here = f"answered/{row.id}"
    asides = tuple(
        Aside(aside_id, "answer", text, base, at)
        for place, aside_id, text, base, at in ASIDE(look_id, actor.person_id)
        if place == here
    )
    values = {"answer": row.answer, "state": row.state}
    held = _held(look_id, here, asides, row.answer) if page.may_judge else {}
    shown = {one.aside for one in held.values()}
    return QuestionPage(
        page=page,
        id=row.id,
        number=row.indicator.number,
        text=row.text,
        values=values,
        by=row.answer_by_name,
        on=day(timezone.localtime(row.answer_at).date()) if row.answer_at else "",
        asides=tuple(aside for aside in asides if aside.id not in shown),
        held=held,
    )


def _held(look_id: str, here: str, asides: tuple[Aside, ...], answer: str) -> dict[str, Held]:
    """Return the draft of an answer, whose place is its own and not one below it."""
    mine = [Aside(one.id, here, one.text, one.base, one.at) for one in asides]
    found = drafts(look_id, "", mine, {here: answer})
    return {"answer": found[here]} if found else {}


def feature(actor: Actor, look_id: str, feature_id: str) -> FeaturePage:
    """Return a feature of the plan. Raises NotYours. Eight queries, two more for evidence written elsewhere."""
    look = require_look(actor, look_id)
    page = page_of(actor, look)
    rows = Feature.objects.filter(pk=feature_id, look=look, removed_at=None).select_related("indicator")
    row = rows.first() if is_id(feature_id) else None
    if row is None:
        raise NotYours
    found = features_of(actor, look, page.framework, row.indicator.number)
    mine = next(one for one in found.sought if one.id == row.id)
    names = {trace.source: trace.name for trace in mine.traces}
    said = []
    for one in Sighting.objects.filter(feature=row).order_by("at", "id"):
        key = source_key(WAY, one.way_id) if one.way_id else source_key(ITEM, one.item_id or "")
        if key in names:
            on = day(timezone.localtime(one.at).date())
            base = sighting_mark(one.seen, one.text)
            said.append(Said(key, names[key], one.seen, one.text, one.by_name, on, base))
    ways = Way.objects.filter(look=look, removed_at=None).order_by("position", "id")
    pieces, homes = _pieces(actor, look_id, row.indicator_id, row.theme)
    return FeaturePage(
        page=page,
        looked=looked(mine),
        said=tuple(said),
        ways=tuple((source_key(WAY, one), text) for one, text in ways.values_list("id", "text")),
        pieces=pieces,
        homes={**found.homes, **homes},
    )


def _pieces(
    actor: Actor, look_id: str, indicator_id: str, theme: str
) -> tuple[tuple[tuple[str, str], ...], dict[str, Home]]:
    """Return the pieces cited beside an indicator that are open to the reader; those of the theme come first."""
    rows = (
        Citation.objects.filter(
            judgement__evaluation=look_id, judgement__indicator=indicator_id, item__withdrawn_at=None
        )
        .order_by("made_at", "id")
        .values_list("item_id", "item__shows", "item__home_id", "item__owner", "item__only_me")
    )
    found = list(rows)
    homes = {row[0]: Home(*row[2:5]) for row in found}
    shut = hidden_items(actor, homes) if homes else set()
    bearing = set(
        Citation.objects.filter(
            judgement__evaluation=look_id, judgement__indicator=indicator_id, item__themes__theme=theme
        ).values_list("item_id", flat=True)
        if theme
        else ()
    )
    open_rows = sorted((row for row in found if row[0] not in shut), key=lambda row: row[0] not in bearing)
    pieces = tuple((source_key(ITEM, row[0]), headline(row[1])) for row in open_rows)
    return pieces, {one: home for one, home in homes.items() if one not in shut}


def groups(actor: Actor, look_id: str) -> GroupsPage:
    """Return who should be heard, and who was taken out of them. Raises NotYours. Four queries."""
    look = require_look(actor, look_id)
    lines = [
        GroupLine(one, by_what, text, gone is not None)
        for one, by_what, text, gone in Group.objects.filter(look=look)
        .order_by("position", "id")
        .values_list("id", "by_what", "text", "removed_at")
    ]
    return GroupsPage(
        page=page_of(actor, look),
        groups=tuple(one for one in lines if not one.removed),
        taken_out=tuple(one for one in lines if one.removed),
    )
