"""What judgements stand on: their citations as the rules take them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, IntegerField
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone

from speir.access.actor import Actor
from speir.core.compiled import Compiled
from speir.evaluations.models import Citation, Evaluation
from speir.evaluations.rules.standing import Cited, Ground, Standing, ground, standing
from speir.evidence.policy import hidden as hidden_items
from speir.evidence.queries.items import Evidence, for_reader, shown, without_words
from speir.evidence.rules.items import Voice, is_stale
from speir.frameworks.rules.structure import Framework, Indicator
from speir.sharing.rules import Home

_VOICES = tuple(voice.value for voice in Voice)
# Cast, so that nothing in a hundred rows has to be made into Python's own: days are texts, yes and no are numbers.
_SHORT = {
    "until": Cast("item__valid_until", CharField()),
    "gone": Cast("item__withdrawn_at", CharField()),
    "source": Coalesce(F("item__own_kind_id"), F("item__kind")),
    **{f"heard_{voice}": Cast(f"item__voice_{voice}", IntegerField()) for voice in _VOICES},
}
_COLUMNS = ("source", "stance", "item__speaks_of", "until", "gone", *(f"heard_{voice}" for voice in _VOICES))

# An own kind's name, and of which item: it is told to whoever may read that.
_NAMED = ("item__own_kind__name", "item_id", "item__home_id", "item__owner", "item__only_me")

OF_VIEW = Compiled(
    lambda evaluation_id: (
        Citation.objects.filter(judgement__evaluation_id=evaluation_id)
        .order_by()
        .annotate(**_SHORT)
        .values_list("judgement_id", *_COLUMNS)
    ),
    blanks=1,
)
OF_JUDGEMENT = Compiled(
    lambda judgement_id: (
        Citation.objects.filter(judgement_id=judgement_id)
        .order_by()
        .annotate(**_SHORT)
        .values_list(*_NAMED, *_COLUMNS)
    ),
    blanks=1,
)
_NONE: Mapping[str, str] = {}
MOST = 4096
_kept: dict[tuple[str, str, tuple[tuple[Any, ...], ...]], Standing] = {}


@dataclass(frozen=True, slots=True)
class CitedEvidence:
    """An item beside the judgement, and what it does to it."""

    item: Evidence
    stance: str


def standings_of(framework: Framework, evaluation_id: str) -> dict[str, Standing]:
    """Return what each judgement of a broad view stands on, by its id; none cited, none there. One query."""
    cited: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for row in OF_VIEW(evaluation_id):
        cited[row[0]].append(row[1:])
    today = timezone.localdate().isoformat()
    return {judgement_id: _standing(framework, today, tuple(those)) for judgement_id, those in cited.items()}


def standings_among(framework: Framework, judgements: Collection[str]) -> dict[str, Standing]:
    """Return what each of these judgements stands on, by its id; none cited, none there. One query."""
    cited: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    rows = Citation.objects.filter(judgement__in=judgements).order_by().annotate(**_SHORT)
    for row in rows.values_list("judgement_id", *_COLUMNS):
        cited[row[0]].append(row[1:])
    today = timezone.localdate().isoformat()
    return {judgement_id: _standing(framework, today, tuple(those)) for judgement_id, those in cited.items()}


def standing_now(framework: Framework, judgement_id: str, reader: Actor) -> tuple[Standing, dict[str, str]]:
    """Return what a judgement stands on as a whole, and the names of own kinds of source by their keys.

    Of evidence that is not open to the reader its kind counts and has no name, as in the panel. One query, and one or
    two more where an own kind is on evidence that was written elsewhere.
    """
    rows = OF_JUDGEMENT(judgement_id)
    today = timezone.localdate().isoformat()
    own = [row for row in rows if row[0]]
    shut = hidden_items(reader, {row[1]: Home(*row[2:5]) for row in own})
    names = {row[5]: row[0] for row in own if row[1] not in shut}
    return _standing(framework, today, tuple(row[len(_NAMED) :] for row in rows)), names


def names_of(framework: Framework, own: Mapping[str, str] = _NONE) -> dict[str, str]:
    """Return the names of kinds of source by their keys: the framework's in its order, then an organisation's own."""
    return {kind.key: kind.name for kind in framework.source_kinds} | dict(own)


def own_names(evidence: Iterable[CitedEvidence]) -> dict[str, str]:
    """Return the names of the organisations' own kinds of source among these, by their ids. No query."""
    return {c.item.own_kind_id: c.item.own_kind for c in evidence if c.item.own_kind_id and c.item.own_kind}


def cited_in(
    evaluation: Evaluation, *, reader: Actor | None = None, hidden: Collection[str] = ()
) -> dict[str, list[CitedEvidence]]:
    """Return all citations of a broad view by their judgement's id, as they are open to a reader.

    Two queries, up to three more for own kinds of source and evidence that was written elsewhere.
    """
    rows = Citation.objects.filter(judgement__evaluation=evaluation).select_related("item")
    citations = list(rows.order_by("made_at", "id"))
    items = shown({citation.item_id: citation.item for citation in citations}.values())
    items = for_reader(reader, items) if reader else without_words(items, hidden)
    by_id = {item.id: item for item in items}
    cited: dict[str, list[CitedEvidence]] = defaultdict(list)
    for citation in citations:
        cited[citation.judgement_id].append(CitedEvidence(by_id[citation.item_id], citation.stance))
    return cited


def ground_of(framework: Framework, indicator: Indicator, evidence: Iterable[CitedEvidence]) -> Ground:
    """Return what a judgement with this evidence stands on, theme by theme. No query."""
    themes = tuple(theme.path for theme in indicator.themes)
    return ground(cited(framework, evidence, themes, timezone.localdate()), themes)


def cited(
    framework: Framework, evidence: Iterable[CitedEvidence], themes: Collection[str], today: dt.date
) -> list[Cited]:
    """Return citations as the rules take them, on this day."""
    return [
        Cited(
            kind=c.item.own_kind_id or c.item.kind,
            stance=c.stance,
            speaks_of=c.item.speaks_of,
            voices=_voices(framework, c.item.kind, c.item.voices),
            themes=tuple(path for path, _how in c.item.themes if path in themes),
            stale=is_stale(c.item.valid_until, today),
            withdrawn=c.item.withdrawn_at is not None,
            hidden=c.item.hidden,
        )
        for c in evidence
    ]


def _standing(framework: Framework, today: str, rows: tuple[tuple[Any, ...], ...]) -> Standing:
    """Return what these rows of _COLUMNS make: the same rows of the same day are worked out once."""
    key = (framework.id, today, rows)
    made = _kept.get(key)
    if made is None:
        if len(_kept) >= MOST:
            _kept.clear()
        made = _kept[key] = standing(_cited(framework, today, *row) for row in rows)
    return made


def _cited(
    framework: Framework,
    today: str,
    source: str,
    stance: str,
    speaks_of: str,
    until: str,
    gone: str | None,
    *heard: Any,
) -> Cited:
    voices = tuple(voice for voice, carried in zip(_VOICES, heard, strict=True) if carried)
    voices = _voices(framework, source, voices)
    return Cited(source, stance, speaks_of, voices, (), until < today, gone is not None)


def _voices(framework: Framework, kind: str, voices: tuple[str, ...]) -> tuple[str, ...]:
    """Return whose views a piece carries: those that were ticked, and those that its kind carries by its nature."""
    known = framework.kind_by_key.get(kind)
    return voices + tuple(v for v in known.voice if v not in voices) if known and known.voice else voices
