"""What those who take part in a closer look are told, with its plan."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from speir.access.actor import Actor
from speir.core.text import day
from speir.evaluations.models import Feature, Look, Question, Way
from speir.evaluations.policy.looks import require_look
from speir.evaluations.queries.looks.headings import LookPage, page_of
from speir.evaluations.rules.looks import briefing as rules
from speir.evaluations.rules.looks.naming import COUNTED, OWN_REASON, how_beside
from speir.frameworks.rules.structure import Framework


@dataclass(frozen=True, slots=True)
class BriefText:
    """One of the texts: what readers are told, and whether these are somebody's own words."""

    name: str
    heading: str
    text: str
    own: bool

    @property
    def kept(self) -> str:
        """What is kept of it: nothing where the words are ours."""
        return self.text if self.own else ""


@dataclass(frozen=True, slots=True)
class BriefTheme:
    """What is asked and looked for of a theme; `title` is empty for lines of the indicator as a whole."""

    title: str
    questions: tuple[str, ...]
    features: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BriefIndicator:
    """An indicator of a closer look with its themes that have a line."""

    number: str
    title: str
    themes: tuple[BriefTheme, ...]

    @property
    def asked(self) -> bool:
        """Whether anything is asked of it."""
        return any(theme.questions for theme in self.themes)

    @property
    def looked_for(self) -> bool:
        """Whether anything is looked for in it."""
        return any(theme.features for theme in self.themes)


@dataclass(frozen=True, slots=True)
class BriefWay:
    """A way of finding out as it is told: how, in words, of how many, by whom and until when."""

    how: str
    text: str
    number: str
    who: str
    due: str


@dataclass(frozen=True, slots=True)
class Briefing:
    """What those who take part are told. `facts` are labels with what people typed there, none of them empty."""

    page: LookPage
    texts: tuple[BriefText, ...]
    reason: str
    facts: tuple[tuple[str, str], ...]
    indicators: tuple[BriefIndicator, ...]
    ways: tuple[BriefWay, ...]

    @property
    def asked(self) -> bool:
        """Whether anything is asked."""
        return any(one.asked for one in self.indicators)

    def text_of(self, name: str) -> BriefText:
        """Return one of the texts by its name."""
        return next(one for one in self.texts if one.name == name)


def briefing(actor: Actor, look_id: str) -> Briefing:
    """Return the briefing of a closer look. Raises NotYours. Seven queries."""
    look = require_look(actor, look_id)
    page = page_of(actor, look)
    return Briefing(
        page=page,
        texts=tuple(_text(look, name) for name in rules.TEXTS),
        reason=reason_of(look, page.framework),
        facts=facts_of(look),
        indicators=_indicators(look, page),
        ways=_ways(look),
    )


def reason_of(look: Look, framework: Framework) -> str:
    """Return why a closer look is taken, in words."""
    if look.reason == OWN_REASON:
        return look.reason_words
    named = next((one for one in framework.reasons if one.key == look.reason), None)
    first = (named.about or named.text) if named else ""
    return "\n".join(part for part in (first, look.reason_words) if part)


def facts_of(look: Look) -> tuple[tuple[str, str], ...]:
    """Return what was described of a closer look as (label, words), without what nobody wrote."""
    pairs = (
        ("Where we look", look.area_words),
        ("Who takes part", look.takes_part),
        ("Left out", look.left_out),
        ("How long", look.how_long),
        ("What it takes", look.cost),
    )
    return tuple((label, words) for label, words in pairs if words)


def numbered(how: str, number: int | None) -> str:
    """Return of how many: `5 files`, `1 interview`; nothing where nobody said."""
    if not number:
        return ""
    return f"{number:,} {COUNTED[how][number != 1]}"


def _text(look: Look, name: str) -> BriefText:
    own = getattr(look, name)
    return BriefText(name, rules.HEADINGS[name], rules.said(name, own), bool(own))


def _indicators(look: Look, page: LookPage) -> tuple[BriefIndicator, ...]:
    questions, features = _texts(Question, look), _texts(Feature, look)
    found = []
    for chosen in page.chosen:
        of = chosen.indicator
        places = [(theme.path, theme.title) for theme in chosen.themes] + [("", "")]
        themes = tuple(
            BriefTheme(title, tuple(questions[of.id, path]), tuple(features[of.id, path]))
            for path, title in places
            if questions[of.id, path] or features[of.id, path]
        )
        if themes:
            found.append(BriefIndicator(of.number, of.title, themes))
    return tuple(found)


def _texts(column: type[Question | Feature], look: Look) -> dict[tuple[str, str], list[str]]:
    rows = column.objects.filter(look=look, removed_at=None).order_by("position", "id")
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for indicator, theme, text in rows.values_list("indicator", "theme", "text"):
        found[indicator, theme].append(text)
    return found


def _ways(look: Look) -> tuple[BriefWay, ...]:
    rows = Way.objects.filter(look=look, removed_at=None).order_by("indicator__number", "position", "id")
    return tuple(
        BriefWay(
            how=how_beside(how, text),
            text=text,
            number=numbered(how, number),
            who=who or "",
            due=day(due) if due else "",
        )
        for how, text, number, who, due in rows.values_list("how", "text", "number", "person__name", "due")
    )
