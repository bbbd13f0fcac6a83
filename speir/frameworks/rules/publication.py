"""Reads the illustrations out of an organisation's own copy of a publication.

The copy is a text made from a PDF or a scan, with the damage that brings. Reading goes by the structure that the
framework's data gives (numbers, titles, themes): an indicator's heading, its theme list, then as many 'very good'
illustrations as it has themes and as many 'weak' ones. What that does not settle is refused, never guessed: a wrong
text under a theme would be worse than none.

    publication_shapes    what goes in and comes out
    publication_lines     a copy's lines, cleaned
    publication_footnotes and without footnotes
    publication_headings  where the indicators stand
    publication_items     what stands in an indicator's stretch
    publication_texts     its illustrations, told apart
    publication_checks    each of them put together and checked
"""

from collections.abc import Sequence
from re import IGNORECASE, match, search

from speir.frameworks.rules.publication_checks import Stretch
from speir.frameworks.rules.publication_footnotes import without_footnotes
from speir.frameworks.rules.publication_headings import Place, find, quoted
from speir.frameworks.rules.publication_items import Furniture
from speir.frameworks.rules.publication_lines import MOST_LINES, Line, is_page_number, lines_of, vocabulary
from speir.frameworks.rules.publication_shapes import Found, IndicatorPlan, ThemePlan, Unreadable
from speir.frameworks.rules.publication_texts import read_stretch

__all__ = ["Found", "IndicatorPlan", "ThemePlan", "Unreadable", "read"]


def read(text: str, indicators: Sequence[IndicatorPlan]) -> tuple[Found, ...]:
    """The illustrations of every indicator, in the order of `indicators`.

    Source: the caller's own copy of the publication, as text; nothing is fetched or kept here. Each Found has as many
    very good and as many weak texts as the indicator has themes, word for word: wrapped lines joined with single
    spaces, footnote markers and page furniture left out.

    Raises Unreadable, naming a line and what was expected there, for a copy that does not yield exactly that.
    """
    _refuse_unless_text(text)
    lines = lines_of(text)
    if len(lines) > MOST_LINES:
        expected = "the end of the publication, which is far shorter"
        raise Unreadable(
            lines[-1].number, expected, f"more than {MOST_LINES:,} lines: is this the right file?"
        )
    lines = without_footnotes(lines)
    places = find(lines, indicators)
    furniture = Furniture(lines, places[0].start, places[-1].start)
    known = vocabulary(lines)
    found = tuple(
        read_stretch(_stretch(nth, places, lines, indicators, furniture), furniture, known)
        for nth in range(len(places))
    )
    _refuse_twins(found, places, lines, indicators)
    return found


def _refuse_unless_text(text: str) -> None:
    expected = "the publication as plain text"
    if not text.strip("\ufeff \t\r\n\f"):
        raise Unreadable(1, expected, "an empty file")
    strange = search("[\x00-\x08\x0e-\x1f\x7f]", text)
    odd = sum(text.count(char) for char in "\ufffd\x01\x02\x03\x04\x05\x06\x07\x08\x1a\x1b")
    if match(r"\ufeff?(?:%PDF-|PK\x03|\{\\rtf|\xd0\xcf)", text):
        raise Unreadable(1, expected, "another kind of file (save or convert it as text first)")
    if strange and ("\x00" in text or odd > len(text) / 200):
        line = text.count("\n", 0, strange.start()) + 1
        raise Unreadable(
            line, expected, "characters that are not text (save or convert the file as text first)"
        )


def _stretch(
    nth: int,
    places: Sequence[Place],
    lines: Sequence[Line],
    indicators: Sequence[IndicatorPlan],
    furniture: Furniture,
) -> Stretch:
    final = nth + 1 == len(places)
    stop = len(lines) if final else places[nth + 1].start
    end = max((line.number for line in lines if line.text), default=1) if final else lines[stop].number
    if not final:
        majors = [indicators[places[at].order].number.split(".")[0] for at in (nth, nth + 1)]
        if majors[0] != majors[1]:
            stop = _before_key_question(lines, places[nth].body, stop, majors[1], furniture)
    titles = [plan.label for plan in indicators]
    return Stretch(indicators[places[nth].order], lines[places[nth].body : stop], end, final, titles)


def _before_key_question(
    lines: Sequence[Line], start: int, stop: int, major: str, furniture: Furniture
) -> int:
    """Where the heading of the next key question begins, if it stands before the indicator at `stop`."""
    rest = ""
    for index in range(stop - 1, start, -1):
        line = lines[index]
        if not line.text or is_page_number(line.text):
            continue
        numbered = match(rf"\W*(?:key\s+)?(?:question\s+)?{major}\b(?!\s*\.\s*\d)", line.text, IGNORECASE)
        if not numbered and furniture.has(index, lines, final=False):
            continue
        rest = f"{line.text} {rest}".strip()
        if len(rest.split()) > 35 or search(r"[.!?][\"”’)]* \W*[A-Z]|\.$", rest[4:]):
            break
        if numbered:
            return index
    return stop


def _refuse_twins(
    found: Sequence[Found],
    places: Sequence[Place],
    lines: Sequence[Line],
    indicators: Sequence[IndicatorPlan],
) -> None:
    """The same text twice means that one page was copied over another."""
    seen: set[str] = set()
    for one, place in zip(found, places, strict=True):
        for text in (*one.very_good, *one.weak):
            if text in seen:
                expected = f"illustrations of {indicators[place.order].label} that stand nowhere else"
                raise Unreadable(
                    lines[place.start].number, expected, f"a second time {quoted(Line(0, text))}"
                )
            seen.add(text)
