"""Finding out: one sitting with its notes by theme, and a note as it is made evidence."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from speir.access.actor import Actor
from speir.core.errors import NotYours
from speir.core.ids import is_id
from speir.core.text import day
from speir.evaluations.models import EarlierText, Look, Note, SetAside, Sitting, Way
from speir.evaluations.policy.looks import looks_of, require_look
from speir.evaluations.queries.asides import Aside, drafts
from speir.evaluations.queries.looks.finding import WayLine, groups_of, one_way, questions_of, way_line
from speir.evaluations.queries.looks.headings import Chosen, LookPage, page_of
from speir.evaluations.queries.written_looks import said_of
from speir.evaluations.rules.looks import finding as rules
from speir.evaluations.rules.saving import Held
from speir.evidence.policy import visible_to as items_visible_to
from speir.frameworks.rules.structure import Theme


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A note with the reader's own draft that is `held`; `item` is the evidence made of it, where it may be read.

    `made`: it was made evidence, whether or not that is open to the reader.
    """

    id: str
    theme: str
    text: str
    by: str
    at: dt.datetime
    gone: bool
    made: bool
    item: str
    withdrawn: bool
    held: Held | None


@dataclass(frozen=True, slots=True)
class Box:
    """Where notes of one theme are typed, or without a theme; with what the plan wants to know there."""

    theme: Theme | None
    questions: tuple[str, ...]
    notes: tuple[NoteLine, ...]


@dataclass(frozen=True, slots=True)
class SittingPage:
    """A sitting to type in: what it was (`base` marks that), who was heard, its boxes, and texts set aside."""

    look: LookPage
    way: WayLine
    id: str
    about: rules.About
    base: str
    on: str
    people: str
    groups: tuple[tuple[str, str], ...]
    heard: frozenset[str]
    boxes: tuple[Box, ...]
    gone: tuple[NoteLine, ...]
    asides: tuple[Aside, ...]
    taken_out: bool


def sitting(actor: Actor, look_id: str, way_id: str, sitting_id: str) -> SittingPage:
    """Return a sitting with its notes by theme. Raises NotYours. Ten queries, one more for each draft that waits."""
    look = require_look(actor, look_id)
    page = page_of(actor, look)
    way = one_way(look, way_id)
    row = way.sittings.filter(pk=sitting_id).first() if is_id(sitting_id) else None
    if row is None:
        raise NotYours
    heard = frozenset(row.heard.values_list("group_id", flat=True))
    about = rules.About(row.on, row.number_present, row.services, row.what)
    notes = list(row.notes.order_by("position", "id"))
    asides, held = _asides(actor, look, row, notes)
    lines = _lines(actor, notes, held)
    return SittingPage(
        look=page,
        way=way_line(actor, page, way),
        id=row.id,
        about=about,
        base=rules.sitting_mark(about, heard),
        on=day(row.on),
        people=rules.people(row.number_present, row.services),
        groups=groups_of(look),
        heard=heard,
        boxes=_boxes(page, way, questions_of(look, way), [one for one in lines if not one.gone]),
        gone=tuple(one for one in lines if one.gone and one.text),
        asides=asides,
        taken_out=row.removed_at is not None,
    )


def earlier(look_id: str, sitting_id: str) -> list[tuple[str, str, str, dt.datetime | None]]:
    """Return what was said of a sitting before, the newest first: what of it, the words, whose they were and when.

    For whoever has been let in to the sitting. One query.
    """
    rows = EarlierText.objects.filter(evaluation=look_id, place__startswith=f"sitting/{sitting_id}/")
    return [
        (said_of(one.place), one.text, one.written_by_name, one.written_at)
        for one in rows.order_by("-replaced_at", "place")
    ]


def _asides(
    actor: Actor, look: Look, row: Sitting, notes: Iterable[Note]
) -> tuple[tuple[Aside, ...], Mapping[str, Held]]:
    where = f"note/{row.id}/"
    rows = SetAside.objects.filter(
        evaluation=look.evaluation_id, person_id=actor.person_id, place__startswith=where
    )
    found = [Aside(a.id, a.place.removeprefix(where), a.text, a.base, a.at) for a in rows.order_by("at")]
    values = defaultdict(str, {one.id: one.text for one in notes})
    held = drafts(look.evaluation_id, where, found, values)
    shown = {one.aside for one in held.values()}
    return tuple(one for one in found if one.id not in shown), held


def _lines(actor: Actor, notes: Iterable[Note], held: Mapping[str, Held]) -> list[NoteLine]:
    """Return notes that say something, or in which the reader's draft waits."""
    kept = [one for one in notes if one.text or one.id in held]
    made = {one.item_id for one in kept if one.item_id}
    items = (
        dict(items_visible_to(actor).filter(pk__in=made).values_list("id", "withdrawn_at")) if made else {}
    )
    return [
        NoteLine(
            id=one.id,
            theme=one.theme,
            text=one.text,
            by=one.written_by_name,
            at=one.written_at,
            gone=one.removed_at is not None,
            made=one.item_id is not None,
            item=one.item_id if one.item_id in items else "",
            withdrawn=bool(one.item_id) and items.get(str(one.item_id)) is not None,
            held=held.get(one.id),
        )
        for one in kept
    ]


def _boxes(page: LookPage, way: Way, asked: list[tuple[str, str]], notes: list[NoteLine]) -> tuple[Box, ...]:
    """Return a box for each theme of the way's indicator, or of all where it has no theme; and one for the rest."""
    of = [one for one in page.chosen if not way.theme or one.indicator.id == way.indicator_id]
    themes = [theme for one in of for theme in one.themes]
    themes.sort(key=lambda theme: theme.path != way.theme)
    paths = {theme.path for theme in themes}
    boxes = [
        Box(
            theme=theme,
            questions=tuple(text for path, text in asked if path == theme.path),
            notes=tuple(one for one in notes if one.theme == theme.path),
        )
        for theme in themes
    ]
    rest = tuple(one for one in notes if one.theme not in paths)
    return (*boxes, Box(None, tuple(text for path, text in asked if path not in paths), rest))


@dataclass(frozen=True, slots=True)
class ForEvidence:
    """A note as it is made evidence: the indicator and themes it is of, and what its sitting says of where it is from.

    `when` is the day, or only the month where so `few` people talked that the day could say who they were. `made` is
    the id of the evidence that was made of it already.
    """

    look: LookPage
    way: WayLine
    sitting_id: str
    note_id: str
    chosen: Chosen
    theme: str
    text: str
    when: str
    few: bool
    origin: str
    kind: str
    voices: tuple[str, ...]
    made: str
    may_cite: bool


def for_evidence(actor: Actor, look_id: str, note_id: str) -> ForEvidence:
    """Return a note with what is known of it as evidence. Raises NotYours."""
    look = require_look(actor, look_id)
    page = page_of(actor, look)
    rows = Note.objects.filter(pk=note_id, sitting__way__look=look).select_related("sitting")
    note = rows.first() if is_id(note_id) else None
    if note is None:
        raise NotYours
    way = one_way(look, note.sitting.way_id)
    row = note.sitting
    groups = tuple(row.heard.values_list("group__text", flat=True))
    about = rules.About(row.on, row.number_present, row.services, row.what)
    kinds = page.framework.kind_by_key
    kind = rules.best_kind(way.how, kinds, way.text, row.what, *groups)
    chosen = next(
        (one for one in page.chosen if any(theme.path == note.theme for theme in one.themes)),
        next((one for one in page.chosen if one.indicator.id == way.indicator_id), page.chosen[0]),
    )
    return ForEvidence(
        look=page,
        way=way_line(actor, page, way),
        sitting_id=row.id,
        note_id=note.id,
        chosen=chosen,
        theme=note.theme,
        text="" if note.removed_at else note.text,
        when=rules.when(way.how, row.on, row.number_present),
        few=rules.few(way.how, row.number_present),
        origin=rules.origin(way.how, way.text, row.on, about),
        kind=kind,
        voices=rules.voices_of(kind, kinds[kind].voice if kind else (), groups),
        made=note.item_id or "",
        may_cite=page.may_judge,
    )


@dataclass(frozen=True, slots=True)
class CameFrom:
    """Where a piece of evidence was written: a note at a sitting of a closer look."""

    look_id: str
    look: str
    way_id: str
    sitting_id: str
    on: str


def came_from(actor: Actor, item_id: str) -> CameFrom | None:
    """Return the note that an item was made of, where its closer look is open to the actor. One query."""
    rows = Note.objects.filter(item=item_id, sitting__way__look__in=looks_of(actor).values("pk"))
    found = rows.values_list(
        "sitting__way__look_id",
        "sitting__way__look__evaluation__title",
        "sitting__way_id",
        "sitting_id",
        "sitting__on",
    ).first()
    return CameFrom(*found[:4], day(found[4])) if found else None
