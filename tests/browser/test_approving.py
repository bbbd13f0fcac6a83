"""A chief officer's quarter of an hour: what waits, reading it, asking, and approving, by keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from speir.evaluations.models import ApprovalStep
from tests import world
from tests.browser.keys import Keys
from tests.browser.pages import of
from tests.browser.situations import Situations
from tests.browser.windows import Opens


@pytest.mark.parametrize(("script", "width"), [(True, 1280), (False, 360)])
def test_a_chief_officer_reads_asks_and_approves_by_keyboard_alone(
    script: bool, width: int, opens: Opens, ordinary: Situations
) -> None:
    cast, chief = ordinary.agency, ordinary.chief
    view = world.begun(cast, f"Broad view to approve, {width} {'with' if script else 'without'} script")
    world.write(view, "1.1", cast.evaluator, choice="good", strengths="We listen.")
    world.seal(view, cast.lead)
    page = opens(chief.person, script=script, width=width)
    keys = Keys(page)
    button, link = page.get_by_role("button"), page.get_by_role("link")

    page.goto("/")
    expect(page.get_by_role("heading", name="For you to read and approve")).to_be_visible()
    keys.press(link.filter(has_text=f"{view.title}, edition 1"))
    expect(page.get_by_role("heading", level=1)).to_have_text("What we found, edition 1")
    expect(page.get_by_text("We listen.").last).to_be_visible()
    keys.press(link.filter(has_text="Approve it or ask a question"))
    expect(page.locator("#approving")).to_be_in_viewport()
    keys.press(link.filter(has_text="Ask a question before approving"))
    keys.write(page.get_by_label("Your question"), "Who does this by when?")
    keys.press(button.filter(has_text="Ask this question"))
    expect(page.locator(".done")).to_contain_text("Asked.")
    expect(page.locator("#approving")).to_contain_text("Not answered yet")

    answer(opens, ordinary, of(view, "editions/1/"), script, width)

    page.goto("/")
    expect(page.locator(".rows").first).to_contain_text("and were answered")
    keys.press(link.filter(has_text=f"{view.title}, edition 1"))
    expect(page.locator("#approving")).to_contain_text("The service, by June.")
    keys.press(link.filter(has_text="Approve this edition"))
    keys.write(page.get_by_label("A note with your approval"), "Thank you.")
    keys.press(button.filter(has_text="Approve this edition"))
    expect(page.locator(".done")).to_contain_text("Approved.")
    expect(page.locator(".approval")).to_contain_text(f"Approved by {chief.name}, chief officer")
    assert set(ApprovalStep.objects.filter(edition__evaluation=view).values_list("said", "by_name")) == {
        ("asked", chief.name),
        ("answered", cast.lead.name),
        ("approved", chief.name),
    }


def answer(opens: Opens, s: Situations, path: str, script: bool, width: int) -> None:
    page = opens(s.agency.lead.person, script=script, width=width)
    page.goto(path)
    keys = Keys(page)
    keys.press(page.locator("#approving").get_by_role("link", name="Answer"))
    keys.write(page.get_by_label("Your answer"), "The service, by June.")
    keys.press(page.get_by_role("button", name="Answer", exact=True))
    expect(page.locator(".done")).to_contain_text("Answered.")
