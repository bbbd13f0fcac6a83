"""What a plain box makes of a page of Word or a letter of Outlook: paragraphs and lists, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from speir.core.pasted import pasted
from speir.core.text import clean


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        # Word: a bullet of the Symbol font, its round one below it, Wingdings' square and arrow.
        ("•\tOne\r\n•\tTwo", "- One\n- Two"),
        ("•\tOne\r\no\tWithin\r\n§\tWithin that", "- One\n- Within\n- Within that"),
        ("\uf0b7\tOne\n\uf0a7\tTwo\n\uf0d8\tThree", "- One\n- Two\n- Three"),
        ("Ø\tOne\nü\tTwo\nv\tThree\nq\tFour", "- One\n- Two\n- Three\n- Four"),
        # Outlook: a mark and hard spaces, and an empty line between items.
        (
            "·\u00a0\u00a0\u00a0\u00a0 One\n\n·\u00a0\u00a0\u00a0\u00a0 Two\n\n\nAfter",
            "- One\n- Two\n\nAfter",
        ),
        ("*\tOne\n*\tTwo", "- One\n- Two"),
        ("o   One\no   Two", "- One\n- Two"),
        ("•\tIt goes\n\ton below", "- It goes on below"),
        # As people type them.
        ("- One\n* Two\n– Three", "- One\n- Two\n- Three"),
        ("1.\tOne\n2.\tTwo\n\n3)\tThree", "1. One\n2. Two\n3. Three"),
        ("(1)\tOne\n(2)\tTwo", "1. One\n2. Two"),
        ("a)\tOne\nb)\tTwo", "1. One\n2. Two"),
        ("i.\tOne\nii.\tTwo\niii.\tThree", "1. One\n2. Two\n3. Three"),
        ("h)\tEight\ni)\tNine\nj)\tTen", "8. Eight\n9. Nine\n10. Ten"),
        ("1. One\n- Two", "1. One\n- Two"),
        # What only looks like a mark.
        ("§ 12 of the Act", "§ 12 of the Act"),
        ("a) as it was typed", "a) as it was typed"),
        ("2026. A year", "2026. A year"),
        ("3.2 Planning", "3.2 Planning"),
        ("3.2\tPlanning", "3.2 Planning"),
        ("-", "-"),
        ("— Anon", "— Anon"),
        ("mr.\tSmith", "mr. Smith"),
        ("o dear", "o dear"),
        # Marks with nothing behind them, and empty lines.
        ("•\t\n•\tOne\n•", "- One"),
        ("One\n\n\n\nTwo\n \nThree", "One\n\nTwo\n\nThree"),
        # Lines, spaces, cells, and what nobody sees.
        ("A line\x0bbelow it", "A line\nbelow it"),
        ("hard\u00a0space  and\u2009thin ", "hard space and thin"),
        ("Quarter\tSeen\tMet\nQ1:\t12", "Quarter, Seen, Met\nQ1: 12"),
        ("\tIndented", "Indented"),
        ("zero\u200bwidth\ufeff so\u00adft \x02", "zerowidth soft"),
        ("multi\x1eagency, well\u2011being", "multi-agency, well-being"),
        ("She said “it’s better” – and it is…", "She said “it’s better” – and it is…"),
        ("👨\u200d👩\u200d👧 and a\u200db", "👨\u200d👩\u200d👧 and ab"),
        ("One \uf0e0 two", "One → two"),
        # Codes of fields.
        ('See \x13 HYPERLINK "https://a.example" \x14the plan\x15.', "See the plan."),
        ("See \x13 REF x \\h \x14\x13 PAGE \x1412\x15\x15.", "See 12."),
        ("Page { PAGE } of { NUMPAGES \\* MERGEFORMAT }", "Page of"),
        ('See HYPERLINK "https://a.example/b" \\o "a tip" the plan', "See the plan"),
        ("Ask the office <mailto:office@a.example>", "Ask the office"),
        ("<!--[if !supportLists]-->·   One<!--[endif]-->", "- One"),
        ("{ not a code }", "{ not a code }"),
        ("", ""),
    ],
)
def test_paragraphs_and_lists_are_kept_and_nothing_else(typed, kept):
    assert pasted(typed) == kept


PIECES = st.sampled_from(
    [
        *'•·o§Ø*–-\t \u00a0\n\r\x0b\x0c\x07\x13\x14\x15\x1e\u200b\u200d\u00ad\uf0b7\uf0e0{}<>()"\\.é🙂1aiv',
        *(
            "\u0301",
            "HYPERLINK ",
            "{ PAGE",
            "<mailto:",
            "<!--",
            "-->",
            "1.\t",
            "a)\t",
            "(2)\t",
            "\n\n",
            "o\t",
            "  ",
        ),
        *("3.2\t", "\ud800", "\u2028", "Planning", "well. ", "•\t", "- ", "iv)\t", "\uf0a7"),
    ]
)
TYPED = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map("".join))


@given(TYPED)
@example('HYPER\u200dLINK "a" b')
@example("•\t- 1.\tx")
@example("•\uf000\r0")
@example("1.\t\uf000\r0")
@example("*\uf000 0")
@example("•\u200c¡")
@example("{ PAGE { PAGE } }")
def test_what_was_tidied_is_the_same_again(typed):
    once = pasted(typed)
    assert pasted(once) == once == clean(once)


@given(st.lists(st.from_regex(r"[a-zA-Zéø’0-9]{2,9}[.,]?", fullmatch=True), max_size=30), st.randoms())
def test_no_word_is_lost(words, chance):
    typed = "".join(
        word + chance.choice([" ", "\n", "\n\n", "\n•\t", "\t", "\n- ", "\u00a0"]) for word in words
    )
    left = pasted(f"{typed}end").replace("\n- ", "\n").replace(", ", " ").split()
    assert [word.rstrip(",") for word in left] == [*(word.rstrip(",") for word in words), "end"]


def test_a_text_longer_than_any_box_takes_is_answered_at_once():
    assert len(pasted("{ PAGE " * 40_000)) > 100_000
