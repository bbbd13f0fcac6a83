"""What a joint broad view needs before it begins."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
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


def check(
    plan: Plan,
    *,
    known: Collection[str],
    askable: Collection[str],
    nameable: Mapping[str, Collection[str]],
    today: dt.date,
) -> list[Refused]:
    """Return every rule that a plan breaks, each with its field; empty when it can begin. Title and period aside.

    `known` are the numbers of the framework's indicators, `askable` the ids of the units that can be asked, `nameable`
    by unit the ids of those who can be named to answer for it.
    """
    broken = due_day(plan.due, today)
    if not plan.indicators:
        broken.append(Refused("joint-needs-indicators", "Choose at least one indicator.", "indicators"))
    strange = [number for number in plan.indicators if number not in known]
    if strange:
        said = f"This framework has no indicator {strange[0]}."
        broken.append(Refused("joint-indicator-unknown", said, "indicators"))
    broken += inviting(plan.invited, asked=plan.indicators, askable=askable, nameable=nameable)
    return broken + words(plan.invitation)


def due_day(due: dt.date | None, today: dt.date) -> list[Refused]:
    """Return what is wrong with the day by which contributions are asked for."""
    if due is None:
        said = "Enter the day by which you ask for contributions."
    elif due < today:
        said = "That day is over. Enter one that is still to come."
    elif due.year > today.year + 5:
        said = "Enter a day in the next five years. Is the year right?"
    else:
        return []
    return [Refused("joint-due", said, "due")]


def words(invitation: str) -> list[Refused]:
    """Return what is wrong with the words of an invitation."""
    if len(invitation) <= LONGEST_INVITATION:
        return []
    said = f"Use at most {LONGEST_INVITATION:,} characters for the invitation."
    return [Refused("joint-invitation-long", said, "invitation")]


def inviting(
    invited: Collection[Invited],
    *,
    asked: Collection[str],
    askable: Collection[str],
    nameable: Mapping[str, Collection[str]],
) -> list[Refused]:
    """Return what is wrong with who is invited and what they are asked; as `check`, with the numbers that are asked."""
    broken = []
    if not invited:
        broken.append(Refused("joint-needs-organisations", "Choose who is asked to take part.", "invited"))
    if any(one.organisation not in askable for one in invited):
        said = "Choose organisations that sit in the partnership, or units of its own."
        broken.append(Refused("joint-organisation-unknown", said, "invited"))
    if len({one.organisation for one in invited}) < len(invited):
        broken.append(Refused("joint-organisation-twice", "Ask each organisation once.", "invited"))
    if any(set(one.indicators) - set(asked) for one in invited):
        said = "Ask an organisation only about indicators that the joint broad view asks about."
        broken.append(Refused("joint-asked-of-more", said, "invited"))
    if any(one.answers and one.answers not in nameable.get(one.organisation, ()) for one in invited):
        said = "Choose who answers from the list, or leave it to the organisation."
        broken.append(Refused("joint-answers-unknown", said, "invited"))
    return broken
