"""The demonstration's closer looks: the three that ship as plans, one of them finished, by the same actions as any."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from speir.access.actor import Actor
from speir.core.ids import new_id
from speir.evaluations.actions import judgements
from speir.evaluations.actions.beside import Field
from speir.evaluations.actions.looks import (
    answers,
    beginning,
    finishing,
    follow_ups,
    lines,
    notes,
    sightings,
    sittings,
    theme_findings,
)
from speir.evaluations.models import Evaluation, Feature, Group, Judgement, Look, Question, Way
from speir.evaluations.queries.looks.starting import plan_of
from speir.evaluations.rules.looks.describing import Origin
from speir.evaluations.rules.looks.finding import About
from speir.evaluations.rules.looks.following import Follow
from speir.evaluations.rules.looks.naming import Answered
from speir.evaluations.rules.saving import mark
from speir.evidence.rules.items import Draft
from speir.organisations.models import Unit

FILE = Path(__file__).parent.parent / "demonstration" / "looks.yaml"
EMPTY = mark("")


def load(*, team: Unit, view: Evaluation, actors: Mapping[str, Actor]) -> list[Look]:
    """Make the closer looks of the demonstration's partnership; return them. Inside the caller's transaction."""
    root = team.root if team.root is not None else team
    below = {unit.name: unit for unit in Unit.objects.filter(path__startswith=root.path)}
    units = {**below, "team": team, "partnership": root}
    return [_look(one, units[one["of"]], view, actors) for one in _told()]


def _told() -> list[dict[str, Any]]:
    # Read once in the life of a database: nothing else that a worker does needs YAML.
    import yaml

    told: list[dict[str, Any]] = yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return told


def _look(told: dict[str, Any], unit: Unit, view: Evaluation, actors: Mapping[str, Actor]) -> Look:
    by = actors[told["by"]]
    plan = plan_of(by, unit.path, told["starts"])
    prompted = ""
    if "prompted" in told:
        prompted = Judgement.objects.get(evaluation=view, indicator__number=told["prompted"]).id
    look = beginning.begin(
        unit_id=unit.id,
        framework_key=plan.framework,
        title=told["title"],
        period_from=told["period"]["from"],
        period_to=told["period"]["to"],
        said=replace(plan.said, **told["describes"]),
        themes=plan.themes,
        origin=Origin(prompted=prompted, starting=plan.key),
        by=by,
    )
    lined = _Lines(look)
    for way in told.get("ways", ()):
        _go(look, lined, way, actors)
    for at in told.get("taken_out", ()):
        lines.take_out(look_id=look.id, column="way", line_id=lined.of(Way, at).id, by=by)
    _know(look, lined, told, by)
    if "judgement" in told:
        _judge(look, told["judgement"], actors)
    for one in told.get("follows", ()):
        _follow(look, one, actors, by)
    if told.get("finish"):
        finishing.finish(look_id=look.id, by=by)
    return look


class _Lines:
    """The lines of a closer look by their theme and place: `joint-understanding 2`."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self.groups = list(Group.objects.filter(look=look).order_by("position"))

    def theme(self, key: str) -> str:
        """The stable key of a theme."""
        return self.look.themes.get(theme__endswith=f"/{key}").theme

    def of(self, column: type[Any], at: str) -> Any:
        """The line at this place of a column."""
        key, _space, place = at.partition(" ")
        rows = column.objects.filter(look=self.look, theme=self.theme(key)).order_by("position")
        return rows[int(place)]


def _go(look: Look, lined: _Lines, told: dict[str, Any], actors: Mapping[str, Actor]) -> None:
    """Say who goes a way until when, and go it as often as the file says."""
    way, by = lined.of(Way, told["at"]), actors[told["person"]]
    lines.assign(
        look_id=look.id,
        line_id=way.id,
        how=way.how,
        person_id=by.person_id or "",
        due=told["due"],
        number=told.get("number", way.number),
        by=actors["Ailsa Drummond"],
    )
    for one in told.get("sittings", ()):
        about = About(one["day"], one["present"], one["services"], one.get("what", ""))
        heard = [lined.groups[at].id for at in one.get("heard", ())]
        sitting = sittings.begin(look_id=look.id, way_id=way.id, about=about, heard=heard, by=by)
        for note in one.get("notes", ()):
            _note(look, lined, sitting.id, note, one, by)
    if told.get("done"):
        sittings.say_done(look_id=look.id, way_id=way.id, done=True, by=by)


def _note(
    look: Look, lined: _Lines, sitting_id: str, told: dict[str, Any], sat: dict[str, Any], by: Actor
) -> None:
    """Write a note of a theme, and make it evidence where the file says what of."""
    theme = lined.theme(told["theme"])
    note, _out = notes.write(
        look_id=look.id,
        sitting_id=sitting_id,
        note_id=new_id(),
        theme=theme,
        typed=Field(told["text"], EMPTY),
        by=by,
    )
    if "evidence" in told:
        said = told["evidence"]
        draft = Draft(
            kind=said["kind"],
            shows=said["shows"],
            account=told["text"],
            from_day=sat["day"],
            to_day=sat["day"],
            speaks_of=said["speaks_of"],
            voices=tuple(said.get("voices", ())),
            themes={theme: said["bears"]},
            taken_as="fact",
        )
        number = theme.split("/")[1]
        notes.make_evidence(
            look_id=look.id, note_id=note.id, number=number, draft=draft, stance="supports", by=by
        )


def _know(look: Look, lined: _Lines, told: dict[str, Any], by: Actor) -> None:
    """Say what was seen where, how far questions are answered, and what is strong or weak in a theme."""
    for one in told.get("sightings", ()):
        sightings.say(
            look_id=look.id,
            feature_id=lined.of(Feature, one["at"]).id,
            source=f"way-{lined.of(Way, one['way']).id}",
            seen=one["seen"],
            text=one.get("text", ""),
            by=by,
        )
    for one in told.get("answers", ()):
        question = lined.of(Question, one["at"])
        typed = {
            "answer": Field(one["text"], EMPTY),
            "state": Field(one["state"], mark(Answered.NOT_YET.value)),
        }
        answers.answer(look_id=look.id, question_id=question.id, typed=typed, by=by)
    for key, texts in told.get("findings", {}).items():
        typed = {name: Field(text, EMPTY) for name, text in texts.items()}
        theme_findings.write(look_id=look.id, theme=lined.theme(key), typed=typed, by=by)


def _judge(look: Look, told: dict[str, Any], actors: Mapping[str, Actor]) -> None:
    typed = {
        "choice": Field(told["level"], EMPTY),
        "sure": Field(told["sure"], EMPTY),
        "strengths": Field(told["strengths"], EMPTY),
        "improvements": Field(told["improvements"], EMPTY),
        "done": Field("1", EMPTY),
    }
    judgements.record(
        evaluation_id=look.id, number=told["number"], typed=typed, why=told["why"], by=actors[told["by"]]
    )


def _follow(look: Look, told: dict[str, Any], actors: Mapping[str, Actor], by: Actor) -> None:
    person = actors[told["person"]].person_id or "" if "person" in told else ""
    said = Follow(**{**told, "person": person})
    follow_ups.add(look_id=look.id, said=said, by=by)
