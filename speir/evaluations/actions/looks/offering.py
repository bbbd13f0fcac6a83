"""What a finished closer look found goes to a broad view: offered, and there taken over piece by piece or left aside.

Nothing of it stands in the broad view before somebody who writes there takes it.
"""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.errors import NotYours, Refused, Unfit
from speir.core.ids import is_id
from speir.core.text import clean
from speir.evaluations import policy
from speir.evaluations.actions import judgements
from speir.evaluations.actions.beside import Field, Outcome, place_of
from speir.evaluations.actions.citations import cite_again
from speir.evaluations.models import Judgement, Offer
from speir.evaluations.policy.looks import require_look
from speir.evaluations.queries.looks.offers import FoundBeside, beside, readable, shown_of
from speir.evaluations.rules.judging import TEXTS
from speir.evaluations.rules.looks.naming import Offered
from speir.evaluations.rules.saving import mark
from speir.mentions.actions import waiting
from speir.mentions.rules import Keeping, Waits
from speir.trail.actions import record as record_in_trail

NOT_FINISHED = Refused("look-not-finished", "Finish this closer look before you give it to a broad view.")
NOTHING_CHOSEN = Refused("offer-nothing", "Tick which indicators you give to the broad view.", "numbers")
WHERE = {"strengths": "strengths", "improvements": "weaknesses"}


@transaction.atomic
def offer(*, look_id: str, evaluation_id: str, numbers: Collection[str], by: Actor) -> int:
    """Offer what was found of these indicators to a broad view of the same unit; return how many are new.

    In one that is sealed it waits: nothing of that edition changes, and whoever begins the next one is told. Offered
    twice it is offered once. Raises NotYours (also where the broad view is of another unit), NotAllowed, Unfit, and
    Refused while the closer look is not finished.
    """
    look = require_look(by, look_id)
    view = policy.require(by, Permission.WRITE_JUDGEMENTS, evaluation_id, lock=True)
    if look.finished_at is None:
        raise NOT_FINISHED
    if (view.unit_id, view.framework_id) != (look.evaluation.unit_id, look.evaluation.framework_id):
        raise NotYours
    if not numbers:
        raise Unfit([NOTHING_CHOSEN])
    found = {
        row.indicator_id: row for row in look.evaluation.judgements.filter(indicator__number__in=numbers)
    }
    rows = Judgement.objects.filter(evaluation=view, indicator__in=found).select_related("indicator")
    new = []
    for row in rows.order_by("indicator__number"):
        hand = {"by": by.person_id, "by_name": by.name, "at": timezone.now()}
        _offer, made = Offer.objects.get_or_create(
            found=found[row.indicator_id], judgement=row, defaults=hand
        )
        if made:
            new.append(row.indicator.number)
    for number in new:
        _told("offered", look_id, view.told, number, by)
    return len(new)


@transaction.atomic
def take_words(*, evaluation_id: str, number: str, offer_id: str, by: Actor) -> Outcome:
    """Put what the closer look says is strong and weak below what stands here; nothing is written over.

    Taken twice it stands there once. A text that mentions somebody waits with the actor as a draft. Raises NotYours,
    NotAllowed, and Refused while the broad view is sealed.
    """
    row, given, offered = _offered(evaluation_id, number, offer_id, by)
    typed = {}
    for name in TEXTS:
        said, stands = getattr(offered, WHERE[name]), getattr(row, name)
        if said and said not in stands:
            typed[name] = Field(f"{stands}\n\n{said}".strip(), mark(stands))
    _row, out = judgements.record(evaluation_id=evaluation_id, number=number, typed=typed, by=by)
    for refused in out.refused.values():
        raise refused
    _answer(given, Offered.TAKEN, row, number, by)
    return out


@transaction.atomic
def take_level(
    *,
    evaluation_id: str,
    number: str,
    offer_id: str,
    choice: str,
    base: str,
    why: str,
    keeping: Keeping | None = None,
    by: Actor,
) -> Outcome:
    """Change the level to the one that the actor chose, for this reason; `base` marks the level that they saw.

    An ordinary change of level: somebody else's meanwhile is a conflict. Raises NotYours, NotAllowed, Refused, and
    Waits where the reason may identify somebody.
    """
    row, given, _found = _offered(evaluation_id, number, offer_id, by)
    place = place_of(row.evaluation, f"{number}/why", "judgement", row.id)
    if found := waiting(place=place, text=clean(why), keeping=keeping, by=by):
        raise Waits({"why": (clean(why), found)})
    typed = {"choice": Field(choice, base)}
    _row, out = judgements.record(evaluation_id=evaluation_id, number=number, typed=typed, why=why, by=by)
    if not out.stuck - {"why"}:
        _answer(given, Offered.TAKEN, row, number, by)
    return out


@transaction.atomic
def cite_evidence(*, evaluation_id: str, number: str, offer_id: str, by: Actor) -> int:
    """Cite here what the closer look cites, as far as the actor may read it; return how many pieces are new.

    Raises NotYours, NotAllowed, and Refused while the broad view is sealed.
    """
    row, given, _found = _offered(evaluation_id, number, offer_id, by)
    stances = dict(given.found.citations.values_list("item", "stance"))
    new = cite_again(evaluation_id=evaluation_id, number=number, stances=stances, by=by)
    _answer(given, Offered.TAKEN, row, number, by)
    return len(new)


@transaction.atomic
def leave_aside(*, evaluation_id: str, number: str, offer_id: str, by: Actor) -> None:
    """Leave aside what a closer look found. Raises NotYours, NotAllowed, and Refused while the broad view is sealed."""
    row, given, _found = _offered(evaluation_id, number, offer_id, by)
    _answer(given, Offered.DECLINED, row, number, by)


@transaction.atomic
def take_back(*, evaluation_id: str, number: str, offer_id: str, by: Actor) -> None:
    """Have it offered again, as it was before anybody answered; what was written meanwhile stays.

    Raises NotYours, NotAllowed, and Refused while the broad view is sealed.
    """
    row, given, _found = _offered(evaluation_id, number, offer_id, by)
    _answer(given, Offered.OFFERED, row, number, by)


def _offered(
    evaluation_id: str, number: str, offer_id: str, by: Actor
) -> tuple[Judgement, Offer, FoundBeside]:
    """Return the judgement, locked, the offer, and what it shows; the actor may read where it comes from."""
    row = policy.require_judgement(by, Permission.WRITE_JUDGEMENTS, evaluation_id, number, lock=True)
    rows = readable(by).filter(pk=offer_id, judgement=row.pk)
    given = rows.first() if is_id(offer_id) else None
    if given is None:
        raise NotYours
    shown = {one.id: one for one in beside(by, row, shown_of(row))}
    return row, given, shown[given.id]


def _answer(given: Offer, state: Offered, row: Judgement, number: str, by: Actor) -> None:
    if given.state == state.value:
        return
    given.state = state.value
    given.answered_by_name = "" if state is Offered.OFFERED else by.name
    given.answered_at = None if state is Offered.OFFERED else timezone.now()
    given.save(update_fields=["state", "answered_by_name", "answered_at"])
    verbs = {
        Offered.TAKEN: "took over from",
        Offered.DECLINED: "left aside from",
        Offered.OFFERED: "offered",
    }
    _told(verbs[state], given.found.evaluation_id, row.evaluation.told, number, by)


def _told(verb: str, look_id: str, path: str, number: str, by: Actor) -> None:
    record_in_trail(by=by, verb=verb, about="closer look", about_id=look_id, path=path, detail=number)
