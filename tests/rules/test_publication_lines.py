"""A copy's lines: what was made quicker reads as before."""

from __future__ import annotations

import re
import time

from hypothesis import given
from hypothesis import strategies as st

from speir.frameworks.rules.publication_footnotes import without_footnotes
from speir.frameworks.rules.publication_lines import UNSURE, Line, lines_of, without_emphasis

# What it says, plainly; but it takes 20 seconds for 40,000 characters of “_a ”.
SLOW = re.compile(r"(?<![\w*])(\*{1,3}|_{1,3})(?=[^\s*])(.+?)(?<=[^\s*])\1(?![\w*])")


@given(st.text("**__ ab.", max_size=16))
def test_emphasis_is_taken_off_as_the_plain_pattern_says(text):
    assert without_emphasis(text) == SLOW.sub(r"\2", text)


def plainly(texts: list[str], number: str) -> list[str]:
    """A footnote's bare number taken out where it stands in one line alone, and marked elsewhere: one number a time."""
    own = rf"((?:^|[\s(])[a-z][a-z’'-]*[,;]? |^){number}(?= [a-z]|$)"
    places = [nth for nth, text in enumerate(texts) if re.search(own, text)]
    if len(places) == 1:
        return [re.sub(own, r"\1", text) for text in texts]
    return [re.sub(rf"((?:^|\w[,;]? )){number}(?= [a-z]|$)", rf"\1{UNSURE}{number}", text) for text in texts]


BODY = st.lists(
    st.lists(
        st.sampled_from(["7", "17", "2", "2005", "ropes", "hold", "Part", "we,"]), min_size=2, max_size=6
    )
    .map(" ".join)
    .filter(lambda text: re.search("[a-z]", text) and not re.match(r"\d+ P", text)),
    min_size=1,
    max_size=4,
)


@given(BODY)
def test_bare_numbers_of_all_footnotes_are_taken_out_at_once_as_they_are_one_by_one(body):
    notes = [f"{number} Said elsewhere." for number in ("7", "17", "2")]
    bare = set(
        re.findall(
            r"(?:^|[\s(])[a-z][a-z’'-]*[,;]? (\d{1,2})(?= [a-z]|$)|^(\d{1,2})(?= [a-z]|$)",
            "\n".join(body),
            re.M,
        )
    )
    marks = {one or other for one, other in bare}
    read = without_footnotes([Line(nth, text) for nth, text in enumerate([*body, "", *notes])])
    expected = body
    for number in ("7", "17", "2"):
        if number in marks:
            expected = plainly(expected, number)
    assert [line.text for line in read][: len(body)] == [re.sub(" +", " ", text).strip() for text in expected]


def test_a_copy_with_a_hundred_footnotes_and_thousands_of_lines_is_read_in_a_moment():
    body = [f"children see word {nth % 100} here and say so" for nth in range(7700)]
    lines = lines_of("\n".join([*body, *(f"\n{number} A footnote that ends." for number in range(1, 100))]))
    began = time.process_time()
    without_footnotes(lines)
    assert time.process_time() - began < 10  # once a number, it took 38 seconds


def test_a_footnote_under_a_star_that_nothing_points_to_is_read():
    assert without_footnotes(lines_of("<sup>*</sup> Said elsewhere.\n\nWe say so."))[-1].text == "We say so."
