"""One unit: what it is, who takes part in it, and bringing a colleague in by a one-time address."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from speir.access.actor import Actor
from speir.accounts.queries import invited_until, ways_of
from speir.core.errors import Refused, Unfit
from speir.core.ids import new_id
from speir.notices import actions as notices
from speir.organisations import queries
from speir.organisations.actions import BY_E_MAIL, bring_in, new_sign_in_address, take_back_invitation
from speir.organisations.queries.pages import UnitPage, unit_page
from speir.web.people import words
from speir.web.people.forms import ColleagueForm
from speir.web.shell.door import sent_to, signed_in
from speir.web.shell.fields import add_refused


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def unit(request: HttpRequest, actor: Actor, unit_id: str) -> HttpResponseBase:
    """Show a unit and its people; a new one gets a one-time sign-in address to be handed over.

    The address is shown in the answer and kept nowhere; so the form bears an id, and sent again it does nothing.
    """
    page = unit_page(actor, unit_id)
    form = _form(page.kind, request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        sent = typed.pop("sent")
        if sent and request.session.get("brought_in") == sent:
            messages.success(
                request,
                _(
                    "That was done already. Until they have been here, a new address can be made beside their name."
                ),
            )
            return redirect("people:unit", unit_id)
        try:
            path = bring_in(unit_id=unit_id, by=actor, **typed)
            request.session["brought_in"] = sent
            if path == BY_E_MAIL:
                return _invited(request, unit_id, typed["email"])
            if not path:
                messages.success(request, _("Brought in. They are known here already and sign in as before."))
                return redirect("people:unit", unit_id)
            return _page(request, actor, unit_id, handed=path, to=typed["name"])
        except Unfit as unfit:
            add_refused(form, unfit.broken)
        except Refused as refused:
            add_refused(form, [refused])
    return _page(request, actor, unit_id, form=form, page=page)


@never_cache
@sent_to
@signed_in
def address(request: HttpRequest, actor: Actor, unit_id: str, person_id: str) -> HttpResponseBase:
    """Make a colleague whose address has gone a new one."""
    path = new_sign_in_address(unit_id=unit_id, person_id=person_id, by=actor)
    known = queries.colleagues(actor, unit_id, timezone.localdate())
    named = {c.person_id: c.name for c in known}
    if path == BY_E_MAIL:
        return _invited(request, unit_id, next(c.email for c in known if c.person_id == person_id))
    return _page(request, actor, unit_id, handed=path, to=named.get(person_id, ""))


@sent_to
@signed_in
def take_back(request: HttpRequest, actor: Actor, unit_id: str, person_id: str) -> HttpResponseBase:
    """End a colleague's open invitation."""
    take_back_invitation(unit_id=unit_id, person_id=person_id, by=actor)
    messages.success(request, _("The invitation is taken back: it signs nobody in any more."))
    return redirect("people:unit", unit_id)


def _invited(request: HttpRequest, unit_id: str, email: str) -> HttpResponse:
    said = _("An invitation is on its way to %(email)s. It can be used once, within 7 days.")
    messages.success(request, said % {"email": email})
    return redirect("people:unit", unit_id)


def _page(
    request: HttpRequest,
    actor: Actor,
    unit_id: str,
    *,
    form: ColleagueForm | None = None,
    page: UnitPage | None = None,
    handed: str = "",
    to: str = "",
) -> HttpResponse:
    page = page or unit_page(actor, unit_id)
    form = form or _form(page.kind)
    colleagues = queries.colleagues(actor, unit_id, timezone.localdate())
    by_mail = notices.configured()
    invited = invited_until({c.person_id for c in colleagues if c.email}) if by_mail else {}
    ways = ways_of({c.person_id for c in colleagues}) if page.may_manage else {}
    context = {
        "unit": page,
        "what": words.unit(page),
        "colleagues": [
            (
                c,
                words.role(c.role),
                words.days(c.starts, c.ends),
                invited.get(c.person_id),
                (way := ways.get(c.person_id)),
                way and (way.by_hand or (by_mail and c.email and way.by_mail)),
            )
            for c in colleagues
        ],
        "form": form,
        "by_mail": by_mail,
        "me": actor.person_id,
        "address": request.build_absolute_uri(handed) if handed else "",
        "to": to,
        "here_only": request.get_host().partition(":")[0] in ("127.0.0.1", "localhost"),
    }
    return render(request, "people/unit.html", context, status=422 if form.errors else 200)


def _form(kind: str, posted: QueryDict | None = None) -> ColleagueForm:
    return ColleagueForm(posted, kind=kind, initial={"sent": new_id()})
