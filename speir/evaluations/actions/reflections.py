"""Own reflections: beginning one, writing it beside a few colleagues, throwing it away and bringing it back.

Until it is shared its entries in the trail have no place: they are read by whoever made them, and by nobody above.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from speir.access.actor import SYSTEM, Actor
from speir.access.permissions import Permission
from speir.core import ids
from speir.core.errors import NotAllowed, NotYours, Refused
from speir.core.text import clean
from speir.evaluations import policy
from speir.evaluations.actions import beside
from speir.evaluations.models import Reflection, ReflectionWriter
from speir.evaluations.policy import REFLECTION
from speir.evaluations.queries import reflections as queries
from speir.evaluations.rules import reflecting, saving
from speir.frameworks.models import Framework
from speir.frameworks.queries import with_theme
from speir.mentions.rules import Place
from speir.organisations.policy import require as require_unit
from speir.sharing import actions as sharing
from speir.trail.actions import record as record_in_trail

DISCARDED = "This reflection was discarded. Bring it back first: its page says how."


@transaction.atomic
def begin(*, unit_id: str, theme: str, reflection_id: str = "", by: Actor) -> Reflection:
    """Begin a reflection on a theme (its stable key) for oneself; one in which nothing is written yet is gone on with.

    Sent twice with one `reflection_id`, it begins once. Raises NotYours, NotAllowed, and Refused for no such theme.
    """
    unit = require_unit(by, Permission.REFLECT, unit_id, lock=True)
    shown = with_theme(theme)
    if shown is None:
        raise Refused("reflection-theme-unknown", "Choose a theme from the list.", "theme")
    own = Reflection.objects.filter(owner=by.person_id, discarded_at=None, theme=theme)
    before = own.filter(pk=reflection_id).first() or own.filter(happens="", known="", doing="").first()
    if before is not None:
        return before
    now = timezone.now()
    made = Reflection(
        home=unit,
        owner=by.person_id,
        only_me=True,
        framework=Framework.objects.get(pk=shown.id),
        theme=theme,
        begun_at=now,
        written_at=now,
    )
    if ids.is_id(reflection_id) and not Reflection.objects.filter(pk=reflection_id).exists():
        made.id = reflection_id
    made.save(force_insert=True)
    record_in_trail(by=by, verb="began", about="reflection", about_id=made.id)
    return made


@transaction.atomic
def record(
    *, reflection_id: str, typed: Mapping[str, beside.Field], by: Actor
) -> tuple[Reflection, beside.Outcome]:
    """Save the typed texts that nobody else has changed meanwhile; as `judgements.record` does.

    Raises NotYours, NotAllowed, and Refused for one that was discarded.
    """
    row = policy.require_writing(by, reflection_id)
    if row.discarded_at is not None:
        raise Refused("reflection-discarded", DISCARDED)
    current = {name: getattr(row, name) for name in reflecting.TEXTS}
    out = beside.Outcome(current=dict(current))
    out.refused.update(beside.texts_too_long(typed, current))
    for name in reflecting.TEXTS:
        if name in typed and name not in out.refused:
            place = place_of(row, name)
            hand = beside.Hand(*(getattr(row, f"{name}_{what}") for what in ("by", "by_name", "at")))
            value = beside.settle(
                row, place, name, typed[name], current[name], hand=hand, text=True, out=out, by=by
            )
            if value is not None:
                beside.keep_earlier(row, place, current[name], value, hand=hand, by=by)
    if out.saved:
        _write(row, out.saved, by)
        out.current.update(out.saved)
        record_in_trail(
            by=by, verb="wrote in", about="reflection", about_id=row.id, detail=", ".join(out.saved)
        )
    return row, out


def place_of(row: Reflection, name: str) -> Place:
    """Return a text of a reflection as mentions are kept in it."""
    return Place(saving.place_key(row.id, name), name, REFLECTION, row.id, "")


def _write(row: Reflection, saved: Mapping[str, str], by: Actor) -> None:
    row.written_at = timezone.now()
    fields = ["written_at"]
    for name, value in saved.items():
        hand = {
            name: value,
            f"{name}_by": by.person_id,
            f"{name}_by_name": by.name,
            f"{name}_at": row.written_at,
        }
        for field, given in hand.items():
            setattr(row, field, given)
        fields += hand
    row.save(update_fields=fields)


@transaction.atomic
def take_up(*, reflection_id: str, aside: str, by: Actor) -> None:
    """Add a text of one's own that was set aside to the end of its field. Raises as `set_aside.take_up` does."""
    row = policy.require_writing(by, reflection_id)
    kept = row.set_aside.filter(pk=aside, person_id=by.person_id).first()
    if kept is None:
        raise NotYours
    kept.delete()
    current = getattr(row, kept.place)
    typed = beside.Field(f"{current}\n\n{clean(kept.text)}".strip(), saving.mark(current))
    _row, out = record(reflection_id=reflection_id, typed={kept.place: typed}, by=by)
    for refused in out.refused.values():
        raise refused


@transaction.atomic
def discard_aside(*, reflection_id: str, aside: str, by: Actor) -> None:
    """Throw away a text of one's own that was set aside; anybody else's stays. Raises NotYours."""
    row = policy.require_reflection(by, reflection_id)
    gone, _ = row.set_aside.filter(pk=aside, person_id=by.person_id).delete()
    if gone:
        record_in_trail(by=by, verb="discarded", about="set-aside text", about_id=aside)


@transaction.atomic
def let_in(*, reflection_id: str, person_id: str, by: Actor) -> ReflectionWriter:
    """Have a colleague write in one's own reflection. Raises NotYours, NotAllowed, Refused."""
    row = policy.require_owner(by, reflection_id)
    near = {one.id: one.name for one in queries.may_join(by, row)}
    reflecting.may_join(person_id, near, list(row.writers.values_list("person_id", flat=True)))
    writer, new = ReflectionWriter.objects.get_or_create(reflection=row, person_id=person_id)
    if new:
        record_in_trail(
            by=by, verb="let write in", about="reflection", about_id=row.id, detail=near[person_id]
        )
    return writer


@transaction.atomic
def let_out(*, reflection_id: str, person_id: str, by: Actor) -> None:
    """End that a colleague writes in one's reflection, or that one writes in a colleague's. What they wrote stays.

    Raises NotYours, NotAllowed.
    """
    row = policy.require_reflection(by, reflection_id)
    if by.person_id not in (row.owner, person_id):
        raise NotAllowed("It is for whoever began the reflection to take somebody out.")
    gone, _ = row.writers.filter(person_id=person_id).delete()
    if gone:
        record_in_trail(by=by, verb="ended writing in", about="reflection", about_id=row.id)


@transaction.atomic
def discard(*, reflection_id: str, by: Actor) -> None:
    """Throw one's own reflection away: nobody reads it any more, and it can be brought back for thirty days.

    Raises NotYours, NotAllowed.
    """
    row = policy.require_owner(by, reflection_id)
    if row.discarded_at is None:
        row.discarded_at = timezone.now()
        row.save(update_fields=["discarded_at"])
        record_in_trail(by=by, verb="discarded", about="reflection", about_id=row.id)


@transaction.atomic
def bring_back(*, reflection_id: str, by: Actor) -> None:
    """Bring back what one has discarded, with whoever wrote and read it. Raises NotYours, NotAllowed."""
    row = policy.require_owner(by, reflection_id)
    if row.discarded_at is not None:
        row.discarded_at = None
        row.save(update_fields=["discarded_at"])
        record_in_trail(by=by, verb="brought back", about="reflection", about_id=row.id)


@transaction.atomic
def forget_discarded() -> int:
    """Delete for good what was discarded thirty days ago, with every word in it; return how many."""
    before = timezone.now() - reflecting.KEPT_FOR
    gone = list(
        Reflection.objects.select_for_update(of=("self",))
        .select_related("home")
        .filter(discarded_at__lt=before)
    )
    for row in gone:
        sharing.end_all(about=REFLECTION, about_id=row.id, path=row.home.path, by=SYSTEM)
        record_in_trail(by=SYSTEM, verb="forgot", about="reflection", about_id=row.id)
        row.delete()
    return len(gone)
