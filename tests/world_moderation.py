"""People who judge a broad view together, brought about through actions."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from speir.core.ids import new_id
from speir.evaluations.actions.moderation import agreeing, people, rounds, sitting, views
from speir.evaluations.models import Agreement, Evaluation, Evaluator, HiddenView, Moderation, Round
from speir.evaluations.rules.saving import mark
from tests import world
from tests.world import Somebody


def meeting(view: Evaluation, lead: Somebody, numbers: tuple[str, ...] = ("1.1", "1.3")) -> Moderation:
    """A meeting in which no indicator is open yet."""
    return sitting.begin(evaluation_id=view.id, indicators=numbers, moderation_id=new_id(), by=lead.actor)


def by_post(
    view: Evaluation, lead: Somebody, numbers: tuple[str, ...] = ("1.1", "1.3"), days: int = 7
) -> Moderation:
    until = timezone.localdate() + dt.timedelta(days=days)
    return sitting.begin(
        evaluation_id=view.id, indicators=numbers, until=until, moderation_id=new_id(), by=lead.actor
    )


def joined(moderation: Moderation, *those: Somebody) -> list[Evaluator]:
    return [people.join(moderation_id=moderation.id, by=one.actor) for one in those]


def named(moderation: Moderation, lead: Somebody, name: str, standpoint: str = "") -> Evaluator:
    """Somebody without a device of their own."""
    return people.put_on_list(
        moderation_id=moderation.id,
        name=name,
        standpoint=standpoint,
        evaluator_id=new_id(),
        by=lead.actor,
    )


def round_of(moderation: Moderation, number: str = "1.1") -> Round:
    """The latest round of an indicator."""
    rows = Round.objects.filter(moderation=moderation, indicator__number=number)
    return rows.select_related("moderation", "indicator").order_by("-turn")[0]


def opened(moderation: Moderation, lead: Somebody, number: str = "1.1") -> Round:
    return rounds.open_round(round_id=round_of(moderation, number).id, by=lead.actor)


def judged(
    row: Round, who: Somebody, choice: str, why: str = "", sure: str = "some_doubt", place: str = ""
) -> HiddenView:
    return views.judge(round_id=row.id, choice=choice, sure=sure, why=why, evaluator_id=place, by=who.actor)


def revealed(row: Round, lead: Somebody) -> Round:
    return rounds.reveal(round_id=row.id, anyway=True, by=lead.actor)


def agreed(
    row: Round, lead: Somebody, choice: str = "good", reason: str = "Both surveys say so.", sure: str = ""
) -> Agreement:
    """The people agree, with the form opened just now."""
    view, number = row.moderation.evaluation, row.indicator.number
    now = world.values(view, number)
    return agreeing.agree(
        round_id=row.id,
        agreed=True,
        choice=choice,
        sure=sure,
        reason=reason,
        base=mark(now["choice"]),
        base_sure=mark(now["sure"]),
        by=lead.actor,
    )


def done(cast: world.Cast) -> tuple[Evaluation, Moderation, Round]:
    """Morag and Isla judged 1.1 apart, it was revealed, and they agreed."""
    view = world.begun(cast)
    moderation = meeting(view, cast.lead)
    joined(moderation, cast.lead, cast.evaluator)
    row = opened(moderation, cast.lead)
    judged(row, cast.lead, "very_good", "Help came before anybody asked.")
    judged(row, cast.evaluator, "adequate", "We wait for reports too long.", "well_evidenced")
    revealed(row, cast.lead)
    agreed(row, cast.lead)
    return view, moderation, row


TEN = ("1.1", "1.2", "1.3", "1.4", "2.1", "3.1", "3.2", "3.3", "4.1", "4.2")


def judged_by_two(view: Evaluation, cast: world.Cast, numbers: tuple[str, ...] = TEN) -> Moderation:
    """By post, Morag and Isla chose the same of each indicator but the last but one; all of it is revealed."""
    moderation = by_post(view, cast.lead, numbers)
    joined(moderation, cast.lead, cast.evaluator)
    for at, number in enumerate(numbers):
        row = round_of(moderation, number)
        judged(row, cast.lead, "good" if at % 2 else "weak")
        judged(row, cast.evaluator, "good" if at % 2 or number == numbers[-2] else "weak")
        revealed(row, cast.lead)
    return moderation
