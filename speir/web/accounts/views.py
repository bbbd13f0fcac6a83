"""One-time sign-in addresses and one's own account."""

from __future__ import annotations

from typing import Any

from allauth.account import views as allauth
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from speir.access.actor import Actor
from speir.accounts import actions, queries
from speir.accounts.actions import proving
from speir.core.errors import Refused
from speir.notices import actions as notices
from speir.web.accounts import sessions
from speir.web.accounts.adapter import note_stopped
from speir.web.accounts.forms import NameForm, SignInForm
from speir.web.accounts.lately import CONFIRM, unsure
from speir.web.shell.door import ONE_TIME, setting_up
from speir.web.shell.fields import add_refused

SEVERAL = "Several e-mails are on their way already. Look again in a quarter of an hour."
ONLY_ONCE = (
    "Welcome. Choose how you sign in next time, with a password here or a passkey: the address worked once, and from "
    "now on nobody in your unit can make you another."
)


@never_cache
@require_http_methods(["GET", "POST"])
def one_time(request: HttpRequest, secret: str) -> HttpResponseBase:
    """Sign in by a one-time address. Opening it uses nothing up (mail scanners open links): the button does."""
    address = queries.good_address(secret)
    if request.method == "POST":
        try:
            person, goes_to = actions.use_sign_in_address(secret=secret)
        except Refused as refused:
            return render(
                request, "accounts/one_time_over.html", {"sentence": _(refused.sentence)}, status=410
            )
        if request.user.is_authenticated and request.user.pk != person.pk:
            logout(request)
        record_authentication(request, person, method=ONE_TIME)
        # Who has a second factor is asked for it: the address stands in the place of the password alone.
        lasting = queries.ways_of([person.pk])[person.pk].own or not (address and address.inviter_name)
        goes_to = goes_to or reverse("home" if lasting else "account")
        if not lasting:
            messages.success(request, _(ONLY_ONCE))
        goes_on: HttpResponseBase = perform_login(request, person, redirect_url=goes_to)
        return goes_on
    if address is None:
        return render(request, "accounts/one_time_over.html", status=410)
    context = {"name": address.person.name, "by": address.inviter_name, "made_at": address.made_at}
    return render(request, "accounts/one_time.html", context)


@require_http_methods(["GET", "POST"])
def sign_out(request: HttpRequest) -> HttpResponseBase:
    """Ask whether to sign out, and do so. Pages that a shared computer's browser has kept for Back go with it."""
    response: HttpResponseBase = allauth.logout(request)
    if request.method == "POST":
        response["Clear-Site-Data"] = '"cache"'
        response.delete_cookie(settings.SEEN_COOKIE_NAME)
    return response


@require_http_methods(["GET", "POST"])
@setting_up
def account(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Show and change one's name, and how one signs in."""
    person: Any = request.user
    named = NameForm(initial={"name": person.name})
    # Whoever has a password shows it in the form itself.
    to_show = "" if person.has_usable_password() else unsure(request)
    sign_in = SignInForm(initial={"email": person.email or ""}, person=person)
    if request.method == "POST" and "name" in request.POST:
        named = NameForm(request.POST)
        if named.is_valid():
            try:
                actions.rename(person=person, name=named.cleaned_data["name"], by=actor)
                messages.success(request, _("Your name is saved."))
                return redirect("account")
            except Refused as refused:
                add_refused(named, [refused])
    elif request.method == "POST" and "prove" in request.POST:
        return _send_proof(request, person, actor)
    elif request.method == "POST" and to_show:
        raise Refused("not-lately", to_show)
    elif request.method == "POST":
        limit: dict[str, Any] = {"action": "present_password", "user": person}
        sign_in = SignInForm(request.POST, person=person, may_try=lambda: _may_try(request, person, limit))
        if sign_in.is_valid():
            try:
                said = _set_sign_in(request, person, sign_in.cleaned_data, actor)
                update_session_auth_hash(request, person)
                sessions.note(request)
                ratelimit.clear(request, **limit)
                messages.success(request, said)
                return redirect("account" if _has_all(person) else "mfa_index")
            except Refused as refused:
                add_refused(sign_in, [refused])
    invalid = named.errors or sign_in.errors
    context = {
        "named": named,
        "sign_in": sign_in,
        "has_password": person.has_usable_password(),
        "to_show": _(to_show),
        "confirm": to_show == CONFIRM,
        "connected": bool(settings.IDENTITY_PROVIDERS) and queries.signs_in_elsewhere(person.pk),
        "unproven": notices.configured() and person.email and person.email_proven_at is None,
        "required": settings.SECOND_FACTOR_REQUIRED,
        "factors": queries.factors_of(person.pk),
    }
    return render(request, "accounts/account.html", context, status=422 if invalid else 200)


def _has_all(person: Any) -> bool:
    """Return whether somebody has all that signing in takes here."""
    return not settings.SECOND_FACTOR_REQUIRED or queries.factors_of(person.pk).any


def _may_try(request: HttpRequest, person: Any, limit: dict[str, Any]) -> bool:
    """Count a try of the present password; one too many is recorded."""
    may = bool(ratelimit.consume(request, **limit))
    if not may:
        note_stopped(person)
    return may


def _set_sign_in(request: HttpRequest, person: Any, typed: dict[str, Any], by: Actor) -> str:
    """Set the password, and the address at once or when it is proven; return what to say. Raises Refused."""
    email, password = typed["email"].strip().lower(), typed["password"]
    proof = notices.configured() and email != person.email
    if proof and not ratelimit.consume(request, action="confirm_email", key=person.pk):
        raise Refused("letters-many", SEVERAL, "email")  # anybody's letter box could be filled from here
    with transaction.atomic():
        # An address that letters reach stays until the new one is proven: a slip must not lock anybody out.
        stays = person.email if proof and person.email else email
        actions.set_sign_in(person=person, email=stays, password=password, by=by)
        if proof:
            proving.ask_to_prove(person=person, email=email, by=by)
    if not proof:
        return _("From now on you can sign in with this e-mail address and password.")
    if stays == email:
        return (
            _("From now on you can sign in with this. Open the e-mail that is on its way to %(email)s.")
            % typed
        )
    said = {"new": email, "now": stays}
    return (
        _("Your password is saved. Open the e-mail that is on its way to %(new)s: until then it is %(now)s.")
        % said
    )


def _send_proof(request: HttpRequest, person: Any, by: Actor) -> HttpResponseBase:
    if not person.email or not notices.configured():
        return redirect("account")
    if ratelimit.consume(request, action="confirm_email", key=person.pk):
        proving.ask_to_prove(person=person, email=person.email, by=by)
        messages.success(request, _("An e-mail is on its way to %(email)s.") % {"email": person.email})
    else:
        messages.success(request, _(SEVERAL))
    return redirect("account")


@never_cache
@require_http_methods(["GET", "POST"])
def prove(request: HttpRequest, token: str) -> HttpResponseBase:
    """Show that an e-mail address is one's own. Opening it changes nothing, since mail scanners do; the button does."""
    try:
        if request.method == "POST":
            proving.prove(token=token)
            messages.success(request, _("Thank you. This e-mail address is yours."))
            return redirect("account")
        person, email = proving.proven_by(token)
    except Refused as refused:
        said = {"sentence": _(refused.sentence)}
        return render(request, "accounts/one_time_over.html", said, status=410)
    return render(request, "accounts/prove.html", {"email": email, "name": person.name})


class NewPassword(allauth.PasswordResetFromKeyView):
    """Choose a new password by the address in a letter."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Set it, and record that."""
        with transaction.atomic():
            response: HttpResponse = super().form_valid(form)
            proving.note_new_password(person=self.reset_user)
        return response


new_password = never_cache(NewPassword.as_view())


def forgotten(request: HttpRequest) -> HttpResponseBase:
    """Ask whose password is forgotten; without a mail server the sign-in page says what to do."""
    if not notices.configured():
        return redirect("account_login")
    response: HttpResponseBase = allauth.password_reset(request)
    return response
