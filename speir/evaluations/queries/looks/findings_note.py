"""What a closer look has found, for a note of it. It names nobody who was heard."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from speir.access.actor import Actor
from speir.core.text import day
from speir.evaluations.models import (
    Feature,
    FollowUp,
    Judgement,
    Look,
    Question,
    Sighting,
    ThemeFinding,
)
from speir.evaluations.policy.looks import require_look
from speir.evaluations.queries.grounds import standings_of
from speir.evaluations.queries.looks.briefing import facts_of, reason_of
from speir.evaluations.queries.looks.found_by import Hearing, Went, groups_heard, ways_gone
from speir.evaluations.queries.looks.headings import Chosen, LookPage, page_of
from speir.evaluations.queries.looks.prompting import Prompt, prompt_of
from speir.evaluations.rules.looks.naming import (
    FOLLOWING_WORDS,
    HOW_WORDS,
    Answered,
    FollowKind,
    Seen,
)
from speir.frameworks.rules.levels import Level

# What was described for the plan alone and tells nothing of what was found.
PLANNED_ONLY = frozenset({"How long", "What it takes"})


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, how far it is answered, and the answer."""

    text: str
    state: Answered
    answer: str


@dataclass(frozen=True, slots=True)
class LookedFor:
    """A feature that was looked for: in how many sources it was found, in part, or not; sources by what they are."""

    text: str
    seen: tuple[str, ...]
    partly: tuple[str, ...]
    not_seen: tuple[str, ...]

    @property
    def looked_for(self) -> bool:
        """Whether anybody looked for it."""
        return bool(self.seen or self.partly or self.not_seen)

    @property
    def contradicted(self) -> bool:
        """Whether one source shows it and another does not."""
        return bool(self.seen and self.not_seen)


@dataclass(frozen=True, slots=True)
class ThemeFound:
    """What was found of a theme; `title` is empty for what was planned of the indicator as a whole."""

    title: str
    strengths: str
    weaknesses: str
    asked: tuple[Asked, ...]
    features: tuple[LookedFor, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing stands here."""
        return not (self.strengths or self.weaknesses or self.asked or self.features)


@dataclass(frozen=True, slots=True)
class IndicatorFound:
    """What was judged of an indicator, and what was found of its themes."""

    number: str
    title: str
    crucial: bool
    level: Level | None
    not_evaluated: bool
    provisional: bool
    kinds: int
    sure: str
    reason: str
    strengths: str
    improvements: str
    themes: tuple[ThemeFound, ...]


@dataclass(frozen=True, slots=True)
class Follows:
    """Something that follows: to or with whom, who sees to it and until when, how far it has come, what came of it."""

    text: str
    whom: str
    who: str
    due: str
    state: str
    outcome: str


@dataclass(frozen=True, slots=True)
class FindingsNote:
    """What a note of a closer look says. `follows` holds what follows under each of its kinds that has some.

    `led` is the judgement that led to it, where the reader may read it.
    """

    page: LookPage
    reason: str
    facts: tuple[tuple[str, str], ...]
    ways: tuple[Went, ...]
    groups: tuple[Hearing, ...]
    indicators: tuple[IndicatorFound, ...]
    follows: tuple[tuple[FollowKind, tuple[Follows, ...]], ...]
    led: Prompt | None = None

    @property
    def asked(self) -> tuple[Asked, ...]:
        """Every question of the plan."""
        return tuple(asked for one in self.indicators for theme in one.themes for asked in theme.asked)

    @property
    def features(self) -> tuple[LookedFor, ...]:
        """Every feature that was to be looked for."""
        return tuple(seen for one in self.indicators for theme in one.themes for seen in theme.features)

    @property
    def contradictions(self) -> tuple[LookedFor, ...]:
        """Features that one source shows and another does not."""
        return tuple(feature for feature in self.features if feature.contradicted)


def findings_note(actor: Actor, look_id: str) -> FindingsNote:
    """Return what a closer look has found. Raises NotYours. Nineteen queries at most, however much there is."""
    return note_of(actor, require_look(actor, look_id))


def note_of(actor: Actor, look: Look) -> FindingsNote:
    """Return what a closer look has found, which the caller fetched. Eighteen queries at most."""
    page = page_of(actor, look)
    return FindingsNote(
        page=page,
        reason=reason_of(look, page.framework),
        facts=tuple((label, words) for label, words in facts_of(look) if label not in PLANNED_ONLY),
        ways=ways_gone(look),
        groups=groups_heard(look),
        indicators=_indicators(look, page),
        follows=_follows(look),
        led=prompt_of(actor, look.prompted_id, began=look.evaluation.begun_at) if look.prompted_id else None,
    )


def _indicators(look: Look, page: LookPage) -> tuple[IndicatorFound, ...]:
    judged = {one.indicator_id: one for one in Judgement.objects.filter(evaluation=look.evaluation_id)}
    standings = standings_of(page.framework, look.evaluation_id)
    by_theme = {one.theme: one for one in ThemeFinding.objects.filter(look=look)}
    asked, features = _asked(look), _features(look)
    found = []
    for chosen in page.chosen:
        row = judged[chosen.indicator.id]
        stands = standings.get(row.id)
        level = page.framework.level_by_id[row.level_id] if row.level_id else None
        found.append(
            IndicatorFound(
                number=chosen.indicator.number,
                title=chosen.indicator.title,
                crucial=chosen.indicator.crucial,
                level=level,
                not_evaluated=row.not_evaluated,
                provisional=level is not None and (stands is None or stands.provisional),
                kinds=stands.kinds if stands else 0,
                sure=row.sure,
                reason=row.reason,
                strengths=row.strengths,
                improvements=row.improvements,
                themes=_themes(chosen, by_theme, asked, features),
            )
        )
    return tuple(found)


def _themes(
    chosen: Chosen,
    by_theme: dict[str, ThemeFinding],
    asked: dict[tuple[str, str], list[Asked]],
    features: dict[tuple[str, str], list[LookedFor]],
) -> tuple[ThemeFound, ...]:
    found = []
    for path, title in [*((theme.path, theme.title) for theme in chosen.themes), ("", "")]:
        said, place = by_theme.get(path), (chosen.indicator.id, path)
        theme = ThemeFound(
            title,
            said.strengths if said else "",
            said.weaknesses if said else "",
            tuple(asked[place]),
            tuple(features[place]),
        )
        if title or not theme.empty:
            found.append(theme)
    return tuple(found)


def _asked(look: Look) -> dict[tuple[str, str], list[Asked]]:
    found: dict[tuple[str, str], list[Asked]] = defaultdict(list)
    for one in Question.objects.filter(look=look, removed_at=None).order_by("position", "id"):
        found[one.indicator_id, one.theme].append(Asked(one.text, Answered(one.state), one.answer))
    return found


def _features(look: Look) -> dict[tuple[str, str], list[LookedFor]]:
    sightings = Sighting.objects.filter(feature__look=look, way__removed_at=None).order_by("at", "id")
    where: dict[tuple[str, str], list[str]] = defaultdict(list)
    for feature, seen, how, text in sightings.values_list("feature", "seen", "way__how", "way__text"):
        where[feature, seen].append(f"{HOW_WORDS[how]}: {text}" if how else "")
    found: dict[tuple[str, str], list[LookedFor]] = defaultdict(list)
    for one in Feature.objects.filter(look=look, removed_at=None).order_by("position", "id"):
        by = {seen: tuple(where[one.id, seen.value]) for seen in Seen}
        found[one.indicator_id, one.theme].append(
            LookedFor(one.text, by[Seen.SEEN], by[Seen.PARTLY], by[Seen.NOT_SEEN])
        )
    return found


def _follows(look: Look) -> tuple[tuple[FollowKind, tuple[Follows, ...]], ...]:
    of: dict[str, list[Follows]] = defaultdict(list)
    rows = FollowUp.objects.filter(look=look, removed_at=None).select_related("person")
    for one in rows.order_by("written_at", "id"):
        of[one.kind].append(
            Follows(
                text=one.text,
                whom=one.whom,
                who=one.person.name if one.person else "",
                due=day(one.due) if one.due else "",
                state=FOLLOWING_WORDS[one.state],
                outcome=one.outcome,
            )
        )
    return tuple((kind, tuple(of[kind.value])) for kind in FollowKind if of[kind.value])
