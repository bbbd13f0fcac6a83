"""A plan and a board that are kept as HTML say what their templates say, to each reader and after each change."""

from __future__ import annotations

import datetime as dt

import pytest
from django.template.loader import render_to_string

from speir.evaluations.queries.looks.plan_lines import Line
from speir.evaluations.rules.looks.naming import Answered
from speir.web.looks import plan_laid
from tests import world, world_look
from tests import world_look_judging as made
from tests.web.browsing import browser, open_page

ODD = "<b>100% “so”</b> & %(text)s %s ~~~id~~~ " + "and many words more " * 8
LINES = (
    Line("a" * 16, "question", ODD, "", ""),
    Line("a" * 16, "question", "Short?", "", "", Answered.PARTLY.value),
    Line("a" * 16, "way", ODD, "", "", "to_do", "files", "Isla <Reid>", dt.date(2026, 3, 31), 5),
    Line("a" * 16, "way", "Alone", "", "", "to_do", "survey"),
    Line("a" * 16, "feature", ODD, "", "", cites="Policy <1> & ~~~look~~~"),
    Line("a" * 16, "feature", "Seen", "", "", cites="Policy", item="b" * 16, item_shows="A <i>piece</i>"),
    Line("a" * 16, "feature", "Seen", "", "", item="b" * 16, item_shows=ODD),
    Line("a" * 16, "feature", "Seen", "", "", item="b" * 16),
)


@pytest.mark.parametrize("may", [True, False])
@pytest.mark.parametrize("line", LINES)
def test_a_line_that_is_filled_in_is_what_its_template_says(line, may):
    shown = {"look": {"id": "c" * 16}, "one": plan_laid.line_of(line), "may": may}
    assert plan_laid.lines("c" * 16, [line], may=may) == render_to_string("looks/line.html", shown)


def test_forms_of_one_page_have_the_readers_own_token_and_ids_of_their_own(cast):
    row = world_look.look(cast.team, cast.lead)
    tokens, ids = [], []
    for who in (cast.lead, cast.evaluator, cast.lead):
        page = open_page(browser(who), f"/closer-looks/{row.id}/plan/")
        tokens.append({form.fields["csrfmiddlewaretoken"][0] for form in page.forms})
        ids += [form.fields["line_id"][0] for form in page.forms if "line_id" in form.fields]
    assert all(len(those) == 1 for those in tokens)
    assert len(set.union(*tokens)) == 3
    assert len(ids) == len(set(ids)) == 18
    assert "<form" not in open_page(browser(cast.reader), f"/closer-looks/{row.id}/plan/").html
    assert "~~~" not in page.html


def test_what_is_kept_of_a_plan_goes_by_its_lines_and_by_who_reads(cast):
    row = world_look.look(cast.team, cast.lead)
    lead, reader = browser(cast.lead), browser(cast.reader)
    theme = world.framework().theme_by_path[world_look.themes_of("3.2")[0]]
    at = f"/closer-looks/{row.id}/plan/"
    mark = f'hidden data-made="{theme.path}/weak/0"'
    assert mark in open_page(lead, at).html
    lead.post(f"{at}from/3.2/{theme.key}/", {"feature": f"{theme.path}/weak/0"})
    assert mark not in open_page(lead, at).html
    assert "Watch for this" in open_page(reader, at).text
    other = world_look.look(cast.team, cast.lead, title="Another")
    assert mark in open_page(lead, f"/closer-looks/{other.id}/plan/").html
    assert row.id not in open_page(lead, f"/closer-looks/{other.id}/plan/").html


def test_what_is_kept_of_a_board_goes_by_what_it_says_and_by_who_reads(cast):
    row = world_look.look(cast.team, cast.lead)
    question, way, feature = world_look.planned(row, cast.lead)
    at = f"/closer-looks/{row.id}/board/"
    lead, reader = browser(cast.lead), browser(cast.reader)
    assert "Not looked for yet." in open_page(lead, at).text
    made.seen(feature, way, cast.lead)
    made.answered(question, cast.lead, "We do.")
    for client, may in ((lead, True), (reader, False)):
        text = open_page(client, at).text
        assert "Not looked for yet." not in text
        assert "We do." in text
        assert ("Say what was seen" in text) is may
