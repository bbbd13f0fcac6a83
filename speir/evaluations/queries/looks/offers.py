"""What a finished closer look found, offered to broad views: where it can go, where it went, and beside a judgement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.decide import may
from speir.access.permissions import Permission
from speir.core.text import day
from speir.evaluations import policy
from speir.evaluations.models import Judgement, Look, Offer, ThemeFinding
from speir.evaluations.policy.looks import LOOKS
from speir.evaluations.rules.looks.naming import Offered
from speir.frameworks.queries import framework as read_framework
from speir.frameworks.rules.levels import Level
from speir.frameworks.rules.structure import Framework


@dataclass(frozen=True, slots=True)
class ViewFor:
    """A broad view of the same unit in which the actor writes; `offered` are numbers offered to it.

    In one that is sealed, what is offered waits for its next edition.
    """

    id: str
    title: str
    sealed: bool
    numbers: tuple[str, ...]
    offered: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OfferLine:
    """That an indicator was offered to a broad view, and what became of it; `title` only for who may read it."""

    number: str
    title: str
    view_id: str
    state: str
    by: str


@dataclass(frozen=True, slots=True)
class FoundBeside:
    """What a closer look found of an indicator, as it stands beside a broad view's judgement of it."""

    id: str
    look_id: str
    title: str
    finished: str
    level: Level | None
    not_evaluated: bool
    sure: str
    strengths: str
    weaknesses: str
    state: str
    answered_by: str
    evidence: int


def views_for(actor: Actor, look: Look) -> tuple[ViewFor, ...]:
    """Return the broad views to which this closer look can be offered, open ones first. Three queries at most.

    All that are open, and the one that led to it, though it be sealed; where there is neither, the newest sealed one.
    """
    evaluation = look.evaluation
    if not may(actor, Permission.WRITE_JUDGEMENTS, evaluation.unit.path):
        return ()
    led = Judgement.objects.filter(pk=look.prompted_id, evaluation=OuterRef("pk"))
    rows = policy.visible_to(actor, in_order=True).filter(
        unit=evaluation.unit_id, framework=evaluation.framework_id
    )
    found = rows.annotate(led=Exists(led)).order_by("sealed", "-begun_at", "id")
    every = list(found.values_list("id", "title", "sealed", "led"))
    views = [one for one in every if not one[2] or one[3]] or every[:1]
    if not views:
        return ()
    mine = set(evaluation.judgements.values_list("indicator", flat=True))
    there: dict[str, list[str]] = defaultdict(list)
    gone: dict[str, list[str]] = defaultdict(list)
    beside = Judgement.objects.filter(evaluation__in=[one[0] for one in views], indicator__in=mine)
    numbers = beside.order_by("indicator__number").values_list(
        "evaluation", "indicator__number", "offers__found__evaluation"
    )
    for view, number, by_look in numbers:
        if number not in there[view]:
            there[view].append(number)
        if by_look == look.id:
            gone[view].append(number)
    return tuple(
        ViewFor(one, title, sealed, tuple(there[one]), tuple(gone[one]))
        for one, title, sealed, _led in views
        if there[one]
    )


def offers_of(actor: Actor, look: Look) -> tuple[OfferLine, ...]:
    """Return what of a closer look was offered, and what became of it. Two queries at most."""
    rows = Offer.objects.filter(found__evaluation=look.evaluation_id).select_related(
        "judgement__evaluation", "judgement__indicator"
    )
    found = list(rows.order_by("judgement__indicator__number", "at", "id"))
    if not found:
        return ()
    ids = [row.judgement.evaluation_id for row in found]
    seen = set(policy.visible_to(actor).filter(pk__in=ids).values_list("pk", flat=True))
    return tuple(
        OfferLine(
            number=row.judgement.indicator.number,
            title=row.judgement.evaluation.title if row.judgement.evaluation_id in seen else "",
            view_id=row.judgement.evaluation_id if row.judgement.evaluation_id in seen else "",
            state=row.state,
            by=row.by_name if row.state == Offered.OFFERED else row.answered_by_name,
        )
        for row in found
    )


def waiting_in(actor: Actor, evaluation_id: str) -> tuple[str, ...]:
    """Return the indicators of a broad view beside which something waits that a closer look found. One query."""
    rows = readable(actor).filter(judgement__evaluation=evaluation_id, state=Offered.OFFERED.value)
    numbers = rows.order_by("judgement__indicator__number").values_list(
        "judgement__indicator__number", flat=True
    )
    return tuple(dict.fromkeys(numbers))


def readable(actor: Actor) -> QuerySet[Offer]:
    """Return offers of closer looks that are finished and that the actor may read."""
    looks = policy.visible_to(actor, kinds=LOOKS).values("pk")
    return Offer.objects.filter(
        found__evaluation__in=looks, found__evaluation__look__finished_at__isnull=False
    ).select_related("found__evaluation__look", "judgement__evaluation")


def beside(actor: Actor, row: Judgement, shown: Framework) -> tuple[FoundBeside, ...]:
    """Return what closer looks found of this indicator and offer here, for who may read them. Two queries at most."""
    rows = readable(actor).filter(judgement=row.pk).annotate(pieces=Count("found__citations"))
    offers = list(rows.order_by("at", "id"))
    if not offers:
        return ()
    indicator = next(one for one in shown.indicators if one.id == row.indicator_id)
    words = _by_theme(offers, {theme.path for theme in indicator.themes})
    made = []
    for offer in offers:
        found = offer.found
        look = found.evaluation.look
        strong, weak = words[look.pk]
        made.append(
            FoundBeside(
                id=offer.id,
                look_id=look.pk,
                title=found.evaluation.title,
                finished=day(timezone.localtime(look.finished_at).date()),
                level=shown.level_by_id.get(found.level_id) if found.level_id else None,
                not_evaluated=found.not_evaluated,
                sure=found.sure,
                strengths=_joined([found.strengths, *strong]),
                weaknesses=_joined([found.improvements, *weak]),
                state=offer.state,
                answered_by=offer.answered_by_name,
                evidence=offer.pieces,
            )
        )
    return tuple(made)


def _by_theme(offers: Iterable[Offer], themes: set[str]) -> dict[str, tuple[list[str], list[str]]]:
    """Return what each closer look says is strong and weak in these themes, by its id. One query."""
    found: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    looks = [offer.found.evaluation_id for offer in offers]
    rows = ThemeFinding.objects.filter(look__in=looks, theme__in=themes).order_by("theme")
    for look, strengths, weaknesses in rows.values_list("look", "strengths", "weaknesses"):
        found[look][0].append(strengths)
        found[look][1].append(weaknesses)
    return found


def _joined(texts: Iterable[str]) -> str:
    return "\n\n".join(text for text in texts if text)


def shown_of(row: Judgement) -> Framework:
    """Return the framework of a judgement that was fetched with its evaluation. No query."""
    return read_framework(row.evaluation.framework_id, row.evaluation.framework.stamp)
