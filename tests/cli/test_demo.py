"""The demonstration at the command line."""

from __future__ import annotations

import pytest

from speir.access.actor import SYSTEM
from speir.accounts.actions import first_person, make_person
from speir.accounts.models import Person
from speir.cli import demo
from speir.cli.__main__ import main
from speir.evaluations.models import Evaluation
from speir.frameworks.models import Framework
from speir.organisations.actions import actor_of
from speir.organisations.models import Membership, Unit

pytestmark = pytest.mark.django_db


def counts() -> list[int]:
    return [model.objects.count() for model in (Framework, Person, Unit, Membership, Evaluation)]


def test_it_is_made_once_and_leads_whoever_comes_first_straight_to_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["demo"]) == 0
    out = capsys.readouterr().out
    assert "The demonstration is made: Broad view 2026 of the Port Varroch children and families team" in out
    assert "Explore the demonstration" in out
    assert "bin/serve --demo" in out
    first_view = Evaluation.objects.order_by("begun_at")[0]
    assert first_view.sealed

    before = counts()
    assert main(["demo"]) == 0
    assert "The demonstration is here already" in capsys.readouterr().out
    assert counts() == before

    nobody = first_person()
    assert nobody.name == "", "nobody invented becomes the first person"
    assert not Membership.objects.filter(person=nobody).exists()

    path = demo.load()
    assert path == f"/broad-views/{first_view.id}/"
    visitor = first_person()
    assert visitor.name == "Visitor"
    assert actor_of(visitor).grants
    before = counts()
    assert demo.load() == path
    assert counts() == before


def test_somebody_with_a_name_keeps_it() -> None:
    make_person(name="Morag Sinclair", by=SYSTEM)
    demo.load()
    assert first_person().name == "Morag Sinclair"
