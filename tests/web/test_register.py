"""The register: finding evidence in a browser, without script."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from speir.core.words import Piece
from speir.evaluations.actions.citations import cite
from speir.evidence.actions import withdrawing
from speir.evidence.models import Item
from speir.evidence.rules.finding import PAGE
from speir.trail.models import Entry
from speir.web.evidence.found import pieces
from tests import world
from tests.domain.evidence.test_finding_words import know
from tests.web.browsing import browser


def get(who, asked="", **headers):
    return browser(who).get(f"/evidence/{'?' if asked else ''}{asked}", headers=headers)


def listed(answer):
    return [
        re.sub(r"<[^>]+>", "", shows)
        for shows in re.findall(r'<li class="row row--found"><div><a[^>]*>(.*?)</a>', answer.content.decode())
    ]


def test_the_newest_stands_first_and_a_search_is_an_address(cast):
    know(cast, shows="Plans were shared.")
    know(cast, shows="Visits were made.", account="A plan came of it.")
    assert listed(get(cast.reader)) == ["Visits were made.", "Plans were shared."]
    found = get(cast.reader, "words=plan")
    assert listed(found) == ["Plans were shared.", "Visits were made."]
    assert "2 pieces found." in found.content.decode()
    assert "<mark>Plans</mark> were shared." in found.content.decode()
    assert "A <mark>plan</mark> came of it." in found.content.decode()


def test_what_narrows_it_down_is_said_and_taken_away_one_by_one(cast):
    know(cast, shows="Plans were shared.", kind="surveys")
    know(cast, shows="Plans were kept.", kind="case_files")
    page = get(cast.reader, "words=plan&kind=surveys").content.decode()
    assert listed(get(cast.reader, "words=plan&kind=surveys")) == ["Plans were shared."]
    ways = re.findall(r'<a href="\?([^"]*)">Take away', page)
    assert ways == ["words=plan"]
    assert listed(get(cast.reader, ways[0])) == ["Plans were kept.", "Plans were shared."]


def test_where_nothing_is_found_the_page_says_which_filter_to_take_away(cast):
    know(cast, shows="Plans were shared.", kind="surveys")
    page = get(cast.reader, "words=plan&kind=case_files&stands=stale").content.decode()
    assert "Nothing found." in page
    page = get(cast.reader, "words=plan&kind=case_files").content.decode()
    assert "Something is found when you take one of these away" in page
    helps = page.split("Something is found")[1].split("</ul>")[0]
    assert re.findall(r'<li><a href="\?(.*?)">', helps) == ["words=plan"]


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"since": "soon"}, "since"),
        ({"since": "2025", "until": "2024"}, "The last day is before the first day."),
        ({"kind": "nothing"}, "kind"),
        ({"unit": "0" * 16}, "unit"),
        ({"words": "x" * 300}, "words"),
        ({"withdrawn": "perhaps"}, "withdrawn"),
    ],
)
def test_what_cannot_be_read_is_said_beside_its_field_with_everything_typed(cast, asked, sentence):
    know(cast)
    answer = get(cast.reader, urlencode({"words": "plan"} | asked))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    for name, value in ({"words": "plan"} | asked).items():
        if name in {"words", "since", "until"}:
            assert f'value="{value}"' in page


@pytest.mark.parametrize(
    "asked",
    [
        "words=%00",
        "words=%22",
        "words=-",
        "at=x",
        "at=0.1.%00",
        "stands=x",
        "page=9",
        "words=%ED%A0%80",
        "theme=x/",
    ],
)
def test_no_address_breaks_it(cast, asked):
    know(cast)
    assert get(cast.reader, asked).status_code in {200, 422}


def test_a_page_leads_to_the_next_and_both_show_everything_once(cast):
    for number in range(PAGE + 3):
        know(cast, shows=f"Number {number}.")
    first = get(cast.reader)
    (at,) = re.findall(r'href="\?(at=[^"]*)"', first.content.decode())
    rest = get(cast.reader, at)
    assert listed(first) + listed(rest) == [f"Number {number}." for number in reversed(range(PAGE + 3))]
    assert "First page" in rest.content.decode()


def test_while_somebody_types_only_what_was_found_comes_back_and_words_may_be_unfinished(cast):
    know(cast, shows="Attendance was good.")
    whole = get(cast.reader, "words=atten")
    part = browser(cast.reader).get("/evidence/?words=atten", headers={"HX-Request": "true"})
    assert listed(whole) == []
    assert listed(part) == ["Attendance was good."]
    assert "<html" not in part.content.decode()


def test_each_row_says_what_to_know_before_it_is_used(cast):
    view = world.filled(cast, ("1.1",))
    stale = know(cast, shows="Old.", triage="concern")
    Item.objects.filter(pk=stale.pk).update(
        valid_until=timezone.localdate().replace(year=2020, month=3, day=3)
    )
    page = get(cast.reader).content.decode()
    (row,) = re.findall(rf'<li class="row row--found"><div><a href="{stale.pk}/">.*?</li>', page)
    assert re.findall(r'<span class="facts">(.*?)</span>', row) == [
        "Stale since 3 March 2020",
        "First look: concern",
        "Not used yet",
    ]
    assert page.count("Not used yet") == 1
    assert listed(get(cast.reader, "stands=uncited")) == ["Old."]
    assert view


def test_what_is_withdrawn_is_called_so_and_not_unused_yet(cast):
    gone = know(cast, shows="Gone.")
    withdrawing.withdraw(item_id=gone.pk, why="Counted twice.", by=cast.evaluator.actor)
    page = get(cast.reader, "withdrawn=only").content.decode()
    assert "<strong>Withdrawn</strong>" in page
    assert "Not used yet" not in page


def test_a_search_is_kept_from_what_was_just_found_and_where_nothing_was(cast):
    know(cast, shows="Attendance was good.")
    for words in ("atten", "nowhere"):
        part = browser(cast.reader).get(f"/evidence/?words={words}", headers={"HX-Request": "true"})
        assert f'<a href="searches/new/?words={words}">Keep this search</a>' in part.content.decode()


def test_what_only_a_hidden_broad_view_uses_is_not_used_as_far_as_one_can_know(cast):
    view = world.begun(cast, by=cast.evaluator, only_me=True)
    item = know(cast, shows="Used where nobody sees.")
    cite(evaluation_id=view.id, number="1.1", item_id=item.id, stance="supports", by=cast.evaluator.actor)
    assert listed(get(cast.reader, "stands=uncited")) == ["Used where nobody sees."]
    assert listed(get(cast.evaluator, "stands=uncited")) == []


def test_pieces_of_others_are_not_there_and_readings_are_recorded(cast):
    mine = know(cast, shows="Ours.")
    know(cast, unit=cast.elsewhere, by=cast.stranger, shows="Theirs.")
    assert listed(get(cast.reader)) == ["Ours."]
    assert Entry.objects.filter(verb="read", about="evidence", about_id=mine.id).count() == 1


def test_the_first_page_asks_the_database_ten_times_at_most(cast):
    for number in range(PAGE + 3):
        know(cast, shows=f"Number {number}.")
    client = browser(cast.reader)
    client.get("/evidence/")
    with CaptureQueriesContext(connection) as seen:
        client.get("/evidence/")
    assert len(seen) <= 10, [one["sql"][:80] for one in seen]


def test_marked_words_are_text_all_the_same():
    assert pieces([Piece("<b>", found=True), Piece("&")]) == "<mark>&lt;b&gt;</mark>&amp;"


def test_a_name_of_somebody_elses_unit_cannot_be_asked_for(cast):
    answer = get(cast.reader, f"unit={cast.elsewhere.id}")
    assert answer.status_code == 422
    assert cast.elsewhere.name not in answer.content.decode()
