"""The national world is bulk-loaded: a joint broad view in it equals, row for row, one that actions make."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, models, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench import national_table, table
from bench.cold import forget
from bench.national import Body, agree_years, joint_of, load
from bench.plans import plan
from speir.evaluations.actions import contributions, joints
from speir.evaluations.models import (
    Answer,
    Asked,
    AskedOf,
    Citation,
    Contribution,
    ContributionStep,
    Edition,
    EditionItem,
    EditionJudgement,
    Evaluation,
    Joint,
    Judgement,
)
from speir.evaluations.rules import planning
from speir.evaluations.rules.planning import Invited
from speir.frameworks.actions.loading import load_published
from speir.frameworks.queries import current
from speir.frameworks.rules.structure import Framework
from speir.organisations.models import Membership, Unit
from speir.trail.models import Entry
from tests import world_joint
from tests.bench.test_loader import make_by_actions
from tests.web.browsing import browser
from tests.world import Somebody

TEXT = "All that we know this year."


@pytest.fixture
def framework(db: None) -> Framework:
    load_published()
    return current("hmie-2005")


def by_actions(there: world_joint.Committee, framework: Framework, monkeypatch: Any) -> Joint:
    """One organisation is asked, answers as planned and hands in."""
    health = there.members["Health"]
    planned = plan(framework, "0/0/2025", 2025)
    joint = joints.begin(
        unit_id=there.unit.id,
        framework_key=framework.key,
        plan=planning.Plan(
            title="Joint broad view 2025",
            period_from=planned.period_from,
            period_to=planned.period_to,
            due=timezone.localdate() + dt.timedelta(days=30),
            indicators=tuple(one.number for one in framework.indicators),
            invited=(Invited(health.unit.id),),
        ),
        by=there.lead.actor,
    )
    asked = world_joint.agreed(joint, health)
    view = contributions.begin_own(contribution_id=asked.id, by=health.lead.actor)
    # What is written in it is written as the loader of one broad view is held to.
    monkeypatch.setattr("tests.bench.test_loader.broad_views.begin", lambda **_kept: view)
    make_by_actions(planned, framework, health.unit, [health.lead.actor])
    contributions.submit(
        contribution_id=asked.id, evaluation_id=view.id, number=1, text=TEXT, by=health.lead.actor
    )
    return joint


def rows_of(joint: Joint, there: world_joint.Committee, after: set[str]) -> dict[str, list[Any]]:
    """All rows of it, by table: ids as what they stand for, times and days as whether there is one."""
    health = there.members["Health"]
    contribution = Contribution.objects.get(joint=joint)
    edition = Edition.objects.get()
    label = {
        there.unit.id: "the partnership",
        there.unit.path: "its path",
        health.unit.id: "the organisation",
        health.unit.path: "its own path",
        there.lead.person.id: "the lead officer",
        health.lead.person.id: "its lead",
        joint.id: "the joint one",
        joint.evaluation_id: "the partnership's own",
        contribution.id: "the contribution",
        contribution.evaluation_id: "its broad view",
        edition.id: "the edition",
        edition.digest: "its digest",
    }

    def plain(row: models.Model) -> tuple[tuple[str, str], ...]:
        seen = []
        for field in row._meta.concrete_fields:
            value = getattr(row, field.attname)
            if isinstance(value, dt.date):
                value = "a time"
            if field.attname == "content":
                value = content(value)
            if not field.primary_key and field.attname not in ("judgement_id", "item_id"):
                seen.append((field.attname, repr(label.get(value, value))))
        return tuple(seen)

    def content(text: str) -> str:
        data = json.loads(text)["record"]
        data["trail_head"] = data["sealed_on"] = ""
        for question in data["questions"]:
            for judgement in question["judgements"]:
                judgement["written_at"] = ""
                judgement["evidence"] = sorted(one["shows"] for one in judgement["evidence"])
        return json.dumps(data)

    views = [joint.evaluation_id, contribution.evaluation_id]
    sets: dict[str, models.QuerySet[Any]] = {
        "evaluation": Evaluation.objects.filter(pk__in=views),
        "judgement": Judgement.objects.filter(evaluation__in=views),
        "answer": Answer.objects.filter(evaluation__in=views),
        "citation": Citation.objects.filter(judgement__evaluation__in=views),
        "joint": Joint.objects.filter(pk=joint.pk),
        "asked": Asked.objects.filter(joint=joint),
        "asked of": AskedOf.objects.filter(contribution=contribution),
        "contribution": Contribution.objects.filter(joint=joint),
        "step": ContributionStep.objects.filter(contribution=contribution),
        "edition": Edition.objects.filter(evaluation__in=views),
        "edition item": EditionItem.objects.filter(edition=edition),
        "edition judgement": EditionJudgement.objects.filter(edition=edition),
        "trail": Entry.objects.exclude(pk__in=after).filter(about__in=["joint broad view", "broad view"]),
    }
    return {name: sorted(plain(row) for row in rows) for name, rows in sets.items()}


def test_a_bulk_loaded_joint_broad_view_equals_one_that_actions_made(
    framework: Framework, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = world_joint.committee(["Health"])
    before = set(Entry.objects.values_list("id", flat=True))
    with transaction.atomic():
        made = rows_of(by_actions(there, framework, monkeypatch), there, before)
        transaction.set_rollback(True)
    health = there.members["Health"]
    loaded = joint_of(
        framework,
        there.unit,
        there.lead.actor,
        [Body(health.unit, [health.lead.actor])],
        year=2025,
        seed="0",
    )
    assert rows_of(loaded, there, before) == made
    assert len(made["edition judgement"]) == 18
    assert len(made["edition item"]) == 90


def test_pages_of_a_partnership_cost_the_same_queries_in_a_world_of_three_partnerships(
    framework: Framework,
) -> None:
    """Nothing that pages keep is kept from one request to the next: every page reads all that it shows."""
    costs = []
    for partnerships in (1, 3):
        made = load(framework, partnerships=partnerships, organisations=3, years=3)
        agree_years(Unit.objects.get(pk=made.partnership_id))
        joint, trend = f"/joint/{made.joint_id}", "/trends/?indicator=1.1&unit="
        given = Contribution.objects.filter(joint=made.joint_id).order_by("organisation__name")[0]
        lead = browser(Somebody(made.lead))
        own = browser(Somebody(Membership.objects.get(unit=given.organisation, role="agency_lead").person))
        asked = {}
        for client, address in (
            (lead, f"{joint}/matrix/?view=list"),
            (lead, f"{joint}/matrix/?view=grid"),
            (lead, f"{joint}/matrix/1.1/"),
            (lead, f"{joint}/patterns/"),
            (lead, f"{joint}/agreed/"),
            (lead, f"{trend}{made.partnership_id}"),
            (own, f"{trend}{given.organisation_id}"),
            (own, f"/broad-views/{given.evaluation_id}/"),
        ):
            assert client.get(address).status_code == 200, address
            forget()
            with CaptureQueriesContext(connection) as seen:
                shown = client.get(address)
            page = address.replace(made.joint_id, "").replace(made.partnership_id, "")
            page = page.replace(given.organisation_id, "").replace(str(given.evaluation_id), "")
            asked[page] = len(seen)
            if address.startswith(trend):
                assert shown.content.decode().count("/editions/1/") >= 2, address
        costs.append(asked)
    assert costs[0] == costs[1]
    assert max(costs[0].values()) <= 12, costs[0]


def test_the_world_has_a_judgement_of_every_indicator_by_every_organisation_in_every_year(
    framework: Framework,
) -> None:
    made = load(framework, partnerships=2, organisations=2, years=2)
    assert made.judgements == 2 * 2 * 2 * 18
    assert not Judgement.objects.filter(evaluation__sealed=True, citations=None).exists()


FIGURES = {
    "on": "3 March 2026",
    "machine": "2 cores",
    "worlds": [
        {"partnerships": 1, "judgements": 2592},
        {"partnerships": 32, "judgements": 82944},
    ],
    "pages": {
        "matrix": {
            "one": 0.01,
            "many": 0.011,
            "times": 1.1,
            "cpu_times": 1.0,
            "queries": [8, 8],
            "scans": [],
        }
    },
}


def test_national_figures_are_kept_when_the_page_is_written_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(national_table, "KEPT", tmp_path / "figures.json")
    national_table.keep("sqlite", FIGURES)
    national_table.keep("postgresql", FIGURES)
    written = table.page([], "bin/bench")
    row = "| matrix |  | 10.0 | 11.0 | 1.10 | 1.00 | 8 | 12 queries, 1.3 x | ok |"
    assert written.count(row) == 2
    assert written.count("32 with 82,944 judgements") == 2
    assert table.with_national(written) == written
    assert table.with_national("# Performance\n").count(row) == 2


@pytest.mark.parametrize(
    "worse", [{"times": 1.31}, {"queries": [13, 13]}, {"queries": [8, 9]}, {"scans": ["evaluations_edition"]}]
)
def test_a_national_page_that_grows_with_the_world_is_over(worse: dict[str, Any]) -> None:
    figures = FIGURES | {"pages": {"matrix": FIGURES["pages"]["matrix"] | worse}}
    assert national_table.over({"sqlite": FIGURES}) == []
    assert national_table.over({"sqlite": figures}) == ["sqlite national matrix"]
