"""How each contribution to a joint broad view stands: its moves with their days, and how far it has come."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.errors import NotAllowed, NotYours
from speir.evaluations.models import Assignment, ContributionStep, Judgement
from speir.evaluations.policy import joints as policy
from speir.evaluations.queries.joint_choices import reached, who_may_answer
from speir.evaluations.queries.joints import Opened, Party, opened
from speir.evaluations.rules import leading
from speir.evaluations.rules.asking import OUT, Move, Progress
from speir.frameworks.rules.structure import Indicator
from speir.notices import actions as notices
from speir.organisations.policy import allows


@dataclass(frozen=True, slots=True)
class Step:
    """A move with its day, who made it, the number of the edition it is about (0 for none) and its words."""

    move: str
    on: dt.date
    by: str
    number: int
    text: str
    due: dt.date | None


@dataclass(frozen=True, slots=True)
class Done:
    """How many of the indicators that are asked are done, and how many have somebody who sees to them. No level."""

    done: int
    owned: int
    asked: int


@dataclass(frozen=True, slots=True)
class Standing:
    """A contribution as it stands. `came` is the day on which it came first, `changed` of a change after acceptance.

    `late` is by how many days it came, or is, after its day; 0 for not late. `done` only for whoever leads, and only
    while it is in progress.
    """

    party: Party
    steps: tuple[Step, ...]
    came: dt.date | None
    changed: dt.date | None
    late: int
    done: Done | None


def standing(actor: Actor, joint: Opened) -> list[Standing]:
    """Return how everybody named in an opened joint broad view stands. One query, two for whoever leads."""
    return _standing(joint, joint.parties, leads=joint.heading.leads)


def _standing(joint: Opened, parties: tuple[Party, ...], *, leads: bool) -> list[Standing]:
    rows = ContributionStep.objects.filter(contribution__in=[one.contribution_id for one in parties])
    if joint.heading.until:
        rows = rows.filter(at__lt=joint.heading.until)
    steps: dict[str, list[Step]] = defaultdict(list)
    for row in (
        rows.select_related("edition")
        .only("contribution", "move", "text", "due", "by_name", "at", "edition__number")
        .order_by("at", "id")
    ):
        number = row.edition.number if row.edition else 0
        on = timezone.localdate(row.at)
        steps[row.contribution_id].append(Step(row.move, on, row.by_name, number, row.text, row.due))
    done = _done(joint, parties) if leads else {}
    return [_one(party, steps[party.contribution_id], done.get(party.contribution_id)) for party in parties]


def _one(party: Party, steps: list[Step], done: Done | None) -> Standing:
    made = [leading.Made(step.move, step.on) for step in steps]
    came = leading.first_came(made)
    out = party.progress in OUT or party.gone
    after = ((came or timezone.localdate()) - party.dates.by).days
    return Standing(
        party=party,
        steps=tuple(steps),
        came=came,
        changed=leading.changed_since(made),
        late=0 if out else max(after, 0),
        done=done if party.progress is Progress.IN_PROGRESS else None,
    )


def _done(joint: Opened, parties: tuple[Party, ...]) -> dict[str, Done]:
    """Return by contribution how many indicators are done, of those that are asked. One query."""
    ids = [one.contribution_id for one in parties if one.progress is Progress.IN_PROGRESS]
    asked = {one.contribution_id: one.only or {each.id for each in joint.asked} for one in parties}
    if not ids:
        return {}
    rows = Judgement.objects.filter(evaluation__contributions__in=ids, evaluation__only_me=False)
    owned = Exists(Assignment.objects.filter(judgement=OuterRef("pk")))
    marks: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for contribution_id, indicator_id, is_done, is_owned in rows.values_list(
        "evaluation__contributions", "indicator_id", "done", owned
    ):
        if contribution_id in asked and indicator_id in asked[contribution_id]:
            marks[contribution_id].append((is_done, is_owned))
    return {
        one: Done(sum(done for done, _o in each), sum(owns for _d, owns in each), len(each))
        for one, each in marks.items()
    }


@dataclass(frozen=True, slots=True)
class Led:
    """One organisation, for whoever leads: how it stands and what can be done now.

    `only` are the indicators that it is asked about, empty for all. `people` can be named to answer, None where the
    organisation looks after its own people; `answers_id` is who is named. `letters`: e-mail leaves here, and `reaches`
    whoever answers.
    """

    joint: Opened
    standing: Standing
    only: tuple[Indicator, ...]
    people: tuple[tuple[str, str], ...] | None
    answers_id: str
    letters: bool
    reaches: bool
    moves: frozenset[Move]


def led(actor: Actor, joint_id: str, contribution_id: str) -> Led:
    """Return one organisation's part to whoever leads the joint broad view. Nine queries at most.

    Raises NotYours, and NotAllowed for others who see the joint broad view.
    """
    joint = opened(actor, joint_id)
    party = next((one for one in joint.parties if one.contribution_id == contribution_id), None)
    if party is None:
        raise NotYours
    if not joint.heading.leads:
        raise NotAllowed(policy.LEADS)
    contribution = policy.require_asking(actor, contribution_id)
    unit = contribution.organisation
    looks_after = allows(actor, Permission.MANAGE_PEOPLE, unit)
    people = who_may_answer(actor, [unit.path]).get(unit.path, []) if looks_after else None
    letters = notices.configured()
    possible = {made for made in leading.AFTER if leading.possible(made, contribution.last)}
    if party.left:
        possible &= leading.WITHOUT_IT
    return Led(
        joint=joint,
        standing=_standing(joint, (party,), leads=True)[0],
        only=tuple(one for one in joint.asked if one.id in party.only),
        people=None if people is None else tuple(people),
        answers_id=contribution.answers_id or "",
        letters=letters,
        reaches=letters and bool(reached(unit.path, contribution.answers)),
        moves=frozenset() if joint.heading.ended else frozenset(possible),
    )
