"""The illustrations of one indicator, out of its stretch of the copy, or the reason why they cannot be told apart."""

from collections.abc import Sequence
from itertools import pairwise
from re import search

from speir.frameworks.rules.publication_checks import Stretch, checked_text
from speir.frameworks.rules.publication_headings import quoted
from speir.frameworks.rules.publication_items import (
    PAGE,
    UNWRAPPED,
    Furniture,
    Heading,
    Item,
    Paragraph,
    Title,
    is_full,
    is_hard_end,
    items,
    width_of,
)
from speir.frameworks.rules.publication_lines import Line, is_sentence_end
from speir.frameworks.rules.publication_shapes import Found, Unreadable


def read_stretch(stretch: Stretch, furniture: Furniture, known: frozenset[str]) -> Found:
    """The illustrations of one indicator, as many of each level as it has themes.

    Raises Unreadable when there are more or fewer, or when one is short, torn or run together with something else.
    """
    found = _own(items(stretch.lines, furniture, final=stretch.final), final=stretch.final)
    very_good, weak = _by_level(found, stretch)
    number = len(stretch.plan.themes)
    if weak is None:
        texts = _texts(very_good, 2 * number, "'Very good' and 'Weak'", stretch)
        levels = texts[:number], texts[number:]
    else:
        levels = _texts(very_good, number, "'Very good'", stretch), _texts(weak, number, "'Weak'", stretch)
    good, poor = (tuple(checked_text(text, stretch, known) for text in texts) for texts in levels)
    return Found(stretch.plan.number, good, poor)


def _own(found: Sequence[Item], *, final: bool) -> list[Item]:
    """The items without titles of the next part; loose lines that are no sentence turn out to be titles."""
    own: list[Item] = []
    before = ""
    for item, following in zip(found, [*found[1:], None], strict=True):
        goes_on = isinstance(following, Paragraph) and not following.marked and following.text[:1].islower()
        if isinstance(item, Paragraph) and not item.marked and is_sentence_end(before) and not goes_on:
            item = Title(item.lines[0], item.gap) if _reads_as_title(item) else item
        begun = any(isinstance(other, Paragraph) for other in own)
        spaced = any(isinstance(other, Heading) and other.gap for other in own)
        if isinstance(item, Title) and final and begun and (item.gap or not spaced):
            break
        own.append(item)
        before = item.text if isinstance(item, Paragraph) else "." if isinstance(item, Title) else ""
    return own


def _reads_as_title(item: Paragraph) -> bool:
    text = item.text
    ended = is_sentence_end(text) and not text.endswith("?")
    return (
        bool(item.gap)
        and not ended
        and len(text.split()) <= 25
        and text[:1].isupper()
        and not search(r"[.!?] ", text)
    )


def _by_level(found: Sequence[Item], stretch: Stretch) -> tuple[list[Paragraph], list[Paragraph] | None]:
    """The paragraphs of 'Very good' and of 'Weak'; None for 'Weak' when its heading is lost."""
    very_good: list[Paragraph] = []
    weak: list[Paragraph] | None = None
    title: Title | None = None
    label = stretch.plan.label
    for item in found:
        here = very_good if weak is None else weak
        if isinstance(item, Title):
            title = title or item
        elif isinstance(item, Paragraph):
            if title:
                raise Unreadable(title.line.number, f"only illustrations of {label} here", quoted(title.line))
            if item.lines:
                here.append(item)
        elif item.word == "weak" and weak is None:
            weak = []
        elif item.word == ("weak" if weak is not None else "very good") and (item.gap >= PAGE or not here):
            continue  # the page repeats the heading the last one ended under
        elif item.word == "themes" or here or weak is not None:
            expected = (
                f"{'more illustrations' if item.word == 'themes' else 'no second beginning'} of {label}"
            )
            raise Unreadable(item.line.number, expected, quoted(item.line))
    return very_good, weak


def _texts(paragraphs: Sequence[Paragraph], number: int, level: str, stretch: Stretch) -> list[list[Line]]:
    """The paragraphs put together to so many texts.

    A bullet begins a text. A paragraph without one goes on with an unfinished sentence; after a finished one it
    begins a text where one is wanted, and otherwise goes on only where a page ends or where it is set in.
    """
    expected = f"the {level} illustrations of {stretch.plan.label} ({number} texts, one for each theme)"
    if "and" in level:
        expected = expected.replace("one for each theme", "one of each level for each theme")
    expected = expected.replace("(1 texts", "(1 text")
    for doubtful in (line for paragraph in paragraphs for line in paragraph.lines if line.doubtful):
        raise Unreadable(doubtful.number, "an empty line behind the footnote", quoted(doubtful))
    groups: list[list[Paragraph]] = []
    for paragraph in _split_hard(paragraphs, number):
        if groups and not _begins(paragraph, groups[-1][-1]):
            _refuse_stray(paragraph, stretch)
            groups[-1].append(paragraph)
        else:
            groups.append([paragraph])
    surplus = len(groups) - number
    if surplus > 0:
        groups = _with_continuations(groups, surplus)
    if len(groups) != number:
        few = len(groups) < number
        line = stretch.end if few else groups[number][0].lines[0].number
        raise Unreadable(line, expected, f"{len(groups) or 'none'}")
    column = max((paragraph.column for paragraph in paragraphs if paragraph.marked), default=None)
    for group in groups:
        if column is not None and not group[0].marked and group[0].column > column:
            raise Unreadable(
                group[0].lines[0].number,
                f"the beginning of an illustration of {stretch.plan.label}",
                f"what looks like the rest of one: {quoted(group[0].lines[0])}",
            )
    return [[line for paragraph in group for line in paragraph.lines] for group in groups]


def _begins(paragraph: Paragraph, before: Paragraph) -> bool:
    if paragraph.marked:
        return True
    return is_sentence_end(before.text) and not paragraph.text[:1].islower()


def _split_hard(paragraphs: Sequence[Paragraph], number: int) -> list[Paragraph]:
    """Where bullets and empty lines are both lost, a line that its author ended early shows where a text ends.

    Done only when exactly as many such lines as texts wanting are there, and never at a line that is set in as the
    wrapped lines of a bullet are. Where those are set in, a line that is not shows the beginning too.
    """
    certain = [p for i, p in enumerate(paragraphs) if not i or _begins(p, paragraphs[i - 1])]
    columns = [paragraph.column for paragraph in paragraphs if paragraph.marked]
    width = width_of([line for paragraph in paragraphs for line in paragraph.lines])
    wrapped = [line for paragraph in paragraphs if paragraph.marked for line in paragraph.lines[1:]]
    hung = sum(line.indent in columns for line in wrapped) > len(wrapped) / 2
    ends = {
        (nth, at)
        for nth, paragraph in enumerate(paragraphs)
        for at, (line, following) in enumerate(pairwise(paragraph.lines), 1)
        if is_sentence_end(line.text) and following.text[:1].isupper()
        if not columns or following.indent <= max(columns)
        if line.width >= UNWRAPPED or following.indent not in columns
        if is_hard_end(line, following, width) or (hung and following.indent < min(columns))
    }
    if not ends or len(certain) + len(ends) != number:
        return list(paragraphs)
    split: list[Paragraph] = []
    for nth, paragraph in enumerate(paragraphs):
        cuts = [0, *sorted(at for place, at in ends if place == nth), len(paragraph.lines)]
        for start, stop in pairwise(cuts):
            part = paragraph.lines[start:stop]
            whole = start == 0
            split.append(
                Paragraph(
                    paragraph.marked and whole,
                    paragraph.gap if whole else 1,
                    paragraph.column if whole else part[0].indent,
                    part,
                )
            )
    return split


def _with_continuations(groups: list[list[Paragraph]], surplus: int) -> list[list[Paragraph]]:
    """So many paragraphs without a bullet put back to the text before, where the copy shows that they belong there.

    It does where they are set in more than the texts are, and where the line before is full and its page ends.
    """
    width = width_of([line for group in groups for paragraph in group for line in paragraph.lines])
    column = max((group[0].column for group in groups if group[0].marked), default=None)

    def belongs(nth: int) -> bool:
        one = groups[nth][0]
        set_in = 0 if column is None else one.column - column
        full = is_full(groups[nth - 1][-1].lines[-1], one.lines[0], width)
        return not one.marked and (
            set_in > 0 or (full and (one.gap >= PAGE or (column is not None and set_in == 0)))
        )

    back = [nth for nth in range(1, len(groups)) if belongs(nth)]
    if len(back) != surplus:
        return groups
    kept: list[list[Paragraph]] = []
    for nth, group in enumerate(groups):
        if nth in back:
            kept[-1] += group
        else:
            kept.append(group)
    return kept


def _refuse_stray(paragraph: Paragraph, stretch: Stretch) -> None:
    """A short line between empty ones in the middle of a sentence may be a heading or a running head: no guess."""
    text = paragraph.text
    if (
        paragraph.gap
        and text[:1].isupper()
        and (text.endswith("?") or not is_sentence_end(text))
        and len(text.split()) <= 8
    ):
        raise Unreadable(
            paragraph.lines[0].number,
            f"the rest of a sentence of {stretch.plan.label}",
            f"what looks like a heading: {quoted(paragraph.lines[0])}",
        )
