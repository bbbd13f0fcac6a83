"""Beginning and planning a closer look at the browser's door, as it goes without script and as script asks."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from speir.evaluations.actions.looks import lines
from speir.evaluations.models import Evaluation, Feature, Look, Question, SetAside, Way
from speir.evidence.actions.items import write as write_item
from speir.organisations.models import Unit
from tests import world, world_look
from tests.web.browsing import HTMX, browser, open_page, send

THEMES = world_look.themes_of


@pytest.fixture
def row(cast) -> Look:
    return world_look.look(cast.team, cast.lead)


def bear(cast: world.Cast, count: int, theme: str, **more: Any) -> None:
    """Pieces of evidence that bear on a theme, in the register alone."""
    for at in range(count):
        draft = world.draft(shows=f"Seen {at} {theme[-12:]}.", themes={theme: "strength"}, **more)
        write_item(unit_id=cast.team.id, framework=world.framework(), draft=draft, by=cast.lead.actor)


def test_from_a_judgement_it_begins_with_two_presses_and_says_what_led_to_it(cast):
    view = world.begun(cast)
    world.write(view, "3.2", cast.evaluator, choice="weak", improvements="Nobody reads all of it. And more.")
    client = browser(cast.lead)
    page = open_page(client, f"/broad-views/{view.id}/3.2/")
    link = f"/closer-looks/new/?view={view.id}&indicator=3.2"
    assert ("a", {"href": link}) in page.tags
    page = open_page(client, link)
    assert "Nobody reads all of it." in page.text
    assert "And more." not in page.text
    form = page.form("/new/")
    assert set(form.fields["themes"]) == set(THEMES("3.2"))
    sent = send(client, form)
    look = Look.objects.get()
    assert sent.response.url == f"/closer-looks/{look.id}/plan/"
    assert (look.reason, look.prompted) == ("broad_view", world.row(view, "3.2"))
    assert Evaluation.objects.get(pk=look.id).title == "Information sharing and recording"
    send(client, form)  # pressed twice
    assert Look.objects.count() == 1
    page = open_page(client, link)
    assert "Closer looks that come from it already:" in page.text


def test_what_led_to_it_stands_as_it_stood_and_what_is_said_now_beside_it(cast, clock):
    view = world.begun(cast)
    world.write(view, "3.2", cast.evaluator, choice="weak", improvements="Nobody reads all of it.")
    client = browser(cast.lead)
    link = f"/closer-looks/new/?view={view.id}&indicator=3.2"
    at = "/closer-looks/{}/".format(
        send(client, open_page(client, link).form("/new/")).response.url.split("/")[2]
    )
    assert "Changed since" not in open_page(client, at).text
    clock.forward(minutes=1)  # its writer goes on within ten minutes, which by itself keeps no earlier text
    world.write(view, "3.2", cast.evaluator, improvements="Nobody reads all of it, nor a word.")
    clock.forward(minutes=1)
    world.write(view, "3.2", cast.evaluator, choice="good", why="They do now.")
    text = open_page(client, at).text
    assert re.search(
        r"when this began: Weak – Nobody reads all of it\. Changed since\. Now: Good – They do now\.", text
    )


def test_a_form_sent_again_with_other_words_is_not_taken_for_the_first(cast):
    client = browser(cast.lead)
    form = open_page(client, "/closer-looks/new/?indicator=3.2&reason=survey").form("/new/")
    send(client, form, about_words="How do we share?")
    page = send(client, form, 422, about_words="How do we record?")
    assert "has begun already, with other words" in page.text
    assert page.form("/new/").fields["about_words"] == ["How do we record?"]
    assert Look.objects.get().about_words == "How do we share?"


def test_what_is_missing_is_said_beside_its_field_and_nothing_typed_is_lost(cast):
    client = browser(cast.lead)
    form = open_page(client, "/closer-looks/new/").form("/new/")
    page = send(client, form, 422, left_out="Work with adults", period="soon", cost="A day of Callum Fraser")
    typed = page.form("/new/").fields
    assert (typed["left_out"], typed["period"]) == (["Work with adults"], ["soon"])
    # The day, the rules and the name in one round; what was explained once is not asked about again.
    page = send(client, page.form("/new/"), 422, keep_cost="known", period="March 2026")
    assert "<mark>Callum Fraser</mark>" not in page.html
    page = send(client, form, 422, period="soon", cost="A day of Callum Fraser")
    assert "<mark>Callum Fraser</mark>" in page.html
    for sentence in (
        "Choose why you take a closer look.",
        "Choose at least one theme to look at.",
        "Write your question in your own words.",
    ):
        assert page.text.count(sentence) == 2  # on top, and beside its field
    assert "Enter a title" not in page.text
    assert not Look.objects.exists()


def test_more_than_four_indicators_get_a_word_of_advice_and_begin_all_the_same(cast, row):
    client = browser(cast.lead)
    form = open_page(client, f"/closer-looks/{row.id}/themes/").form("/themes/")
    every = [THEMES(number)[0] for number in ("1.1", "1.2", "1.3", "1.4")]
    send(client, form, themes=[*THEMES("3.2"), *every])
    page = open_page(client, f"/closer-looks/{row.id}/plan/")
    assert "Would fewer serve you better?" in page.text
    assert "Would fewer serve you better?" in open_page(client, f"/closer-looks/{row.id}/").text


def test_two_who_change_what_it_is_about_at_once_both_keep_their_words(cast, row):
    lead, other = browser(cast.lead), browser(cast.evaluator)
    at = f"/closer-looks/{row.id}/describe/"
    mine, theirs = open_page(lead, at).form("/describe/"), open_page(other, at).form("/describe/")
    send(other, theirs, left_out="Night work", cost="One day")
    page = send(lead, mine, 409, left_out="Work at schools", how_long="Two months")
    assert "Night work" in page.text
    assert page.form("/describe/").fields["left_out"] == ["Work at schools"]
    row.refresh_from_db()
    assert (row.left_out, row.cost, row.how_long) == ("Night work", "One day", "Two months")
    send(lead, page.form("/describe/"), choose_left_out="both")
    row.refresh_from_db()
    assert row.left_out == "Night work\n\nWork at schools"
    assert row.cost == "One day"
    assert not SetAside.objects.exists()


def test_a_choice_that_two_people_change_is_shown_in_words(cast, row):
    lead, other = browser(cast.lead), browser(cast.evaluator)
    at = f"/closer-looks/{row.id}/describe/"
    mine, theirs = open_page(lead, at).form("/describe/"), open_page(other, at).form("/describe/")
    send(other, theirs, period="May 2026", area="team")
    page = send(lead, mine, 409, period="June 2026", area="voluntary")
    for words in ("May 2026", "June 2026", "A team", "A voluntary organisation"):
        assert words in page.text
    send(lead, page.form("/describe/"), choose_period="mine", choose_area="theirs")
    view = Evaluation.objects.get(pk=row.id)
    assert view.period_from == dt.date(2026, 6, 1)
    row.refresh_from_db()
    assert row.area == "team"


def test_a_name_in_what_it_is_about_waits_and_nothing_is_saved(cast, row):
    client = browser(cast.lead)
    form = open_page(client, f"/closer-looks/{row.id}/describe/").form("/describe/")
    page = send(client, form, 422, cost="Callum Fraser gives a day.", how_long="A year")
    assert "<mark>Callum Fraser</mark>" in page.html
    row.refresh_from_db()
    assert row.how_long == "Six weeks"
    send(client, page.form("/describe/"), keep_cost="known")
    row.refresh_from_db()
    assert (row.cost, row.how_long) == ("Callum Fraser gives a day.", "A year")


def test_what_we_have_already_says_how_much_from_whom_how_old_and_what_is_missing(cast, row):
    days = {"from_day": dt.date(2026, 3, 3), "to_day": dt.date(2026, 3, 3)}
    bear(cast, 2, THEMES("3.2")[0], voices=("staff",), kind="minutes", **days)
    view = world.begun(cast)
    world.write(view, "3.2", cast.evaluator, choice="good")
    page = open_page(browser(cast.lead), f"/closer-looks/{row.id}/")
    assert "Two pieces of evidence: minutes of meetings. They carry the views of staff." in page.text
    assert "They tell of 3 March 2026." in page.text
    assert "Nothing from children or families on any of these themes." in page.text
    assert "Nothing yet on “Joint understanding”." in page.text
    assert "Judged last: Good" in page.text
    elsewhere = world_look.look(world.unit_of(cast.lead, "Another team"), cast.lead)
    said = "Another team has not judged it in a broad view that you can read."
    for path in ("", "plan/"):
        assert said in open_page(browser(cast.lead), f"/closer-looks/{elsewhere.id}/{path}").text
    assert ("a", {"class": "do-inline", "href": f"/evidence/?theme={THEMES('3.2')[0]}"}) in page.tags


def test_the_list_says_how_many_questions_are_answered_and_how_many_in_part(cast, row):
    world_look.planned(row, cast.lead)
    answered = Question.objects.filter(look=row)
    answered.update(state="partly")
    assert f"0 of {answered.count()} question" in open_page(browser(cast.lead), "/closer-looks/").text
    assert f", {answered.count()} in part" in open_page(browser(cast.lead), "/closer-looks/").text
    answered.update(state="answered")
    assert "in part" not in open_page(browser(cast.lead), "/closer-looks/").text


def test_what_the_demonstration_invents_is_not_known_already_anywhere_else(cast, row):
    invented = world.unit_of(cast.lead, "An invented team")
    draft = world.draft(shows="Invented.", themes={THEMES("3.2")[0]: "strength"})
    write_item(unit_id=invented.id, framework=world.framework(), draft=draft, by=cast.lead.actor)
    at = f"/closer-looks/{row.id}/"
    assert "One piece of evidence" in open_page(browser(cast.lead), at).text
    Unit.objects.filter(pk=invented.id).update(demonstration=True)
    assert "One piece of evidence" not in open_page(browser(cast.lead), at).text


def test_evidence_that_is_not_open_to_the_reader_is_not_counted(cast, row):
    draft = world.draft(shows="Hidden.", themes={THEMES("3.2")[0]: "strength"})
    hidden: Any = {"unit_id": cast.team.id, "framework": world.framework(), "draft": draft}
    write_item(**hidden, only_me=True, by=cast.evaluator.actor)
    assert "piece of evidence" not in open_page(browser(cast.lead), f"/closer-looks/{row.id}/").text
    assert "One piece of evidence" in open_page(browser(cast.evaluator), f"/closer-looks/{row.id}/").text


def test_an_illustration_becomes_a_question_once_however_often_it_is_pressed(cast, row):
    client, theme = browser(cast.lead), world.framework().theme_by_path[THEMES("3.2")[0]]
    at = f"/closer-looks/{row.id}/plan/from/3.2/{theme.key}/"
    for _ in range(2):
        answer = client.post(at, {"question": f"{theme.path}/very_good/1"})
        there, _hash, button = answer["Location"].partition("#")
        text = client.get(there).content.decode()
        assert f'id="{button}"' in text
        assert '<details class="account plan-from do" open>' in text  # the next one is a press away
    client.post(at, {"feature": f"{theme.path}/weak/0"})
    client.post(at, {"way": f"{theme.path}/source/case_files"})
    question, feature, way = Question.objects.get(), Feature.objects.get(), Way.objects.get()
    assert question.text.startswith("To what extent is it true here that information passes")
    assert (question.theme, question.illustration) == (theme.path, f"{theme.path}/very_good/1")
    assert feature.text.startswith("Watch for this: professionals")
    assert (way.how, way.text) == ("files", "Reviews of case files")


@pytest.mark.parametrize(
    "pressed",
    [
        {"question": "hmie-2005/1.1/trust/very_good/0"},
        {"question": "{theme}/very_good/999"},
        {"question": "{theme}/title/0"},
        {"question": "{theme}/very_good/-1"},
        {"question": "{theme}/very_good/²"},
        {"way": "{theme}/source/surveys"},
        {"way": "{theme}/very_good/0"},
        {},
    ],
)
def test_what_no_illustration_says_is_made_of_nothing(cast, row, pressed):
    theme = world.framework().theme_by_path[THEMES("3.2")[0]]
    typed = {name: value.format(theme=theme.path) for name, value in pressed.items()}
    answer = browser(cast.lead).post(f"/closer-looks/{row.id}/plan/from/3.2/{theme.key}/", typed)
    assert answer.status_code == 400
    assert not Question.objects.exists()


def test_script_gets_the_line_and_a_fresh_box_and_nothing_twice(cast, row):
    client = browser(cast.lead)
    at = f"/closer-looks/{row.id}/plan/new/question/3.2/joint-understanding/"
    form = next(one for one in open_page(client, f"/closer-looks/{row.id}/plan/").forms if one.action == at)
    first = send(client, form, 200, HTMX, text="Who is told?")
    assert "Who is told?" in first.text
    assert first.form("/joint-understanding/").fields["text"] == [""]
    assert first.form("/joint-understanding/").fields["line_id"] != form.fields["line_id"]
    again = send(client, form, 200, HTMX, text="Who is told?")
    assert "Who is told?" not in again.text
    refused = send(client, form, 200, HTMX, text=" ", line_id="")
    assert "Write something here" in refused.text
    assert Question.objects.count() == 1


def test_a_way_says_how_of_how_many_by_whom_and_when(cast, row):
    client, (_question, way, _feature) = browser(cast.lead), world_look.planned(row, cast.lead)
    at = f"/closer-looks/{row.id}/plan/way/{way.id}/"
    form = open_page(client, at).form(at)
    page = send(client, form, 422, number="-3", due="1 March 2030", how="interview")
    assert "Enter a number from 1" in page.text
    assert "between the first and the last day" in page.text
    typed: Any = {"number": "5", "due": "31 March 2026", "how": "files"}
    send(client, page.form(at), **typed, person=str(cast.evaluator.person.id))
    said = f"Review of case files · five files · {cast.evaluator.name} · by 31 March 2026"
    assert said in open_page(client, f"/closer-looks/{row.id}/plan/").text
    # A form that was opened before shows what stands now before it changes it.
    page = send(client, form, 409, number="2")
    assert "It now says: Review of case files, 5, Isla Reid, 31 March 2026." in page.text
    send(client, page.form(at), number="2")
    way.refresh_from_db()
    assert way.number == 2


def test_a_feature_cites_a_policy_and_a_document_that_its_reader_may_read(cast, row):
    client, (_question, _way, feature) = browser(cast.lead), world_look.planned(row, cast.lead)
    bear(cast, 1, THEMES("3.2")[0], kind="documents")
    at = f"/closer-looks/{row.id}/plan/feature/{feature.id}/"
    form = open_page(client, at).form(at)
    item = next(value for value in form.choices["item"] if value)
    again = send(client, form, 200, find="1", find_words="nothing has this", cites="Our policy", item=item)
    assert (again.form(at).fields["cites"], again.form(at).fields["item"]) == (["Our policy"], [item])
    send(client, form, cites="Our information policy, part 2", item=item)
    assert (
        "Asked for by: Our information policy, part 2"
        in open_page(client, f"/closer-looks/{row.id}/plan/").text
    )
    stranger = world_look.look(cast.elsewhere, cast.stranger)
    theirs = world_look.planned(stranger, cast.stranger)[2]
    other = f"/closer-looks/{stranger.id}/plan/feature/{theirs.id}/"
    their_form = open_page(browser(cast.stranger), other).form(other)
    send(browser(cast.stranger), their_form, 404, item=item)


def test_a_line_reworded_by_somebody_meanwhile_shows_what_it_says_now(cast, row):
    client, (question, *_others) = browser(cast.lead), world_look.planned(row, cast.lead)
    at = f"/closer-looks/{row.id}/plan/question/{question.id}/"
    form = open_page(client, at).form(at)
    other = browser(cast.evaluator)
    send(other, open_page(other, at).form(at), text="Theirs?")
    page = send(client, form, 409, text="Mine?")
    assert "It now says: “Theirs?”." in page.text
    assert page.form(at).fields["text"] == ["Mine?"]
    send(client, page.form(at), text="Mine?")
    question.refresh_from_db()
    assert question.text == "Mine?"
    assert row.evaluation.earlier_texts.filter(text="Theirs?").exists()


def test_a_line_moves_within_its_theme_goes_out_and_comes_back(cast, row):
    client, theme = browser(cast.lead), THEMES("3.2")[0]
    put: Any = {"look_id": row.id, "column": "question", "number": "3.2", "by": cast.lead.actor}
    made = [lines.add(**put, theme=theme, text=text) for text in ("One?", "Two?")]
    lines.add(**put, theme=THEMES("3.2")[1], text="Other?")
    at = f"/closer-looks/{row.id}/plan/question/{made[1].id}/"
    client.post(f"{at}up/")
    text = open_page(client, f"/closer-looks/{row.id}/plan/").text
    assert text.index("Two?") < text.index("One?") < text.index("Other?")
    client.post(f"{at}out/")
    page = open_page(client, f"/closer-looks/{row.id}/plan/")
    assert "Taken out." in page.text
    assert "Two?" not in page.text
    send(client, page.form("/back/"))
    assert "Two?" in open_page(client, f"/closer-looks/{row.id}/plan/").text
    assert "Taken out." not in open_page(client, f"/closer-looks/{row.id}/plan/").text


def test_a_theme_with_lines_stays_until_they_are_taken_out_and_they_come_back_with_it_alone(cast, row):
    client, (question, way, feature) = browser(cast.lead), world_look.planned(row, cast.lead)
    at = f"/closer-looks/{row.id}/themes/"
    form = open_page(client, at).form(at)
    page = send(client, form, 422, themes=[THEMES("3.3")[0]])
    assert "Something is written about 3.2 already." in page.text
    for column, line in (("question", question), ("way", way), ("feature", feature)):
        client.post(f"/closer-looks/{row.id}/plan/{column}/{line.id}/out/")
    send(client, form, themes=[THEMES("3.3")[0]])
    answer = client.post(f"/closer-looks/{row.id}/plan/question/{question.id}/back/")
    assert answer.status_code == 409
    assert "not looked at any more" in answer.content.decode()


def test_an_empty_one_is_discarded_and_one_with_a_line_is_not(cast, row):
    client = browser(cast.lead)
    other = world_look.look(cast.team, cast.lead)
    world_look.planned(other, cast.lead)
    assert "Discard it: nothing is planned yet" in open_page(client, f"/closer-looks/{row.id}/").text
    send(client, open_page(client, f"/closer-looks/{row.id}/discard/").form("/discard/"))
    assert not Look.objects.filter(pk=row.id).exists()
    assert "Discard it" not in open_page(client, f"/closer-looks/{other.id}/").text
    assert client.post(f"/closer-looks/{other.id}/discard/").status_code == 409


def test_a_plan_that_is_there_already_fills_in_the_form_and_the_plan(cast):
    client = browser(cast.lead)
    page = open_page(client, "/closer-looks/starting/")
    link = next(str(of["href"]) for tag, of in page.tags if tag == "a" and "starting=" in str(of.get("href")))
    form = open_page(client, link).form("/new/")
    assert form.fields["themes"]
    assert form.fields["about_words"] != [""]
    sent = send(client, form)
    assert Question.objects.filter(look=Look.objects.get()).exists()
    assert open_page(client, sent.response.url)
    gone = open_page(client, "/closer-looks/new/?starting=nothing").form("/new/")
    assert "themes" not in gone.fields  # a plan that was taken away meanwhile fills in nothing


def test_the_list_says_what_each_asks_how_far_it_is_and_who_began_it(cast, row):
    question, way, _feature = world_look.planned(row, cast.lead)
    client = browser(cast.reader)
    text = open_page(client, "/closer-looks/").text
    assert "How well do we share what we know about a child? Begun by Morag Sinclair" in text
    assert "Planning 0 of 1 question answered" in text
    Question.objects.filter(pk=question.pk).update(state="answered")
    Way.objects.filter(pk=way.pk).update(state="under_way")
    assert "Finding out 1 of 1 question answered" in open_page(client, "/closer-looks/").text
    empty = open_page(browser(cast.stranger), "/closer-looks/")
    assert "Take one when a broad view points to something" in empty.text


def asked(client: Any, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len([query for query in queries if "SAVEPOINT" not in query["sql"]])


def test_pages_cost_the_same_with_many_lines_and_two_hundred_pieces_of_evidence(cast, row):
    world_look.planned(row, cast.lead)
    paths = {f"/closer-looks/{row.id}/plan/": 12, f"/closer-looks/{row.id}/": 14, "/closer-looks/": 10}
    readers = {who: browser(getattr(cast, who)) for who in ("lead", "reader")}
    small = {}
    for who, client in readers.items():
        for path in paths:
            client.get(path)
            small[who, path] = asked(client, path)
    for theme in THEMES("3.2")[:2]:
        bear(cast, 100, theme)
    for at in range(30):
        for column in ("question", "way", "feature"):
            lines.add(
                look_id=row.id,
                column=column,
                number="3.2",
                theme=THEMES("3.2")[at % 2],
                text=f"Line {at}?",
                by=cast.lead.actor,
            )
    for _ in range(5):
        world_look.planned(world_look.look(cast.team, cast.lead), cast.lead)
    for who, client in readers.items():
        for path, most in paths.items():
            count = asked(client, path)
            assert count <= most, f"{who} {path}: {count}"
            assert count == small[who, path], f"{who} {path}: {count}, {small[who, path]} before"
