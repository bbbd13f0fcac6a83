"""The national world: partnerships with organisations that hand a sealed broad view in to a joint one every year.

Stored at once. `tests/bench/test_national_world.py` shows that the actions would have made the same rows.
    python -m bench.national --partnerships 32 --organisations 12 --years 12
makes it in the database that the environment names, and tells as JSON what was stored and what can be measured there.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from speir.access.actor import Actor
    from speir.evaluations.models import Joint
    from speir.frameworks.rules.structure import Framework
    from speir.organisations.models import Unit

FIRST_YEAR = 2014
SECTORS = ("health", "police", "social_work", "education", "reporter", "voluntary")
LONG_AGO = dt.date(2010, 1, 1)
DUE = dt.timedelta(days=120)


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation, and the people who write in it: the first leads."""

    unit: Unit
    people: Sequence[Actor]


@dataclass(frozen=True, slots=True)
class National:
    """The world once it is stored: who is measured, and where."""

    lead: Any
    joint_id: str
    partnership_id: str
    judgements: int
    rows: int


def joint_of(
    framework: Framework, unit: Unit, lead: Actor, bodies: Sequence[Body], *, year: int, seed: str
) -> Joint:
    """Store a joint broad view of a year in which every one of these organisations has handed in all 18 indicators."""
    from bench.ids import quick_id
    from bench.loader import Rows
    from bench.plans import plan
    from speir.evaluations.models import Asked, Contribution, ContributionStep, Joint
    from speir.evaluations.rules.asking import Move
    from speir.trail.models import Entry

    start = dt.datetime(year, 2, 1, 9, 0, tzinfo=dt.UTC)
    rows = Rows(framework)
    own = rows.begin(f"Joint broad view {year}", year, unit, lead, start)
    title = f"Joint broad view {year}"
    views = [
        rows.add(plan(framework, f"{seed}/{at}/{year}", year), body.unit, body.people, start, title)
        for at, body in enumerate(bodies)
    ]
    rows.store()
    joint = Joint.objects.create(
        id=quick_id(),
        evaluation_id=own,
        due=(start + DUE).date(),
        begun_at=start,
        begun_by=lead.person_id,
        begun_by_name=lead.name,
    )
    Asked.objects.bulk_create(
        Asked(id=quick_id(), joint=joint, indicator_id=one.id) for one in framework.indicators
    )
    told = [Entry(about_id=joint.id, path=unit.path, **_deed("began", lead, start))]
    made, steps = [], []
    for body, view in zip(bodies, views, strict=True):
        by, came = body.people[0], start + dt.timedelta(days=60)
        edition = _seal(view, by, came)
        contribution = Contribution(
            id=quick_id(),
            joint=joint,
            organisation=body.unit,
            last=Move.SUBMITTED,
            agreed_at=start,
            evaluation_id=view,
            edition=edition,
            came_at=came,
        )
        made.append(contribution)
        for move, who in ((Move.INVITED, lead), (Move.AGREED, by), (Move.SUBMITTED, by)):
            handed = edition if move == Move.SUBMITTED else None
            steps.append(
                ContributionStep(
                    id=quick_id(),
                    contribution=contribution,
                    move=move,
                    text="All that we know this year." if handed else "",
                    edition=handed,
                    by=who.person_id,
                    by_name=who.name,
                    at=came if handed else start,
                )
            )
        for verb in ("accepted the invitation of", "began to answer", "handed in to"):
            told += [
                Entry(about_id=joint.id, path=path, **_deed(verb, by, came))
                for path in (unit.path, body.unit.path)
            ]
    Contribution.objects.bulk_create(made)
    ContributionStep.objects.bulk_create(steps)
    Entry.objects.bulk_create(told)
    return joint


def _deed(verb: str, by: Actor, at: dt.datetime) -> dict[str, Any]:
    from bench.ids import quick_id

    who = {"person_id": by.person_id, "person_name": by.name}
    return {"id": quick_id(), "at": at, "verb": verb, "about": "joint broad view", **who}


def _seal(view_id: str, by: Actor, at: dt.datetime) -> Any:
    """Store the edition of a stored broad view: its text is made from what is stored, as sealing makes it."""
    from bench.ids import quick_id
    from speir.evaluations.models import (
        Answer,
        Citation,
        Edition,
        EditionItem,
        EditionJudgement,
        Evaluation,
        Judgement,
    )
    from speir.evaluations.queries.records import record_of
    from speir.evaluations.rules.record_text import digest, to_json
    from speir.trail.models import Entry

    view = Evaluation.objects.select_related("unit", "framework").get(pk=view_id)
    record = record_of(view, sealed_on=at.date().isoformat(), sealed_by=by.name)
    content = to_json(record)
    edition = Edition.objects.create(
        id=quick_id(),
        evaluation=view,
        number=1,
        sealed_at=at,
        sealed_by=by.person_id,
        sealed_by_name=by.name,
        content=content,
        digest=digest(content),
    )
    cited = Citation.objects.filter(judgement__evaluation=view).order_by()
    EditionItem.objects.bulk_create(
        EditionItem(id=quick_id(), edition=edition, item_id=item, number=number)
        for item, number in cited.values_list("item_id", "judgement__indicator__number")
    )
    stands = {judged.number: judged.provisional for judged in record.judgements}
    judged = Judgement.objects.filter(evaluation=view).values_list(
        "indicator__number", "indicator_id", "level_id", "not_evaluated", "sure"
    )
    EditionJudgement.objects.bulk_create(
        EditionJudgement(
            id=quick_id(),
            edition=edition,
            indicator_id=indicator,
            level_id=level,
            not_evaluated=left_out,
            sure=sure,
            provisional=stands[number],
        )
        for number, indicator, level, left_out, sure in judged
    )
    for rows in (Judgement.objects.filter(evaluation=view), Answer.objects.filter(evaluation=view)):
        rows.update(frozen=True)
    Evaluation.objects.filter(pk=view_id).update(sealed=True)
    deed = _deed("sealed", by, at) | {"about": "broad view"}
    Entry.objects.create(about_id=view_id, path=view.unit.path, detail=edition.digest, **deed)
    return edition


def agree_years(partnership: Unit) -> None:
    """Agree and seal the joint broad views of a partnership, all but the last, for its trends; once is enough."""
    from speir.access.actor import Actor
    from speir.evaluations.models import Edition, Joint, Judgement
    from speir.frameworks.queries import framework as read_framework

    joints = Joint.objects.filter(evaluation__unit=partnership).order_by("begun_at")
    for year, joint in enumerate(list(joints)[:-1]):
        if Edition.objects.filter(evaluation=joint.evaluation_id).exists():
            continue
        framework = read_framework(joint.evaluation.framework_id, joint.evaluation.framework.stamp)
        for at, indicator in enumerate(framework.indicators):
            level = framework.levels[(year + at) % len(framework.levels)]
            row = Judgement.objects.filter(evaluation=joint.evaluation_id, indicator=indicator.id)
            row.update(level=level.id, done=True)
        lead = Actor(joint.begun_by, joint.begun_by_name, ())
        _seal(joint.evaluation_id, lead, joint.begun_at + DUE)


def load(framework: Framework, *, partnerships: int, organisations: int, years: int) -> National:
    """Store the world: the first partnership is the same in every one, so that pages show as many bytes."""
    from bench.ids import quick_id
    from bench.worlds import _member, _unit
    from speir.access.actor import Actor, Grant
    from speir.accounts.models import Person
    from speir.evaluations.models import EditionJudgement, Evaluation, Judgement
    from speir.organisations.models import Membership, Seat, Unit

    first: tuple[Any, str, str] | None = None
    for number in range(partnerships):
        root = _unit(f"Invented Partnership {number + 1}", "partnership", None)
        lead = Person(id=quick_id(), name="Morag Sinclair", password="!")
        units, people = [root], [lead]
        members, seats = [_member(lead, root, "lead_officer")], []
        bodies: list[Body] = []
        for at in range(organisations):
            agency = _unit(f"Invented Organisation {number + 1}.{at + 1}", "agency", None)
            agency.sector, agency.locality = SECTORS[at % len(SECTORS)], ("North", "South")[at % 2]
            person = Person(id=quick_id(), name=f"Lead {at + 1}", password="!")
            units.append(agency)
            people.append(person)
            members.append(_member(person, agency, "agency_lead"))
            seats.append(Seat(id=quick_id(), organisation=agency, partnership=root, starts=LONG_AGO))
            bodies.append(Body(agency, [Actor(person.id, person.name, (Grant("agency_lead", agency.path),))]))
        Unit.objects.bulk_create(units)
        Person.objects.bulk_create(people)
        Membership.objects.bulk_create(members)
        Seat.objects.bulk_create(seats)
        acting = Actor(lead.id, lead.name, (Grant("lead_officer", root.path),))
        for year in range(FIRST_YEAR, FIRST_YEAR + years):
            joint = joint_of(framework, root, acting, bodies, year=year, seed=str(number))
        first = first or (lead, joint.id, root.id)
    if first is None:
        raise ValueError("A world has one partnership at least.")
    stored = sum(model.objects.count() for model in (Evaluation, Judgement, EditionJudgement))
    return National(*first, judgements=EditionJudgement.objects.count(), rows=stored)


def main(words: list[str]) -> None:
    """Migrate, load, tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, usual in (("partnerships", 1), ("organisations", 12), ("years", 12)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    asked = parser.parse_args(words)
    os.environ["DJANGO_SETTINGS_MODULE"] = "speir.config.settings"
    import django
    from django.core.management import call_command

    django.setup()
    from django.db import connection

    from bench.prepare import sign_in
    from speir.frameworks.actions.loading import load_published
    from speir.frameworks.queries import current

    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", database="attempts", verbosity=0)
    load_published()
    began = time.monotonic()
    world = load(current("hmie-2005"), **vars(asked))
    if connection.vendor == "postgresql":
        # What autovacuum would have done by the time that people work with this much.
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    told = {
        **vars(asked),
        "judgements": world.judgements,
        "joint": world.joint_id,
        "partnership": world.partnership_id,
        "lead": sign_in(world.lead),
        "seconds": round(time.monotonic() - began, 1),
    }
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1:])
