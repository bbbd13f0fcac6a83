"""Searches that somebody keeps: theirs alone, and nothing typed is lost."""

from __future__ import annotations

from speir.evidence.models import SavedSearch
from speir.evidence.rules.searches import MOST
from speir.trail.models import Entry
from tests.web.browsing import browser

NEW = "/evidence/searches/new/?words=plan&kind=surveys"
FORM = {"name": "Plans told", "words": "plan", "asked": "kind=surveys"}


def keep(who, **changed):
    return browser(who).post(NEW, FORM | changed)


def test_a_search_is_kept_and_leads_back_to_what_it_finds(cast):
    page = browser(cast.reader).get(NEW).content.decode()
    assert 'value="plan"' in page
    assert 'value="kind=surveys"' in page
    answer = keep(cast.reader)
    assert answer["Location"] == "/evidence/?words=plan&kind=surveys"
    register = browser(cast.reader).get("/evidence/").content.decode()
    assert '<a href="?words=plan&amp;kind=surveys">Plans told</a>' in register
    row = SavedSearch.objects.get()
    assert (row.owner, row.name) == (cast.reader.person.id, "Plans told")
    assert Entry.objects.filter(about="search", verb="saved", path="").count() == 1


def test_sent_twice_it_is_kept_once(cast):
    for _ in range(2):
        assert keep(cast.reader, search_id="a" * 16).status_code == 302
    assert SavedSearch.objects.count() == 1
    assert keep(cast.reader, search_id="a" * 16, name="Other plans").status_code == 422
    assert SavedSearch.objects.count() == 1


def test_nobody_else_sees_or_touches_it(cast):
    keep(cast.reader, search_id="a" * 16)
    for who in (cast.lead, cast.stranger):
        assert "Plans told" not in browser(who).get("/evidence/").content.decode()
        assert browser(who).get(f"/evidence/searches/{'a' * 16}/").status_code == 404
        assert browser(who).post(f"/evidence/searches/{'a' * 16}/", {"name": "x"}).status_code == 404
        assert browser(who).post(f"/evidence/searches/{'a' * 16}/delete/").status_code == 404
        keep(who, search_id="a" * 16)
    assert SavedSearch.objects.get(pk="a" * 16).owner == cast.reader.person.id
    assert SavedSearch.objects.filter(owner=cast.lead.person.id).count() == 1


def test_it_is_renamed_deleted_and_brought_back_as_it_was(cast):
    keep(cast.reader, search_id="a" * 16)
    client = browser(cast.reader)
    client.post(f"/evidence/searches/{'a' * 16}/", {"name": "Plans"})
    assert SavedSearch.objects.get().name == "Plans"
    client.post(f"/evidence/searches/{'a' * 16}/delete/")
    assert not SavedSearch.objects.exists()
    page = client.get("/evidence/searches/").content.decode()
    assert "Deleted: Plans." in page
    undo = {"name": "Plans", "words": "plan", "asked": "kind=surveys", "search_id": "a" * 16}
    for name, value in undo.items():
        assert f'name="{name}" value="{value}"' in page
    client.post("/evidence/searches/new/", undo)
    row = SavedSearch.objects.get()
    assert (row.pk, row.name, row.asked) == ("a" * 16, "Plans", "words=plan&kind=surveys")


def test_a_name_is_wanted_once_and_not_too_long_and_everything_typed_comes_back(cast):
    keep(cast.reader)
    for name, sentence in (
        ("", "Give the search a name."),
        ("x" * 81, "Keep the name to 80."),
        (" Plans  told ", "You have a search of this name."),
    ):
        answer = keep(cast.reader, name=name, words="typed too")
        assert answer.status_code == 422
        page = answer.content.decode()
        assert sentence in page
        assert 'value="typed too"' in page
    assert SavedSearch.objects.count() == 1


def test_a_search_for_nothing_is_not_kept_and_neither_are_too_many(cast):
    assert keep(cast.reader, words="", asked="").status_code == 422
    for number in range(MOST):
        assert keep(cast.reader, name=f"Number {number}").status_code == 302
    assert "Delete one first" in keep(cast.reader).content.decode()


def test_only_what_the_register_knows_is_kept_of_an_address(cast):
    keep(cast.reader, asked="kind=surveys&next=https://elsewhere.example&at=0.1.x")
    assert SavedSearch.objects.get().asked == "words=plan&kind=surveys"


def test_a_name_of_somebody_is_asked_about_before_it_is_kept(cast):
    answer = keep(cast.reader, words="Torquil Macleod born 3.4.2015")
    assert answer.status_code == 422
    assert "This may identify somebody" in answer.content.decode()
    assert not SavedSearch.objects.exists()
