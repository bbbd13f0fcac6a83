"""Where the illustrated part of a publication has its indicators.

A title also stands in the contents, in the summary and in the examples; only where a number and title are followed by
the indicator's themes and then by words of illustration does an indicator begin.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from re import match, sub

from speir.frameworks.rules.publication_lines import Line, bullet, heading, is_page_number, words
from speir.frameworks.rules.publication_shapes import IndicatorPlan, Unreadable

_NEAR = 0.85  # how alike two wordings are when one is a slip of the other
_REACH = 40  # a theme list ends within so many lines


@dataclass(frozen=True)
class Place:
    """Where one indicator stands: its place in the plan, the lines of its heading, the end of its theme list."""

    order: int
    start: int
    themes: int  # the first line behind the heading
    body: int  # the first line behind the theme list
    fault: Unreadable | None = None  # why this is not the indicator, although number and title are


def key(text: str) -> str:
    """A line as it would recur on another page: without bullets, marks and page numbers."""
    return " ".join(sub(r"[^\w\s]|[\d_]", " ", text).split())


def recurring(lines: Sequence[Line]) -> Counter[str]:
    """How often each line stands in the copy, page numbers aside."""
    return Counter(found for line in lines if (found := key(line.text)))


def find(lines: Sequence[Line], indicators: Sequence[IndicatorPlan]) -> list[Place]:
    """The place of every indicator, in the order of the plan.

    Raises Unreadable when an indicator is missing, stands twice, or has other themes than the plan says.
    """
    often = recurring(lines)
    headings = [
        _with_themes(place, lines, indicators[place.order], often)
        for index in range(len(lines))
        if (place := _heading_at(index, lines, indicators, often))
    ]
    begins = [place.start for place in headings] + [len(lines)]
    good = [
        place
        for nth, place in enumerate(headings)
        if not place.fault and _is_illustrated(lines[place.body : begins[nth + 1]])
    ]
    chain = _longest_chain(good)
    _refuse_missing(chain, headings, lines, indicators)
    for place in good:
        if place not in chain and chain[0].start < place.start < chain[-1].start:
            label = indicators[place.order].label
            raise Unreadable(lines[place.start].number, f"{label} to stand once", "it a second time")
    return chain


def _heading_at(
    index: int, lines: Sequence[Line], indicators: Sequence[IndicatorPlan], often: Counter[str]
) -> Place | None:
    number = match(r"\W*(\d+)\s*[.,]\s*(\d++)(?![\d.]*\d)(.*)$", lines[index].text)
    if not number:
        return None
    for order, plan in enumerate(indicators):
        if plan.number != f"{number[1]}.{number[2]}":
            continue
        best, end = 0.0, index
        titles = [words(title) for title in (plan.title, *plan.also_titled)]
        read = words(number[3])
        for after in range(index, min(index + 12, len(lines))):
            if after > index:
                if not lines[after].text or _is_furniture(lines[after], titles, often):
                    continue
                read += words(lines[after].text)
            near = max(_alike(read, title) for title in titles)
            if near > best:
                best, end = near, after
        if best >= _NEAR:
            return Place(order, index, end + 1, end + 1)
    return None


def _is_furniture(line: Line, names: Sequence[Sequence[str]], often: Counter[str]) -> bool:
    """Whether a line among the words of a heading or a theme list is a page's: it recurs, and is no part of them."""
    if is_page_number(line.text):
        return True
    if line.text[0].islower():
        return False
    part = f" {' '.join(words(bullet(line.text)[1]))} "
    return often[key(line.text)] > 1 and not any(part in f" {' '.join(name)} " for name in names)


def _alike(one: Sequence[str], other: Sequence[str]) -> float:
    matcher = SequenceMatcher(None, " ".join(one), " ".join(other), autojunk=False)
    # Lengths alone tell for most of the lines, and comparing takes a step for each character of one with the other.
    return matcher.ratio() if matcher.real_quick_ratio() >= _NEAR else 0.0


def _with_themes(place: Place, lines: Sequence[Line], plan: IndicatorPlan, often: Counter[str]) -> Place:
    """The same place with the end of its theme list, or with the reason why the list is not this indicator's."""
    stream = _theme_words(lines, place.themes, [words(theme.title) for theme in plan.themes], often)
    at = 0
    for theme in plan.themes:
        name = words(theme.title)
        length, near = _best_length([word for word, _ in stream[at : at + len(name) + 2]], name)
        if near < _NEAR:
            line = lines[stream[at][1] if at < len(stream) else place.start]
            return replace(
                place,
                fault=Unreadable(line.number, f"the theme '{theme.title}' of {plan.label}", quoted(line)),
            )
        at += length
    end = stream[at - 1][1]
    if at < len(stream) and stream[at][1] == end:
        expected = f"the themes of {plan.label} to end"
        return replace(place, fault=Unreadable(lines[end].number, expected, quoted(lines[end])))
    return replace(place, body=end + 1)


def _theme_words(
    lines: Sequence[Line], start: int, names: Sequence[Sequence[str]], often: Counter[str]
) -> list[tuple[str, int]]:
    stream: list[tuple[str, int]] = []
    torn = False
    for index in range(start, min(start + _REACH, len(lines))):
        line = lines[index]
        if not line.text or (_is_furniture(line, names, often) and not heading(line)):
            continue
        found = heading(line)
        if found and found[0] != "themes":
            break
        text = found[1] if found else line.text
        found_words = words(bullet(text)[1])
        if torn and stream and found_words:
            stream[-1] = (stream[-1][0] + found_words.pop(0), index)
        stream += [(word, index) for word in found_words]
        torn = text.endswith("\u00ad")
    return stream


def _best_length(stream: Sequence[str], name: Sequence[str]) -> tuple[int, float]:
    lengths = [
        length
        for length in (len(name), len(name) + 1, len(name) - 1, len(name) + 2)
        if 0 < length <= len(stream)
    ]
    best = max(lengths, key=lambda length: _alike(stream[:length], name), default=0)
    return best, _alike(stream[:best], name) if best else 0.0


def _is_illustrated(lines: Sequence[Line]) -> bool:
    return any(heading(line) for line in lines) or sum(len(line.text.split()) for line in lines) >= 60


def _longest_chain(places: Sequence[Place]) -> list[Place]:
    """Most indicators in their order; of equals, the one that spans the fewest lines."""
    chains: list[list[Place]] = []
    for place in places:
        before = [chain for chain in chains if chain[-1].order < place.order]
        longest = max(before, key=lambda chain: (len(chain), chain[0].start), default=[])
        chains.append([*longest, place])
    return max(chains, key=lambda chain: (len(chain), chain[0].start - chain[-1].start), default=[])


def _refuse_missing(
    chain: Sequence[Place],
    headings: Sequence[Place],
    lines: Sequence[Line],
    indicators: Sequence[IndicatorPlan],
) -> None:
    by_order = {place.order: place for place in chain}
    for order, plan in enumerate(indicators):
        if order in by_order:
            continue
        after = max((place.start for place in chain if place.order < order), default=-1)
        before = min((place.start for place in chain if place.order > order), default=len(lines))
        for nth, place in enumerate(headings):
            stop = headings[nth + 1].start if nth + 1 < len(headings) else len(lines)
            here = place.order == order and after < place.start < before
            if here and place.fault and _is_illustrated(lines[place.start : stop]):
                raise place.fault
        expected = f"the heading {plan.label} with its themes and illustrations"
        if before < len(lines):
            raise Unreadable(
                lines[before].number, expected, f"the heading {indicators[_order_at(chain, before)].label}"
            )
        raise Unreadable(
            max((line.number for line in lines if line.text), default=1), expected, "the end of the text"
        )


def _order_at(chain: Sequence[Place], start: int) -> int:
    return next(place.order for place in chain if place.start == start)


def quoted(line: Line) -> str:
    """The beginning of a line, as a refusal shows it."""
    return f"'{line.text[:57]}…'" if len(line.text) > 60 else f"'{line.text}'"
