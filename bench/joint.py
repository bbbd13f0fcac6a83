"""A joint broad view of forty organisations, each of which handed in an edition that judges every indicator.

It is the same in every world. What its pages read of an edition are the rows beside its text (`EditionJudgement`); the
texts themselves are left out, since nothing that is measured opens one.
"""

from __future__ import annotations

import datetime as dt

from bench.ids import quick_id
from speir.evaluations.models import (
    Answer,
    Asked,
    Contribution,
    Edition,
    EditionJudgement,
    Evaluation,
    Joint,
    Judgement,
)
from speir.evaluations.rules.answering import CAPACITY
from speir.frameworks.rules.structure import Framework
from speir.organisations.models import Unit

ORGANISATIONS = 40
WHEN = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
FROM, TO = dt.date(2025, 1, 1), dt.date(2025, 12, 31)
SECTORS = ("police", "health", "social_work", "education", "voluntary")
LOCALITIES = ("", "North", "South", "Town")
SURE = ("well_evidenced", "some_doubt", "not_yet_known", "")


def load(framework: Framework, partnership: Unit, first: Unit) -> tuple[str, int]:
    """Store it, with `first` as one of the organisations; return its id and how many rows it took."""
    units = [_organisation(at) for at in range(1, ORGANISATIONS)]
    Unit.objects.bulk_create(units)
    own = _view(framework, partnership)
    views = [_view(framework, unit) for unit in (first, *units)]
    Evaluation.objects.bulk_create([own, *views])
    # What a broad view begins with: a row for each indicator and each question.
    begun = [
        Judgement(id=quick_id(), evaluation=view, indicator_id=indicator.id, frozen=view is not own)
        for view in (own, *views)
        for indicator in framework.indicators
    ]
    Judgement.objects.bulk_create(begun)
    questions = [*(question.number for question in framework.key_questions), "", CAPACITY]
    answers = [
        Answer(id=quick_id(), evaluation=view, question=question, frozen=view is not own)
        for view in (own, *views)
        for question in questions
    ]
    Answer.objects.bulk_create(answers)
    joint = Joint(id=quick_id(), evaluation=own, due=dt.date(2026, 4, 30), begun_at=WHEN)
    Joint.objects.bulk_create([joint])
    asked = [Asked(id=quick_id(), joint=joint, indicator_id=one.id) for one in framework.indicators]
    Asked.objects.bulk_create(asked)
    editions = [
        Edition(id=quick_id(), evaluation=view, number=1, sealed_at=WHEN, content="{}", digest="0" * 64)
        for view in views
    ]
    Edition.objects.bulk_create(editions)
    judged = [
        EditionJudgement(
            id=quick_id(), edition=edition, indicator_id=indicator.id, **_judged(framework, at, row)
        )
        for at, edition in enumerate(editions)
        for row, indicator in enumerate(framework.indicators)
    ]
    EditionJudgement.objects.bulk_create(judged)
    given = [
        Contribution(
            id=quick_id(),
            joint=joint,
            organisation=edition.evaluation.unit,
            last="submitted",
            agreed_at=WHEN,
            evaluation=edition.evaluation,
            edition=edition,
            came_at=WHEN,
        )
        for edition in editions
    ]
    Contribution.objects.bulk_create(given)
    stored = len(units) + len(views) + len(begun) + len(answers) + len(asked) + len(editions)
    return joint.id, stored + len(judged) + len(given) + 2


def _organisation(at: int) -> Unit:
    made = Unit(
        id=quick_id(),
        name=f"Invented Organisation {at}",
        kind="agency",
        sector=SECTORS[at % len(SECTORS)],
        locality=LOCALITIES[at % len(LOCALITIES)],
    )
    made.root, made.path = made, f"{made.id}/"
    return made


def _view(framework: Framework, unit: Unit) -> Evaluation:
    return Evaluation(
        id=quick_id(),
        unit=unit,
        home=unit,
        framework_id=framework.id,
        title="Joint broad view 2025",
        period_from=FROM,
        period_to=TO,
        sealed=True,
        begun_at=WHEN,
    )


def _judged(framework: Framework, at: int, row: int) -> dict[str, object]:
    """Return what one organisation says of one indicator: every sort of answer comes up."""
    if (at * 7 + row) % 11 == 0:
        return {"level_id": None, "not_evaluated": at % 2 == 0}
    level = framework.levels[(at * at + row * 3) % len(framework.levels)]
    return {"level_id": level.id, "sure": SURE[(at + row) % 4], "provisional": (at + row) % 3 == 0}
