"""Evidence through the door: writing it down, using what is there, changing it, taking it away and back."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest

from speir.evaluations.models import Citation
from speir.evidence.models import Item, ItemTheme
from speir.evidence.queries import items as queries
from speir.evidence.queries import pages
from speir.evidence.rules.links import Link
from tests import world
from tests.web.browsing import Page, browser, open_page, send


@pytest.fixture
def view(cast):
    return world.begun(cast)


@pytest.fixture
def at(view):
    return f"/broad-views/{view.id}/1.1/"


TYPED: Any = {
    "shows": "In 11 of 12 files the child was seen that day.",
    "kind": "case_files",
    "when": "April 2025",
    "speaks_of": "impact",
    "voices": ["children"],
    "theme_trust": "strength",
    "stance": "qualifies",
}


def test_what_is_known_is_written_down_and_stands_beside_the_judgement(cast, view, at):
    client = browser(cast.evaluator)
    send(client, open_page(client, f"{at}evidence/new/").form("/evidence/new/"), **TYPED)
    page = open_page(client, at)
    assert TYPED["shows"] in page.text
    assert "Qualifies it" in page.text
    assert "April 2025" in page.text
    item = Item.objects.get()
    assert (item.voice_children, item.voice_families, item.speaks_of) == (True, False, "impact")
    assert dict(item.themes.values_list("theme", "bears")) == {"hmie-2005/1.1/trust": "strength"}


AFTER = "This is from after the period that the broad view looks at: 2025."


def test_evidence_from_after_the_period_is_taken_with_a_quiet_word_beside_it(cast, view, at):
    client = browser(cast.evaluator)
    send(
        client,
        open_page(client, f"{at}evidence/new/").form("/evidence/new/"),
        **TYPED | {"when": "Q4 2025/26"},
    )
    item = Item.objects.get()
    assert (item.from_day, item.to_day) == (dt.date(2026, 1, 1), dt.date(2026, 3, 31))
    for who, page in (
        (cast.evaluator, at),
        (cast.reader, at),
        (cast.evaluator, f"{at}evidence/{item.id}/"),
        (cast.evaluator, f"/broad-views/{view.id}/1.2/evidence/cite/"),
    ):
        text = open_page(browser(who), page).text
        assert AFTER in text, page
        assert "January to March 2026" in text or "/evidence/" in page
    world.cite(view, "1.2", cast.evaluator)
    assert AFTER not in open_page(client, f"/broad-views/{view.id}/1.2/").text


def test_the_word_goes_when_the_broad_views_period_is_changed(cast, view, at):
    client = browser(cast.evaluator)
    world.cite(view, "1.1", cast.evaluator, from_day=dt.date(2026, 1, 5), to_day=dt.date(2026, 1, 5))
    assert AFTER in open_page(client, at).text
    describe = open_page(client, f"/broad-views/{view.id}/describe/").form("/describe/")
    send(client, describe, period="2025 to 2026")
    assert AFTER not in open_page(client, at).text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2025/26", "Read as April 2025 to March 2026."),
        ("Q4 2025/26", f"Read as January to March 2026. {AFTER}"),
        ("5 January 2026", AFTER),
        ("2025 Q3", "“2025 Q3” can be read in two ways."),
        ("2025", ""),
        ("", ""),
    ],
)
def test_what_was_understood_of_a_date_is_said_beside_it(cast, at, typed, said):
    """The script asks so when the box is left; a form that comes back says the same without it."""
    client = browser(cast.evaluator)
    beside = Page(client.get(f"{at}evidence/new/", {"when": typed})).html.partition('id="when_read_text">')[2]
    beside = " ".join(re.sub("<[^>]*>", " ", beside.partition("</div>")[0]).split())
    assert said in beside
    assert bool(beside) is bool(said)
    if said.startswith("Read"):
        form = open_page(client, f"{at}evidence/new/").form("/evidence/new/")
        assert said in send(client, form, 422, **TYPED | {"when": typed, "shows": ""}).text


def test_pressed_twice_it_is_written_once(cast, at):
    client = browser(cast.evaluator)
    form = open_page(client, f"{at}evidence/new/").form("/evidence/new/")
    send(client, form, **TYPED)
    send(client, form, **TYPED)
    assert Item.objects.count() == Citation.objects.count() == 1


def test_another_can_be_written_at_once(cast, at):
    client = browser(cast.evaluator)
    form = open_page(client, f"{at}evidence/new/").form("/evidence/new/")
    page = send(client, form, go="another", **TYPED)
    assert page.response["Location"] == f"{at}evidence/new/"
    send(
        client,
        open_page(client, f"{at}evidence/new/").form("/evidence/new/"),
        **(TYPED | {"shows": "Second."}),
    )
    assert Item.objects.count() == 2


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"shows": "  "}, "Write what we know: what is happening."),
        ({"shows": "x" * 6001}, "6,001 characters long"),
        ({"kind": "rumours"}, "Choose where this comes from."),
        ({"when": "soon"}, "Write a day, a month, a year or a period"),
        ({"when": "31/02/2026"}, "There is no 31 February 2026."),
        ({"when": "3 March 1900"}, "Enter a date from 1990 onwards. Is the year right?"),
        ({"when": "January 2099"}, "enter a date up to today"),
        ({"when": "April 2025 to March 2025"}, "The last day is before the first day."),
        ({"speaks_of": "hoped"}, "Choose whether it tells of what happens"),
        ({"taken_as": "gossip"}, "Choose whether it is fact or opinion."),
        ({"url_0": "javascript:alert(1)"}, "is no address of a page"),
        ({"words_0": "The minutes"}, "Enter the address, too."),
        ({"account": "word " * 1001}, "The account has 1,001 words."),
        ({"stance": "proves"}, "Choose whether it supports, qualifies or contradicts"),
        ({"theme_trust": "perhaps"}, "perhaps"),
        ({"item_id": "x" * 17}, "16"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_everything_typed_is_kept(cast, at, wrong, sentence):
    client = browser(cast.evaluator)
    form = open_page(client, f"{at}evidence/new/").form("/evidence/new/")
    typed = TYPED | wrong
    page = send(client, form, 422, **typed)
    assert sentence in page.text
    kept = page.form("/evidence/new/").fields
    for name in ("shows", "when"):
        assert kept[name] == [typed[name]]
    for name in ("kind", "voices", "speaks_of", "theme_trust", "stance"):
        value = typed[name]
        known = page.form("/evidence/new/").choices[name]
        if value is not None and set([value] if isinstance(value, str) else value) <= set(known):
            assert kept[name] == ([value] if isinstance(value, str) else value), name
    assert not Item.objects.exists()


def test_what_is_written_already_can_be_found_and_used_here(cast, view, at):
    world.cite(view, "1.2", cast.lead, shows="Children said so at night.")
    world.cite(view, "1.3", cast.lead, shows="Chronologies stop.")
    client = browser(cast.evaluator)
    page = open_page(client, f"{at}evidence/cite/?words=children NIGHT")
    assert "Chronologies stop." not in page.text
    (form,) = [form for form in page.forms if "item_id" in form.fields]
    assert ("stance", "contradicts") in form.buttons
    send(client, form, stance="contradicts")
    assert Citation.objects.get(judgement__indicator__number="1.1").stance == "contradicts"
    assert "Nothing has all these words." in open_page(client, f"{at}evidence/cite/?words=nobody").text


def test_what_is_used_here_already_or_elsewhere_written_is_not_offered(cast, view, at):
    world.cite(view, "1.1", cast.lead, shows="Used here.")
    from speir.evidence.actions.items import write

    write(
        unit_id=cast.elsewhere.id,
        framework=world.framework(),
        draft=world.draft(shows="Another agency's."),
        by=cast.stranger.actor,
    )
    text = open_page(browser(cast.lead), f"{at}evidence/cite/").text
    assert "Used here." not in text
    assert "Another agency" not in text
    assert "There is nothing else yet." in text


def test_an_item_of_another_agency_cannot_be_used_by_its_id(cast, view, at):
    from speir.evidence.actions.items import write

    theirs = write(
        unit_id=cast.elsewhere.id, framework=world.framework(), draft=world.draft(), by=cast.stranger.actor
    )
    response = browser(cast.lead).post(f"{at}evidence/cite/", {"item_id": theirs.id, "stance": "supports"})
    assert response.status_code == 404
    assert not Citation.objects.exists()


def test_an_item_is_changed_and_what_it_said_before_can_be_read(cast, view, at):
    item = world.cite(view, "1.1", cast.lead, shows="As it was.", themes={"hmie-2005/3.3/assessment": "both"})
    client = browser(cast.evaluator)
    form = open_page(client, f"{at}evidence/{item}/").form(f"/evidence/{item}/")
    assert form.fields["shows"] == ["As it was."]
    assert form.fields["when"] == ["13 to 24 April 2025"]
    send(client, form, shows="As it is.", theme_trust="weakness", stance="contradicts")
    page = open_page(client, f"{at}evidence/{item}/")
    assert "As it was." in page.text
    assert page.form(f"/evidence/{item}/").fields["shows"] == ["As it is."]
    assert dict(Item.objects.get().themes.values_list("theme", "bears")) == {
        "hmie-2005/1.1/trust": "weakness",
        "hmie-2005/3.3/assessment": "both",
    }
    assert Citation.objects.get().stance == "contradicts"


def test_two_who_change_one_item_see_both_texts(cast, view, at):
    item = world.cite(view, "1.1", cast.lead, shows="As it was.")
    first, second = browser(cast.lead), browser(cast.evaluator)
    forms = [
        open_page(client, f"{at}evidence/{item}/").form(f"/evidence/{item}/") for client in (first, second)
    ]
    send(first, forms[0], shows="The first text.")
    page = send(second, forms[1], 409, shows="The second text.")
    assert "The first text." in page.text
    assert page.form(f"/evidence/{item}/").fields["shows"] == ["The second text."]
    send(second, page.form(f"/evidence/{item}/"), shows="Both texts.")
    assert Item.objects.get().shows == "Both texts."


def test_a_change_that_is_pressed_twice_is_saved_and_nobody_has_changed_it_meanwhile(cast, view, at):
    item = world.cite(view, "1.1", cast.lead, shows="As it was.", themes={"hmie-2005/3.3/assessment": "both"})
    client = browser(cast.evaluator)
    form = open_page(client, f"{at}evidence/{item}/").form(f"/evidence/{item}/")
    for _ in range(2):
        send(client, form, shows="As it is.", theme_trust="weakness", stance="contradicts")
    assert "Saved." in open_page(client, at).text
    assert Item.objects.get().revision == 2


def test_a_change_that_breaks_a_rule_is_said_beside_its_field(cast, view, at):
    item = world.cite(view, "1.1", cast.lead, shows="As it was.")
    client = browser(cast.evaluator)
    form = open_page(client, f"{at}evidence/{item}/").form(f"/evidence/{item}/")
    page = send(client, form, 422, shows="New.", when="January 2099")
    assert "enter a date up to today" in page.text
    assert page.form(f"/evidence/{item}/").fields["shows"] == ["New."]
    assert Item.objects.get().shows == "As it was."


def test_an_item_changed_from_a_sealed_broad_view_says_that_it_is_sealed_and_stays(cast, view, at):
    item = world.cite(view, "1.1", cast.lead, shows="As it was.")
    client = browser(cast.evaluator)
    form = open_page(client, f"{at}evidence/{item}/").form(f"/evidence/{item}/")
    world.seal(view, cast.lead)
    page = send(client, form, 403, shows="Late.")
    assert "This broad view is sealed." in page.text
    assert page.values("shows") == ["Late."]
    assert Item.objects.get().shows == "As it was."


def test_a_citation_taken_away_can_be_put_back_as_it_was(cast, view, at):
    item = world.cite(view, "1.1", cast.lead, "qualifies", shows="Seen that day.")
    client = browser(cast.evaluator)
    send(client, open_page(client, f"{at}evidence/{item}/").form("/remove/"))
    page = open_page(client, at)
    assert "the evidence itself is kept" in page.text
    assert not Citation.objects.exists()
    undo = page.form("/evidence/cite/")
    assert "Undo" not in open_page(client, at).text
    send(client, undo)
    assert Citation.objects.get().stance == "qualifies"


def test_a_theme_that_is_offered_is_set_by_its_button_and_nothing_is_saved_yet(cast, at):
    client, address = browser(cast.evaluator), f"{at}evidence/new/"
    sent: Any = open_page(client, address).form("/evidence/new/").filled(shows="Seen.", kind="surveys")
    for path, bears in (("hmie-2005/1.1/trust", "both"), ("hmie-2005/3.2/elsewhere", "both"), ("", "x")):
        page = Page(client.post(address, sent | {"add_theme": f"{path} {bears}"}), address)
        fields = page.form("/evidence/new/").fields
        assert (fields["shows"], fields["kind"]) == (["Seen."], ["surveys"])
        assert fields["theme_trust"] == (["both"] if path.endswith("trust") else [""])
    assert not Item.objects.exists()


def test_an_undo_is_offered_where_it_was_done_and_nowhere_else(cast, view, at):
    item = world.cite(view, "1.1", cast.lead)
    client = browser(cast.evaluator)
    for _press in range(2):
        assert client.post(f"{at}evidence/{item}/remove/").headers["Location"] == at
    assert "Undo" not in open_page(client, f"/broad-views/{view.id}/1.2/").text
    assert "Undo" in open_page(client, at).text


def test_who_merely_goes_to_an_address_that_forms_are_sent_to_reads_why_there_is_nothing(cast, view, at):
    item = world.cite(view, "1.1", cast.lead)
    for client in (browser(cast.evaluator), browser(None)):
        page = Page(client.get(f"{at}evidence/{item}/remove/"))
        assert (page.response.status_code, page.response["Allow"]) == (405, "POST")
        assert "takes what a form sends" in page.text
    assert Citation.objects.exists()


def test_hostile_words_in_evidence_are_words(cast, view, at):
    text = '<script>alert(1)</script> =1+1 "quoted" ’S e 👧'
    client = browser(cast.evaluator)
    form = open_page(client, f"{at}evidence/new/").form("/evidence/new/")
    send(client, form, **(TYPED | {"shows": text}))
    item = Item.objects.get()
    for path in (at, f"{at}evidence/{item.id}/", f"/broad-views/{view.id}/1.2/evidence/cite/"):
        page = Page(client.get(path))
        assert not [of for tag, of in page.tags if tag == "script" and not of.get("src")]
        assert text in page.text or page.values("shows") == [text]


def test_evidence_that_a_writer_has_looked_at_offers_a_reader_no_change(cast, view, at):
    world.cite(view, "1.1", cast.evaluator)
    for who, offered in ((cast.lead, True), (cast.reader, False), (cast.lead, True)):
        assert ("ev__change" in open_page(browser(who), at).html) is offered


def test_a_change_leaves_the_themes_of_another_framework_as_they_are(cast, view, at):
    item_id = world.cite(view, "1.1", cast.evaluator)
    ItemTheme.objects.create(item_id=item_id, theme="another-2030/1/early-help", bears="strength")
    client, address = browser(cast.lead), f"{at}evidence/{item_id}/"
    page = send(client, open_page(client, address).form(f"/{item_id}/"), shows="In 12 of 12 files.")
    assert page.response["Location"] == f"{at}#know"
    assert [link.theme for link in ItemTheme.objects.filter(item_id=item_id)] == ["another-2030/1/early-help"]


def test_what_is_refused_is_marked_and_the_summary_leads_to_it(cast, at):
    client = browser(cast.evaluator)
    page = send(client, open_page(client, f"{at}evidence/new/").form("/evidence/new/"), 422)
    assert 'href="#id_shows"' in page.html
    assert page.html.count('aria-invalid="true"') == 1
    wrong: Any = {"shows": "Seen.", "kind": "rumours", "speaks_of": "hoped", "url_0": "nowhere"}
    page = send(client, page.form("/evidence/new/"), 422, **wrong | {"url_0": ""})
    for box in ("id_kind", "id_speaks_of_0"):
        assert f'href="#{box}"' in page.html
        assert f'id="{box}"' in page.html
    assert page.html.count('aria-invalid="true"') == 1  # the list; the options are a group
    assert 'aria-describedby="id_speaks_of_error"' in page.html
    page = send(client, page.form("/evidence/new/"), 422, **wrong)
    assert 'href="#id_url_0"' in page.html
    assert page.html.count('<details class="check says-more" open>') == 1


def test_back_then_for_myself_alone_keeps_the_same_piece_alone(cast, view, at):
    client = browser(cast.evaluator)
    form = open_page(client, f"{at}evidence/new/").form("/evidence/new/")
    send(client, form, **TYPED)
    send(client, form, only_me="yes", **TYPED)
    assert Item.objects.get().only_me
    assert "private to its writer, until shared" in open_page(client, at).text
    assert TYPED["shows"] not in open_page(browser(cast.lead), at).text


def test_what_the_form_beside_a_judgement_does_not_ask_about_stays(cast, view, at):
    rest: Any = {
        "account": "All that was seen.\n- and when",
        "origin": "Huddle notes",
        "taken_as": "opinion",
        "triage": "uncertain",
        "voices": ("staff",),
        "links": (Link("https://files.example/a", "Notes"),),
    }
    item_id = world.cite(view, "1.1", cast.evaluator, **rest)
    before = queries.one(cast.lead.actor, item_id)
    client = browser(cast.lead)
    form = open_page(client, f"{at}evidence/{item_id}/").form(f"/evidence/{item_id}/")
    send(client, form, shows="Seen again.")
    after = queries.one(cast.lead.actor, item_id)
    assert (after.shows, after.revision) == ("Seen again.", 2)
    for name in ("account", "origin", "taken_as", "triage", "voices", "valid_until"):
        assert getattr(after, name) == getattr(before, name)
    assert pages.page(cast.lead.actor, item_id).links == rest["links"]


def test_a_longer_text_becomes_a_line_and_an_account(cast, at):
    client = browser(cast.evaluator)
    typed = TYPED | {"shows": "Seen that day.\r\n\r\nThen again."}
    send(client, open_page(client, f"{at}evidence/new/").form("/evidence/new/"), **typed)
    item = Item.objects.get()
    assert (item.shows, item.account) == ("Seen that day.", "Then again.")


@pytest.mark.parametrize("answer", ["keep", "merge"])
def test_what_is_very_like_something_written_is_asked_about_here_too(cast, view, answer):
    item = world.cite(
        view, "1.2", cast.evaluator, shows="Half of the families know whom to ring in the morning."
    )
    client, at = browser(cast.evaluator), f"/broad-views/{view.id}/1.1/evidence/new/"
    form = open_page(client, at).form(at)
    typed = {"shows": "Half of the families know whom to ring in the mornings.", "origin": "The audit"}
    asked = Page(client.post(at, form.filled(**typed)), at)
    assert asked.response.status_code == 422
    assert "something very like it is written down already" in asked.text
    assert "leave mine, and use that one" in asked.text
    assert client.post(at, asked.form(at).filled(alike=answer)).status_code == 302
    made = Item.objects.exclude(pk=item).get()
    assert made.origin == "The audit"
    assert made.citations.get().judgement.indicator.number == "1.1"
