"""What a form sends is taken whole or not at all."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse

from speir.evaluations.models import Answer
from speir.evaluations.rules.saving import mark
from speir.web.shell.bodies import whole
from tests import world
from tests.web.browsing import HTMX, browser

FORM = "application/x-www-form-urlencoded"


def answer(
    body: bytes, *, announced: str | None = None, media: str = FORM, method: str = "POST", **more: str
) -> int:
    """What the guard answers; 200 is the view's own."""
    request = WSGIRequest(
        {
            "REQUEST_METHOD": method,
            "PATH_INFO": "/",
            "CONTENT_TYPE": media,
            "CONTENT_LENGTH": str(len(body)) if announced is None else announced,
            "wsgi.input": BytesIO(body),
            **more,
        }
    )

    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(str(dict(request.POST)))

    return whole(view)(request).status_code


@pytest.mark.parametrize("media", [FORM, f"{FORM}; charset=UTF-8"])
def test_a_form_that_came_whole_is_taken(media):
    assert answer(b"strengths=What+we+do", media=media) == 200


@pytest.mark.parametrize("lost", [1, 5, 10])
def test_a_form_that_broke_off_is_not(lost):
    body = b"strengths=What+we+do&improvements=More"
    assert answer(body[:-lost], announced=str(len(body))) == 400


@pytest.mark.parametrize(
    "charset", ["base64", "rot13", "utf-7", "unicode_escape", "undefined", "latin-1", "utf8"]
)
def test_a_form_in_other_characters_is_not(charset):
    assert answer(b"a=b", media=f"{FORM}; charset={charset}") == 400


@pytest.mark.parametrize(
    "media", ["application/json", "text/plain", "", ";;;=", "multipart/mixed; boundary=x"]
)
def test_what_is_no_form_is_not_read_as_an_empty_form(media):
    assert answer(b"strengths=What+we+do", media=media) == 400
    assert answer(b"", media=media) == 200


def test_a_form_in_pieces_that_does_not_say_how_long_it_is_is_not_read_as_an_empty_form():
    assert answer(b"3\r\na=b\r\n0\r\n\r\n", announced="", HTTP_TRANSFER_ENCODING="chunked") == 400


def test_a_form_larger_than_we_take_is_refused_before_it_is_read(settings):
    assert answer(b"a=b", announced=str(settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)) == 413


def test_what_only_looks_is_not_held_up():
    assert answer(b"", announced="", method="GET") == 200
    assert answer(b"", announced="") == 200


@pytest.mark.parametrize("lost", ["strengths", "choice"])
def test_a_field_that_did_not_come_is_not_a_field_that_somebody_emptied(cast, lost):
    view = world.begun(cast)
    world.write(view, "1.1", cast.lead, choice="good", strengths="As it was.")
    before = world.values(view, "1.1")
    form = {f"base_{name}": mark(before[name]) for name in ("strengths", "choice")}
    kept = {"strengths": "As it was.", "choice": "good"}
    del kept[lost]
    client = browser(cast.evaluator)
    assert client.post(f"/broad-views/{view.id}/1.1/", form | kept).status_code == 302
    assert world.values(view, "1.1")["strengths"] == "As it was."
    assert world.values(view, "1.1")["choice"] == "good"


def test_a_save_that_brings_no_field_is_not_called_saved(cast):
    view = world.begun(cast)
    ways: list[Any] = [{}, HTMX]
    for more in ways:
        sent = browser(cast.evaluator).post(f"/broad-views/{view.id}/1.1/", {"go": "stay"}, **more)
        assert sent.status_code == 400
        assert "Saved" not in sent.content.decode()


def test_an_answer_without_its_text_is_not_an_empty_answer(cast):
    view = world.begun(cast)
    world.say(view, "1", "As we said.", cast.lead)
    sent = browser(cast.evaluator).post(f"/broad-views/{view.id}/answers/1/", {"base_text": "x"})
    assert sent.status_code == 400
    assert Answer.objects.get(evaluation=view, question="1").text == "As we said."
