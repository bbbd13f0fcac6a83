"""A meeting in real browsers: telephones go along by themselves, and nothing is taken out of anybody's hands."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests import world_moderation as together
from tests.browser.situations import Situations
from tests.browser.windows import Opens, Windows


def pressed_until_kept(phone: Page) -> None:
    """Press as the page says: again where it takes a server that is busy for one that is not there."""
    kept, lost = phone.get_by_text("Your judgement is kept, and hidden."), phone.get_by_text("No connection.")
    while not kept.is_visible():
        expect(lost).to_be_hidden()
        phone.get_by_role("button", name="Keep my judgement, hidden").click()
        expect(kept.or_(lost).filter(visible=True).first).to_be_visible()


def test_a_telephone_goes_along_with_the_meeting_and_keeps_what_is_typed(
    windows: Windows, opens: Opens, ordinary: Situations
) -> None:
    s = ordinary
    made = together.meeting(s.begun(), s.cast.lead)
    together.joined(made, s.cast.evaluator)
    phone, screen = opens(s.cast.evaluator.person, width=360), opens(s.cast.lead.person)
    phone.goto(f"/moderation/{made.id}/")
    screen.goto(f"/moderation/{made.id}/lead/")
    expect(phone.get_by_role("heading", level=1)).to_have_text("You have joined")
    screen.get_by_role("button", name="Judge 1.1").click()
    expect(phone.get_by_role("button", name="Keep my judgement, hidden")).to_be_visible()
    phone.get_by_label("Weak", exact=True).check()
    phone.get_by_label("Why, in a sentence").fill("Nobody came for weeks.")
    together.opened(made, s.cast.lead, "1.3")
    expect(phone.get_by_text("The meeting has moved on.")).to_be_visible()
    expect(phone.get_by_label("Why, in a sentence")).to_have_value("Nobody came for weeks.")
    together.opened(made, s.cast.lead, "1.1")
    # Sent without a connection the page would go, and what was typed with it: the form waits instead.
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Keep my judgement, hidden").click()
    expect(phone.get_by_text("No connection.")).to_be_visible()
    expect(phone.get_by_label("Why, in a sentence")).to_have_value("Nobody came for weeks.")
    phone.context.set_offline(False)
    pressed_until_kept(phone)
    screen.goto(f"/moderation/{made.id}/lead/")
    expect(screen.get_by_text("1 of 1 have judged")).to_be_visible()
    # The connection is lost, the page says so, and goes on by itself.
    phone.context.set_offline(True)
    expect(phone.get_by_text("No connection.")).to_be_visible()
    screen.get_by_role("button", name="Reveal together").click()
    expect(screen.get_by_text("Nobody came for weeks.")).to_be_visible()
    phone.context.set_offline(False)
    expect(phone.get_by_text("What each judged alone")).to_be_visible()
    expect(phone.get_by_text("No connection.")).to_be_hidden()
    # what was meant to happen: the browser says that it had no connection
    assert all("htmx:" in one or "DISCONNECTED" in one for one in windows.troubles)
    windows.troubles.clear()
