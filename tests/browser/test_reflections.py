"""An own reflection on a phone: it saves itself as it is typed, whatever happens to the page."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from speir.evaluations.models import Reflection, ReflectionAside
from tests import world
from tests.browser.situations import Situations
from tests.browser.waiting import soon
from tests.browser.windows import Opens

PHONE = 360


def test_from_home_to_three_saved_boxes_on_a_phone(opens: Opens, ordinary: Situations) -> None:
    who = world.colleague("Ailig Ross", ordinary.below, "practitioner", ordinary.cast.lead)
    page = opens(who.person, width=PHONE)
    page.goto("/")
    page.get_by_role("link", name="Take a theme").click()
    page.get_by_label("Words or a number to find").fill("trust")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("button", name="Trust", exact=True).click()
    page.get_by_label("What happens?").fill("We knock and wait.")
    page.get_by_label("How do we know?").fill("Six visits of mine.")
    page.get_by_label("What one thing will we do?").fill("Ring before we knock.")
    expect(page.locator("#saved")).to_have_text(re.compile(r"^Saved \d\d:\d\d"))
    page.get_by_role("button", name="Done for now").click()
    expect(page.get_by_text("Ring before we knock.")).to_be_visible()


def test_left_in_mid_word_it_is_saved_all_the_same(opens: Opens, ordinary: Situations) -> None:
    made = ordinary.reflection(happens="One.")
    page = opens(ordinary.practitioner.person, width=PHONE)
    page.goto(f"/reflections/{made.id}/")
    page.get_by_label("What one thing will we do?").press_sequentially("Ring befo")
    page.goto("/frameworks/")
    soon(page, lambda: Reflection.objects.get(pk=made.id).doing == "Ring befo")


def test_a_name_waits_beside_its_box_and_is_mended_in_place(opens: Opens, ordinary: Situations) -> None:
    made = ordinary.reflection(happens="One.")
    page = opens(ordinary.practitioner.person, width=PHONE)
    page.goto(f"/reflections/{made.id}/")
    page.get_by_label("How do we know?").fill("Callum Fraser told his teacher.")
    page.get_by_role("button", name="[a child]").click()
    expect(page.get_by_label("How do we know?")).to_have_value("[a child] told his teacher.")
    soon(page, lambda: Reflection.objects.get(pk=made.id).known == "[a child] told his teacher.")
    assert not ReflectionAside.objects.filter(reflection=made).exists()


def test_typed_in_two_tabs_both_stand_there_to_choose_from(opens: Opens, ordinary: Situations) -> None:
    made = ordinary.reflection(known="Before.")
    one, other = (opens(ordinary.practitioner.person, width=PHONE) for _ in range(2))
    for page in (one, other):
        page.goto(f"/reflections/{made.id}/")
    one.get_by_label("How do we know?").fill("In one tab.")
    soon(one, lambda: Reflection.objects.get(pk=made.id).known == "In one tab.")
    other.get_by_label("How do we know?").fill("In another tab.")
    other.get_by_role("button", name="Keep both, one after the other").click()
    soon(other, lambda: Reflection.objects.get(pk=made.id).known == "In one tab.\n\nIn another tab.")
    expect(other.get_by_label("How do we know?")).to_have_value("In one tab.\n\nIn another tab.")


def test_discarded_and_undone(opens: Opens, ordinary: Situations) -> None:
    made = ordinary.reflection(happens="One.")
    page = opens(ordinary.practitioner.person, width=PHONE)
    page.goto(f"/reflections/{made.id}/")
    page.get_by_role("button", name="Discard this reflection").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_label("What happens?")).to_have_value("One.")
