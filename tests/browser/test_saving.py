"""Every field saves itself, and nothing that was typed is lost: on leaving, without a server, without a session."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from playwright.sync_api import Dialog, Page, Route, expect

from speir.evaluations.models import Evaluation, SetAside
from speir.evaluations.rules.saving import mark
from tests import world
from tests.browser.pages import of
from tests.browser.site import Site
from tests.browser.situations import PASSWORD, Situations
from tests.browser.waiting import answer_of, soon, text_of
from tests.browser.windows import Opens, Windows


@pytest.fixture
def view(ordinary: Situations) -> Evaluation:
    return ordinary.begun()


@pytest.fixture
def panel(opens: Opens, ordinary: Situations, view: Evaluation) -> Page:
    """The first indicator, opened by the evaluator."""
    page = opens(ordinary.cast.evaluator.person)
    page.goto(of(view, "1.1/"))
    return page


@pytest.fixture
def goes_away(site: Site, windows: Windows) -> Iterator[Site]:
    """A server that the test stops; it runs again afterwards."""
    windows.offline = True
    yield site
    if site.process is None:
        site.start()


def no_conflict(page: Page, view: Evaluation) -> None:
    expect(page.locator(".conflict")).to_have_count(0)
    assert not SetAside.objects.filter(evaluation=view).exists()


# While typing


def test_what_is_typed_is_saved_at_a_pause_and_stands_there_after_reloading(
    panel: Page, view: Evaluation
) -> None:
    panel.locator("#strengths").press_sequentially("We listen to children.")
    # Whoever types slowly has had a part of it saved before.
    soon(panel, lambda: text_of(view) == "We listen to children.")
    expect(panel.locator("#saved")).to_contain_text("Saved ")
    panel.reload()
    expect(panel.locator("#strengths")).to_have_value("We listen to children.")
    expect(panel.locator("#saved")).to_contain_text("Isla Reid")


def test_a_save_does_not_move_a_page_that_was_reached_by_a_place_on_it(
    opens: Opens, ordinary: Situations, view: Evaluation
) -> None:
    page = opens(ordinary.cast.evaluator.person)
    page.goto(of(view, "1.1/#content"))
    page.evaluate("scrollTo({ top: 400, behavior: 'instant' })")
    page.locator("#choice_good").click()
    expect(page.locator("#gauge")).to_contain_text("provisional")
    page.wait_for_timeout(200)
    assert page.evaluate("scrollY") > 300


def test_typing_on_while_a_save_is_under_way_saves_the_whole_text(panel: Page, view: Evaluation) -> None:
    held: list[Route] = []
    panel.route(f"**{of(view, '1.1/')}", lambda route: route.continue_() if held else held.append(route))
    panel.locator("#strengths").press_sequentially("We listen")
    soon(panel, lambda: held)
    panel.locator("#strengths").press_sequentially(" to children.")
    held[0].continue_()
    soon(panel, lambda: text_of(view) == "We listen to children.")
    expect(panel.locator("#strengths")).to_have_value("We listen to children.")
    no_conflict(panel, view)


def test_one_goes_on_changing_ones_own_text_without_a_conflict(panel: Page, view: Evaluation) -> None:
    def write(field: str, text: str) -> None:
        panel.locator(f"#{field}").fill(text)
        soon(panel, lambda: text_of(view, field=field) == text)

    for text in ("We listen.", "We listen and write it down.", "Listen.", ""):
        write("strengths", text)
        write("improvements", f"After {len(text)}")
    no_conflict(panel, view)


def test_a_reason_moves_from_its_box_to_beside_its_level_and_not_to_the_next_one(
    panel: Page, view: Evaluation
) -> None:
    beside = panel.locator("#reason")
    panel.get_by_label("Good", exact=True).check(force=True)
    expect(panel.locator("#saved")).to_contain_text("Saved ")
    panel.get_by_text("Say why we chose this level").click()
    panel.locator("#why").press_sequentially("Families say so.\nStaff do too.")
    panel.wait_for_timeout(1500)
    expect(beside).to_have_text("")  # never one that is half written
    panel.locator("#strengths").focus()
    expect(beside).to_have_text("Why this level: Families say so.Staff do too.")
    assert world.row(view, "1.1").reason == "Families say so.\nStaff do too."
    expect(panel.locator("#why")).to_have_value("")
    panel.get_by_label("Weak", exact=True).check(force=True)
    expect(beside).to_have_text("")
    panel.locator("#strengths").fill("We listen.")
    soon(panel, lambda: text_of(view) == "We listen.")
    assert world.row(view, "1.1").reason == ""


# Leaving


@pytest.mark.parametrize("how", ["by a link", "by a button", "by another address"])
def test_leaving_the_field_at_once_loses_nothing(how: str, panel: Page, view: Evaluation) -> None:
    panel.locator("#strengths").press_sequentially("Typed just now.")
    if how == "by a link":
        panel.get_by_role("link", name="Framework").click()
    elif how == "by a button":
        panel.get_by_role("button", name="All indicators").click()
    else:
        panel.goto("/frameworks/")
    soon(panel, lambda: text_of(view) == "Typed just now.")


def test_a_page_read_again_at_once_shows_what_was_typed_last(panel: Page, view: Evaluation) -> None:
    for words in ("We listen.", "We listen to children.", "We listen."):
        panel.locator("#strengths").fill(words)
        panel.reload()
        # The text comes soon, with the mark that lets one go on from it.
        expect(panel.locator("#base_strengths")).to_have_value(mark(words))
        expect(panel.locator("#strengths")).to_have_value(words)
        assert text_of(view) == words
    soon(panel, lambda: panel.evaluate("sessionStorage.getItem('speir-left') === null"))
    no_conflict(panel, view)


def test_a_page_read_again_is_read_until_it_shows_what_a_slow_server_has_saved(
    panel: Page, view: Evaluation
) -> None:
    came: list[str] = []
    panel.on("framenavigated", lambda frame: came.append(frame.url))
    with connection.cursor() as cursor:
        cursor.execute("BEGIN IMMEDIATE")  # a save waits for this
        panel.locator("#strengths").fill("We listen.")
        panel.reload()
        soon(panel, lambda: len(came) > 1)  # once more, in vain
        cursor.execute("ROLLBACK")
    expect(panel.locator("#base_strengths")).to_have_value(mark("We listen."))
    expect(panel.locator("#strengths")).to_have_value("We listen.")


def test_what_is_typed_and_chosen_before_the_scripts_come_is_saved(
    opens: Opens, ordinary: Situations, view: Evaluation
) -> None:
    page = opens(ordinary.cast.evaluator.person)
    held: list[Route] = []
    page.route("**/htmx*.js", lambda route: held.append(route))  # noqa: PLW0108  Playwright takes no built-in
    page.goto(of(view, "1.1/"), wait_until="commit")
    page.locator("#strengths").fill("We listen.")
    page.locator("#choice_good").check()
    soon(page, lambda: held)
    held[0].continue_()
    soon(page, lambda: (text_of(view), world.row(view, "1.1").level_id is None) == ("We listen.", False))
    expect(page.locator("#saved")).to_contain_text("Saved ")


def test_leaving_an_answer_at_once_loses_nothing(
    opens: Opens, ordinary: Situations, view: Evaluation
) -> None:
    page = opens(ordinary.cast.lead.person)
    page.goto(of(view, "answers/"))
    page.locator("#text_1").press_sequentially("Help comes early.")
    page.get_by_role("link", name="Framework").click()
    soon(page, lambda: answer_of(view) == "Help comes early.")


@pytest.mark.parametrize("pause", [True, False], ids=["after a pause", "at once"])
def test_back_and_forward_show_the_saved_text_and_raise_no_conflict_with_oneself(
    pause: bool, panel: Page, view: Evaluation
) -> None:
    panel.locator("#strengths").press_sequentially("We listen to children every day.")
    if pause:
        expect(panel.locator("#saved")).to_contain_text("Saved ")
    panel.get_by_role("link", name="Framework").click()
    expect(panel.get_by_role("heading", level=1)).to_contain_text("How well")
    soon(panel, lambda: text_of(view) == "We listen to children every day.")
    panel.go_back()
    expect(panel.locator("#strengths")).to_have_value("We listen to children every day.")
    # Not the same text going on, but another one: the mark of what was saved must have come back too.
    panel.locator("#strengths").fill("Every day we listen.")
    expect(panel.locator("#saved")).to_contain_text("Saved ")
    soon(panel, lambda: text_of(view) == "Every day we listen.")
    panel.go_forward()
    panel.go_back()
    expect(panel.locator("#strengths")).to_have_value("Every day we listen.")
    panel.locator("#strengths").fill("We listen.")
    soon(panel, lambda: text_of(view) == "We listen.")
    no_conflict(panel, view)


def test_back_shows_what_somebody_else_has_saved_meanwhile(
    panel: Page, view: Evaluation, ordinary: Situations
) -> None:
    panel.get_by_role("link", name="Framework").click()
    expect(panel.get_by_role("heading", level=1)).to_contain_text("How well")
    world.write(view, "1.1", ordinary.cast.lead, strengths="Written meanwhile.")
    panel.go_back()
    expect(panel.locator("#strengths")).to_have_value("Written meanwhile.")


# Without a server


def test_without_a_server_the_text_stays_and_is_saved_when_it_is_back(
    panel: Page, view: Evaluation, goes_away: Site
) -> None:
    goes_away.stop()
    panel.locator("#strengths").fill("We listen.")
    expect(panel.locator("#saved")).to_contain_text("Not saved yet: no connection.")
    expect(panel.locator("#strengths")).to_have_value("We listen.")
    goes_away.start()
    expect(panel.locator("#saved")).to_contain_text("Saved ")
    soon(panel, lambda: text_of(view) == "We listen.")


def test_a_server_that_fails_or_never_answers_is_asked_again(
    panel: Page, view: Evaluation, windows: Windows
) -> None:
    windows.offline = True
    left = ["never answers", "fails"]
    path = f"**{of(view, '1.1/')}"

    def answer(route: Route) -> None:
        match left.pop() if left else "":
            case "fails":
                route.fulfill(status=500, body="Sorry")
            case "never answers":
                pass
            case _:
                route.continue_()

    panel.route(path, answer)
    panel.evaluate("htmx.config.timeout = 1000")
    panel.locator("#strengths").fill("We listen.")
    expect(panel.locator("#saved")).to_contain_text("Not saved yet")
    soon(panel, lambda: not left)
    # The third is answered, however long the machine takes for it.
    panel.evaluate("htmx.config.timeout = 0")
    expect(panel.locator("#saved")).to_contain_text("Saved ")
    assert text_of(view) == "We listen."


def test_one_is_asked_before_leaving_what_could_not_be_saved(
    panel: Page, view: Evaluation, windows: Windows
) -> None:
    windows.offline = True
    panel.route(f"**{of(view, '1.1/')}", lambda route: route.abort())
    panel.locator("#strengths").press_sequentially("We listen.")
    expect(panel.locator("#saved")).to_contain_text("Not saved yet")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    panel.on("dialog", stay)
    panel.get_by_role("link", name="Framework").click(no_wait_after=True)
    soon(panel, lambda: asked)
    assert asked == ["beforeunload"]
    expect(panel.locator("#strengths")).to_have_value("We listen.")


# Without a session


def test_signed_out_in_another_tab_while_typing_nothing_is_lost_and_it_is_saved_after_signing_in_again(
    opens: Opens, ordinary: Situations, view: Evaluation
) -> None:
    someone = ordinary.with_password
    ordinary.enrol_evaluator(someone)
    page = opens(someone.person)
    page.goto(of(view, "1.1/"))
    other = page.context.new_page()
    other.goto("/sign-out/")
    other.get_by_role("button", name="Sign out").click()
    expect(other.get_by_role("heading", level=1)).to_have_text("Sign in")

    page.locator("#strengths").press_sequentially("Typed after the session had ended.")
    expect(page.locator("#saved")).to_contain_text("You have been signed out, so this is not saved yet.")
    expect(page.locator("#strengths")).to_have_value("Typed after the session had ended.")
    assert text_of(view) == ""
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in in a new tab").click()
    sign_in(opened.value)
    page.bring_to_front()
    page.evaluate("window.dispatchEvent(new Event('focus'))")  # a browser without a screen never loses it
    expect(page.locator("#saved")).to_contain_text("Saved ")
    assert text_of(view) == "Typed after the session had ended."
    expect(page.locator("#strengths")).to_have_value("Typed after the session had ended.")


def test_signed_out_without_script_a_page_keeps_all_that_was_typed_and_saves_it_after_signing_in(
    opens: Opens, ordinary: Situations, view: Evaluation
) -> None:
    someone = ordinary.with_password
    ordinary.enrol_evaluator(someone)
    page = opens(someone.person, script=False)
    page.goto(of(view, "1.1/"))
    page.locator("#strengths").fill("We listen.\n\nAnd we say so.")
    page.locator("#improvements").fill("We write too little down.")
    page.locator("#choice_good").check()
    page.context.clear_cookies(name="speir")
    page.get_by_role("button", name="Save", exact=True).last.click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Not saved yet")
    expect(page.get_by_label("What we do well")).to_have_value("We listen.\n\nAnd we say so.")
    expect(page.get_by_label("What needs to improve")).to_have_value("We write too little down.")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in again in a new tab").click()
    sign_in(opened.value)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("1.1")
    expect(page.locator("#strengths")).to_have_value("We listen.\n\nAnd we say so.")
    assert text_of(view) == "We listen.\n\nAnd we say so."
    assert text_of(view, field="improvements") == "We write too little down."
    assert text_of(view, field="level")


def test_a_broad_view_sealed_while_somebody_types_says_so_and_keeps_the_text(
    panel: Page, view: Evaluation, ordinary: Situations
) -> None:
    world.seal(view, ordinary.cast.lead)
    panel.locator("#strengths").press_sequentially("Typed too late.")
    expect(panel.locator("#saved")).to_contain_text("sealed")
    expect(panel.locator("#strengths")).to_have_value("Typed too late.")


# Too much at once

# Three bytes to a sign: more than Speir takes with a third of the signs, which are what a browser works at.
LONG = "€€€€ €€€€€€. " * 94_000


def test_more_than_speir_takes_is_said_beside_the_form_is_not_sent_on_and_on_and_saves_once_it_is_shorter(
    panel: Page, view: Evaluation
) -> None:
    sent: list[str] = []
    panel.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    panel.locator("#strengths").fill(LONG)
    refused = "This is more than Speir takes at once, so it is not saved yet."
    expect(panel.locator("#saved")).to_contain_text(refused)
    panel.wait_for_timeout(6_000)
    assert len(sent) < 2
    assert len(panel.locator("#strengths").input_value()) == len(LONG)
    panel.locator("#strengths").fill("We listen.")
    expect(panel.locator("#saved")).to_contain_text("Saved ")
    assert text_of(view) == "We listen."


@pytest.mark.parametrize(("form", "script"), [("1.1/", True), ("1.1/", False), ("1.1/evidence/new/", False)])
def test_more_than_speir_takes_sent_by_a_button_is_still_there_after_going_back(
    form: str, script: bool, opens: Opens, ordinary: Situations, view: Evaluation
) -> None:
    page = opens(ordinary.cast.evaluator.person, script=script)
    page.goto(of(view, form))
    field = page.locator("#strengths" if form == "1.1/" else "#id_shows")
    field.fill(LONG)
    page.locator(".actions button").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Not saved: too long")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Not saved: too long")
    soon(page, lambda: len(field.input_value()) == len(LONG))


def sign_in(page: Page) -> None:
    page.get_by_label("E-mail address").fill("catriona@example.scot")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Broad views")
