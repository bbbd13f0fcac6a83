"""Beginning a closer look, from a judgement of a broad view, from an indicator, or from nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.errors import NotAllowed, NotYours, Refused, Unfit
from speir.core.ids import is_id, new_id
from speir.core.text import clean, period
from speir.evaluations.actions.looks.beginning import begin
from speir.evaluations.queries.looks import prompting as queries
from speir.evaluations.queries.looks.starting import plan_of
from speir.evaluations.rules.looks.describing import TEXTS, Origin, check_beginning, manageable
from speir.evaluations.rules.looks.naming import About
from speir.evaluations.rules.looks.plans import Plan
from speir.evaluations.rules.looks.proposing import question_about, title_of
from speir.frameworks.queries import all_current
from speir.frameworks.rules.structure import Framework
from speir.mentions.rules import Waits, mended, unkept
from speir.organisations.queries import units_where
from speir.web.looks.forms import AboutForm, themes_shown
from speir.web.looks.show import rows
from speir.web.shell import mentions
from speir.web.shell.door import signed_in
from speir.web.shell.fields import add_refused

NOT_TO_BEGIN = gettext_lazy("Closer looks are begun by whoever leads here. Ask your lead officer.")
WEEKS = 6
# The reason that a closer look has which comes from a broad view.
FROM_BROAD_VIEW = "broad_view"
ASKED = ("title", *TEXTS)
# What the rule calls each end of the period, for which the form has one field.
DAYS = {"period_from": "period", "period_to": "period"}


@require_http_methods(["GET", "POST"])
@signed_in
def new(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Begin a closer look: one page, of which only why, what and which themes have to be said."""
    units = units_where(actor, Permission.START_EVALUATION)
    if not units:
        raise NotAllowed(str(NOT_TO_BEGIN))
    posted = mentions.answered(request.POST)
    asked = posted or request.GET
    prompt = _prompt(actor, asked)
    frameworks = {each.key: each for each in all_current()}
    plan = _plan(actor, asked)
    key = prompt.framework if prompt else plan.framework if plan else asked.get("framework", "")
    framework = frameworks.get(key) or next(iter(frameworks.values()))
    begun = _first(request.GET, framework, prompt, [one.id for one in units])
    first = begun | _of_plan(plan, framework) | ({"reason": begun["reason"]} if prompt else {})
    form = AboutForm(posted or None, framework=framework, units=units, initial=first)
    context: dict[str, Any] = {"mentions": {}}
    if form.is_bound:
        try:
            if form.is_valid():
                return redirect("looks:plan", _begin(form, posted, actor, plan))
            context = _all_at_once(form, posted, _broken(form, framework))
        except NotYours:
            form.add_error("unit", _("Choose who it is about from the list."))
        except Unfit as unfit:
            context = _all_at_once(form, posted, unfit.broken)
        except Refused as refused:
            add_refused(form, [refused])
            context["begun"] = form.cleaned_data["look_id"]
        except Waits as waits:
            context = mentions.ask_several(form, posted, ASKED, waits)
    ticked = form["themes"].value() or ()
    numbers = [
        one.number for one in framework.indicators if {theme.path for theme in one.themes} & set(ticked)
    ]
    context |= {
        "form": form,
        "units": units,
        "framework": framework,
        "prompt": prompt,
        "plan": plan,
        "before": queries.looks_from(actor, prompt.id) if prompt else [],
        "themes": themes_shown(framework, ticked),
        "advice": _(manageable(numbers)) if numbers else "",
        "row": rows(form, context["mentions"]),
    }
    return render(request, "looks/new.html", context, status=422 if form.errors else 200)


def _prompt(actor: Actor, asked: QueryDict) -> queries.Prompt | None:
    """Return the judgement that leads to it, by its id or by its broad view and indicator. Raises NotYours."""
    judgement, view = asked.get("judgement", ""), asked.get("view", "")
    if not judgement and not view:
        return None
    if not is_id(judgement or view):
        raise NotYours
    found = (
        queries.prompt_of(actor, judgement)
        if judgement
        else queries.prompt_at(actor, view, asked.get("indicator", "")[:8].replace("\x00", ""))
    )
    if found is None:
        raise NotYours
    return found


def _plan(actor: Actor, asked: QueryDict) -> Plan | None:
    """Return the plan to start from; one that was taken away meanwhile is none."""
    key = asked.get("starting", "")
    try:
        return plan_of(actor, "", key) if key and "\x00" not in key else None
    except NotYours:
        return None


def _of_plan(plan: Plan | None, framework: Framework) -> dict[str, Any]:
    """Return what a plan fills in."""
    if plan is None or plan.framework != framework.key:
        return {}
    said = {name: value for name, value in asdict(plan.said).items() if value}
    themes = [path for path in plan.themes if path in framework.theme_by_path]
    return said | {"starting": plan.key, "themes": themes}


def _first(
    given: QueryDict, framework: Framework, prompt: queries.Prompt | None, units: list[str]
) -> dict[str, Any]:
    """Return what the form begins with; an address may name the unit, an indicator, themes, a question, a reason."""
    today = timezone.localdate()
    indicator = prompt.indicator if prompt else framework.by_number.get(given.get("indicator", ""))
    unit = prompt.unit_id if prompt else given.get("unit", "")
    themes = [path for path in given.getlist("theme") if path in framework.theme_by_path]
    question = given.get("question", "")[:2000].replace("\x00", "")
    reasons = {one.key for one in framework.reasons}
    return {
        "look_id": new_id(),
        "judgement": prompt.id if prompt else "",
        "unit": unit if unit in units else units[0],
        "framework": framework.key,
        "reason": FROM_BROAD_VIEW
        if prompt and FROM_BROAD_VIEW in reasons
        else given.get("reason", "")
        if given.get("reason") in reasons
        else "",
        "about": About.QUESTION.value,
        "about_words": question or (question_about(indicator.short) if indicator else ""),
        "themes": themes or ([theme.path for theme in indicator.themes] if indicator else []),
        "period": period(today, today + dt.timedelta(weeks=WEEKS)),
    }


def _broken(form: AboutForm, framework: Framework) -> list[Refused]:
    """Return the rules that a form breaks of which some words have no shape: both are said at once."""
    typed = form.cleaned_data
    title, days = typed.get("title") or _("Closer look"), typed.get("period") or (None, None)
    today = timezone.localdate()
    return check_beginning(
        form.said(), title, days, typed.get("themes", ()), framework=framework, today=today
    )


def _all_at_once(form: AboutForm, posted: QueryDict, broken: Iterable[Refused]) -> dict[str, Any]:
    """Say beside each field what is wrong with it, and ask about whom the others mention: one round is enough."""
    wrong = set(form.errors)
    add_refused(form, [one for one in broken if DAYS.get(one.field, one.field) not in wrong], DAYS)
    texts = {name: clean(posted.get(name, "")) for name in ASKED if name not in form.errors}
    found = unkept(texts, mentions.keepings(posted, ASKED))
    return mentions.ask_several(form, posted, ASKED, Waits(found))


def _named(framework: Framework, themes: Collection[str]) -> str:
    """Return the name of the indicator that all themes belong to; nothing where there are several."""
    about = [one.title for one in framework.indicators if {theme.path for theme in one.themes} & set(themes)]
    return about[0] if len(about) == 1 else ""


def _begin(form: AboutForm, posted: QueryDict, actor: Actor, plan: Plan | None) -> str:
    typed, said = form.cleaned_data, form.said()
    framework = next(each for each in all_current() if each.key == typed["framework"])
    question = framework.question_by_number.get(said.key_question)
    asks = question.title if said.about == About.KEY_QUESTION and question else said.about_words
    return begin(
        unit_id=typed["unit"],
        framework_key=typed["framework"],
        # A title made here mentions nobody. Where nothing is asked yet, that alone is said, and not that a title is
        # missing too.
        title=typed["title"]
        or title_of(mended(asks, None), _named(framework, typed["themes"]))
        or _("Closer look"),
        period_from=typed["period"][0],
        period_to=typed["period"][1],
        said=said,
        themes=typed["themes"],
        look_id=typed["look_id"],
        origin=Origin(prompted=typed["judgement"], starting=plan.key if plan else ""),
        only_me=bool(typed["only_me"]),
        keeping=mentions.keepings(posted, ASKED),
        by=actor,
    ).id
