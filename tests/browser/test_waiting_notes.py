"""With poor signal nothing typed is lost: it waits in the browser for its writer, a day at most, and is sent."""

from __future__ import annotations

import os
import re
import signal
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, expect

from speir.evaluations.models import Note, Sitting
from tests import world_look
from tests.browser.site import Site
from tests.browser.situations import Situations
from tests.browser.states_look_finding import at
from tests.browser.waiting import soon
from tests.browser.windows import PATIENCE, Opens, Windows, program

STORED = """() => new Promise((done) => {
    const asked = indexedDB.open("speir-waiting", 1);
    asked.onsuccess = () => {
        const all = asked.result.transaction("texts").objectStore("texts").getAll();
        all.onsuccess = () => { asked.result.close(); done(all.result) };
    };
})"""
WAITS = "1 note waits in this browser; not sent yet."


@pytest.fixture
def sitting(ordinary: Situations) -> Sitting:
    cast = ordinary.cast
    look = world_look.look(cast.team, cast.lead)
    return world_look.sat(look, cast.evaluator)


@pytest.fixture
def page(opens: Opens, windows: Windows, ordinary: Situations, sitting: Sitting) -> Page:
    """The evaluator's, on a phone."""
    windows.offline = True
    page = opens(ordinary.cast.evaluator.person, width=360, height=780)
    page.goto(at(sitting))
    return page


def stored(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate(STORED)
    return found


def nothing_stays(page: Page) -> None:
    """Wait until nothing is left in the browser; the answer to a save may still be on its way."""
    soon(page, lambda: not stored(page))


def texts(sitting: Sitting) -> list[str]:
    return list(Note.objects.filter(sitting=sitting).order_by("position").values_list("text", flat=True))


def until_sent(page: Page, sitting: Sitting, *expected: str) -> None:
    """Wait until these notes stand in the database, and no others. Two of a page are sent beside each other."""
    soon(page, lambda: sorted(texts(sitting)) == sorted(expected))


def wait_with(page: Page, text: str) -> None:
    """Type a note that cannot be sent."""
    page.context.set_offline(True)
    page.locator("textarea").first.fill(text)
    expect(page.get_by_text(WAITS)).to_be_visible()


def test_what_is_typed_without_a_connection_waits_is_sent_and_leaves_nothing(
    page: Page, sitting: Sitting
) -> None:
    wait_with(page, "They ring each other.")
    page.locator(".found-box").nth(1).get_by_role("button", name="Another note").click()
    page.keyboard.type("A second note, on a theme of its own.")
    expect(page.get_by_text("2 notes wait in this browser; not sent yet.")).to_be_visible()
    assert texts(sitting) == []
    page.get_by_role("link", name="Back to this way").click()
    expect(page.get_by_text("There is no connection. This page stays")).to_be_visible()
    expect(page).to_have_url(re.compile(f"{at(sitting)}$"))
    page.context.set_offline(False)
    expect(page.get_by_text("There is no connection. This page stays")).to_have_count(0)
    expect(page.locator("#keeping")).to_contain_text("Everything is saved.")
    expect(page.locator(".waits")).to_be_hidden()
    assert sorted(texts(sitting)) == ["A second note, on a theme of its own.", "They ring each other."]
    nothing_stays(page)
    assert set(Note.objects.filter(sitting=sitting).values_list("theme", flat=True)) == set(
        world_look.themes_of("3.2")[:2]
    )


def test_a_network_that_lets_nobody_through_is_no_connection_whatever_the_browser_says(
    page: Page, sitting: Sitting
) -> None:
    page.route("**/*", lambda route: route.abort())
    page.locator("textarea").first.fill("They ring each other.")
    expect(page.get_by_text(WAITS)).to_be_visible()
    back = page.get_by_role("link", name="Back to this way")
    back.click()
    expect(page.get_by_text("There is no connection. This page stays")).to_be_visible()
    expect(page).to_have_url(re.compile(f"{at(sitting)}$"))
    page.unroute("**/*")
    back.click()
    expect(page).not_to_have_url(re.compile(f"{at(sitting)}$"))
    until_sent(page, sitting, "They ring each other.")


def test_online_nothing_stays_in_the_browser_either(page: Page, sitting: Sitting) -> None:
    page.locator("textarea").first.fill("They ring each other.")
    expect(page.locator("#keeping")).to_contain_text("Everything is saved.")
    nothing_stays(page)
    until_sent(page, sitting, "They ring each other.")


def test_a_saved_note_that_is_left_without_a_connection_is_not_said_to_be_unsaved(
    page: Page, sitting: Sitting
) -> None:
    box = page.locator("textarea").first
    box.press_sequentially("They ring each other.")
    # Whoever types slowly has had a part saved before: all of it, and the page knows.
    until_sent(page, sitting, "They ring each other.")
    nothing_stays(page)
    expect(page.locator("#keeping")).to_contain_text("Everything is saved.")
    page.context.set_offline(True)
    box.press("Tab")
    page.wait_for_timeout(1_500)
    expect(page.get_by_text("no connection")).to_have_count(0)
    expect(page.locator(".waits")).to_be_hidden()
    page.context.set_offline(False)
    until_sent(page, sitting, "They ring each other.")


def test_thirty_minutes_of_typing_offline_survive_a_killed_browser(
    browser: Browser, site: Site, ordinary: Situations, sitting: Sitting, tmp_path: Path
) -> None:
    context = persistent(browser, site, tmp_path)
    context.add_cookies([site.cookie(ordinary.cast.evaluator.person)])  # type: ignore[list-item]
    page = context.pages[0]
    page.clock.install()
    page.goto(f"{site.url}{at(sitting)}")
    context.set_offline(True)
    lines = [f"In minute {minute} somebody said this." for minute in range(30)]
    box = page.locator("textarea").first
    box.focus()
    for line in lines:
        page.keyboard.insert_text(f"{line}\n")
        page.clock.run_for(60_000)
    page.get_by_role("button", name="Another note").nth(1).click()
    page.keyboard.type("And the last words before the end")
    expect(page.get_by_text("2 notes wait in this browser; not sent yet.")).to_be_visible()
    # Each letter is written down as it comes, a moment after it was typed: the killer waits for the last.
    soon(page, lambda: any(one["text"].endswith("before the end") for one in stored(page)))
    kill(tmp_path)

    assert texts(sitting) == []
    context = persistent(browser, site, tmp_path)
    page = context.pages[0]
    # A browser writes down who is signed in half a minute later: the killer may have come before.
    context.add_cookies([site.cookie(ordinary.cast.evaluator.person)])  # type: ignore[list-item]
    # Still without a way to save: the text stands where it was typed.
    page.route("**/notes/", lambda route: route.abort())
    page.goto(f"{site.url}{at(sitting)}")
    expect(page.locator("textarea").first).to_have_value("\n".join(lines) + "\n")
    expect(page.get_by_text("2 notes wait in this browser; not sent yet.")).to_be_visible()
    page.unroute("**/notes/")
    page.get_by_role("button", name="Send now").click()
    until_sent(page, sitting, "\n".join(lines), "And the last words before the end")
    expect(page.locator(".waits")).to_be_hidden()
    nothing_stays(page)
    context.close()


def persistent(browser: Browser, site: Site, folder: Path) -> BrowserContext:
    """A browser with a profile that stays on the disk."""
    context = browser.browser_type.launch_persistent_context(
        folder,
        executable_path=program(),
        args=["--no-sandbox"] if os.geteuid() == 0 else [],
        viewport={"width": 360, "height": 780},
        locale="en-GB",
        timezone_id="Europe/London",
        timeout=PATIENCE,
    )
    context.set_default_timeout(PATIENCE)
    return context


def kill(folder: Path) -> None:
    """End every process of the browser that has this profile, at once and without a word."""
    ends = time.monotonic() + PATIENCE / 1000
    while still := of_profile(folder):
        assert time.monotonic() < ends, "it does not die"
        for one in still:
            with suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)
        time.sleep(0.1)
    for lock in folder.glob("Singleton*"):
        lock.unlink()


def of_profile(folder: Path) -> list[int]:
    """The processes of the browser that has this profile; one that is dead and not yet buried has no words."""
    found = []
    for words in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(FileNotFoundError, ProcessLookupError):
            if f"--user-data-dir={folder}".encode() in words.read_bytes():
                found.append(int(words.parent.name))
    return found


def test_another_person_in_this_browser_neither_sees_nor_sends_it(
    page: Page, site: Site, ordinary: Situations, sitting: Sitting
) -> None:
    wait_with(page, "Of the first writer.")
    context, cast = page.context, ordinary.cast
    tab = context.new_page()
    context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    context.add_cookies([site.cookie(cast.lead.person)])  # type: ignore[list-item]
    context.set_offline(False)
    # The tab that stayed open sends it, and Speir does not save it under the other's name.
    expect(page.get_by_text("Somebody else is signed in now")).to_be_visible()
    tab.goto(at(sitting))
    tab.wait_for_load_state("networkidle")
    expect(tab.get_by_text("Of the first writer.")).to_have_count(0)
    expect(tab.locator(".waits")).to_be_hidden()
    assert texts(sitting) == []
    page.close(run_before_unload=False)
    context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    context.add_cookies([site.cookie(cast.evaluator.person)])  # type: ignore[list-item]
    tab.goto("/account/")  # any page of the writer's sends it
    until_sent(tab, sitting, "Of the first writer.")
    assert list(Note.objects.filter(sitting=sitting).values_list("written_by", flat=True)) == [
        cast.evaluator.person.id
    ]
    expect(tab.locator(".waits")).to_be_hidden()
    nothing_stays(tab)


def test_after_the_session_has_ended_it_waits_until_its_writer_is_back(
    page: Page, site: Site, ordinary: Situations, sitting: Sitting
) -> None:
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.locator("textarea").first.fill("Typed after the end.")
    expect(page.get_by_text(WAITS)).to_be_visible()
    assert len(stored(page)) == 1
    page.context.add_cookies([site.cookie(ordinary.cast.evaluator.person)])  # type: ignore[list-item]
    page.get_by_role("button", name="Send now").click()
    until_sent(page, sitting, "Typed after the end.")
    expect(page.locator(".waits")).to_be_hidden()
    nothing_stays(page)


def sign_out(page: Page) -> None:
    page.goto("/sign-out/")
    page.get_by_role("button", name="Sign out").click()


def leave_waiting(page: Page, text: str) -> None:
    """Leave the page with a note that waits, and no way yet to send it."""
    page.route("**/notes/", lambda route: route.abort())
    page.locator("textarea").first.fill(text)
    expect(page.get_by_text(WAITS)).to_be_visible()
    page.on("dialog", lambda dialog: dialog.accept())


def test_signing_out_asks_and_sends(page: Page, sitting: Sitting) -> None:
    leave_waiting(page, "Before I go.")
    sign_out(page)
    expect(page.get_by_text("Send it, or discard it")).to_be_visible()
    page.get_by_role("button", name="Send, then sign out").click()
    expect(page.get_by_text("It could not be sent.")).to_be_visible()
    page.unroute("**/notes/")
    page.get_by_role("button", name="Send, then sign out").click()
    expect(page.get_by_label("E-mail address")).to_be_visible()
    until_sent(page, sitting, "Before I go.")
    nothing_stays(page)


def test_signing_out_asks_and_discards(page: Page, sitting: Sitting) -> None:
    leave_waiting(page, "Not to be kept.")
    sign_out(page)
    page.get_by_role("button", name="Discard, and sign out").click()
    expect(page.get_by_label("E-mail address")).to_be_visible()
    nothing_stays(page)
    assert texts(sitting) == []


def test_with_nothing_waiting_signing_out_asks_nothing(page: Page) -> None:
    sign_out(page)
    expect(page.get_by_label("E-mail address")).to_be_visible()


def test_after_a_day_it_is_kept_no_longer_and_that_is_said(
    opens: Opens, windows: Windows, ordinary: Situations, sitting: Sitting
) -> None:
    windows.offline = True
    page = opens(ordinary.cast.evaluator.person, width=360, height=780, owned=True)
    page.clock.install()
    page.goto(at(sitting))
    page.context.set_offline(True)
    page.locator("textarea").first.fill("Of yesterday.")
    page.clock.run_for(2_000)
    expect(page.get_by_text(WAITS)).to_be_visible()
    expect(page.locator(".waits__said")).to_contain_text("tomorrow, then deleted")
    page.clock.fast_forward("24:01:00")
    expect(page.locator(".waits__said")).to_contain_text("1 note had waited for 24 hours")
    expect(page.locator("#keeping")).to_have_text("Not everything is saved yet: see above.")
    nothing_stays(page)


PUT = """(them) => new Promise((done) => {
    const asked = indexedDB.open("speir-waiting", 1);
    asked.onsuccess = () => {
        const act = asked.result.transaction("texts", "readwrite");
        for (const one of them) act.objectStore("texts").put(one);
        act.oncomplete = () => { asked.result.close(); done() };
    };
})"""


def test_what_is_broken_is_dropped_and_a_clock_that_was_put_back_ends_the_day_all_the_same(
    page: Page, sitting: Sitting
) -> None:
    page.context.set_offline(True)
    leave_waiting(page, "Whole.")
    (whole,) = stored(page)
    ahead = whole["since"] + 10**12
    broken = [
        whole | {"key": "a", "since": None},
        whole | {"key": "b", "fields": None},
        whole | {"key": "c", "note": '"><img src=x>'},
        whole | {"key": "d", "to": "//example.scot/"},
    ]
    page.evaluate(PUT, [*broken, whole | {"since": ahead}])
    page.context.set_offline(False)
    page.route("**/notes/", lambda route: route.abort())
    page.reload()
    expect(page.get_by_text(WAITS)).to_be_visible()
    (left,) = stored(page)
    assert (left["key"], left["text"]) == (whole["key"], "Whole.")
    assert left["since"] < ahead
    page.unroute("**/notes/")
    page.get_by_role("button", name="Send now").click()
    until_sent(page, sitting, "Whole.")
    nothing_stays(page)


def test_what_somebody_else_wrote_meanwhile_is_shown_beside_it(
    page: Page, ordinary: Situations, sitting: Sitting
) -> None:
    note = world_look.noted(sitting, ordinary.cast.evaluator, "As it was.", world_look.themes_of("3.2")[0])
    page.goto(at(sitting))
    page.context.set_offline(True)
    page.locator(f"#text_{note.id}").fill("His, without a connection.")
    expect(page.get_by_text(WAITS)).to_be_visible()
    Note.objects.filter(pk=note.id).update(
        text="Hers, meanwhile.",
        written_by=ordinary.cast.lead.person.id,
        written_by_name=ordinary.cast.lead.person.name,
    )
    page.context.set_offline(False)
    expect(page.get_by_text("Which shall stand?")).to_be_visible()
    expect(page.get_by_text("Hers, meanwhile.")).to_be_visible()
    expect(page.locator("#keeping")).to_contain_text("Not everything is saved yet")
    page.get_by_role("button", name="Keep both, one after the other").click()
    until_sent(page, sitting, "Hers, meanwhile.\n\nHis, without a connection.")
    expect(page.locator("#keeping")).to_have_text("Everything is saved.")
    nothing_stays(page)
