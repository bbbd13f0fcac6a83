"""Whatever goes wrong, what was typed is never gone: signed out, a stale form, sealed meanwhile, no database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.db import InterfaceError, OperationalError

from speir.evaluations.rules.saving import mark
from speir.evidence.models import Item
from tests import world
from tests.web.browsing import BACKEND, HTMX, Page, browser, open_page, send

TYPED = 'What <b>I</b> typed.\n\n’S e "so much" 👧'


@pytest.fixture
def view(cast):
    return world.begun(cast)


@pytest.fixture
def at(view):
    return f"/broad-views/{view.id}/1.1/"


def everything(page: Page) -> dict[str, list[str]]:
    ours = {"csrfmiddlewaretoken", "kept"}
    return {name: values for name, values in page.forms[-1].fields.items() if name not in ours}


def test_signed_out_while_typing_everything_is_shown_and_saves_after_signing_in_again(cast, view, at):
    client = browser(cast.evaluator)
    form = open_page(client, at).form(at)
    client.logout()
    page = send(client, form, 401, strengths=TYPED, improvements="This too.", choice="good", why="Because.")
    assert "You have been signed out, so this is not saved yet." in page.text
    assert world.row(view, "1.1").strengths == ""
    sent = {name: [value.replace("\r\n", "\n") for value in values] for name, values in form.filled().items()}
    sent |= {"strengths": [TYPED], "improvements": ["This too."], "choice": ["good"], "why": ["Because."]}
    sent.pop("csrfmiddlewaretoken")
    assert everything(page) == sent
    shown = [of.get("name") for tag, of in page.tags if tag == "textarea"]
    assert {"strengths", "improvements", "why"} <= set(shown)
    client.force_login(cast.evaluator.person, backend="allauth.account.auth_backends.AuthenticationBackend")
    send(client, page.form(at))
    assert world.row(view, "1.1").strengths == TYPED
    assert world.values(view, "1.1")["choice"] == "good"


def test_signed_out_by_script_the_answer_is_a_sentence_and_the_page_keeps_its_text(cast, view, at):
    response = browser().post(at, {"strengths": TYPED}, **HTMX)
    assert response.status_code == 401
    assert response["Content-Type"].startswith("text/plain")
    assert response.content.decode() == "You have been signed out, so this is not saved yet."


def test_a_form_whose_token_has_gone_stale_comes_back_with_everything_in_it_and_saves(cast, view, at):
    client = browser(cast.evaluator, enforce_csrf_checks=True)
    form = open_page(client, at).form(at)
    form.fields["csrfmiddlewaretoken"] = ["x" * 64]
    page = send(client, form, 403, strengths=TYPED)
    assert "This page had been open too long or in another window, so this is not saved yet." in page.text
    assert everything(page)["strengths"] == [TYPED]
    assert world.row(view, "1.1").strengths == ""
    send(client, page.form(at))
    assert world.row(view, "1.1").strengths == TYPED


HERE: Any = {"HTTP_SEC_FETCH_SITE": "same-origin", "HTTP_ORIGIN": "http://testserver"}


@pytest.fixture
def given_back(cast, view, at):
    """Somebody's browser with an old token after signing in again, and the page that kept what they typed before."""
    client = browser(cast.evaluator, enforce_csrf_checks=True)
    form = open_page(client, at).form(at)
    del client.cookies[settings.SESSION_COOKIE_NAME]
    page = Page(client.post(at, form.filled(strengths=TYPED), **HERE), at)
    assert page.response.status_code == 401
    client.force_login(cast.evaluator.person, backend=BACKEND)
    client.cookies[settings.CSRF_COOKIE_NAME] = "b" * 32
    return client, page


def test_after_signing_in_again_what_was_kept_is_saved_by_pressing_save_once(given_back, view, at):
    client, page = given_back
    send(client, page.form(at), more=HERE)
    assert world.row(view, "1.1").strengths == TYPED


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"HTTP_SEC_FETCH_SITE": "same-origin"},
        {"HTTP_SEC_FETCH_SITE": "none", "HTTP_ORIGIN": "http://testserver"},
        {"HTTP_SEC_FETCH_SITE": "same-site", "HTTP_ORIGIN": "http://testserver"},
        {"HTTP_SEC_FETCH_SITE": "same-origin", "HTTP_ORIGIN": "https://elsewhere.example"},
    ],
)
def test_what_was_kept_is_not_saved_with_an_old_token_unless_the_browser_says_that_our_page_sent_it(
    given_back, view, at, said
):
    client, page = given_back
    send(client, page.form(at), 403, more=said)
    assert world.row(view, "1.1").strengths == ""


@pytest.mark.parametrize("why", ["made up", "another address", "for something else", "missing"])
def test_only_a_form_that_was_given_back_is_saved_with_an_old_token(given_back, view, at, why):
    client, page = given_back
    form = page.form(at)
    match why:
        case "made up":
            form.fields["kept"] = ["x:y:z"]
        case "another address":
            form.action = f"/broad-views/{view.id}/1.2/"
        case "for something else":
            form.fields["kept"] = [signing.dumps(at, salt="other")]
        case _:
            del form.fields["kept"]
    send(client, form, 403, more=HERE)
    assert world.row(view, "1.1").strengths == world.row(view, "1.2").strengths == ""


@pytest.mark.parametrize(
    "said",
    [
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_SEC_FETCH_SITE": "same-site"},
        {"HTTP_ORIGIN": "https://elsewhere.example"},
        {"HTTP_ORIGIN": "null"},
    ],
)
def test_a_form_that_another_website_made_is_not_given_back_to_be_pressed_here(cast, said):
    client = browser(cast.lead, enforce_csrf_checks=True)
    page = Page(client.post(f"/people/{cast.team.id}/", {"name": "Mallory", "role": "lead_officer"}, **said))
    assert page.response.status_code == 403
    assert not page.forms
    assert "Another website sent this" in page.text
    assert "Mallory" not in page.text


def test_a_button_that_was_refused_is_no_form_that_says_save(cast, view):
    client = browser(cast.lead, enforce_csrf_checks=True)
    page = Page(client.post(f"/broad-views/{view.id}/seal/", {"edition": "1"}))
    assert page.response.status_code == 403
    assert not page.forms
    assert "Nothing was changed. Go back and try again." in page.text


@pytest.mark.parametrize("token", [None, "", "short"])
def test_without_its_token_nothing_is_saved(cast, view, at, token):
    client = browser(cast.evaluator, enforce_csrf_checks=True)
    typed = {"strengths": TYPED} | ({} if token is None else {"csrfmiddlewaretoken": token})
    assert client.post(at, typed).status_code == 403
    assert world.row(view, "1.1").strengths == ""


def test_sealed_while_typing_the_text_stays_on_the_page(cast, view, at):
    client = browser(cast.evaluator)
    form = open_page(client, at).form(at)
    world.seal(view, cast.lead)
    page = send(client, form, 409, strengths=TYPED)
    assert "This broad view was sealed meanwhile. What you typed is kept for you" in page.text
    assert everything(page)["strengths"] == [TYPED]
    by_script = client.post(at, {"strengths": TYPED}, **HTMX)
    assert by_script.status_code == 409
    assert "sealed" in by_script.content.decode()


def test_a_role_that_ended_while_typing_says_so_and_keeps_the_text(cast, view, at):
    client = browser(cast.evaluator)
    form = open_page(client, at).form(at)
    cast.evaluator.person.memberships.update(role="reader")
    page = send(client, form, 403, strengths=TYPED)
    assert "Your role here lets you read this broad view, not change it." in page.text
    assert everything(page)["strengths"] == [TYPED]


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("/start/own/", {"unit_name": "Our team", "kind": "team", "name": "Morag"}),
        ("/people/{unit}/", {"name": "New colleague", "email": "new@example.scot", "role": "reader"}),
        (
            "/broad-views/new/",
            {"title": "A view", "period": "2026", "unit": "{unit}", "evaluation_id": "0" * 16},
        ),
        (
            "/broad-views/{view}/1.1/evidence/new/",
            {"shows": TYPED, "when": "April 2025", "kind": "surveys", "voices": ["children", "families"]},
        ),
        ("/broad-views/{view}/answers/2/", {"text": TYPED, "base_text": "x"}),
        ("/broad-views/{view}/describe/", {"title": "A title", "period": "2026", "base": "x"}),
    ],
)
def test_every_form_keeps_what_was_typed_when_the_session_has_ended(cast, view, path, typed):
    path = path.format(unit=cast.team.id, view=view.id)
    response = browser().post(path, typed)
    assert response.status_code == 401
    page = Page(response, path)
    assert page.form(path).action == path
    assert everything(page) == {n: [v] if isinstance(v, str) else v for n, v in typed.items()}


def test_a_password_is_never_given_back(cast):
    typed = {"password": "three words together", "present_password": "three words together"}
    response = browser().post("/account/", {"email": "a@example.scot"} | typed)
    assert response.status_code == 401
    assert "three words together" not in response.content.decode()


# The database does not answer


@contextmanager
def outage(problem: type[Exception] = OperationalError) -> Iterator[None]:
    """Meanwhile no query reaches the database."""

    def fail(*_words, **_more):
        raise problem("the server closed the connection unexpectedly")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.db.backends.utils.CursorWrapper._execute", fail)
        patch.setattr("django.db.backends.base.base.BaseDatabaseWrapper.ensure_connection", fail)
        yield


@pytest.mark.parametrize("problem", [OperationalError, InterfaceError])
@pytest.mark.parametrize(
    "path", ["{at}", "/broad-views/", "/", "/start/", "/account/", "/frameworks/hmie-2005/"]
)
def test_when_the_database_does_not_answer_a_page_says_so(cast, at, path, problem, caplog):
    client = browser(cast.evaluator)
    with outage(problem):
        response = client.get(path.format(at=at))
    assert response.status_code == 503
    assert "Speir cannot reach its records just now. Nothing is lost." in Page(response).text


def test_when_the_database_does_not_answer_a_save_keeps_the_text(cast, at, caplog):
    client = browser(cast.evaluator)
    form = open_page(client, at).form(at)
    with outage():
        page = send(client, form, 503, strengths=TYPED)
        by_script = client.post(at, {"strengths": TYPED}, **HTMX)
    assert "Speir cannot reach its records just now, so this is not saved yet." in page.text
    assert everything(page)["strengths"] == [TYPED]
    assert by_script.status_code == 503
    assert "not saved yet" in by_script.content.decode()


@pytest.mark.parametrize(
    ("method", "path"), [("get", "/sign-in/x/"), ("post", "/sign-in/x/"), ("post", "/sign-in/")]
)
def test_when_the_database_does_not_answer_signing_in_says_so(cast, method, path, caplog):
    cache.clear()  # what others tried from this address would be said first
    client = browser(raise_request_exception=False)
    with outage():
        assert client.get("/at-risk/").status_code == 200
        response = getattr(client, method)(path, {"login": "a@example.scot", "password": "three words"})
    assert response.status_code == 503
    assert "Speir cannot reach its records just now" in Page(response).text
    assert "three words" not in response.content.decode()


# Too much, or nonsense


def test_a_form_of_more_than_two_and_a_half_megabytes_is_answered_with_a_sentence(cast, view, at, caplog):
    response = browser(cast.evaluator).post(at, {"strengths": "x" * 2_700_000})
    assert response.status_code in {400, 413}
    assert Page(response).text.split("Speir", 1)[1].strip()
    assert world.row(view, "1.1").strengths == ""


def test_a_form_of_a_thousand_and_more_fields_is_answered_with_a_sentence(cast, at, caplog):
    response = browser(cast.evaluator).post(at, {f"field{n}": "x" for n in range(1100)})
    assert response.status_code == 400
    assert "did not understand this request" in Page(response).text
    assert 'href="/at-risk/"' in response.content.decode(), "the way out stands on every page"


@pytest.mark.parametrize(
    "path",
    [
        "/broad-views/%00/",
        "/broad-views/{view}/%00/",
        "/broad-views/{view}/1.1/evidence/%00/",
        "/broad-views/{view}/1.1%00/history/",
        "/frameworks/%00/",
        "/frameworks/hmie-2005/%00/",
        "/people/%00/",
        "/broad-views/{view}/editions/99999999999999999999/",
        "/broad-views/%ED%A0%80/",
        "/broad-views/{view}/grid.%00",
        "/broad-views/'; DROP TABLE x --/",
        "/" + "x" * 3000 + "/",
    ],
)
def test_an_address_of_nonsense_is_nothing_here(cast, view, path):
    assert browser(cast.lead).get(path.format(view=view.id)).status_code == 404


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("1.1/evidence/cite/", {"item_id": "\x00", "stance": "supports"}),
        ("1.1/evidence/\x00/remove/", {}),
        ("answers/\x00/", {"text": "x"}),
        ("set-aside/\x00/", {}),
    ],
)
def test_a_form_that_names_nonsense_finds_nothing_here(cast, view, path, typed):
    response = browser(cast.lead).post(f"/broad-views/{view.id}/{path}", typed)
    assert response.status_code in {302, 404}


def test_marks_and_choices_of_nonsense_save_nothing_over_anything(cast, view, at):
    world.write(view, "1.1", cast.lead, strengths="Theirs.")
    typed = {
        "strengths": "Mine.",
        "base_strengths": "\x00" * 90,
        "choose_strengths": "mine\x00",
        "seen_strengths": "\x00",
        "aside_strengths": "\x00" * 40,
        "sure": "\x00",
        "base_sure": "\x00",
        "done": "\x00",
        "base_done": mark(""),
        "why": "\x00",
    }
    assert browser(cast.evaluator).post(at, typed).status_code == 409
    assert world.row(view, "1.1").strengths == "Theirs."


def test_searches_for_nonsense_find_nothing(cast, view):
    client = browser(cast.lead)
    for words in (
        "\x00",
        "%",
        "_",
        "'",
        "x" * 5000,
        "\ud83d".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
    ):
        assert client.get(f"/broad-views/{view.id}/1.1/evidence/cite/", {"words": words}).status_code == 200
        assert client.get("/frameworks/hmie-2005/find/", {"words": words}).status_code == 200


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999", "²", "1e3", ""])
def test_a_page_of_the_list_that_is_none_is_no_failure(cast, view, page):
    assert browser(cast.lead).get("/broad-views/", {"page": page}).status_code == 200


def test_speirs_own_failure_is_said_in_a_sentence_and_shows_no_inside(cast, view, monkeypatch, caplog):
    def fail(*_words, **_more):
        raise ZeroDivisionError("something of the inside")

    monkeypatch.setattr("speir.web.broad_views.views.grids.grid", fail)
    response = browser(cast.lead, raise_request_exception=False).get(f"/broad-views/{view.id}/")
    assert response.status_code == 500
    page = Page(response)
    assert "Something in Speir went wrong. What was saved is safe." in page.text
    assert "inside" not in page.html
    assert response["Content-Security-Policy"]


def test_signed_out_over_several_pieces_and_over_links_all_of_them_is_there_and_saves(cast):
    client = browser(cast.evaluator)
    text = "Plans are signed.\n\nStaff meet on Mondays.\nfrom: the minutes"
    look = Page(client.post("/evidence/several/", {"unit": cast.team.id, "text": text}), "/evidence/several/")
    client.logout()
    typed: Any = {"1-account": TYPED}
    kept = send(client, look.form(), 401, **typed)
    shown = [of.get("name") for tag, of in kept.tags if tag == "textarea"]
    assert {"0-shows", "1-shows", "1-account", "1-origin"} <= set(shown)
    client.force_login(cast.evaluator.person, backend=BACKEND)
    send(client, kept.form("/evidence/several/"))
    assert set(Item.objects.values_list("shows", "account")) == {
        ("Plans are signed.", ""),
        ("Staff meet on Mondays.", TYPED),
    }
    client.logout()
    link = {"shows": "Seen.", "url_1": "https://example.scot/b", "words_1": "The minutes"}
    kept = Page(client.post("/evidence/new/", link), "/evidence/new/")
    assert {"url_1", "words_1"} <= {of.get("name") for tag, of in kept.tags if tag == "textarea"}
