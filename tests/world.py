"""A small cast and named situations, brought to their state through actions alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.utils import timezone

from speir.access.actor import SYSTEM, Actor
from speir.accounts.actions import make_person
from speir.accounts.models import Person
from speir.core.files.kinds import safe_name
from speir.core.files.looking import Looked
from speir.core.ids import new_id
from speir.evaluations.actions import approving, broad_views, editions, judgements, reflections, rooms
from speir.evaluations.actions.answers import answer
from speir.evaluations.actions.beside import Field, Outcome
from speir.evaluations.actions.citations import write_and_cite
from speir.evaluations.models import Answer, ApprovalStep, Edition, Evaluation, Judgement, Reflection
from speir.evaluations.queries.values import values_of
from speir.evaluations.rules.beginning import description_mark
from speir.evaluations.rules.record_text import digest
from speir.evaluations.rules.saving import mark
from speir.evidence.actions import files
from speir.evidence.models import ItemFile
from speir.evidence.rules.items import Draft
from speir.frameworks.queries import current as current_framework
from speir.frameworks.rules.structure import Framework
from speir.organisations.actions import actor_of, enrol, found
from speir.organisations.models import Unit
from speir.sharing.models import Room

FRAMEWORK = "hmie-2005"
FILLED = ("1.1", "1.2", "1.3", "1.4", "3.3")
KINDS = ("case_files", "surveys")


@dataclass(frozen=True)
class Somebody:
    """A person, and what they may do as it stands now."""

    person: Person

    @property
    def actor(self) -> Actor:
        return actor_of(self.person)

    @property
    def name(self) -> str:
        return self.person.name


@dataclass(frozen=True)
class Cast:
    """One team with three people in it, and somebody of another agency."""

    team: Unit
    lead: Somebody
    evaluator: Somebody
    reader: Somebody
    elsewhere: Unit
    stranger: Somebody


def somebody(name: str, email: str = "") -> Somebody:
    """A person who belongs nowhere yet."""
    return Somebody(make_person(name=name, email=email, by=SYSTEM))


def unit_of(founder: Somebody, name: str, kind: str = "team") -> Unit:
    return found(name=name, kind=kind, founder=founder.person, by=founder.actor)[0]


def colleague(name: str, unit: Unit, role: str, by: Somebody) -> Somebody:
    """Somebody with a role in a unit; an inspector for a month, since theirs always ends."""
    new = somebody(name)
    ends = timezone.localdate() + dt.timedelta(days=30) if role == "inspector" else None
    enrol(person=new.person, unit_id=unit.id, role=role, ends=ends, by=by.actor)
    return new


def cast() -> Cast:
    lead = somebody("Morag Sinclair")
    team = unit_of(lead, "Strathardle children’s team")
    stranger = somebody("Hamish Orr")
    return Cast(
        team=team,
        lead=lead,
        evaluator=colleague("Isla Reid", team, "evaluator", lead),
        reader=colleague("Rhona Bell", team, "reader", lead),
        elsewhere=unit_of(stranger, "Another agency", "agency"),
        stranger=stranger,
    )


# What people do


def begun(
    cast: Cast, title: str = "Broad view of last year", by: Somebody | None = None, *, only_me: bool = False
) -> Evaluation:
    """A broad view in which nothing is written yet."""
    return broad_views.begin(
        unit_id=cast.team.id,
        framework_key=FRAMEWORK,
        title=title,
        period_from=dt.date(2025, 1, 1),
        period_to=dt.date(2025, 12, 31),
        evaluation_id=new_id(),
        only_me=only_me,
        by=(by or cast.lead).actor,
    )


def framework() -> Framework:
    return current_framework(FRAMEWORK)


def described(view: Evaluation) -> str:
    """The mark of its title and period, as its form would bring it back."""
    return description_mark(view.title, view.period_from, view.period_to)


def row(view: Evaluation, number: str) -> Judgement:
    """The judgement as it stands."""
    return Judgement.objects.select_related("level").get(evaluation=view, indicator__number=number)


def values(view: Evaluation, number: str) -> dict[str, str]:
    """The judgement's fields as a form would hold them."""
    shown = row(view, number)
    return values_of(shown, current_framework(FRAMEWORK))


def write(
    view: Evaluation,
    number: str,
    by: Somebody,
    *,
    over: Any = None,
    why: str = "",
    why_seen: str = "",
    **fields: Any,
) -> Outcome:
    """Somebody opens the indicator, types and saves; `over` is what their form had before where that is older."""
    before = values(view, number) | (over or {})
    typed = {name: Field(value, mark(before[name])) for name, value in fields.items()}
    actor = by.actor
    return judgements.record(
        evaluation_id=view.id, number=number, typed=typed, why=why, why_seen=why_seen, by=actor
    )[1]


def draft(**changed: object) -> Draft:
    """An item that breaks no rule."""
    fields: dict[str, object] = {
        "kind": "case_files",
        "shows": "In 11 of 12 files the child was seen on the day of the concern.",
        "from_day": dt.date(2025, 4, 13),
        "to_day": dt.date(2025, 4, 24),
        "speaks_of": "happens",
        "voices": (),
        "themes": {},
    }
    return Draft(**(fields | changed))  # type: ignore[arg-type]


def cite(
    view: Evaluation,
    number: str,
    by: Somebody,
    stance: str = "supports",
    *,
    only_me: bool = False,
    **item: object,
) -> str:
    """Somebody writes an item down beside an indicator; its id."""
    made = write_and_cite(
        evaluation_id=view.id,
        number=number,
        draft=draft(**item),
        stance=stance,
        only_me=only_me,
        by=by.actor,
    )
    return made.item_id


def file_beside(
    item_id: str, by: Somebody, name: str = "notes.txt", body: bytes = b"What we saw.", kind: str = "plain"
) -> ItemFile:
    """Somebody adds a file to an item, which was found to be of this kind."""
    with NamedTemporaryFile() as came:
        came.write(body)
        came.flush()
        looked = Looked(kind, safe_name(name, kind), Path(came.name), anew=False)
        return files.add(item_id=item_id, looked=looked, by=by.actor)


def say(view: Evaluation, question: str, text: str, by: Somebody, over: str | None = None) -> Outcome:
    """Somebody answers a question in their own words."""
    before = Answer.objects.get(evaluation=view, question=question).text if over is None else over
    typed = Field(text, mark(before))
    return answer(evaluation_id=view.id, question=question, typed=typed, by=by.actor)[1]


THEME = "hmie-2005/1.1/communication"


def reflecting(by: Somebody, unit: Unit, theme: str = THEME, **texts: str) -> Reflection:
    """Somebody takes a theme and writes in it."""
    made = reflections.begin(unit_id=unit.id, theme=theme, by=by.actor)
    if texts:
        reflect(made, by, **texts)
    made.refresh_from_db()
    return made


def reflect(row: Reflection, by: Somebody, *, over: Any = None, keep: Any = None, **texts: str) -> Outcome:
    """Somebody opens a reflection, types and saves; `over` is what their form had before where that is older."""
    row = Reflection.objects.get(pk=row.pk)
    before = {name: getattr(row, name) for name in texts} | (over or {})
    typed = {name: Field(text, mark(before[name]), keep=keep) for name, text in texts.items()}
    return reflections.record(reflection_id=row.id, typed=typed, by=by.actor)[1]


def room(
    by: Somebody,
    unit: Unit,
    *guests: Somebody,
    name: str = "Joint inspection",
    starts: dt.date | None = None,
    ends: dt.date | None = None,
) -> Room:
    """A room that is open today and for a month, with these inspectors invited."""
    first = starts or timezone.localdate()
    last = ends or first + dt.timedelta(days=30)
    made = rooms.make(unit_id=unit.id, name=name, starts=first, ends=last, by=by.actor)
    for guest in guests:
        rooms.invite(room_id=made.id, person_id=guest.person.id, by=by.actor)
    return made


def put(room: Room, by: Somebody, about: str, about_id: str, number: int = 0) -> str:
    """Somebody puts a thing into a room; its id there."""
    return rooms.put(room_id=room.id, about=about, about_id=about_id, number=number, by=by.actor).id


def seal(view: Evaluation, by: Somebody) -> Edition:
    return editions.seal(evaluation_id=view.id, by=by.actor)


def chief(cast: Cast, name: str = "Catriona Munro") -> Somebody:
    """A chief officer where the team is. Their role fits agencies and partnerships: the team becomes an agency."""
    Unit.objects.filter(pk=cast.team.pk).update(kind="agency")
    return colleague(name, cast.team, "chief_officer", cast.lead)


def approve(view: Evaluation, by: Somebody, number: int = 1, note: str = "", **more: Any) -> ApprovalStep:
    """Somebody opens an edition, reads it and approves it."""
    edition = Edition.objects.get(evaluation=view, number=number)
    seen = digest(edition.content)
    return approving.approve(evaluation_id=view.id, number=number, seen=seen, text=note, by=by.actor, **more)


def ask(
    view: Evaluation, by: Somebody, text: str = "Who does this by when?", number: int = 1
) -> ApprovalStep:
    """Somebody asks before they approve."""
    return approving.ask(evaluation_id=view.id, number=number, text=text, by=by.actor)


# Named situations


def confirm(view: Evaluation, number: str, by: Somebody, kinds: Iterable[str] = KINDS) -> None:
    """Cite one item of each of these kinds of source."""
    for at, kind in enumerate(kinds):
        tells = "impact" if at else "happens"
        cite(view, number, by, kind=kind, speaks_of=tells, shows=f"{number}: what the {kind} tell us")


def filled(cast: Cast, numbers: Iterable[str] = FILLED) -> Evaluation:
    """Some indicators judged at different levels: confirmed, provisional, not evaluated; one question answered."""
    view = begun(cast)
    choices = ["very_good", "good", "not_evaluated", "weak", "adequate", "excellent"]
    for at, number in enumerate(numbers):
        choice = choices[at % len(choices)]
        if choice != "not_evaluated":
            confirm(view, number, cast.evaluator, KINDS if at % 2 == 0 else KINDS[:1])
        write(
            view,
            number,
            cast.evaluator,
            choice=choice,
            sure="some_doubt",
            strengths=f"We see children early ({number}).",
            improvements=f"We write too little down ({number}).",
            done="1" if at % 2 == 0 else "",
        )
    say(view, "1", "Help comes early, and we know it from families.", cast.lead)
    return view


def sealed(cast: Cast) -> Evaluation:
    """A broad view whose first edition is sealed."""
    view = filled(cast)
    seal(view, cast.lead)
    view.refresh_from_db()
    return view


def meeting(
    cast: Cast, field: str = "strengths", mine: str = "What I typed.", theirs: str = "What they saved."
) -> Evaluation:
    """The lead officer saved 1.1 while the evaluator, who had opened it empty, typed; the evaluator's is set aside."""
    view = begun(cast)
    write(view, "1.1", cast.lead, **{field: theirs})
    out = write(view, "1.1", cast.evaluator, over={field: ""}, **{field: mine})
    assert field in out.conflicts
    return view
