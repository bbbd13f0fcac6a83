"""Pages for what went wrong. Whatever was typed into the form that brought it on stands on the page again."""

from __future__ import annotations

import logging
import sys

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

log = logging.getLogger(__name__)

NOT_SAVED = ", so this is not saved yet."
SIGNED_OUT = "You have been signed out, so this is not saved yet."
STALE_FORM = "This page had been open too long or in another window, so this is not saved yet."
NO_DATABASE = "Speir cannot reach its records just now, so this is not saved yet."
HIDDEN = (
    "csrfmiddlewaretoken",
    "password",
    "password1",
    "password2",
    "oldpassword",
    "present_password",
    "login",
    "go",
)
LABELS = {
    "strengths": "What we do well",
    "improvements": "What needs to improve",
    "text": "Your answer",
    "shows": "What we know",
    "why": "Why",
    "title": "Title",
    "name": "Name",
    "email": "E-mail address",
}


def keep(request: HttpRequest, sentence: str, *, status: int) -> HttpResponse:
    """Show what was typed in full, in a form that saves it once the person is back; for htmx the sentence alone.

    Where nothing was typed (somebody pressed Seal, say) there is no such form: they go back and press it again.
    """
    if getattr(request, "htmx", False):
        return HttpResponse(_(sentence), status=status, content_type="text/plain; charset=utf-8")
    seen: list[tuple[str, str, str]] = []
    unseen: list[tuple[str, str, str]] = []
    for name, values in request.POST.lists():
        if name not in HIDDEN:
            for value in values:
                (seen if name in LABELS else unseen).append((name, LABELS.get(name, ""), value))
    signed_out = sentence == SIGNED_OUT
    if not seen and sentence.endswith(NOT_SAVED):
        sentence = sentence.removesuffix(NOT_SAVED) + "."
    context = {
        "sentence": _(sentence),
        "seen": seen,
        "unseen": unseen,
        "signed_out": signed_out,
        "sign_in_page": settings.LOGIN_URL,
    }
    return render(request, "shell/keep.html", context, status=status)


def refused(request: HttpRequest, sentence: str, *, status: int) -> HttpResponse:
    """Say what a rule says; a form's texts are kept on the page."""
    if request.method == "POST":
        return keep(request, sentence, status=status)
    return render(
        request,
        "shell/message.html",
        {"heading": _("This is not possible"), "sentence": _(sentence)},
        status=status,
    )


def unavailable(request: HttpRequest) -> HttpResponse:
    """Say that the database does not answer."""
    log.exception("the database does not answer")
    if request.method == "POST":
        return keep(request, NO_DATABASE, status=503)
    sentence = _("Speir cannot reach its records just now. Nothing is lost. Try again in a minute.")
    return render(
        request, "shell/plain.html", {"heading": _("Try again in a minute"), "sentence": sentence}, status=503
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Give a form whose token has gone stale back with everything in it and a fresh token.

    A form that another site made is not given back: pressing Save in it would do what that site wants.
    """
    site = request.headers.get("Sec-Fetch-Site", "")
    if site not in ("", "same-origin", "none") or (not site and reason.startswith(("Origin", "Referer"))):
        sentence = _("Another website sent this, so Speir did nothing. Open Speir yourself and do it there.")
        heading = _("Something is wrong with this request")
        return render(request, "shell/plain.html", {"heading": heading, "sentence": sentence}, status=403)
    return keep(request, STALE_FORM, status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that the request makes no sense."""
    sentence = _("Speir did not understand this request. Go back and try once more.")
    return render(
        request,
        "shell/plain.html",
        {"heading": _("Something is wrong with this request"), "sentence": sentence},
        status=400,
    )


def too_large(request: HttpRequest) -> HttpResponse:
    """Say that a form is larger than Speir takes at once."""
    sentence = _(
        "This is more than Speir takes at once. Go back: what you typed should still be there. Shorten it."
    )
    return render(
        request, "shell/plain.html", {"heading": _("Not saved: too long"), "sentence": sentence}, status=413
    )


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that something was tried too often. Attempts that cannot be counted, on a full disk say, end here as well."""
    sentence = _(
        "Nothing was changed. This was tried too often in a short time, or Speir cannot keep count of it just now. "
        "Wait five minutes and try again. If nobody tried before you, tell whoever looks after your Speir."
    )
    return render(
        request, "shell/plain.html", {"heading": _("Wait a little"), "sentence": sentence}, status=429
    )


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that this is not allowed."""
    return refused(request, "Your role here does not include this.", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that there is nothing here; the same whether it is absent or hidden."""
    sentence = _("Either the address is not right, or this is not shared with you.")
    return render(
        request,
        "shell/message.html",
        {"heading": _("We cannot find that page"), "sentence": sentence},
        status=404,
    )


def only_sent_to(request: HttpRequest) -> HttpResponse:
    """Say that this address takes what a form sends and shows nothing by itself."""
    sentence = _("This address takes what a form sends. Coming here changed nothing.")
    response = render(
        request,
        "shell/message.html",
        {"heading": _("There is no page here"), "sentence": sentence},
        status=405,
    )
    response["Allow"] = "POST"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that Speir itself failed, or that the database does not answer where the door was not reached."""
    if isinstance(sys.exception(), OperationalError | InterfaceError):
        return unavailable(request)
    sentence = _(
        "Something in Speir went wrong. What was saved is safe. Go back: what you typed should still be there."
    )
    return render(
        request,
        "shell/plain.html",
        {"heading": _("Sorry, this did not work"), "sentence": sentence},
        status=500,
    )
