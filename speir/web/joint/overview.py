"""A joint broad view: who takes part, how far each has come, and what is next for whoever leads it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from speir.access.actor import Actor
from speir.core.text import capital, day, number
from speir.evaluations.queries import joints
from speir.evaluations.queries.joint_standing import Standing, standing
from speir.evaluations.rules.asking import HANDED_IN, OUT, PROGRESS_WORDS, Progress
from speir.notices.actions import configured
from speir.web.broad_views.joints import handed_in
from speir.web.joint.tabs import tabs
from speir.web.shell.door import signed_in


@require_safe
@signed_in
def overview(request: HttpRequest, actor: Actor, joint_id: str) -> HttpResponse:
    """Show who takes part and how each contribution stands."""
    opened = joints.opened(actor, joint_id)
    heading = opened.heading
    stand = standing(actor, opened)
    part = [one for one in stand if one.party.progress not in OUT and not one.party.gone]
    came = sum(one.party.progress in HANDED_IN for one in part)
    standing_now = [(one, said(one)) for one in sorted(stand, key=lambda one: one.party.progress in OUT)]
    context = {
        "heading": heading,
        "tabs": tabs(joint_id, "joint:overview"),
        "asked": opened.asked,
        "all": len(opened.asked) == len(opened.framework.indicators),
        "stand": standing_now,
        # Whoever leads finds everybody in the table; who takes part finds the way back to what they hand in.
        "mine": [] if heading.leads else [pair for pair in standing_now if pair[0].party.mine],
        "handed_in": handed_in(came, len(part)),
        "next": next_for(joint_id, stand, came) if heading.leads and not heading.ended else [],
        "letters": configured(),
        "ended_on": day(heading.ended_on) if heading.ended_on else "",
    }
    return render(request, "joint/overview.html", context)


def said(one: Standing) -> dict[str, Any]:
    """Return how a contribution stands in words, with what there is to say besides."""
    party = one.party
    handed = party.progress in HANDED_IN
    beside = []
    if party.left:
        beside.append(_("No longer a member: its last day was %(on)s") % {"on": day(party.left)})
    if one.came:
        beside.append(_("Came on %(on)s") % {"on": day(one.came)} + _after(one.late, came=True))
    elif one.late:
        beside.append(_after(one.late, came=False))
    if one.changed:
        beside.append(_("Changed after it was accepted, on %(on)s") % {"on": day(one.changed)})
    if one.done:
        done = _("%(done)d of %(all)d indicators done") % {"done": one.done.done, "all": one.done.asked}
        owned = ngettext(", %(n)d has an owner", ", %(n)d have an owner", one.done.owned)
        beside.append(done + (owned % {"n": one.done.owned} if one.done.owned else ""))
    return {
        "progress": _(PROGRESS_WORDS[party.progress]),
        "beside": beside,
        "late": bool(one.late) and not handed,
        "by": "" if party.progress in OUT or party.gone else day(party.dates.by),
        "extended": party.progress not in OUT and not party.gone and party.dates.by != party.dates.due,
    }


def _after(days: int, *, came: bool) -> str:
    if not days:
        return ""
    if came:
        return ngettext(", %(n)s day after its day", ", %(n)s days after its day", days) % {"n": number(days)}
    return ngettext("%(n)s day after its day", "%(n)s days after its day", days) % {
        "n": capital(number(days))
    }


# What whoever leads looks at first.
NEXT = (
    Progress.SUBMITTED,
    Progress.NOT_STARTED,
    Progress.IN_PROGRESS,
    Progress.INVITED,
    Progress.DECLINED,
)


# As many that have not answered are named one by one; of more it is said how many there are.
NAMED = 2


def next_for(joint_id: str, stand: list[Standing], came: int) -> list[tuple[str, str]]:
    """Return what is next for whoever leads, each with where it is done, if anywhere; the first thing first.

    `came` is how many have handed in: two can be laid side by side.
    """
    stand = [one for one in stand if not one.party.gone]
    silent = [one for one in stand if one.party.progress is Progress.INVITED and not one.late]
    several = silent if len(silent) > NAMED else []
    found = []
    for one in stand:
        words = "" if one in several else _next(one)
        if words:
            order = (NEXT.index(one.party.progress), -one.late, one.party.name)
            found.append((order, reverse("joint:party", args=[joint_id, one.party.contribution_id]), words))
    if several:
        said = _("%(n)s organisations have not answered the invitation") % {
            "n": capital(number(len(several)))
        }
        found.append(((NEXT.index(Progress.INVITED), 0, ""), "", said))
    if came > 1:
        order = (NEXT.index(Progress.SUBMITTED), 1, "")
        found.append((order, reverse("joint:matrix", args=[joint_id]), _("Look at what came side by side")))
    return [(to, words) for _order, to, words in sorted(found)]


def _next(one: Standing) -> str:
    name = {"name": one.party.name}
    match one.party.progress:
        case Progress.SUBMITTED:
            return _("Read what %(name)s handed in, and accept it or ask") % name
        case Progress.NOT_STARTED | Progress.IN_PROGRESS if one.late:
            return _("Ask %(name)s how far it is, or give it more time") % name
        case Progress.INVITED:
            return _("%(name)s has not answered the invitation") % name
        case Progress.DECLINED:
            return _("%(name)s does not take part: read why") % name
    return ""
