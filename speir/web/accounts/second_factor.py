"""Second factors: django-allauth's views behind our door, each with its entry in the trail."""

from __future__ import annotations

import json
from typing import Any

from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.mfa.webauthn.internal import auth
from django.conf import settings
from django.core import signing
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from speir.access.actor import Actor
from speir.accounts import actions, queries
from speir.core.errors import NotYours, Refused
from speir.web.accounts.lately import ELSEWHERE, unsure
from speir.web.accounts.settled import settle
from speir.web.shell.door import SECOND_FACTOR, setting_up

PASSKEY = "passkey"


@never_cache
@require_safe
@setting_up
def index(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Show what somebody signs in with, and what is still to be set up before they can go on."""
    person: Any = request.user
    factors = queries.factors_of(person.pk)
    host = request.get_host().partition(":")[0]
    context = {
        "has_password": person.has_usable_password() or queries.signs_in_elsewhere(person.pk),
        "email": person.email or "",
        "factors": factors,
        "passkeys": [(each, signing.dumps(each.id, salt=PASSKEY)) for each in factors.passkeys],
        "required": settings.SECOND_FACTOR_REQUIRED,
        "settled": bool(request.session.get(SECOND_FACTOR)),
        # A passkey belongs to a name; browsers make none for a bare number.
        "no_passkey_here": host.replace(".", "").isdigit() or host.startswith("["),
    }
    return render(request, "mfa/index.html", context)


class _Recorded:
    """A form that adds or removes a factor: it, its entry in the trail and the session's note come together."""

    verb = "added"
    what = ""

    def form_valid(self, form: Any) -> HttpResponse:
        request: HttpRequest = self.request  # type: ignore[attr-defined]
        first = not queries.has_second_factor(str(request.user.pk))
        with transaction.atomic():
            response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
            person: Any = request.user
            actions.note_factor(person=person, verb=self.verb, what=self.what)
            if first or not queries.has_second_factor(person.pk):
                # Elsewhere a session would go on as if there still were one; or somebody would, who came in without.
                by = Actor(person_id=person.pk, name=person.get_full_name(), grants=())
                actions.end_sessions(person=person, but=request.session.session_key or "", by=by)
        settle(request)
        return response


class AddApp(_Recorded, totp.ActivateTOTPView):
    """Add an authenticator app."""

    what = "app"


class RemoveApp(_Recorded, totp.DeactivateTOTPView):
    """Remove the authenticator app."""

    verb, what = "removed", "app"


class AddPasskey(_Recorded, webauthn.AddWebAuthnView):
    """Add a passkey: one that the device keeps, and that asks for a finger, a face or a PIN each time."""

    what = "webauthn"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        """What the page shows, and what the browser is asked for."""
        context: dict[str, Any] = super().get_context_data(**more)
        options = auth.begin_registration(self.request.user, True)
        return context | {"options": as_text(options)}


class RemovePasskey(_Recorded, webauthn.RemoveWebAuthnView):
    """Remove a passkey."""

    verb, what = "removed", "webauthn"
    success_url = reverse_lazy("mfa_index")

    def get_object(self, queryset: Any = None) -> Any:
        """The person's own passkey that the address names. Raises NotYours."""
        try:
            own = signing.loads(self.request.GET.get("which", ""), salt=PASSKEY)
        except signing.BadSignature:
            raise NotYours from None
        found = self.get_queryset().filter(pk=own).first()
        if found is None:
            raise NotYours
        return found


class NewCodes(_Recorded, codes.GenerateRecoveryCodesView):
    """Make new recovery codes; the earlier ones stop working."""

    what = "recovery_codes"


def as_text(options: Any) -> str:
    """Return what a browser is asked for, as text for an attribute of the form."""
    return json.dumps(options, cls=DjangoJSONEncoder)


def _behind_the_door(view: type) -> Any:
    inner = view.as_view()  # type: ignore[attr-defined]

    @never_cache
    @setting_up
    def page(request: HttpRequest, actor: Actor) -> HttpResponseBase:
        if unsure(request) == ELSEWHERE:  # what else there is to show, allauth asks for
            raise Refused("not-lately", ELSEWHERE)
        response: HttpResponseBase = inner(request)
        return response

    return page


add_app, remove_app = _behind_the_door(AddApp), _behind_the_door(RemoveApp)
add_passkey, remove_passkey = _behind_the_door(AddPasskey), _behind_the_door(RemovePasskey)
new_codes = _behind_the_door(NewCodes)
show_codes = _behind_the_door(method_decorator(never_cache, name="dispatch")(codes.ViewRecoveryCodesView))
