"""Themes come in while somebody writes, and what was chosen there is never lost to the next ones."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from speir.evidence.models import ItemTheme
from tests.browser.pages import of
from tests.browser.situations import Situations
from tests.browser.waiting import soon
from tests.browser.windows import Opens

COMPETENCE = "hmie-2005/4.5/competence"
KNOWN = "Supervision is cancelled whenever the team is busy and nobody has had an appraisal."


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_suggested_theme_is_chosen_and_stays_while_others_come(
    script: bool, opens: Opens, ordinary: Situations
) -> None:
    view = ordinary.begun()
    page = opens(ordinary.cast.evaluator.person, script=script)
    page.goto(of(view, "1.1/evidence/new/"))
    box = page.get_by_label("What do we know?")
    box.press_sequentially(KNOWN)
    if not script:
        page.get_by_role("button", name="Suggest themes").click()
    chosen = page.locator(f"#suggested_themes input[name='theme_{COMPETENCE}'][value=weakness]")
    expect(chosen).to_be_visible()
    assert page.locator("#suggested_themes input:checked:not([value=''])").count() == 0
    chosen.check()
    box.fill("A caller out of hours reached an answering machine and gave up.")
    if script:
        box.press_sequentially(" Twice.")
    else:
        page.get_by_role("button", name="Suggest themes").click()
    expect(page.locator("#suggested_themes input[name^='theme_hmie-2005/2.1/']").first).to_be_visible()
    expect(chosen).to_be_checked()
    # Of the same time, it would be very like what the same test wrote before it.
    page.get_by_label("When was that?").fill("April 2025" if script else "May 2025")
    page.get_by_label("What kind of source is it?").select_option(index=1)
    page.get_by_label("What happens", exact=True).check()
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator(".ev li")).to_have_count(1)
    here = ItemTheme.objects.filter(item__citations__judgement__evaluation=view)
    soon(page, lambda: dict(here.values_list("theme", "bears")) == {COMPETENCE: "weakness"})
