"""The grid through the door: it says what there is, and not what there is not."""

from __future__ import annotations

import pytest

from tests import world
from tests.web.browsing import browser, open_page, send

pytestmark = pytest.mark.django_db


def test_what_nobody_has_touched_is_not_started_and_nothing_else(cast):
    view = world.begun(cast)
    client, grid = browser(cast.lead), f"/broad-views/{view.id}/"
    text = open_page(client, grid).text
    assert text.count("Not started") == 18
    for nought in ("Not yet judged", "No evidence yet", "0 judged"):
        assert nought not in text
    world.write(view, "1.1", cast.lead, strengths="We listen.")
    text = open_page(client, grid).text
    assert text.count("Not started") == 17
    assert "Not yet judged" in text
    assert "No evidence yet" in text


def test_the_heading_says_the_period_unless_the_title_ends_with_it(cast):
    view = world.begun(cast)
    client, at = browser(cast.lead), f"/broad-views/{view.id}/describe/"
    for title, period, heading in [
        ("Broad view 2026", "2026", "Broad view 2026"),
        ("Broad view", "2026", "Broad view · 2026"),
        ("Broad view 2026", "May 2026", "Broad view 2026 · May 2026"),
    ]:
        send(client, open_page(client, at).form(at), title=title, period=period)
        assert f'<p class="crumb">{heading}</p>' in open_page(client, f"/broad-views/{view.id}/").html


def test_a_broad_view_begun_by_accident_is_discarded_from_its_details_page(cast):
    view, kept = world.begun(cast, "Begun twice"), world.begun(cast, "Kept")
    client, here = browser(cast.evaluator), f"/broad-views/{view.id}"
    assert f'href="{here}/discard/"' in open_page(client, f"{here}/describe/").html
    page = open_page(client, f"{here}/discard/")
    assert f"The evidence that {cast.team.name} has written down stays" in page.text
    assert send(client, page.form(""), 302).response["Location"] == "/broad-views/"
    text = open_page(client, "/broad-views/").text
    assert "Discarded: Begun twice." in text
    assert "Kept" in text
    world.write(kept, "1.1", cast.lead, strengths="They listen.")
    here = f"/broad-views/{kept.id}"
    page = open_page(client, f"{here}/describe/")
    assert f'href="{here}/discard/"' not in page.html
    assert "It cannot be discarded, since something has been written in it." in page.text
    page = open_page(client, f"{here}/discard/")
    assert "It can be kept, and its title and period can be changed" in page.text
    assert not [form for form in page.forms if form.action.endswith("/discard/")]
    assert client.post(f"{here}/discard/").status_code == 409


def test_what_we_found_is_the_pages_button_once_something_is_judged(cast):
    view = world.begun(cast)
    client, grid, button = (
        browser(cast.lead),
        f"/broad-views/{view.id}/",
        '<a class="ds_button" href="found/">',
    )
    html = open_page(client, grid).html
    assert 'href="found/"' in html
    assert button not in html
    world.write(view, "1.1", cast.lead, choice="good")
    assert button in open_page(client, grid).html


def test_the_grid_tells_of_others_at_work_and_not_of_oneself(cast):
    view = world.begun(cast)
    world.write(view, "1.1", cast.evaluator, strengths="A word.")
    told = f"{cast.evaluator.name} is in 1.1"
    assert told in " ".join(open_page(browser(cast.lead), f"/broad-views/{view.id}/").text.split())
    assert told not in " ".join(open_page(browser(cast.evaluator), f"/broad-views/{view.id}/").text.split())
