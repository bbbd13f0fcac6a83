"""Joint broad views as they stand in lists: on their own page, and on the list of broad views."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from speir.access.actor import Actor
from speir.core.text import capital, number
from speir.evaluations.queries import joint_lists
from speir.evaluations.rules.asking import PROGRESS_WORDS

# On the list of broad views so many joint ones are shown.
FEW = 3


def shown(actor: Actor, *, page: int = 1, most: int = joint_lists.PAGE) -> dict[str, Any]:
    """Return what the lists of joint broad views show: the lines of a page, and whose invitations wait."""
    found = joint_lists.listing(actor, page=page, most=most)
    return {
        "joints": [(line, _beside(line), _mine(line)) for line in found.lines],
        "more_joints": found.more,
        "asked": [(one, PROGRESS_WORDS[one.progress]) for one in found.asked],
        "invitations": found.waiting,
    }


def _beside(line: joint_lists.JointLine) -> list[str]:
    """Return in sentences how many have handed in, whose day is over, and who has not answered."""
    if line.left:
        return [_("No longer a member: its last day was %(on)s.") % {"on": line.left}]
    says = [handed_in(line.came, line.take_part)]
    if line.late and not line.ended:
        late = ngettext("%(n)s is after its day.", "%(n)s are after their day.", line.late)
        says.append(late % {"n": capital(number(line.late))})
    if line.open and not line.ended:
        still = ngettext(
            "%(n)s has not answered the invitation.", "%(n)s have not answered the invitation.", line.open
        )
        says.append(still % {"n": capital(number(line.open))})
    return says


def _mine(line: joint_lists.JointLine) -> list[tuple[joint_lists.Mine, str]]:
    return [(one, _(PROGRESS_WORDS[one.progress])) for one in line.mine]


def handed_in(came: int, part: int) -> str:
    """Return how many have handed in, as a sentence."""
    if not part:
        return _("Nobody takes part yet.")
    if part == 1:
        one = _("The only one that takes part has handed in.")
        return one if came else _("The only one that takes part has not handed in yet.")
    said = ngettext("%(came)s of %(part)s has handed in.", "%(came)s of %(part)s have handed in.", came or 1)
    return said % {"came": capital(number(came)) if came else _("None"), "part": number(part)}
