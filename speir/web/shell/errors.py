"""Pages for what went wrong. Whatever was typed into the form that brought it on stands on the page again."""

from __future__ import annotations

import logging
import re
import sys

from django.conf import settings
from django.core import signing
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from speir.web.shell.aside import put_aside
from speir.web.shell.typed import ASKED

log = logging.getLogger(__name__)

NOT_SAVED = ", so this is not saved yet."
SIGNED_OUT = "You have been signed out, so this is not saved yet."
LENT_OUT = (
    "Whoever lent you this device has been signed out, so what you judged was not kept. "
    "Give it back; once they have signed in again, judge once more."
)
NO_FACTOR = "A second factor is needed first: set one up under your name, so this is not saved yet."
STALE_FORM = "This page had been open too long or in another window, so this is not saved yet."
NO_DATABASE = "Speir cannot reach its records just now, so this is not saved yet."
KEPT = "kept"
# What the door notes of a view whose form somebody fills in on another's device.
LENT = "lent"
HIDDEN = (
    "csrfmiddlewaretoken",
    KEPT,
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
    "happens": "What happens?",
    "known": "How do we know?",
    "doing": "What one thing will we do?",
    "shows": "What we know",
    "account": "The account",
    "origin": "What exactly is the source",
    "with_whom": "With whom",
    "who": "Who shared it",
    "url": "Address",
    "words": "Words",
    "when": "Date or period",
    "why": "Why",
    "reason": "Why",
    "standpoint": "For whom you speak",
    "services": "From which services",
    "what": "What it was",
    "title": "Title",
    "name": "Name",
    "email": "E-mail address",
    "difference": "What will be different",
    "responsibility_words": "Who does what",
    "target": "The target",
    "resources": "What it takes",
    "note": "What else was said",
    "source": "Where it comes from",
    "heard": "You said",
    "decided": "We decided",
    "happened": "What happened",
    "reference": "Its reference",
    "step": "The step",
    "whom": "For whom",
    "outcome": "What came of it",
}
# Written in one form, and in another chosen from a list: a single word of these is taken for the latter's key.
CHOSEN_TOO = {"source", "heard", "whom"}
# Every other box that people write in.
BOXES = {box.partition(".")[2] for box in ASKED} - LABELS.keys()
# One of several boxes of a kind: `0-shows` of the first item of several, `url_1` of the second link.
NUMBERED = re.compile(r"(?:\d{1,2}-)?([a-z_]+?)(?:_\d)?")


def keep(request: HttpRequest, sentence: str, *, status: int) -> HttpResponse:
    """Show what was typed in full, in a form that saves it once the person is back; for htmx the sentence alone.

    Where nothing was typed (somebody pressed Seal, say) there is no such form: they go back and press it again. What
    somebody typed on a device that was lent to them never waits for its owner, who would read it on signing in again.
    """
    lent = getattr(request.resolver_match and request.resolver_match.func, LENT, False)
    if lent and sentence == SIGNED_OUT:
        words = {"heading": _("Not kept"), "sentence": _(LENT_OUT)}
        return _unkept(render(request, "shell/plain.html", words, status=status))
    if getattr(request, "htmx", False):
        return HttpResponse(_(sentence), status=status, content_type="text/plain; charset=utf-8")
    seen: list[tuple[str, str, str]] = []
    unseen: list[tuple[str, str, str]] = []
    for name, values in request.POST.lists():
        if name not in HIDDEN:
            label = _label(name)
            for value in values:
                shown = bool(label) and (name in LABELS or bool(value.strip()))
                shown = shown and (name not in CHOSEN_TOO or " " in value.strip())
                # The page of an action is one form: what is empty in it is not what somebody meant to save.
                shown = shown and (bool(value.strip()) or "step" not in request.POST)
                (seen if shown else unseen).append((name, label, value))
    signed_out = sentence == SIGNED_OUT
    if not seen and sentence.endswith(NOT_SAVED):
        sentence = sentence.removesuffix(NOT_SAVED) + "."
    context = {
        "heading": _("Not saved yet") if seen else _("This was not done"),
        "sentence": _(sentence),
        "seen": seen,
        "unseen": unseen,
        "signed_out": signed_out,
        "aside": put_aside(request, seen, unseen) if signed_out else "",
        "path": request.get_full_path(),
        "kept": signing.dumps(request.path, salt=KEPT),
    }
    response: HttpResponse = render(request, "shell/keep.html", context, status=status)
    return _unkept(response) if lent else response


def _unkept(response: HttpResponse) -> HttpResponse:
    """Have a browser keep no copy, so that Back shows it to nobody."""
    response["Cache-Control"] = "no-store"
    return response


def signed_out() -> str:
    """Return what a part of a page is told that asks after its person was signed out."""
    return _("You have been signed out. What you typed stays here.")


def _label(name: str) -> str:
    """Return what a box is called that somebody types into; empty for every other field.

    A form that holds many boxes of one name tells them apart after a dot.
    """
    name = name.partition(".")[0]
    found = NUMBERED.fullmatch(name)
    return LABELS.get(name) or LABELS.get(
        found[1] if found else "", "What you wrote" if name in BOXES else ""
    )


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
    # Without the traceback: on a full disk it would stand here for every save, of which there are many.
    log.error("the database does not answer: %s", sys.exception())
    if request.method == "POST":
        return keep(request, NO_DATABASE, status=503)
    sentence = _("Speir cannot reach its records just now. Nothing is lost. Try again in a minute.")
    return render(
        request, "shell/plain.html", {"heading": _("Try again in a minute"), "sentence": sentence}, status=503
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """Give a form whose token has gone stale back with everything in it and a fresh token.

    A form that another site made is not given back: pressing Save in it would do what that site wants. One that was
    given back before signing in goes through all the same: see `_is_kept_here`.
    """
    match, elsewhere = request.resolver_match, reason.startswith(("Origin", "Referer"))
    if match is not None and not elsewhere and _is_kept_here(request):
        # A view that looks at the token itself, because it decides first who may send files, finds it looked at.
        request.csrf_processing_done = True  # type: ignore[attr-defined]
        return match.func(request, *match.args, **match.kwargs)  # type: ignore[no-any-return]
    site = request.headers.get("Sec-Fetch-Site", "")
    if site not in ("", "same-origin", "none") or (not site and elsewhere):
        sentence = _("Another website sent this, so Speir did nothing. Open Speir yourself and do it there.")
        heading = _("Something is wrong with this request")
        return render(request, "shell/plain.html", {"heading": heading, "sentence": sentence}, status=403)
    return keep(request, STALE_FORM, status=403)


def _is_kept_here(request: HttpRequest) -> bool:
    """Whether this is a form that `keep` gave back for this address, sent from that page of ours.

    Signing in changes every token, so such a form has an old one; its writer should press Save once, not twice. The
    browser itself says whose page sent a form, and no page can say it in its place; that Origin is ours was looked at
    before the token. A browser that says nothing gets the form back once more.
    """
    if request.headers.get("Sec-Fetch-Site") != "same-origin" or "Origin" not in request.headers:
        return False
    try:
        signed = request.POST.get(KEPT, "")
        path = signing.loads(signed, salt=KEPT, max_age=settings.SESSION_COOKIE_AGE)
    except signing.BadSignature:
        return False
    return bool(path == request.path)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that the request makes no sense."""
    sentence = _("Speir did not understand this request. Go back and try once more.")
    return render(
        request,
        "shell/plain.html",
        {"heading": _("Something is wrong with this request"), "sentence": sentence},
        status=400,
    )


def too_large(request: HttpRequest, *, files: bool = False) -> HttpResponse:
    """Say that a form is larger than Speir takes at once, or the files with it."""
    if files:
        sentence = _("This is more than Speir takes at once. Go back, and choose fewer or smaller files.")
        context = {"heading": _("Not added: too large"), "sentence": sentence}
        return render(request, "shell/plain.html", context, status=413)
    if request.headers.get("HX-Request"):
        sentence = _(
            "This is more than Speir takes at once, so it is not saved yet. It stays here: shorten it."
        )
        return HttpResponse(sentence, status=413, content_type="text/plain; charset=utf-8")
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
