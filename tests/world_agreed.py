"""What a partnership agreed in a joint broad view, and an indicator that was judged again and again over the years."""

from __future__ import annotations

import datetime as dt
from unittest.mock import patch

from django.utils import timezone

from speir.evaluations.actions import broad_views, editions, trend_notes
from speir.evaluations.actions.moderation import agreeing
from speir.evaluations.models import Agreement, Edition, Evaluation, Joint, TrendNote
from speir.organisations.models import Unit
from tests import world, world_joint, world_moderation
from tests.world import Somebody
from tests.world_joint import Committee

WHY = "The files of both agencies were read together, and they tell the same."
APART = "Health sees what happens at the door, police what happens at night: both are right."


def came_to(
    joint: Joint, lead: Somebody, number: str, level: str, views: dict[str, str], reason: str = WHY
) -> Agreement:
    """What people came to who judged alone first: `views` are levels by for whom they spoke. No level: no agreement."""
    sitting = world_moderation.meeting(joint.evaluation, lead, (number,))
    places = {who: world_moderation.named(sitting, lead, f"From {who}", who).id for who in views}
    held = world_moderation.opened(sitting, lead, number)
    for who, key in views.items():
        world_moderation.judged(held, lead, key, place=places[who])
    world_moderation.revealed(held, lead)
    if level:
        return world_moderation.agreed(held, lead, level, reason)
    return agreeing.agree(round_id=held.id, agreed=False, reason=reason, by=lead.actor)


def agreed(there: Committee, joint: Joint | None = None) -> Joint:
    """A joint one of which 1.3 is agreed and written, 3.2 is not agreed, and 1.1 is still open, with a wide gap."""
    joint = joint or world_joint.complete(there)
    came_to(joint, there.lead, "1.3", "good", {"Health": "good", "Police": "adequate"})
    came_to(joint, there.lead, "3.2", "", {"Health": "adequate", "Police": "good"}, APART)
    view, lead = joint.evaluation, there.lead
    world.confirm(view, "1.3", lead)
    world.write(
        view,
        "1.3",
        lead,
        sure="some_doubt",
        strengths="Children are seen early, whoever hears of them first.",
        improvements="What was agreed is written down late.",
        done="1",
    )
    world.say(view, "1", "Help comes early, and families tell us so.", lead)
    world.say(view, "", "Well, where agencies meet; less well at night.", lead)
    world.say(view, "capacity", "We mend what we find within a year, and we know where we did not.", lead)
    return joint


def sealed(there: Committee) -> Joint:
    """The same with its first edition sealed."""
    joint = agreed(there)
    world.seal(joint.evaluation, there.lead)
    return joint


def over_years(
    unit: Unit, lead: Somebody, levels: tuple[str, ...], number: str = "3.2", last: dt.datetime | None = None
) -> list[Edition]:
    """One broad view each half year up to now, its edition sealed then with this level (empty for none)."""
    last = last or timezone.now()
    made, actor = [], lead.actor  # as they stand today: then they held no role yet
    for back, level in zip(reversed(range(len(levels))), levels, strict=True):
        at = last - dt.timedelta(days=182 * back)
        view = _begun(unit, lead, at.year)
        if level:
            world.write(view, number, lead, choice=level, why=f"What the files of {at.year} say.", done="1")
        with patch.object(timezone, "now", return_value=at):
            made.append(editions.seal(evaluation_id=view.id, by=actor))
    return made


def _begun(unit: Unit, lead: Somebody, year: int) -> Evaluation:
    return broad_views.begin(
        unit_id=unit.id,
        framework_key=world.FRAMEWORK,
        title=f"Broad view {year}",
        period_from=dt.date(year, 1, 1),
        period_to=dt.date(year, 12, 31),
        by=lead.actor,
    )


def fell(
    unit: Unit, by: Somebody, on: dt.date, text: str, kind: str = "action", number: str = "3.2"
) -> TrendNote:
    """Somebody writes down what fell between."""
    return trend_notes.write(
        unit_id=unit.id,
        indicator_id=world.framework().by_number[number].id,
        day=on,
        kind=kind,
        text=text,
        by=by.actor,
    )
