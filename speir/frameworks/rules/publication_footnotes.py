"""Takes footnotes, and the markers that point to them, out of a copy's lines."""

import re
from collections.abc import Sequence
from dataclasses import replace

from speir.frameworks.rules.publication_lines import (
    MARK,
    UNSURE,
    Line,
    bullet,
    heading,
    is_page_number,
    is_sentence_end,
)

# A number by itself between words that begin small ("Part 2 says" counts, "ropes 2 hold" may be a marker).
_BARE = r"((?:^|[\s(])[a-z][a-z’'-]*[,;]? |^)(\d{1,2})(?= [a-z]|$)"
_LOOSE = r"((?:^|\w[,;]? ))(\d{1,2})(?= [a-z]|$)"


def without_footnotes(lines: list[Line]) -> list[Line]:
    """The lines, empty where a footnote stood, and without the markers that point to footnotes.

    A number by itself is taken for a marker only when it is the only one that can be, and its footnote is there.
    """
    whole = "\n".join(line.text for line in lines if not is_page_number(line.text))
    glued = re.findall(r"(?<=[a-z]{3})[.,;:]?(\d{1,2})(?=[\s.,;:)]|$)", whole)
    clear = {*glued, *re.findall(f"(?<=[^\n]){MARK.pattern}", whole)}
    bare = {found[2] for found in re.finditer(_BARE, whole, re.MULTILINE)}
    walk = _Footnotes(clear | bare)
    kept = [walk.take(line, lines[nth + 1 : nth + 15]) for nth, line in enumerate(lines)]
    kept = _without_bare(kept, walk.numbers - clear)
    return [replace(line, text=_without_marks(line.text, walk.numbers)) for line in kept]


def _without_bare(lines: list[Line], numbers: set[str]) -> list[Line]:
    """The lines without those bare numbers that stand in one line alone; the others are marked as doubtful.

    Every line is read once for all the numbers: a hostile copy has a hundred of them and thousands of lines.
    """
    prose = [nth for nth, line in enumerate(lines) if numbers and not is_page_number(line.text)]
    places: dict[str, set[int]] = {number: set() for number in numbers}
    for nth in prose:
        for found in re.finditer(_BARE, lines[nth].text):
            if found[2] in places:
                places[found[2]].add(nth)

    def alone(found: re.Match[str]) -> str:
        return found[1] if len(places.get(found[2], ())) == 1 else found[0]

    def doubtful(found: re.Match[str]) -> str:
        many = len(places.get(found[2], {0})) != 1
        return f"{found[1]}{UNSURE}{found[2]}" if many else found[0]

    kept = list(lines)
    for nth in prose:
        text = re.sub(_LOOSE, doubtful, re.sub(_BARE, alone, kept[nth].text))
        kept[nth] = replace(kept[nth], text=text)
    return kept


class _Footnotes:
    """Goes through the lines and takes the footnotes out.

    A footnote ends where its sentence ends and its paragraph does. One that a page's end cuts goes on with the next
    line that cannot belong to the text before it; a line that could belong to either is marked as doubtful.
    """

    def __init__(self, marks: set[str]) -> None:
        self.marks = marks
        self.numbers: set[str] = set()
        self.state = (
            "outside"  # or "inside", "ended" (its sentence has), "cut" (its page has, in mid-sentence)
        )
        self.text_is_whole = True  # the text before the footnote ends with its sentence

    def take(self, line: Line, following: Sequence[Line]) -> Line:
        """The line as it stays: empty when it is a footnote's."""
        number = MARK.match(line.text) or re.match(r"(\d{1,2})\s+[A-Z“\"‘']", line.text)
        ahead = (re.match(r"\W*(\d+)\s*\.\s*(\d+)\b", other.text) for other in following)
        indicator = next((found.groups() for found in ahead if found), None)
        question = number and indicator == (number[1], "1")
        certain = number and (number[0][0] == "\ue000" or (number[1] in self.marks and not question))
        if number and certain:
            self.numbers.add(number[1])
            self.state = "inside"
        elif self.state != "outside":
            line = self._after(line)
        if self.state in {"inside", "ended"}:
            self.state = "ended" if is_sentence_end(line.text) else "inside"
            return replace(line, text="")
        if line.text and self.state == "outside" and not is_page_number(line.text):
            self.text_is_whole = is_sentence_end(line.text)
        return line

    def _after(self, line: Line) -> Line:
        own = line.hashed or heading(line) or bullet(line.text)[0] or re.match(r"\W*\d+\s*\.\s*\d", line.text)
        if not line.text or is_page_number(line.text) or (line.page and not own):
            self.state = "cut" if self.state in {"inside", "cut"} else "outside"
        if not line.text or is_page_number(line.text):
            return line
        if own:
            self.state = "outside"
        elif self.state == "ended":
            self.state = "outside"
            return replace(line, doubtful=True)
        elif self.state == "cut" and self.text_is_whole and line.text[:1].islower():
            self.state = "inside"
        elif self.state == "cut":
            return replace(line, doubtful=True)
        return line


def _without_marks(text: str, numbers: set[str]) -> str:
    # A marker between two sentences is set against the first; one with a gap before it may begin a footnote.
    text = re.sub(rf"(?<=[.!?”\"’)] ){MARK.pattern}(?=\s+[A-Z“\"‘']|$)", UNSURE, text)
    text = re.sub(r"(?<!\s)\s++(?=[.,;:])", "", MARK.sub(" ", text)) if MARK.search(text) else text
    text = re.sub(
        r"(?<=[a-z]{3})([.,;:]?)(\d{1,2})(?=[\s.,;:)]|$)",
        lambda match: match[1] if match[2] in numbers else match[0],
        text,
    )
    return re.sub(r" +", " ", text).strip()
