"""Several items in one box, as people write them in an e-mail."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speir.evidence.rules.several import Found, found_in, written


def said(text: str) -> list[dict[str, str]]:
    return [
        {name: value for name in Found.__slots__ if name != "rest" and (value := getattr(one, name))}
        for one in found_in(text)
    ]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("", []),
        ("Plans are late.", [{"shows": "Plans are late."}]),
        (
            "Plans are late.\n\nStaff know whom to ring.",
            [{"shows": "Plans are late."}, {"shows": "Staff know whom to ring."}],
        ),
        (
            "Plans are late.\nWe read twelve files.\n- Nine had none\n- Three had one",
            [
                {
                    "shows": "Plans are late.",
                    "account": "We read twelve files.\n- Nine had none\n- Three had one",
                }
            ],
        ),
        (
            "Plans are late.\nWhen: April 2026\nkind: Minutes of meetings\ntheme: 3.2 weakness\nFrom: the audit",
            [
                {
                    "shows": "Plans are late.",
                    "when": "April 2026",
                    "kind": "Minutes of meetings",
                    "themes": "3.2 weakness",
                    "origin": "the audit",
                }
            ],
        ),
        (
            "Plans are late.\nWeakness in: 3.2; 1.1\nStrengths: Trust",
            [{"shows": "Plans are late.", "themes": "3.2 weakness; 1.1 weakness; Trust strength"}],
        ),
        (
            "Plans are late.\n\nwhen: May 2026\n\nNext.",
            [{"shows": "Plans are late.", "when": "May 2026"}, {"shows": "Next."}],
        ),
        ("•\tOne\n•\tTwo\n\n•\tThree", [{"shows": "One"}, {"shows": "Two"}, {"shows": "Three"}]),
        ("1. one thing\n2. another", [{"shows": "One thing"}, {"shows": "Another"}]),
        (
            "First.\n\nMore of it.\n---\nSecond.\nwhen: 2026\n------",
            [{"shows": "First.", "account": "More of it."}, {"shows": "Second.", "when": "2026"}],
        ),
        ("What it shows: plans are late.", [{"shows": "Plans are late."}]),
        (
            "Item 1: plans are late.\n\nItem 2: staff know.",
            [{"shows": "Plans are late."}, {"shows": "Staff know."}],
        ),
        ("Note: it is so.", [{"shows": "Note: it is so."}]),
        ("When we read the files, plans were late.", [{"shows": "When we read the files, plans were late."}]),
        (
            "Plans are late.\nviews of: children and families\nFact or opinion: fact\ntells of: impact",
            [
                {
                    "shows": "Plans are late.",
                    "voices": "children and families",
                    "taken_as": "fact",
                    "speaks_of": "impact",
                }
            ],
        ),
        ("when: April 2026\nPlans are late.", [{"shows": "Plans are late.", "when": "April 2026"}]),
    ],
)
def test_each_paragraph_is_an_item_with_what_its_marks_say(text, items):
    assert said(text) == items


def test_a_paragraph_too_long_for_a_line_is_its_first_sentence_and_an_account():
    long = "Plans are late in most files. " + "We read them in pairs. " * 20
    [one] = found_in(long)
    assert one.shows == "Plans are late in most files."
    assert one.account.startswith("We read them in pairs.")


@given(
    st.lists(
        st.sampled_from(["Plans", "late.", "\n", "\n\n", "- ", "when:", "---", "theme:", "3.2", "x:"]),
        max_size=25,
    )
)
def test_no_word_is_lost(pieces):
    text = " ".join(pieces)
    kept = " ".join(f"{one.shows} {one.account} {one.when} {one.themes}" for one in found_in(text))
    for word in ("Plans", "late.", "3.2", "x:"):
        assert kept.casefold().count(word.casefold()) == text.casefold().count(word.casefold())


WORDS = st.sampled_from(["Plans are late", "It is so.", "We read", "twelve files"])


@given(
    st.lists(
        st.builds(
            Found,
            shows=st.sampled_from(["Plans are late.", "Staff know whom to ring."]),
            account=st.lists(WORDS, max_size=3).map("\n".join) | st.just("One.\n\nTwo.\n- a\n- b"),
            when=st.sampled_from(["", "April 2026"]),
            kind=st.sampled_from(["", "Minutes of meetings"]),
            themes=st.sampled_from(["", "3.2 strength; Trust weakness"]),
            voices=st.sampled_from(["", "children and staff"]),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_who_goes_on_writing_in_the_box_finds_all_of_it_there(items):
    for one in items:
        one.account = one.account.strip()
    assert said(written(items)) == said_of(items)


def said_of(items: list[Found]) -> list[dict[str, str]]:
    return [
        {name: value for name in Found.__slots__ if name != "rest" and (value := getattr(one, name))}
        for one in items
    ]
