"""What a joint broad view needs before it begins."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from speir.core.errors import Refused

LONGEST_INVITATION = 4000


@dataclass(frozen=True, slots=True)
class Invited:
    """Who is asked: a unit's id, the id of the person who answers for it, and whether in the short form.

    `indicators` are the numbers that this one is asked about, empty for all that the joint broad view asks about.
    """

    organisation: str
    answers: str = ""
    short: bool = False
    indicators: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What a joint broad view is to be: `indicators` are numbers of its framework's, `invitation` is words to them."""

    title: str
    period_from: dt.date | None
    period_to: dt.date | None
    due: dt.date | None
    indicators: tuple[str, ...]
    invited: tuple[Invited, ...]
    invitation: str = ""


def check(plan: Plan, *, known: Collection[str], askable: Collection[str], today: dt.date) -> list[Refused]:
    """Return every rule that a plan breaks, each with its field; empty when it can begin. Title and period aside.

    `known` are the numbers of the framework's indicators, `askable` the ids of the units that can be asked.
    """
    due, indicators, invited, invitation = plan.due, plan.indicators, plan.invited, plan.invitation
    broken = []
    if due is None:
        broken.append(Refused("joint-needs-due", "Enter the day by which you ask for contributions.", "due"))
    elif due < today:
        broken.append(Refused("joint-due-over", "That day is over. Enter one that is still to come.", "due"))
    elif due.year > today.year + 5:
        broken.append(
            Refused("joint-due-far", "Enter a day in the next five years. Is the year right?", "due")
        )
    if not indicators:
        broken.append(Refused("joint-needs-indicators", "Choose at least one indicator.", "indicators"))
    strange = [number for number in indicators if number not in known]
    if strange:
        said = f"This framework has no indicator {strange[0]}."
        broken.append(Refused("joint-indicator-unknown", said, "indicators"))
    if not invited:
        broken.append(Refused("joint-needs-organisations", "Choose who is asked to take part.", "invited"))
    if any(one.organisation not in askable for one in invited):
        said = "Choose organisations that sit in the partnership, or units of its own."
        broken.append(Refused("joint-organisation-unknown", said, "invited"))
    if len({one.organisation for one in invited}) < len(invited):
        broken.append(Refused("joint-organisation-twice", "Ask each organisation once.", "invited"))
    if any(set(one.indicators) - set(indicators) for one in invited):
        said = "Ask an organisation only about indicators that the joint broad view asks about."
        broken.append(Refused("joint-asked-of-more", said, "invited"))
    if len(invitation) > LONGEST_INVITATION:
        said = f"Use at most {LONGEST_INVITATION:,} characters for the invitation."
        broken.append(Refused("joint-invitation-long", said, "invitation"))
    return broken
