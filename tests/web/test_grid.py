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


def test_the_grid_leads_to_who_can_read_it_and_once_sealed_to_the_next_edition(cast):
    view = world.begun(cast)
    client, here = browser(cast.lead), f"/broad-views/{view.id}/"
    page = open_page(client, here)
    assert '<li><a href="sharing/">Who can read this</a></li>' in page.html
    assert "begin the next edition" not in page.text
    world.seal(view, cast.lead)
    assert "To write on, begin the next edition under What we found." in open_page(client, here).text
    assert "begin the next edition" not in open_page(browser(cast.evaluator), here).text


def test_title_and_period_of_a_sealed_broad_view_say_that_it_is_sealed_and_not_that_a_role_is_missing(cast):
    view = world.begun(cast)
    world.seal(view, cast.lead)
    said = browser(cast.lead).get(f"/broad-views/{view.id}/describe/")
    assert said.status_code == 403
    assert "This broad view is sealed." in said.content.decode()
    assert "Your role here" not in said.content.decode()


def test_before_a_level_is_given_nothing_is_said_to_be_confirmed(cast):
    view = world.begun(cast)
    text = open_page(browser(cast.lead), f"/broad-views/{view.id}/found/").text
    assert "None of 18 indicators judged." in text
    assert "No level is given yet." in text
    assert "confirm every level" not in text


@pytest.mark.parametrize(
    ("form", "back"),
    [("/start/own/", "/start/"), ("/broad-views/new/", "/broad-views/")],
)
def test_a_form_that_begins_something_has_a_way_back(cast, form, back):
    assert f'<a href="{back}">Cancel</a>' in open_page(browser(cast.lead), form).html


def test_the_form_for_evidence_has_a_way_back_to_its_indicator(cast):
    here = f"/broad-views/{world.begun(cast).id}/1.1/"
    assert f'<a href="{here}">Cancel</a>' in open_page(browser(cast.lead), f"{here}evidence/new/").html


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
