"""An item in the register through the door: written in one box, read, changed, withdrawn, shared and recorded."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest

from speir.evaluations.actions import demonstration
from speir.evaluations.actions.citations import cite
from speir.evidence.actions import items, kinds, withdrawing
from speir.evidence.actions.sharing import end_sharing, share
from speir.evidence.models import Item
from speir.organisations.models import Seat
from speir.sharing.models import Outside, Sharing
from tests import world
from tests.web.browsing import Page, browser, open_page, send

LONG = "In 11 of 12 files the child was seen that day.\nTwo managers read them.\n\n- first\n- second\n\nOne was not."
FULL: Any = {
    "shows": "In 11 of 12 files the child was seen that day.",
    "account": "Two managers read them.\n\nWe asked:\n- who saw the child\n- when",
    "kind": "case_files",
    "when": "March 2025",
    "origin": "Audit by the team managers",
    "speaks_of": "impact",
    "taken_as": "fact",
    "voices": ["children", "staff"],
    "triage": "uncertain",
    "url_0": "https://example.scot/minutes",
    "words_0": "The minutes",
    "theme_hmie-2005/1.1/trust": "both",
}


def write(cast, **more: Any) -> Item:
    return items.write(
        unit_id=cast.team.id, framework=world.framework(), draft=world.draft(**more), by=cast.evaluator.actor
    )


def new(client) -> Any:
    return open_page(client, "/evidence/new/").form("/evidence/new/")


def test_one_box_is_enough(cast):
    client = browser(cast.evaluator)
    send(client, new(client), shows="Children are seen.")
    item = Item.objects.get()
    assert (item.shows, item.unit, item.home, item.kind, item.account) == (
        "Children are seen.",
        cast.team,
        cast.team,
        "",
        "",
    )
    page = open_page(client, f"/evidence/{item.id}/")
    assert "Children are seen." in page.text
    assert "Written down." in page.text


def test_who_writes_evidence_finds_the_way_to_the_form_and_no_other_does(cast):
    for who, offered in ((cast.evaluator, True), (cast.lead, True), (cast.reader, False)):
        assert ('href="/evidence/new/"' in open_page(browser(who), "/evidence/").html) is offered


def test_a_longer_text_is_laid_out_as_a_line_and_an_account_with_its_lists(cast):
    client = browser(cast.evaluator)
    send(client, new(client), shows=LONG)
    item = Item.objects.get()
    assert item.shows == "In 11 of 12 files the child was seen that day."
    html = re.sub(r"\s*\n\s*", "", open_page(client, f"/evidence/{item.id}/").html)
    for part in (
        "<p>Two managers read them.</p>",
        "<li>first</li>",
        "<li>second</li>",
        "<p>One was not.</p>",
    ):
        assert part in html


def test_all_that_is_said_of_an_item_stands_on_its_page_and_in_its_form(cast):
    client = browser(cast.evaluator)
    send(client, new(client), **FULL)
    item = Item.objects.get()
    page = open_page(client, f"/evidence/{item.id}/")
    for said in (
        "Audit by the team managers",
        "March 2025",
        "Impact",
        "Fact",
        "Views of children and staff",
        "Uncertain",
        "30 September 2026",
        "Strength and weakness",
        "The minutes",
        f"Everybody who belongs to {cast.team.name}",
    ):
        assert said in page.text, said
    assert 'href="https://example.scot/minutes" rel="noreferrer' in page.html
    form = open_page(client, f"/evidence/{item.id}/change/").form("/change/")
    for name, value in FULL.items():
        assert form.fields[name] == ([value] if isinstance(value, str) else value), name
    send(client, form)
    assert Item.objects.get().revision == 2 or Item.objects.get().revision == 1


def test_pressed_twice_it_is_written_once_and_with_other_words_it_is_another(cast):
    client = browser(cast.evaluator)
    form = new(client)
    for words in ("Seen.", "Seen.", "Heard."):
        send(client, form, shows=words)
    assert sorted(Item.objects.values_list("shows", flat=True)) == ["Heard.", "Seen."]


@pytest.mark.parametrize(
    ("wrong", "sentence", "box"),
    [
        ({"shows": " "}, "Write what we know", "id_shows"),
        ({"account": "word " * 1001}, "The account has 1,001 words.", "id_account"),
        ({"shows": "x" * 301, "account": "More."}, "301 characters long", "id_shows"),
        ({"kind": "own/0123456789abcdef"}, "Choose where this comes from.", "id_kind"),
        ({"when": "soon"}, "Write a day, a month", "id_when"),
        ({"when": "1 March 1900"}, "Enter a date from 1990 onwards", "id_when"),
        ({"origin": "x" * 301}, "Keep where it came from to 300.", "id_origin"),
        ({"valid_until": "1 March 2020"}, "It would end before", "id_valid_until"),
        ({"url_0": "ftp://example.scot"}, "is no address of a page", "id_url_0"),
        ({"url_0": "", "words_0": "The minutes"}, "Enter the address, too.", "id_url_0"),
        ({"url_0": "https://example.scot/" + "x" * 1000}, "Keep an address to 1,000", "id_url_0"),
        ({"theme_hmie-2005/1.1/trust": "perhaps"}, "perhaps", ""),
        ({"taken_as": "gossip"}, "Choose whether it is fact or opinion.", "id_taken_as_0"),
        ({"triage": "red"}, "Choose no significant concern", "id_triage_0"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_everything_typed_is_kept(cast, wrong, sentence, box):
    client = browser(cast.evaluator)
    typed = FULL | wrong
    page = send(client, new(client), 422, **typed)
    assert sentence in page.text
    assert f'href="#{box}"' in page.html if box else True
    fields = page.form("/evidence/new/").fields
    for name in ("shows", "account", "when", "origin", "url_0", "words_0"):
        assert fields[name] == [typed[name]], name
    assert not Item.objects.exists()


def test_room_for_another_link_saves_nothing_and_loses_nothing(cast):
    client = browser(cast.evaluator)
    page = send(client, new(client), 200, go="link", **FULL | {"url_1": "https://b.example", "words_1": "B"})
    fields = page.form("/evidence/new/").fields
    assert not Item.objects.exists()
    for name, value in (FULL | {"url_1": "https://b.example", "words_1": "B", "url_2": ""}).items():
        assert fields[name] == ([value] if isinstance(value, str) else value), name
    send(client, page.form("/evidence/new/"), url_2="https://c.example", url_0="", words_0="")
    assert list(Item.objects.get().links.values_list("url", flat=True)) == [
        "https://b.example",
        "https://c.example",
    ]


def test_a_theme_that_is_offered_is_set_by_its_button_and_the_rest_stays(cast):
    client = browser(cast.evaluator)
    sent: Any = new(client).filled(shows="Seen.")
    for hostile in ("", "x", "hmie-2005/9/none strength", "hmie-2005/1.1/trust perhaps"):
        page = Page(client.post("/evidence/new/", sent | {"add_theme": hostile}), "/evidence/new/")
        again = page.form("/evidence/new/")
        assert again.fields["shows"] == ["Seen."]
    sent |= {"add_theme": "hmie-2005/1.1/trust weakness"}
    page = Page(client.post("/evidence/new/", sent), "/evidence/new/")
    assert not Item.objects.exists()
    form = page.form("/evidence/new/")
    assert form.fields["theme_hmie-2005/1.1/trust"] == ["weakness"]
    assert form.fields["shows"] == ["Seen."]
    send(client, form)
    assert dict(Item.objects.get().themes.values_list("theme", "bears")) == {
        "hmie-2005/1.1/trust": "weakness"
    }


def test_two_who_change_one_item_see_both_texts_and_nothing_is_lost(cast):
    item = write(cast, shows="As it was.")
    first, second = browser(cast.lead), browser(cast.evaluator)
    forms = [open_page(one, f"/evidence/{item.id}/change/").form("/change/") for one in (first, second)]
    send(first, forms[0], shows="The first text.", origin="From the first", triage="concern")
    page = send(second, forms[1], 409, shows="The second text.", account="The second account.")
    for said in ("The first text.", "From the first", "Concern", cast.lead.name):
        assert said in page.text
    again = page.form("/change/")
    assert (again.fields["shows"], again.fields["account"]) == (["The second text."], ["The second account."])
    send(second, again)
    item.refresh_from_db()
    assert (item.shows, item.account, item.revision) == ("The second text.", "The second account.", 3)
    page = open_page(second, f"/evidence/{item.id}/")
    for said in ("2 earlier wordings", "As it was.", "The first text."):
        assert said in page.text


def test_before_it_is_changed_or_withdrawn_it_is_said_where_it_is_used(cast):
    view = world.begun(cast)
    item = world.cite(view, "1.1", cast.evaluator)
    client = browser(cast.lead)
    for part in ("change/", "withdraw/", ""):
        page = open_page(client, f"/evidence/{item}/{part}")
        assert f'href="/broad-views/{view.id}/1.1/"' in page.html, part
    world.seal(view, cast.lead)
    assert f'href="/broad-views/{view.id}/editions/1/"' in open_page(client, f"/evidence/{item}/").html


def test_withdrawn_it_says_so_wherever_it_stands_and_comes_back(cast, clock):
    view = world.begun(cast)
    item = world.cite(view, "1.1", cast.evaluator)
    client = browser(cast.evaluator)
    send(
        client,
        open_page(client, f"/evidence/{item}/withdraw/").form("/withdraw/"),
        why="Two files were counted twice.",
    )
    said = "Withdrawn 2 March 2026: Two files were counted twice."
    for address in (f"/evidence/{item}/", f"/broad-views/{view.id}/1.1/"):
        assert said in open_page(client, address).text
    assert "counted twice" not in open_page(client, f"/broad-views/{view.id}/1.2/evidence/cite/").text
    send(client, open_page(client, f"/evidence/{item}/").form("/bring-back/"))
    assert "Withdrawn" not in open_page(client, f"/broad-views/{view.id}/1.1/").text


def test_what_is_stale_says_so_and_stays(cast):
    view = world.begun(cast)
    item = world.cite(view, "1.1", cast.evaluator, valid_until=dt.date(2026, 1, 31))
    client = browser(cast.reader)
    assert "Stale since 31 January 2026." in open_page(client, f"/evidence/{item}/").text
    assert "Stale since 31 January 2026" in open_page(client, f"/broad-views/{view.id}/1.1/").text


def test_two_boxes_that_each_name_somebody_are_explained_one_after_the_other(cast):
    client = browser(cast.evaluator)
    names: Any = {"shows": "Ailsa Munro was seen.", "account": "Her brother Callum Fraser said so."}
    page = send(client, new(client), 422, **names)
    form = page.form("/evidence/new/")
    page = send(client, form, 422, keep_shows="known")
    form = page.form("/evidence/new/")
    assert form.fields["keep_shows"] == ["known"]
    send(client, form, keep_account="known")
    assert Item.objects.get().account == names["account"]


def test_who_reads_it_alone_finds_no_form_and_no_deed(cast):
    item = write(cast)
    page = open_page(browser(cast.reader), f"/evidence/{item.id}/")
    for deed in ("change/", "withdraw/"):
        assert f'href="{deed}"' not in page.html
    assert "Who can read it" in page.text


def test_shared_from_its_own_page_it_says_as_what(cast):
    item = write(cast, taken_as="opinion")
    client, address = browser(cast.evaluator), f"/evidence/{item.id}/sharing/"
    form = open_page(client, address).form("/sharing/")
    assert form.fields["taken_as"] == ["opinion"]
    typed: Any = {"audience": f"named:{cast.reader.person.id}", "why": "They asked."}
    page = send(client, form, 422, taken_as=None, **typed)
    assert "Choose whether you share it as fact or as opinion." in page.text
    send(client, form, taken_as="not_said", **typed)
    assert Sharing.objects.get().taken_as == ""
    text = open_page(client, f"/evidence/{item.id}/record/").text
    for said in ("They asked.", "Not said whether as fact or as opinion", cast.reader.name, "In force"):
        assert said in text


def test_what_was_shared_by_telephone_is_written_down_and_taken_back(cast):
    item = write(cast)
    client = browser(cast.evaluator)
    form = open_page(client, f"/evidence/{item.id}/record/new/").form("/new/")
    typed: Any = {
        "on": "27 February 2026",
        "how": "telephone",
        "with_whom": "The school nurse",
        "why": "To plan.",
    }
    page = send(client, form, 422, **typed | {"on": "3 March 2099", "how": None, "taken_as": None})
    assert page.form("/new/").fields["with_whom"] == ["The school nurse"]
    send(client, form, taken_as="opinion", **typed)
    said = ("by telephone", "27 February 2026", "The school nurse", "To plan.", "As opinion")
    for address in (f"/evidence/{item.id}/record/", f"/evidence/record/{cast.team.id}/"):
        text = open_page(browser(cast.reader), address).text
        assert all(words in text for words in said), address
    send(client, open_page(client, f"/evidence/{item.id}/record/").form("/back/"))
    assert "it was wrong" in open_page(client, f"/evidence/{item.id}/record/").text
    assert Outside.objects.count() == 1


def test_an_own_kind_stands_beside_the_published_ones_wherever_one_is_chosen(cast):
    view = world.begun(cast)
    client = browser(cast.lead)
    form = open_page(client, f"/evidence/kinds/{cast.team.id}/").form(f"/kinds/{cast.team.id}/")
    send(client, form, name="Audit day")
    assert "There is one of this name already." in send(client, form, 422, name="audit DAY").text
    for address in ("/evidence/new/", f"/broad-views/{view.id}/1.1/evidence/new/"):
        assert "Audit day" in open_page(client, address).text
    theirs = open_page(browser(cast.stranger), "/evidence/new/").text
    assert "Audit day" not in theirs


def test_a_closed_kind_stays_to_be_chosen_where_it_is_the_items(cast):
    kind = kinds.add(unit_id=cast.team.id, name="Audit day", published=(), by=cast.lead.actor)
    item = write(cast, kind=f"own/{kind.id}")
    kinds.close(unit_id=cast.team.id, kind_id=kind.id, by=cast.lead.actor)
    client = browser(cast.evaluator)
    assert "Audit day" not in open_page(client, "/evidence/new/").text
    form = open_page(client, f"/evidence/{item.id}/change/").form("/change/")
    send(client, form, shows="Otherwise.")
    item.refresh_from_db()
    assert (item.shows, item.own_kind_id) == ("Otherwise.", kind.id)


def test_a_piece_from_elsewhere_is_offered_named_and_not_to_be_changed_here(cast):
    committee = world.unit_of(world.somebody("Convener"), "A committee", "partnership")
    for organisation in (cast.team, cast.elsewhere):
        Seat.objects.create(organisation=organisation, partnership=committee, starts=dt.date(2020, 1, 1))
    draft = world.draft(shows="Seen elsewhere.")
    theirs = items.write(
        unit_id=cast.elsewhere.id, framework=world.framework(), draft=draft, by=cast.stranger.actor
    )
    audience = f"partnership:{committee.id}"
    share(item_id=theirs.id, audience=audience, why="x", ends=None, by=cast.stranger.actor)
    view = world.begun(cast)
    client, here = browser(cast.evaluator), f"/broad-views/{view.id}/1.1/"
    page = open_page(client, f"{here}evidence/cite/")
    assert "Written elsewhere, and open to you" in page.text
    assert "Another agency" in page.text
    form = next(each for each in page.forms if each.fields.get("item_id") == [theirs.id])
    send(client, form, stance="supports")
    assert "Seen elsewhere." in open_page(client, here).text
    page = open_page(client, f"{here}evidence/{theirs.id}/")
    assert "What it does to your judgement is yours to say." in page.text
    assert "shows" not in page.form("/evidence/cite/").fields
    send(client, page.form("/evidence/cite/"), stance="contradicts")
    assert "Contradicts it" in open_page(client, here).text
    refused = client.post(f"{here}evidence/{theirs.id}/", {"shows": "Mine.", "stance": "supports"})
    assert refused.status_code == 403
    assert "Mine." in refused.content.decode()
    send(client, page.form("/remove/"))
    assert "Seen elsewhere." not in open_page(client, here).text


def test_a_piece_that_is_open_here_no_longer_is_taken_away_by_whoever_leads(cast):
    committee = world.unit_of(world.somebody("Convener"), "A committee", "partnership")
    for organisation in (cast.team, cast.elsewhere):
        Seat.objects.create(organisation=organisation, partnership=committee, starts=dt.date(2020, 1, 1))
    draft = world.draft(shows="Seen elsewhere.")
    unit_id, by = cast.elsewhere.id, cast.stranger.actor
    theirs = items.write(unit_id=unit_id, framework=world.framework(), draft=draft, by=by)
    share(item_id=theirs.id, audience=f"partnership:{committee.id}", why="x", ends=None, by=by)
    view = world.begun(cast)
    cite(evaluation_id=view.id, number="1.1", item_id=theirs.id, stance="supports", by=cast.lead.actor)
    end_sharing(item_id=theirs.id, act_id=Sharing.objects.get().id, by=by)
    here = f"/broad-views/{view.id}/1.1/"
    assert "Take it away" not in open_page(browser(cast.evaluator), here).text
    open_page(browser(cast.evaluator), f"{here}evidence/{theirs.id}/", 404)
    client = browser(cast.lead)
    assert "Take it away" in open_page(client, here).text
    page = open_page(client, f"{here}evidence/{theirs.id}/")
    assert "Seen elsewhere." not in page.text
    send(client, page.form("/remove/"))
    assert "not open to you" not in open_page(client, here).text


def test_hostile_words_on_an_items_page_are_words(cast):
    text = '<script>alert(1)</script> =1+1 "quoted" ’S e 👧'
    item = write(cast, shows=text, account=f"- {text}\n\n{text}", origin=text)
    withdrawing.withdraw(item_id=item.id, why=text, by=cast.evaluator.actor)
    for part in ("", "change/", "sharing/", "record/"):
        page = Page(browser(cast.lead).get(f"/evidence/{item.id}/{part}"))
        assert not [of for tag, of in page.tags if tag == "script" and not of.get("src")]


def test_an_items_page_asks_the_database_at_most_ten_times(cast, django_assert_max_num_queries):
    view = world.begun(cast)
    item = world.cite(view, "1.1", cast.evaluator, themes={"hmie-2005/1.1/trust": "both"})
    for _ in range(3):
        world.cite(view, "1.2", cast.evaluator)
    world.seal(view, cast.lead)
    for who in (cast.evaluator, cast.reader):
        client = browser(who)
        client.get(f"/evidence/{item}/")
        with django_assert_max_num_queries(10):
            client.get(f"/evidence/{item}/")


def test_every_page_of_a_piece_of_the_demonstration_says_that_it_is_invented(cast):
    view = demonstration.visit(person=cast.lead.person, by=cast.lead.actor)
    client = browser(cast.lead)
    item = Item.objects.filter(citations__judgement__evaluation=view)[0]
    for part in ("", "files/", "sharing/", "record/"):
        page = open_page(client, f"/evidence/{item.id}/{part}")
        assert "Demonstration: the area, its people and everything said here are invented." in page.text


def test_who_may_change_a_piece_can_look_whether_it_is_here_twice(cast):
    item = write(cast)
    link = f"/evidence/{item.id}/"
    assert "Look whether it is here twice" in open_page(browser(cast.lead), link).text
    assert "Look whether it is here twice" not in open_page(browser(cast.reader), link).text
