"""Beginning a joint broad view, and inviting further organisations to one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from speir.access.actor import Actor
from speir.core.errors import NotAllowed, Refused, Unfit
from speir.core.ids import new_id
from speir.core.text import listed, number, period
from speir.evaluations.actions import joints as actions
from speir.evaluations.policy.joints import CALLED_OFF, LEADS
from speir.evaluations.queries import joint_choices, joint_lists, joints
from speir.evaluations.rules.planning import Plan
from speir.frameworks.queries import all_current
from speir.frameworks.rules.structure import Framework
from speir.mentions.rules import Waits
from speir.web.joint.forms import ALL, FOCUS, InviteForm, PlanForm, first_of
from speir.web.joint.tabs import tabs
from speir.web.shell import mentions
from speir.web.shell.door import signed_in
from speir.web.shell.fields import add_refused

NOT_TO_BEGIN = "Joint broad views are begun by whoever leads a partnership. Ask your lead officer."
TEXTS = ("title", "invitation")


@require_http_methods(["GET", "POST"])
@signed_in
def new(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Begin a joint broad view: first of which partnership, where there are several; then all of it on one page."""
    units = joint_choices.leads_in(actor)
    if not units:
        raise NotAllowed(NOT_TO_BEGIN)
    posted = mentions.answered(request.POST)
    asked = posted or request.GET
    unit_id = asked.get("unit", "") or (units[0].id if len(units) == 1 else "")
    if not unit_id:
        return render(request, "joint/where.html", {"units": units})
    choices = joint_choices.choices(actor, unit_id)
    frameworks = {each.key: each for each in all_current()}
    follows = asked.get("follows", "")
    last = joint_lists.as_last_time(actor, follows, unit_id) if follows else None
    key = asked.get("framework", "") or (last.framework if last else "")
    framework = frameworks.get(key) or next(iter(frameworks.values()))
    form = PlanForm(
        posted or None,
        choices=choices,
        indicators=framework.indicators,
        initial=_first(choices, framework, last, follows),
    )
    context: dict[str, Any] = {"mentions": {}}
    if request.method == "POST" and form.is_valid():
        try:
            begun = _begin(form, posted, actor)
            messages.success(request, _begun(len(form.cleaned_data["invited"])))
            return redirect("joint:overview", begun)
        except Unfit as unfit:
            add_refused(form, unfit.broken, {"period_from": "period", "period_to": "period"})
        except Refused as refused:
            add_refused(form, [refused])
        except Waits as waits:
            context = mentions.ask_several(form, posted, TEXTS, waits)
    gone = last.names.keys() - {one.id for one in choices.organisations} if last else set()
    context |= {
        "form": form,
        "choices": choices,
        "units": units,
        "framework": framework,
        "frameworks": [each for each in frameworks.values() if each is not framework],
        "earlier": [] if last or form.is_bound else joint_lists.earlier(actor, unit_id),
        "last": last,
        "gone": listed(sorted(last.names[one] for one in gone)) if last else "",
        "questions": _questions(framework, form.ticked),
    }
    return render(request, "joint/new.html", context, status=422 if form.errors else 200)


def _first(
    choices: joint_choices.Choices,
    framework: Framework,
    last: joint_lists.AsLastTime | None,
    follows: str,
) -> dict[str, Any]:
    """Return what the form begins with: as last time, or a plain start."""
    today = timezone.localdate()
    known = {each.number for each in framework.indicators}
    numbers = [n for n in last.indicators if n in known] if last else []
    here = {one.id for one in choices.organisations}
    invited = [one for one in last.organisations if one.organisation in here] if last else []
    return {
        "joint_id": new_id(),
        "unit": choices.unit_id,
        "framework": framework.key,
        "follows": follows,
        "title": _("Joint broad view %(year)s") % {"year": today.year},
        "period": period(today.replace(month=1, day=1), today.replace(month=12, day=31)),
        "scope": FOCUS if numbers and len(numbers) < len(known) else ALL,
        "indicators": numbers,
        "invitation": last.invitation
        if last
        else _(
            "We ask you to look at your own work with these indicators, and to hand in what you found. "
            "What you hand in is set beside what the others found, and we talk about it on a day together."
        ),
        **first_of(invited),
    }


def _begin(form: PlanForm, posted: QueryDict, actor: Actor) -> str:
    typed = form.cleaned_data
    plan = Plan(
        title=typed["title"],
        period_from=typed["period"][0],
        period_to=typed["period"][1],
        due=typed["due"],
        indicators=form.numbers(),
        invited=form.chosen(),
        invitation=typed["invitation"],
    )
    return actions.begin(
        unit_id=typed["unit"],
        framework_key=typed["framework"],
        plan=plan,
        follows=typed["follows"],
        joint_id=typed["joint_id"],
        keeping=mentions.keepings(posted, TEXTS),
        by=actor,
    ).id


def _begun(count: int) -> str:
    return ngettext(
        "Begun, and %(n)s organisation is invited.", "Begun, and %(n)s organisations are invited.", count
    ) % {"n": number(count)}


def _questions(framework: Framework, ticked: frozenset[str]) -> list[dict[str, Any]]:
    """Return the key questions with their indicators, each with its place on the form and whether it is ticked."""
    places = {each.number: at for at, each in enumerate(framework.indicators)}
    return [
        {
            "question": question,
            "indicators": [
                (each, places[each.number], each.number in ticked) for each in question.indicators
            ],
        }
        for question in framework.key_questions
    ]


@require_http_methods(["GET", "POST"])
@signed_in
def invite(request: HttpRequest, actor: Actor, joint_id: str) -> HttpResponseBase:
    """Invite further organisations to a joint broad view that has begun."""
    opened = joints.opened(actor, joint_id)
    heading = opened.heading
    if not heading.leads:
        raise NotAllowed(LEADS)
    if heading.ended:
        raise Refused("joint-ended", CALLED_OFF)
    choices = joint_choices.choices(actor, heading.unit_id, joint_id=joint_id)
    if request.method == "POST":
        # A form that is sent twice still knows those whom the first one invited.
        everybody = joint_choices.choices(actor, heading.unit_id)
        sent = set(request.POST.getlist("invited"))
        every = request.POST.get("whom") == ALL and not choices.organisations
        choices = joint_choices.Choices(
            choices.unit_id,
            choices.unit,
            tuple(
                one
                for one in everybody.organisations
                if every or one in choices.organisations or one.id in sent
            ),
        )
    form = InviteForm(request.POST or None, choices=choices, indicators=opened.asked)
    if request.method == "POST" and form.is_valid():
        try:
            new_ones = actions.invite(joint_id=joint_id, invited=form.chosen(), by=actor)
            said = ngettext(
                "%(n)d organisation is invited.", "%(n)d organisations are invited.", len(new_ones)
            )
            messages.success(
                request, said % {"n": len(new_ones)} if new_ones else _("They were invited already.")
            )
            return redirect("joint:overview", joint_id)
        except Unfit as unfit:
            add_refused(form, unfit.broken)
    context = {"form": form, "heading": heading, "choices": choices, "tabs": tabs(joint_id, "")}
    return render(request, "joint/invite.html", context, status=422 if form.errors else 200)
