"""An item's account as data: the paragraphs and lists that a page draws."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speir.core.pasted import pasted
from speir.evidence.rules.account import Bullets, Numbered, Paragraph, blocks


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", []),
        ("One line", [Paragraph(("One line",))]),
        ("It ends.\nIt begins", [Paragraph(("It ends.",)), Paragraph(("It begins",))]),
        ("An office\nA street\n\nAfter", [Paragraph(("An office", "A street")), Paragraph(("After",))]),
        ("It said “stop.”\nThen", [Paragraph(("It said “stop.”",)), Paragraph(("Then",))]),
        (
            "They say:\n- one\n- two\nAfter",
            [Paragraph(("They say:",)), Bullets(("one", "two")), Paragraph(("After",))],
        ),
        ("•\tone\n\n•\ttwo", [Bullets(("one", "two"))]),
        ("1. one\n2. two", [Numbered(("one", "two"))]),
        ("4. four\n5. five\n1. one", [Numbered(("four", "five"), 4), Numbered(("one",))]),
        ("1. one\n- a\n- b\n2. two", [Numbered(("one",)), Bullets(("a", "b")), Numbered(("two",), 2)]),
        ("- one\n1. two", [Bullets(("one",)), Numbered(("two",))]),
        ("0. nought", [Paragraph(("0. nought",))]),
    ],
)
def test_paragraphs_and_lists_follow_each_other_as_they_were_typed(text, shown):
    assert blocks(text) == shown
    assert [block.kind for block in blocks(text)] == [type(block).__name__.lower() for block in shown]


@given(st.text(max_size=300))
def test_every_word_is_shown(text):
    shown = [
        line for one in blocks(text) for line in (one.lines if isinstance(one, Paragraph) else one.items)
    ]
    bare = [line.lstrip("-0123456789. ") for line in pasted(text).split("\n") if line]
    assert [line.lstrip("-0123456789. ") for line in shown] == bare
