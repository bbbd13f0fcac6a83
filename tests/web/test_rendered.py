"""Parts of pages that are rendered once: what is filled into them is escaped, and what is kept stays within bounds."""

from __future__ import annotations

from functools import partial

import pytest
from django.template import TemplateDoesNotExist
from django.utils.safestring import SafeString

from speir.web.shell import rendered
from speir.web.shell.rendered import joined, made_once, pattern

ROWS = "joint/matrix_rows.html#"


@pytest.fixture(autouse=True)
def nothing_kept():
    rendered.forget()
    yield
    rendered.forget()


def test_a_text_that_is_filled_in_is_escaped_and_html_goes_in_as_it_is():
    named = pattern(f"{ROWS}named", "name", "cell")
    made = named("<b>Health & care</b> 100 %", SafeString("<small>weak</small>"))
    assert "&lt;b&gt;Health &amp; care&lt;/b&gt; 100 %" in made
    assert "<small>weak</small>" in made
    assert "%" not in made.replace("100 %", "")


def test_a_pattern_says_what_its_template_says():
    about = pattern(f"{ROWS}about", "at", "number", "short", crucial=True)
    assert 'href="1.1/">1.1 Being heard</a> <span class="crucial">Crucial</span>' in about(
        "1.1", "1.1", "Being heard"
    )


@pytest.mark.parametrize("names", [("cell", "name"), ("name", "cell", "more")])
def test_a_pattern_whose_names_are_not_those_of_its_template_is_refused(names):
    with pytest.raises(TypeError, match="each once and in this order"):
        pattern(f"{ROWS}named", *names)
    with pytest.raises(TemplateDoesNotExist):
        pattern("joint/no_such_rows.html", *names)


def test_what_was_made_once_is_not_made_again_and_more_than_there_is_room_for_is_forgotten(monkeypatch):
    made = []

    def make(text: str) -> SafeString:
        made.append(text)
        return SafeString(text)

    monkeypatch.setattr(rendered, "MOST_TEXT", 10)
    for text in ("12345", "12345", "67890", "1", "12345"):
        assert made_once(("test", text), partial(make, text)) == text
    assert made == ["12345", "67890", "1", "12345"]
    assert isinstance(joined([SafeString("a"), SafeString("b")]), SafeString)
