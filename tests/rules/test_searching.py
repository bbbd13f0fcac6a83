"""Finding in a framework: numbers stand for things, words for the sentences that hold them."""

from __future__ import annotations

import pytest

from speir.frameworks.rules.searching import MOST_SENTENCES, Found, Piece, find
from speir.frameworks.rules.structure import Framework, Indicator, KeyQuestion, Source, Standard, Theme

LONG = (
    "Boats are painted. A keeper lights the lamp at dusk. Nobody sails in fog. "
    "The lamp is trimmed by hand. Each lamp's glass is clean. Children’s boats stay in the harbour."
)


def theme(key: str, title: str, **texts: tuple[str, ...]) -> Theme:
    return Theme(key, key, f"sea/{key}", title, title, **({"very_good": (), "weak": ()} | texts))


def question(number: str, title: str, standard: Standard, *indicators: tuple[str, str, *tuple[Theme, ...]]):
    return KeyQuestion(
        number,
        number,
        title,
        title,
        (standard,),
        tuple(
            Indicator(at, at, name, "", name, crucial=False, key_question=number, themes=tuple(themes))
            for at, name, *themes in indicators
        ),
    )


SEA = Framework(
    id="sea",
    key="sea",
    version=1,
    title="Sea",
    publisher="Nobody",
    published="2030",
    isbn="",
    copying="",
    overarching_question="",
    cycle=(),
    level_hint="",
    levels=(),
    key_questions=(
        question(
            "1",
            "How safe is the sea?",
            Standard(2, "Lights are lit"),
            ("1.1", "Lights and signals", theme("lamps", "Lamps", official_very_good=(LONG,))),
            ("1.2", "Harbours", theme("walls", "Walls", very_good=("Boats rest behind 13 walls.",))),
        ),
        question("2", "How dry is the land?", Standard(1, "Land is dry"), ("2.1", "Dykes")),
    ),
    source_kinds=(),
    quality_areas=(),
    reasons=(),
    plans=(),
    references=(),
    ours=Source("o", "ours", "en", 1, "Ours."),
)


def places(found: Found) -> list[tuple[str, str]]:
    return [(place.kind, place.number) for place in found.places]


def excerpt(words: str) -> str:
    """The one official text that was found, with what was looked for in brackets."""
    (said,) = [
        said for place in find(SEA, words).places for theme in place.themes for said in theme.sentences
    ]
    return "".join(f"[{piece.text}]" if piece.found else piece.text for piece in said.pieces)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("1.2", [("indicator", "1.2")]),
        (" 1.2. ", [("indicator", "1.2")]),
        ("indicator 1.2", [("indicator", "1.2")]),
        ("QI 1.2", [("indicator", "1.2")]),
        ("2", [("key_question", "2"), ("indicator", "2.1")]),
        ("Key question 2", [("key_question", "2"), ("indicator", "2.1")]),
        ("Standard 2", [("standard", "2")]),
        ("9.9", []),
        ("standard 9", []),
        ("13", [("indicator", "1.2")]),  # no such number, so it is a word like any other
    ],
)
def test_a_number_finds_what_bears_it(typed, found):
    assert places(find(SEA, typed)) == found


def test_the_thing_whose_number_was_typed_is_told_apart_from_what_belongs_to_it():
    assert [place.numbered for place in find(SEA, "1").places] == [True, False, False]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("LIGHTS", [("standard", "2"), ("indicator", "1.1")]),
        ("sea", [("key_question", "1")]),
        ("signals lamps", [("indicator", "1.1")]),
        ("boats rest", [("indicator", "1.2")]),
        ("boats", [("indicator", "1.1"), ("indicator", "1.2")]),
        ("boats dykes", []),
        ("%", []),
        ("", []),
        ("  \x00 ", []),
    ],
)
def test_words_are_found_where_all_of_them_occur_in_order(typed, found):
    assert places(find(SEA, typed)) == found


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("fog", "… Nobody sails in [fog]. …"),
        ("painted", "Boats are [painted]. …"),
        ("harbour", "… Children’s boats stay in the [harbour]."),
        ("lamp hand", "… The [lamp] is trimmed by [hand]. …"),
        ("painted fog", "Boats are [painted]. … Nobody sails in [fog]. …"),
        ("lamp", "… A keeper lights the [lamp] at dusk. … The [lamp] is trimmed by hand. …"),
        ("children's", "… [Children’s] boats stay in the harbour."),
        ("trim trimmed", "… The lamp is [trimmed] by hand. …"),
    ],
)
def test_only_the_sentences_that_hold_the_words_are_shown_and_dots_where_some_is_left_out(typed, shown):
    assert excerpt(typed) == shown


def test_a_word_that_is_everywhere_shows_no_whole_paragraph():
    assert excerpt("the").count(".") == MOST_SENTENCES < LONG.casefold().count("the ")


@pytest.mark.parametrize(
    ("typed", "official", "count"),
    [("lamp", True, 2), ("rest", False, 1), ("1", False, 3), ("zebra", False, 0)],
)
def test_it_is_known_whether_the_official_wording_is_among_it_and_how_much_there_is(typed, official, count):
    found = find(SEA, typed)
    assert (found.official, found.count) == (official, count)


def test_a_theme_found_by_the_official_wording_alone_says_so():
    assert [theme.only_official for place in find(SEA, "fog").places for theme in place.themes] == [True]
    assert [theme.only_official for place in find(SEA, "lamp").places for theme in place.themes] == [False]


def test_titles_are_marked():
    assert find(SEA, "dry is").places[0].title == (
        Piece("How "),
        Piece("dry", found=True),
        Piece(" "),
        Piece("is", found=True),
        Piece(" the land?"),
    )
