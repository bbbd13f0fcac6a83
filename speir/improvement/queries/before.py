"""We have said this before: earlier findings and actions on the same indicator or theme, and what became of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import reduce
from operator import or_

from django.db.models import Case, OuterRef, Prefetch, Q, Subquery, Value, When
from django.db.models.functions import Substr
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.decide import places
from speir.access.permissions import Permission
from speir.core.text import day, headline
from speir.evaluations.models import Judgement, ThemeFinding
from speir.evaluations.policy import visible_to
from speir.evaluations.policy.looks import LOOKS
from speir.improvement.models import (
    Action,
    Candidate,
    CandidateStep,
    Finding,
    Priority,
    PriorityStep,
)
from speir.improvement.policy import priorities
from speir.improvement.policy.tracked import visible_to as visible_tracked
from speir.improvement.rules.before import MOST, Before, Did, Earlier, alike, judged, newest, telling
from speir.improvement.rules.naming import (
    DECISION_WORDS,
    ENDED,
    FOLLOWING_WORDS,
    PROGRESSING_WORDS,
    STANDING_WORDS,
    STATE_WORDS,
    UNPROVED,
    PriorityMove,
    Standing,
)

READS = Permission.READ_EVALUATIONS
# So much of each sort is looked at, so that a long history costs no more than a short one.
LOOKED_AT = 60
WORDS = 220


def said_before(
    actor: Actor,
    unit_id: str,
    framework_key: str,
    *,
    number: str = "",
    theme: str = "",
    text: str = "",
    besides: str = "",
    most: int = MOST,
) -> Before:
    """Return what was found and done before on an indicator (`number`) or a `theme` (its stable key), newest first.

    With a `text`, priorities too that say the same words. `besides` is the priority that is being written. Only what
    the actor may read, of this unit, and nothing that somebody keeps for themselves. Seven queries at most.
    """
    number = number or _number(theme)
    words = telling(text)
    if not number and not words:
        return Before((), 0)
    found: list[Earlier] = []
    if number:
        views, latest = _of_views(actor, unit_id, framework_key, number)
        found += [*views, *_of_looks(actor, unit_id, framework_key, number, theme, latest)]
        found += _of_tracked(actor, unit_id, framework_key, number)
        found += _left(actor, unit_id, framework_key, number)
    found += _of_priorities(actor, unit_id, framework_key, number, words, besides)
    return newest(found, most)


def answered_by(actor: Actor, priority_id: str) -> tuple[str, str, str]:
    """Return what a priority is about: its framework's key, the first indicator that it answers, and its title.

    Three empty strings where the actor does not read it. One query.
    """
    number = Finding.objects.filter(priority=OuterRef("pk"), removed_at=None).exclude(number="")
    row = (
        priorities.standing(actor)
        .filter(pk=priority_id)
        .annotate(first=Subquery(number.order_by("position", "id").values("number")[:1]))
        .values_list("framework__key", "first", "title")
        .first()
    )
    return (row[0], row[1] or "", row[2]) if row else ("", "", "")


def _number(theme: str) -> str:
    """Return the number of the indicator to which a theme belongs, by its stable key such as `hmie-2005/3.2/x`."""
    parts = theme.split("/")
    return parts[1] if len(parts) == 3 else ""


def _of_views(actor: Actor, unit_id: str, key: str, number: str) -> tuple[list[Earlier], dt.date | None]:
    """Return what earlier broad views say needs to improve, each with its level and that of the one after it.

    The latest is what is known now, and no earlier finding: the day up to which it goes is returned besides.
    """
    views = visible_to(actor).filter(unit=unit_id, framework__key=key, only_me=False)
    rows = (
        Judgement.objects.filter(evaluation__in=views.order_by().values("pk"), indicator__number=number)
        .filter(~Q(improvements="") | Q(level__isnull=False))
        .order_by("-evaluation__period_to", "-evaluation__begun_at", "id")
        .annotate(words=Substr("improvements", 1, 4 * WORDS))
        .values_list(
            "evaluation_id", "evaluation__title", "evaluation__period_to", "words", "level__name", "id"
        )[:LOOKED_AT]
    )
    later, latest, found = "", None, []
    for view, title, on, words, level, _id in rows:
        if words and latest:
            became = judged(level or "", later)
            found.append(
                Earlier("Broad view", "view", view, number, title, on, headline(words, WORDS), became)
            )
        later, latest = level or later, latest or on
    return found, latest


def _of_looks(
    actor: Actor, unit_id: str, key: str, number: str, theme: str, latest: dt.date | None
) -> Iterator[Earlier]:
    """Yield the weaknesses that closer looks found: before the `latest` broad view, or before the newest look."""
    looks = visible_to(actor, kinds=LOOKS).filter(unit=unit_id, framework__key=key, only_me=False)
    which = Q(theme=theme) if theme else Q(theme__startswith=f"{key}/{number}/")
    rows = (
        ThemeFinding.objects.filter(which, look__evaluation__in=looks.order_by().values("pk"))
        .exclude(weaknesses="")
        .order_by("-look__evaluation__period_to", "id")
        .annotate(words=Substr("weaknesses", 1, 4 * WORDS))
        .values_list(
            "look_id",
            "look__evaluation__title",
            "look__evaluation__period_to",
            "words",
            "look__finished_at",
        )[:LOOKED_AT]
    )
    newest_look = ""
    for look, title, on, words, finished in rows:
        newest_look = newest_look or look
        if look == newest_look and (latest is None or on > latest):
            continue
        became = f"Finished on {day(timezone.localdate(finished))}." if finished else "Not finished yet."
        yield Earlier("Closer look", "look", look, number, title, on, headline(words, WORDS), became)


def _of_tracked(actor: Actor, unit_id: str, key: str, number: str) -> Iterator[Earlier]:
    """Yield recommendations, practice and training needs of the same indicator, and what became of each."""
    rows = (
        visible_tracked(actor)
        .filter(
            Q(framework__key=key) | Q(framework=None),
            unit=unit_id,
            number=number,
            only_me=False,
            removed_at=None,
        )
        .order_by("-written_at", "id")
    )
    for row in rows[:LOOKED_AT]:
        became = f"{PROGRESSING_WORDS[row.state].capitalize()}."
        if row.outcome:
            became += f" {headline(row.outcome, WORDS)}"
        on = timezone.localdate(row.written_at)
        title = headline(row.reference, 80)
        what = FOLLOWING_WORDS[row.kind]
        yield Earlier(what, "tracked", row.id, number, title, on, headline(row.text, WORDS), became)


def _left(actor: Actor, unit_id: str, key: str, number: str) -> Iterator[Earlier]:
    """Yield for what reason an indicator was left before, parked or nothing at present, other than what stands now."""
    if unit_id not in places(actor, READS):
        return
    rows = (
        CandidateStep.objects.filter(
            candidate__unit=unit_id, candidate__framework__key=key, candidate__number=number
        )
        .exclude(reason="")
        .select_related("candidate")
        .order_by("-at", "id")
    )
    for row in rows[:LOOKED_AT]:
        if (row.decision, row.reason) == (row.candidate.decision, row.candidate.reason):
            continue  # it stands so now
        what = DECISION_WORDS[row.decision].capitalize()
        on = timezone.localdate(row.at)
        yield Earlier(what, "", row.candidate_id, number, "", on, headline(row.reason, WORDS), "")


def _of_priorities(
    actor: Actor, unit_id: str, key: str, number: str, words: tuple[str, ...], besides: str
) -> Iterator[Earlier]:
    """Yield priorities that answer the same indicator or say the same words, each with its actions. Three queries."""
    answers = Finding.objects.filter(number=number, removed_at=None).values("priority_id")
    chosen = Candidate.objects.filter(number=number, priority__isnull=False).values("priority_id")
    answered = Q(pk__in=answers) | Q(pk__in=chosen) if number else Q(pk__in=())
    done = Action.objects.filter(_says("title", words), removed_at=None).values("priority_id")
    said = _says("title", words) | Q(pk__in=done)
    actions = Action.objects.filter(removed_at=None).order_by("position", "id")
    closed = PriorityStep.objects.filter(said=PriorityMove.CLOSED.value).order_by("-at", "id")
    rows = (
        priorities.standing(actor)
        .filter(answered | said, unit=unit_id, framework__key=key, only_me=False)
        .exclude(pk=besides)
        .annotate(answers_it=Case(When(answered, then=Value(value=True)), default=Value(value=False)))
        .order_by("-written_at", "id")
        .prefetch_related(Prefetch("actions", actions), Prefetch("steps", closed))
    )
    for row in rows[:LOOKED_AT]:
        did = list(row.actions.all())
        if row.answers_it or any(alike(words, text) for text in (row.title, *(one.title for one in did))):
            yield _priority(row, number, did)


def _says(field: str, words: Iterable[str]) -> Q:
    return reduce(or_, (Q(**{f"{field}__icontains": word}) for word in words), Q(pk__in=()))


def _priority(row: Priority, number: str, did: list[Action]) -> Earlier:
    ended = {one.value for one in (*UNPROVED, *ENDED)}
    did.sort(key=lambda one: one.state not in ended)
    said = tuple(
        Did(one.id, headline(one.title, 120), STATE_WORDS[one.state], headline(one.said, 160)) for one in did
    )
    became = f"{STANDING_WORDS[row.state].capitalize()}."
    if row.state == Standing.CLOSED and row.closed_at:
        became = f"Closed on {day(timezone.localdate(row.closed_at))}."
        why = next((step.text for step in row.steps.all() if step.text), "")
        if why:
            became += f" {headline(why, WORDS)}"
    on = timezone.localdate(row.written_at)
    text = headline(row.difference, WORDS) if row.difference else ""
    return Earlier("Priority", "priority", row.id, number, row.title, on, text, became, said)
