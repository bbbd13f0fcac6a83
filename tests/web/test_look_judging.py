"""The board and judging through the door."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from speir.evaluations.models import (
    Citation,
    Group,
    LevelChange,
    Question,
    SetAside,
    Sighting,
    ThemeFinding,
)
from speir.evaluations.rules.saving import mark
from tests import world, world_look
from tests import world_look_judging as made
from tests.web.browsing import HTMX, browser, open_page, send


@pytest.fixture
def look(cast):
    return world_look.look(cast.team, cast.lead)


@pytest.fixture
def plan(look, cast):
    return world_look.planned(look, cast.lead)


@pytest.fixture
def at(look):
    return f"/closer-looks/{look.id}"


def theme_of(look):
    return world_look.themes_of("3.2")[0]


def key_of(look):
    return theme_of(look).rpartition("/")[2]


def test_an_empty_board_leads_to_the_plan(cast, look, at):
    page = open_page(browser(cast.evaluator), f"{at}/board/")
    assert "Nothing is planned yet" in page.text
    assert f"{at}/plan/" in page.html


def test_the_board_says_what_is_known(cast, look, plan, at):
    question, way, feature = plan
    made.answered(question, cast.evaluator, "Mostly we do.", "partly")
    item = made.cited(look, cast.evaluator)
    made.seen(feature, way, cast.evaluator)
    made.seen(feature, item, cast.evaluator, "not_seen", "The files stop in May.")
    group = made.wanted(look, cast.evaluator)
    made.wanted(look, cast.evaluator, "Families who speak Polish", "language")
    made.heard(group, way)
    text = open_page(browser(cast.reader), f"{at}/board/").text
    for words in (
        "Answered in part",
        "Mostly we do.",
        "Isla Reid",
        "What does not fit together",
        "Seen in 1 source: a focus group; looked for and not found in 1 source",
        "The files stop in May.",
        "Families who speak Polish",
        "No evidence here carries the views of children.",
        "Two focus groups of staff",
    ):
        assert words in text, words
    assert "%" not in text
    assert "Say what was seen" not in text  # a reader has no forms


def test_the_board_takes_twelve_queries_at_most_with_much_on_it(cast, look, plan, at):
    _question, way, feature = plan
    for at_once in range(20):
        stance = "contradicts" if at_once % 5 == 0 else "supports"
        made.seen(
            feature, made.cited(look, cast.evaluator, stance=stance, shows=f"It is so {at_once}."), cast.lead
        )
    made.heard(made.wanted(look, cast.lead), way)
    client = browser(cast.reader)
    for page, most in (("board/", 12), ("judging/", 14)):
        client.get(f"{at}/{page}")
        with CaptureQueriesContext(connection) as asked:
            client.get(f"{at}/{page}")
        assert len(asked) <= most, f"{page}: {len(asked)}"


def test_an_answer_saves_by_button_and_by_script_the_same(cast, look, plan, at):
    question, client = plan[0], browser(cast.evaluator)
    to = f"{at}/board/questions/{question.id}/"
    page = send(client, open_page(client, to).form(to), answer="We do.", state="answered")
    assert page.response["Location"] == f"{at}/board/#q-{question.id}"
    row = Question.objects.get()
    assert (row.answer, row.state, row.answer_by_name) == ("We do.", "answered", cast.evaluator.person.name)
    typed = {"answer": "We do, mostly.", "base_answer": mark("We do."), "state": "partly", "base_state": "x"}
    saved = client.post(to, typed | {"base_state": mark("answered")}, **HTMX).content.decode()
    assert "Saved" in saved
    assert mark("We do, mostly.") in saved
    row.refresh_from_db()
    assert (row.answer, row.state) == ("We do, mostly.", "partly")


def test_a_stale_answer_shows_both_and_loses_neither(cast, look, plan, at):
    question, client = plan[0], browser(cast.evaluator)
    to = f"{at}/board/questions/{question.id}/"
    form = open_page(client, to).form(to)
    made.answered(question, cast.lead, "The other text.", "partly")
    page = send(client, form, 409, answer="My text.", state="answered")
    assert "The other text." in page.text
    assert "My text." in page.html
    assert Question.objects.get().answer == "The other text."
    assert SetAside.objects.get().text == "My text."
    again = open_page(client, to)
    assert "Kept for you" in again.text
    aside = SetAside.objects.get()
    client.post(f"{at}/judging/set-aside/{aside.id}/", {"take": "1", "question": question.id})
    assert Question.objects.get().answer == "The other text.\n\nMy text."
    assert not SetAside.objects.exists()


def test_a_draft_that_names_somebody_survives(cast, look, plan, at):
    question, client = plan[0], browser(cast.evaluator)
    to = f"{at}/board/questions/{question.id}/"
    send(client, open_page(client, to).form(to), 422, answer="Kirsty MacLeod was told.", state="partly")
    assert Question.objects.get().answer == ""
    assert "Kirsty MacLeod was told." in open_page(client, to).html


def test_a_sighting_is_said_changed_and_taken_back(cast, look, plan, at):
    _question, way, feature = plan
    client = browser(cast.evaluator)
    to = f"{at}/board/features/{feature.id}/"
    send(client, open_page(client, to).form(to), source=f"way-{way.id}", seen="partly", text="In two teams.")
    row = Sighting.objects.get()
    assert (row.seen, row.text) == ("partly", "In two teams.")
    page = open_page(client, f"{to}?source=way-{way.id}")
    send(client, page.form(to), seen="seen")
    row.refresh_from_db()
    assert (row.seen, row.text) == ("seen", "In two teams.")
    send(client, open_page(client, to).form(f"{to}undo/"))
    assert not Sighting.objects.exists()
    assert "Not looked for yet." in open_page(client, f"{at}/board/").text


def test_a_sighting_that_somebody_said_meanwhile_is_shown_before_it_is_replaced(cast, look, plan, at):
    _question, way, feature = plan
    client = browser(cast.evaluator)
    to = f"{at}/board/features/{feature.id}/"
    form = open_page(client, to).form(to)
    made.seen(feature, way, cast.lead, "not_seen", "Nobody could say.")
    page = send(client, form, 409, source=f"way-{way.id}", seen="seen", text="I saw it.")
    assert "Nobody could say." in page.text
    assert "I saw it." in page.html
    send(client, page.form(to))
    assert Sighting.objects.get().text == "I saw it."


@pytest.mark.parametrize(
    "typed",
    [
        {"source": "", "seen": "seen"},
        {"source": "way-nowhere", "seen": "seen"},
        {"source": "item-0000000000000000", "seen": "seen"},
        {"source": "\x00", "seen": "seen"},
        {"source": "WAY", "seen": "perhaps"},
        {"source": "WAY", "seen": "seen", "text": "x" * 1500},
    ],
)
def test_a_sighting_that_means_nothing_is_refused_and_stays_in_the_form(cast, look, plan, at, typed):
    _question, way, feature = plan
    sent = {key: value.replace("WAY", f"way-{way.id}") for key, value in typed.items()}
    got = browser(cast.evaluator).post(f"{at}/board/features/{feature.id}/", {"text": "Kept.", **sent})
    assert got.status_code in (404, 422)
    assert not Sighting.objects.exists()


def test_groups_are_added_reworded_taken_out_and_put_back(cast, look, at):
    client = browser(cast.evaluator)
    to = f"{at}/board/groups/"
    form = open_page(client, to).form(to)
    for _twice in range(2):
        send(client, form, text="Children under five", by_what="age")
    group = Group.objects.get()
    page = open_page(client, f"{to}{group.id}/")
    send(client, page.form(f"{to}{group.id}/"), text="Children under three")
    group.refresh_from_db()
    assert group.text == "Children under three"
    assert "Children under three" in open_page(client, f"{at}/board/").text
    send(client, open_page(client, to).form(f"{to}{group.id}/take-out/"))
    assert "Children under three" not in open_page(client, f"{at}/board/").text
    send(client, open_page(client, to).form(f"{to}{group.id}/put-back/"))
    assert "Children under three" in open_page(client, f"{at}/board/").text
    bad = client.post(to, {"text": "", "by_what": "x"})
    assert bad.status_code == 422


def test_the_list_says_no_level_plainly(cast, look, at):
    page = open_page(browser(cast.reader), f"{at}/judging/")
    assert "No level" in page.text
    assert "Not yet judged" not in page.text


def test_a_theme_is_judged_side_by_side_with_what_very_good_and_weak_look_like(cast, look, plan, at):
    client = browser(cast.evaluator)
    page = open_page(client, f"{at}/judging/3.2/")
    themes = [one for one in world.framework().by_number["3.2"].themes if one.path == theme_of(look)]
    assert themes[0].very_good[0] in page.text
    assert themes[0].weak[0] in page.text
    assert "One not looked for yet." in page.text
    to = f"{at}/judging/3.2/themes/{key_of(look)}/"
    send(client, page.form(to), strengths="Health visitors pass on.", weaknesses="Schools hear late.")
    row = ThemeFinding.objects.get()
    assert (row.strengths, row.weaknesses) == ("Health visitors pass on.", "Schools hear late.")
    assert row.strengths_by_name == cast.evaluator.person.name
    assert "Schools hear late." in open_page(browser(cast.reader), f"{at}/judging/3.2/").text


def test_a_stale_theme_shows_both_and_its_draft_survives(cast, look, at):
    client = browser(cast.evaluator)
    to = f"{at}/judging/3.2/themes/{key_of(look)}/"
    form = open_page(client, f"{at}/judging/3.2/").form(to)
    made.judged(look, theme_of(look), cast.lead, strengths="The lead's.")
    page = send(client, form, 409, strengths="Mine.", weaknesses="Also mine.")
    assert "The lead's." in page.text
    row = ThemeFinding.objects.get()
    assert (row.strengths, row.weaknesses) == ("The lead's.", "Also mine.")
    sent = page.form(to)
    aside = sent.fields["aside_strengths"][0]
    assert SetAside.objects.get().id == aside
    both = client.post(to, sent.filled(choose_strengths="both"), **HTMX)
    assert "Mine." in both.content.decode()
    row.refresh_from_db()
    assert row.strengths == "The lead's.\n\nMine."
    held = client.post(to, {"weaknesses": "Kirsty MacLeod waited.", "base_weaknesses": mark("Also mine.")})
    assert held.status_code == 422
    assert "Kirsty MacLeod waited." in open_page(client, f"{at}/judging/3.2/").html


def test_no_level_is_the_default_and_a_level_is_chosen_by_people_alone(cast, look, at):
    client = browser(cast.evaluator)
    to = f"{at}/judging/3.2/"
    form = open_page(client, to).form(to)
    assert form.fields.get("choice") == [""]
    send(client, form, choice="good", sure="some_doubt", why="Three of four teams do it.")
    change = LevelChange.objects.get()
    assert change.why == "Three of four teams do it."
    history = open_page(browser(cast.reader), f"{at}/judging/3.2/history/").text
    assert "Good" in history
    assert "Three of four teams do it." in history
    page = open_page(client, to)
    assert "provisional" in page.text.lower()
    send(client, page.form(to), choice="")
    assert "No level" in open_page(client, f"{at}/judging/").text


def test_evidence_is_written_cited_changed_and_taken_away_beside_it(cast, look, at):
    client = browser(cast.evaluator)
    to = f"{at}/judging/3.2/evidence/new/"
    page = send(client, open_page(client, to).form(to), shows="Reports came in time.", stance="contradicts")
    assert page.response["Location"] == f"{at}/judging/3.2/#know"
    cited = Citation.objects.get()
    shown = open_page(client, f"{at}/judging/3.2/")
    assert "Contradicts it" in shown.text
    changed = f"{at}/judging/3.2/evidence/{cited.item_id}/"
    form = open_page(client, changed)
    assert f'href="{at}/judging/3.2/"' in form.html
    send(client, form.form(changed), stance="supports")
    assert Citation.objects.get().stance == "supports"
    client.post(f"{changed}remove/")
    assert not Citation.objects.exists()
    cite = open_page(client, f"{at}/judging/3.2/evidence/cite/")
    assert "Reports came in time." in cite.text
    client.post(f"{at}/judging/3.2/evidence/cite/", {"item_id": cited.item_id, "stance": "qualifies"})
    assert Citation.objects.get().stance == "qualifies"


def test_a_finished_look_shows_no_forms_and_keeps_what_was_being_typed(cast, look, plan, at):
    question, way, feature = plan
    client = browser(cast.evaluator)
    made.judged(look, theme_of(look), cast.evaluator, strengths="Strong.")
    asked = f"{at}/board/questions/{question.id}/"
    form = open_page(client, asked).form(asked)
    written = open_page(client, f"{at}/judging/3.2/").form(f"{at}/judging/3.2/themes/{key_of(look)}/")
    made.finished(look)
    late = send(client, form, 409, answer="Typed late.", state="answered")
    assert "kept for you" in late.text
    send(client, written, 409, weaknesses="Typed late too.")
    assert {one.text for one in SetAside.objects.all()} == {"Typed late.", "Typed late too."}
    for part in (
        "board/",
        f"board/questions/{question.id}/",
        f"board/features/{feature.id}/",
        "board/groups/",
        "judging/",
        "judging/3.2/",
    ):
        page = open_page(client, f"{at}/{part}")
        inside = [one for one in page.forms if one.method == "post" and "discard" not in str(one.attributes)]
        assert not [one for one in inside if at in one.action], part
        assert "Finished on" in page.text
    for part, typed in (
        (f"board/features/{feature.id}/", {"source": f"way-{way.id}", "seen": "seen"}),
        ("board/groups/", {"text": "x", "by_what": "age"}),
        ("judging/3.2/", {"choice": "good", "base_choice": mark("")}),
        ("judging/3.2/evidence/cite/", {"item_id": "x", "stance": "supports"}),
    ):
        assert browser(cast.lead).post(f"{at}/{part}", typed).status_code in (403, 409), part
    assert client.get(f"{at}/judging/3.2/evidence/new/").status_code == 403


def test_without_script_one_save_saves_what_is_said_of_every_theme_and_the_level(cast, look, at):
    client = browser(cast.evaluator)
    page = open_page(client, f"{at}/judging/3.2/")
    (form,) = [one for one in page.forms if "each" in one.fields]
    keys = form.fields["each"]
    named = "Callum Fraser told his teacher."
    typed = form.fields | {
        f"strengths.{keys[0]}": "They ring.",
        f"weaknesses.{keys[1]}": named,
        "choice": "good",
    }
    answer = client.post(f"{at}/judging/3.2/", typed)
    assert answer.status_code == 422
    assert ThemeFinding.objects.get(look=look, theme__endswith=f"/{keys[0]}").strengths == "They ring."
    assert not ThemeFinding.objects.filter(weaknesses=named).exists()
    assert LevelChange.objects.filter(judgement__evaluation=look.evaluation).count() == 1
    body = answer.content.decode()
    assert "<mark>Callum Fraser</mark>" in body
    assert body.count("They ring.") >= 1
    # What is asked about has a form of its own; all else is saved as it stands.
    (form,) = [one for one in open_page(client, f"{at}/judging/3.2/").forms if "each" in one.fields]
    assert keys[1] not in form.fields["each"]
    assert client.post(f"{at}/judging/3.2/", form.fields).status_code == 302
