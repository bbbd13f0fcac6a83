"""Making a room, inviting into it, ending it, and what was read there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.errors import NotAllowed, Refused, Unfit
from speir.core.ids import new_id
from speir.core.text import day
from speir.evaluations.actions import rooms as actions
from speir.evaluations.queries import rooms
from speir.improvement.queries.rooms import named
from speir.mentions.rules import Waits
from speir.organisations.queries import units_where
from speir.sharing.rules import LONGEST_NAME, room_mark
from speir.web.shell import mentions
from speir.web.shell.door import sent_to, signed_in
from speir.web.shell.fields import FromList, PeriodField, add_refused, box

MEANWHILE = gettext_lazy(
    "Somebody changed this room meanwhile: it is called “%(name)s” now, from %(starts)s to %(ends)s. "
    "Save again to put yours in its place."
)


class DayField(PeriodField):
    """A day in words, such as 3 March 2027; cleans to its date. `last` takes the last day of a month or year."""

    def __init__(self, *, last: bool = False, **more: Any) -> None:
        self.last = last
        super().__init__(**more)

    def clean(self, value: str | None) -> Any:
        """Return the day. Raises ValidationError as PeriodField does."""
        period = super().clean(value)
        return period[self.last] if period else None


class RoomForm(forms.Form):
    """A room's name and its days."""

    room_id = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    base = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    unit = forms.CharField(
        label=gettext_lazy("Where"),
        max_length=16,
        widget=FromList,
        error_messages={"required": gettext_lazy("Choose where the room is made.")},
    )
    name = forms.CharField(
        label=gettext_lazy("Name of the room"),
        help_text=gettext_lazy("What it is for, such as: Joint inspection, spring 2027"),
        max_length=LONGEST_NAME,
        widget=box(),
        error_messages={"required": gettext_lazy("Give the room a name, such as the inspection it is for.")},
    )
    starts = DayField(
        label=gettext_lazy("First day"),
        help_text=gettext_lazy("For example: 3 March 2027"),
        max_length=100,
        widget=box(),
        error_messages={"required": gettext_lazy("Enter the first day.")},
    )
    ends = DayField(
        last=True,
        label=gettext_lazy("Last day"),
        help_text=gettext_lazy("At most six months later. The day after, nothing in the room can be read."),
        max_length=100,
        widget=box(),
        error_messages={"required": gettext_lazy("Enter the last day: no room stays open without one.")},
    )


class GuestForm(forms.Form):
    """An inspector who is here already."""

    person = forms.CharField(
        label=gettext_lazy("Who reads in it?"),
        max_length=16,
        widget=FromList,
        error_messages={"required": gettext_lazy("Choose an inspector from the list.")},
    )


class NewGuestForm(forms.Form):
    """An inspector who is not here yet."""

    sent = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    guest = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=200,
        widget=box(autocomplete="off"),
        error_messages={"required": gettext_lazy("Enter the inspector’s name.")},
    )


@require_http_methods(["GET", "POST"])
@signed_in
def new(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Make a room."""
    units = units_where(actor, Permission.READ_TRAIL)
    if not units:
        raise NotAllowed(actions.NOT_KEPT)
    form = RoomForm(
        mentions.answered(request.POST) or None, initial={"room_id": new_id(), "unit": units[0].id}
    )
    form.fields["unit"].widget.choices = [(unit.id, unit.name) for unit in units]

    def save(typed: dict[str, Any]) -> HttpResponseBase:
        wanted = {name: typed[name] for name in ("room_id", "name", "starts", "ends", "keeping")}
        made = actions.make(unit_id=typed["unit"], by=actor, **wanted)
        return redirect("rooms:room", made.id)

    return _described(request, form, save, None)


@require_http_methods(["GET", "POST"])
@signed_in
def change(request: HttpRequest, actor: Actor, room_id: str) -> HttpResponseBase:
    """Change a room's name and days."""
    kept = rooms.kept(actor, room_id)
    starts, ends = kept.heading.days
    first = {
        "name": kept.heading.name,
        "starts": day(starts),
        "ends": day(ends),
        "unit": kept.heading.unit_id,
    }
    form = RoomForm(mentions.answered(request.POST) or None, initial=first)
    form.fields["unit"].required = False

    def save(typed: dict[str, Any]) -> HttpResponseBase:
        wanted = {name: typed[name] for name in ("name", "starts", "ends", "keeping", "base")}
        actions.change(room_id=room_id, by=actor, **wanted)
        messages.success(request, _("Saved."))
        return redirect("rooms:room", room_id)

    return _described(request, form, save, kept.heading)


@require_http_methods(["GET", "POST"])
@signed_in
def end(request: HttpRequest, actor: Actor, room_id: str) -> HttpResponseBase:
    """Ask whether to end a room at once, and do so: it cannot be opened again."""
    if request.method != "POST":
        kept = rooms.kept(actor, room_id)
        if kept.heading.stands == "ended":
            return redirect("rooms:room", room_id)
        return render(request, "rooms/end.html", {"heading": kept.heading, "kept": kept})
    actions.end(room_id=room_id, by=actor)
    messages.success(request, _("Ended. Nothing in it can be read any more."))
    return redirect("rooms:room", room_id)


@require_safe
@signed_in
def readings(request: HttpRequest, actor: Actor, room_id: str) -> HttpResponse:
    """Show what was read in a room."""
    heading, found, older = rooms.readings(actor, room_id, request.GET.get("before", "")[:60], named)
    context = {"heading": heading, "readings": found, "older": older, "later": "before" in request.GET}
    return render(request, "rooms/readings.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def guests(request: HttpRequest, actor: Actor, room_id: str) -> HttpResponseBase:
    """Invite an inspector: one who is here already, or a new one, by a one-time address to be handed over."""
    kept = rooms.kept(actor, room_id)
    known = GuestForm(request.POST if "person" in request.POST else None)
    other = NewGuestForm(request.POST if "guest" in request.POST else None, initial={"sent": new_id()})
    form = other if other.is_bound else known
    address = ""
    if form.is_bound and form.is_valid():
        try:
            if form is known:
                actions.invite(room_id=room_id, person_id=known.cleaned_data["person"], by=actor)
                messages.success(request, _("Invited. They find the room when they sign in."))
                return redirect("rooms:room", room_id)
            address = _bring_in(request, actor, kept.heading, other)
            if not address:
                return redirect("rooms:room", room_id)
            kept = rooms.kept(actor, room_id)
        except Refused as refused:
            add_refused(form, [refused], {"name": "guest"})
    near: list[Any] = [("", _("Choose an inspector")), *kept.near]
    known.fields["person"].widget.choices = near
    context = {
        "heading": kept.heading,
        "kept": kept,
        "known": known,
        "other": other if not address else NewGuestForm(initial={"sent": new_id()}),
        "form": form,
        "address": request.build_absolute_uri(address) if address else "",
    }
    return render(request, "rooms/guests.html", context, status=422 if form.errors else 200)


@sent_to
@signed_in
def guest_out(request: HttpRequest, actor: Actor, room_id: str, person_id: str) -> HttpResponseBase:
    """Have somebody read in a room no more."""
    actions.take_out(room_id=room_id, person_id=person_id, by=actor)
    messages.success(request, _("Taken out. The room is shut to them now."))
    return redirect("rooms:room", room_id)


def _bring_in(request: HttpRequest, actor: Actor, heading: rooms.Heading, form: NewGuestForm) -> str:
    """Bring a new inspector in and invite them; return their one-time address, or nothing for a form sent twice."""
    sent = form.cleaned_data["sent"]
    if sent and request.session.get("brought_in") == sent:
        messages.success(
            request,
            _(
                "That was done already. Until they have been here, a new address can be made beside their name, "
                "among the unit’s people."
            ),
        )
        return ""
    address = actions.bring_in(room_id=heading.id, name=form.cleaned_data["guest"], by=actor)
    request.session["brought_in"] = sent
    return address


def _described(
    request: HttpRequest,
    form: RoomForm,
    save: Callable[[dict[str, Any]], HttpResponseBase],
    heading: rooms.Heading | None,
) -> HttpResponseBase:
    asked: dict[str, Any] = {}
    stands = room_mark(heading.name, *heading.days) if heading else ""
    base, behind = request.POST.get("base", stands), False
    if request.method == "POST" and form.is_valid():
        try:
            keeping = mentions.keeping(mentions.answered(request.POST), "name")
            return save(form.cleaned_data | {"keeping": keeping})
        except Unfit as unfit:
            add_refused(form, unfit.broken)
        except Waits as waits:
            asked = mentions.ask(form, waits)
        except Refused as refused:
            if refused.code != actions.CHANGED_CODE or heading is None:
                raise
            said = {"name": heading.name, "starts": heading.starts, "ends": heading.ends}
            form.add_error(None, MEANWHILE % said)
            base, behind = stands, True
    context = {"form": form, "heading": heading, "mentions": asked, "base": base}
    status = 409 if behind else 422 if form.errors else 200
    return render(request, "rooms/describe.html", context, status=status)
