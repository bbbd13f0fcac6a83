"""Without a public address Speir is for this machine alone: what came through a proxy is not answered."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

# What a proxy adds when it passes on what somebody elsewhere asked for.
PASSED_ON = frozenset(
    {
        "HTTP_FORWARDED",
        "HTTP_VIA",
        "HTTP_X_FORWARDED_FOR",
        "HTTP_X_FORWARDED_HOST",
        "HTTP_X_FORWARDED_PORT",
        "HTTP_X_FORWARDED_PROTO",
        "HTTP_X_FORWARDED_SERVER",
        "HTTP_X_REAL_IP",
    }
)


def only_here(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Refuse what a proxy passes on as long as Speir has no public address.

    Until then the second factor is relaxed, so that the first minute stays a minute; somebody who puts a proxy in front
    without saying so must not open that to the internet.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if settings.PUBLIC_URL is None and not PASSED_ON.isdisjoint(request.META):
            return _refused(request)
        return get_response(request)

    return middleware


def _refused(request: HttpRequest) -> HttpResponse:
    sentence = _(
        "This came through a proxy, and Speir does not know the address that people use. Whoever runs it sets "
        "SPEIR_PUBLIC_URL to that address and starts Speir again."
    )
    heading = _("Speir answers on this machine only")
    return render(request, "shell/plain.html", {"heading": heading, "sentence": sentence}, status=403)
