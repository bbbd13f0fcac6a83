"""Where a broad view stands on solid ground and where not: by its evidence, never by its levels."""

from __future__ import annotations

import inspect

import pytest
from hypothesis import given

from speir.evaluations.rules.footing import FOOTING_WORDS, Footing, footing, of_theme, still_open, voices
from speir.evaluations.rules.standing import ground, standing
from tests.rules.test_seeking import SHORT, heard
from tests.rules.test_standing import CITED, THEMES, cited

SOLID = [cited(themes=THEMES), heard(themes=THEMES)]


@pytest.mark.parametrize(
    ("those", "group", "open_still"),
    [
        ([], Footing.NOTHING, []),
        ([cited(withdrawn=True)], Footing.NOTHING, []),
        (
            [cited("documents", speaks_of="intended", themes=THEMES)],
            Footing.NOTHING,
            ["Only what is intended", "No child or family heard"],
        ),
        (
            [cited(themes=THEMES)],
            Footing.ONE_KIND,
            ["Another kind of source", "Nothing of impact", "No child or family heard"],
        ),
        (
            [cited("", themes=THEMES)],
            Footing.NOTHING,
            [
                "No source confirms it",
                "Nothing of impact",
                "No child or family heard",
                "1 without a kind of source",
            ],
        ),
        (
            [
                cited(themes=THEMES[:1]),
                heard(themes=THEMES[:1]),
                cited("minutes", "qualifies", themes=THEMES[1:]),
            ],
            Footing.OPEN,
            ["Nothing confirms Trust"],
        ),
        (SOLID, Footing.SOLID, []),
        ([cited(themes=THEMES[:1]), heard(themes=THEMES[:1])], Footing.OPEN, ["Nothing on Trust"]),
        ([cited(), heard()], Footing.OPEN, ["No piece says which theme it bears on"]),
        ([*SOLID, cited("minutes", "contradicts", themes=THEMES)], Footing.OPEN, ["1 piece contradicts it"]),
        ([one._replace(stale=True) for one in SOLID], Footing.OPEN, ["All of it stale"]),
        ([*SOLID, cited(stale=True, themes=THEMES)], Footing.OPEN, ["1 stale"]),
        ([*SOLID, cited("", themes=THEMES)], Footing.OPEN, ["1 without a kind of source"]),
        ([cited(themes=THEMES[:1]), heard(themes=THEMES[:1]), cited(hidden=True)], Footing.SOLID, []),
    ],
)
def test_a_judgement_belongs_where_its_widest_gap_is_and_says_what_is_open(those, group, open_still):
    found = ground(those, THEMES)
    assert still_open(found, SHORT) == open_still
    assert footing(found, SHORT, judged=True) is group
    assert footing(found, SHORT, judged=False) is Footing.NOT_JUDGED


@given(CITED)
def test_what_stands_on_solid_ground_is_confirmed_by_two_kinds_of_source_and_has_nothing_open(those):
    found = ground(those, THEMES)
    solid = footing(found, SHORT, judged=True) is Footing.SOLID
    assert solid == (found.whole.kinds > 1 and not still_open(found, SHORT))


@pytest.mark.parametrize(
    ("those", "words"),
    [
        ([], "nothing yet"),
        ([cited(speaks_of="intended")], "only what is intended"),
        ([cited("")], "no source confirms it"),
        ([cited()], "1 kind of source"),
        ([cited(), cited("surveys")], "2 kinds of source"),
    ],
)
def test_a_theme_is_said_in_a_few_words(those, words):
    assert of_theme(standing(those)) == words


def test_whose_views_are_in_it_is_said_in_a_few_words():
    assert voices(standing([])) == "Nobody’s yet"
    assert voices(standing([cited(voices=("families", "children"))])) == "Children and families"


def test_a_group_is_found_without_knowing_the_level_and_every_group_has_its_words():
    assert list(inspect.signature(footing).parameters) == ["ground", "short", "judged"]
    assert set(FOOTING_WORDS) == set(Footing)
