"""Evidence is found by its words: the same pieces on SQLite and on PostgreSQL."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from speir.core.errors import Unfit
from speir.core.words import asked
from speir.evidence.actions import items as actions
from speir.evidence.actions.words import rebuild
from speir.evidence.models import Words
from speir.evidence.queries import finding
from speir.evidence.rules.finding import Wanted
from tests import world

# What is known, by a letter: what it shows, its account, where it came from.
KNOWN = {
    "a": (
        "Children were seen alone in nine of ten files.",
        "Social workers wrote down what each child said.",
        "",
    ),
    "b": (
        "Families wait three weeks for a plan.",
        "The agencies agree on it; parents hear of it late.",
        "Survey",
    ),
    "c": (
        "The school’s attendance officer visits at home.",
        "She visits within a day.",
        "Minutes of the board",
    ),
    "d": ("Attendance at case conferences has risen.", "School staff come to most of them.", ""),
    "e": ("Police share concerns on the same day.", "Multi-agency meetings follow.", "Police division"),
    "f": (
        "Gàidhlig is spoken with families who wish it.",
        "Ceilidh nan cloinne, dh’fhalbh iad.",
        "Comhairle",
    ),
    "g": ("Young people helped to write the café leaflet.", "It has 2,500 readers in 2025/26.", ""),
    "h": (
        "No agency checked whether plans were followed.",
        "Nobody had asked the child’s father.",
        "Audit of 2024",
    ),
    "i": ("Assessments of risk are shared with health.", "A health visitor reads the assessment first.", ""),
    "j": ("Plans are reviewed every six weeks.", "The review is chaired by somebody independent.", "Minutes"),
    "k": (
        "Staff told us that supervision helps.",
        "It is every fortnight; some miss it when busy.",
        "Focus group",
    ),
    "l": (
        "The out-of-hours service answers within an hour.",
        "Calls at the weekend take longer.",
        "Phone logs",
    ),
}
EXAMPLES = [
    ("children", "ah"),
    ("child", "ah"),
    ("CHILD", "ah"),
    ("files", "a"),
    ("agency", "beh"),
    ("agencies", "beh"),
    ("plan", "bhj"),
    ("school attendance", "cd"),
    ('"school attendance"', "c"),
    ('"attendance school"', ""),
    ('"attendance officer"', "c"),
    ("“attendance officers”", "c"),
    ("attendance -police", "cd"),
    ("attendance -officer", "d"),
    ('plan -"six weeks"', "bh"),
    ("visits", "c"),
    ("visit home", "c"),
    ("gaidhlig", "f"),
    ("Gàidhlig", "f"),
    ("ceilidh cloinne", "f"),
    ("dh’fhalbh", "f"),
    ("cafe", "g"),
    ("2,500", "g"),
    ("2024", "h"),
    ("multi-agency", "e"),
    ("multi agency", "e"),
    ("minutes", "cj"),
    ("the review of the plans", "j"),
    ("people", "g"),
    ("families survey", "b"),
    ("assessments risk health", "i"),
    ("out-of-hours", "l"),
    ('"hour calls"', ""),
    ('"an hour"', "l"),
    ("-children -plan -visits", "defgikl"),
    ("ptarmigan", ""),
    ("children ptarmigan", ""),
]


def know(cast, unit=None, by=None, **item):
    drafted = {"shows": "Something.", "account": "", "origin": ""} | item
    return actions.write(
        unit_id=(unit or cast.team).id,
        framework=world.framework(),
        draft=world.draft(**drafted),
        by=(by or cast.evaluator).actor,
    )


@pytest.fixture
def known(cast):
    """Ids of what is known, by their letters."""
    return {
        letter: know(cast, shows=shows, account=account, origin=origin).id
        for letter, (shows, account, origin) in KNOWN.items()
    }


def find(cast, typed, by=None, *, typing=False, **wanted):
    return finding.find(
        (by or cast.reader).actor,
        Wanted(words=asked(typed, typing=typing), **wanted),
        today=timezone.localdate(),
    )


def letters(found, known):
    by_id = {item_id: letter for letter, item_id in known.items()}
    return "".join(by_id[line.item.id] for line in found.lines)


@pytest.mark.parametrize("few", [2_000, 0], ids=["one by one", "newest first"])
def test_the_same_words_find_the_same_pieces_on_every_database(cast, known, few, monkeypatch):
    """Whether the pieces that hold the words are few, and looked at one by one, or many."""
    monkeypatch.setattr(finding, "FEW", few)
    wrong = {
        typed: found
        for typed, expected in EXAMPLES
        if (found := "".join(sorted(letters(find(cast, typed), known)))) != expected
    }
    assert wrong == {}


@pytest.mark.parametrize("few", [2_000, 0])
def test_what_says_it_in_its_first_line_comes_first_then_what_says_some_of_it_each_newest_first(
    cast, known, few, monkeypatch
):
    monkeypatch.setattr(finding, "FEW", few)
    assert letters(find(cast, "child"), known) == "ah"
    assert letters(find(cast, "school attendance"), known) == "cd"
    last = know(cast, shows="Something else.", account="Attendance at school.").id
    newest = know(cast, shows="School attendance is good.").id
    more = known | {"y": last, "z": newest}
    assert letters(find(cast, "school attendance"), more) == "zcdy"


@pytest.mark.parametrize("typed", ["atten", "attendan", "school atte", "agencie", "gàid", "201", "202"])
def test_while_a_word_is_typed_what_begins_with_it_is_found(cast, known, typed):
    found = letters(find(cast, typed, typing=True), known)
    assert bool(found) == (typed != "201")


@pytest.mark.parametrize("few", [2_000, 0])
@pytest.mark.parametrize("typed", ["", "plan", "visits school", "-police"])
def test_page_after_page_shows_each_piece_once_and_all_of_them(cast, known, typed, few, monkeypatch):
    monkeypatch.setattr(finding, "FEW", few)
    wanted = Wanted(words=asked(typed))
    whole = find(cast, typed)
    paged, at = [], ""
    while True:
        page = finding.find(cast.reader.actor, wanted, today=timezone.localdate(), at=at, most=2)
        paged += [line.item.id for line in page.lines]
        at = page.older
        if not at:
            break
    assert paged == [line.item.id for line in whole.lines]
    assert whole.count == len(paged)


@pytest.mark.parametrize(
    "at", ["x", "0.1", "0.99999999999999999999.x", "3.1.x", "0.1.'; DROP", "0..", "0.1.é"]
)
def test_an_address_that_says_nothing_leads_to_some_page(cast, known, at):
    finding.find(cast.reader.actor, Wanted(), today=timezone.localdate(), at=at)


def test_the_words_follow_a_change_in_the_same_moment(cast, known):
    actions.change(
        item_id=known["a"],
        framework=world.framework(),
        draft=world.draft(shows="Ptarmigans were counted.", account=""),
        revision=1,
        by=cast.evaluator.actor,
    )
    assert letters(find(cast, "ptarmigan"), known) == "a"
    assert letters(find(cast, "files"), known) == ""


def test_a_write_that_does_not_come_about_is_not_found(cast, known):
    with pytest.raises(Unfit):
        know(cast, shows="Ptarmigans.", from_day=dt.date(1900, 1, 1))
    assert letters(find(cast, "ptarmigan"), known) == ""


def test_an_index_that_was_lost_is_made_anew(cast, known):
    before = sorted(Words.objects.values_list("item_id", "first", "rest"))
    Words.objects.filter(item_id=known["a"]).delete()
    Words.objects.filter(item_id=known["b"]).update(first="wrong", rest="wrong")
    assert rebuild() == len(known)
    assert sorted(Words.objects.values_list("item_id", "first", "rest")) == before
    assert letters(find(cast, "wrong"), known) == ""
    assert "".join(sorted(letters(find(cast, "child"), known))) == "ah"


def test_words_are_marked_in_the_line_and_around_the_first_place_of_the_account(cast, known):
    (line,) = find(cast, "attendance officer visits").lines
    assert [piece.text for piece in line.shows if piece.found] == ["attendance", "officer", "visits"]
    assert [piece.text for piece in line.around if piece.found] == ["visits"]
