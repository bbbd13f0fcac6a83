"""What a form sends is taken whole or not at all: its size and characters are looked at before anything reads it."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponseBase
from django.http.request import UnreadablePostError

from speir.web.shell import errors, uploads

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


def whole(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Refuse a form that broke off on its way, is larger than Speir takes, is not in UTF-8, or is no form.

    A connection that ends in mid-form would otherwise look like fields that somebody has emptied; an upload would fill
    the disk before anybody asked who sent it. What comes in pieces without saying how long it is, or as something else
    than a form, is read as an empty form: "Saved" would be the answer to what nobody read. What brings files to an
    address that takes them is read by its view (`uploads`), once it knows who sent it.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.method == "POST":
            if request.META.get("HTTP_TRANSFER_ENCODING"):
                return errors.bad_request(request)
            if uploads.takes_files(request):
                if uploads.announces_too_much(request):
                    return errors.too_large(request, files=True)
                request.upload_handlers = [uploads.Dropping(request)]
                return get_response(request)
            try:
                body = request.body
            except RequestDataTooBig:
                return errors.too_large(request)
            except UnreadablePostError:
                return errors.bad_request(request)
            announced = request.META.get("CONTENT_LENGTH") or "0"
            characters = (request.content_params or {}).get("charset", "utf-8")
            came_whole = str(len(body)) == str(announced).strip()
            if (
                not came_whole
                or characters.lower() != "utf-8"
                or (body and request.content_type not in FORMS)
            ):
                return errors.bad_request(request)
        return get_response(request)

    return middleware
