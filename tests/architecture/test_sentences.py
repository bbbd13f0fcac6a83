"""Every sentence of a page passes gettext: none stands bare in a template."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.architecture.tree import files, shown

# The same in every language.
NAMES = re.compile(r"\b(Speir|Word|Excel|PDF|ISBN)\b|bin/speir [a-z -]+")
UNSEEN = re.compile(
    r"(?s){% comment %}.*?{% endcomment %}|{#.*?#}|<!--.*?-->"
    r"|{% blocktranslate.*?{% endblocktranslate %}|{%.*?%}|{{.*?}}|\baria-current=\"page\""
)
READ_OUT = re.compile(r"""\b(?:aria-label|title|alt|placeholder)=["']([^"']*)["']""")
TAG = re.compile(r"(?s)<[^>]*>")


def bare(template: str) -> Iterator[str]:
    """Each run of words that a person reads or hears and no translation reaches."""
    left = UNSEEN.sub("", template)
    for text in (*READ_OUT.findall(left), *TAG.sub("\n", left).split("\n")):
        if re.search(r"[^\W\d_]", NAMES.sub("", text)):
            yield text.strip()


def test_no_sentence_stands_bare_in_a_template() -> None:
    found = [
        f"{shown(path)}: {text}" for path in files(".html", under="speir") for text in bare(path.read_text())
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "template",
    [
        "<p>Saved.</p>",
        '<p>{% translate "Saved" %} today</p>',
        '<nav aria-label="Pages"></nav>',
        "{{ count }} items",
    ],
)
def test_a_bare_sentence_is_seen(template: str) -> None:
    assert list(bare(template))


@pytest.mark.parametrize(
    "template",
    [
        '<p>{% translate "Saved." %} {{ at }} · 3 <b class="when">–</b></p>',
        "<p>{% blocktranslate %}Saved {{ at }}{% endblocktranslate %} (PDF)</p>",
        "<nav aria-label=\"{% translate 'Pages' %}\"></nav>",
    ],
)
def test_a_translated_sentence_a_name_and_a_number_are_fine(template: str) -> None:
    assert not list(bare(template))
