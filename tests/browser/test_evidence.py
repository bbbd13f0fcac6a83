"""Evidence and beginnings in a hurry: taken away and brought back, and sent twice without being made twice."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from speir.evaluations.models import Citation, Evaluation
from speir.evidence.models import Item
from tests import world
from tests.browser.pages import of
from tests.browser.situations import Situations
from tests.browser.waiting import soon
from tests.browser.windows import Opens

scripts = pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])


@scripts
def test_evidence_that_was_taken_away_comes_back_as_it_was(
    script: bool, opens: Opens, ordinary: Situations
) -> None:
    view = ordinary.begun()
    item = world.cite(view, "1.1", ordinary.cast.evaluator, "contradicts", shows="Nobody asked the child.")
    page = opens(ordinary.cast.evaluator.person, script=script)
    page.goto(of(view, "1.1/"))
    page.locator(".ev__change").click()
    page.get_by_role("button", name="Take it away from 1.1").click()
    expect(page.get_by_role("status").first).to_contain_text("the evidence itself is kept")
    expect(page.locator(".ev")).to_have_count(0)
    assert not Citation.objects.filter(judgement__evaluation=view).exists()

    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".ev li")).to_have_count(1)
    back = Citation.objects.get(judgement__evaluation=view)
    assert (back.item_id, back.stance) == (item, "contradicts")
    page.reload()
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)


@scripts
def test_two_clicks_on_add_make_one_item(script: bool, opens: Opens, ordinary: Situations) -> None:
    view = ordinary.begun()
    page = opens(ordinary.cast.evaluator.person, script=script)
    page.goto(of(view, "1.1/evidence/new/"))
    page.get_by_label("What do we know?").fill("Clicked twice.")
    # Of the same time, it would be very like what the same test wrote before it.
    page.get_by_label("When was that?").fill("April 2025" if script else "May 2025")
    page.get_by_label("What kind of source is it?").select_option(index=1)
    page.get_by_label("What happens", exact=True).check()
    page.get_by_role("button", name="Add", exact=True).dblclick()
    expect(page.locator(".ev li")).to_have_count(1)
    assert cited(view) == 1


def test_something_written_already_is_used_for_a_second_indicator(opens: Opens, ordinary: Situations) -> None:
    view = ordinary.begun()
    world.cite(view, "1.1", ordinary.cast.evaluator, shows="Seen on the same day, every time.")
    page = opens(ordinary.cast.evaluator.person)
    page.goto(of(view, "1.2/"))
    page.locator("#strengths").fill("Typed before looking for evidence.")
    page.get_by_role("button", name="Use something already written").click()
    page.get_by_label("Find words").fill("Seen on the same day, every time")
    page.get_by_role("button", name="Find").click()
    first = page.locator(".ev li", has_text="Seen on the same day, every time.").first
    first.get_by_role("button", name="Qualifies").click()
    expect(page.locator(".ev")).to_contain_text("Seen on the same day, every time.")
    expect(page.locator("#strengths")).to_have_value("Typed before looking for evidence.")
    assert Citation.objects.get(judgement__evaluation=view, judgement__indicator__number="1.2").stance == (
        "qualifies"
    )


@scripts
def test_two_clicks_on_begin_make_one_broad_view(script: bool, opens: Opens, ordinary: Situations) -> None:
    someone = world.somebody("Una Baird")
    unit = world.unit_of(someone, "Clicked twice")
    page = opens(someone.person, script=script)
    page.goto("/broad-views/new/")
    page.get_by_role("button", name="Begin").dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text("Clicked twice")
    assert Evaluation.objects.filter(unit=unit).count() == 1


def test_sending_the_beginning_twice_makes_one_broad_view(opens: Opens, ordinary: Situations) -> None:
    someone = world.somebody("Una Baird")
    unit = world.unit_of(someone, "Sent twice")
    page = opens(someone.person)
    page.goto("/broad-views/new/")
    page.evaluate(
        """() => Promise.all([1, 2, 3].map(() =>
            fetch(location.href, { method: "POST", body: new FormData(document.querySelector("main form")) })
        )).then(() => 0)"""
    )
    soon(page, lambda: Evaluation.objects.filter(unit=unit).exists())
    assert Evaluation.objects.filter(unit=unit).count() == 1


def cited(view: Evaluation) -> int:
    """How many items there are beside the first indicator; none is written down without being cited."""
    items = Item.objects.filter(citations__judgement__evaluation=view)
    return items.count()
