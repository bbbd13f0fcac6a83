"""One indicator's panel: what was typed, what is cited, what it stands on, what came before."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.compiled import Compiled
from speir.evaluations import policy
from speir.evaluations.models import Citation, EarlierText, Judgement, LevelChange
from speir.evaluations.queries.asides import ASIDE, Aside, drafts
from speir.evaluations.queries.carrying import (
    CameBack,
    CheckedLine,
    Source,
    came_back,
    checked_lines,
    source_of,
)
from speir.evaluations.queries.going_through import GoingThrough, going_through
from speir.evaluations.queries.grounds import CitedEvidence, ground_of, own_names, standing_now
from speir.evaluations.queries.headings import Heading, heading
from speir.evaluations.queries.looks.offers import FoundBeside, beside
from speir.evaluations.queries.values import values_of
from speir.evaluations.rules.judging import NOT_EVALUATED, State, state
from speir.evaluations.rules.looks.naming import Kind
from speir.evaluations.rules.saving import Held
from speir.evaluations.rules.standing import Ground, Standing
from speir.evidence.queries.items import COLUMNS, for_reader, gathered
from speir.frameworks.queries import framework as read_framework
from speir.frameworks.rules.structure import Framework, Indicator


@dataclass(frozen=True, slots=True)
class Panel:
    """All that the indicator's page shows. `own_kinds` are the names of an organisation's kinds of source.

    `before` and `after` are those of the indicators that its reader goes `through`, or of all. `back` is what came back
    of an earlier edition, for whoever writes here; `offers` what closer looks found of it.
    """

    heading: Heading
    framework: Framework
    indicator: Indicator
    values: dict[str, str]
    reason: str
    state: State
    ground: Ground
    own_kinds: dict[str, str]
    evidence: tuple[CitedEvidence, ...]
    asides: tuple[Aside, ...]
    held: dict[str, Held]
    by: str
    at: dt.datetime | None
    before: Indicator | None
    after: Indicator | None
    back: CameBack | None = None
    offers: tuple[FoundBeside, ...] = ()
    through: GoingThrough | None = None

    @property
    def standing(self) -> Standing:
        """What the judgement stands on as a whole."""
        return self.ground.whole


@dataclass(frozen=True, slots=True)
class Change:
    """One line of a level's history; levels as their names, empty for none."""

    before: str
    after: str
    why: str
    by: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class History:
    """A level's history, what was carried forward and checked, and earlier texts, newest first."""

    heading: Heading
    indicator: Indicator
    changes: tuple[Change, ...]
    earlier: tuple[tuple[str, str, str, dt.datetime | None], ...]
    carried: tuple[CheckedLine, ...] = ()
    carried_from: Source | None = None


def panel(
    actor: Actor, evaluation_id: str, number: str, *, kinds: frozenset[Kind] = policy.BROAD_VIEWS
) -> Panel:
    """Return one indicator's panel. Three queries; one more for evidence that was written elsewhere, and one for each
    draft of the reader's own; up to five more where it was started from an earlier edition, two where a closer look
    offers what it found, and two where it is asked for or owned.

    Raises NotYours.
    """
    row = policy.require_judgement(actor, Permission.READ_EVALUATIONS, evaluation_id, number, kinds=kinds)
    evaluation = row.evaluation
    framework = read_framework(evaluation.framework_id, evaluation.framework.stamp)
    evidence = _evidence(actor, row)
    here = f"{number}/"
    asides = tuple(
        Aside(aside_id, place.removeprefix(here), text, base, at)
        for place, aside_id, text, base, at in ASIDE(evaluation_id, actor.person_id)
        if place.startswith(here)
    )
    indicator = framework.by_number[number]
    values, shown = values_of(row, framework), heading(actor, evaluation)
    through = None if shown.look else going_through(actor, row, shown, framework)
    before, after = framework.neighbours(indicator, through.numbers if through else ())
    held = drafts(evaluation_id, here, asides, values | {"why": values["choice"]}) if shown.may_write else {}
    return Panel(
        heading=shown,
        framework=framework,
        indicator=indicator,
        values=values,
        reason=row.reason,
        state=state(done=row.done, begun=bool(row.written_by_name or evidence)),
        ground=ground_of(framework, indicator, evidence),
        own_kinds=own_names(evidence),
        evidence=evidence,
        asides=tuple(aside for aside in asides if aside.id not in {one.aside for one in held.values()}),
        held=held,
        by=row.written_by_name,
        at=row.written_at,
        before=before,
        after=after,
        back=came_back(actor, row, number, values) if shown.may_write else None,
        offers=beside(actor, row, framework) if getattr(row, "offered_something", False) else (),
        through=through,
    )


def standing_after(actor: Actor, row: Judgement) -> tuple[Framework, Standing, dict[str, str]]:
    """Return the framework, what a judgement stands on, and the names of own kinds of source, for a save's answer.

    One query, and more as `standing_now` says.
    """
    framework = read_framework(row.evaluation.framework_id, row.evaluation.framework.stamp)
    return framework, *standing_now(framework, row.id, actor)


def history(
    actor: Actor, evaluation_id: str, number: str, *, kinds: frozenset[Kind] = policy.BROAD_VIEWS
) -> History:
    """Return a level's history and earlier texts. Raises NotYours."""
    row = policy.require_judgement(actor, Permission.READ_EVALUATIONS, evaluation_id, number, kinds=kinds)
    framework = read_framework(row.evaluation.framework_id, row.evaluation.framework.stamp)
    names = {level.key: level.name for level in framework.levels} | {NOT_EVALUATED: "Not evaluated", "": ""}
    changes = LevelChange.objects.filter(judgement=row).order_by("-at")
    texts = EarlierText.objects.filter(evaluation_id=evaluation_id, place__startswith=f"{number}/")
    carried = checked_lines(row)
    return History(
        carried=carried,
        carried_from=source_of(actor, row.evaluation) if carried else None,
        heading=heading(actor, row.evaluation),
        indicator=framework.by_number[number],
        changes=tuple(Change(names[c.before], names[c.after], c.why, c.by_name, c.at) for c in changes),
        earlier=tuple(
            (t.place.split("/")[1], t.text, t.written_by_name, t.written_at)
            for t in texts.order_by("-replaced_at")
        ),
    )


CITED = Compiled(
    lambda judgement_id: (
        Citation.objects.filter(judgement_id=judgement_id)
        .order_by("made_at", "id")
        .values_list("stance", *COLUMNS)
    ),
    blanks=1,
)


def _evidence(actor: Actor, row: Judgement) -> tuple[CitedEvidence, ...]:
    rows = CITED(row.id)
    stances = {item_id: stance for stance, item_id, *_rest in rows}
    items = gathered(columns[1:] for columns in rows)
    return tuple(CitedEvidence(item, stances[item.id]) for item in for_reader(actor, items.values()))
