"""The demonstration's joint broad view: six invented bodies, by the same actions as any other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.utils import timezone

from speir.access.actor import Actor
from speir.accounts.actions import make_person
from speir.evaluations.actions import asking, contributions, joints, judgements
from speir.evaluations.actions.beside import Field
from speir.evaluations.actions.citations import write_and_cite
from speir.evaluations.actions.moderation import agreeing, people, rounds, sitting, views
from speir.evaluations.actions.opening import open_evidence
from speir.evaluations.models import Contribution, EditionItem, Joint
from speir.evaluations.rules.asking import Move
from speir.evaluations.rules.planning import Invited, Plan
from speir.evaluations.rules.saving import mark
from speir.evidence.rules.items import Draft
from speir.organisations import actions as organisations
from speir.organisations.actions.units import describe
from speir.organisations.models import Unit

FILE = Path(__file__).parent.parent / "demonstration" / "together.yaml"
EMPTY = mark("")


def load(*, root: Unit, framework_key: str, actors: Mapping[str, Actor], lead: Actor) -> Joint:
    """Make the joint broad view of the demonstration's partnership; return it. Inside the caller's transaction."""
    told = _told()
    leads = {one["name"]: _organisation(root, one, lead) for one in told["organisations"]}
    joint = joints.begin(
        unit_id=root.id,
        framework_key=framework_key,
        plan=Plan(
            title=told["title"],
            period_from=told["period"]["from"],
            period_to=told["period"]["to"],
            due=timezone.localdate() + dt.timedelta(days=told["days"]),
            indicators=tuple(told["indicators"]),
            invited=tuple(
                Invited(
                    leads[one["name"]][0].id,
                    answers=leads[one["name"]][1].person_id,
                    short=one.get("short", False),
                    indicators=tuple(one.get("indicators", ())),
                )
                for one in told["organisations"]
            ),
            invitation=told["invitation"],
        ),
        by=lead,
    )
    asked = {one.organisation_id: one for one in Contribution.objects.filter(joint=joint)}
    for one in told["organisations"]:
        unit, by = leads[one["name"]]
        _answer(asked[unit.id], one, told["themes"], by, lead)
    _moderate(joint, told["moderation"], actors, lead)
    return joint


def _told() -> dict[str, Any]:
    # Read once in the life of a database: nothing else that a worker does needs YAML.
    import yaml

    told: dict[str, Any] = yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return told


def _organisation(root: Unit, told: dict[str, Any], lead: Actor) -> tuple[Unit, Actor]:
    """Make a body below the partnership, and somebody who leads self-evaluation in it."""
    unit = organisations.add_unit(name=told["name"], kind="agency", under=root.id, by=lead)
    unit = describe(unit_id=unit.id, name=told["name"], sector=told["sector"], by=lead)
    person = make_person(name=told["lead"], by=lead)
    organisations.enrol(person=person, unit_id=unit.id, role="agency_lead", by=lead)
    return unit, organisations.actor_of(person)


def _answer(
    asked: Contribution, told: dict[str, Any], themes: Mapping[str, str], by: Actor, lead: Actor
) -> None:
    """Accept the invitation, answer, hand in, and what was said of that, as far as the file says."""
    contributions.agree(contribution_id=asked.id, by=by)
    if told["moved"] == Move.AGREED:
        return
    view = contributions.begin_own(contribution_id=asked.id, by=by)
    for number, judged in told["judgements"].items():
        theme = f"{view.framework.key}/{number}/{themes[number]}"
        for piece in (judged["evidence"], *([judged["also"]] if "also" in judged else [])):
            write_and_cite(
                evaluation_id=view.id, number=number, draft=_draft(piece, theme), stance="supports", by=by
            )
        typed = {
            "choice": Field(judged["level"], EMPTY),
            "sure": Field(judged["sure"], EMPTY),
            "strengths": Field(judged["strengths"], EMPTY),
            "improvements": Field(judged["improvements"], EMPTY),
            "done": Field("1", EMPTY),
        }
        judgements.record(evaluation_id=view.id, number=number, typed=typed, by=by)
    handed = contributions.submit(
        contribution_id=asked.id, evaluation_id=view.id, number=1, text=told["text"], by=by
    )
    if told.get("shares"):
        cited = EditionItem.objects.filter(edition=handed.edition_id).values_list("item_id", flat=True)
        open_evidence(contribution_id=asked.id, items=list(cited), by=by)
    seen = handed.edition_id or ""
    if told["moved"] == Move.RETURNED:
        asking.return_with_question(contribution_id=asked.id, text=told["question"], seen=seen, by=lead)
    elif told["moved"] == Move.ACCEPTED:
        asking.accept(contribution_id=asked.id, seen=seen, by=lead)


def _draft(piece: dict[str, Any], theme: str) -> Draft:
    return Draft(
        kind=piece["kind"],
        shows=piece["shows"],
        from_day=piece["from"],
        to_day=piece["to"],
        speaks_of=piece["speaks_of"],
        voices=tuple(piece.get("voices", ())),
        themes={theme: piece.get("bears", "strength")},
        taken_as="fact",
    )


def _moderate(joint: Joint, told: dict[str, Any], actors: Mapping[str, Actor], lead: Actor) -> None:
    """Have three people judge one indicator each alone, reveal it, and agree."""
    held = sitting.begin(evaluation_id=joint.evaluation_id, indicators=[told["indicator"]], by=lead)
    (turn,) = held.rounds.all()
    for view in told["views"]:
        people.join(moderation_id=held.id, standpoint=view["standpoint"], by=actors[view["by"]])
    rounds.open_round(round_id=turn.id, by=lead)
    for view in told["views"]:
        said = {"choice": view["level"], "sure": view["sure"], "why": view["why"]}
        views.judge(round_id=turn.id, **said, by=actors[view["by"]])
    rounds.reveal(round_id=turn.id, by=lead)
    agreed = told["agreed"]
    agreeing.agree(
        round_id=turn.id,
        agreed=True,
        reason=agreed["reason"],
        choice=agreed["level"],
        sure=agreed["sure"],
        base=EMPTY,
        base_sure=EMPTY,
        by=lead,
    )
    sitting.end(moderation_id=held.id, by=lead)
