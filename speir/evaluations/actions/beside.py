"""Writing beside others: which typed fields are saved, which are set aside for their writer. Used by the actions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.core.errors import Refused
from speir.core.ids import is_id
from speir.core.text import clean
from speir.evaluations.models import Evaluation, Reflection
from speir.evaluations.policy import FINISHED, FINISHED_CODE, SEALED, SEALED_CODE
from speir.evaluations.rules import saving
from speir.mentions.actions import waiting
from speir.mentions.queries import plain
from speir.mentions.rules import Keeping, Place

SEALED_AND_KEPT = (
    "This broad view was sealed meanwhile. What you typed is kept for you and stands beside its field, for you alone, "
    "until the next edition begins."
)
FINISHED_AND_KEPT = (
    "This closer look was finished meanwhile. What you typed is kept for you and stands beside its field, for you "
    "alone, until it is opened again."
)
KEPT_APART = dt.timedelta(minutes=10)
# What people write in: each keeps its texts that were set aside, and its earlier ones, in tables of its own.
Writing = Evaluation | Reflection


@dataclass(frozen=True, slots=True)
class Field:
    """One field as a door brings it.

    `base` marks the value the form was opened with. After a conflict the form asks the person to `choose` between
    `mine`, `theirs` and `both`; `seen` then marks the other text they were shown, `aside` names what was kept. Where
    the text waits because of what it mentions, `aside` names the draft, `seen` marks it as the form knows it, and
    `keep` says why mentions may stay.
    """

    value: str
    base: str
    choose: str = ""
    seen: str = ""
    aside: str = ""
    keep: Keeping | None = None


@dataclass(frozen=True, slots=True)
class Hand:
    """Who wrote what stands in a field, and when."""

    by: str
    name: str
    at: dt.datetime | None


@dataclass(slots=True)
class Outcome:
    """What a save came to: fields now saved, in conflict, refused, held; what stands in the row now.

    `behind` names fields that the writer left alone while somebody else changed them: their form still shows the old
    text, so it must keep its old mark. `why_done` says that the box for the reason may be emptied: it is answered for.
    """

    saved: dict[str, str] = field(default_factory=dict)
    conflicts: dict[str, saving.Conflict] = field(default_factory=dict)
    refused: dict[str, Refused] = field(default_factory=dict)
    held: dict[str, saving.Held] = field(default_factory=dict)
    chosen: set[str] = field(default_factory=set)
    behind: set[str] = field(default_factory=set)
    why_done: bool = False
    current: dict[str, str] = field(default_factory=dict)

    @property
    def stuck(self) -> set[str]:
        """The fields that are not saved and say why."""
        return {*self.conflicts, *self.refused, *self.held}


def place_of(evaluation: Evaluation, field: str, about: str, about_id: str) -> Place:
    """Return a place of SetAside and EarlierText as mentions are kept in it."""
    return Place(saving.place_key(evaluation.id, field), field, about, about_id, evaluation.told)


def texts_too_long(typed: Mapping[str, Field], current: Mapping[str, str]) -> Iterator[tuple[str, Refused]]:
    """Yield (field, refusal) for every text over the limit that is to be saved. Nothing is ever cut."""
    for name, field_typed in typed.items():
        text = clean(field_typed.value)
        if saving.mark(text) == field_typed.base and not field_typed.choose:
            continue
        both = _chosen(field_typed.choose, text, current[name])
        if len(both) > saving.LONGEST_TEXT:
            long = f"This is {len(both):,} characters long and is not saved yet."
            if field_typed.choose == "both":
                long = f"Both together are {len(both):,} characters long, so this is not saved yet."
            sentence = f"{long} Shorten it to {saving.LONGEST_TEXT:,}; nothing is cut off."
            yield name, Refused("text-too-long", sentence, name)


def settle(
    writing: Writing,
    place: Place,
    name: str,
    typed: Field,
    current: str,
    *,
    hand: Hand,
    text: bool,
    out: Outcome,
    by: Actor,
) -> str | None:
    """Return the value to save into the field, or None.

    A conflict, or a text that mentions somebody, is noted in `out`, and the typed text is set aside for its writer.
    """
    value = clean(typed.value) if text else typed.value
    base = typed.base
    if typed.choose and typed.seen == saving.mark(current):
        base, value = typed.seen, _chosen(typed.choose, value, current)
        out.chosen.add(name)
        if is_id(typed.aside):
            writing.set_aside.filter(pk=typed.aside, person_id=by.person_id).delete()
    verdict = saving.decide(saving.Typed(value, base), current)
    if verdict is saving.Verdict.CONFLICT and text and hand.by == by.person_id and value.startswith(current):
        verdict = saving.Verdict.SAVE  # one's own text going on, sent again before the first answer came back
    if verdict is saving.Verdict.CONFLICT:
        aside = _set_aside(writing, place.field, value, typed, by) if text and value else ""
        at = timezone.localtime(hand.at).strftime("%H:%M") if hand.at else ""
        out.conflicts[name] = saving.Conflict(
            name, value, current, hand.name, at, aside, own=hand.by == by.person_id
        )
    elif verdict is saving.Verdict.SAVE:
        if text and hold(writing, place, name, typed, value, current, out=out, by=by):
            return None
        out.saved[name] = value
        return value
    elif value != current:
        out.behind.add(name)
    if text and verdict is saving.Verdict.SAME:
        let_go(writing, place.field, typed, value, by)
    return None


def hold(
    writing: Writing,
    place: Place,
    name: str,
    typed: Field,
    value: str,
    current: str,
    *,
    out: Outcome,
    by: Actor,
) -> bool:
    """Return whether a text waits because of what it mentions; note it in `out` and keep it as its writer's draft."""
    found = waiting(place=place, text=value, keeping=typed.keep, by=by)
    if found:
        aside = _set_aside(writing, place.field, value, typed, by, base=saving.mark(current))
        out.held[name] = saving.Held(value, found, aside)
    else:
        let_go(writing, place.field, typed, value, by)
    return bool(found)


def let_go(writing: Writing, place: str, typed: Field, value: str, by: Actor) -> None:
    """Forget the draft that this form has answered for; one that another tab went on with stays."""
    if typed.choose or not is_id(typed.aside):
        return
    mine = writing.set_aside.filter(pk=typed.aside, place=place, person_id=by.person_id)
    for kept in mine.exclude(base=""):
        if saving.mark(kept.text) == typed.seen or value.startswith(kept.text):
            kept.delete()


@dataclass(frozen=True, slots=True)
class Shut:
    """What keeps people from writing: the code of the refusal, its sentence, and that where a text was kept."""

    code: str
    sentence: str
    kept: str


SEALED_NOW = Shut(SEALED_CODE, SEALED, SEALED_AND_KEPT)
FINISHED_NOW = Shut(FINISHED_CODE, FINISHED, FINISHED_AND_KEPT)


@transaction.atomic
def kept_while_sealed(
    evaluation: Evaluation, texts: Mapping[str, tuple[Field, str]], by: Actor, shut: Shut = SEALED_NOW
) -> Refused:
    """Set aside what somebody typed while the broad view was sealed; return the refusal that says so.

    `texts` maps each place to the field as it came and to the text that stands there. A closer look is `FINISHED_NOW`.
    """
    kept = False
    for place, (typed, current) in texts.items():
        value = clean(typed.value)
        if value and saving.decide(saving.Typed(value, typed.base), current) is not saving.Verdict.SAME:
            _set_aside(evaluation, place, value, typed, by)
            kept = True
    return Refused(shut.code, shut.kept if kept else shut.sentence)


def keep_earlier(
    writing: Writing,
    place: Place,
    old: str,
    new: str,
    *,
    hand: Hand,
    by: Actor,
    rested_on: Callable[[], bool] | None = None,
) -> None:
    """Keep a text before it is written over, unless its own writer goes on with it within ten minutes.

    `rested_on` is asked then whether something else rests on the text as it stands, so that it is kept all the same.
    Earlier texts stay for ever: one from before anybody asked has its mentions replaced by what they are.
    """
    now = timezone.now()
    if old and (not goes_on(hand, old, new, by, now) or (rested_on is not None and rested_on())):
        writing.earlier_texts.create(
            place=place.field,
            text=plain(place.key, old),
            written_by_name=hand.name,
            written_at=hand.at,
            replaced_at=now,
        )


def goes_on(hand: Hand, old: str, new: str, by: Actor, now: dt.datetime) -> bool:
    """Return whether somebody goes on with their own words of a moment ago, so that the old ones need not be kept."""
    # A clock that was put back makes what was just written a thing of the future: that is not ten minutes.
    recent = hand.at is not None and abs(now - hand.at) < KEPT_APART
    return hand.by == by.person_id and recent and len(new) * 2 >= len(old)


def _chosen(choose: str, mine: str, theirs: str) -> str:
    if choose == "theirs":
        return theirs
    if choose == "both":
        return f"{theirs}\n\n{mine}".strip()
    return mine


def _set_aside(writing: Writing, place: str, text: str, typed: Field, by: Actor, *, base: str = "") -> str:
    """Keep a text for its writer alone and return its id; it takes the place of the one that it goes on from.

    With `base` it is a draft, known by its form's `seen`: two tabs that go apart keep a text each.
    """
    mine = writing.set_aside.filter(place=place, person_id=by.person_id)
    for kept in mine.order_by("-at"):
        known = kept.id == typed.aside and (not kept.base or typed.seen in ("", saving.mark(kept.text)))
        goes_on = text.startswith(kept.text) if base else saving.continues(kept.text, text)
        if known or goes_on:
            if (kept.text, kept.base) != (text, base):
                kept.text, kept.base, kept.at = text, base, timezone.now()
                kept.save(update_fields=["text", "base", "at"])
            return kept.id
    made = writing.set_aside.create(
        place=place, person_id=by.person_id, text=text, base=base, at=timezone.now()
    )
    return made.id
