"""Where something can have been found that a priority answers, as a form offers it and as it comes back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

from django.db.models import Q
from django.utils import timezone

from speir.access.actor import Actor
from speir.core.errors import Refused
from speir.core.ids import is_id
from speir.core.text import day, headline
from speir.evaluations import policy as evaluations
from speir.evaluations.models import Judgement
from speir.evaluations.policy.inspections import inspections_of
from speir.evaluations.rules.looks.naming import Kind
from speir.evidence import policy as evidence
from speir.evidence.queries.picking import Picked, pick
from speir.evidence.rules.finding import Sought
from speir.improvement.rules.findings import Said
from speir.improvement.rules.naming import SOURCE_WORDS, Source

MOST = 30
NOTHING = Sought()
KEPT = "kept"
NOTHING_THERE = "Nothing is written of this indicator there yet. Choose another, or name it in words."
# Kinds of evidence source by the source that a finding names; any other is something else.
OF_KIND = {
    "case_files": Source.CASE_FILES,
    "surveys": Source.SURVEY,
    "management_information": Source.MEASURE,
    "other_inspections": Source.INSPECTION,
}


class Of(Protocol):
    """The unit whose priority it is."""

    @property
    def unit_id(self) -> str:
        """Its id."""

    @property
    def demonstration(self) -> bool:
        """Whether it is invented: what is invented stays among its like."""


@dataclass(frozen=True, slots=True)
class Where:
    """The places that a form offers, as (value, words) of each group, and which of them stands now.

    `more` is how many other pieces of evidence there are, `many`: that many at least; `cut`: others of another sort.
    """

    groups: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    now: str
    more: int = 0
    many: bool = False
    cut: bool = False


def offered(
    actor: Actor, unit: Of, said: Said, item: str = "", *, chosen: str = "", sought: Sought = NOTHING
) -> Where:
    """Return where something can have been found: what the actor reads of a unit, and in words. Five queries.

    `item` is a piece of evidence that is listed first, where the actor reads it. Looked for by words, everything whose
    title has them is listed, and evidence as the register finds it, of whichever unit; and what is `chosen` already.
    """
    named = _titled(sought, chosen)
    views, looks = [], []
    rows = evaluations.visible_to(actor, kinds=evaluations.ANY).filter(unit=unit.unit_id, only_me=False)
    there = list(rows.filter(named).select_related("look").order_by("-begun_at", "id")[: MOST + 1])
    for row in there[:MOST]:
        if row.kind == Kind.BROAD_VIEW:
            views.append((f"view:{row.pk}", row.title))
        elif row.look.finished_at is not None:
            looks.append((f"look:{row.pk}", row.title))
    inspected = list(
        inspections_of(actor).filter(named, unit=unit.unit_id).order_by("-day", "id")[: MOST + 1]
    )
    inspections = [
        (f"inspection:{row.pk}", f"{row.title or row.unit.name}, {day(row.day)}") for row in inspected[:MOST]
    ]
    pieces, picked = _pieces(actor, unit, item or _item(chosen) or said.item, sought)
    words = [(f"of:{key}", said_as) for key, said_as in SOURCE_WORDS.items()]
    groups = (
        ("Broad views", tuple(views)),
        ("Closer looks", tuple(looks)),
        ("Inspections", tuple(inspections)),
        ("Evidence", tuple(pieces)),
        ("In words, without a link", tuple(words)),
    )
    now = _now(said)
    known = {value for _group, those in groups for value, _words in those}
    if now and now not in known:
        kept = (("As it stands", ((KEPT, SOURCE_WORDS.get(said.source, said.source)),)),)
        return Where((*kept, *groups), KEPT, picked.more, picked.many)
    cut = len(there) > MOST or len(inspected) > MOST
    listed = tuple((name, those) for name, those in groups if those)
    return Where(listed, now, picked.more, picked.many, cut)


def _titled(sought: Sought, chosen: str) -> Q:
    """Return the condition that a title has every word that is looked for, or is the one that is chosen."""
    made = Q()
    for word in sought.words.split():
        made &= Q(title__icontains=word.strip('"“”'))
    _kind, _colon, one = chosen.partition(":")
    return made | Q(pk=one) if made and is_id(one) else made


def _item(chosen: str) -> str:
    kind, _colon, one = chosen.partition(":")
    return one if kind == "item" else ""


def _pieces(actor: Actor, unit: Of, wanted: str, sought: Sought) -> tuple[list[tuple[str, str]], Picked]:
    """Return the evidence that is chosen already, then what is found: of the unit, or of any where it is looked for."""
    first = evidence.visible_to(actor).filter(pk=wanted) if is_id(wanted) else ()
    pieces = [(f"item:{row.pk}", headline(row.shows, 90)) for row in first]
    near = Q(unit__demonstration=unit.demonstration) if sought else Q(unit=unit.unit_id)
    picked = pick(
        actor, sought, today=timezone.localdate(), narrower=near, without=(wanted,) if pieces else ()
    )
    for line in picked.lines:
        where = "" if line.item.unit_id == unit.unit_id else f" ({line.unit})"
        pieces.append((f"item:{line.item.id}", f"{headline(line.item.shows, 90)}{where}"))
    return pieces, picked


def _now(said: Said) -> str:
    if said.judgement:
        row = Judgement.objects.filter(pk=said.judgement).select_related("evaluation").first()
        if row is not None:
            kind = "view" if row.evaluation.kind == Kind.BROAD_VIEW else "look"
            return f"{kind}:{row.evaluation_id}"
    for kind in ("look", "inspection", "item"):
        if one := getattr(said, kind):
            return f"{kind}:{one}"
    return f"of:{said.source}" if said.source else ""


def resolved(actor: Actor, where: str, said: Said, stands: Said) -> Said:
    """Return what was typed with the rows that it comes from; one that was not found is refused by the action.

    Raises Refused where a broad view is named without an indicator, or says nothing of it. One query at most.
    """
    kind, _colon, one = where.partition(":")
    none = replace(said, judgement="", look="", inspection="", item="")
    if where == KEPT:
        same = {name: getattr(stands, name) for name in ("source", "judgement", "look", "inspection", "item")}
        return replace(said, **same)
    if kind == "of":
        return replace(none, source=one)
    if not is_id(one):
        return replace(none, source="")
    if kind == "view":
        if not said.number:
            raise Refused("indicator-missing", "Choose the indicator of the broad view, too.", "of")
        if not (found := _judgement(actor, one, said.number)):
            raise Refused("judgement-empty", NOTHING_THERE, "of")
        return replace(none, source=Source.JUDGEMENT.value, judgement=found)
    if kind == "look":
        found = _judgement(actor, one, said.number) if said.number else ""
        return replace(none, source=Source.LOOK.value, look=one, judgement=found)
    if kind == "inspection":
        return replace(none, source=Source.INSPECTION.value, inspection=one)
    if kind == "item":
        row = evidence.visible_to(actor).filter(pk=one).first()
        source = OF_KIND.get(row.kind if row else "", Source.OWN)
        return replace(none, source=source.value, item=one)
    return replace(none, source="")


def _judgement(actor: Actor, evaluation_id: str, number: str) -> str:
    seen = evaluations.visible_to(actor, kinds=evaluations.ANY).filter(pk=evaluation_id)
    rows = Judgement.objects.filter(
        evaluation__in=seen.values("pk"), indicator__number=number, written_at__isnull=False
    )
    return rows.values_list("pk", flat=True).first() or ""
