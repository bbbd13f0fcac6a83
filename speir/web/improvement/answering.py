"""What a priority answers: adding it, rewording it, taking it out; and what a new priority answers at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from speir.access.actor import Actor
from speir.core.errors import Refused, Unfit
from speir.core.ids import is_id, new_id
from speir.frameworks.queries import current as current_framework
from speir.frameworks.rules.structure import Framework
from speir.improvement.actions import findings as actions
from speir.improvement.queries import priority_form as queries
from speir.improvement.queries.boards import is_near
from speir.improvement.queries.sources import Where, offered, resolved
from speir.improvement.rules.findings import Said
from speir.improvement.rules.naming import SOURCE_WORDS
from speir.mentions.rules import Waits
from speir.web.evidence import picking
from speir.web.improvement.tabs import head
from speir.web.shell import mentions
from speir.web.shell.another import refused_or_another
from speir.web.shell.door import sent_to, signed_in
from speir.web.shell.fields import FromList, add_refused


class FindingForm(forms.Form):
    """Where something was found, of which indicator or theme, and in a sentence what."""

    finding_id = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    base = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    where = forms.CharField(
        label=gettext_lazy("Where was it found?"),
        help_text=gettext_lazy(
            "What you can read here is linked. A learning review or a survey is named in words."
        ),
        max_length=40,
        widget=FromList,
        error_messages={"required": gettext_lazy("Choose where it was found.")},
    )
    of = forms.CharField(
        label=gettext_lazy("Which indicator or theme? (optional)"),
        help_text=gettext_lazy("A priority closes with a new judgement of an indicator that it answers."),
        required=False,
        max_length=120,
        widget=FromList,
    )
    words = forms.CharField(
        label=gettext_lazy("What was found?"),
        help_text=gettext_lazy(
            "A sentence that stands by itself. For example: “At night nobody knows whom to ring.” "
            "No names of children."
        ),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "cols": None}),
    )

    def offer(self, where: Where, framework: Framework) -> None:
        """List the places, the indicators and their themes."""
        places = [(_(group), [(value, _(words)) for value, words in those]) for group, those in where.groups]
        self.fields["where"].widget.choices = [("", _("Choose one")), *places]
        listed: list[Any] = [("", _("None of them"))]
        for one in framework.indicators:
            whole = (one.number, f"{one.number} {one.title}")
            listed.append((f"{one.number} {one.short}", [whole, *((t.path, t.title) for t in one.themes)]))
        self.fields["of"].widget.choices = listed

    def typed(self, framework: Framework) -> Said:
        """Return what was typed, without where it was found."""
        number, theme = _of(self.cleaned_data["of"], framework)
        return Said(number=number, theme=theme, words=self.cleaned_data["words"])


@require_http_methods(["GET", "POST"])
@signed_in
def new(request: HttpRequest, actor: Actor, priority_id: str) -> HttpResponseBase:
    """Add something that the priority answers."""
    return _form(request, actor, queries.editing_finding(actor, priority_id))


@require_http_methods(["GET", "POST"])
@signed_in
def change(request: HttpRequest, actor: Actor, priority_id: str, finding_id: str) -> HttpResponseBase:
    """Change what the priority answers."""
    return _form(request, actor, queries.editing_finding(actor, priority_id, finding_id))


@sent_to
@signed_in
def out(request: HttpRequest, actor: Actor, priority_id: str, finding_id: str) -> HttpResponseBase:
    """Take out something that the priority answers, or put it back."""
    if "back" in request.POST:
        actions.put_back(priority_id=priority_id, finding_id=finding_id, by=actor)
        messages.success(request, _("Put back."))
    else:
        actions.take_out(priority_id=priority_id, finding_id=finding_id, by=actor)
        messages.success(request, _("Taken out. It can be put back at the end of the list."))
    return redirect(f"{reverse('improvement:priority', args=[priority_id])}#answers")


def _form(request: HttpRequest, actor: Actor, shown: queries.EditingFinding) -> HttpResponseBase:
    posted = mentions.answered(request.POST)
    item = request.GET.get("item", "")[:16]
    looks = picking.read(posted)
    where = offered(actor, shown, shown.said, item, chosen=posted.get("where", "")[:40], sought=looks.sought)
    first = {
        "finding_id": new_id(),
        "where": f"item:{item}" if item and not shown.id else where.now,
        "of": shown.said.theme or shown.said.number,
        "words": shown.said.words,
    }
    if looks.only:
        first = {name: posted.get(name, "") for name in ("finding_id", "where", "of", "words")}
    form = FindingForm(None if looks.only else posted or None, initial=first)
    form.offer(where, shown.framework)
    base, stands = posted.get("base", shown.base), None
    asked: dict[str, Any] = {"mentions": {}}
    if request.method == "POST" and not looks.only and form.is_valid():
        try:
            _save(actor, shown, form, base, posted)
            messages.success(request, _("Saved."))
            return redirect(f"{reverse('improvement:priority', args=[shown.priority_id])}#answers")
        except Unfit as unfit:
            broken = [replace_field(one) for one in unfit.broken]
            refused_or_another(form, Unfit(broken), "finding_id")
        except Waits as waits:
            asked = mentions.ask_several(form, posted, ("words",), waits)
        except Refused as refused:
            if refused.code == actions.CHANGED_CODE:
                base, stands = shown.base, _stands(shown)
            elif refused.field != "of":
                raise
            add_refused(form, [refused])
    context = asked | {
        "form": form,
        "base": base,
        "stands": stands,
        "editing": shown,
        "pick": picking.box(looks, more=picking.others(where.more, many=where.many, cut=where.cut)),
        **head(
            shown.unit_id,
            shown.unit,
            demonstration=shown.demonstration,
            belongs=is_near(actor, shown.unit_id),
        ),
    }
    status = 409 if stands else 422 if form.errors else 200
    return render(request, "improvement/finding_form.html", context, status=status)


def replace_field(one: Refused) -> Refused:
    """Return a refusal of a rule beside the box of this form that it is about."""
    names = {"source": "where", "number": "of"}
    return Refused(one.code, one.sentence, names.get(one.field, one.field))


def _save(
    actor: Actor, shown: queries.EditingFinding, form: FindingForm, base: str, posted: QueryDict
) -> None:
    typed = form.typed(shown.framework)
    said = resolved(actor, form.cleaned_data["where"], typed, shown.said)
    sent: dict[str, Any] = {
        "priority_id": shown.priority_id,
        "said": said,
        "keeping": mentions.keepings(posted, ("words",)),
        "by": actor,
    }
    if shown.id:
        actions.change(finding_id=shown.id, base=base, **sent)
    else:
        actions.add(finding_id=form.cleaned_data["finding_id"], **sent)


def _stands(shown: queries.EditingFinding) -> list[tuple[str, str]]:
    said, framework = shown.said, shown.framework
    indicator, theme = framework.by_number.get(said.number), framework.theme_by_path.get(said.theme)
    return [
        (_("Where was it found?"), _(SOURCE_WORDS.get(said.source, ""))),
        (_("Indicator"), f"{indicator.number} {indicator.title}" if indicator else ""),
        (_("Theme"), theme.title if theme else ""),
        (_("What was found?"), said.words),
    ]


def _of(value: str, framework: Framework) -> tuple[str, str]:
    """Return the number and the theme that a choice names; what is no theme is taken as a number."""
    for one in framework.indicators:
        if any(theme.path == value for theme in one.themes):
            return one.number, value
    return value[:12], ""


@dataclass(frozen=True, slots=True)
class Answers:
    """What a new priority answers at once, as an address such as `?where=view:…&of=3.2` names it."""

    said: Said | None
    where: str
    of: str
    words: str
    finding_id: str


def read(actor: Actor, request: HttpRequest, frameworks: tuple[tuple[str, str], ...]) -> Answers | None:
    """Return what the address of a new priority names, as far as the actor may read it; None where it names nothing."""
    sent = request.POST if request.method == "POST" else request.GET
    where, of = sent.get("where", "")[:40], sent.get("of", "")[:120]
    if not where or not frameworks:
        return None
    framework = current_framework(frameworks[0][0])
    number, theme = _of(of, framework)
    if number not in framework.by_number:
        number = ""
    try:
        said = resolved(actor, where, Said(number=number, theme=theme), Said())
    except Refused:
        return None
    if not said.source or (not said.number and not said.item):
        return None
    indicator = framework.by_number.get(number)
    words = _(SOURCE_WORDS.get(said.source, ""))
    if indicator:
        words = f"{words}: {indicator.number} {indicator.title}"
    given = sent.get("finding_id", "")
    return Answers(said, where, of, words, given if is_id(given) else new_id())


def answer(actor: Actor, priority_id: str, answers: Answers) -> None:
    """Add to a priority what it answers at once. Raises what `actions.findings.add` does, but for what is unfit."""
    if answers.said is None:
        return
    said = answers.said if answers.said.number else replace(answers.said, words=answers.words)
    try:
        actions.add(priority_id=priority_id, said=said, finding_id=answers.finding_id, by=actor)
    except Unfit:  # read by nobody any more, or of another framework: the priority stands without it
        return
