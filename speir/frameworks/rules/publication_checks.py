"""Puts an illustration's lines together, and refuses a text that cannot be one illustration and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from re import escape, search, sub

from speir.frameworks.rules.publication_headings import quoted
from speir.frameworks.rules.publication_lines import UNSURE, Line, is_sentence_end, joined
from speir.frameworks.rules.publication_shapes import IndicatorPlan, Unreadable

_FEWEST_WORDS = 12  # an illustration describes practice; fewer words are the rest of a damaged one
_HEADING_INSIDE = (
    r"(?:^|[.!?”\"’)]\s+)(?:Very [Gg]ood|VERY GOOD|Weak|WEAK|Themes?|Illustrations?)\s*(?:$|[:•–-]|[A-Z“])"
)
_BULLET_INSIDE = "[•·∙▪■◦‣●○\uf000-\uf0ff]|[.!?] [-–—*o] [A-Z“]"
_NOT_WORDS = (
    rf"[\x00-\x1f\x7f-\x9f\ufffd<>#]|{UNSURE}\d*|[,;:][.,;:]"
    r"|[a-z]{3}\d{1,2}\b|(?<=[a-z])[.!?] ?\d{1,2}(?: [A-Z]|$)"
)


@dataclass(frozen=True)
class Stretch:
    """The lines of one indicator behind its theme list, and the line the next indicator begins on."""

    plan: IndicatorPlan
    lines: Sequence[Line]
    end: int
    final: bool
    titles: Sequence[str]  # numbers and titles of all indicators, none of which may stand inside a text


def checked_text(lines: Sequence[Line], stretch: Stretch, known: frozenset[str]) -> str:
    """The lines as one text, word for word.

    Raises Unreadable for a text that is short, torn, or run together with a heading, a bullet or a footnote.
    """
    text = joined([line.text for line in lines], known)
    text = sub(r"(?<!\w)[*_]{1,3}(?=[\w“\"])|(?<=[\w.,;”\"])[*_]{1,3}(?!\w)", "", text)
    label = stretch.plan.label
    first, last = lines[0], lines[-1]
    if torn := search(rf"\w+(?:{UNSURE}|[-‐] (?!and\b|or\b|to\b))[a-z]\w*", text):
        line = next((line for line in lines if line.text.endswith(("-", "‐"))), first)
        raise Unreadable(
            line.number, f"a whole word of {label}", f"'{torn[0].replace(UNSURE, '-')}', cut by a line end"
        )
    begins = [line.text for line in lines[:2]]
    for nth, line in enumerate(lines[1:], 1):
        again = begins == [other.text for other in lines[nth : nth + 2]]
        if again or (line.text == begins[0] and len(line.text.split()) > 9):
            raise Unreadable(
                line.number, f"each line of {label} to stand once", f"a second time {quoted(line)}"
            )
    if len(text.split()) < _FEWEST_WORDS:
        raise Unreadable(first.number, f"a whole illustration of {label}", f"only '{text}'")
    if not search(r"^[\"“‘'(]*[A-Z]", text):
        raise Unreadable(first.number, f"the beginning of an illustration of {label}", quoted(first))
    if not is_sentence_end(text) or search(r"\?\W*$", text):
        raise Unreadable(
            last.number, f"the end of a sentence, as an illustration of {label} ends", f"'…{text[-50:]}'"
        )
    inside = search(_HEADING_INSIDE, text) or search(_BULLET_INSIDE, text)
    for title in stretch.titles:
        inside = inside or search(escape(title).replace(r"\ ", r"\.?\s+"), text)
    if inside:
        raise Unreadable(
            first.number, f"one illustration of {label} by itself", f"'{inside[0].strip()}' inside it"
        )
    if gap := search(r"(?:[A-Za-z]{3}(?<!etc)|\b(?:is|it|to|of|in))[.!?] [a-z]+", text):
        raise Unreadable(first.number, f"whole sentences of {label}", f"a gap in one at '{gap[0]}'")
    if strange := search(_NOT_WORDS, text):
        found = strange[0].replace(UNSURE, "footnote ").strip()
        raise Unreadable(first.number, f"nothing but words in an illustration of {label}", f"'{found}' in it")
    return text
