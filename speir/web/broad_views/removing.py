"""Removing words for good: looking for them, seeing where they stand, and taking them out of all that is ticked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Protocol, TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from speir.access.actor import Actor
from speir.core.errors import Unfit
from speir.evaluations.actions import readings
from speir.evaluations.actions import removing as actions
from speir.evaluations.queries import removable
from speir.evaluations.queries.removable import Found
from speir.improvement.queries.removable import places
from speir.retention.rules import removing as rules
from speir.web.sharing import kinds
from speir.web.shell.door import signed_in
from speir.web.shell.fields import OneOf, add_refused, box


class Place(Protocol):
    """One place where words stand: its key, and what is there."""

    @property
    def key(self) -> str:
        """What a form sends for it."""

    @property
    def said(self) -> str:
        """What is there."""


class Places(Protocol):
    """Where words were found."""

    @property
    def found(self) -> Sequence[Place]:
        """The places."""


L = TypeVar("L", bound=Places)


class LookForm(forms.Form):
    """The words to look for. They are neither kept nor recorded."""

    words = forms.CharField(
        label=gettext_lazy("Words to look for"),
        help_text=gettext_lazy("The name or number alone. Capitals, accents and hyphens do not matter."),
        max_length=rules.LONGEST_WORDS,
        widget=box(autocomplete="off", spellcheck="false"),
        error_messages={"required": gettext_lazy("Write the words to look for.")},
    )


class RemoveForm(LookForm):
    """From which places, how much, and why."""

    places = forms.MultipleChoiceField(
        label=gettext_lazy("Where they stand"),
        error_messages={
            "required": gettext_lazy("Tick the places from which the words are to be removed."),
            "invalid_choice": actions.CHANGED.sentence,
        },
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("Why are they removed?"),
        help_text=gettext_lazy("This stays in their place, with the date."),
        choices=[(key, gettext_lazy(said)) for key, (said, _note) in rules.REASONS.items() if key != "over"],
        widget=OneOf,
        error_messages={
            "required": gettext_lazy("Choose why the words are removed: it stays in their place.")
        },
    )
    extent = forms.ChoiceField(
        label=gettext_lazy("How much is removed?"),
        choices=[
            ("words", gettext_lazy("These words alone")),
            ("whole", gettext_lazy("Each text in which they stand, whole: the story itself tells who it is")),
        ],
        initial="words",
        widget=OneOf,
        error_messages={"required": gettext_lazy("Choose how much is removed.")},
    )


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def view(request: HttpRequest, actor: Actor, evaluation_id: str) -> HttpResponseBase:
    """Look for words in a unit's broad views and evidence, and remove them for good where they are ticked."""

    def look(words: str) -> removable.Looked:
        looked = removable.look(actor, evaluation_id, words)
        if words:
            kinds.at_its_own(request, looked.heading.look)
            for heading in looked.read:
                readings.note(heading=heading, evidence=looked.evidence, by=actor)
        return looked

    def page(looked: removable.Looked, form: forms.Form, words: str) -> HttpResponse:
        return _page(request, actor, looked, form, words)

    return looked_through(request, look, partial(actions.remove, evaluation_id=evaluation_id, by=actor), page)


def looked_through(
    request: HttpRequest,
    look: Callable[[str], L],
    remove: Callable[..., int],
    page: Callable[[L, forms.Form, str], HttpResponse],
) -> HttpResponseBase:
    """Look for the words that somebody wants to remove, then remove them where they ticked.

    `look` finds them (nothing for no words), `remove` takes them out, `page` shows what was found with its form.
    """
    if request.method == "GET":
        return page(look(""), LookForm(), "")
    asks = LookForm(request.POST)
    broken = rules.check(request.POST.get("words", "")) if asks.is_valid() else []
    if broken:
        add_refused(asks, broken)
    if asks.errors:
        return page(look(""), asks, "")
    words: str = asks.cleaned_data["words"]
    looked = look(words)
    if "remove" not in request.POST:
        ticked = {"words": words, "places": [found.key for found in looked.found]}
        return page(looked, RemoveForm(initial=ticked), words)
    form = RemoveForm(request.POST)
    form.fields["places"].choices = [(found.key, found.said) for found in looked.found]  # type: ignore[attr-defined]
    if form.is_valid():
        asked: dict[str, Any] = form.cleaned_data
        whole = asked["extent"] == "whole"
        try:
            count = remove(words=words, places=asked["places"], reason=asked["reason"], whole=whole)
        except Unfit as unfit:
            add_refused(form, unfit.broken)
        else:
            said = ngettext("Removed from %(n)d place.", "Removed from %(n)d places.", count) % {"n": count}
            messages.success(request, said + " " + _("A note with the date and the reason stands there now."))
            return redirect(request.path)
    return page(looked, form, words)


def _page(
    request: HttpRequest, actor: Actor, looked: removable.Looked, form: forms.Form, words: str
) -> HttpResponse:
    kinds.at_its_own(request, looked.heading.look)
    ticked = set(form["places"].value() or ()) if isinstance(form, RemoveForm) else set()
    here = kinds.here(looked.heading)
    context = {
        "heading": looked.heading,
        "unit": {"name": looked.unit, "demonstration": looked.heading.demonstration},
        "form": form,
        "words": words,
        "groups": _groups(looked, ticked),
        "count": len(looked.found),
        "beyond": looked.beyond,
        "held": _(looked.held) if looked.held else "",
        "to_do": places(actor, looked.unit_id, words) if words else 0,
        "unit_id": looked.unit_id,
        "hold_at": here["to_hold"] if looked.heading.may_remove else "",
    } | here
    return render(request, "broad_views/remove.html", context, status=422 if form.errors else 200)


def _groups(looked: removable.Looked, ticked: set[str]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Return the places by the thing in which they stand, this broad view's first."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for found in looked.found:
        thing = found.thing or _("Evidence of %(unit)s") % {"unit": looked.unit}
        groups.setdefault(thing, []).append(_line(found, ticked))
    return list(groups.items())


def _line(found: Found, ticked: set[str]) -> dict[str, Any]:
    words = [found.number, _(found.said)]
    how = f"{_(found.how)} {found.on}" if found.how else _("as it stands now")
    return {
        "key": found.key,
        "said": " ".join(word for word in words if word),
        "how": how,
        "near": found.near,
        "ticked": found.key in ticked,
    }
