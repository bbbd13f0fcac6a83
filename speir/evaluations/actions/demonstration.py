"""The demonstration: an invented partnership and one finished broad view, made by the same actions as any other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.db import transaction

from speir.access.actor import Actor
from speir.accounts.actions import first_person, make_person, rename
from speir.accounts.models import Person
from speir.evaluations.actions import (
    approving,
    broad_views,
    citations,
    demonstration_looks,
    demonstration_together,
    editions,
    judgements,
)
from speir.evaluations.actions.answers import answer
from speir.evaluations.actions.beside import Field
from speir.evaluations.models import Edition, Evaluation
from speir.evaluations.rules.approving import Said
from speir.evaluations.rules.judging import NOT_EVALUATED
from speir.evaluations.rules.record_text import digest
from speir.evaluations.rules.saving import mark
from speir.evidence.actions import kinds, withdrawing
from speir.evidence.actions.items import write
from speir.evidence.rules.items import OWN, Draft
from speir.frameworks.actions.loading import hold
from speir.frameworks.queries import current
from speir.organisations import actions as organisations
from speir.organisations.models import Unit
from speir.organisations.queries import demonstration_root

FILE = Path(__file__).parent.parent / "demonstration" / "kilvarroch.yaml"
FRAMEWORK = "hmie-2005"
EMPTY = mark("")


@transaction.atomic
def load(*, by: Actor) -> Evaluation:
    """Make the demonstration where it is not there yet; return its broad view. Safe to run twice.

    Raises NotYours when the framework is not loaded.
    """
    hold(FRAMEWORK)
    root = demonstration_root()
    if root is not None:
        return Evaluation.objects.filter(unit__path__startswith=f"{root}/").order_by("begun_at")[0]
    # Somebody real comes first: to the first person go the sign-in addresses that the operator asks for.
    first_person()
    told = _told()
    actors, team = _people(told, by)
    lead = actors[told["people"][0]["name"]]
    evaluation = broad_views.begin(
        unit_id=team.id,
        framework_key=FRAMEWORK,
        title=told["title"],
        period_from=told["period"]["from"],
        period_to=told["period"]["to"],
        by=lead,
    )
    items = _evidence(told, team, actors)
    for number, judged in told["judgements"].items():
        _judge(evaluation.id, number, judged, items, actors[judged["by"]])
    for question, text in told["answers"].items():
        number = "" if question == "overarching" else question
        answer(evaluation_id=evaluation.id, question=number, typed=Field(text, EMPTY), by=lead)
    editions.seal(evaluation_id=evaluation.id, by=lead)
    _approving(evaluation.id, 1, told["approving"], actors)
    editions.reopen(evaluation_id=evaluation.id, by=lead)
    for question, text in told["next_edition"]["answers"].items():
        typed = Field(text, mark(told["answers"][question]))
        answer(evaluation_id=evaluation.id, question=question, typed=typed, by=lead)
    editions.seal(evaluation_id=evaluation.id, by=lead)
    _approving(evaluation.id, 2, told["next_edition"]["approving"], actors)
    partnership = team.root if team.root is not None else team
    demonstration_together.load(root=partnership, framework_key=FRAMEWORK, actors=actors, lead=lead)
    demonstration_looks.load(team=team, view=evaluation, actors=actors)
    return evaluation


@transaction.atomic
def visit(*, person: Person, by: Actor) -> str:
    """Let somebody into the demonstration, made now if need be; return the id of its broad view."""
    evaluation = load(by=by)
    root = demonstration_root() or ""
    organisations.visit_demonstration(person=person, unit_id=root, by=by)
    return evaluation.id


@transaction.atomic
def show_to_first_person(*, by: Actor) -> str:
    """Let this installation's first person in, made and named now if need be; return the id of the broad view."""
    person = first_person()
    if not person.name:
        rename(person=person, name="Visitor", by=by)
    return visit(person=person, by=by)


def _approving(
    evaluation_id: str, number: int, steps: list[dict[str, str]], actors: dict[str, Actor]
) -> None:
    """Take each step; an answer is to the question before it."""
    edition: dict[str, Any] = {"evaluation_id": evaluation_id, "number": number}
    asked = ""
    for step in steps:
        said: dict[str, Any] = {"text": step["text"], "by": actors[step["by"]]}
        if step["said"] == Said.ASKED:
            asked = approving.ask(**edition, **said).id
        elif step["said"] == Said.ANSWERED:
            approving.answer(**edition, step_id=asked, **said)
        else:
            content = Edition.objects.get(evaluation=evaluation_id, number=number).content
            approving.approve(**edition, seen=digest(content), **said)


def _told() -> dict[str, Any]:
    # Read once in the life of a database: nothing else that a worker does needs YAML.
    import yaml

    told: dict[str, Any] = yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return told


def _people(told: dict[str, Any], by: Actor) -> tuple[dict[str, Actor], Unit]:
    first, *others = told["people"]
    lead = make_person(name=first["name"], by=by)
    acting = Actor(person_id=lead.id, name=lead.name, grants=())
    root, acting = organisations.found(
        name=told["partnership"], kind="partnership", founder=lead, demonstration=True, by=acting
    )
    team = organisations.add_unit(name=told["team"], kind="team", under=root.id, by=acting)
    actors = {lead.name: acting}
    for other in others:
        person = make_person(name=other["name"], by=acting)
        organisations.enrol(person=person, unit_id=root.id, role=other["role"], by=acting)
        actors[person.name] = organisations.actor_of(person)
    return actors, team


def _evidence(told: dict[str, Any], team: Unit, actors: dict[str, Actor]) -> dict[str, str]:
    framework = current(FRAMEWORK)
    own = _own_kinds(told, team, actors)
    items = {}
    for slug, item in told["evidence"].items():
        draft = Draft(
            kind=own.get(item["kind"], item["kind"]),
            shows=item["shows"],
            from_day=item.get("from"),
            to_day=item.get("to") or item.get("from"),
            speaks_of=item["speaks_of"],
            voices=tuple(item.get("voices", ())),
            themes={f"{FRAMEWORK}/{theme}": bears for theme, bears in item["themes"].items()},
            account=item.get("account", ""),
            origin=item.get("origin", ""),
            taken_as=item["taken_as"],
            triage=item.get("triage", ""),
        )
        items[slug] = write(unit_id=team.id, framework=framework, draft=draft, by=actors[item["by"]]).id
        if "withdrawn" in item:
            withdrawing.withdraw(item_id=items[slug], why=item["withdrawn"], by=actors[item["by"]])
    return items


def _own_kinds(told: dict[str, Any], team: Unit, actors: dict[str, Actor]) -> dict[str, str]:
    """Make the organisation's own kinds of source; return their keys by how the demonstration's file names them."""
    lead = actors[told["people"][0]["name"]]
    published = [kind.name for kind in current(FRAMEWORK).source_kinds]
    return {
        f"{OWN}{slug}": f"{OWN}{kinds.add(unit_id=team.root_id or '', name=name, published=published, by=lead).id}"
        for slug, name in told["kinds"].items()
    }


def _judge(evaluation_id: str, number: str, judged: dict[str, Any], items: dict[str, str], by: Actor) -> None:
    first = judged.get("first_level")
    before = ""
    if first:
        before = first["level"]
        typed = {"choice": Field(before, EMPTY)}
        judgements.record(evaluation_id=evaluation_id, number=number, typed=typed, by=by)
    for citation in judged["citations"]:
        item_id, stance = items[citation["evidence"]], citation["stance"]
        citations.cite(evaluation_id=evaluation_id, number=number, item_id=item_id, stance=stance, by=by)
    choice = NOT_EVALUATED if judged["not_evaluated"] else judged["level"]
    typed = {
        "choice": Field(choice, mark(before)),
        "sure": Field(judged["sure"], EMPTY),
        "strengths": Field(judged["strengths"], EMPTY),
        "improvements": Field(judged["improvements"], EMPTY),
        "done": Field("1", EMPTY),
    }
    why = first["why"] if first else ""
    judgements.record(evaluation_id=evaluation_id, number=number, typed=typed, why=why, by=by)
