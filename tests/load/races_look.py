"""A closer look that is finished, or opened again, while people write in it: a part of `races`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from speir.evaluations.actions import judgements
from speir.evaluations.actions.beside import Field
from speir.evaluations.actions.looks import beginning, finishing, follow_ups, lines, offering
from speir.evaluations.models import FollowUp, Judgement, Look, LookStep, Offer, Question
from speir.evaluations.rules.looks.following import Follow
from speir.evaluations.rules.saving import mark
from tests import world, world_look

if TYPE_CHECKING:
    from collections.abc import Callable

    AtOnce = Callable[..., int]
    Holds = Callable[[str, bool], None]

SAID = Follow(kind="training", text="A course")


def look_races(cast: world.Cast, lead: world.Somebody, at_once: AtOnce, holds: Holds) -> None:
    """Finish in the middle of saves; what was acknowledged stands, and nothing comes in after the end."""
    _chosen_away(cast, lead, at_once, holds)
    for _turn in range(4):
        look = world_look.look(cast.team, lead)
        by, name = lead.actor, "finish while people write"
        save = partial(judgements.record, evaluation_id=look.id, number="3.2", by=by)
        asks = partial(lines.add, look_id=look.id, column="question", number="3.2", by=by)
        follow = partial(follow_ups.add, look_id=look.id, said=SAID, by=by)
        finish = partial(finishing.finish, look_id=look.id, by=by)
        done = at_once(
            name,
            partial(save, typed={"strengths": Field("They ring first.", mark(""))}),
            partial(asks, text="Do we share?"),
            follow,
            finish,
            finish,
        )
        row = Judgement.objects.get(evaluation=look.id)
        written = (
            bool(row.strengths),
            Question.objects.filter(look=look).exists(),
            FollowUp.objects.filter(look=look).exists(),
        )
        holds(name, done == 2 + sum(written))
        holds(name, row.frozen and LookStep.objects.filter(look=look).count() == 1)
        view = world.begun(cast, f"Beside {look.id}")
        give = partial(offering.offer, look_id=look.id, evaluation_id=view.id, numbers=["3.2"], by=by)
        at_once("offer", *[give] * 4)
        holds("offer", Offer.objects.filter(found=row).count() == 1)
        reopen = partial(finishing.reopen, look_id=look.id, text="More to hear.", by=by)
        at_once("open again", reopen, reopen, reopen)
        holds("open again", LookStep.objects.filter(look=look, said="reopened").count() == 1)
        look = Look.objects.get(pk=look.pk)
        holds("open again", look.finished_at is None and not look.evaluation.sealed)


def _chosen_away(cast: world.Cast, lead: world.Somebody, at_once: AtOnce, holds: Holds) -> None:
    """Take the last theme of an indicator away in the middle of a save: one of the two is told no."""
    mine, other = world_look.themes_of("3.2")[:1], world_look.themes_of("1.1")[:1]
    for _turn in range(8):
        look = world_look.look(cast.team, lead, themes=(*mine, *other))
        done = at_once(
            "themes while people write",
            partial(
                judgements.record,
                evaluation_id=look.id,
                number="3.2",
                typed={"strengths": Field("They ring first.", mark(""))},
                by=lead.actor,
            ),
            partial(
                beginning.choose_themes, look_id=look.id, themes=other, before=(*mine, *other), by=lead.actor
            ),
        )
        holds("themes while people write", done == 1)
