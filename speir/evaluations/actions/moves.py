"""Writing down a move about a contribution. Used by the actions that move one, inside their transaction."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from speir.access.actor import Actor
from speir.evaluations.actions.joint_letters import tell
from speir.evaluations.models import Contribution, ContributionStep, Edition
from speir.evaluations.rules.asking import DECIDES, Move


def move(
    contribution: Contribution,
    made: Move,
    *,
    text: str = "",
    edition: Edition | None = None,
    due: dt.date | None = None,
    by: Actor,
) -> ContributionStep:
    """Keep a move as a row that stays, and note it on the contribution where it decides how that stands.

    Whoever it concerns is told by e-mail. The contribution's other fields are saved by whoever calls. `text` was asked
    about before.
    """
    if made in DECIDES and contribution.last != made:
        contribution.last = made
        contribution.save(update_fields=["last"])
    step = ContributionStep.objects.create(
        contribution=contribution,
        move=made,
        text=text,
        edition=edition,
        due=due,
        by=by.person_id,
        by_name=by.name,
        at=timezone.now(),
    )
    tell(step)
    return step
