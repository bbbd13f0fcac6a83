"""Steps are drawn level from their day to the next one's; nothing is drawn between levels or where none stood."""

from __future__ import annotations

import datetime as dt
import re
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from speir.charts.steps import Mark, Step, Steps, letters, svg

NAMES = ("Unsatisfactory", "Weak", "Adequate", "Good", "Very good", "Excellent")
DAYS = st.dates(dt.date(2005, 1, 1), dt.date(2026, 12, 31))
SVG = "{http://www.w3.org/2000/svg}"


def drawn(*steps: Step, marks: tuple[Mark, ...] = (), title: str = "Levels") -> ElementTree.Element:
    series = Steps(NAMES, steps, marks, dt.date(2026, 12, 31), title)
    return ElementTree.fromstring(svg(series))


def path(root: ElementTree.Element) -> str:
    found = root.find("path")
    return found.get("d", "") if found is not None else ""


@given(st.lists(st.tuples(DAYS, st.none() | st.integers(0, 5)), min_size=1, max_size=12))
def test_a_picture_is_well_formed_has_no_style_and_moves_only_level_and_upright(pairs):
    steps = [Step(day, at) for day, at in sorted(pairs, key=lambda pair: pair[0])]
    root = drawn(*steps)
    assert not any("style" in element.attrib for element in root.iter())
    assert set(re.sub(r"[-\d. ]", "", path(root))) <= set("MHV")
    assert len(root.findall("circle")) == sum(step.at is not None for step in steps)
    x = [float(circle.get("cx", "")) for circle in root.findall("circle")]
    assert x == sorted(x)
    assert all(0 <= one <= 720 for one in x)


def test_the_line_goes_on_from_level_to_level_and_breaks_where_none_stood_or_another_scale_began():
    first, second, third = (dt.date(2024, month, 1) for month in (1, 5, 9))
    assert "V" in path(drawn(Step(first, 2), Step(second, 3)))
    assert "V" not in path(drawn(Step(first, 2), Step(second, None), Step(third, 3, breaks=True)))
    assert "V" not in path(drawn(Step(first, 2), Step(second, 3, breaks=True)))


def test_a_higher_level_stands_higher_and_every_name_is_written():
    root = drawn(Step(dt.date(2024, 1, 1), 1), Step(dt.date(2025, 1, 1), 4))
    low, high = (float(circle.get("cy", "")) for circle in root.findall("circle"))
    assert high < low
    assert {text.text for text in root.findall("text")} >= set(NAMES)


def test_what_people_typed_stands_in_it_as_text_and_marks_by_their_letters():
    root = drawn(Step(dt.date(2024, 1, 1), 1), marks=(Mark(dt.date(2024, 6, 1), "<b>"),), title='"><script>')
    assert root.get("aria-label") == '"><script>'
    assert "<b>" in {text.text for text in root.findall("text")}
    assert svg(Steps(NAMES, (), (), dt.date(2026, 1, 1), "")) == ""


def test_there_are_as_many_letters_as_marks():
    assert letters(3) == ["a", "b", "c"]
    assert len(set(letters(60))) == 60
