"""Plans to start from, the briefing and the note of what was found, through the door."""

from __future__ import annotations

import pytest
from django.utils import timezone

from speir.evaluations.actions.beside import Field
from speir.evaluations.actions.looks.describing import describe
from speir.evaluations.actions.looks.starting import keep
from speir.evaluations.models import EarlierText, Feature, Group, Look, LookTemplate, Question, Way
from speir.evaluations.rules.looks.briefing import OURS
from speir.evaluations.rules.saving import mark
from speir.trail.models import Entry
from tests import world, world_look
from tests.web.browsing import browser, open_page, send

STARTING = "/closer-looks/starting/"


@pytest.fixture
def look(cast):
    row = world_look.look(cast.team, cast.lead)
    world_look.planned(row, cast.lead)
    return row


@pytest.fixture
def at(look):
    return f"/closer-looks/{look.id}"


def test_from_a_plan_to_a_planned_closer_look_in_two_presses(cast):
    lead = browser(cast.lead)
    page = open_page(lead, STARTING)
    assert "The help children and young people get" in page.text
    assert "13 questions" in page.text
    new = open_page(lead, "/closer-looks/new/?starting=sharing")
    assert "It starts from the plan “Sharing information to help children and families”" in new.text
    assert new.values("themes") == list(world_look.themes_of("3.2"))
    sent = send(lead, new.form("/new/"))
    look = Look.objects.get()
    assert sent.response.url == f"/closer-looks/{look.id}/plan/"
    assert look.starting == "sharing"
    assert look.about_words == "Does what each of us knows about a child get to the others in time to help?"
    assert look.left_out
    assert [column.objects.count() for column in (Question, Way, Feature)] == [11, 10, 14]
    assert Group.objects.count() == 4
    assert "Can a reader tell what was seen from what was thought?" in open_page(lead, sent.response.url).text


def test_a_plan_chosen_on_the_way_from_a_judgement_keeps_what_led_to_it(cast):
    view = world.begun(cast)
    lead = browser(cast.lead)
    new = open_page(lead, f"/closer-looks/new/?view={view.id}&indicator=3.2")
    judgement = world.row(view, "3.2").id
    plans = f"{STARTING}?judgement={judgement}&indicator=3.2"
    assert ("a", {"href": plans}) in new.tags
    link = f"/closer-looks/new/?starting=sharing&judgement={judgement}"
    begin = [
        href for tag in open_page(lead, plans).tags if "?starting=" in (href := tag[1].get("href") or "")
    ]
    assert begin[0] == link  # what is about the indicator stands first
    send(lead, open_page(lead, link).form("/new/"))
    look = Look.objects.get()
    assert (look.starting, look.prompted_id, look.reason) == ("sharing", judgement, "broad_view")


def test_themes_that_are_unticked_bring_no_lines(cast):
    lead = browser(cast.lead)
    new = open_page(lead, "/closer-looks/new/?starting=sharing")
    send(lead, new.form("/new/"), themes=[world_look.themes_of("3.2")[1]])
    assert set(Question.objects.values_list("theme", flat=True)) == {world_look.themes_of("3.2")[1]}


def test_sent_twice_it_begins_once_with_its_lines_once(cast):
    lead = browser(cast.lead)
    form = open_page(lead, "/closer-looks/new/?starting=referrals").form("/new/")
    first, second = send(lead, form), send(lead, form)
    assert first.response.url == second.response.url
    assert Question.objects.count() == 9


def test_a_plan_that_there_is_not_leaves_the_form_as_it_is_without_one(cast):
    lead = browser(cast.lead)
    for key in ("nothing", "0" * 16, "a\x00b", "x" * 3000):
        page = open_page(lead, "/closer-looks/new/", data={"starting": key})
        assert "It starts from the plan" not in page.text


def test_a_kept_plan_is_chosen_by_its_name_and_taken_away_again(cast, look, at):
    lead = browser(cast.lead)
    page = open_page(lead, f"{at}/keep/")
    sent = send(lead, page.form("/keep/"), name="How we share in a locality")
    assert sent.response.url == STARTING
    row = LookTemplate.objects.get()
    assert row.name == "How we share in a locality"
    page = open_page(lead, STARTING)
    assert "How we share in a locality" in page.text
    assert "Do we pass on what others need to know?" in page.text
    new = open_page(lead, f"/closer-looks/new/?starting={row.id}")
    assert "It starts from the plan “How we share in a locality”" in new.text
    send(lead, new.form("/new/"))
    assert Question.objects.filter(text="Do we pass on what others need to know?").count() == 2
    away = open_page(lead, f"{STARTING}{row.id}/remove/")
    send(lead, away.form("/remove/"))
    assert "How we share in a locality" not in open_page(lead, STARTING).text
    open_page(lead, f"{STARTING}{row.id}/remove/", status=404)


def test_keeping_twice_by_the_same_form_keeps_once_and_a_taken_name_says_so_beside_it(cast, at):
    lead = browser(cast.lead)
    form = open_page(lead, f"{at}/keep/").form("/keep/")
    send(lead, form, name="Ours")
    send(lead, form, name="Ours")
    assert LookTemplate.objects.count() == 1
    again = send(lead, open_page(lead, f"{at}/keep/").form("/keep/"), status=422, name="Ours")
    assert "There is a plan of that name already" in again.text
    assert again.values("name") == ["Ours"]


def test_whoever_only_reads_finds_no_way_to_keep_and_none_to_change(cast, at):
    reader = browser(cast.reader)
    page = open_page(reader, f"{at}/briefing/")
    assert "Change what it says" not in page.text
    assert f"{at}/keep/" not in page.html
    assert "Take away" not in open_page(reader, STARTING).text


def test_the_briefing_says_it_in_our_words_until_somebody_writes_their_own(cast, look, at):
    lead = browser(cast.lead)
    page = open_page(lead, f"{at}/briefing/")
    assert "Do we pass on what others need to know?" in page.text
    assert "Staff can say what they passed on" not in page.text
    assert page.values("confidentiality") == [OURS["confidentiality"]]
    send(lead, page.form("/briefing/"), afterwards="You get a letter by May.")
    look.refresh_from_db()
    assert (look.confidentiality, look.afterwards) == ("", "You get a letter by May.")
    page = open_page(lead, f"{at}/briefing/")
    assert "You get a letter by May." in page.text
    send(lead, page.form("/briefing/"), afterwards="")
    assert OURS["afterwards"][:40] in open_page(lead, f"{at}/briefing/").text
    assert EarlierText.objects.filter(text="You get a letter by May.").exists()


def test_what_to_look_for_is_shown_to_the_group(cast, at):
    page = open_page(browser(cast.reader), f"{at}/briefing/?for=group")
    assert "Briefing for the group" in page.text
    assert "Staff can say what they passed on" in page.text


def test_two_who_change_a_text_at_once_see_both(cast, look, at):
    lead = browser(cast.lead)
    form = open_page(lead, f"{at}/briefing/").form("/briefing/")
    theirs = {"purpose": Field("Theirs: to learn from each other.", mark(world_look.SAID.purpose))}
    describe(look_id=look.id, typed=theirs, by=cast.evaluator.actor)
    page = send(lead, form, status=409, purpose="Mine: to do better.")
    assert "Theirs: to learn from each other." in page.text
    assert "Mine: to do better." in page.html
    look.refresh_from_db()
    assert look.purpose == "Theirs: to learn from each other."
    send(lead, page.form("/briefing/"), choose_purpose="mine")
    look.refresh_from_db()
    assert look.purpose == "Mine: to do better."


def test_a_text_that_is_too_long_is_kept_in_its_box_and_a_sentence_stands_beside_it(cast, look, at):
    lead = browser(cast.lead)
    form = open_page(lead, f"{at}/briefing/").form("/briefing/")
    page = send(lead, form, status=422, afterwards="word " * 900)
    assert "nothing is cut off" in page.text
    assert page.values("afterwards")[0].startswith("word word")
    look.refresh_from_db()
    assert look.afterwards == ""


def test_a_finished_closer_looks_briefing_is_read_and_not_changed(cast, look, at):
    lead = browser(cast.lead)
    form = open_page(lead, f"{at}/briefing/").form("/briefing/")
    Look.objects.filter(pk=look.pk).update(finished_at=timezone.now(), finished_by_name="Morag Sinclair")
    assert "Change what it says" not in open_page(lead, f"{at}/briefing/").text
    answer = lead.post(form.action, form.filled(afterwards="Too late."))
    assert answer.status_code in (409, 422)
    look.refresh_from_db()
    assert look.afterwards == ""


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_each_paper_leaves_as_a_file_with_a_name_and_the_trail_says_which(cast, look, at, kind):
    reader = browser(cast.reader)
    names = []
    for path in (
        f"briefing.{kind}",
        f"briefing.{kind}?for=group",
        f"findings.{kind}",
        f"findings.{kind}?with=all",
    ):
        answer = reader.get(f"{at}/{path}")
        assert answer.status_code == 200
        assert answer.content.startswith(b"PK" if kind == "docx" else b"%PDF")
        names.append(answer["Content-Disposition"].partition("filename=")[2])
    assert names == [
        f'"briefing-how-we-share-information.{kind}"',
        f'"briefing-group-how-we-share-information.{kind}"',
        f'"findings-how-we-share-information.{kind}"',
        f'"findings-in-full-how-we-share-information.{kind}"',
    ]
    entries = Entry.objects.filter(verb="downloaded", about="closer look", about_id=look.id)
    assert sorted(entries.values_list("detail", flat=True)) == [
        f"briefing, {kind}",
        f"findings in full, {kind}",
        f"findings, {kind}",
        f"group's briefing, {kind}",
    ]


def test_a_plan_kept_elsewhere_is_nobodys_business(cast):
    other = world.unit_of(cast.stranger, "Another partnership", "partnership")
    theirs = world_look.look(other, world.Somebody(cast.stranger.person))
    kept = keep(look_id=theirs.id, name="Not for you", by=world.Somebody(cast.stranger.person).actor)
    lead = browser(cast.lead)
    assert "Not for you" not in open_page(lead, STARTING).text
    assert "Not for you" not in open_page(lead, f"/closer-looks/new/?starting={kept.id}").text
    open_page(lead, f"{STARTING}{kept.id}/remove/", status=404)
