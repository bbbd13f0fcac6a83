"""Saving an indicator through the door: without script first, by script the same, beside others, and in any words."""

from __future__ import annotations

from typing import Any

import pytest

from speir.evaluations.models import LevelChange
from speir.evaluations.rules.saving import LONGEST_TEXT, mark
from tests import world
from tests.web.browsing import HTMX, Page, browser, open_page, send

HOSTILE = {
    "markup": '<script>alert("1")</script><img src=x onerror=alert(1)> &amp; {{ 7 }} {% now "Y" %}',
    "quotes": "\"double\" 'single' `back` </textarea><h1>out</h1>",
    "formula": '=HYPERLINK("http://evil.example","x")\n+1\n-1\n@SUM(A1)',
    "gaelic": "’S e cànan na cloinne a tha cudromach; dè tha sinn a’ dèanamh a-nis?",
    "emoji": "👧🏽👩‍👩‍👧 ✅ 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 \u200fعربى",
    "lines": "one\n\ntwo\n   three\n\n\nfour",
    "begins with a line": "x\n",
    "long": "Wörd 👧 " * 1400,
    "sql": "'; DROP TABLE evaluations_judgement; --",
    "percent": "100 % %s %(name)s \\u0041",
}


@pytest.fixture
def view(cast):
    return world.begun(cast)


@pytest.fixture
def at(view):
    return f"/broad-views/{view.id}/1.1/"


def test_without_script_the_save_button_saves_every_field_and_says_so(cast, view, at):
    client = browser(cast.evaluator)
    form = open_page(client, at).form(at)
    typed: Any = {
        "choice": "good",
        "sure": "some_doubt",
        "strengths": "Children know who comes.",
        "improvements": "Chronologies stop.",
        "done": "1",
    }
    send(client, form, why="Families say so.", **typed)
    assert world.values(view, "1.1") == typed
    assert LevelChange.objects.get().why == "Families say so."
    page = open_page(client, at)
    assert "Saved." in page.text
    for name, value in typed.items():
        assert page.form(at).fields[name] == [value]


def test_a_page_sent_back_as_it_came_changes_nothing(cast, view, at):
    world.write(view, "1.1", cast.lead, choice="good", sure="some_doubt", strengths="a\nb", done="1")
    before = world.values(view, "1.1"), world.row(view, "1.1").written_by_name
    client = browser(cast.evaluator)
    send(client, open_page(client, at).form(at))
    assert (world.values(view, "1.1"), world.row(view, "1.1").written_by_name) == before


@pytest.mark.parametrize(
    ("button", "leads_to"),
    [
        ("next", "1.2/#content"),
        ("grid", "#i1.1"),
        ("stay", "1.1/"),
        ("evidence", "1.1/evidence/new/"),
        ("cite", "1.1/evidence/cite/"),
    ],
)
def test_whichever_button_is_pressed_what_was_typed_is_saved_first(cast, view, at, button, leads_to):
    client = browser(cast.evaluator)
    form = open_page(client, at).form(at)
    assert ("go", button) in form.buttons
    page = send(client, form, go=button, strengths=f"Before {button}.")
    assert page.response["Location"] == f"/broad-views/{view.id}/{leads_to}"
    assert world.row(view, "1.1").strengths == f"Before {button}."


@pytest.mark.parametrize("after", ["9.9", "x" * 500, "//evil.example", "../../account/"])
def test_a_forged_way_on_leads_nowhere_else(cast, view, at, after):
    client = browser(cast.evaluator)
    response = client.post(at, {"go": "next", "after": after, "strengths": "", "base_strengths": mark("")})
    assert response.status_code == 302
    assert response["Location"].startswith(f"/broad-views/{view.id}/")


def test_what_is_sent_while_the_page_closes_is_saved_and_answered_with_nothing(cast, view, at):
    client = browser(cast.evaluator)
    page = send(
        client,
        open_page(client, at).form(at),
        204,
        {"HTTP_X": "1"},
        go="beacon",
        strengths="At the last moment.",
    )
    assert page.html == ""
    assert world.row(view, "1.1").strengths == "At the last moment."
    answers = f"/broad-views/{view.id}/answers/"
    typed = {"text": "At the last moment.", "base_text": mark(""), "go": "beacon"}
    assert client.post(f"{answers}2/", typed).status_code == 204
    assert open_page(client, answers).form("/answers/2/").fields["text"] == ["At the last moment."]


def test_one_button_pressed_twice_saves_once(cast, view, at):
    client = browser(cast.evaluator)
    form = open_page(client, at).form(at)
    for _ in range(2):
        send(client, form, choice="good", strengths="Once.")
    assert LevelChange.objects.count() == 1
    assert world.row(view, "1.1").strengths == "Once."


@pytest.mark.parametrize("name", HOSTILE)
def test_any_words_come_back_as_they_were_typed(cast, view, at, name):
    text = HOSTILE[name]
    client = browser(cast.evaluator)
    send(client, open_page(client, at).form(at), strengths=text)
    assert world.row(view, "1.1").strengths == text.strip()
    page = open_page(client, at)
    assert page.form(at).fields["strengths"] == [text.strip()]
    shown = open_page(browser(cast.reader), at)
    assert " ".join(text.split()) in shown.text
    for each in (page, shown):
        assert "alert" not in "".join(str(of) for _, of in each.tags)
        assert [tag for tag, _ in each.tags].count("h1") == 1
    send(client, page.form(at))
    assert world.row(view, "1.1").strengths == text.strip()


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        (b"NUL\x00 here", "NUL here"),
        (b"lone \xed\xa0\xbd surrogate", "lone \ufffd\ufffd\ufffd surrogate"),
        (b"not UTF-8 \xff\xfe", "not UTF-8 \ufffd\ufffd"),
        (b"one\r\ntwo\rthree", "one\ntwo\nthree"),
    ],
)
def test_bytes_that_are_no_text_do_no_harm(cast, view, at, sent, kept):
    from urllib.parse import quote_from_bytes

    body = f"strengths={quote_from_bytes(sent)}&base_strengths={mark('')}"
    response = browser(cast.evaluator).post(at, body, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 302
    assert world.row(view, "1.1").strengths == kept


# Bad input


def test_a_text_that_is_too_long_stays_in_its_field_with_a_sentence_beside_it(cast, view, at):
    client = browser(cast.evaluator)
    text = "x" * (LONGEST_TEXT + 1)
    page = send(client, open_page(client, at).form(at), 422, strengths=text, improvements="Saved.")
    assert page.form(at).fields["strengths"] == [text]
    assert "20,001 characters long and is not saved yet" in page.text
    assert world.row(view, "1.1").improvements == "Saved."
    send(client, page.form(at), strengths="Shorter.")
    assert world.row(view, "1.1").strengths == "Shorter."


def test_a_level_that_is_none_is_refused_in_words_and_the_rest_is_saved(cast, view, at):
    response = browser(cast.evaluator).post(
        at,
        {
            "choice": "4.5",
            "base_choice": mark(""),
            "strengths": "Kept.",
            "base_strengths": mark(""),
        },
    )
    assert response.status_code == 422
    assert "Choose excellent, very good, good" in Page(response).text
    assert world.row(view, "1.1").strengths == "Kept."


def test_a_reason_that_is_too_long_stays_in_its_field(cast, view, at):
    client = browser(cast.evaluator)
    page = send(client, open_page(client, at).form(at), 422, choice="good", why="w" * 1001)
    assert page.form(at).fields["why"] == ["w" * 1001]
    assert "at most 1,000 characters" in page.text
    assert world.values(view, "1.1")["choice"] == "good"


# The reason for a level


def test_a_reason_stands_beside_the_level_for_whoever_reads_and_its_box_is_empty_again(cast, view, at):
    client = browser(cast.evaluator)
    send(client, open_page(client, at).form(at), choice="good", why="Families say <so>.")
    page = open_page(client, at)
    assert page.form(at).fields["why"] == [""]
    for each in (page, open_page(browser(cast.reader), at)):
        assert "Why this level: Families say <so>." in each.text
    send(client, page.form(at), choice="weak")
    assert "Why this level:" not in open_page(browser(cast.reader), at).text
    world.write(view, "1.1", cast.evaluator, choice="weak", why="The files say otherwise.")
    world.seal(view, cast.lead)
    assert (
        "Why this level: The files say otherwise."
        in open_page(client, f"/broad-views/{view.id}/editions/1/").text
    )


def test_a_save_by_script_shows_the_reason_that_stands_and_empties_its_box(cast, view, at):
    client = browser(cast.evaluator)
    typed = {"choice": "good", "base_choice": mark(""), "why": " Families say so. "}
    answer = client.post(at, typed, HTTP_HX_REQUEST="true").content.decode()
    assert 'data-kept=" Families say so. "' in answer
    assert "</strong> Families say so.</p>" in answer
    world.write(view, "1.1", cast.lead, choice="weak", why="The files.")
    typed = {"choice": "good", "base_choice": mark("good"), "why": "All is well."}
    answer = client.post(at, typed, HTTP_HX_REQUEST="true").content.decode()
    assert 'data-kept=""' in answer
    assert "</strong> The files.</p>" in answer
    assert "Look at the level that stands now" in answer


def test_whoever_lets_the_other_level_stand_is_told_that_the_reason_was_for_their_own(cast, view, at):
    client, page = both(cast, view, at, choice="weak")
    page = send(client, page.form(at), 422, choose_choice="theirs", why="The files.")
    assert "for the level that does not stand" in page.text
    assert page.form(at).fields["why"] == ["The files."]
    typed = {
        "choice": "weak",
        "base_choice": mark(""),
        "choose_choice": "theirs",
        "seen_choice": mark("good"),
    }
    answer = client.post(at, typed | {"why": "The files. "}, HTTP_HX_REQUEST="true").content.decode()
    assert f'name="told_why" value="{mark("The files.")}"' in answer


# Two people


def both(cast, view, at, **typed):
    """The evaluator has the page open while the lead saves; then the evaluator's form is sent."""
    client = browser(cast.evaluator)
    form = open_page(client, at).form(at)
    world.write(view, "1.1", cast.lead, **{name: "Theirs." if name != "choice" else "good" for name in typed})
    return client, send(client, form, 409, **typed)


@pytest.mark.parametrize(
    ("choose", "stands"), [("mine", "Mine."), ("theirs", "Theirs."), ("both", "Theirs.\n\nMine.")]
)
def test_both_texts_are_shown_and_choosing_works_without_script(cast, view, at, choose, stands):
    client, page = both(cast, view, at, strengths="Mine.")
    assert "Theirs." in page.text
    assert cast.lead.name in page.text
    assert page.form(at).fields["strengths"] == ["Mine."]
    send(client, page.form(at), choose_strengths=choose)
    assert world.row(view, "1.1").strengths == stands
    assert open_page(client, at).form(at).fields["strengths"] == [stands]


def test_saving_on_without_choosing_asks_again_and_loses_nothing(cast, view, at):
    client, page = both(cast, view, at, strengths="Mine.")
    again = send(client, page.form(at), 409, strengths="Mine, and more.")
    assert again.form(at).fields["strengths"] == ["Mine, and more."]
    assert "Theirs." in again.text
    assert "Mine, and more." in open_page(client, at).text


def test_a_second_tab_of_ones_own_is_not_told_of_as_somebody_else(cast, view, at):
    client = browser(cast.evaluator)
    first, second = (open_page(client, at).form(at) for _ in range(2))
    send(client, first, strengths="Before the refresh.")
    page = send(client, second, 409, strengths="After it.")
    assert "You saved this yourself at" in page.text
    assert "What you saved" in page.text
    assert "Keep what is saved" in page.text
    assert f"{cast.evaluator.name} saved" not in page.text
    _, conflict = both(cast, view, at, improvements="Mine.")
    assert "You saved this yourself" not in conflict.text


def test_two_levels_are_shown_by_name_and_one_is_chosen(cast, view, at):
    client, page = both(cast, view, at, choice="weak")
    assert "Good" in page.text
    assert "Weak" in page.text
    assert page.form(at).fields["choice"] == ["weak"]
    send(client, page.form(at), choose_choice="mine")
    assert world.values(view, "1.1")["choice"] == "weak"


def test_what_was_set_aside_waits_on_the_page_for_its_writer_until_discarded(cast, at):
    view = world.meeting(cast, mine="What I typed.")
    at = f"/broad-views/{view.id}/1.1/"
    client = browser(cast.evaluator)
    page = open_page(client, at)
    assert "What I typed." in page.text
    assert "What I typed." not in open_page(browser(cast.lead), at).text
    (form,) = [form for form in page.forms if "/set-aside/" in form.action]
    send(client, form)
    page = open_page(client, at)
    assert "Discarded." in page.text
    assert "What I typed." not in page.text


def test_every_text_of_a_field_that_was_set_aside_waits_not_only_the_newest(cast, at):
    view = world.meeting(cast, mine="What I typed.")
    at = f"/broad-views/{view.id}/1.1/"
    client = browser(cast.evaluator)
    stale = {"strengths": "What I typed after that.", "base_strengths": mark("")}
    assert client.post(at, stale).status_code == 409
    page = open_page(client, at)
    assert "What I typed." in page.text
    assert "What I typed after that." in page.text
    assert len([form for form in page.forms if "/set-aside/" in form.action]) == 2


def test_before_sealing_it_says_where_a_text_waits_for_its_writer(cast, at):
    view = world.meeting(cast, mine="What I typed.")
    page = open_page(browser(cast.lead), f"/broad-views/{view.id}/seal/").text
    assert "In 1.1 a text that was set aside waits for its writer, who alone sees it." in page
    assert "What I typed." not in page


def test_what_was_set_aside_is_taken_up_into_its_field_by_one_button(cast, at):
    view = world.meeting(cast, mine="What I typed.", theirs="What they saved.")
    at = f"/broad-views/{view.id}/1.1/"
    client = browser(cast.evaluator)
    (form,) = [form for form in open_page(client, at).forms if "/set-aside/" in form.action]
    send(client, form, take="1")
    page = open_page(client, at)
    assert page.form(at).fields["strengths"] == ["What they saved.\n\nWhat I typed."]
    assert "Kept for you" not in page.text
    again = client.post(form.action, {"number": "a/b"})
    assert again.headers["Location"] == f"/broad-views/{view.id}/answers/"


# By script


def script(client, at, **typed):
    response = client.post(at, typed, **HTMX)
    assert response.status_code == 200
    return Page(response)


def test_a_save_by_script_answers_with_fresh_marks_so_that_the_next_one_is_no_conflict(cast, view, at):
    client = browser(cast.evaluator)
    base = mark("")
    for text in ("One.", "One. Two.", "Something else."):
        page = script(client, at, strengths=text, base_strengths=base)
        marks = {of["id"]: of["value"] for tag, of in page.tags if tag == "input" and "hx-swap-oob" in of}
        assert marks["base_strengths"] == mark(text)
        base = marks["base_strengths"]
        assert "Saved" in page.text
    assert world.row(view, "1.1").strengths == "Something else."


def test_a_save_by_script_says_at_once_how_the_level_stands(cast, view, at):
    page = script(browser(cast.evaluator), at, choice="good", base_choice=mark(""))
    assert "No evidence yet" in page.text
    assert "provisional" in page.text
    world.confirm(view, "1.1", cast.evaluator)
    page = script(browser(cast.evaluator), at, choice="weak", base_choice=mark("good"))
    assert "Confirmed by 2 kinds of source" in page.text
    assert "provisional" not in page.text


def test_a_conflict_by_script_stands_beside_its_field_and_keeps_the_old_mark(cast, view, at):
    world.write(view, "1.1", cast.lead, strengths="Theirs.")
    page = script(
        browser(cast.evaluator),
        at,
        strengths="Mine.",
        base_strengths=mark(""),
        improvements="Alone.",
        base_improvements=mark(""),
    )
    marks = {of["id"] for tag, of in page.tags if tag == "input" and "hx-swap-oob" in of}
    assert "base_strengths" not in marks
    assert "base_improvements" in marks
    assert "Theirs." in page.text
    assert "Mine." in page.text
    assert "Not all of it is saved" in page.text
    assert world.row(view, "1.1").improvements == "Alone."


def test_a_choice_by_script_puts_what_stands_now_into_the_field(cast, view, at):
    world.write(view, "1.1", cast.lead, strengths="Theirs.")
    typed = {"strengths": "Mine.", "base_strengths": mark(""), "seen_strengths": mark("Theirs.")}
    html = script(browser(cast.evaluator), at, choose_strengths="both", **typed).html
    assert "Theirs.\n\nMine.</textarea>" in html
    assert world.row(view, "1.1").strengths == "Theirs.\n\nMine."


def test_a_field_that_somebody_else_changed_is_told_of_and_its_mark_stays_old(cast, view, at):
    world.write(view, "1.1", cast.lead, strengths="Theirs.")
    typed = {
        "strengths": "",
        "base_strengths": mark(""),
        "improvements": "Mine.",
        "base_improvements": mark(""),
    }
    page = script(browser(cast.evaluator), at, **typed)
    marks = {of["id"]: of["value"] for tag, of in page.tags if tag == "input" and "hx-swap-oob" in of}
    assert marks.get("base_strengths", mark("")) == mark("")
    assert "Theirs." in page.text
    later = script(browser(cast.evaluator), at, strengths="Now I type.", base_strengths=mark(""))
    assert "Which shall stand?" in later.text
    assert world.row(view, "1.1").strengths == "Theirs."


def test_what_a_script_shows_of_hostile_words_is_words(cast, view, at):
    world.write(view, "1.1", cast.lead, strengths=HOSTILE["markup"])
    page = script(browser(cast.evaluator), at, strengths=HOSTILE["quotes"], base_strengths=mark(""))
    assert not {"script", "img", "h1"} & {tag for tag, _ in page.tags}
    assert '<script>alert("1")</script>' in page.text


# Answers in one's own words


def test_an_answer_is_saved_without_script_and_by_script(cast, view):
    at = f"/broad-views/{view.id}/answers/"
    client = browser(cast.evaluator)
    send(client, open_page(client, at).form("/answers/2/"), text="Well.")
    assert open_page(client, at).form("/answers/2/").fields["text"] == ["Well."]
    page = script(client, f"{at}overall/", text="All in all.", base_text=mark(""))
    assert "Saved" in page.text
    assert "All in all." in open_page(browser(cast.reader), f"/broad-views/{view.id}/found/").text


def test_two_answers_at_once_are_shown_side_by_side(cast, view):
    at = f"/broad-views/{view.id}/answers/"
    client = browser(cast.evaluator)
    form = open_page(client, at).form("/answers/overall/")
    world.say(view, "", "Theirs.", cast.lead)
    page = send(client, form, 409, text="Mine.")
    assert "Theirs." in page.text
    send(client, page.form("/answers/overall/"), choose_text="both")
    assert open_page(client, at).form("/answers/overall/").fields["text"] == ["Theirs.\n\nMine."]
    by_script = client.post(f"{at}overall/", {"text": "Late.", "base_text": mark("")}, **HTMX)
    assert "Which shall stand?" in by_script.content.decode()


def test_an_answer_that_is_too_long_stays_in_its_field(cast, view):
    at = f"/broad-views/{view.id}/answers/"
    client = browser(cast.evaluator)
    text = "x" * (LONGEST_TEXT + 1)
    page = send(client, open_page(client, at).form("/answers/2/"), 422, text=text)
    assert page.form("/answers/2/").fields["text"] == [text]
    assert "nothing is cut off" in page.text
