"""What follows from a closer look: the page, adding to it, changing one thing, taking it out and putting it back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from speir.access.actor import Actor
from speir.core.errors import Refused, Unfit
from speir.core.ids import new_id
from speir.core.text import day
from speir.evaluations.actions import readings
from speir.evaluations.actions.looks import follow_ups as actions
from speir.evaluations.queries.looks import follow_ups as queries
from speir.evaluations.rules.looks.following import SETTLED, Follow
from speir.evaluations.rules.looks.naming import FOLLOW_WORDS, FOLLOWING_WORDS, Following, FollowKind
from speir.mentions.rules import Waits
from speir.web.looks.tabs import tabs
from speir.web.shell import following, mentions, onward
from speir.web.shell.another import refused_or_another
from speir.web.shell.door import sent_to, signed_in
from speir.web.shell.fields import add_refused

# What could stand in each part of an empty page.
EXAMPLES: dict[str, Any] = {
    FollowKind.TELL_PARTICIPANTS: gettext_lazy(
        "For example: “A page that says what we heard and what we will do, to all three focus groups.”"
    ),
    FollowKind.TELL_STAFF: gettext_lazy("For example: “Ten minutes at each team’s next meeting.”"),
    FollowKind.TELL_FAMILIES: gettext_lazy("For example: “A leaflet that a family group has read first.”"),
    FollowKind.GOOD_PRACTICE: gettext_lazy(
        "For example: “How one nursery tells a parent before it shares, for the other nurseries.”"
    ),
    FollowKind.TRAINING: gettext_lazy("For example: “Writing a chronology, for new staff of all services.”"),
    FollowKind.MISSING: gettext_lazy("For example: “Nobody has asked young people over sixteen yet.”"),
}


class FollowForm(forms.Form):
    """What follows, for whom, who sees to it, until when, and how far it has come."""

    follow_id = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    base = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    kind = following.kind(FOLLOW_WORDS)
    text = following.text(
        gettext_lazy("What follows?"), gettext_lazy("One or two sentences. No names of children.")
    )
    whom = following.whom(gettext_lazy("A group or a service, such as “health visitors in the north”."))
    person = following.person()
    due = following.due()
    state = following.state(FOLLOWING_WORDS, Following.OPEN.value)
    outcome = following.outcome()

    def offer(self, shown: queries.Editing) -> None:
        """List who can see to it; leave out what is settled or not yet to be told."""
        self.fields["person"].widget.choices = [("", _("Nobody yet")), *shown.people]
        left = SETTLED if shown.page.finished_on else () if shown.id else ("state", "outcome")
        for name in left:
            del self.fields[name]

    def typed(self, stands: Follow) -> Follow:
        """Return what was typed; what the form does not ask stays as it stands."""
        names = ("kind", "text", "whom", "person", "due", "state", "outcome")
        return Follow(**{name: self.cleaned_data.get(name, getattr(stands, name)) for name in names})


@require_safe
@signed_in
def follow(request: HttpRequest, actor: Actor, look_id: str) -> HttpResponse:
    """Show what follows from a closer look."""
    shown = queries.follows(actor, look_id)
    readings.note(heading=shown.page.heading, by=actor)
    parts = [
        {
            "key": kind,
            "title": _(FOLLOW_WORDS[kind]),
            "example": EXAMPLES[FollowKind(kind)],
            "lines": [_line(line) for line in lines],
        }
        for kind, lines in shown.kinds
    ]
    context = {
        "parts": parts,
        "removed": [_line(line) for line in shown.removed],
        "steps": shown.steps,
        "may_add": shown.page.may_judge,
        "may_follow": shown.may_follow,
        "anything": any(part["lines"] for part in parts),
        "tracked": onward.tracked(actor, shown.page.heading.unit_id),
    }
    return render(request, "looks/follow.html", _beside(shown.page) | context)


@require_http_methods(["GET", "POST"])
@signed_in
def new(request: HttpRequest, actor: Actor, look_id: str) -> HttpResponseBase:
    """Add something that follows."""
    shown = queries.editing(actor, look_id, kind=request.GET.get("kind", "")[:20])
    if shown.page.finished_on:
        return redirect("looks:follow", look_id)
    return _form(request, actor, shown, _("What follows"))


@require_http_methods(["GET", "POST"])
@signed_in
def change(request: HttpRequest, actor: Actor, look_id: str, follow_id: str) -> HttpResponseBase:
    """Change something that follows, or say how far it has come."""
    return _form(request, actor, queries.editing(actor, look_id, follow_id), _("Change what follows"))


@sent_to
@signed_in
def remove(request: HttpRequest, actor: Actor, look_id: str, follow_id: str) -> HttpResponseBase:
    """Take something out that follows, or put it back."""
    if "back" in request.POST:
        actions.put_back(look_id=look_id, follow_id=follow_id, by=actor)
        messages.success(request, _("Put back."))
    else:
        actions.take_out(look_id=look_id, follow_id=follow_id, by=actor)
        messages.success(request, _("Taken out. It stands at the end of the page and can be put back."))
    return redirect("looks:follow", look_id)


def _form(request: HttpRequest, actor: Actor, shown: queries.Editing, title: str) -> HttpResponseBase:
    posted = mentions.answered(request.POST)
    said = shown.said
    first: dict[str, Any] = {name: getattr(said, name) for name in ("kind", "text", "whom", "person")}
    first |= {"due": day(said.due) if said.due else "", "state": said.state, "outcome": said.outcome}
    form = FollowForm(posted or None, initial=first | {"follow_id": new_id()})
    form.offer(shown)
    base, asked, stands = posted.get("base", shown.base), {}, None
    if request.method == "POST" and form.is_valid():
        try:
            row = _save(actor, shown, form, base, posted)
            messages.success(request, _("Saved."))
            return redirect(f"{reverse('looks:follow', args=[shown.page.id])}#f{row}")
        except Unfit as unfit:
            refused_or_another(form, unfit, "follow_id")
        except Waits as waits:
            asked = mentions.ask(form, waits)
        except Refused as refused:
            add_refused(form, [refused])
            if refused.code == actions.CHANGED_CODE:
                base, stands = shown.base, _said(shown)
    context = {
        "form": form,
        "mentions": asked,
        "base": base,
        "stands": stands,
        "title": title,
        "to_change": shown,
        "kept": said if shown.page.finished_on else None,
    }
    status = 409 if stands else 422 if form.errors else 200
    return render(request, "looks/follow_form.html", _beside(shown.page) | context, status=status)


def _save(actor: Actor, shown: queries.Editing, form: FollowForm, base: str, posted: Any) -> str:
    keeping = {name: mentions.keeping(posted, name) for name in ("text", "whom", "outcome")}
    typed: dict[str, Any] = {
        "look_id": shown.page.id,
        "said": form.typed(shown.said),
        "keeping": keeping,
        "by": actor,
    }
    if not shown.id:
        return actions.add(follow_id=form.cleaned_data["follow_id"], **typed).id
    return actions.change(follow_id=shown.id, base=base, **typed).id


def _said(shown: queries.Editing) -> list[tuple[str, str]]:
    """Return what stands now, as a form that is older shows it beside what was typed."""
    said, people = shown.said, dict(shown.people)
    return [
        (_("What is it?"), _(FOLLOW_WORDS[said.kind])),
        (_("What follows?"), said.text),
        (_("For whom?"), said.whom),
        (_("Who sees to it?"), people.get(said.person, "")),
        (_("By when?"), day(said.due) if said.due else ""),
        (_("How far has it come?"), _(FOLLOWING_WORDS[said.state])),
        (_("What came of it?"), said.outcome),
    ]


def _line(line: queries.FollowLine) -> dict[str, Any]:
    return {
        "id": line.id,
        "text": line.said.text,
        "whom": line.said.whom,
        "person": line.person,
        "due": line.due,
        "late": _late(line),
        "state": _(FOLLOWING_WORDS[line.said.state]),
        "open": line.said.state == Following.OPEN,
        "outcome": line.said.outcome,
        "mine": line.mine,
        "removed_by": line.removed_by,
    }


def _late(line: queries.FollowLine) -> str:
    return _(line.late) if line.late else ""


def _beside(page: Any) -> dict[str, Any]:
    return {"look": page, "heading": page.heading, "tabs": tabs(page.id, "looks:follow")}
